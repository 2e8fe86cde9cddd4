"""Every page in a browser that can reach no other host: it asks for none, and nothing fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from data.places.find import all_regions
from data.places.offices import office_slug
from data.tables.facts import load_table
from tests.browser.conftest import Reader
from tests.browser.reading import CODES, Log, click, drawn, opened, quiet, turn, visit, visit_map

OFFICES = [office_slug(code) for code in load_table("offices")["code"]]
_VALUE = re.compile(
    r"[\d.,]+\u00a0%(, (di bawah target|bertanda|di luar wilayah inti|lebih tua dari \d tahun))*, (\d{1,2} )?([A-Z][a-z]{2} )?\d{4}"
)


@pytest.fixture
def unused(browser: Browser) -> Iterator[Page]:
    """A page in a browser that has kept nothing, and its log."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        yield context.new_page()


def test_the_map_page_draws_every_region_with_its_name_value_and_date(server: str, unused: Page) -> None:
    log = Log(unused, urlsplit(server).netloc)
    frame = visit_map(unused, server)
    quiet(unused)
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
