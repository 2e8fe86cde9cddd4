"""A table as a file that people take along: an XLSX workbook, or CSV. Numbers stay numbers, dates dates.

Whatever stands in a text cell stays text: XLSX cells are written as strings, never as formulas or links, and in
CSV, which has no types, every text is quoted, and one that a spreadsheet would run, or take for a number, a day or a
time, is led by an apostrophe (docs/decisions/0019-codes-in-csv.md). No number gets decimals that it does not have.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

import pandas as pd

from data.parsing import is_missing
from data.words import Words

# Separators and names of months as in Indonesian (0421) or English (0409), whatever the reader's spreadsheet has.
_LOCALE = {"id": "[$-421]", "en": "[$-409]"}
_FORMATS = {
    "count": "#,##0",
    "rupiah": '"Rp"#,##0',
    "percent": "0.00",
    "number": "#,##0.##",
    "date": "d mmm yyyy",
    "month": "mmm yyyy",
}
_WIDTH = {"text": 34, "rupiah": 20, "date": 14, "month": 12}
# What a text begins with that a spreadsheet would run; also after what parts cells for a spreadsheet that is set to
# commas or tabs, whose cells begin in the middle of ours, quoted or not.
_RUN = re.compile(r"""(^|[,;\t\r\n])(["' \u00a0]*)(?=[=+@\t\r-])""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MONTH = r"(?:jan|feb|mar|apr|mei|may|jun|jul|ag[ut]|aug|sep|o[kc]t|nov|de[sc])[a-z]*"
# What a spreadsheet with Indonesian settings reads as something else than the text that stands there: 16.10 as a time
# or 16,1, 2022-12 as a day, 007 as 7, twelve digits as 1,23E+11. A whole day is the same day in every spreadsheet.
_TAKEN = re.compile(
    r"(?!(?:0|[1-9]\d{0,10})$|\d{4}-\d\d-\d\d$)"
    r"(?:(?:rp|idr|[$€£])?[\d.,:/ \u00a0-]*\d[\d.,:/ \u00a0-]*(?:%|[ap]m?)?|\([\d.,: \u00a0-]*\d[\d.,: \u00a0-]*\)"
    r"|\d+(?:[.,]\d+)?e[+-]?\d+|true|false|benar|salah"
    rf"|{_MONTH}[ .-]+\d{{1,4}}|\d{{1,2}}[ .-]+{_MONTH}(?:[ .-]+\d\d)?)",
    re.IGNORECASE,
)
# Decimals of a value in per cent, in points or in months, by what it has.
_DECIMALS = ("0", "0.0", "0.00")
KINDS = ("text", *_FORMATS)
# A sheet begins with its title, what it is of, an empty line and the headings of its columns.
_HEAD_ROWS = 4
# Rows of a table on one sheet: as many as XLSX has, less those. A longer table goes on on the next sheet.
MOST_ROWS = 1_048_576 - _HEAD_ROWS
# Rows of a table that is put together in memory. A million of them would take gigabytes: more go to the disk.
_IN_MEMORY = 100_000


@dataclass(frozen=True)
class Column:
    """The column `key` of a table with its heading.

    `kind` is text, count, rupiah, percent (in points), number (of several units, with the decimals that each has),
    date (a day) or month ("2025-03").
    """

    key: str
    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """A table that people take along.

    `about` has what a reader must know to use it (as-of, release, filters, address) and `definitions` each term with
    what it means, both as pairs of texts. That data is `simulated` is said on every sheet and on every row of CSV; of
    one's own data so is the release, where `about` names it as "Data".
    """

    title: str
    columns: Sequence[Column]
    rows: pd.DataFrame
    about: Sequence[tuple[str, str]]
    definitions: Sequence[tuple[str, str]] = ()
    simulated: bool = False


def workbook(sheet: Sheet, words: Words) -> bytes:
    """The XLSX file: the whole table, on as many sheets as it takes, and a sheet that says what it is."""
    import xlsxwriter  # a twentieth of a second that a page without an export need not spend

    file = io.BytesIO()
    on_disk = len(sheet.rows) > _IN_MEMORY
    with xlsxwriter.Workbook(file, {"constant_memory": on_disk, "in_memory": not on_disk}) as book:
        writer = _Writer(book, sheet, words)
        starts = range(0, max(len(sheet.rows), 1), MOST_ROWS)
        for number, start in enumerate(starts, 1):
            writer.table(number, len(starts), sheet.rows[start : start + MOST_ROWS], by_row=on_disk)
        writer.explanation()
    return file.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, sheet: Sheet, words: Words) -> None:
        self._book, self._sheet, self._words = book, sheet, words
        self._mark = _mark(sheet, words)
        self._title = book.add_format({"bold": True, "font_size": 13})
        self._heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        self._red = book.add_format({"bold": True, "font_color": "#B42318"})
        self._cells = {
            kind: book.add_format({"num_format": _LOCALE[words.language] + pattern})
            for kind, pattern in [*_FORMATS.items(), *((pattern, pattern) for pattern in _DECIMALS)]
        }

    def table(self, number: int, count: int, rows: pd.DataFrame, by_row: bool) -> None:
        """The sheet with the `number`-th of the `count` parts of the table, each with its own head.

        A workbook on the disk can only be written row by row.
        """
        name, columns = self._words("Data"), self._sheet.columns
        page = self._book.add_worksheet(name if count == 1 else f"{name} {number}")
        for at, column in enumerate(columns):
            page.set_column(at, at, _WIDTH.get(column.kind, 16))
        page.freeze_panes(_HEAD_ROWS, 1)
        if len(rows):
            page.autofilter(_HEAD_ROWS - 1, 0, _HEAD_ROWS - 1 + len(rows), len(columns) - 1)
        self._head(page, number, count)
        values = [rows[column.key].tolist() for column in columns]
        for at, line in _order(len(columns), 1 + len(rows), by_row):
            if line == 0:
                page.write_string(_HEAD_ROWS - 1, at, _clean(columns[at].title), self._heading)
            else:
                value = values[at][line - 1]
                _cell(page, _HEAD_ROWS - 1 + line, at, value, columns[at].kind, self._cells)

    def _head(self, page: Any, number: int, count: int) -> None:
        page.write_string(0, 0, _clean(self._sheet.title), self._title)
        page.write_string(1, 0, _clean(self._second_line()), self._red if self._sheet.simulated else None)
        if count > 1:
            part = "Bagian {n} dari {count}: tabel ini tidak muat pada satu lembar"
            page.write_string(2, 0, self._words(part, n=number, count=count))

    def _second_line(self) -> str:
        """Of simulated data that it is simulated; else which release of one's own data it is, and of which day."""
        if self._sheet.simulated:
            return self._mark
        as_of = dict(self._sheet.about).get(self._words("Per"), "")
        dated = self._words("per {date}", date=as_of) if self._mark and as_of else as_of
        return ", ".join(part for part in (self._mark, dated) if part)

    def explanation(self) -> None:
        """The sheet that says what the table is, and what its terms mean."""
        page = self._book.add_worksheet(self._words("Keterangan"))
        bold = self._book.add_format({"bold": True, "valign": "top"})
        wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 100)
        mark = [(self._words("Data"), self._mark)] if self._sheet.simulated else []
        for line, (term, meaning) in enumerate(
            [*mark, *self._sheet.about, ("", ""), *self._sheet.definitions]
        ):
            page.write_string(line, 0, _clean(term), bold)
            page.write_string(line, 1, _clean(meaning), wrap)


def _order(columns: int, lines: int, by_row: bool) -> Iterator[tuple[int, int]]:
    """The cells of a table (column, line) in the order of writing, which numbers the texts that a workbook shares."""
    if by_row:
        return ((at, line) for line, at in product(range(lines), range(columns)))
    return product(range(columns), range(lines))


def _mark(sheet: Sheet, words: Words) -> str:
    """What is said of simulated data, or of one's own the release; "" of published figures."""
    if sheet.simulated:
        return words("SIMULASI – bukan data resmi")
    return dict(sheet.about).get(words("Data"), "")


def _cell(page: Any, line: int, at: int, value: Any, kind: str, formats: dict[str, Any]) -> None:
    """Writes one cell; what is missing stays empty, never zero."""
    if is_missing(value) or value == "":
        return
    if kind == "text":
        page.write_string(line, at, _clean(str(value)))
    elif kind in ("date", "month"):
        page.write_datetime(line, at, pd.Timestamp(value).to_pydatetime(), formats[kind])
    else:
        page.write_number(line, at, value, formats[_form(value, kind)])


def _form(value: float, kind: str) -> str:
    """The format of a number: one of several units has decimals only where it is not whole, which "#.##" would not do."""
    if kind == "number" and float(value).is_integer():
        return "count"
    return _decimals(value) if kind == "percent" else kind


def _decimals(value: float) -> str:
    """The format with as many decimals as the value has when it is rounded to two."""
    return next(pattern for pattern in _DECIMALS if round(value, len(pattern[2:])) == round(value, 2))


def _clean(text: str) -> str:
    """Without the control characters that XML forbids, and no longer than a cell may be."""
    return _CONTROL.sub(" ", text)[:32_000]


def csv_file(sheet: Sheet, words: Words) -> bytes:
    """The CSV file, as spreadsheets in Indonesia open it: UTF-8 with a mark, ";" between cells, decimal comma.

    CSV has no place for notes, so each row says of which date it is, of which release, and whose data it is.
    """
    about, index = dict(sheet.about), sheet.rows.index
    of_every_row = {term: inert(about[term]) for term in (words("Per"), words("Rilis")) if term in about}
    if mark := _mark(sheet, words):
        of_every_row[words("Data")] = inert(mark)
    columns = [(column.title, _plain(sheet.rows[column.key], column.kind)) for column in sheet.columns]
    columns += [(term, pd.Series(text, index=index, dtype="object")) for term, text in of_every_row.items()]
    # Columns are told apart by their position, since two of them may have the same title.
    frame = pd.DataFrame({at: values for at, (_, values) in enumerate(columns)}, index=index)
    heads = [inert(title) for title, _ in columns]
    text = frame.to_csv(
        index=False, header=heads, sep=";", decimal=",", lineterminator="\r\n", quoting=csv.QUOTE_ALL
    )
    return b"\xef\xbb\xbf" + text.encode()


def _plain(column: pd.Series, kind: str) -> pd.Series:
    """The cells of a column as CSV has them: texts inert, days and months in ISO form, whole numbers whole."""
    if kind == "text":
        return column.map(lambda value: "" if is_missing(value) else inert(str(value))).astype("object")
    if kind == "date":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    if kind == "month":
        return _plain(column, "text")
    return _whole(column) if kind in ("count", "rupiah") else column.map(_shortest).astype("object")


def _shortest(value: Any) -> str:
    """A number with a decimal comma and no decimals that it does not have: a source that says 44 has not said 44,0.

    >>> _shortest(9823.0), _shortest(15.04)
    ('9823', '15,04')
    """
    if is_missing(value):
        return ""
    return f"{Decimal(repr(float(value))):f}".removesuffix(".0").replace(".", ",")


def _whole(column: pd.Series) -> pd.Series:
    """Whole numbers that are held as floats (some are missing), without their ",0"."""
    numbers = pd.to_numeric(column).astype("Float64")
    return numbers.astype("Int64") if (numbers.dropna() % 1 == 0).all() else column


def inert(text: str) -> str:
    """`text` so that a spreadsheet takes it for text: no formula, and no number, day or time in place of a code.

    Nor is there a formula where one that is set to commas or tabs would see a cell begin.

    >>> inert("=1+1"), inert("16.10"), inert("2022-12"), inert("2022-12-31"), inert("1610"), inert("x,=1+1")
    ("'=1+1", "'16.10", "'2022-12", '2022-12-31', '1610', "x,'=1+1")
    """
    cleaned = _CONTROL.sub(" ", text)
    if _TAKEN.fullmatch(cleaned.strip()):
        return f"'{cleaned}"
    return _RUN.sub(_led_by_apostrophe, cleaned)


def _led_by_apostrophe(begun: re.Match[str]) -> str:
    """What stands before a sign that would run, with an apostrophe where a cell begins that has none yet."""
    parted, blank = begun[1], begun[2]
    return begun[0] if "'" in blank else f"{parted}'{blank}"
