"""Tables that are taken along, read back by programs that know nothing of ours: calamine, and the csv module."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from data.sheets import KINDS, Column, Sheet, csv_file, inert, workbook
from data.words import Words

HOSTILE = ["=1+1", "+62 811", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")',
           "a;b", 'say "x"', "two\nlines", "http://contoh.id", "\x00\x07=1", "{=1}", "'=1", "001.20", "1E5", "TRUE"]  # fmt: skip
texts = some.one_of(some.sampled_from(HOSTILE), some.text(some.characters(codec="utf-8"), max_size=30))
VALUES = {
    "text": texts,
    "count": some.integers(-(2**50), 2**50),
    "rupiah": some.integers(0, 2**50),
    "percent": some.floats(-1e9, 1e9, allow_nan=False),
    "date": some.dates(date(1901, 1, 1), date(2100, 12, 31)),
    "month": some.builds("{:04d}-{:02d}".format, some.integers(1901, 2100), some.integers(1, 12)),
}
WORDS = [Words("id"), Words("en")]
# what calamine and the csv module make of line ends and of what XML forbids is not ours
BLANK = str.maketrans({c: " " for c in map(chr, range(32)) if c not in "\t\n\r"})


@some.composite
def sheets(draw) -> Sheet:
    kinds = draw(some.lists(some.sampled_from(KINDS), min_size=1, max_size=6))
    columns = [Column(f"c{at}", draw(texts), kind) for at, kind in enumerate(kinds)]
    count = draw(some.integers(0, 6))
    rows = {
        column.key: draw(some.lists(some.none() | VALUES[column.kind], min_size=count, max_size=count))
        for column in columns
    }
    frame = pd.DataFrame({key: pd.Series(values, dtype="object") for key, values in rows.items()})
    about = [("Per", "31 Okt 2026"), ("Rilis", "7"), (draw(texts) or "x", draw(texts)), ("Alamat", "http://contoh.id/?data=simulasi&hal=2")]  # fmt: skip
    return Sheet(
        draw(texts) or "x", columns, frame, about, [(draw(texts) or "y", draw(texts))], draw(some.booleans())
    )


def flat(text: str) -> str:
    """A text as both sides see it: white space at line ends and control characters are not told apart."""
    return " ".join(str(text).translate(BLANK).replace("_x", "").split())


def same(found, value, kind: str) -> bool:
    """Whether a cell read back is the value: a number a number, a day a day, a text a text."""
    if value is None or value == "":
        return found == ""
    if kind == "text":
        return isinstance(found, str) and flat(found) == flat(value)
    if kind in ("date", "month"):
        day = value if isinstance(value, date) else date.fromisoformat(f"{value}-01")
        return isinstance(found, date | datetime) and (found.year, found.month, found.day) == (day.year, day.month, day.day)  # fmt: skip
    return isinstance(found, int | float) and math.isclose(found, value, rel_tol=1e-14)


@given(sheets(), some.sampled_from(WORDS))
@settings(max_examples=60, deadline=None)
def test_a_workbook_read_back_is_the_table(sheet, words):
    body = workbook(sheet, words)
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    data, told = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
    assert flat(data[0][0]) == flat(sheet.title)
    assert [flat(cell) for cell in data[3][: len(sheet.columns)]] == [
        flat(one.title) for one in sheet.columns
    ]
    for line, row in enumerate(sheet.rows.itertuples(index=False)):
        cells = data[4 + line] if 4 + line < len(data) else [""] * len(sheet.columns)
        for at, column in enumerate(sheet.columns):
            assert same(cells[at], row[at], column.kind), (cells[at], row[at], column.kind)
    pairs = {flat(row[0]): flat(row[1]) for row in told if flat(row[0])}
    assert {flat(term) for term, _ in [*sheet.about, *sheet.definitions]} - {""} <= set(pairs)
    assert (pairs["Per"], pairs["Rilis"], pairs["Alamat"]) == ("31 Okt 2026", "7", sheet.about[-1][1])
    assert (pairs.get("Data", "") in {"SIMULASI – bukan data resmi", "SIMULATION – not official data"}) or not sheet.simulated  # fmt: skip
    assert ("SIMUL" in str(data[1][0])) == sheet.simulated
    parts = zipfile.ZipFile(io.BytesIO(body))
    assert not [
        name for name in parts.namelist() if b"<f>" in parts.read(name) or b"<hyperlink " in parts.read(name)
    ]


@given(sheets(), some.sampled_from(WORDS))
@settings(max_examples=60, deadline=None)
def test_a_csv_read_back_is_the_table_and_holds_nothing_that_runs(sheet, words):
    body = csv_file(sheet, words)
    heads, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    assert len(rows) == len(sheet.rows) and all(len(row) == len(heads) for row in rows)
    for cells, row in zip(rows, sheet.rows.itertuples(index=False), strict=True):
        for cell, value, column in zip(cells, row, sheet.columns, strict=False):
            if column.kind == "text":
                assert flat(flat(cell).removeprefix("'")) == flat(value or "").removeprefix("'")
            elif value is None:
                assert cell == ""
            elif column.kind in ("count", "rupiah"):
                assert cell == str(value)
            elif column.kind == "percent":
                assert float(cell.replace(",", ".")) == pytest.approx(value)
            else:
                assert cell == str(value)
        told = dict(zip(heads[len(sheet.columns) :], cells[len(sheet.columns) :], strict=True))
        assert told.get(words("Rilis")) == "7" or words("Rilis") not in dict(sheet.about)
        assert ("SIMUL" in str(told.get(words("Data")))) == sheet.simulated
    for cell in (cell for row in [heads, *rows] for cell in row):
        number = (
            cell.lstrip("-")
            .replace(",", "")
            .replace(".", "")
            .replace("e", "")
            .replace("-", "")
            .replace("+", "")
        )
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) or number.isdigit(), cell


@given(texts)
def test_a_text_is_made_inert_once(text):
    assert inert(inert(text)) == inert(text)


def test_a_text_longer_than_a_cell_is_cut_rather_than_lost():
    sheet = Sheet("x", [Column("a", "A")], pd.DataFrame({"a": ["y" * 40_000]}), [])
    data = (
        CalamineWorkbook.from_filelike(io.BytesIO(workbook(sheet, WORDS[0])))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert len(data[-1][0]) == 32_000


def test_missing_numbers_stay_empty_and_never_become_zero():
    frame = pd.DataFrame({"a": pd.array([1, pd.NA], dtype="Int64"), "b": [float("nan"), 2.5], "c": pd.to_datetime([None, "2026-10-31"])})  # fmt: skip
    sheet = Sheet(
        "x", [Column("a", "A", "rupiah"), Column("b", "B", "percent"), Column("c", "C", "date")], frame, []
    )
    data = (
        CalamineWorkbook.from_filelike(io.BytesIO(workbook(sheet, WORDS[0])))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert data[-2:] == [[1, "", ""], ["", 2.5, date(2026, 10, 31)]]
    assert csv_file(sheet, WORDS[0]).decode("utf-8-sig").splitlines()[1:] == ["1;;", ";2,5;2026-10-31"]
