"""Which sheets of a file are taken: lists of ours, and neither lists of people nor sums of other sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data.intake.assembling import Context
from data.intake.finding import Block, fill_down, find_block, lists_people, map_block, sections, sort_rows
from data.intake.reading import Refused, Sheet, Workbook
from data.intake.reading.progress import tell
from data.intake.report import Question
from data.intake.values import is_empty, plain
from data.words import Sentence

_SUMMARY = re.compile(r"rekap|ringkas|rangkum|summary|resume|total|dashboard|grafik", re.I)
# A sheet without known headings that has more rows than these, with so many cells each, is some list.
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
# A sheet that names so many others has a row for each of them.
_FEWEST_NAMED = 2
# Lists whose rows are no sums, whatever their sheet is called.
_NEVER_SUMS = ("agreements", "events", "service_points", "service_areas", "minimum_wages", "workforce")
_PERSONS = (
    "Berkas ini daftar orang (NIK, KPJ, nama atau upah pekerja). Bawalah jumlah per pemberi kerja; tidak ada isi "
    "berkas ini yang disimpan."
)


def lists_in(workbook: Workbook, name: str, mapping: Mapping[str, str], context: Context) -> list[Block]:
    """The tables of the file, without sheets of people, hidden sheets and summaries. Raises Refused persons."""
    blocks: list[Block] = []
    people, unknown = 0, []
    for sheet in workbook:
        tell(0.5, Sentence("Mencari tabel di lembar {sheet}", sheet=sheet.name))
        for code, count in sheet.notes:
            context.found.note(code, sheet.name, count=count)
        context.found.note("stray_cell", sheet.name, count=sheet.stray)
        block = find_block(sheet)
        if lists_people(sheet, block):
            people += 1
            context.found.note("person_sheet_refused", sheet.name)
        elif block is not None:
            blocks += _taken(block, sheet, name, mapping, context, others=_others(workbook, sheet))
        elif not sheet.hidden and not _SUMMARY.search(sheet.name) and _looks_like_list(sheet):
            unknown.append(sheet)
    if people and not blocks:
        raise Refused("persons", _PERSONS)
    for sheet in unknown if blocks else []:
        _ask_not_held(sheet, 0, context)
    return blocks


def _looks_like_list(sheet: Sheet) -> bool:
    """Whether a sheet without known headings has several rows of several cells: more than a cover or a note."""
    filled = [sum(not is_empty(cell) for cell in cells) for cells in sheet.cells]
    return sum(cells >= _FEWEST_CELLS for cells in filled) > _FEWEST_ROWS


def _taken(
    block: Block,
    sheet: Sheet,
    name: str,
    mapping: Mapping[str, str],
    context: Context,
    *,
    others: Sequence[str],
) -> list[Block]:
    if not map_block(block, name, mapping):
        _not_taken(block, sheet, context, others)
        return []
    fill_down(block)
    sort_rows(block)
    if not block.rows:
        return []
    if others and _SUMMARY.search(sheet.name) and _only_sums(block):
        context.found.note("summary_sheet", sheet.name)
        return []
    if sheet.hidden:
        question = context.ask(
            Question(
                "hidden_sheet",
                Sentence("Lembar {sheet} tersembunyi. Lewati?", sheet=sheet.name),
                sheet.name,
                blocks="nothing",
                choices=(("leave out", Sentence("Lewati")), ("include", Sentence("Ikutkan"))),
                default="leave out",
            )
        )
        if str(question.given).casefold() not in ("include", "ikutkan", "take"):
            return []
    return sections(block) + _below(block, name, mapping, context)


def _below(block: Block, name: str, mapping: Mapping[str, str], context: Context) -> list[Block]:
    """The lists below a block that have headings of their own, where a table takes them."""
    other = find_block(block.sheet, block.end) if block.end else None
    if other is None or not map_block(other, name, mapping) or _only_sums(other):
        return []
    fill_down(other)
    sort_rows(other)
    return [other, *_below(other, name, mapping, context)] if other.rows else []


def _only_sums(block: Block) -> bool:
    """Whether a sheet called a summary has no rows of its own: no employers, or employers without months."""
    if block.table == "contributions":
        return block.first("blth") is None and not any(column.month for column in block.columns)
    if block.table in _NEVER_SUMS:
        return False
    return block.first("npp") is None and block.first("nib") is None


def _others(workbook: Workbook, sheet: Sheet) -> list[str]:
    """The names of the other sheets."""
    return [other.name for other in workbook if other is not sheet]


def _not_taken(block: Block, sheet: Sheet, context: Context, others: Sequence[str]) -> None:
    """A sheet that no table takes: a summary is told, anything else is asked about."""
    if sheet.hidden:
        return
    if others and (_SUMMARY.search(sheet.name) or _sums_sheets(sheet, block, others)):
        context.found.note("summary_sheet", sheet.name)
        return
    _ask_not_held(sheet, block.header[1] + 1, context)


def _sums_sheets(sheet: Sheet, block: Block, others: Sequence[str]) -> bool:
    """Whether a sheet has a row for each of several other sheets, or calls itself a recap and is as short as one."""
    rows = sheet.cells[block.header[1] + 1 :]
    said = {plain(cell) for cells in rows for cell in cells if isinstance(cell, str)}
    if len(said & {plain(name) for name in others}) >= _FEWEST_NAMED:
        return True
    filled = sum(any(not is_empty(cell) for cell in cells) for cells in rows)
    return bool(_SUMMARY.search(" ".join(block.titles))) and filled <= len(others) + _FEWEST_ROWS


def _ask_not_held(sheet: Sheet, first: int, context: Context) -> None:
    rows = sum(any(not is_empty(cell) for cell in cells) for cells in sheet.cells[first:])
    if rows:
        context.ask(
            Question(
                "not_held",
                Sentence(
                    "Lembar {sheet} ({rows} baris) tidak cocok dengan tabel mana pun, dan dilewati."
                    if sheet.name
                    else "Lembar ini ({rows} baris) tidak cocok dengan tabel mana pun, dan dilewati.",
                    sheet=sheet.name,
                    rows=rows,
                ),
                sheet.name,
                blocks="nothing",
                choices=(("leave out", Sentence("Lewati")),),
                default="leave out",
            )
        )
