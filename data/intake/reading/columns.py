"""The cells of a sheet by column, with what stands in each: the kinds of values, the numbers and the texts.

The cells of a row lie beside each other in memory, those of a column far apart, and a hundred thousand rows are more
than a processor keeps at hand. So some rows are looked at in every way before the next ones are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_AT_ONCE = 2_000


@dataclass
class Laid:
    """One column from the first row to the last: its cells, "" beyond the end of a row, and what they are.

    `numbers` are NaN where something else stands, and None where the column has no number; `words` are its different
    texts, without cells that show an error.
    """

    cells: list[object] = field(default_factory=list)
    kinds: set[type] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    parts: list[Numbers] = field(default_factory=list)
    numbers: Numbers | None = None

    def add(self, cells: Sequence[object]) -> None:
        """The cells of the next rows."""
        kinds = set(map(type, cells))
        self.cells += cells
        self.kinds |= kinds
        if str in kinds:
            self.words.update(
                cells if len(kinds) == 1 else [cell for cell in cells if cell.__class__ is str]  # type: ignore[arg-type]
            )
        self.parts.append(_numbers(cells, kinds))

    def end(self) -> None:
        """All rows are there."""
        if float in self.kinds:
            self.numbers = np.concatenate(self.parts)
        self.parts = []


def laid_alone(rows: Sequence[Sequence[object]], column: int) -> Laid:
    """One column of all rows."""
    laid = Laid()
    laid.add([cells[column] if column < len(cells) else "" for cells in rows])
    laid.end()
    return laid


def laid_out(rows: Sequence[Sequence[object]]) -> list[Laid]:
    """The columns of all rows, as many as the longest row has cells."""
    columns = [Laid() for _ in range(max(map(len, rows), default=0))]
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        across: list[tuple[object, ...]] = list(zip_longest(*some, fillvalue=""))
        beyond: list[tuple[object, ...]] = [("",) * len(some)] * (len(columns) - len(across))
        for column, cells in zip(columns, across + beyond, strict=True):
            column.add(cells)
    for column in columns:
        column.end()
    return columns


def _numbers(cells: Sequence[object], kinds: set[type]) -> Numbers:
    if len(kinds) == 1 and float in kinds:
        return np.array(cells, dtype=float)
    if float not in kinds:
        return np.full(len(cells), math.nan)
    return np.array([cell if cell.__class__ is float else math.nan for cell in cells], dtype=float)
