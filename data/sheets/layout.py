"""How a sheet lies on paper: columns as wide as what stands in them, A4 across, one page wide, headings on each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from math import ceil
from typing import Any

import pandas as pd

from data.parsing import is_missing
from data.sheets.table import Column, Sheet, mark, printable, shown_columns
from data.words import Words

_A4 = 9
# Widths of columns in letters: no narrower than a short number, no wider than a line that one reads at a glance.
_NARROWEST, _WIDEST = 8, 46
# A table of many columns must fit the same page: its texts are broken earlier, so that its letters are not tiny.
_MANY, _WIDEST_OF_MANY = 12, 22
# What is added to the longest text of a column, and what the arrow of a filter takes in its heading.
_MARGIN, _ARROW = 2, 3
# Rows that are looked at: those of a long table are of one kind.
_LOOKED_AT = 2_000
_UNITS = {"rupiah": 2, "percent": 2, "points": 5, "months": 6}
_DATES = {"date": 12, "month": 9}
# Points that a line of text is high, the most that a row may be, and the most letters of a text in the foot of a page.
_LINE_HEIGHT, _HIGHEST, _FOOTER = 15, 400, 70


def widths(sheet: Sheet, total: Mapping[str, Any], words: Words) -> list[float]:
    """How wide each column is, in letters: the longest of its texts, between bounds; longer ones are broken."""
    columns = shown_columns(sheet)
    widest = _WIDEST_OF_MANY if len(columns) > _MANY else _WIDEST
    return [_width(sheet, column, total, widest) for column in columns]


def _width(sheet: Sheet, column: Column, total: Mapping[str, Any], widest: int) -> float:
    texts = islice(sheet.rows[column.key], _LOOKED_AT)
    longest = max((_length(value, column.kind) for value in texts), default=0)
    longest = max(
        longest, _length(total.get(column.key), column.kind), *map(len, sheet.instead.get(column.key, ())), 0
    )
    heading = printable(column.title)
    word = max(map(len, heading.split()), default=0) + _ARROW
    # A heading takes up to three lines.
    return float(min(max(longest + _MARGIN, word, ceil(len(heading) / 3) + _ARROW, _NARROWEST), widest))


def _length(value: Any, kind: str) -> int:
    """How many letters a value takes as it is shown."""
    if is_missing(value):
        return 0
    if kind in _DATES:
        return _DATES[kind]
    if kind == "text" or isinstance(value, str):
        return max(map(len, str(value).splitlines()), default=0)
    digits = f"{value:,.2f}" if kind not in ("count", "rupiah") else f"{value:,.0f}"
    return len(digits) + _UNITS.get(kind, 0)


def set_heights(
    page: Any, head: int, columns: Sequence[Column], rows: pd.DataFrame, across: Sequence[float]
) -> None:
    """Rows as high as their texts when these are broken; `head` is the row of the headings, above the first of `rows`."""
    lines = {
        0: max(
            (_lines(column.title, width) for column, width in zip(columns, across, strict=True)), default=1
        )
    }
    for column, width in zip(columns, across, strict=True):
        if column.kind != "text":
            continue
        for at, value in enumerate(rows[column.key], 1):
            if not is_missing(value) and (needed := _lines(str(value), width)) > 1:
                lines[at] = max(lines.get(at, 1), needed)
    for at, needed in lines.items():
        page.set_row(head + at, min(_LINE_HEIGHT * needed, _HIGHEST))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, broken between words."""
    count, left = 1, width
    for word in text.split():
        if len(word) > left and left < width:
            count, left = count + 1, width
        count += int((len(word) - 1) // width) if len(word) > width else 0
        left -= len(word) + 1
    return count


def lay_line(page: Any, line: int, text: str, across: Sequence[float], look: Any) -> None:
    """A text across the whole table, broken into as many lines as it takes; nothing where there is none."""
    if not text:
        return
    text, room = printable(text)[:32_000], max(sum(across) - 2, 1)
    if len(across) > 1:
        page.merge_range(line, 0, line, len(across) - 1, "", look)
    page.write_string(line, 0, text, look)
    height = _LINE_HEIGHT * (look.font_size / 11) * ceil(len(text) * (look.font_size / 11) / room)
    page.set_row(line, min(height, _HIGHEST))


def as_paper(page: Any, sheet: Sheet, words: Words, headings: int | None = None) -> None:
    """A4 across, one page wide, the row of headings on each page, and a foot with what it is, page and source."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    if headings is not None:
        page.repeat_rows(headings)
    left = mark(sheet, words) or words("Data publikasi")
    source = dict(sheet.about).get(words("Asal angka"), "")
    number = words("Halaman {page} dari {pages}", page="&P", pages="&N")
    page.set_footer(f"&L&8{_plain(left)}&C&8{number}&R&8{_plain(source)}")


def _plain(text: str) -> str:
    """A text of a footer: "&" begins a code there, and a digit after the size of the letters would be one of it."""
    short = text if len(text) <= _FOOTER else f"{text[: _FOOTER - 1].rstrip()}…"
    return " " + printable(short).replace("&", "&&") if short else ""
