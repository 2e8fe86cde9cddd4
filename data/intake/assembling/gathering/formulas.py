"""Formulas whose values were not saved: they have none, and none is ever taken for zero."""

from __future__ import annotations

from collections.abc import Sequence

from data.intake.assembling.gathering.context import Context
from data.intake.finding import Block, Column
from data.intake.report import Question, Record
from data.intake.values import is_empty
from data.words import Sentence

_NEVER_ALL_ZERO = ("workers", "wages", "due", "value")
_FEWEST = 3


def without_values(block: Block, column: Column, context: Context) -> bool:
    """Whether a column holds formulas without saved values: then it stays empty. Asks: no_values.

    Old workbooks (.xls) do not say where formulas are, and have 0 or nothing there: nobody owes nothing in every row,
    unless the rows are differences to what is published.
    """
    formulas = block.sheet.formulas.get(column.index)
    if formulas is None:
        zeros = column.field in _NEVER_ALL_ZERO and not context.below_zero and _all_zero(block, column)
        if zeros:
            _ask(block, column, context)
        return zeros
    empty = sum(row in formulas.without_value for row in block.rows) * 2 > len(block.rows)
    zero = formulas.all_zero and formulas.count * 2 > len(block.rows)
    if empty or zero:
        _ask(block, column, context)
    return empty or zero


def _all_zero(block: Block, column: Column) -> bool:
    cells = block.sheet.column(column.index, block.rows)
    if len(cells) < _FEWEST:
        return False
    nothing = not block.sheet.tells_formulas
    return all(
        (nothing and is_empty(cell)) or (isinstance(cell, (int, float)) and cell == 0) for cell in cells
    )


def tell_unsaved(block: Block, column: Column, records: Sequence[Record], context: Context) -> None:
    """Single formulas without a saved value in a column that has values. Errors: missing."""
    formulas = block.sheet.formulas.get(column.index)
    if formulas is None or not formulas.without_value:
        return
    by_number = {record.row: record for record in records}
    for row in block.rows:
        record = by_number.get(block.sheet.number(row))
        if row in formulas.without_value and record is not None and not record.bad:
            record.bad = True
            context.found.error("missing", record.sheet, record.row, column, "")


def _ask(block: Block, column: Column, context: Context) -> None:
    """One question a sheet, though several columns have none."""
    sheet = block.sheet.name
    if any(one.code == "no_values" and one.sheet == sheet for one in context.found.questions):
        return
    context.ask(
        Question(
            "no_values",
            Sentence(
                "{column} berisi rumus tanpa nilai tersimpan. Buka dan simpan di Excel lalu bawa lagi, atau "
                "kosongkan?",
                column=column.heading,
            ),
            sheet,
            column.letter,
            blocks="nothing",
            choices=(("leave out", Sentence("Kosongkan kolom ini")),),
            default="leave out",
        )
    )
