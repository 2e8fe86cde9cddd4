"""XLSX, XLSB, ODS and XLS into sheets of cells: calamine reads, and what it hides comes from elsewhere.

calamine turns an error into an empty cell and knows nothing of hidden rows, so for XLSX both are read from the XML
(`worksheets`), beside calamine, which leaves the interpreter to others while it parses, and likewise for ODS
(`opendocument`) and XLSB (`binary`). XLS is read by xlrd, which knows them. XLS, XLSB, ODS, and an XLSX whose reach cannot be told, are
read in a process of its own with limits.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse

import python_calamine as calamine

from data.intake.reading.archives import MOST_UNPACKED, packed, parts
from data.intake.reading.binary import named_sheets, structure_in
from data.intake.reading.contained import LOCKED, NO_ROOM, contained
from data.intake.reading.kinds import damaged, locked
from data.intake.reading.opendocument import Seen, structures_in
from data.intake.reading.progress import tell, waiting
from data.intake.reading.workbook import ErrorCell, Refused, Sheet, Workbook
from data.intake.reading.worksheets import Structure, is_worksheet, structure_of, trimmed
from data.words import Sentence

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_SHEETS, _MOST_MERGED, _MOST_INDEX = 250, 50_000, 10_000_000
# ODS writes what is empty once, with how often; a stray cell behind a million empty rows would lay them all out.
_REPEATED = re.compile(rb'(number-(?:rows|columns)-repeated=")\d{4,}"')
_TOO_LARGE = (
    "Berkas ini memakai terlalu banyak memori atau waktu ketika dibaca. Hapus baris dan kolom kosong di luar "
    "tabel, atau bagi menjadi beberapa berkas."
)
_MANY = "Berkas ini berisi {number} lembar atau lebih. Bawalah hanya lembar yang berisi daftarnya."


def read_xlsx(content: bytes, limit: int) -> Workbook:
    """The sheets of an XLSX. Raises Refused: too_large, damaged, encrypted."""
    unpacked = parts(content, limit)
    named = _sheet_parts(unpacked)
    strays, bounded = _trim(unpacked, {part: name for name, part in named.items()})
    small = packed(unpacked)
    with ThreadPoolExecutor(2) as beside:
        # calamine goes first: it leaves the interpreter to the other thread, which does not leave it to calamine.
        reading = beside.submit(_by_calamine, small) if bounded else None
        structures = {
            name: beside.submit(structure_of, unpacked[part], strays.get(part, 0))
            for name, part in named.items()
            if part in unpacked
        }
        del unpacked
        if reading is None:
            sheets = _contained(small.getvalue(), "xlsx")
        else:
            sheets = _waited(reading, small.getbuffer().nbytes / 70_000_000)
        return Workbook("xlsx", [_with_structure(sheet, structures) for sheet in sheets])


def parts_of_sheets(content: bytes, limit: int = MOST_UNPACKED) -> tuple[dict[str, bytes], dict[str, str]]:
    """The parts of an XLSX as they were sent, and the part of each sheet by its name. Raises Refused as `read_xlsx`."""
    unpacked = parts(content, limit)
    return unpacked, _sheet_parts(unpacked)


def read_contained(content: bytes, kind: str, limit: int) -> Workbook:
    """The sheets of an XLSB or ODS, read in a process with limits. Raises Refused."""
    unpacked = parts(content, limit)
    seen: dict[str, Seen] = {}
    if "content.xml" in unpacked:
        unpacked["content.xml"] = _REPEATED.sub(rb'\g<1>1000"', unpacked["content.xml"])
        seen = structures_in(unpacked["content.xml"])
    if "xl/workbook.bin" in unpacked:
        seen = _binary_structures(unpacked)
    content = packed(unpacked).getvalue()
    del unpacked
    sheets = _contained(content, kind)
    for sheet in sheets:
        structure = seen.get(sheet.name)
        if structure is not None:
            sheet.merged = structure.merged
            _complete(sheet, structure)
    return Workbook(kind, sheets)


def _binary_structures(unpacked: dict[str, bytes]) -> dict[str, Seen]:
    """What was seen of each sheet of an XLSB, by its name."""
    targets = dict(_elements(unpacked, "xl/_rels/workbook.bin.rels", _target))
    named = {
        name: _part_name(targets.get(relation, ""))
        for name, relation in named_sheets(unpacked["xl/workbook.bin"])
    }
    return {name: structure_in(unpacked[part]) for name, part in named.items() if part in unpacked}


def read_xls(content: bytes) -> Workbook:
    """The sheets of an XLS (BIFF), read in a process with limits. Raises Refused: damaged, encrypted, too_large."""
    return Workbook("xls", _contained(content, "xls"))


def _waited(reading: Future[list[Sheet]], seconds: float) -> list[Sheet]:
    """What another thread reads, in about so many seconds; who waits is told meanwhile."""
    started = time.monotonic()
    while not wait([reading], 0.1).done:
        tell(waiting(0.15, 0.5, seconds, started), Sentence("Membaca sel"))
    return reading.result()


def _contained(content: bytes, kind: str) -> list[Sheet]:
    started = time.monotonic()
    ended, sheets = contained(
        content, kind, lambda: tell(waiting(0.1, 0.5, 2.0, started), Sentence("Membaca sel"))
    )
    if ended:
        raise _large() if ended == NO_ROOM else locked() if ended == LOCKED else damaged()
    return [Sheet(**{**sheet, "cells": _cells(sheet["cells"], kind)}) for sheet in sheets]


def _cells(rows: list[list[Any]], kind: str) -> list[list[object]]:
    """The cells, with errors, which cross the border between processes as bytes, made what they are."""
    if kind != "xls":
        return rows
    return [[ErrorCell(cell.decode()) if cell.__class__ is bytes else cell for cell in row] for row in rows]


def _large() -> Refused:
    return Refused("too_large", _TOO_LARGE)


def _trim(unpacked: dict[str, bytes], names: dict[str, str]) -> tuple[dict[str, int], bool]:
    """Cut what stands far away out of every part with cells; how much by part, and whether all are small now."""
    strays, bounded = {}, True
    for part, xml in unpacked.items():
        if is_worksheet(xml):
            done = trimmed(xml, names.get(part, ""))
            if xml.count(b"<mergeCell ", max(xml.rfind(b"</sheetData>"), 0)) > _MOST_MERGED:
                raise _large()
            unpacked[part], strays[part] = done.xml, done.stray
            bounded = bounded and done.bounded
    return strays, bounded


def _by_calamine(content: io.BytesIO) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(content) as book:
            return [_sheet(book, one) for one in book.sheets_metadata if _has_cells(one)]
    except calamine.PasswordError as error:
        raise locked() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged() from error


def _has_cells(sheet: calamine.SheetMetadata) -> bool:
    return sheet.typ == calamine.SheetTypeEnum.WorkSheet


def _sheet(book: calamine.CalamineWorkbook, known: calamine.SheetMetadata) -> Sheet:
    read = book.get_sheet_by_name(known.name)
    cells: list[list[object]] = read.to_python(skip_empty_area=False)  # type: ignore[assignment]
    merged = [(*start, *end) for start, end in read.merged_cell_ranges or ()]
    return Sheet(known.name, cells, known.visible != calamine.SheetVisibleEnum.Visible, merged)


def _with_structure(sheet: Sheet, structures: dict[str, Future[Structure]]) -> Sheet:
    return _complete(sheet, structures[sheet.name].result() if sheet.name in structures else Structure())


def _complete(sheet: Sheet, structure: Structure) -> Sheet:
    """The sheet with what its XML says besides the values."""
    for (row, column), text in structure.errors.items():
        if row < len(sheet.cells) and column < len(sheet.cells[row]):
            sheet.cells[row][column] = ErrorCell(text)
    sheet.hidden_rows, sheet.hidden_columns = structure.hidden_rows, structure.hidden_columns
    sheet.formulas, sheet.stray = structure.formulas, structure.stray
    return sheet


def _sheet_parts(unpacked: dict[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name. Raises Refused: damaged (also where two share one)."""
    targets = dict(_elements(unpacked, "xl/_rels/workbook.xml.rels", _target))
    named = {
        name: _part_name(targets.get(relation, ""))
        for name, relation in _elements(unpacked, "xl/workbook.xml", _named)
        if targets.get(relation)
    }
    if len(named) >= _MOST_SHEETS:
        raise Refused("too_large", _MANY, number=_MOST_SHEETS)
    if len(set(named.values())) < len(named):
        raise damaged()
    return named


def _elements(unpacked: dict[str, bytes], part: str, pair: Callable[[Any], Any]) -> list[tuple[str, str]]:
    xml = unpacked.get(part, b"")
    if len(xml) > _MOST_INDEX:
        raise damaged()
    try:
        read = iterparse(io.BytesIO(xml))  # noqa: S314 - parts() has refused what declares entities
        return [found for _, element in read if (found := pair(element))]
    except (ParseError, LookupError, ValueError) as error:
        raise damaged() from error


def _target(element: Any) -> tuple[str, str] | None:
    if not str(element.get("Type", "")).endswith("/worksheet"):
        return None
    return element.get("Id", ""), element.get("Target", "")


def _named(element: Any) -> tuple[str, str] | None:
    if element.tag != f"{_NAMESPACE}sheet":
        return None
    return element.get("name", ""), element.get(_RELATION, "")


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
