"""One rule of disclosure control: who counts behind a number, and how much of it one of them may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from data.cube import LARGEST, MEASURES

Numbers = npt.NDArray[np.int64]
# More than anybody has, of which several, and what dilutes it, still fit into 64 bits.
MOST = 2**60


class Limits(Protocol):
    """The thresholds in force, as `data.law.rules.at(month)` has them."""

    @property
    def min_employers(self) -> int:
        """Fewest contributors behind a cell that is shown."""

    @property
    def dominance_ppm(self) -> int:
        """Most that one contributor may have of a cell's workers or rupiah, in parts per million."""

    @property
    def dominance_confirmed(self) -> bool:
        """Whether a source has that share, or it is this product's own choice."""


@dataclass(frozen=True)
class Disclosure:
    """Who stands behind a number, as columns of the cube.

    contributors: the measure that counts them, with those that `more` counts and without those of `less`; or, if that
    is more, those of `either`: of two groups that overlap the larger one is the least that there are. value: measures
    that, added, are the workers or rupiah of the dominance rule, without those of `value_less`; largest: the column of
    data.cube.LARGEST held against them (of several the larger one), None for no such rule. A cell with some of that but
    no contributor counts as one with too few: of a release of an earlier version it is not known who stands behind most
    sums, so that these are not shown. least: how many contributors are enough, 0 for the `min_employers` in force.
    times: how often each of the columns of `largest` counts, once where nothing is said.
    of: measures of which alone it depends whether a cell can protect another, without those of `of_less`: where there
    are none, nothing is unknown.
    """

    contributors: str
    value: tuple[str, ...] = ()
    largest: str | tuple[str, ...] | None = None
    less: tuple[str, ...] = ()
    value_less: tuple[str, ...] = ()
    least: int = 0
    more: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    of_less: tuple[str, ...] = ()
    times: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        named = {self.contributors, *self.more, *self.either, *self.of, *self.of_less}
        named |= {*self.value, *self.less, *self.value_less}
        unknown = named - set(MEASURES) | set(self.largest_columns) - set(LARGEST)
        if unknown or (self.largest and not self.value):
            raise ValueError(f"no such columns of the cube, or largest without value: {self}")

    @property
    def largest_columns(self) -> tuple[str, ...]:
        """The columns of `largest`, none where there is no such rule."""
        return (self.largest,) if isinstance(self.largest, str) else self.largest or ()

    def counts(self, cells: Mapping[str, Numbers]) -> Numbers:
        """How many contributors each cell has; of a part that is not known to be one nobody is left."""
        counted = _sum(cells, (self.contributors, *self.more)) - _sum(cells, self.less)
        return np.maximum(counted, _sum(cells, self.either)) if self.either else np.maximum(counted, 0)

    def amounts(self, cells: Mapping[str, Numbers]) -> Numbers:
        """What they have together in each cell, whatever its sign; 0 where no `value` is named."""
        return np.abs(_sum(cells, self.value) - _sum(cells, self.value_less)) + 0 * cells[self.contributors]

    def unknown(self, cells: Mapping[str, Numbers]) -> npt.NDArray[np.bool_]:
        """Whether there is anything in a cell that somebody might not know: of an empty one everybody knows that it is."""
        if self.of:
            return _sum(cells, self.of) > _sum(cells, self.of_less)
        return (self.counts(cells) > 0) | (self.amounts(cells) > 0)

    def most(self, cells: Mapping[str, Numbers]) -> Numbers:
        """The most that one contributor has of each cell, of several columns the largest; 0 where none is named."""
        times = self.times or (1,) * len(self.largest_columns)
        # Of an earlier release the largest is more than anybody has: times three it would not fit.
        held = (
            np.minimum(cells[name], MOST) * time
            for name, time in zip(self.largest_columns, times, strict=True)
        )
        return np.max([0 * cells[self.contributors], *held], axis=0)


def _sum(cells: Mapping[str, Numbers], names: Iterable[str]) -> Numbers:
    """The columns added up: cell by cell, or 0 of none."""
    return sum((cells[name] for name in names), np.zeros((), dtype="int64"))
