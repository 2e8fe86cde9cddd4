"""The map of a ledger in a real browser: made on the first wish, played, compared, narrowed, read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from data.months import last_full_month, month_index, month_text
from tests.browser.conftest import Reader
from tests.browser.driver import choose, map_frame, running
from tests.browser.reading import query
from tests.browser.test_accessibility import dress, everywhere, findings
from tests.pages.ledger_home import small_home

LAST = month_index(last_full_month(date.today()))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a small simulated ledger ready."""
    with running(PETA_HOME=str(small_home(tmp_path_factory))) as address:
        yield address


def simulated(page: Page, server: str, rest: str = "") -> Page:
    """The page on the simulated ledger."""
    page.goto(f"{server}/?data=simulasi{rest}")
    map_frame(page)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return page


def test_the_first_wish_shows_how_far_it_is_and_then_the_map(server: str, reader: Reader) -> None:
    page = reader()
    page.goto(server)
    map_frame(page)
    page.get_by_role("radio", name="Simulasi").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("SIMULASI")
    frame = map_frame(page, timeout=90_000)
    expect(frame.locator("body")).to_have_attribute(
        "data-painted", re.compile("simulasi compliance"), timeout=90_000
    )
    assert query(page) == {"data": "simulasi"}
    names = frame.locator("path[data-code]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert len(names) == 24 and all(re.search(r": [\d.,]+\s%, \w{3} 20\d\d$", name) for name in names)


def test_the_months_play_and_the_frame_stays(ledger: str, reader: Reader) -> None:
    page = simulated(reader(ledger), ledger, f"&per={month_text(LAST - 12)}")
    frame = map_frame(page)
    frame.evaluate("window.mark = 'mine'")
    page.get_by_role("button", name="Putar").click()
    expect(page).to_have_url(
        re.compile("|".join(f"per={month_text(LAST - n)}" for n in range(3, 11))), timeout=20_000
    )
    page.get_by_role("button", name="Henti").click()
    expect(page.get_by_role("button", name="Putar")).to_be_visible()
    stopped = query(page)["per"]
    expect(frame.locator("body")).to_have_attribute("data-painted", re.compile(stopped))
    assert frame.evaluate("window.mark") == "mine"
    page.wait_for_timeout(2_500)
    assert query(page)["per"] == stopped


def test_a_kecamatan_on_the_map_opens_its_region(ledger: str, reader: Reader) -> None:
    page = simulated(reader(ledger), ledger, "&tingkat=kecamatan&area=mojokerto-jombang")
    frame = map_frame(page)
    shapes = frame.locator("path.peta-kecamatan-filled")
    expect(shapes.nth(20)).to_be_visible()
    shapes.nth(5).hover()
    expect(frame.locator(".peta-tip")).to_contain_text(re.compile(r"\w"))
    shapes.nth(5).click()
    expect(page).to_have_url(re.compile("wilayah=35"))


def test_the_trend_and_the_reasons_open_and_say_numbers(ledger: str, reader: Reader) -> None:
    page = simulated(reader(ledger), ledger, "&wilayah=16.71&indikator=coverage_workers")
    page.get_by_text("Tren", exact=True).click()
    drawn = page.get_by_role("img", name=re.compile("Cakupan pekerja dengan Jakon, Kota Palembang"))
    expect(drawn).to_be_visible(timeout=60_000)
    expect(drawn).to_contain_text("sasaran nasional")
    page.get_by_text("Mengapa angkanya begini?").click()
    expect(page.get_by_text(re.compile(r"[\d.]+ / [\d.]+ × 100 = [\d,]+\s%"))).to_be_visible()
    expect(page.get_by_text(re.compile("nomor 1, terbit .* data simulasi"))).to_be_visible()


def test_another_role_sees_what_the_public_does_not(ledger: str, reader: Reader) -> None:
    page = simulated(reader(ledger), ledger, "&indikator=ledger_arrears_rp")
    hidden = page.get_by_text(re.compile("wilayah disembunyikan"))
    expect(hidden).to_be_visible()
    choose(page, "Peran", "Pengelola data")
    expect(hidden).to_have_count(0)


@pytest.mark.parametrize(("language", "look"), [("id", "light"), ("en", "dark"), ("en", "projector")])
def test_the_ledgers_map_has_no_serious_finding(
    ledger: str, reader: Reader, language: str, look: str
) -> None:
    page = reader(ledger, viewport={"width": 1366, "height": 3_600})
    simulated(page, ledger, "&wilayah=35.16&banding=" + month_text(LAST - 6))
    dress(page, language, look)
    page.get_by_text("Tren" if language == "id" else "Trend", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Mojokerto"))).to_be_visible(timeout=60_000)
    assert everywhere(page, look == "light") == []
    page.get_by_role("button", name="Atur" if language == "id" else "Adjust").click()
    page.get_by_role("combobox").nth(5).wait_for()
    assert findings(page, whole=False) == []
