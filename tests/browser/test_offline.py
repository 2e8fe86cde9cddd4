"""Every page in a browser that can reach no other host: it asks for none, and nothing fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from data.places.find import all_regions
from data.places.offices import office_slug
from data.tables.facts import load_table
from tests.browser.conftest import Reader
from tests.browser.reading import CODES, Log, click, drawn, opened, quiet, turn, visit, visit_map

OFFICES = [office_slug(code) for code in load_table("offices")["code"]]
_VALUE = re.compile(
    r"[\d.,]+\u00a0%(, (di bawah target|bertanda|di luar wilayah inti|lebih tua dari \d tahun))*, (\d{1,2} )?([A-Z][a-z]{2} )?\d{4}"
)

# Writes down at each placing of all names whether every style sheet was there.
_PLACINGS = """
if (window !== window.top) {
  const placings = window.petaPlacings = [];
  let place;
  Object.defineProperty(window, 'petaPlace', {
    get: () => (...task) => {
      placings.push([...document.querySelectorAll('link[rel="stylesheet"]')].every((link) => link.sheet));
      return place(...task);
    },
    set: (given) => { place = given; },
  });
}
"""


@pytest.fixture(scope="module")
def first_seen(server: str, browser: Browser) -> Iterator[tuple[Page, Frame, Log]]:
    """The map in a browser that had kept nothing: the page, quiet, its frame, and all that it asked for."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        page.add_init_script(_PLACINGS)
        log = Log(page, urlsplit(server).netloc)
        frame = visit_map(page, server)
        quiet(page)
        yield page, frame, log


FirstSeen = tuple[Page, Frame, Log]


def test_the_map_page_draws_every_region_with_its_name_value_and_date(first_seen: FirstSeen) -> None:
    _, frame, log = first_seen
    labels = drawn(frame)
    assert len(labels) == 24
    assert set(labels) == CODES
    for code, text in labels.items():
        name, value = text.split(": ", 1)
        assert name == all_regions()[code].name
        assert value == "tidak ada data" or _VALUE.fullmatch(value), text
    assert any(text.endswith("tidak ada data") for text in labels.values())
    assert any("%" in text for text in labels.values())
    assert log.wrong == []
    assert any("leaflet" in url for url in log.requests), "the log saw nothing"


def test_what_the_map_wants_is_asked_for_at_once_and_its_names_are_placed_in_vain_never(
    first_seen: FirstSeen,
) -> None:
    """No script of Streamlit's is fetched after its server was asked how it is; nothing is placed before the styles are there."""
    page, frame, _ = first_seen
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => [one.name, one.startTime])")
    connected = next(start for name, start in asked if name.endswith("/_stcore/health"))
    scripts = [start for name, start in asked if "/static/js/" in name]
    assert len(scripts) > 60 and [start for start in scripts if start > connected] == []
    assert frame.evaluate("petaPlacings") == [True]


def test_the_map_page_in_use_asks_for_nothing_elsewhere(server: str, reader: Reader) -> None:
    page = reader()
    frame = visit_map(page, server)
    click(frame, "16.02")
    opened(page, frame, "16.02")
    page.get_by_text("Semua data publikasi").click()
    page.get_by_role("radio", name="Pekalongan").click()
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("Cara membagi kelas").wait_for()
    quiet(page)


def test_the_sources_page_shows_each_of_its_tabs(server: str, reader: Reader) -> None:
    page = reader()
    visit(page, f"{server}/sumber")
    tabs = page.get_by_role("tab")
    assert tabs.count() == 10
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Langsung ke isi halaman")
    told = []
    for tab in tabs.all():
        turn(page, tab)
        told.append(page.get_by_role("tabpanel").filter(visible=True).inner_text())
    quiet(page)
    assert len(set(told)) == 10
    assert all(len(text) > 100 for text in told)


def test_the_menu_leads_to_every_page(server: str, reader: Reader) -> None:
    page = reader()
    visit(page, server)
    for group in ("Kantor", "Data", "Operasional"):
        page.get_by_role("navigation").or_(page.locator("header")).get_by_text(
            group, exact=True
        ).first.click()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Sumber dan definisi").click()
    page.get_by_role("heading", level=1, name="Sumber dan definisi").wait_for()
    page.get_by_role("link", name="Peta", exact=True).click()
    page.get_by_role("combobox", name="Indikator").wait_for()
