"""Every file that a page of work offers can be made and read, says where it is from, and names nobody to the public."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from data.access.viewer import PUBLIK, Viewer
from pages.session.links import WORK_PAGES
from pages.workpapers import PREFIX
from tests.pages.reading import opened, well, words_on
from tests.pages.taken import read_book, recorded
from tests.pages.widgets.test_work_page import NAMED


@pytest.mark.sampled(6)
@pytest.mark.parametrize("viewer", [PUBLIK, Viewer("wilayah")], ids=["publik", "wilayah"])
@pytest.mark.parametrize("page", [*WORK_PAGES, "kantor-kc-palembang"])
def test_every_file_of_a_page_of_work_can_be_read(ledger_home, monkeypatch, page, viewer):
    taken = recorded(monkeypatch)
    query = {"kantor": "KC-PALEMBANG", "antara": "16.71~16.06"}
    said = words_on(well(opened(page, viewer, data="simulasi", **query)))
    assert "dibuat-buat (simulasi)" in said and "Angka diambil dari berita" not in said
    if viewer is not PUBLIK and page != "komitmen":  # what meetings agreed to is taken along as minutes
        assert any(name.endswith(".xlsx") for name in taken.makers)
    for name, make in taken.makers.items():
        text = read(name, make())
        assert viewer is not PUBLIK or not NAMED.search(text.replace("SIMULASI", "")), name


def read(name: str, made: bytes) -> str:
    """The text of a file, which says what every file of its kind is to say."""
    if name.endswith(".csv"):
        return made.decode("utf-8-sig")
    if name.endswith((".html", ".pdf")):
        pages = [] if name.endswith(".html") else PdfReader(io.BytesIO(made)).pages
        text = "".join(page.extract_text() for page in pages) or made.decode()
        assert "SIMULASI" in text and "Rilis" in text
        return text
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    text = str([book.get_sheet_by_name(one).to_python() for one in book.sheet_names])
    assert "Alamat" in text
    if not name.startswith(PREFIX):  # a working paper begins with its numbers, and has a test of its own
        title, marked, scope = read_book(made).above
        assert title and "posisi per " in marked and scope, name
    # agreements are published, whatever ledger is looked at
    assert "kesepakatan" in name or ("SIMULASI" in text and "Rilis" in text)
    made_up = "dibuat-buat (simulasi)" in text
    assert made_up != ("Angka diambil dari berita dan laman publik" in text)
    assert made_up == ("kesepakatan" not in name)
    return text
