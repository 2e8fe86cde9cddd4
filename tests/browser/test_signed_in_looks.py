"""How the pages look to who has signed in: names of any length, in each look, and what is said where nothing is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import settled
from tests.browser.looks import findings
from tests.browser.reading import TALL, choices, fits
from tests.browser.signing import LONG, STEWARD, says, serving, sign_in
from tests.pictures.signing_in import named

NOBODY = "budi.santoso.prawirohardjo@kantorwilayah-sumatera-bagian-selatan.kantor.go.id"
LAPTOP, PHONE = {"width": 1366, "height": 650}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an organisation that shows nothing to who has no role."""
    with serving(tmp_path_factory.mktemp("tertutup"), visitors="tidak") as address:
        yield address


def as_whom(page: Page, signing: str, account: str, path: str = "/") -> None:
    """Sign in with an account that belongs to no group, and wait for the page."""
    says(page, {"email": account, "groups": []})
    sign_in(page, signing, path=path)
    page.wait_for_url(f"{signing}{path}*")
    expect(page.locator(".st-key-account button").first).not_to_have_text(re.compile("Masuk"), timeout=20_000)
    settled(page)


def box(found: Locator) -> dict[str, float]:
    told = found.bounding_box()
    assert told is not None
    return dict(told)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("account", ["muba@kantor.go.id", LONG])
def test_the_longest_role_leaves_the_navigation_in_sight(page: Page, signing: str, account: str) -> None:
    as_whom(page, signing, account)
    button, tabs = page.locator(".st-key-account button").first, page.get_by_test_id("stTopNavSection")
    expect(tabs).to_have_count(3)
    ends = [box(one)["x"] + box(one)["width"] for one in tabs.all()]
    assert max(ends) <= box(button)["x"]


def test_a_role_that_is_tried_on_says_so_and_its_list_names_every_office_whole(
    page: Page, signing: str
) -> None:
    as_whom(page, signing, "deputi@kantor.go.id", "/data")
    button = page.locator(".st-key-account button").first
    expect(button).to_have_text(re.compile("Kanwil Sumbagsel"))
    button.click()
    page.get_by_role("combobox", name="Lihat sebagai").click()
    longest = page.get_by_role("option", name="Kantor Cabang Musi Banyuasin dan Banyuasin", exact=True)
    assert longest.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    longest.click()
    expect(button).to_have_text(re.compile("Sebagai KC Musi Banyuasin"))


def test_why_there_is_no_role_is_in_sight_moves_nothing_and_leads_nowhere(page: Page, signing: str) -> None:
    page.goto(signing)
    settled(page)
    before = box(page.locator(".peta-lead b"))
    as_whom(page, signing, NOBODY)
    said = page.get_by_role("alert")
    expect(said).to_be_in_viewport(ratio=1)
    expect(said).to_have_text(f"Akun {NOBODY} belum punya peran di sini. Minta pengelola menambahkannya.")
    assert box(page.locator(".peta-lead b")) == before and page.locator("a[href^=mailto]").count() == 0
    expect(page.locator(".st-key-account button").first).to_have_text(re.compile("Tanpa peran"))
    assert findings(page) == []
    page.goto(f"{signing}/?tampil=proyektor")
    settled(page)
    expect(page.get_by_text(NOBODY)).to_have_count(0)  # on no wall


def test_on_a_phone_the_longest_account_stays_on_the_screen(page: Page, signing: str) -> None:
    as_whom(page, signing, LONG, "/data")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    choices(page)
    page.locator(".st-key-account button").first.click()
    note = page.get_by_text(f"Akun: {LONG}")
    expect(note).to_be_visible()
    assert note.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert box(page.get_by_role("button", name="Keluar"))["height"] >= 44
    fits(page)


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["id", "en"])
def test_who_may_see_nothing_reads_why_in_their_language(page: Page, closed: str, language: str) -> None:
    page.goto(closed)
    page.get_by_role("radio", name=language.upper(), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert findings(page, 3) == []
    says(page, {"email": NOBODY, "groups": []})
    page.get_by_role("button", name=re.compile("(Masuk dengan|Sign in with) Akun kantor")).click()
    expect(page.get_by_role("alert")).to_contain_text(NOBODY, timeout=20_000)
    expect(
        page.get_by_text(re.compile("hanya untuk yang punya peran|for people who have a role"))
    ).to_be_visible()
    assert findings(page, 4) == []


@pytest.mark.sampled(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refusal_on_the_way_back_is_as_dark_as_the_readers_computer(
    page: Page, signing: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{signing}/oauth2callback?error=access_denied&state=x")
    letters = page.locator("h1").evaluate("(one) => getComputedStyle(one).color")
    assert letters == {"light": "rgb(0, 0, 0)", "dark": "rgb(255, 255, 255)"}[scheme]
    assert findings(page, 4) == []
    page.get_by_role("link", name="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("language", "scheme"), [("id", "light"), ("en", "dark")])
def test_the_page_of_people(page: Page, signing: str, language: str, scheme: str) -> None:
    as_whom(page, signing, STEWARD, "/orang")
    page.goto(f"{signing}/orang?bhs={language}")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    settled(page)
    publish = page.get_by_role("button", name=re.compile("^(Terbitkan|Publish)$"))
    assert box(publish)["y"] + box(publish)["height"] <= LAPTOP["height"]
    page.get_by_test_id("stDataFrame").hover()
    expect(
        page.get_by_test_id("stElementToolbar")
    ).to_be_hidden()  # it is English, and lies over the choice above
    page.set_viewport_size(TALL)  # type: ignore[arg-type]
    assert findings(page, 8) == []
    page.get_by_role("radio", name=re.compile("^(Catatan kegiatan|Record)$")).click()
    settled(page)
    page.get_by_test_id("stDataFrame").hover()
    expect(page.get_by_test_id("stElementToolbar")).to_be_hidden()
    assert findings(page, 8) == []


def test_the_guide_calls_everything_by_the_name_on_the_screen(page: Page, signing: str) -> None:
    seen: list[str] = []

    def look() -> None:
        settled(page)
        seen.append(page.locator("body").inner_text())

    page.goto(signing)
    page.locator(".st-key-account button").first.click()
    look()
    as_whom(page, signing, NOBODY)
    look()
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.locator(".st-key-account button").first).to_have_text(re.compile("Masuk"), timeout=20_000)
    as_whom(page, signing, STEWARD, "/orang")
    page.get_by_test_id("stTopNavSection").filter(has_text="Data").click()
    look()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Catatan kegiatan").click()
    expect(page.get_by_role("button", name="Unduh XLSX")).to_be_visible(timeout=20_000)
    look()
    page.locator(".st-key-account button").first.click()
    page.get_by_role("combobox", name="Lihat sebagai").click()
    page.get_by_role("option", name="Publik").click()
    look()
    assert {name for name in named() if not any(name in text for text in seen)} == set()
