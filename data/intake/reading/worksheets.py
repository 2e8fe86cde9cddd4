"""What a worksheet's XML says besides its values, and how far its cells reach.

calamine lays out the whole rectangle that the cells span: a single one in XFD1048576 would be 17 thousand million
cells. So cells that stand far away are cut out first, and a sheet whose reach cannot be told is read by a process
with limits. What calamine does not tell is read as well: cells that show an error, formulas without a saved value,
and what is hidden.

The patterns never look past the next "<", so that broken XML costs one pass and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.intake.reading.kinds import damaged
from data.intake.reading.workbook import Formulas, Refused, position

# Columns beyond ZZ (702): no list of a branch is that wide, and each would cost memory in every row.
WIDEST = 702
MOST_FAR = 1_000
_MOST_CELLS = 12_000_000
TOO_WIDE = "Lembar {sheet} berisi lebih dari {limit} kolom. Hapus kolom yang tidak dipakai, lalu bawa lagi."
# A cell that is not one of columns A to Z in the first 999,999 rows, or does not say at once where it stands.
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]\d{1,6}")')
_PLACED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_FAR = re.compile(rb'<c r="[A-Z]{3}\d{1,7}"')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]* t="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*)><f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v>([^<]*)</v>|<v ?/>)?'
)
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^<>]*? hidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(rb"<col [^<>]*>")
_ROW_NUMBER = re.compile(rb'<row r="(\d{1,7})"')
_ATTRIBUTE = {name: re.compile(rb" " + name.encode() + rb'="([^"]*)"') for name in ("min", "max", "hidden")}


@dataclass
class Structure:
    """What the XML of one sheet says besides its values; rows and columns are counted from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[int, Formulas] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    stray: int = 0


@dataclass(frozen=True)
class Trimmed:
    """A worksheet's XML without cells far away: how many were cut, and whether its reach is known to be small."""

    xml: bytes
    stray: int
    bounded: bool


def is_worksheet(xml: bytes) -> bool:
    """Whether a part holds cells, whatever it is called."""
    return b"sheetData" in xml


def trimmed(xml: bytes, name: str) -> Trimmed:
    """A worksheet without what stands far away from its table. Raises Refused: too_large, damaged."""
    xml = _without_empty_end(xml)
    if _is_plain(xml):
        return Trimmed(*_without_far_rows(xml, 0), bounded=True)
    xml, stray = _without_far_rows(*_without_far_cells(xml, name))
    return Trimmed(xml, stray, _is_plain(xml) or _is_small(xml))


def _is_plain(xml: bytes) -> bool:
    """Whether every cell says first where it stands, in columns A to Z and not below the 999,999th row."""
    start, end = xml.find(b"<sheetData"), xml.find(b"</sheetData>")
    if start < 0 or end < 0:
        return not is_worksheet(xml) or b"<sheetData/>" in xml
    return (
        _UNUSUAL.search(xml, start, end) is None
        and b":c" not in xml[end:]
        and xml.find(b":c", start, end) < 0
    )


def _is_small(xml: bytes) -> bool:
    """Whether all cells say where they stand, and the rectangle that they span can be laid out."""
    start, end = xml.find(b"<sheetData"), xml.find(b"</sheetData>")
    if start < 0 or end < 0 or xml.find(b":c", start, end) >= 0:
        return False
    last, widest, count = 0, 0, 0
    for match in _PLACED.finditer(xml, start, end):
        last = max(last, int(match[2]))
        widest = max(widest, position(match[1].decode()))
        count += 1
    return count == xml.count(b"<c", start, end) and last * (widest + 1) <= _MOST_CELLS


def _without_empty_end(xml: bytes) -> bytes:
    """Without the rows below the last value: a format that was set for whole columns is kept in each of a million."""
    end = xml.rfind(b"</sheetData>")
    last = xml.rfind(b"<v", 0, end)
    last = max(xml.rfind(mark, max(last, 0), end) for mark in (b"<v", b"<is", b"<f"))
    close = xml.find(b"</row>", last, end) if last >= 0 else -1
    return xml if close < 0 or end - close < 1_000 else xml[: close + 6] + xml[end:]


def _without_far_cells(xml: bytes, name: str) -> tuple[bytes, int]:
    """Without the cells beyond column ZZ, and how many of them had a value."""
    kept, at, filled = [], 0, 0
    while match := _FAR.search(xml, at):
        close = xml.find(b">", match.end())
        if close > 0 and xml[close - 1 : close] != b"/":
            close = xml.find(b"</c>", close) + 3
            filled += xml.find(b"<v", match.end(), close) > 0 or xml.find(b"<is", match.end(), close) > 0
        if close < match.end():
            raise damaged()
        if filled > MOST_FAR:
            raise Refused("too_large", TOO_WIDE, sheet=name or "1", limit=WIDEST)
        kept.append(xml[at : match.start()])
        at = close + 1
    return (b"".join([*kept, xml[at:]]), filled) if kept else (xml, 0)


def _without_far_rows(xml: bytes, stray: int) -> tuple[bytes, int]:
    """Without the rows that stand more than a thousand empty rows below the one before them."""
    last = xml.rfind(b'<row r="')
    number = _ROW_NUMBER.match(xml, last) if last >= 0 else None
    if number is None or int(number[1]) < 5_000 or int(number[1]) < 2 * xml.count(b"<row ") + 5_000:
        return xml, stray
    before = 0
    for match in _ROW_NUMBER.finditer(xml):
        if int(match[1]) > before + 1_000:
            end = xml.find(b"</sheetData>")
            return xml[: match.start()] + xml[end:], stray + xml.count(b"<v", match.start(), end)
        before = int(match[1])
    return xml, stray


def structure_of(xml: bytes, stray: int = 0) -> Structure:
    """What a worksheet's XML says besides its values."""
    found = Structure(stray=stray)
    if b' t="e"' in xml:
        for match in _ERROR.finditer(xml):
            found.errors[int(match[2]) - 1, position(match[1].decode())] = match[3].decode("utf-8", "replace")
    if b"<f>" in xml or b"<f " in xml:
        _note_formulas(xml, found)
    if b" hidden=" in xml:
        found.hidden_rows = frozenset(int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(xml))
        found.hidden_columns = frozenset(_hidden_columns(xml))
    return found


def _note_formulas(xml: bytes, found: Structure) -> None:
    for match in _FORMULA.finditer(xml):
        if b' t="e"' not in match[3]:
            saved = (match[4] or b"").decode("utf-8", "replace")
            found.formulas.setdefault(position(match[1].decode()), Formulas()).note(int(match[2]) - 1, saved)


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for match in _HIDDEN_COLUMNS.finditer(xml[: xml.find(b"<sheetData")]):
        values = {key: found[1] for key, pattern in _ATTRIBUTE.items() if (found := pattern.search(match[0]))}
        if values.get("hidden") in (b"1", b"true"):
            first, last = (_number(values.get(name, b"1")) for name in ("min", "max"))
            yield from range(first - 1, min(last, WIDEST))


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 8 else 1
