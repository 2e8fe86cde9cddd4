"""The XLSX file: a sheet with the table as one hands it on, its chart, and a sheet that says what it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd

from data.parsing import is_missing
from data.sheets.drawing import draw
from data.sheets.formats import Formats
from data.sheets.layout import as_paper, lay_line, set_heights, widths
from data.sheets.table import (
    Column,
    Sheet,
    as_of,
    in_part,
    mark,
    printable,
    reasons_used,
    shown_columns,
    totals,
)
from data.words import Words

# A sheet begins with its title, what it is of, whose numbers these are, and the headings of its columns.
HEAD_ROWS = 4
# Rows of a table on one sheet: as many as XLSX has, less those and the total with its notes. A longer table goes on on
# the next sheet.
_FOOT_ROWS = 8
MOST_ROWS = 1_048_576 - HEAD_ROWS - _FOOT_ROWS
# Rows of a table that is put together in memory. A million of them would take gigabytes: more go to the disk.
_IN_MEMORY = 100_000
# How large the note on a hidden cell is, against one that a spreadsheet makes by itself.
_COMMENT = {"x_scale": 2, "y_scale": 1.4}


def workbook(sheet: Sheet, words: Words) -> bytes:
    """The XLSX file: the whole table, on as many sheets as it takes, its chart, and a sheet that says what it is."""
    import xlsxwriter  # a twentieth of a second that a page without an export need not spend

    file = io.BytesIO()
    on_disk = len(sheet.rows) > _IN_MEMORY
    with xlsxwriter.Workbook(file, {"constant_memory": on_disk, "in_memory": not on_disk}) as book:
        writer = _Writer(book, sheet, words)
        starts = range(0, max(len(sheet.rows), 1), MOST_ROWS)
        for number, start in enumerate(starts, 1):
            writer.table(number, len(starts), start, by_row=on_disk)
        if sheet.chart is not None and len(starts) == 1:
            draw(book, sheet, words, words("Data"), HEAD_ROWS)
        explain(book, sheet, writer.formats, words)
    return file.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, sheet: Sheet, words: Words) -> None:
        self._book, self._sheet, self._words = book, sheet, words
        self._columns = shown_columns(sheet)
        self.formats = Formats(book, words)
        self._total = totals(sheet)
        self._widths = widths(sheet, self._total, words)

    def table(self, number: int, count: int, start: int, by_row: bool) -> None:
        """The sheet with the `number`-th of the `count` parts of the table, from row `start` on, each with its own head.

        A workbook on the disk can only be written row by row.
        """
        name, columns = self._words("Data"), self._columns
        rows = self._sheet.rows[start : start + MOST_ROWS]
        page = self._book.add_worksheet(name if count == 1 else f"{name} {number}")
        for at, width in enumerate(self._widths):
            page.set_column(at, at, width)
        page.freeze_panes(HEAD_ROWS, min(_first_text(columns) + 1, 3))
        if len(rows):
            page.autofilter(HEAD_ROWS - 1, 0, HEAD_ROWS - 1 + len(rows), len(columns) - 1)
        as_paper(page, self._sheet, self._words, HEAD_ROWS - 1)
        self._head(page, number, count)
        set_heights(page, HEAD_ROWS - 1, columns, rows, self._widths)
        values = [rows[column.key].tolist() for column in columns]
        for at, line in _order(len(columns), 1 + len(rows), by_row):
            if line == 0:
                page.write_string(
                    HEAD_ROWS - 1, at, printable(columns[at].title), self.formats.heading(columns[at].kind)
                )
            else:
                self._cell(page, HEAD_ROWS - 1 + line, at, values[at][line - 1], start + line - 1)
        if number == count:
            self._foot(page, HEAD_ROWS + len(rows))

    def _head(self, page: Any, number: int, count: int) -> None:
        """Title, what these numbers are, and whose."""
        sheet, formats = self._sheet, self.formats
        lay_line(page, 0, sheet.title, self._widths, formats.title)
        second = ", ".join(part for part in (mark(sheet, self._words), self._dated()) if part)
        lay_line(page, 1, second, self._widths, formats.red if sheet.simulated else formats.line)
        parts = [sheet.scope]
        if count > 1:
            part = "Bagian {n} dari {count}: tabel ini tidak muat pada satu lembar"
            parts.append(self._words(part, n=number, count=count))
        lay_line(page, 2, ". ".join(part for part in parts if part), self._widths, formats.line)

    def _dated(self) -> str:
        """Of which day, and of simulated data of which release: that of one's own stands in its mark."""
        sheet, words = self._sheet, self._words
        release = dict(sheet.about).get(words("Rilis"), "") if sheet.simulated else ""
        said = words("rilis {n}", n=release) if release else ""
        return ", ".join(part for part in (as_of(sheet, words), said) if part)

    def _cell(self, page: Any, line: int, at: int, value: Any, row: int) -> None:
        """One cell; what is missing stays empty, never zero, and what is hidden says so."""
        column = self._columns[at]
        if is_missing(value) or value == "":
            withheld = self._sheet.instead.get(column.key, ())
            if withheld and withheld[row]:
                page.write_string(line, at, withheld[row], self.formats.withheld)
                if sentence := self._sheet.reasons.get(withheld[row]):
                    page.write_comment(line, at, sentence, _COMMENT)
        elif column.kind == "text":
            wide = len(str(value)) > self._widths[at]
            page.write_string(
                line, at, _clean(str(value)), self.formats.wrapped if wide else self.formats.plain
            )
        elif column.kind in ("date", "month"):
            moment = pd.Timestamp(value).to_pydatetime()
            page.write_datetime(line, at, moment, self.formats.of(value, column.kind))
        else:
            page.write_number(line, at, value, self.formats.of(value, column.kind))

    def _foot(self, page: Any, line: int) -> None:
        """The total, what it leaves out, and why a cell is hidden."""
        if self._total:
            self._total_row(page, line)
            line += 1
        if self._total and (left_out := in_part(self._sheet)):
            said = self._words(
                "Jumlah tanpa baris yang angkanya belum diketahui: {columns}.", columns=", ".join(left_out)
            )
            lay_line(page, line, said, self._widths, self.formats.line)
            line += 1
        for text, sentence in reasons_used(self._sheet).items():
            lay_line(page, line, f"{text}: {sentence}", self._widths, self.formats.line)
            line += 1

    def _total_row(self, page: Any, line: int) -> None:
        columns = self._columns
        counted = len(self._sheet.rows) - self._sheet.joint
        label = self._words("Jumlah ({n} baris)", n=self._words.number(counted))
        for at, column in enumerate(columns):
            if at == _first_text(columns):
                page.write_string(line, at, label, self.formats.total("text"))
            elif column.key in self._total:
                value = self._total[column.key]
                if isinstance(value, str):
                    page.write_string(line, at, value, self.formats.total(column.kind))
                else:
                    page.write_number(line, at, float(value), self.formats.total(column.kind, value))
            else:
                page.write_blank(line, at, None, self.formats.total("text"))


def explain(book: Any, sheet: Sheet, formats: Formats, words: Words) -> None:
    """The sheet that says what the table is, and what its terms mean."""
    page = book.add_worksheet(words("Keterangan"))
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 100)
    as_paper(page, sheet, words)
    said = [(words("Data"), mark(sheet, words))] if sheet.simulated else []
    for line, (term, meaning) in enumerate([*said, *sheet.about, ("", ""), *sheet.definitions]):
        page.write_string(line, 0, _clean(term), formats.term)
        page.write_string(line, 1, _clean(meaning), formats.wrapped)


def _first_text(columns: Any) -> int:
    """The column that names a row: the first of texts, or the first of all."""
    return next(
        (at for at, column in enumerate(columns) if column.kind == "text" and not _is_code(column)), 0
    )


def _is_code(column: Column) -> bool:
    return column.key in ("code", "key", "id")


def _order(columns: int, lines: int, by_row: bool) -> Iterator[tuple[int, int]]:
    """The cells of a table (column, line) in the order of writing, which numbers the texts that a workbook shares."""
    if by_row:
        return ((at, line) for line, at in product(range(lines), range(columns)))
    return product(range(columns), range(lines))


def _clean(text: str) -> str:
    """Without the control characters that XML forbids, and no longer than a cell may be."""
    return printable(text)[:32_000]
