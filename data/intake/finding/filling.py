"""Merged cells of the body: a kabupaten over its rows, written into each of them."""

from __future__ import annotations

from data.intake.finding.blocks import Block, Column
from data.intake.finding.mapping import AMOUNTS
from data.intake.values import is_empty, text_of

# What a list says once for the rows below it.
_BETWEEN = ("region", "kecamatan", "trade", "payer")
# Of cases, only what stands beside several of them: a row below is an instalment, and no second case.
_OF_CASES = ("region", "kecamatan", "region_code", "areas")


def fill_down(block: Block) -> None:
    """Write a merged cell of the body into every row that it spans: a kabupaten, a day of visits over its rows.

    An amount that is merged over several rows is one amount, and stays in the first. Where the file does not say
    what was merged, `sort_rows` does the same by what stands in the rows.
    """
    columns = {column.index for column in block.columns if _may_be_filled(block, column)}
    spans = [span for span in block.sheet.merged if span[0] > block.header[1]]
    for top, left, bottom, _ in spans:
        if bottom > top and left in columns:
            _spread(block, left, top, min(bottom, len(block.sheet.cells) - 1))


def _may_be_filled(block: Block, column: Column) -> bool:
    if block.table == "cases":
        return column.field in _OF_CASES
    return bool(column.field) and column.field not in AMOUNTS and not column.word and not column.month


def fill_between(block: Block) -> None:
    """Fill down where a file does not say what was merged (ODS, XLSB, text).

    A column of places that is mostly empty, below values that each stand once, is one of merged cells.
    """
    if block.sheet.merged or not block.rows:
        return
    for column in block.columns:
        if column.field in _BETWEEN and _stands_once(block, column.index):
            _spread_between(block, column.index)


def _stands_once(block: Block, column: int) -> bool:
    """Whether a column begins with a value, is mostly empty, and no value in it comes twice."""
    cells = block.sheet.column(column, block.rows)
    different = {cell for cell in set(cells) if not is_empty(cell)}
    given = [cell for cell in cells if cell in different]
    if not given or is_empty(cells[0]) or len(given) * 2 > len(cells) or len(different) < len(given):
        return False
    return len({text_of(cell).casefold() for cell in different}) == len(given)


def _spread_between(block: Block, column: int) -> None:
    value: object = ""
    for row in block.rows:
        cell = block.sheet.cell(row, column)
        if is_empty(cell):
            block.sheet.put(row, column, value)
            block.count("filled_down")
        else:
            value = cell


def _spread(block: Block, column: int, top: int, bottom: int) -> None:
    value = block.sheet.cell(top, column)
    for row in range(top + 1, bottom + 1):
        if is_empty(block.sheet.cell(row, column)):
            block.sheet.put(row, column, value)
    block.count("filled_down", bottom - top)
