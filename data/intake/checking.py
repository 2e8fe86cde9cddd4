"""One file, read for one office: from its bytes to what could be published, what is wrong, and what must be asked."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from data.intake.answers import Answers
from data.intake.assembling import Context, assembled
from data.intake.belonging import refuse_others
from data.intake.edits import Edits
from data.intake.finding import (
    Block,
    Column,
    contacts_in,
    fill_down,
    find_block,
    forget_people,
    lists_people,
    map_block,
    sections,
    sort_rows,
)
from data.intake.reading import Refused, Sheet, Workbook, read_file
from data.intake.reading.progress import Progress, tell, telling
from data.intake.register import Register
from data.intake.report import Findings, Question, Report
from data.intake.totals import compare_totals
from data.intake.values import is_empty, plain
from data.places import areas_of
from data.tables import Facts
from data.words import Sentence

_SUMMARY = re.compile(r"rekap|ringkas|summary|resume|total|dashboard|grafik", re.I)
# Lists that an agency makes for a whole province: regions of others are no mistake in them.
_OF_PROVINCES = ("minimum_wages", "workforce")
# A sheet without known headings that has more rows than these, with so many cells each, is some list.
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
# Lists whose rows are no sums, whatever their sheet is called.
_NEVER_SUMS = ("agreements", "events", "service_points", "service_areas", "minimum_wages", "workforce")
_PERSONS = (
    "Berkas ini daftar orang (NIK, KPJ, nama atau upah pekerja). Bawalah jumlah per pemberi kerja; tidak ada isi "
    "berkas ini yang disimpan."
)
_NO_TABLE = "Tidak ada tabel yang dikenali di berkas ini. Periksa apakah judul kolomnya ada, lalu simpan lagi di Excel."


@dataclass(frozen=True)
class Desk:
    """Where files are brought: the office, the day, what is published, and the facts in force."""

    office: str
    today: date
    register: Register
    facts: Facts
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def area(self) -> frozenset[str]:
        """The regions that the office serves today."""
        return frozenset(areas_of(self.facts, self.office, self.today)["region"])

    @property
    def offices(self) -> dict[str, str]:
        """Codes of offices by their name and code, folded."""
        named = {}
        for row in self.facts.offices.to_dict("records"):
            for text in (row["code"], row["name"], f"KC {row['name']}"):
                named[plain(str(text)).removeprefix("kantor")] = row["code"]
        return named


def check(
    content: bytes,
    name: str,
    desk: Desk,
    answers: Answers | None = None,
    edits: Edits | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read one file. Its name matters only as a hint; nothing of a refused file is kept in the report.

    `progress` is called with how much is done (0 to 1) and what is being done; what it raises ends the reading.
    """
    return check_workbook(lambda: read_file(content), name, desk, answers, edits, progress)


def check_workbook(
    read: Callable[[], Workbook],
    name: str,
    desk: Desk,
    answers: Answers | None = None,
    edits: Edits | None = None,
    progress: Progress | None = None,
) -> Report:
    """What `check` says of a workbook that `read` gives; what it refuses is refused here."""
    report = Report(name, answered=answers is not None and bool(answers.given))
    try:
        with _no_collection(), telling(progress):
            _check_workbook(read(), name, desk, answers or Answers(), edits or Edits(), report)
    except Refused as refusal:
        report = Report(name, report.answered)
        # What a library said of the file, and the frames that held its cells, go with it.
        report.refused, report.refused_code = (
            Refused(refusal.code, refusal.template, **refusal.values),
            refusal.code,
        )
    return report


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without looking for garbage: a million cells are made and kept, and each search walks over all of them.

    Afterwards they count as old at once, so that switching the search on again does not begin with one over them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _check_workbook(
    workbook: Workbook, name: str, desk: Desk, answers: Answers, edits: Edits, report: Report
) -> None:
    found = report.findings
    edits.put_into(workbook)
    context = Context(desk.office, desk.area, desk.today, desk.register, answers, found, name)
    blocks = _blocks(workbook, name, desk, context)
    if not blocks and not any(question.code == "not_held" for question in found.questions):
        raise Refused("empty", _NO_TABLE)
    refuse_others(blocks, context, desk.facts)
    report.blocks = blocks
    for block in blocks:
        _skip(block, edits, found)
        _ask_hidden_rows(block, context)
        _note_rows(block, found)
        found.note("contact_dropped", block.sheet.name, count=forget_people(block))
    tell(0.6, Sentence("Membaca kolom"))
    report.tables = assembled(blocks, context, desk.offices)
    _hold_hidden(report)
    tell(0.95, Sentence("Membandingkan dengan JUMLAH"))
    report.totals = compare_totals(blocks, report, context)


def _skip(block: Block, edits: Edits, found: Findings) -> None:
    """Rows that somebody skips are no rows any more; how many is told."""
    if not edits.skipped:
        return
    kept = [row for row in block.rows if not edits.skips(block.sheet, row)]
    found.note("skipped", block.sheet.name, count=len(block.rows) - len(kept))
    block.rows = kept


def _blocks(workbook: Workbook, name: str, desk: Desk, context: Context) -> list[Block]:
    """The tables of the file, without sheets of people, hidden sheets and summaries."""
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
            blocks += _taken(block, sheet, name, desk, context, alone=len(workbook.sheets) == 1)
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
    block: Block, sheet: Sheet, name: str, desk: Desk, context: Context, *, alone: bool
) -> list[Block]:
    if not map_block(block, name, desk.mapping):
        _not_taken(block, sheet, context, alone=alone)
        return []
    fill_down(block)
    sort_rows(block)
    if not block.rows:
        return []
    if not alone and _SUMMARY.search(sheet.name) and _only_sums(block):
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
    return sections(block) + _below(block, name, desk, context)


def _below(block: Block, name: str, desk: Desk, context: Context) -> list[Block]:
    """The lists below a block that have headings of their own, where a table takes them."""
    other = find_block(block.sheet, block.end) if block.end else None
    if other is None or not map_block(other, name, desk.mapping) or _only_sums(other):
        return []
    fill_down(other)
    sort_rows(other)
    return [other, *_below(other, name, desk, context)] if other.rows else []


def _only_sums(block: Block) -> bool:
    """Whether a sheet called a summary has no rows of its own: no employers, or employers without months."""
    if block.table == "contributions":
        return block.first("blth") is None and not any(column.month for column in block.columns)
    if block.table in _NEVER_SUMS:
        return False
    return block.first("npp") is None and block.first("nib") is None


def _not_taken(block: Block, sheet: Sheet, context: Context, *, alone: bool) -> None:
    """A sheet that no table takes: a summary is told, anything else is asked about."""
    if sheet.hidden:
        return
    if not alone and (_SUMMARY.search(sheet.name) or _SUMMARY.search(" ".join(block.titles))):
        context.found.note("summary_sheet", sheet.name)
        return
    _ask_not_held(sheet, block.header[1] + 1, context)


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


def _ask_hidden_rows(block: Block, context: Context) -> None:
    """Rows that a filter hides: do they belong to the list?"""
    sheet = block.sheet
    hidden = [row for row in block.rows if row in sheet.hidden_rows]
    if not hidden:
        return
    question = context.ask(
        Question(
            "hidden_rows",
            Sentence(
                "{count} baris tersembunyi (saringan masih terpasang). Ikut dihitung?", count=len(hidden)
            ),
            sheet.name,
            rows=[sheet.number(row) for row in hidden],
            choices=(("include", Sentence("Ikutkan")), ("leave out", Sentence("Lewati"))),
        )
    )
    if question.answer is not None and str(question.answer).casefold() not in (
        "include",
        "ikutkan",
        "take",
        "yes",
    ):
        block.rows = [row for row in block.rows if row not in sheet.hidden_rows]


def _hold_hidden(report: Report) -> None:
    """Rows that are hidden wait for the answer about them."""
    for question in report.findings.questions:
        if question.code == "hidden_rows":
            rows = set(question.rows)
            for table in report.tables.values():
                for record in table.records:
                    if record.sheet == question.sheet and record.row in rows:
                        record.waits.append(question)


def _note_rows(block: Block, found: Findings) -> None:
    """What was no data, what was dropped because it is about people, and columns that are hidden."""
    sheet = block.sheet
    for code, count in block.notes.items():
        if code != "column_numbers":
            found.note(code, sheet.name, count=count)
    for column in block.columns:
        _note_column(block, column, found)
    if any(column.scale > 1 for column in block.columns):
        found.note("unit_scaled", sheet.name)


def _note_column(block: Block, column: Column, found: Findings) -> None:
    name, dropped = block.sheet.name, {"person": "person_dropped", "contact": "contact_dropped"}
    if column.field in dropped:
        found.note(dropped[column.field], name, column.letter)
    elif not column.field or column.field == "address":
        contacts = contacts_in(block.sheet.column(column.index, block.rows))
        found.note("contact_dropped", name, column.letter, contacts)
    if column.hidden:
        found.note("hidden_column", name, column.letter)
