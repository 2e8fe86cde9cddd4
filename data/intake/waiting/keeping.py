"""What is kept of a file that waits: the file itself, or what was read of it without anything about people.

A licensing list has the owners' NIK and telephones. They are never written to disk: the cells are kept as they were
read, without those columns, without the sheets of people, and without the signatures below a list.
"""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any

from data.intake.finding import has_contact, lists_people, without_contact
from data.intake.finding.blocks import Block, find_block
from data.intake.reading import ErrorCell, Formulas, Refused, Sheet, Workbook, read_file
from data.intake.report import Report

FILE, CELLS = "file", "cells"
_PEOPLE = ("person_dropped", "contact_dropped", "person_sheet_refused")
_DAMAGED = "Berkas yang disimpan rusak. Bawa lagi berkas aslinya."


def holds_people(report: Report) -> bool:
    """Whether something about people was dropped while the file was read."""
    return any(code in _PEOPLE for code, _, _ in report.findings.notes)


def kept_form(content: bytes, report: Report) -> tuple[bytes, str]:
    """What is kept of a file, and in which form: FILE as it came, or CELLS without people."""
    if not holds_people(report):
        return content, FILE
    return _packed(_without_people(read_file(content), report)), CELLS


def read_kept(kept: bytes, form: str) -> Workbook:
    """The workbook of what was kept. Raises Refused."""
    return read_file(kept) if form == FILE else _unpacked(kept)


def _without_people(workbook: Workbook, report: Report) -> Workbook:
    blocks: dict[str, list[Block]] = {}
    for block in report.blocks:
        blocks.setdefault(block.sheet.name, []).append(block)
    kept = []
    for sheet in workbook:
        if sheet.name in blocks:
            _blank(sheet, blocks[sheet.name])
            kept.append(sheet)
        elif not lists_people(sheet, find_block(sheet)):
            kept.append(sheet)
    return Workbook(workbook.kind, kept)


def _blank(sheet: Sheet, blocks: list[Block]) -> None:
    people = {c.index for block in blocks for c in block.columns if c.field in ("person", "contact")}
    below = {row for block in blocks for row in block.footer}
    first = min(block.header[1] for block in blocks) + 1
    for row, cells in enumerate(sheet.cells):
        for column, cell in enumerate(cells):
            if (row >= first and column in people) or row in below:
                cells[column] = ""
            elif isinstance(cell, str) and row >= first and has_contact(cell):
                cells[column] = without_contact(cell)


def _packed(workbook: Workbook) -> bytes:
    value = {"kind": workbook.kind, "sheets": [_sheet(sheet) for sheet in workbook]}
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 6)


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "merged": list(sheet.merged),
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "formulas": {
            column: [f.count, sorted(f.without_value), f.all_zero] for column, f in sheet.formulas.items()
        },
        "lines": list(sheet.lines),
        "notes": sheet.notes,
        "stray": sheet.stray,
        "cells": [[_cell(cell) for cell in row] for row in sheet.cells],
    }


def _cell(cell: object) -> Any:
    if isinstance(cell, ErrorCell):
        return {"e": str(cell)}
    if isinstance(cell, datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return cell if isinstance(cell, (str, int, float, bool)) or cell is None else str(cell)


def _unpacked(kept: bytes) -> Workbook:
    try:
        value = json.loads(zlib.decompress(kept))
    except (zlib.error, ValueError) as error:
        raise Refused("damaged", _DAMAGED) from error
    return Workbook(value["kind"], [_sheet_of(sheet) for sheet in value["sheets"]])


def _sheet_of(kept: dict[str, Any]) -> Sheet:
    return Sheet(
        name=kept["name"],
        cells=[[_cell_of(cell) for cell in row] for row in kept["cells"]],
        hidden=kept["hidden"],
        merged=[tuple(span) for span in kept["merged"]],
        hidden_rows=frozenset(kept["hidden_rows"]),
        hidden_columns=frozenset(kept["hidden_columns"]),
        formulas={
            int(c): Formulas(count, set(rows), zero) for c, (count, rows, zero) in kept["formulas"].items()
        },
        lines=kept["lines"],
        notes=[(code, count) for code, count in kept["notes"]],
        stray=kept["stray"],
    )


def _cell_of(cell: Any) -> object:
    if not isinstance(cell, dict):
        return cell
    if "e" in cell:
        return ErrorCell(cell["e"])
    return datetime.fromisoformat(cell["t"]) if "t" in cell else date.fromisoformat(cell["d"])
