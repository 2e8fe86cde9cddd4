"""Construction projects (jasa konstruksi): what they cost, who works there, from when until when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from data.intake.assembling.blanks import ask_blank
from data.intake.assembling.gathering import Call, Context, Gathering, Words, amounts, days
from data.intake.assembling.placing import place
from data.intake.assembling.titled import title_region
from data.intake.assembling.twins import settle_twins
from data.intake.finding import Block
from data.intake.report import Record, Table
from data.intake.values import read_key, read_text
from data.words import Sentence

_COLUMNS = (
    "project",
    "name",
    "region",
    "kecamatan",
    "funding",
    "value",
    "workers",
    "started_on",
    "ends_on",
    "registered_on",
    "due",
    "paid",
    "paid_on",
    "contractor",
)


def projects(blocks: Sequence[Block], context: Context) -> Table:
    """The table of all blocks. Asks: date_order, region, no_values, duplicate."""
    records: list[Record] = []
    given: set[str] = set()
    for block in blocks:
        gathering = Gathering.of(block, context)
        _fill(gathering)
        records += gathering.records
        given |= set(gathering.given)
    records = settle_twins(
        records, lambda record: record.values.get("project"), context, blocks[0], "project", _said
    )
    return Table("projects", tuple(name for name in _COLUMNS if name in given), records)


def _said(record: Record) -> Sentence:
    return Sentence("Proyek {number}", number=str(record.values.get("project")))


def _fill(gathering: Gathering) -> None:
    block = gathering.block
    numbered = gathering.read("project", Call(read_key), required=True)
    if not gathering.read("name", Call(read_text), required=True):
        _name_by_number(gathering)
    gathering.read("contractor", Call(read_text))
    place(gathering, title_region=title_region(block))
    gathering.read("funding", Words("funding"), required=True)
    gathering.read("value", amounts(gathering, block.all("value")), required=True)
    gathering.read("workers", amounts(gathering, block.all("workers"), people=True), required=True)
    gathering.read("started_on", days(gathering, "started_on", ahead=True), required=True)
    gathering.read("ends_on", days(gathering, "ends_on", ahead=True), required=True)
    gathering.read("registered_on", days(gathering, "registered_on"))
    for name in ("due", "paid"):
        gathering.read(name, amounts(gathering, block.all(name)))
    gathering.read("paid_on", days(gathering, "paid_on"))
    paid = block.first("paid")
    if paid is not None and {"due", "paid"} <= set(gathering.given):
        ask_blank(gathering.records, paid, gathering.context)
    if not numbered:
        _make_numbers(gathering)
    _check_order(gathering)
    _check_paid(gathering)


def _name_by_number(gathering: Gathering) -> None:
    """A project that has only a number is called by it."""
    gathering.given.append("name")
    for record in gathering.records:
        record.values["name"] = record.values.get("project")


def _make_numbers(gathering: Gathering) -> None:
    """A key of our own where the list has no number: the same name, place and first day get the same one next time."""
    gathering.given.append("project")
    for record in gathering.records:
        said = "|".join(str(record.values.get(name)) for name in ("name", "region", "started_on"))
        record.values["project"] = f"P-{hashlib.sha256(said.casefold().encode()).hexdigest()[:12].upper()}"
    gathering.found.note("key_made", gathering.sheet, count=len(gathering.records))


def _check_order(gathering: Gathering) -> None:
    column = gathering.block.first("ends_on")
    if column is None:
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        start, end = record.values.get("started_on"), record.values.get("ends_on")
        if start and end and end < start and not any(question.open for question in record.waits):
            gathering.wrong("order", record, column, cell)


def _check_paid(gathering: Gathering) -> None:
    column = gathering.block.first("paid")
    if column is None or "due" not in gathering.given:
        return
    for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
        due, paid = record.values.get("due"), record.values.get("paid")
        if not record.bad and due is not None and paid is not None and paid > due:
            gathering.warn("paid_over_due", record, column, cell)
