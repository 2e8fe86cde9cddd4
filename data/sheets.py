"""A table as a file that people take along: an XLSX workbook, or CSV. Numbers stay numbers, dates dates.

Whatever stands in a text cell stays text: XLSX cells are written as strings, never as formulas or links, and in
CSV, which has no types, a text that a spreadsheet would run is led by an apostrophe.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.parsing import is_missing
from data.words import Words

# Indonesian (0421) or English separators and month names, whatever the language of the reader's spreadsheet.
_LOCALE = {"id": "[$-421]", "en": "[$-409]"}
_FORMATS = {
    "count": "#,##0",
    "rupiah": '"Rp"#,##0',
    "percent": "0.00",
    "date": "d mmm yyyy",
    "month": "mmm yyyy",
}
_WIDTH = {"text": 34, "rupiah": 20, "date": 14, "month": 12}
_RUN = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
KINDS = ("text", *_FORMATS)
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Column:
    """A column of `rows` with its heading. `kind`: text, count, rupiah, percent, date (a day), month ("2025-03")."""

    key: str
    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """A table to take along.

    `about`: what a reader must know to use it (as-of, release, filters, address), and `definitions`: each term
    with what it means, as pairs of texts. `simulated` is said in the sheet, in the file and on every CSV row.
    """

    title: str
    columns: Sequence[Column]
    rows: pd.DataFrame
    about: Sequence[tuple[str, str]]
    definitions: Sequence[tuple[str, str]] = ()
    simulated: bool = False


def workbook(sheet: Sheet, words: Words) -> bytes:
    """The XLSX file: the table, and a sheet that says what it is."""
    import xlsxwriter  # a twentieth of a second that a page without an export need not spend

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        _table(book, sheet, words)
        _explained(book, sheet, words)
    return made.getvalue()


def _mark(sheet: Sheet, words: Words) -> str:
    return words("SIMULASI – bukan data resmi") if sheet.simulated else ""


def _table(book: Any, sheet: Sheet, words: Words) -> None:
    page = book.add_worksheet(words("Data"))
    bold, head = (
        book.add_format({"bold": True, "font_size": 13}),
        book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
    )
    red = book.add_format({"bold": True, "font_color": "#B42318"})
    page.write_string(0, 0, _clean(sheet.title), bold)
    page.write_string(
        1,
        0,
        _mark(sheet, words) or _clean(dict(sheet.about).get(words("Per"), "")),
        red if sheet.simulated else None,
    )
    formats = {
        kind: book.add_format({"num_format": _LOCALE[words.language] + pattern})
        for kind, pattern in _FORMATS.items()
    }
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _WIDTH.get(column.kind, 16))
        page.write_string(3, at, _clean(column.title), head)
        for line, value in enumerate(sheet.rows[column.key].tolist(), 4):
            _cell(page, line, at, value, column.kind, formats)
    page.freeze_panes(4, 1)
    if len(sheet.rows):
        page.autofilter(3, 0, 3 + len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Any, line: int, at: int, value: Any, kind: str, formats: dict[str, Any]) -> None:
    """One cell; what is missing stays empty, never zero."""
    if is_missing(value) or value == "":
        return
    if kind == "text":
        page.write_string(line, at, _clean(str(value)))
    elif kind in ("date", "month"):
        page.write_datetime(line, at, pd.Timestamp(value).to_pydatetime(), formats[kind])
    else:
        page.write_number(line, at, value, formats[kind])


def _clean(text: str) -> str:
    """Without the control characters that XML forbids, and no longer than a cell may be."""
    return _CONTROL.sub(" ", text)[:32_000]


def _explained(book: Any, sheet: Sheet, words: Words) -> None:
    page = book.add_worksheet(words("Keterangan"))
    bold, wrap = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 100)
    mark = _mark(sheet, words)
    lines = [*([(words("Data"), mark)] if mark else []), *sheet.about, ("", ""), *sheet.definitions]
    for line, (term, said) in enumerate(lines):
        page.write_string(line, 0, _clean(term), bold)
        page.write_string(line, 1, _clean(said), wrap)


def csv_file(sheet: Sheet, words: Words) -> bytes:
    """The CSV file, as spreadsheets in Indonesia open it: UTF-8 with a mark, ";" between cells, decimal comma.

    CSV has no place for notes, so each row says of which date it is, of which release, and that it is simulated.
    """
    told, index = dict(sheet.about), sheet.rows.index
    parts = [(column.title, _plain(sheet.rows[column.key], column.kind)) for column in sheet.columns]
    for term in (words("Per"), words("Rilis")):
        if term in told:
            parts.append((term, pd.Series(inert(told[term]), index=index, dtype="object")))
    if sheet.simulated:
        parts.append((words("Data"), pd.Series(_mark(sheet, words), index=index, dtype="object")))
    # by position: two columns may have one title
    frame = pd.DataFrame({at: values for at, (_, values) in enumerate(parts)}, index=index)
    heads = [inert(title) for title, _ in parts]
    text = frame.to_csv(index=False, header=heads, sep=";", decimal=",", lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()


def _plain(column: pd.Series, kind: str) -> pd.Series:
    if kind == "text":
        return column.map(lambda value: "" if is_missing(value) else inert(str(value))).astype("object")
    if kind == "date":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    return _whole(column) if kind in ("count", "rupiah") else column


def _whole(column: pd.Series) -> pd.Series:
    """Whole numbers that are held as floats (some are missing), without their ",0"."""
    numbers = pd.to_numeric(column).astype("Float64")
    return numbers.astype("Int64") if (numbers.dropna() % 1 == 0).all() else column


def inert(text: str) -> str:
    """`text` so that a spreadsheet takes it for text: it begins with no sign that makes a formula.

    >>> inert("=1+1")
    "'=1+1"
    """
    cleaned = _CONTROL.sub(" ", text)
    return f"'{cleaned}" if cleaned.lstrip().startswith(_RUN) or cleaned.startswith(_RUN) else cleaned
