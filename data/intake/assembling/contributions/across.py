"""Months across: a column or two for each month, a row for each employer.

A wrong cell costs its month alone, not its employer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.intake.assembling.blanks import ask_blank
from data.intake.assembling.gathering import Gathering, Reader, amounts, days
from data.intake.assembling.registered import read_npps
from data.intake.assembling.titled import title_year
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.intake.values import as_month, is_empty
from data.words import Sentence

_NAMES = ("due", "paid", "workers", "wages")
Columns = Mapping[str, Column]


def across(gathering: Gathering) -> list[Record]:
    """A record for each employer and month that has an amount. Asks: missing_column (the year), blank_meaning."""
    read_npps(gathering)
    question = _ask_year(gathering)
    readers = {name: _reader(gathering, name) for name in _NAMES}
    made: list[Record] = []
    for month, columns in sorted(_by_month(gathering, question).items()):
        if month > f"{gathering.context.today:%Y-%m}":
            _tell_future(gathering, columns, readers)
        else:
            made += _of_month(gathering, month, columns, readers)
            gathering.given += list(columns)
    gathering.given.append("blth")
    if question is not None:
        for record in made:
            record.waits.append(question)
    return sorted(made, key=lambda record: record.row)


def _reader(gathering: Gathering, name: str) -> Reader:
    columns = [column for column in gathering.block.columns if column.month and column.field == name]
    return amounts(gathering, columns, people=name == "workers")


def _ask_year(gathering: Gathering) -> Question | None:
    """Months without a year anywhere: which one is asked, and nothing is published without it."""
    columns = [column for column in gathering.block.columns if column.month and column.field]
    if all(column.year for column in columns) or title_year(gathering.block, gathering.context):
        return None
    return gathering.context.ask(
        Question(
            "missing_column",
            Sentence("Berkas ini menyebut bulan tanpa tahunnya. Tahun berapa?"),
            gathering.sheet,
            blocks="file",
            key="year",
        ),
        lambda answer: str(answer).isdigit(),
    )


def _by_month(gathering: Gathering, question: Question | None) -> dict[str, dict[str, Column]]:
    """The columns of each month by field. Until the year is answered, the months are those of the last whole year."""
    year = title_year(gathering.block, gathering.context)
    if question is not None:
        said = str(question.answer or "")
        year = int(said) if said.isdigit() else gathering.context.today.year - 1
    found: dict[str, dict[str, Column]] = {}
    for column in gathering.block.columns:
        if column.month and column.field in (*_NAMES, "paid_on"):
            month = as_month(column.year or year, column.month)
            found.setdefault(month, {}).setdefault(column.field, column)
    return found


def _tell_future(gathering: Gathering, columns: Columns, readers: Mapping[str, Reader]) -> None:
    """An amount in a month that has not come is told at its cell; an empty one, or zero, is none."""
    for name, column in columns.items():
        if name == "paid_on":
            continue
        for record, cell in zip(gathering.records, gathering.cells(column), strict=True):
            if not record.bad and not is_empty(cell) and readers[name].read(cell).value not in (0, None):
                gathering.found.error("future", record.sheet, record.row, column, cell)


def _of_month(
    gathering: Gathering, month: str, columns: Columns, readers: Mapping[str, Reader]
) -> list[Record]:
    cells = {name: gathering.cells(column) for name, column in columns.items()}
    records: list[Record] = []
    rows: list[int] = []
    for at, base in enumerate(gathering.records):
        if not base.bad and any(not is_empty(cells[name][at]) for name in cells):
            values = {"npp": base.values["npp"], "_division": base.values["_division"], "blth": month}
            records.append(Record(base.sheet, base.row, values))
            rows.append(at)
    for name, column in columns.items():
        reader = days(gathering, "paid_on") if name == "paid_on" else readers[name]
        gathering.read_column(column, name, reader, records, [cells[name][at] for at in rows])
    if "paid" in columns:
        ask_blank(records, columns["paid"], gathering.context)
    _check(gathering, columns, records)
    return [record for record in records if _says_something(record)]


def _check(gathering: Gathering, columns: Columns, records: Sequence[Record]) -> None:
    npps = gathering.context.register.by_npp
    for record in records:
        due, paid = record.values.get("due"), record.values.get("paid")
        if record.bad:
            continue
        if due is None and "due" in columns and paid and not record.waits:
            gathering.wrong("missing", record, columns["due"], "")
        elif due is not None and "paid" in columns and (paid or 0) > due:
            gathering.warn("paid_over_due", record, columns["paid"], paid)
        count, employer = record.values.get("workers"), npps.get(record.values["npp"])
        if count and employer is not None and employer.workers and count > employer.workers:
            gathering.warn("workers_over_registered", record, columns["workers"], count)


def _says_something(record: Record) -> bool:
    amounts_given = (record.values.get(name) for name in _NAMES)
    return record.bad or bool(record.waits) or any(amount is not None for amount in amounts_given)
