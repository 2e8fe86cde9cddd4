"""A working paper counted again without a spreadsheet: its formulas are read as text and worked out one by one."""

from __future__ import annotations

import io
import math
import re
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

NUMBERS, CELLS = "Angka", "Sel"
FIRST = 6
_TOKENS = re.compile(
    r"'(?P<sheet>[^']+)'!\$(?P<col>[A-Z]+)\$(?P<top>\d+):\$[A-Z]+\$(?P<end>\d+)"
    r"|(?P<from>[A-Z]+)(?P<first>\d+):(?P<to>[A-Z]+)(?P<last>\d+)"
    r"|\$?(?P<at>[A-Z]+)(?P<row>\d+)(?![\d(])|(?P<name>[A-Z]+)\(|(?P<same>(?<![<>=])=)"
)


class Recount:
    """The workbook as it is written: formulas as text, and values as they follow from the cells below them."""

    def __init__(self, content: bytes) -> None:
        book = load_workbook(io.BytesIO(content))
        self.book = book
        self._rows = {
            name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames
        }
        self._known: dict[tuple[str, str, int], Any] = {}

    def row(self, at: int) -> list[Any]:
        """The columns A to Q of a row of the sheet of numbers, formulas worked out."""
        return [self.value(NUMBERS, chr(65 + column), at) for column in range(17)]

    def rows(self) -> list[list[Any]]:
        """All rows of numbers."""
        return [self.row(at) for at in range(FIRST, len(self._rows[NUMBERS]) + 1)]

    def cells(self) -> tuple[list[str], list[list[Any]]]:
        """The headings of the cells, and their rows."""
        rows = self._rows[CELLS]
        return [str(head) for head in rows[FIRST - 2]], rows[FIRST - 1 :]

    def value(self, sheet: str, column: str, row: int) -> Any:
        """A cell, worked out where it is a formula."""
        key = (sheet, column, row)
        if key not in self._known:
            cells = self._rows[sheet][row - 1]
            at = column_index_from_string(column) - 1
            written = cells[at] if at < len(cells) else None
            is_formula = self.book[sheet].cell(row, at + 1).data_type == "f"
            self._known[key] = self._worked_out(sheet, written) if is_formula else written
        return self._known[key]

    def _column(self, sheet: str, column: str, top: int, end: int) -> list[Any]:
        return [self.value(sheet, column, row) for row in range(top, end + 1)]

    def _worked_out(self, sheet: str, formula: str) -> Any:
        def python(found: re.Match[str]) -> str:
            part = found.groupdict()
            if part["sheet"]:
                return f"C({part['sheet']!r},{part['col']!r},{part['top']},{part['end']})"
            if part["from"]:
                return f"C({sheet!r},{part['from']!r},{part['first']},{part['last']})"
            if part["at"]:
                return f"V({sheet!r},{part['at']!r},{part['row']})"
            return f"{part['name']}(" if part["name"] else "=="

        functions = {"C": self._column, "V": self.value, **_FUNCTIONS}
        return eval(_TOKENS.sub(python, formula[1:]), {"__builtins__": {}}, functions)


def _sumifs(numbers: list[Any], keys: list[Any], wanted: Any) -> Any:
    pairs = zip(numbers, keys, strict=True)
    return sum(number for number, key in pairs if key == wanted and isinstance(number, int | float))


def _flat(values: Any) -> list[Any]:
    return [one for part in values for one in (part if isinstance(part, list) else [part])]


_FUNCTIONS = {
    "SUMIFS": _sumifs,
    "SUM": lambda *values: sum(one for one in _flat(values) if isinstance(one, int | float)),
    "COUNT": lambda *values: sum(isinstance(one, int | float) for one in _flat(values)),
    "IF": lambda test, yes, no: yes if test else no,
    "AND": lambda *tests: all(tests),
    "MAX": max,
    "ROUND": lambda number, digits: math.floor(number + 0.5) if not digits else round(number, digits),
    "ROUNDUP": lambda number, digits: math.ceil(number),
    "ROUNDDOWN": lambda number, digits: math.floor(number),
}
