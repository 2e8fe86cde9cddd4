"""Views on paper: what Chromium prints of the map, an office and its arrears is one page of A4 each, and can be read.

However long their lists are: paper says how many rows it leaves to the screen.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.reading import inside, walk

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_SIZE = re.compile(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]")
# What is neither asked for nor read on paper.
_CONTROLS = (
    "[data-testid=stHeader], [data-testid=stButton], [data-testid=stDownloadButton], [data-testid=stSlider]"
)


def printed(page: Page) -> tuple[int, bool]:
    """How many pages the view takes, and whether the first of them lies across."""
    body = page.pdf(prefer_css_page_size=True, print_background=True)
    width, height = map(float, _SIZE.search(body).groups())
    assert {round(width), round(height)} == {595, 842}
    return len(_PAGE.findall(body)), width > height


def readable(page: Page) -> None:
    """On paper there are title, mark, date and source, dark on white, and no controls.

    Asked after printing: a page that is shown as paper measures its map anew.
    """
    page.emulate_media(media="print", color_scheme="dark")
    for text in (".peta-title", ".peta-simulated", ".peta-lead", ".peta-foot"):
        expect(page.locator(text).first).to_be_visible()
        assert page.locator(text).first.evaluate("(one) => getComputedStyle(one).color") == "rgb(31, 36, 48)"
    expect(page.locator(".peta-title")).to_contain_text(re.compile(r"per \d+ \w+ 20\d\d"))
    shown = page.locator(_CONTROLS).evaluate_all("(all) => all.filter((one) => one.checkVisibility()).length")
    assert shown == 0
    page.emulate_media(media="null", color_scheme="null")


def test_map_office_arrears_and_places_side_by_side_are_one_page_of_paper_each(
    ledger: str, reader: Reader
) -> None:
    page = inside(reader(ledger), f"{ledger}/?data=simulasi&indikator=coverage_workers")
    map_frame(page)
    expect(page.locator(".peta-legend").first).to_be_visible()
    assert printed(page) == (1, True)
    readable(page)
    walk(page, "/kantor-kc-mojokerto?data=simulasi")
    expect(page.locator(".st-key-office_trend svg")).to_be_visible()
    assert printed(page) == (1, False)
    readable(page)
    walk(page, "/kantor-kanwil-sumbagsel?data=simulasi&bhs=en")
    expect(page.locator(".st-key-office_trend svg")).to_be_visible()
    assert printed(page) == (1, False)
    walk(page, "/tunggakan?data=simulasi")
    expect(page.locator(".listing tbody tr").first).to_be_visible()
    expect(page.get_by_text("Umur tunggakan").or_(page.get_by_text("Kelas umur")).first).to_be_visible()
    assert printed(page) == (1, False)
    readable(page)
    goes_on(page)
    walk(page, "/bandingkan?data=simulasi&antara=16.71~16.06")
    expect(page.locator(".columns section")).to_have_count(2)
    expect(page.locator(".st-key-compare svg").last).to_be_visible()
    assert printed(page) == (1, False)
    readable(page)


def goes_on(page: Page) -> None:
    """The list of employers says on paper how many more there are than it has rows there, and on the screen nothing."""
    rows = page.locator(".listing tbody tr")
    more, shown = page.get_by_text(re.compile("^… dan .+ lagi: di layar$")).last, rows.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    kept = rows.evaluate_all("all => all.filter((one) => one.style.display !== 'none').length")
    left = int(re.sub(r"\D", "", more.inner_text()))
    total = page.locator(".listing tfoot th").inner_text()
    assert 0 < kept < shown and re.sub(r"\D", "", total) == str(kept + left)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(more).to_have_count(0)
    assert rows.locator("visible=true").count() == shown
