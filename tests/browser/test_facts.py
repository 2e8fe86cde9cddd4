"""Own facts in a real browser: a target is edited, published, seen on the map, and undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.driver import choose, running
from tests.browser.looks import findings, in_looks
from tests.browser.reading import PHONE, TALL, choices, fits, rerun, type_into, visit

_LOW = {"width": 1366, "height": 650}
# Where the editor's columns begin: number of the row, origin, in force, and then those of the table.
_COLUMNS_BEFORE = 3


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a home of its own, since a test publishes; it undoes what it has published."""
    with running(PETA_HOME=str(tmp_path_factory.mktemp("facts"))) as address:
        yield address


def manager(page: Page, address: str) -> None:
    """Open the page as the role that publishes."""
    visit(page, f"{address}/rujukan")
    choices(page)
    with rerun(page):
        choose(page, "Peran", "Pengelola data")
    editor(page).wait_for()


def editor(page: Page):
    """The table that is edited."""
    return page.get_by_test_id("stDataFrame")


def test_a_target_is_edited_published_seen_on_the_map_and_undone(own: str, reader: Reader) -> None:
    page = reader(own, viewport=_LOW)
    manager(page, own)
    top = editor(page).bounding_box()
    type_into(page, editor(page), 0, _COLUMNS_BEFORE + 3, "60,25")
    expect(page.get_by_text("Bila diterbitkan: 0 baris baru, 1 diganti, 0 dicabut")).to_be_visible()
    expect(page.get_by_text("52,15 → 60,25")).to_be_attached()
    assert editor(page).bounding_box() == top, "the table moved while it was edited"
    with rerun(page):
        page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Rilis 1 terbit")).to_be_visible()
    assert editor(page).bounding_box() == top
    headline = page.get_by_text("di bawah target 2025")
    page.get_by_role("link", name="Peta", exact=True).click()
    expect(headline).to_contain_text("60,25")
    with rerun(page):
        page.go_back()
    page.get_by_role("button", name="Batalkan rilis terakhir").click()
    expect(page.get_by_text("60,25 → 52,15")).to_be_visible()
    with rerun(page):
        page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Rilis 1 dibatalkan")).to_be_visible()
    page.get_by_role("link", name="Peta", exact=True).click()
    expect(headline).to_contain_text("52,15")


def test_the_page_is_read_by_everyone_and_fits_a_phone(own: str, reader: Reader) -> None:
    page = reader(own, viewport=TALL)
    manager(page, own)
    type_into(page, editor(page), 0, _COLUMNS_BEFORE + 3, "-1")
    expect(page.get_by_text("1 sel belum benar")).to_be_visible()
    assert in_looks(page, lambda whole: findings(page, 8, whole)) == {}
    phone = reader(own, **PHONE)
    manager(phone, own)
    fits(phone)
