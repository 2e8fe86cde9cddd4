"""A phone held upright: nothing runs off the side, a finger meets what it presses, and a region shows its kecamatan."""

from __future__ import annotations

from playwright.sync_api import Frame, Page, expect

from data.tables import load_table
from pages.session import WORK_PAGES
from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.reading import (
    PHONE,
    Log,
    fits,
    fresh,
    inside,
    opened,
    quiet,
    region,
    row,
    turn,
    visit,
    visit_map,
    walk,
    way_back,
)

# What a finger presses in the contents of a page of work, and how high that is.
_PRESSED = (
    ".listing :is(tbody, nav) button, .links button, [data-testid=stDownloadButton] button, "
    "[data-testid=stButtonGroup] button, [data-testid=stPopover] button, [data-testid=stSelectbox] input"
)
_HEIGHTS = """
all => all.filter(e => e.checkVisibility() && !e.closest('[class*="st-key-tools"], .st-key-controls, .st-key-banner'))
  .map(e => [Math.round(e.getBoundingClientRect().height), e.textContent])
"""
_BOX = "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"


def test_a_page_with_a_map_does_not_scroll_sideways(server: str, reader: Reader) -> None:
    page = reader(**PHONE)
    visit_map(page, server)
    with_a_map_fits(page)
    for path in (
        "/?wilayah=16.05",
        "/?area=pekalongan&bhs=en",
        "/kantor-kc-mojokerto",
        "/kantor-kanwil-sumbagsel",
    ):
        walk(page, path)
        with_a_map_fits(page)


def with_a_map_fits(page: Page) -> None:
    """Neither the page nor the map in it is wider than the phone."""
    frame = map_frame(page)
    fits(page)
    frame.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_page_of_work_does_not_scroll_sideways(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger, **PHONE), f"{ledger}/andai?data=simulasi")
    for name in (*WORK_PAGES, "pemberi-kerja"):
        walk(page, f"/{name}?data=simulasi&kantor=KC-PALEMBANG&pk=SIM-000300")
        fits(page)
        heights = page.locator(_PRESSED).evaluate_all(_HEIGHTS)
        assert heights and [one for one in heights if one[0] < 44] == []


def test_the_sources_page_does_not_scroll_sideways(server: str, reader: Reader) -> None:
    page = reader(**PHONE)
    visit(page, f"{server}/sumber")
    for tab in page.get_by_role("tab").all():
        turn(page, tab)
        fits(page)


def around(boxes: list[list[float]]) -> list[float]:
    """The box around boxes (left, top, right, bottom)."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return [min(left), min(top), max(right), max(bottom)]


def test_kecamatan_lines_lie_inside_the_region_and_load_once(server: str, reader: Reader) -> None:
    page = reader(**PHONE)
    log = Log(page, server.removeprefix("http://"))
    frame = visit_map(page, server)
    lines = frame.locator("path.peta-kecamatan")
    quiet(page)
    assert lines.count() == 0
    assert kecamatan_requests(log) == []
    drawn = load_table("kecamatan").query("match != 'missing'")["code"].str[:5].value_counts()
    for code in ("16.02", "35.17", "16.02"):
        row(page, code).get_by_role("button").tap()
        opened(page, frame, code)
        expect(lines).to_have_count(int(drawn[code]))
        lie_inside(frame, code)
        way_back(page).tap()
        expect(lines).to_have_count(0)
    assert len(kecamatan_requests(log)) == 1
    log.close()


def kecamatan_requests(log: Log) -> list[str]:
    """The addresses from which lines of kecamatan were asked for."""
    return [url for url in log.requests if "/kecamatan." in url]


def lie_inside(frame: Frame, code: str) -> None:
    """The lines of the kecamatan fill the region, and do not leave it."""
    fresh(frame.page)  # the frame may still become higher
    own = region(frame, code).evaluate_all(_BOX)[0]
    inner = around(frame.locator("path.peta-kecamatan").evaluate_all(_BOX))
    assert inner[0] >= own[0] - 1 and inner[1] >= own[1] - 1
    assert inner[2] <= own[2] + 1 and inner[3] <= own[3] + 1
    assert inner[2] - inner[0] > 0.8 * (own[2] - own[0]), "the lines do not fill the region"
