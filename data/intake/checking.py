"""One file, read for one office: from its bytes to what could be published, what is wrong, and what must be asked."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from data.intake.answers import Answers
from data.intake.assembling import Context, assembled
from data.intake.belonging import refuse_others
from data.intake.choosing import lists_in
from data.intake.edits import Edits
from data.intake.finding import (
    Block,
    Column,
    contacts_in,
    forget_people,
)
from data.intake.reading import Refused, Workbook, read_file
from data.intake.reading.progress import Progress, tell, telling
from data.intake.register import Register
from data.intake.report import Findings, Question, Report
from data.intake.totals import compare_totals
from data.intake.values import plain
from data.places import areas_of
from data.tables import Facts
from data.words import Sentence

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
    blocks = lists_in(workbook, name, desk.mapping, context)
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
    """Rows that somebody skips, or that are published and would count twice, are left out; how many is told."""
    skipped = [row for row in block.rows if edits.skipped and edits.skips(block.sheet, row)]
    published = [row for row in block.rows if edits.published and edits.has_published(block.sheet, row)]
    found.note("skipped", block.sheet.name, count=len(skipped))
    found.note("published_before", block.sheet.name, count=len({*published} - {*skipped}))
    block.leave_out(sorted({*skipped, *published}))


def _ask_hidden_rows(block: Block, context: Context) -> None:
    """Rows that a filter hides: do they belong to the list?"""
    sheet = block.sheet
    hidden = [row for row in block.rows if row in sheet.hidden_rows]
    if not hidden:
        return
    question = context.ask(
        Question(
            "hidden_rows",
            Sentence("{count} baris tersembunyi (filter masih terpasang). Ikut dihitung?", count=len(hidden)),
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
        block.leave_out(hidden)


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
