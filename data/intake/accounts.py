"""Every row of a file accounted for, and its own JUMLAH walked to ours line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.intake.finding import Block, Column
from data.intake.report import Record, Report
from data.intake.totals import kept_as_text
from data.intake.values import Amounts, evidence, is_empty

# The column that a table's money or people are counted by, the first that a file has.
_MEASURES: Mapping[str, tuple[str, ...]] = {
    "contributions": ("due", "paid"),
    "projects": ("value",),
    "cases": ("value",),
    "informal": ("target", "active"),
    "employers": ("workers_known",),
}
_PEOPLE = ("target", "active", "workers_known")


@dataclass(frozen=True)
class Rows:
    """The data rows of a file by what becomes of them; they add up to `all`."""

    all: int
    ready: int
    waiting: int
    wrong: int
    twice: int
    other: int
    skipped: int
    published: int


def rows_of(report: Report) -> Rows:
    """Count the data rows of a report: ready, waiting for an answer, wrong, standing twice, published, and the rest."""
    every = {(block.sheet.name, block.sheet.number(row)) for block in report.blocks for row in block.rows}
    records = [record for table in report.tables.values() for record in table.records]
    ready = {_place(record) for name in report.tables for record in report.ready(name)} & every
    wrong = {
        (issue.sheet, issue.row) for issue in report.findings.errors if issue.severity == "error"
    } & every
    waiting = {_place(r) for r in records if not r.bad and (not r.ready or report.waiting)} & every
    wrong -= ready
    waiting -= ready | wrong
    twice, published = (_noted(report, code) for code in ("exact_duplicate", "published_before"))
    left_out = sum(len(block.left_out) for block in report.blocks)
    other = len(every) - len(ready) - len(wrong) - len(waiting) - twice
    if other < 0:
        twice, other = max(twice + other, 0), 0
    counts = (len(ready), len(waiting), len(wrong), twice, other, left_out - published, published)
    return Rows(len(every) + left_out, *counts)


def _noted(report: Report, code: str) -> int:
    """How many rows of all lists have a note."""
    return sum(count for (noted, _, _), count in report.findings.notes.items() if noted == code)


def _place(record: Record) -> tuple[str, int]:
    return record.sheet, record.row


@dataclass(frozen=True)
class Step:
    """One line of the walk: what it is (a code), how many rows or cells, and the amount that it adds."""

    what: str
    count: int
    amount: int


@dataclass(frozen=True)
class Walk:
    """From a list's JUMLAH (`said`) to ours; `heading` is the column's, `people` whether workers are counted."""

    heading: str
    said: int
    steps: tuple[Step, ...]
    ours: int
    people: bool
    sheet: str = ""


def walks(report: Report) -> list[Walk]:
    """A walk for each list in the file that has a JUMLAH of its measure."""
    found = []
    for block in report.blocks:
        column = _measure(block)
        if column is not None and block.totals:
            found.append(_walk(report, block, column))
    return [one for one in found if one is not None]


def _measure(block: Block) -> Column | None:
    names = _MEASURES.get(block.table, ())
    return next(
        (column for name in names if (column := block.first(name)) is not None and not column.month), None
    )


@dataclass(frozen=True)
class _Fates:
    """The rows of a list by what became of them; `rest` were added to others, stand twice, or lie outside the map."""

    ready: frozenset[int]
    wrong: frozenset[int]
    waiting: frozenset[int]
    rest: frozenset[int]


def _fates(report: Report, block: Block) -> _Fates:
    number = block.sheet.number
    of = {(block.sheet.name, number(row)): row for row in block.rows}

    def rows(places: Iterable[tuple[str, int]]) -> frozenset[int]:
        return frozenset(of[place] for place in places if place in of)

    ready = rows(_place(record) for record in report.ready(block.table))
    wrong = rows((i.sheet, i.row) for i in report.findings.errors if i.severity == "error") - ready
    waiting = rows(_place(record) for record in report.tables[block.table].records) - ready - wrong
    return _Fates(ready, wrong, waiting, frozenset(block.rows) - ready - wrong - waiting)


def _walk(report: Report, block: Block, column: Column) -> Walk | None:
    every = sorted([*block.rows, *block.left_out])
    cells = dict(zip(every, block.sheet.column(column.index, every), strict=True))
    people = column.field in _PEOPLE
    texts = {cell for cell in cells.values() if isinstance(cell, str)}
    reader = Amounts(evidence(texts), column.scale, people, negative=True)
    values = {row: _value(reader, cell) for row, cell in cells.items()}
    fates, held = _fates(report, block), _held(report, block, column)
    for row in fates.ready:  # what only an answer made readable
        values[row] = values[row] or held.get(block.sheet.number(row), 0)
    said = _said(block, column, reader, sum(values.values()))
    if said is None:
        return None
    typed = any(isinstance(cell, (int, float)) for cell in cells.values())
    as_text = [row for row, cell in cells.items() if values[row] and kept_as_text(cell, typed)]
    ours = sum(held.values())
    steps = [
        *_own_sum(said, values, as_text),
        _less("wrong", fates.wrong, values),
        _less("waiting", fates.waiting, values),
        _less("skipped", block.left_out, values),
    ]
    rest = ours - said - sum(step.amount for step in steps)
    steps.append(Step("rest" if fates.rest else "unexplained", len(fates.rest), rest))
    shown = tuple(step for step in steps if step.amount)
    return Walk(column.heading, said, shown, ours, people, block.sheet.name)


def _held(report: Report, block: Block, column: Column) -> dict[int, int]:
    """What each row (its number) of a list brings to ours."""
    sheet, numbers = block.sheet, set(map(block.sheet.number, block.rows))
    held: dict[int, int] = {}
    for record in report.ready(block.table):
        if record.sheet == sheet.name and record.row in numbers:
            held[record.row] = held.get(record.row, 0) + (record.values.get(column.field) or 0)
    return held


def _own_sum(said: int, values: Mapping[int, int], as_text: Sequence[int]) -> list[Step]:
    """Why the list's JUMLAH is not the sum of its own rows: numbers kept as text, or it just is another."""
    over = sum(values.values()) - said
    texts = sum(values[row] for row in as_text)
    return [Step("as_text", len(as_text), over) if over == texts else Step("other_sum", 0, over)]


def _less(what: str, rows: Collection[int], values: Mapping[int, int]) -> Step:
    return Step(what, len(rows), -sum(values[row] for row in rows))


def _value(reader: Amounts, cell: object) -> int:
    value = None if is_empty(cell) else reader.read(cell).value
    return value if isinstance(value, int) else 0


def _said(block: Block, column: Column, reader: Amounts, rows: int) -> int | None:
    """The file's own total: the last JUMLAH, or all of them together where each sums the rows above it alone."""
    given = [
        _value(reader, cell)
        for row in block.totals
        if not is_empty(cell := block.sheet.cell(row, column.index))
    ]
    if not given:
        return None
    whole, last = sum(given), given[-1]
    return min((whole, last), key=lambda total: abs(total - rows))
