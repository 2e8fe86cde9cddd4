"""What is to be done to the cells of a sheet before it goes back: marked with a comment, or emptied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.intake.finding import Block, forget_people, without_people
from data.intake.masking import IDENTITY
from data.intake.reading import Sheet, Workbook, position
from data.intake.report import Issue, Report

ERROR, WARNING = "error", "warning"
# Fills, as Excel writes colours: red for what is left out, yellow for what is kept and named.
FILLS = {ERROR: "FFFFC7CE", WARNING: "FFFFEB9C"}
AUTHOR = "Peta Patuh"

# A cell of a sheet, row and column counted from 0.
Place = tuple[int, int]


@dataclass
class Changes:
    """What changes in one sheet: comments and fills by cell, and the new text of cells that held a person."""

    comments: dict[Place, str] = field(default_factory=dict)
    fills: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)


def changes(workbook: Workbook, report: Report) -> dict[str, Changes]:
    """What changes in each sheet of the file as it was read; what held a person is emptied there too."""
    found = {sheet.name: Changes() for sheet in workbook}
    refused = {sheet for (code, sheet, _) in report.findings.notes if code == "person_sheet_refused"}
    for sheet in workbook:
        blocks = [block for block in report.blocks if block.sheet.name == sheet.name]
        _forget(sheet, blocks, found[sheet.name], everything=sheet.name in refused)
    for issue in report.findings.errors:
        if issue.sheet in found and issue.column:
            sheet = next(sheet for sheet in workbook if sheet.name == issue.sheet)
            _mark(sheet, issue, found[issue.sheet])
    return found


def _mark(sheet: Sheet, issue: Issue, changed: Changes) -> None:
    row = sheet.lines.index(issue.row) if sheet.lines else issue.row - 1
    place = _shown(sheet, (row, position(issue.column)))
    said = issue.message
    before = changed.comments.get(place, "")
    changed.comments[place] = f"{before}\n{said}" if before else said
    if changed.fills.get(place) != ERROR:
        changed.fills[place] = issue.severity


def _shown(sheet: Sheet, place: Place) -> Place:
    """The cell that shows what stands at a place: of merged cells the first."""
    row, column = place
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return place


def _forget(sheet: Sheet, blocks: Sequence[Block], changed: Changes, *, everything: bool) -> None:
    """Note the new text of each cell that held a person, and empty it in the sheet."""
    before = [list(row) for row in sheet.cells]
    if everything:
        for row, cells in enumerate(before):
            changed.texts |= {
                (row, column): "" for column, cell in enumerate(cells) if cell not in ("", None)
            }
        sheet.cells[:] = [[] for _ in before]
        return
    for block in blocks:
        forget_people(replace(block, sheet=sheet))
        _count(sheet, block, before, changed)
    if not blocks:
        _forget_identities(sheet)
    for row, cells in enumerate(sheet.cells):
        if cells != before[row]:
            changed.texts |= {
                (row, at): str(cell) for at, cell in enumerate(cells) if cell != before[row][at]
            }


def _count(sheet: Sheet, block: Block, before: list[list[object]], changed: Changes) -> None:
    """Say at the heading of a column of people how many of its cells were emptied."""
    for column in block.columns:
        if column.field in ("person", "contact"):
            rows = before[block.header[1] + 1 : block.end or len(before)]
            held = sum(column.index < len(cells) and cells[column.index] not in ("", None) for cells in rows)
            if held:
                said = f"{held} isian dikosongkan: data orang tidak disimpan dan tidak dikirim kembali."
                changed.comments[_shown(sheet, (block.header[1], column.index))] = said


def _forget_identities(sheet: Sheet) -> None:
    """Take identity numbers out of a sheet that no table takes."""
    for index in range(sheet.width):
        for row, cell in enumerate(sheet.whole(index)):
            if isinstance(cell, str) and IDENTITY.search(cell):
                sheet.put(row, index, without_people(cell))
