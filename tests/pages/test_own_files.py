"""What readers take along of one's own data: every file names the release and its day, and none the simulation."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from data.access.viewer import Viewer
from data.words import Words
from pages.session.dataset import published_day
from tests.own_ledger import MOJOKERTO
from tests.pages.reading import opened, own_reading, well
from tests.pages.taken import Taken, recorded

INSIDE = Viewer("wilayah")
ALARM, INK = (180, 35, 24), (17, 24, 39)


@pytest.fixture
def taken(own_home, monkeypatch) -> Taken:
    return recorded(monkeypatch)


def named() -> str:
    """What every file says of the release."""
    return f"Data sendiri, rilis 1, {Words('id').date(published_day(own_reading(INSIDE).release))}"


def texts_of(body: bytes) -> Iterator[str]:
    """Every cell of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    for name in book.sheet_names:
        yield from (str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)


def corner(body: bytes) -> set[tuple[int, int, int]]:
    """The colours of the line at the top right, where the mark of the data stands."""
    image = Image.open(io.BytesIO(body)).convert("RGB")
    return {image.getpixel((x, y)) for x in range(1500, 1871) for y in (28, 29, 54)}


def test_the_files_of_a_map_name_the_release(taken, tmp_path):
    well(opened("", INSIDE, "narrowing", data="sendiri"))
    cells = list(texts_of(taken.file(".xlsx")))
    assert named() in cells and not [cell for cell in cells if re.search("simul", cell, re.IGNORECASE)]
    assert any(cell.startswith(f"{named()}, posisi per ") for cell in cells), "also above the table itself"
    assert "Semua wilayah (3 dari 24 wilayah)" in cells
    assert "Dari 11 kantor, 9 belum pernah mengirim. Angka di sini dari 3 dari 24 wilayah." in cells
    rows = list(csv.DictReader(io.StringIO(taken.file(".csv").decode("utf-8-sig")), delimiter=";"))
    assert {row["Data"] for row in rows} == {named()} == {row["Sumber"] for row in rows}
    assert {row["Kode Kemendagri"] for row in rows if row["Nilai (%)"]} == {f"'{code}" for code in MOJOKERTO}
    assert INK in corner(taken.file(".png")) and ALARM not in corner(taken.file(".png"))
    (tmp_path / "peta.gpkg").write_bytes(taken.file(".gpkg"))
    with sqlite3.connect(tmp_path / "peta.gpkg") as layer:
        [[described]] = layer.execute("SELECT description FROM gpkg_contents")
        assert described.startswith(named()) and "SIMUL" not in described
        assert layer.execute("SELECT DISTINCT simulasi FROM peta_patuh").fetchall() == [(0,)]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "page", ["tunggakan", "kunjungan", "penegakan", "pwbd-pds", "informal", "kantor-kc-mojokerto"]
)
def test_every_table_of_a_page_names_the_release(taken, page):
    well(opened(page, INSIDE, data="sendiri"))
    books = [name for name in taken.makers if name.endswith(".xlsx")]
    assert books
    for name in books:
        cells = list(texts_of(taken.makers[name]()))
        assert named() in cells, name
        assert not [cell for cell in cells if re.search("simul", cell, re.IGNORECASE)], name


def test_a_file_of_a_part_says_of_how_much_it_is(taken):
    well(opened("informal", INSIDE, data="sendiri"))
    [make] = [make for name, make in taken.makers.items() if re.match(r"informal-.*\.xlsx", name)]
    assert "Semua wilayah (3 dari 24 wilayah)" in list(texts_of(make()))
