"""A month without what some offices have: whoever stands for them is told of the others no more than the public is.

The cells are those of everybody, in the same order, so that what is hidden from the public of everybody can be hidden of
the others, too. Of a country some offices have people in a few of five hundred regions: only the cells there, and the wider
ones that these are in, are others, and only the rows of these regions are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.cube import LARGEST, MEASURES
from data.disclosure.laid import Laid, Month
from data.disclosure.public_tables import CELL, lattice, levels_of

_NUMBERS = (*MEASURES, *LARGEST)
_WIDE = ("level", "area", "dimension", "value")  # the name of a cell that is of no kecamatan
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Without:
    """The offices that are left out, and the rows of the cube of all regions that any of them has somebody in.

    `near` gives these rows, whoever they are of, with the dimensions of the cube and the columns that it is asked for.
    """

    offices: frozenset[str]
    near: Callable[[tuple[str, ...]], pd.DataFrame]

    @property
    def name(self) -> tuple[str, ...]:
        """What is worked out for these offices is kept under this."""
        return tuple(sorted(self.offices))

    def own(self, measures: Sequence[str]) -> pd.DataFrame:
        """The rows that are left out."""
        rows = self.near(tuple(measures))
        return rows[rows["office"].isin(self.offices)]

    def parted(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The rows that are left out, and those of others in the same regions, with all numbers."""
        rows = self.near(_NUMBERS)
        is_own = rows["office"].isin(self.offices)
        return rows[is_own], rows[~is_own]


def _found(cells: pd.DataFrame, some: pd.DataFrame) -> tuple[npt.NDArray[np.bool_], Rows]:
    """Which of some cells are among these, and the rows of those that are."""
    # A country has fifty times as many cells as the regions of an office.
    candidates = np.flatnonzero(cells["area"].isin(some["area"].unique()).to_numpy())
    keys = pd.MultiIndex.from_frame(cells[CELL].iloc[candidates])
    at = keys.get_indexer(pd.MultiIndex.from_frame(some[CELL]))
    return at >= 0, candidates[at[at >= 0]]


class OthersMonth(Month):
    """The lattice of a month without some offices, with a row for each cell of `everybody`; all 0 where no other is.

    `nobody` tells where there is no row of others, and thus no cell.
    """

    def __init__(self, everybody: Month, without: Without, regions: pd.DataFrame) -> None:
        self._everybody = everybody
        numbers, nobody = _Left(everybody.cells, without, regions).numbers()
        super().__init__(everybody.cells[CELL].join(pd.DataFrame(numbers, columns=_NUMBERS)), regions)
        self.nobody, self.tree, self.blocks = nobody, everybody.tree, everybody.blocks

    @cached_property
    def laid(self) -> Laid:
        """The tables of everybody, with the numbers of the others."""
        laid = self._everybody.laid
        return replace(laid, columns=laid.columns_of(self.cells))


class _Left:
    """What is left of the cells of everybody."""

    def __init__(self, cells: pd.DataFrame, without: Without, regions: pd.DataFrame) -> None:
        self._cells, self._regions = cells, regions
        self._own, self._beside = (lattice(rows, regions) for rows in without.parted())

    def numbers(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Rows x (MEASURES, LARGEST), and for each row whether nobody is left there."""
        left, nobody = (
            self._cells[list(_NUMBERS)].to_numpy("int64", copy=True),
            np.zeros(len(self._cells), "bool"),
        )
        touched, beside = self._rows_of(self._own), self._rows_of(self._beside)
        left[touched, : len(MEASURES)] -= self._own[list(MEASURES)].to_numpy("int64")
        # The largest of the others is not known from that of everybody, where that may be one of those left out.
        left[touched, len(MEASURES) :], nobody[touched] = 0, True
        is_fine = self._cells["level"].isin(["region", "kecamatan"]).to_numpy()
        fine = is_fine[beside]
        left[beside[fine], len(MEASURES) :] = self._beside.loc[fine, list(LARGEST)].to_numpy("int64")
        nobody[beside[fine]] = False
        self._widen(left, nobody, touched[~is_fine[touched]])
        return left, nobody

    def _rows_of(self, some: pd.DataFrame) -> Rows:
        is_there, rows = _found(self._cells, some)
        if not is_there.all():
            raise ValueError("rows of the cube that the lattice of its month has no cells of")
        return rows

    def _widen(self, left: npt.NDArray[np.int64], nobody: npt.NDArray[np.bool_], wide: Rows) -> None:
        """Work the largest of these wider cells out from the regions that are in them, and whether anybody is."""
        keys = self._cells[[*_WIDE]].iloc[wide].itertuples(index=False, name=None)
        row_of = dict(zip(keys, wide.tolist(), strict=True))
        in_region = np.flatnonzero((self._cells["level"] == "region").to_numpy() & ~nobody)
        regions, *values = (self._cells[name].iloc[in_region].tolist() for name in _WIDE[1:])
        for level, areas in levels_of(regions, self._regions):
            to = np.array([row_of.get((level, *key), -1) for key in zip(areas, *values, strict=True)], "intp")
            counts = to >= 0
            np.maximum.at(left[:, len(MEASURES) :], to[counts], left[in_region[counts], len(MEASURES) :])
            nobody[to[counts]] = False
