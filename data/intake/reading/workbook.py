"""What a file holds once it is read: sheets of cells, with what a person sees around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from data.intake.reading.columns import Laid, Numbers, laid_alone, laid_out
from data.words import Problem

# A merged range: first row, first column, last row, last column, all counted from 0.
Range = tuple[int, int, int, int]


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
    # The cells by column, laid out when a column is first asked for; one that was written into is laid out anew.
    _laid: list[Laid | None] = field(default_factory=list, repr=False, compare=False)

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
        if column < len(self._laid):
            self._laid[column] = None
        else:
            self._laid = []

    @property
    def width(self) -> int:
        """How many cells the longest row has."""
        self._column(0)
        return len(self._laid)

    def _column(self, index: int) -> Laid:
        if not self._laid:
            self._laid = list(laid_out(self.cells))
        if index >= len(self._laid):
            return laid_alone(self.cells, index)
        laid = self._laid[index]
        if laid is None:
            laid = self._laid[index] = laid_alone(self.cells, index)
        return laid

    def words(self, column: int) -> Set[str]:
        """The different texts in a column, from the first row to the last."""
        return self._column(column).words

    def kinds(self, column: int) -> Set[type]:
        """What kinds of values stand in a column, from the first row to the last."""
        return self._column(column).kinds

    def numbers(self, column: int) -> Numbers | None:
        """The numbers of a column, from the first row to the last; NaN where something else stands, None without any."""
        return self._column(column).numbers

    def numbers_in(self, column: int, rows: Sequence[int]) -> Numbers | None:
        """The numbers of a column in `rows`, which rise; None where the column has no number at all."""
        whole = self.numbers(column)
        if not rows or whole is None:
            return None
        return whole[rows[0] : rows[-1] + 1] if rows[-1] - rows[0] + 1 == len(rows) else whole[rows]

    def texts_in(self, column: int, rows: Sequence[int]) -> set[str]:
        """The different texts of a column in `rows`, which rise; cells that show an error are none."""
        if str not in self.kinds(column):
            return set()
        cells, numbers = self.column(column, rows), self.numbers_in(column, rows)
        if numbers is not None:
            cells = [cells[at] for at in np.flatnonzero(np.isnan(numbers))]
        return {cell for cell in cells if cell.__class__ is str}

    def whole(self, column: int) -> Sequence[object]:
        """A column from the first row to the last; "" beyond the end of a row."""
        return self._column(column).cells

    def column(self, column: int, rows: Sequence[int]) -> list[object]:
        """What stands in a column, for each of `rows`, which rise."""
        if not rows:
            return []
        whole = self._column(column).cells
        if rows[-1] - rows[0] + 1 == len(rows):
            return whole[rows[0] : rows[-1] + 1]
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
