"""The records of one block while they are being filled, column by column."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from operator import setitem
from typing import Any

from data.intake.assembling.gathering.asking import Asked
from data.intake.assembling.gathering.columns import Reader, readings_of
from data.intake.assembling.gathering.context import Context
from data.intake.assembling.gathering.formulas import tell_unsaved, without_values
from data.intake.finding import Block, Column
from data.intake.reading import Numbers
from data.intake.reading.progress import tell
from data.intake.report import Findings, Record
from data.intake.values import Amounts, Reading
from data.words import Sentence

# Repairs that are told as warnings at their cell as well.
_WARNED = {"formula_text": "formula_text", "weekday_wrong": "weekday_mismatch"}


@dataclass
class Gathering:
    """The records of one block while they are being filled."""

    block: Block
    context: Context
    records: list[Record]
    given: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, block: Block, context: Context) -> Gathering:
        """An empty record for each data row."""
        sheet = block.sheet
        numbers = [sheet.lines[row] for row in block.rows] if sheet.lines else [row + 1 for row in block.rows]
        return cls(block, context, [Record(sheet.name, number, {}) for number in numbers])

    @property
    def found(self) -> Findings:
        """Where errors and notes go."""
        return self.context.found

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.block.sheet.name

    def cells(self, column: Column) -> list[object]:
        """What stands in a column, for each record."""
        return self.block.sheet.column(column.index, self.block.rows)

    def texts(self, column: Column) -> set[str]:
        """The different texts of a column in the records' rows."""
        return self.block.sheet.texts_in(column.index, self.block.rows)

    def numbers(self, column: Column) -> Numbers | None:
        """The numbers that stand in a column, for each record, NaN for what is none; None where there is no number."""
        return self.block.sheet.numbers_in(column.index, self.block.rows)

    @cached_property
    def _values(self) -> list[dict[str, Any]]:
        return [record.values for record in self.records]

    def read(self, name: str, reader: Reader, *, required: bool = False) -> bool:
        """Fill `name` of every record from the column of that field; False when the file has no such column.

        A column of formulas whose values were not saved is none. Asks: no_values.
        """
        column = self.block.first(name)
        if column is None or (
            isinstance(reader, Amounts) and without_values(self.block, column, self.context)
        ):
            return False
        self.given.append(name)
        numbers = self.numbers(column) if isinstance(reader, Amounts) else None
        self.read_column(
            column, name, reader, self.records, self.cells(column), required=required, numbers=numbers
        )
        return True

    def read_column(
        self,
        column: Column,
        name: str,
        reader: Reader,
        records: Sequence[Record],
        cells: Sequence[object],
        *,
        required: bool = False,
        numbers: Numbers | None = None,
    ) -> None:
        """Fill `name` of `records` from `cells` of one column. Equal cells are read once."""
        tell(
            0.6 + 0.35 * column.index / (column.index + 10),
            Sentence("Membaca kolom {column}", column=column.heading),
        )
        values, odd = readings_of(cells, reader, required=required, numbers=numbers)
        filled = self._values if records is self.records else [record.values for record in records]
        deque(map(setitem, filled, repeat(name), values), maxlen=0)
        asked: dict[str, list[tuple[Record, object]]] = {}
        for at, reading in odd:
            if reading.value is not None and not (reading.error or reading.ask or reading.note in _WARNED):
                continue  # a repair, which is counted below
            record, cell = records[at], cells[at]
            self._tell(reading, record, column, cell, required=required)
            if reading.ask and not reading.error:
                asked.setdefault(reading.ask, []).append((record, cell))
        for note, count in Counter(reading.note for _, reading in odd if reading.note).items():
            self.found.note(note, self.sheet, column.letter, count)
        for code, waiting in asked.items():
            Asked(self.context, column, name, reader, waiting).ask(code)
        if isinstance(reader, Amounts):
            tell_unsaved(self.block, column, records, self.context)

    def _tell(
        self, reading: Reading, record: Record, column: Column, cell: object, *, required: bool
    ) -> None:
        """The error or the warning of one cell."""
        if reading.note in _WARNED:
            self.warn(_WARNED[reading.note], record, column, cell)
        if reading.error:
            self.wrong(reading.error, record, column, cell)
        elif required and reading.value is None and not reading.ask:
            self.wrong("missing", record, column, "")

    def wrong(self, code: str, record: Record, column: Column, cell: object, proposal: str = "") -> None:
        """An error at a cell: its row is left out."""
        record.bad = True
        self.found.error(code, record.sheet, record.row, column, cell, proposal)

    def warn(self, code: str, record: Record, column: Column, cell: object, proposal: str = "") -> None:
        """A warning at a cell: its row is kept."""
        self.found.error(code, record.sheet, record.row, column, cell, proposal, warn=True)
