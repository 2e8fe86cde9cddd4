"""The map of a ledger in a real browser: made on the first wish, played, compared, opened, seen by another role."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from data.months import month_index, month_text
from tests.browser.conftest import Reader
from tests.browser.driver import choose, map_frame, running
from tests.browser.names import well_placed
from tests.browser.reading import fresh, query, rerun, visit, visit_map
from tests.pages.ledger_home import LAST

_PROGRESS = "() => document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') ?? ''"


def month(back: int) -> str:
    """The month so many before the last of the ledger."""
    return month_text(month_index(LAST) - back)


def made(page: Page, patience: float = 60_000) -> None:
    """Wait for the end of the progress, however long it takes, as long as it goes on."""
    shown = page.get_by_role("progressbar")
    expect(shown).to_be_visible()
    while shown.count():
        before = page.evaluate(_PROGRESS)
        page.wait_for_function(f"(before) => ({_PROGRESS})() !== before", arg=before, timeout=patience)


def test_the_first_wish_shows_how_far_it_is_and_then_the_map(reader: Reader) -> None:
    with running("tests/browser/smaller.py") as address:
        page = reader(address)
        visit(page, address)
        shows_the_ledger_that_is_made(page)
        page.goto("about:blank")  # the page must not ask after this server any more


def shows_the_ledger_that_is_made(page: Page) -> None:
    page.get_by_role("radio", name="Simulasi").click()
    made(page)
    expect(page.get_by_role("note")).to_contain_text("SIMULASI")
    frame = map_frame(page)
    expect(frame.locator("body")).to_have_attribute("data-painted", re.compile("simulasi compliance"))
    assert query(page) == {"data": "simulasi"}
    labels = frame.locator("path[data-code]").evaluate_all(
        "all => all.map((e) => e.getAttribute('aria-label'))"
    )
    looks = r"(?:, (?:di bawah target|di luar wilayah inti))*"
    said = [
        re.search(rf": (?:[\d.,]+\s%{looks}, \w{{3}} 20\d\d|(disembunyikan))$", label) for label in labels
    ]
    assert len(said) == 24 and all(said) and sum(not match[1] for match in said if match) > 18


def test_the_months_play_and_the_frame_stays(ledger: str, reader: Reader) -> None:
    page = reader(ledger)
    frame = visit_map(page, f"{ledger}/?data=simulasi&per={month(12)}")
    frame.evaluate("window.mark = 'mine'")
    page.get_by_role("button", name="Putar").click()
    expect(page).to_have_url(re.compile("|".join(f"per={month(back)}" for back in range(3, 11))))
    page.get_by_role("button", name="Henti").click()
    expect(page.get_by_role("button", name="Putar")).to_be_visible()
    fresh(page)
    stopped = query(page)["per"]
    expect(frame.locator("body")).to_have_attribute("data-painted", re.compile(stopped))
    assert frame.evaluate("window.mark") == "mine"
    page.wait_for_timeout(2_000)  # longer than a month is shown while they play
    assert query(page)["per"] == stopped


def test_a_kecamatan_on_the_map_opens_and_its_region_is_a_press_away(ledger: str, reader: Reader) -> None:
    page = reader(ledger)
    frame = visit_map(page, f"{ledger}/?data=simulasi&tingkat=kecamatan&area=mojokerto-jombang")
    shapes = frame.locator("path.peta-kecamatan-filled")
    expect(shapes.nth(20)).to_be_visible()
    fresh(page)
    well_placed(frame)
    shapes.nth(5).hover()
    said = frame.locator(".peta-tip").inner_text()
    name = re.match(r"[^,]+", said)[0]
    shapes.nth(5).click()
    expect(page).to_have_url(re.compile("kecamatan=35"))
    expect(page.get_by_role("heading", name=re.compile(name))).to_be_visible()
    expect(frame.locator("path.peta-outline-selected")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Buka K")).click()
    expect(page).to_have_url(re.compile(r"wilayah=35\.\d\d(&|$)"))


def test_the_trend_and_the_reasons_open_and_say_numbers(ledger: str, reader: Reader) -> None:
    page = reader(ledger)
    visit_map(page, f"{ledger}/?data=simulasi&wilayah=16.71&indikator=coverage_workers")
    with rerun(page):
        choose(page, "Peran", "Pengelola data")  # of so few employers the public is told of none
    with rerun(page):
        page.get_by_text("Tren", exact=True).click()
    drawing = page.get_by_role("img", name=re.compile("Cakupan pekerja dengan Jakon, Kota Palembang"))
    expect(drawing).to_contain_text("target Simulasi, Kota Palembang")
    page.get_by_text("Mengapa angkanya begini?").click()
    expect(page.get_by_text(re.compile(r"[\d.]+ / [\d.]+ × 100 = [\d,]+\s%"))).to_be_visible()
    expect(page.get_by_text(re.compile("nomor 1, terbit .* data simulasi"))).to_be_visible()


def test_another_role_sees_what_the_public_does_not(ledger: str, reader: Reader) -> None:
    page = reader(ledger)
    visit_map(page, f"{ledger}/?data=simulasi&indikator=ledger_arrears_rp")
    hidden = page.get_by_text(re.compile("wilayah: disembunyikan"))
    expect(hidden).to_be_visible()
    choose(page, "Peran", "Pengelola data")
    expect(hidden).to_have_count(0)
