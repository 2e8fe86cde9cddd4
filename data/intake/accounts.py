"""Every row of a file accounted for, and its own JUMLAH walked to ours line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.intake.finding import Block, Column
from data.intake.report import Record, Report
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


def rows_of(report: Report) -> Rows:
    """Count the data rows of a report: ready, waiting for an answer, wrong, standing twice, and the rest."""
    every = {(block.sheet.name, block.sheet.number(row)) for block in report.blocks for row in block.rows}
    records = [record for table in report.tables.values() for record in table.records]
    ready = {_place(record) for name in report.tables for record in report.ready(name)} & every
    wrong = {
        (issue.sheet, issue.row) for issue in report.findings.errors if issue.severity == "error"
    } & every
    waiting = {_place(r) for r in records if not r.bad and (not r.ready or report.waiting)} & every
    wrong -= ready
    waiting -= ready | wrong
    twice = sum(count for (code, _, _), count in report.findings.notes.items() if code == "exact_duplicate")
    skipped = sum(count for (code, _, _), count in report.findings.notes.items() if code == "skipped")
    other = len(every) - len(ready) - len(wrong) - len(waiting) - twice
    if other < 0:
        twice, other = max(twice + other, 0), 0
    return Rows(len(every), len(ready), len(waiting), len(wrong), twice, other, skipped)


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
    """From the file's JUMLAH (`said`) to ours; `heading` is the column's, `people` whether workers are counted."""

    heading: str
    said: int
    steps: tuple[Step, ...]
    ours: int
    people: bool


def walk(report: Report) -> Walk | None:
    """The walk of the first table that has a JUMLAH of its measure; None when the file has none."""
    for block in report.blocks:
        column = _measure(block)
        if column is not None and block.totals:
            found = _walk(report, block, column)
            if found is not None:
                return found
    return None


def _measure(block: Block) -> Column | None:
    names = _MEASURES.get(block.table, ())
    return next(
        (column for name in names if (column := block.first(name)) is not None and not column.month), None
    )


def _walk(report: Report, block: Block, column: Column) -> Walk | None:
    cells = dict(zip(block.rows, block.sheet.column(column.index, block.rows), strict=True))
    people = column.field in _PEOPLE
    reader = Amounts(
        evidence({c for c in cells.values() if isinstance(c, str)}), column.scale, people, negative=True
    )
    values = {row: _value(reader, cell) for row, cell in cells.items()}
    said = _said(block, column, reader, sum(values.values()))
    if said is None:
        return None
    name, number = block.sheet.name, block.sheet.number
    of = {(name, number(row)): row for row in block.rows}
    # In a text file everything is text, and no sum has left anything out.
    typed = any(isinstance(cell, (int, float)) for cell in cells.values())
    as_text = [row for row, cell in cells.items() if typed and isinstance(cell, str) and values[row]]
    ready = {of[p] for p in {_place(r) for r in report.ready(block.table)} if p in of}
    wrong = {
        of[p] for p in {(i.sheet, i.row) for i in report.findings.errors if i.severity == "error"} if p in of
    } - ready
    known = {_place(r) for r in report.tables[block.table].records}
    waiting = {of[p] for p in known if p in of} - ready - wrong
    twice = set(block.rows) - ready - wrong - waiting
    ours = sum(
        record.values.get(column.field) or 0 for record in report.ready(block.table) if record.sheet == name
    )
    steps = [
        Step("as_text", len(as_text), sum(values[row] for row in as_text)),
        Step("wrong", len(wrong), -sum(values[row] for row in wrong)),
        Step("waiting", len(waiting), -sum(values[row] for row in waiting)),
        Step("twice", len(twice), -sum(values[row] for row in twice)),
    ]
    rest = ours - said - sum(step.amount for step in steps)
    if abs(rest) > 0:
        without_text = ours - said - sum(step.amount for step in steps[1:])
        if without_text == 0:
            steps, rest = steps[1:], 0
    unexplained = [Step("unexplained", 0, rest)] if rest else []
    return Walk(
        column.heading, said, tuple(step for step in (*steps, *unexplained) if step.amount), ours, people
    )


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
