"""Damaged files and wrong addresses: a sentence that says what, where and what to do, never a traceback.

What is said of each wrong address, in both languages, is checked without a browser in tests/pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import folders
from tests.browser.answers import get
from tests.browser.conftest import Reader
from tests.browser.driver import running
from tests.browser.reading import CODES, drawn, query, rerun, visit_map
from tests.shared import Servers, made_once

# What a server on damaged data says: the file, the row, the column, what was there; and what to do.
_SAID = ("figures.csv", "baris 2", "value", "lima puluh ribu", "Betulkan")


@pytest.fixture(scope="module")
def broken(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server on data in which a number of figures.csv is no number."""
    folder = made_once(tmp_path_factory, "damaged-data", folders.damaged)
    return servers("damaged", lambda: running(PETA_DATA=str(folder)))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("path", ["/", "/sumber"])
def test_a_damaged_file_is_said_on_the_page(broken: str, reader: Reader, path: str) -> None:
    page = reader(broken)
    page.goto(broken + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Data tidak dapat dibaca")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    for part in _SAID:
        expect(alert).to_contain_text(part)
    expect(page.get_by_text("jalankan ulang Peta Patuh")).to_be_visible()
    whole = page.locator("body").inner_text()
    assert "Traceback" not in whole and ".py" not in whole


def test_a_damaged_file_makes_healthz_fail(broken: str) -> None:
    answer = get(f"{broken}/healthz")
    told = json.loads(answer.body)
    assert answer.status == 503
    assert told["status"] == "error"
    assert all(part in told["problem"] for part in _SAID)
    assert "Traceback" not in answer.body.decode()


@pytest.mark.parametrize(
    ("part", "language", "what"),
    [("wilayah=1609", "id", "Kode wilayah '1609'"), ("per=2025-13", "en", "month '2025-13'")],
)
def test_a_wrong_address_is_said_and_the_map_drawn(
    server: str, reader: Reader, part: str, language: str, what: str
) -> None:
    page = reader()
    frame = visit_map(page, f"{server}/?{part}&bertanda=1&bhs={language}")
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(what)
    assert set(drawn(frame)) == CODES
    kept = {"bertanda": "1"} | ({"bhs": "en"} if language == "en" else {})
    assert query(page) == kept, "the good parts stay, the wrong one goes"
    with rerun(page):
        page.get_by_role("radio", name="Pekalongan").click()
    expect(alert).to_have_count(0)


def test_a_page_that_does_not_exist_says_so(server: str, contexts: Callable[..., BrowserContext]) -> None:
    page = contexts().new_page()
    answer = page.goto(f"{server}/kantor-tidak-ada")
    assert answer and answer.status == 404
    expect(page.get_by_text("Halaman ini tidak ada")).to_be_visible()
    page.get_by_role("link", name="Peta").click()
    page.get_by_role("combobox", name="Indikator").wait_for()
    page.close()
