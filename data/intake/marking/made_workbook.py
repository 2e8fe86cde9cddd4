"""A workbook made from what was read, for files that are none or cannot be changed in place: text stays text."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime

import xlsxwriter

from data.intake.marking.comments import MOST
from data.intake.marking.marks import AUTHOR, FILLS, Changes
from data.intake.reading import Sheet, Workbook

# Nothing that a cell holds becomes a formula, a number or a link by being written.
_AS_IT_STANDS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}
_DATES: dict[type, str] = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm"}


def made(workbook: Workbook, changed: Mapping[str, Changes]) -> bytes:
    """The sheets as they were read, at the same places, with the changes of each."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _AS_IT_STANDS)
    names: set[str] = set()
    formats: dict[tuple[str, str], object] = {}
    for sheet in workbook:
        page = book.add_worksheet(sheet_name(sheet.name, names))
        names.add(page.name.casefold())
        _fill(book, page, sheet, changed[sheet.name], formats)
    book.close()
    return written.getvalue()


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet has: at most 31 letters, without []:*?/\\ ; "Data" for none."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ")[:31] or "Data"
    found, number = base, 1
    while found.casefold() in taken or found.casefold() == "history":
        number += 1
        found = f"{base[: 30 - len(str(number))]} {number}"
    return found


def _fill(
    book: object, page: object, sheet: Sheet, changes: Changes, formats: dict[tuple[str, str], object]
) -> None:
    if sheet.hidden:
        page.hide()  # type: ignore[attr-defined]
    for top, left, bottom, right in _apart(sheet):
        page.merge_range(top, left, bottom, right, "")  # type: ignore[attr-defined]
    for row, cells in enumerate(sheet.cells):
        for column, cell in enumerate(cells):
            fill = changes.fills.get((row, column), "")
            if cell not in ("", None) or fill:
                kind = (fill, _DATES.get(type(cell), ""))
                if kind not in formats:
                    formats[kind] = _format(book, *kind)
                _write(page, sheet.number(row) - 1, column, cell, formats[kind])
    _explain(page, sheet, changes)


def _explain(page: object, sheet: Sheet, changes: Changes) -> None:
    """The comments, and what the sender hid."""
    for (row, column), text in sorted(changes.comments.items())[:MOST]:
        page.write_comment(sheet.number(row) - 1, column, text, {"author": AUTHOR, "x_scale": 2})  # type: ignore[attr-defined]
    for row in sheet.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})  # type: ignore[attr-defined]
    for column in sheet.hidden_columns:
        page.set_column(column, column, None, None, {"hidden": True})  # type: ignore[attr-defined]


def _format(book: object, fill: str, form: str) -> object:
    properties = {"bg_color": f"#{FILLS[fill][2:]}"} if fill else {}
    return book.add_format(properties | ({"num_format": form} if form else {}))  # type: ignore[attr-defined]


def _write(page: object, row: int, column: int, cell: object, form: object) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell, form)  # type: ignore[attr-defined]
    elif isinstance(cell, (int, float)):
        page.write_number(row, column, cell, form)  # type: ignore[attr-defined]
    elif isinstance(cell, date) and cell.year > 1900:
        page.write_datetime(row, column, cell, form)  # type: ignore[attr-defined]
    elif cell in ("", None):
        page.write_blank(row, column, None, form)  # type: ignore[attr-defined]
    else:
        page.write_string(row, column, str(cell), form)  # type: ignore[attr-defined]


def _apart(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """The merged ranges that do not meet another one, and span more than one cell."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for top, left, bottom, right in sheet.merged:
        cells = (bottom - top + 1) * (right - left + 1)
        if 1 < cells <= 10_000:
            these = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            if taken.isdisjoint(these):
                taken |= these
                kept.append((top, left, bottom, right))
    return kept
