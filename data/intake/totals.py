"""The file's own JUMLAH against the rows above it, and where the difference comes from."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from data.intake.assembling import Context, readings_of
from data.intake.finding import Block, Column
from data.intake.report import Question, Report
from data.intake.values import Amounts, evidence, is_empty
from data.words import Sentence

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
        return 0 < self.as_text != self.rows and abs(self.said - (self.rows - self.as_text)) <= 1


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
                Sentence(
                    "JUMLAH di berkas lebih kecil dari jumlah barisnya: {cells} sel tersimpan sebagai teks, dan Excel "
                    "melewatinya. Pakai jumlah baris?",
                    cells=cells,
                ),
                first.sheet,
                first.column,
                blocks="nothing",
                choices=(("rows", Sentence("Pakai jumlah baris")),),
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
    said_cells = [(row, block.sheet.cell(row, column.index)) for row in block.totals]
    if all(is_empty(cell) for _, cell in said_cells):
        return []
    cells = block.sheet.column(column.index, block.rows)
    kinds = block.sheet.kinds(column.index)
    texts = block.sheet.texts_in(column.index, block.rows)
    reader = Amounts(evidence(texts), column.scale, people=False, negative=True)
    given = [(row, value) for row, cell in said_cells if (value := _value(reader, cell)) is not None]
    if not given:
        return []
    typed = not kinds.isdisjoint((int, float, bool))
    numbers = block.sheet.numbers_in(column.index, block.rows)
    amounts = cast(list[int | None], readings_of(cells, reader, numbers=numbers)[0])
    values = _Values(cells, amounts, typed)
    whole = _total(block, column, values, slice(None), given[-1][1])
    if len(given) == 1 or whole.said == whole.rows or whole.explained:
        return [whole]
    starts = [0, *(row for row, _ in given)]
    return [
        _total(block, column, values, slice(bisect(block.rows, start), bisect_left(block.rows, row)), amount)
        for start, (row, amount) in zip(starts, given, strict=False)
    ]


@dataclass(frozen=True)
class _Values:
    """The cells of a column with their amounts; `typed`: there are numbers among them."""

    cells: Sequence[object]
    amounts: Sequence[int | None]
    typed: bool

    def as_text(self, part: slice) -> list[int]:
        """The amounts that are kept as text, which Excel's sum leaves out."""
        pairs = zip(self.cells[part], self.amounts[part], strict=True)
        return [amount for cell, amount in pairs if amount and kept_as_text(cell, self.typed)]


def kept_as_text(cell: object, typed: bool) -> bool:
    """Whether Excel's sum leaves out an amount. `typed`: there are numbers in its column.

    In a text file everything is text: what was text when it was made has separators that the others have not.
    """
    return isinstance(cell, str) and (typed or not cell.strip().isdigit())


def _value(reader: Amounts, cell: object) -> int | None:
    value = None if is_empty(cell) else reader.read(cell).value
    return value if isinstance(value, int) else None


def _total(block: Block, column: Column, values: _Values, part: slice, said: int) -> Total:
    rows = sum(filter(None, values.amounts[part]))
    as_text = values.as_text(part) if said != rows else []
    return Total(block.sheet.name, column.letter, column.heading, said, rows, sum(as_text), len(as_text))
