"""The lattice of a month, laid out as the rules are tried on it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.cube import LARGEST, MEASURES
from data.disclosure.disclosure import Numbers
from data.disclosure.public_tables import MARGIN, NOT_SHOWN, Layout, Tree, geography, layouts, numbered


@dataclass(frozen=True)
class Laid:
    """The tables of a lattice, as every rule is tried on them.

    `numbers` has the number of the cell in each row, `columns` the numbers of each column of the cube by that number,
    `inner` the numbers of the cells below the margins, `whole` by number that of the same area over all values.
    """

    numbers: list[int]
    tables: list[Layout]
    columns: dict[str, Numbers]
    inner: list[int]
    whole: npt.NDArray[np.int64]

    @classmethod
    def out(cls, cells: pd.DataFrame, tree: Tree) -> Laid:
        """The tables of these cells."""
        numbers = numbered(cells, tree)
        tables = layouts(cells, tree, numbers)
        inner = sorted({number for table in tables for number, _, _, rank in table.edges if rank < MARGIN})
        at = np.array(numbers, dtype="int64")
        return cls(numbers, tables, _by_number(cells, at), inner, _wholes(cells, at, at.max(initial=-1) + 1))

    def columns_of(self, cells: pd.DataFrame) -> dict[str, Numbers]:
        """The columns by number of cells that are the same, in the same order, with other numbers."""
        return _by_number(cells, np.array(self.numbers, dtype="int64"))


def _by_number(cells: pd.DataFrame, at: npt.NDArray[np.int64]) -> dict[str, Numbers]:
    names = [*MEASURES, *LARGEST]
    found = np.zeros((len(names), at.max(initial=-1) + 1), dtype="int64")
    found[:, at[at != NOT_SHOWN]] = cells.loc[at != NOT_SHOWN, names].to_numpy("int64").T
    return dict(zip(names, found, strict=True))


def _wholes(cells: pd.DataFrame, at: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """For each number of a cell that of the same area over all values; of a kecamatan its own."""
    of = {
        (level, area): number
        for level, area, dimension, number in zip(
            cells["level"], cells["area"], cells["dimension"], at.tolist(), strict=True
        )
        if not dimension and level != "kecamatan"
    }
    found = np.arange(size)
    for level, area, number in zip(cells["level"], cells["area"], at.tolist(), strict=True):
        if level != "kecamatan" and number != NOT_SHOWN:
            found[number] = of[level, area]
    return found


class Month:
    """The lattice of a month, and what masks are worked out from, which is made when the first of them is.

    `nobody` tells of each row whether nobody is there.
    """

    def __init__(self, cells: pd.DataFrame, regions: pd.DataFrame) -> None:
        self.cells, self.nobody = cells, np.zeros(len(cells), dtype="bool")
        self._regions = regions

    @cached_property
    def blocks(self) -> dict[Hashable, npt.NDArray[np.intp]]:
        """The rows of each level and dimension."""
        found = self.cells.groupby(["level", "dimension"], sort=False).indices
        return {block: np.asarray(rows, dtype="intp") for block, rows in found.items()}

    @cached_property
    def tree(self) -> Tree:
        """The sets of regions behind its areas."""
        return geography(self.cells, self._regions)

    @cached_property
    def laid(self) -> Laid:
        """Its tables."""
        return Laid.out(self.cells, self.tree)
