"""A whole column read at once: equal cells once, and whole numbers without looking at each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from data.intake.reading import Numbers
from data.intake.values import Amounts, Reading

# Below this the numbers of a column are read one by one, and above it they lie in 64 bits without loss.
_MOST = 10**15


class Reader(Protocol):
    """Anything that reads one cell."""

    def read(self, cell: object) -> Reading:
        """The reading of a cell."""


def readings_of(
    cells: Sequence[object], reader: Reader, *, required: bool = False, numbers: Numbers | None = None
) -> tuple[list[object], list[tuple[int, Reading]]]:
    """The value of each cell, and the readings that say more than a value, with the place of their cell.

    Where `required`, cells without a value are among the latter. The same as `reader.read` of each cell. `numbers`
    are those of the cells, NaN for what is none, where somebody has them already.
    """
    whole = _whole_numbers(cells, reader, numbers) if isinstance(reader, Amounts) else None
    if whole is None:
        return _by_difference(cells, reader, required)
    values, rest = whole
    some, odd = _by_difference([cells[at] for at in rest], reader, required)
    for at, value in zip(rest, some, strict=True):
        values[at] = value
    return values, [(rest[at], reading) for at, reading in odd]


def _by_difference(
    cells: Sequence[object], reader: Reader, required: bool
) -> tuple[list[object], list[tuple[int, Reading]]]:
    """Each different cell is read once; True and 1 are two, though equal."""
    keys: Sequence[object] = cells
    if bool in set(map(type, cells)):
        keys = [(cell.__class__, cell) for cell in cells]
    known = {key: reader.read(key[1] if keys is not cells else key) for key in dict.fromkeys(keys)}  # type: ignore[index]
    odd = {
        key
        for key, (value, error, note, ask) in known.items()
        if error or note or ask or (required and value is None)
    }
    values = {key: reading.value for key, reading in known.items()}
    found = [(at, known[key]) for at, key in enumerate(keys) if key in odd] if odd else []
    return list(map(values.__getitem__, keys)), found


def _whole_numbers(
    cells: Sequence[object], reader: Amounts, numbers: Numbers | None
) -> tuple[list[object], list[int]] | None:
    """The values of cells that are whole numbers of rupiah or people, and where the other cells are."""
    if (reader.scale != 1 or reader.proved.units) and not reader.people:
        return None
    if numbers is None:
        if float not in set(map(type, cells)):
            return None
        numbers = np.array([cell if cell.__class__ is float else math.nan for cell in cells], dtype=float)
    low = -_MOST if reader.negative else -1
    good = (numbers > low) & (numbers < _MOST) & (np.floor(numbers) == numbers)
    values: list[object] = np.where(good, numbers, 0).astype(np.int64).tolist()
    return values, np.flatnonzero(~good).tolist()
