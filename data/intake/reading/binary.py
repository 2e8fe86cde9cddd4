"""What the records of an XLSB say besides its values, which calamine does not tell: hidden rows and columns, merged
cells, formulas, and cells that show an error.

A sheet is a row of records: a number of what it is, a length, and content of that length ([MS-XLSB] 2.1.4).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

from data.intake.reading.opendocument import Seen
from data.intake.reading.workbook import Formulas
from data.intake.reading.worksheets import WIDEST

_ROW, _ERROR, _COLUMNS, _MERGED, _SHEET = 0, 3, 60, 176, 156
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Far more than a list has, and read in some seconds: what stands behind them is not looked at.
_MOST_RECORDS, _MOST_MERGED = 6_000_000, 50_000
Record = tuple[int, bytes]


def named_sheets(workbook: bytes) -> list[tuple[str, str]]:
    """The name of each sheet and the relation under which its part is found."""
    named = []
    for _, content in _records(workbook, {_SHEET}):
        relation, end = _text(content, 8)
        named.append((_text(content, end)[0], relation))
    return named


def structure_in(sheet: bytes) -> Seen:
    """What was seen of one sheet."""
    seen, row = Seen(), 0
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for kind, content in _records(sheet, {_ROW, _COLUMNS, _MERGED, *_NOTED}):
        if kind == _ROW:
            (row,) = struct.unpack_from("<L", content)
            if content[11] & _HIDDEN_ROW:
                hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<LL", content)
            if content[16] & _HIDDEN_COLUMN:
                hidden_columns.update(range(first, min(last + 1, WIDEST)))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4L", content)
            if len(seen.merged) < _MOST_MERGED:
                seen.merged.append((top, left, bottom, right))
        else:
            _NOTED[kind](seen, row, struct.unpack_from("<L", content)[0], content)
    seen.hidden_rows, seen.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    return seen


def _note_error(seen: Seen, row: int, column: int, content: bytes) -> None:
    seen.errors[row, column] = _ERRORS.get(content[8], "#?")


def _note_number(seen: Seen, row: int, column: int, content: bytes) -> None:
    (saved,) = struct.unpack_from("<d", content, 8)
    seen.formulas.setdefault(column, Formulas()).note(row, "0" if saved == 0 else "1")


def _note_other(seen: Seen, row: int, column: int, content: bytes) -> None:
    saved = content[8] if len(content) > 8 else 0  # the length of a text, or whether it is true
    seen.formulas.setdefault(column, Formulas()).note(row, "1" if saved else "")


_NOTED: Mapping[int, Callable[[Seen, int, int, bytes], None]] = {
    _ERROR: _note_error,
    _FORMULA_ERROR: _note_error,
    _FORMULA_NUMBER: _note_number,
    _FORMULA_TEXT: _note_other,
}


def _records(part: bytes, wanted: set[int]) -> Iterator[Record]:
    """The records of the kinds that are wanted; a part that ends in the middle of one has none after it."""
    at, end = 0, len(part)
    for _ in range(_MOST_RECORDS):
        if at + 2 > end:
            return
        kind, at = part[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        length = shift = 0
        while at < end and shift < 28:
            length, more = length | (part[at] & 0x7F) << shift, part[at] & 0x80
            at, shift = at + 1, shift + 7
            if not more:
                break
        if kind in wanted and length >= _SHORTEST.get(kind, 9) and at + length <= end:
            yield kind, part[at : at + length]
        at += length


_SHORTEST = {_ROW: 12, _COLUMNS: 17, _MERGED: 16, _SHEET: 16, _FORMULA_NUMBER: 16}


def _text(content: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends: its length in letters, then two bytes for each."""
    (letters,) = struct.unpack_from("<L", content.ljust(at + 4, b"\0"), at)
    end = at + 4 + 2 * letters
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
