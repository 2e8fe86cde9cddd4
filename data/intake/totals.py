"""The file's own JUMLAH against the rows above it, and where the difference comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.intake.assembling import Context, readings_of
from data.intake.finding import Block, Column
from data.intake.report import Question, Report
from data.intake.values import Amounts, evidence, is_empty

_ADDED = (
    "workers",
    "wages",
    "due_jkk",
    "due_jkm",
    "due_jht",
    "due_jp",
    "due",
    "paid",
    "target",
    "active",
    "value",
    "recovered",
    "workers_known",
    "workers_part",
    "rupiah",
)
_PEOPLE = ("workers", "target", "active", "workers_known", "workers_part")


@dataclass(frozen=True)
class Total:
    """One column's JUMLAH: what the file says, what its rows add up to, and how much of that is kept as text.

    Amounts in the file's own unit times `scale`; rows that the numbers cannot be read of are not in `rows`.
    """

    sheet: str
    column: str
    heading: str
    said: int
    rows: int
    as_text: int
    text_cells: int

    @property
    def explained(self) -> bool:
        """Whether the file's sum leaves out just the numbers that are kept as text, as Excel's SUM does."""
        return self.as_text > 0 and abs(self.said - (self.rows - self.as_text)) <= 1


def compare_totals(blocks: Sequence[Block], report: Report, context: Context) -> list[Total]:
    """The totals that do not add up. Asks: total_mismatch, once, where Excel has left out numbers kept as text."""
    found = [total for block in blocks for total in _of_block(block)]
    different = [total for total in found if total.said != total.rows]
    explained = [total for total in different if total.explained]
    if explained and not any(column.month for block in blocks for column in block.columns):
        first = explained[0]
        cells = sum(total.text_cells for total in explained)
        context.ask(
            Question(
                "total_mismatch",
                f"JUMLAH di berkas lebih kecil dari jumlah barisnya: {cells} sel tersimpan sebagai teks, dan Excel melewatinya. "
                "Pakai jumlah baris?",
                first.sheet,
                first.column,
                blocks="nothing",
                choices=(("rows", "Pakai jumlah baris"),),
                default="rows",
            )
        )
    return found


def _of_block(block: Block) -> list[Total]:
    """The totals of a block: a JUMLAH row sums the rows above it, up to the last one that is no sub total of it."""
    totals: list[Total] = []
    for column in block.columns:
        if column.field in _ADDED:
            totals += _of_column(block, column)
    return totals


def _of_column(block: Block, column: Column) -> list[Total]:
    cells = block.sheet.column(column.index, block.rows)
    texts = {cell for cell in cells if cell.__class__ is str}
    reader = Amounts(evidence(texts), column.scale, people=False, negative=True)
    said = [(row, _value(reader, block.sheet.cell(row, column.index))) for row in block.totals]
    given = [(row, value) for row, value in said if value is not None]
    if not given:
        return []
    amounts = (value if isinstance(value, int) else None for value in readings_of(cells, reader)[0])
    # In a text file everything is text, and no sum has left anything out.
    typed = any(isinstance(cell, (int, float)) for cell in cells)
    values = [
        (row, value, typed and cell.__class__ is str)
        for row, cell, value in zip(block.rows, cells, amounts, strict=True)
    ]
    last = given[-1]
    whole = _total(block, column, values, 0, last[1] or 0)
    if len(given) == 1 or whole.said == whole.rows or whole.explained:
        return [whole]
    starts = [0, *(row for row, _ in given)]
    return [
        _total(block, column, [value for value in values if start < value[0] < row], 0, amount or 0)
        for start, (row, amount) in zip(starts, given, strict=False)
    ]


def _value(reader: Amounts, cell: object) -> int | None:
    value = None if is_empty(cell) else reader.read(cell).value
    return value if isinstance(value, int) else None


def _total(
    block: Block, column: Column, values: Sequence[tuple[int, int | None, bool]], start: int, said: int
) -> Total:
    as_text = [value for _, value, text in values if text and value]
    return Total(
        block.sheet.name,
        column.letter,
        column.heading,
        said,
        sum(value or 0 for _, value, _ in values),
        sum(as_text),
        len(as_text),
    )
