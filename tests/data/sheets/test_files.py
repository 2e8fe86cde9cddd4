"""Tables that are taken along, read back by programs that know nothing of ours: calamine, and the csv module."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from data.places import all_kecamatan, all_regions, find_kecamatan, find_region
from data.sheets import KINDS, MOST_ROWS, Chart, Column, Sheet, book, csv_file, inert, workbook
from data.words import Words
from tests.examples import examples

HOSTILE = [
    *(
        "=1+1",
        "+62 811",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =cmd|' /C calc'!A0",
        "{=1}",
        "'=1",
        "\x00\x07=1",
    ),
    *('=HYPERLINK("http://x","y")', "http://contoh.id", "a;b", 'say "x"', "two\nlines"),
    *("001.20", "1E5", "TRUE"),
]
ADDRESS = "http://contoh.id/?data=simulasi&hal=2"
MARKS = {"SIMULASI – bukan data resmi", "SIMULATION – not official data"}
texts = some.one_of(some.sampled_from(HOSTILE), some.text(some.characters(codec="utf-8"), max_size=30))
VALUES = {
    "text": texts,
    "count": some.integers(-(2**50), 2**50),
    "rupiah": some.integers(0, 2**50),
    **dict.fromkeys(("percent", "points", "months"), some.floats(-1e9, 1e9, allow_nan=False)),
    "number": some.floats(-1e9, 1e9, allow_nan=False),
    "date": some.dates(date(1901, 1, 1), date(2100, 12, 31)),
    "month": some.builds("{:04d}-{:02d}".format, some.integers(1901, 2100), some.integers(1, 12)),
}
WORDS = [Words("id"), Words("en")]
# What calamine and the csv module make of line ends, and of characters that XML forbids, is not ours to test.
BLANK = str.maketrans({character: " " for character in map(chr, range(32)) if character not in "\t\n\r"})


@some.composite
def tables(draw) -> Sheet:
    kinds = draw(some.lists(some.sampled_from(KINDS), min_size=1, max_size=6))
    adds = draw(some.booleans())
    columns = [
        Column(f"c{at}", draw(texts), kind, adds=adds and kind == "count") for at, kind in enumerate(kinds)
    ]
    count = draw(some.integers(0, 6))
    rows = {
        column.key: draw(some.lists(some.none() | VALUES[column.kind], min_size=count, max_size=count))
        for column in columns
    }
    frame = pd.DataFrame({key: pd.Series(values, dtype="object") for key, values in rows.items()})
    other = (draw(texts) or "x", draw(texts))
    about = [("Per", "31 Okt 2026"), ("Rilis", "7"), other, ("Alamat", ADDRESS)]
    chart = Chart("bar", "c0", ("c0",)) if kinds[0] in ("count", "rupiah", "percent") else None
    return Sheet(
        draw(texts) or "x",
        columns,
        frame,
        about,
        [(draw(texts) or "y", draw(texts))],
        draw(some.booleans()),
        scope=draw(texts),
        chart=chart if draw(some.booleans()) else None,
    )


def flat(text: str) -> str:
    """A text as both sides see it: white space at line ends and control characters are not told apart."""
    return " ".join(str(text).translate(BLANK).replace("_x", "").split())


def same(cell, value, kind: str) -> bool:
    """Whether a cell read back is the value: a number a number, a day a day, a text a text."""
    if value is None or value == "":
        return cell == ""
    if kind == "text":
        return isinstance(cell, str) and flat(cell) == flat(value)
    if kind in ("date", "month"):
        day = value if isinstance(value, date) else date.fromisoformat(f"{value}-01")
        return isinstance(cell, date | datetime) and f"{cell:%Y-%m-%d}" == f"{day:%Y-%m-%d}"
    return isinstance(cell, int | float) and math.isclose(cell, value, rel_tol=1e-14)


def read_back(body: bytes) -> dict[str, list[list]]:
    """The sheets of a workbook by name, each as its rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@given(tables(), some.sampled_from(WORDS))
@examples(20, 300)
def test_a_workbook_read_back_is_the_table(sheet, words):
    body = workbook(sheet, words)
    data, *_, about = read_back(body).values()
    assert flat(data[0][0]) == flat(sheet.title)
    heads = [flat(column.title) for column in sheet.columns]
    assert [flat(cell) for cell in data[3][: len(heads)]] == heads
    for line, row in enumerate(sheet.rows.itertuples(index=False)):
        cells = data[4 + line] if 4 + line < len(data) else [""] * len(sheet.columns)
        for at, column in enumerate(sheet.columns):
            assert same(cells[at], row[at], column.kind), (cells[at], row[at], column.kind)
    pairs = {flat(row[0]): flat(row[1]) for row in about if flat(row[0])}
    assert {flat(term) for term, _ in [*sheet.about, *sheet.definitions]} - {""} <= set(pairs)
    assert (pairs["Per"], pairs["Rilis"], pairs["Alamat"]) == ("31 Okt 2026", "7", ADDRESS)
    assert pairs.get("Data") in MARKS or not sheet.simulated
    assert ("SIMUL" in str(data[1][0])) == sheet.simulated
    parts = zipfile.ZipFile(io.BytesIO(body))
    assert not [
        name for name in parts.namelist() if b"<f>" in parts.read(name) or b"<hyperlink " in parts.read(name)
    ]


def test_own_data_name_their_release_on_every_sheet_and_row():
    words, name = Words("id"), "Data sendiri, rilis 7, 1 Nov 2026"
    about = [("Per", "31 Okt 2026"), ("Data", name), ("Rilis", "7")]
    sheet = Sheet("Judul", [Column("a", "A", "count")], pd.DataFrame({"a": [1, 2]}), about)
    data, told = read_back(workbook(sheet, words)).values()
    assert data[1][0] == f"{name}, posisi per 31 Okt 2026"
    assert [row[:2] for row in told if row[0] == "Data"] == [["Data", name]]
    rows = list(csv.DictReader(io.StringIO(csv_file(sheet, words).decode("utf-8-sig")), delimiter=";"))
    assert {row["Data"] for row in rows} == {name} and len(rows) == 2


def said(text: str) -> str:
    """A text without the apostrophes that may lead what would run."""
    return flat(flat(text).replace("'", ""))


def says(cell: str, value, kind: str) -> bool:
    """Whether a cell of CSV is the value, and has no decimals that it does not have."""
    if kind == "text":
        return said(cell) == said(value or "")
    if value is None:
        return cell == ""
    if kind in ("percent", "points", "months"):
        return float(cell.replace(",", ".")) == pytest.approx(value)
    if kind == "number":
        return float(cell.replace(",", ".")) == value and ("," in cell or "e" in cell) != value.is_integer()
    return cell == f"{chr(39) * (kind == 'month')}{value}"


@given(tables(), some.sampled_from(WORDS))
@examples(20, 300)
def test_a_csv_read_back_is_the_table_and_holds_nothing_that_runs(sheet, words):
    body = csv_file(sheet, words)
    heads, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    assert len(rows) == len(sheet.rows) and all(len(row) == len(heads) for row in rows)
    for cells, row in zip(rows, sheet.rows.itertuples(index=False), strict=True):
        for cell, value, column in zip(cells, row, sheet.columns, strict=False):
            assert says(cell, value, column.kind), (cell, value, column.kind)
        notes = dict(zip(heads[len(sheet.columns) :], cells[len(sheet.columns) :], strict=True))
        assert notes.get(words("Rilis")) == "7" or words("Rilis") not in dict(sheet.about)
        assert ("SIMUL" in str(notes.get(words("Data")))) == sheet.simulated
    for separator in ";,\t":
        assert running(body, separator) == []


def running(body: bytes, separator: str) -> list[str]:
    """The cells that a spreadsheet which parts cells at `separator` would run."""
    text = body.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
    begin = ("=", "+", "-", "@", "\t", "\r")
    return [
        cell
        for cell in cells
        # a negative number of ours, and what follows it where the cells are parted at another sign
        if cell.strip('" \u00a0').startswith(begin) and not re.match(r'"?-[\d.,e+-]+(["; ]|$)', cell)
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "name",
    [
        *("x,=1+1", "x;=1+1", "x\t=1+1", "x\n=1+1", "x\r\n=1+1", 'x",=1+1', 'x";=1+1', '" =1+1', 'a",""=1+1'),
        *("x,\t=1", 'x,"\'"=1', ",,=1", "x,\u00a0=1", "x, @SUM(A1)", "=1,=2;=3", "x;\x00=1", 'x";"=3'),
    ],
)
def test_no_part_of_a_name_becomes_a_formula_whatever_parts_the_cells(name, separator):
    frame = pd.DataFrame({"a": [name, "b"], "b": ["b", name], "n": [-1.5, 2]})
    columns = [Column("a", name), Column("b", "B"), Column("n", "N", "number")]
    body = csv_file(Sheet("x", columns, frame, [("Per", name), ("Data", name)]), WORDS[0])
    assert running(body, separator) == []
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [5, 5, 5] and said(rows[1][0]) == said(name)


def test_every_cell_of_csv_is_quoted():
    frame = pd.DataFrame({"a": ["Kab. Ogan Ilir", None], "b": [1, 2]})
    body = csv_file(Sheet("x", [Column("a", "A"), Column("b", "B", "count")], frame, []), WORDS[0])
    assert body.decode("utf-8-sig").splitlines() == ['"A";"B"', '"Kab. Ogan Ilir";"1"', '"";"2"']


@pytest.mark.parametrize(
    "code",
    [
        "16.10",
        "16.06",
        "16.10.01",
        "16,10",
        "2022-12",
        "01",
        "0123456",
        "123456789012",
        "12:30",
        "1/2",
        "3-4",
        "1E5",
        "12e3",
        "45,94 %",
        "1.234,5",
        "Mar 2026",
        "Des-22",
        "TRUE",
        "SALAH",
        "10.10.2026",
        "2026/10",
        "(16)",
        "10 Mar",
        "17-Agu-25",
        "12:30 PM",
        "Rp1.000",
    ],
)
def test_what_a_spreadsheet_would_read_as_something_else_stays_text(code):
    """A double click in a spreadsheet with Indonesian settings: "." parts hours from minutes, "," decimals."""
    sheet = Sheet("x", [Column("a", "A")], pd.DataFrame({"a": [code]}), [])
    assert csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1] == f'"\'{code}"'
    assert read_back(workbook(sheet, WORDS[0]))["Data"][-1] == [code]


@pytest.mark.parametrize(
    "text", ["1610", "3576", "0", "2016", "2025-12-23", "31 Des 2021", "Kab. Ogan Ilir", "KC-MOJOKERTO"]
)
def test_what_a_spreadsheet_leaves_alone_is_left_alone(text):
    sheet = Sheet("x", [Column("a", "A")], pd.DataFrame({"a": [text]}), [])
    assert csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1] == f'"{text}"'


def test_every_code_of_ours_survives_and_is_found_again():
    codes = [*all_regions(), *all_kecamatan()]
    sheet = Sheet("x", [Column("a", "Kode Kemendagri")], pd.DataFrame({"a": codes}), [])
    lines = csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1:]
    assert all(line == f'"\'{code}"' for line, code in zip(lines, codes, strict=True))
    cells = [line.strip('"') for line in lines]
    assert [find_region(cell).code for cell in cells[:24]] == codes[:24]
    assert find_kecamatan(cells[-1], codes[-1][:5]).code == codes[-1]


def test_no_number_gets_decimals_that_it_does_not_have():
    values = [44.0, 48.26, 35.5, 0.00001, float("nan"), -3.0]
    sheet = Sheet("x", [Column("a", "A", "percent")], pd.DataFrame({"a": values}), [])
    lines = csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1:]
    assert lines == [f'"{number}"' for number in ("44", "48,26", "35,5", "0,00001", "", "-3")]
    cells = load_workbook(io.BytesIO(workbook(sheet, WORDS[0])))["Data"]
    assert [cells.cell(row, 1).number_format.split("]")[1] for row in (5, 6, 7)] == [
        '0" %"',
        '0.00" %"',
        '0.0" %"',
    ]


@given(texts)
def test_a_text_is_made_inert_once(text):
    assert inert(inert(text)) == inert(text)


def test_a_text_longer_than_a_cell_is_cut_rather_than_lost():
    sheet = Sheet("x", [Column("a", "A")], pd.DataFrame({"a": ["y" * 40_000]}), [])
    data, _ = read_back(workbook(sheet, WORDS[0])).values()
    assert len(data[-1][0]) == 32_000


def test_missing_numbers_stay_empty_and_never_become_zero():
    rupiah, days = pd.array([1, pd.NA], dtype="Int64"), pd.to_datetime([None, "2026-10-31"])
    frame = pd.DataFrame({"a": rupiah, "b": [float("nan"), 2.5], "c": days})
    columns = [Column("a", "A", "rupiah"), Column("b", "B", "percent"), Column("c", "C", "date")]
    sheet = Sheet("x", columns, frame, [])
    data, _ = read_back(workbook(sheet, WORDS[0])).values()
    assert data[-2:] == [[1, "", ""], ["", 2.5, date(2026, 10, 31)]]
    assert csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1:] == [
        '"1";"";""',
        '"";"2,5";"2026-10-31"',
    ]


# -- long tables


@given(tables(), some.sampled_from(WORDS))
@examples(10, 100)
def test_a_workbook_made_on_the_disk_has_the_same_cells(sheet, words):
    in_memory = read_back(workbook(sheet, words))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "_IN_MEMORY", -1)
        assert read_back(workbook(sheet, words)) == in_memory


def test_a_sheet_holds_as_many_rows_as_xlsx_has():
    assert 4 + MOST_ROWS + 8 == 2**20  # the head, and the total with its notes


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("in_memory", [0, 100])
def test_a_table_that_is_longer_than_a_sheet_goes_on_on_the_next(monkeypatch, count, parts, words, in_memory):
    monkeypatch.setattr(book, "MOST_ROWS", 3)
    monkeypatch.setattr(book, "_IN_MEMORY", in_memory)
    table = Sheet("Judul", [Column("a", "A", "count")], pd.DataFrame({"a": range(count)}), [], simulated=True)
    *data, about = read_back(workbook(table, words)).items()
    name = words("Data")
    assert [title for title, _ in data] == (
        [name] if parts == 1 else [f"{name} {n + 1}" for n in range(parts)]
    )
    assert about[0] == words("Keterangan")
    assert [row[0] for _, rows in data for row in rows[4:]] == list(range(count))
    for number, (_, rows) in enumerate(data, 1):
        assert (rows[0][0], rows[3][0]) == ("Judul", "A") and rows[1][0] in MARKS
        assert re.findall(r"\d+", str(rows[2][0])) == ([] if parts == 1 else [str(number), str(parts)])
    assert len(csv_file(table, words).splitlines()) == 1 + count
