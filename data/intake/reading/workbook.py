"""What a file holds once it is read: sheets of cells, with what a person sees around them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import cast

import numpy as np
import numpy.typing as npt

from data.words import Problem

# A merged range: first row, first column, last row, last column, all counted from 0.
Range = tuple[int, int, int, int]
Numbers = npt.NDArray[np.float64]


class Refused(Problem):
    """A file, or a sheet, that is not taken at all; `code` is the reason as INTAKE's readers know it."""

    def __init__(self, code: str, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.code = code


class ErrorCell(str):
    """A cell that shows a formula's error, such as "#N/A": neither a number nor empty."""

    __slots__ = ()


@dataclass
class Formulas:
    """The formulas of one column: how many rows have one, and in which rows no value was saved with it."""

    count: int = 0
    without_value: set[int] = field(default_factory=set)
    all_zero: bool = True

    def note(self, row: int, saved: str) -> None:
        """One formula in `row` with the text of its saved value ("" where there is none)."""
        self.count += 1
        if not saved:
            self.without_value.add(row)
        elif saved not in ("0", "0.0"):
            self.all_zero = False


@dataclass
class Sheet:
    """One sheet: `cells` row by row from the first row of the sheet, "" where nothing stands.

    Rows may differ in length. A cell is text, a number, a bool, a date, a datetime or an ErrorCell.
    Rows and columns are counted from 0 here; people are told `row + first_row` and letters.
    """

    name: str
    cells: list[list[object]]
    hidden: bool = False
    merged: Sequence[Range] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: dict[int, Formulas] = field(default_factory=dict)
    lines: Sequence[int] = ()
    notes: list[tuple[str, int]] = field(default_factory=list)
    stray: int = 0
    tells_formulas: bool = True
    # The cells by column, made when a column is first asked for.
    _across: list[tuple[object, ...]] | None = field(default=None, repr=False, compare=False)
    _words: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _kinds: dict[int, frozenset[type]] = field(default_factory=dict, repr=False, compare=False)
    _numbers: dict[int, Numbers] = field(default_factory=dict, repr=False, compare=False)

    def number(self, row: int) -> int:
        """The number by which people know the row: Excel's, or the line of a text file."""
        return self.lines[row] if self.lines else row + 1

    def cell(self, row: int, column: int) -> object:
        """What stands there, "" beyond the end of the row."""
        cells = self.cells[row]
        return cells[column] if column < len(cells) else ""

    def put(self, row: int, column: int, value: object) -> None:
        """Write into a cell; the row grows where it must."""
        cells = self.cells[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value
        self._across = None
        for known in (self._words, self._kinds, self._numbers):
            known.pop(column, None)

    @property
    def width(self) -> int:
        """How many cells the longest row has."""
        self.whole(0)
        return len(self._across or ())

    def words(self, column: int) -> frozenset[str]:
        """The different texts in a column, from the first row to the last."""
        if column not in self._words:
            self._words[column] = self._texts(column)
        return self._words[column]

    def _texts(self, column: int) -> frozenset[str]:
        kinds, cells = self.kinds(column), self.whole(column)
        if str not in kinds:
            return frozenset()
        if len(kinds) == 1:
            return frozenset(cast(tuple[str, ...], cells))
        if float in kinds:
            cells = tuple(cells[row] for row in np.flatnonzero(np.isnan(self.numbers(column))))
        return frozenset(cell for cell in cells if cell.__class__ is str)

    def kinds(self, column: int) -> frozenset[type]:
        """What kinds of values stand in a column, from the first row to the last."""
        if column not in self._kinds:
            self._kinds[column] = frozenset(map(type, self.whole(column)))
        return self._kinds[column]

    def numbers(self, column: int) -> Numbers:
        """The numbers of a column, from the first row to the last; not a number (NaN) where something else stands."""
        if column not in self._numbers:
            # A list comprehension is three times as fast as a generator, and this is done for every column.
            numbers = [cell if cell.__class__ is float else math.nan for cell in self.whole(column)]
            self._numbers[column] = np.array(numbers, dtype=float)
        return self._numbers[column]

    def numbers_in(self, column: int, rows: Sequence[int]) -> Numbers | None:
        """The numbers of a column in `rows`, which rise; None where the column has no number at all."""
        if not rows or not self.holds_numbers(column):
            return None
        whole = self.numbers(column)
        return whole[rows[0] : rows[-1] + 1] if rows[-1] - rows[0] + 1 == len(rows) else whole[rows]

    def texts_in(self, column: int, rows: Sequence[int]) -> set[str]:
        """The different texts of a column in `rows`, which rise; cells that show an error are none."""
        if str not in self.kinds(column):
            return set()
        cells, numbers = self.column(column, rows), self.numbers_in(column, rows)
        if numbers is not None:
            cells = [cells[at] for at in np.flatnonzero(np.isnan(numbers))]
        return {cell for cell in cells if cell.__class__ is str}

    def holds_numbers(self, column: int) -> bool:
        """Whether a number, as calamine gives it, stands anywhere in a column."""
        return float in self.kinds(column)

    def whole(self, column: int) -> tuple[object, ...]:
        """A column from the first row to the last; "" beyond the end of a row."""
        if self._across is None:
            even = len(set(map(len, self.cells))) == 1
            self._across = list(
                zip(*self.cells, strict=True) if even else zip_longest(*self.cells, fillvalue="")
            )
        return self._across[column] if column < len(self._across) else ("",) * len(self.cells)

    def column(self, column: int, rows: Sequence[int]) -> list[object]:
        """What stands in a column, for each of `rows`, which rise."""
        if not rows:
            return []
        whole = self.whole(column)
        if rows[-1] - rows[0] + 1 == len(rows):
            return list(whole[rows[0] : rows[-1] + 1])
        return [whole[row] for row in rows]


@dataclass
class Workbook:
    """All sheets of a file; a text file and a web page have one that is called "" or "table"."""

    kind: str
    sheets: list[Sheet]

    def __post_init__(self) -> None:
        """Old workbooks do not say where their formulas are."""
        for sheet in self.sheets:
            sheet.tells_formulas = self.kind != "xls"

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)


def letters(column: int) -> str:
    """The letters of a column that is counted from 0, as Excel shows them: 27 is "AB"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def position(name: str) -> int:
    """The column, counted from 0, that the letters name: "AB" is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
