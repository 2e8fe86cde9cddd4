"""What the rules of a guard ask of the cells of a month: who is behind each, and how much a union of hidden ones must have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from data.disclosure.disclosure import MOST, Disclosure, Numbers
from data.disclosure.rules import Guard

MILLION = 1_000_000
# A union that may be known should have an eighth more than a cell that may not, so that this is not told within a tenth.
_BLUR = 8
# A guard of so many rules or fewer guards parts of a number that is told, rather than combinations of many.
_FEW = 6


@dataclass(frozen=True)
class Weighed:
    """Cells by number: how many contributors each has, what they have, and what a cell that must be hidden asks for.

    `unknown` says whether a cell is a secret at all, `protects` whether other numbers of its place leave it open, so that
    it can protect another; `small` whether it has too few. `enough` and `diluted` have, for each cell that is too small
    or dominated, how many contributors, and how much of the sum, a union with it must have before it may be known;
    `blurred` how much so that it is not known within a tenth, and `beside` so that what is hidden in the same cell by
    another rule is not; 0 for the others. `counted` are the columns that the contributors are added up from, none where
    it is not that easy.
    """

    contributors: Numbers
    amounts: Numbers
    unknown: npt.NDArray[np.bool_]
    protects: npt.NDArray[np.bool_]
    small: npt.NDArray[np.bool_]
    enough: Numbers
    diluted: Numbers
    blurred: Numbers
    beside: Numbers
    counted: frozenset[str]

    def of(self, cells: npt.NDArray[np.int64]) -> Weighed:
        """The same of these cells alone."""
        unknown = self.unknown[cells]
        return Weighed(
            self.contributors[cells],
            self.amounts[cells],
            unknown,
            unknown if self.protects is self.unknown else self.protects[cells],
            self.small[cells],
            self.enough[cells],
            self.diluted[cells],
            self.blurred[cells],
            self.beside[cells],
            self.counted,
        )

    @property
    def primary(self) -> set[int]:
        """The cells that are hidden for themselves."""
        return set(np.flatnonzero(self.small | (self.diluted > 0)).tolist())


def weighed_by(
    guard: Guard, columns: Mapping[str, Numbers], min_employers: int, dominance_ppm: int
) -> list[Weighed]:
    """Each rule of a guard over the cells of a lattice, whose columns have the numbers of a cell by its number."""
    weighed = [_weighed(columns, rule, min_employers, dominance_ppm) for rule in guard.rules]
    if not guard.parts:
        # Where a union has enough of some contributors, it has enough of more of them: the fewest are asked for first.
        weighed.sort(key=lambda one: len(one.counted))
    if guard.follows:
        known = all_empty(columns, guard.follows)
        weighed = [replace(one, protects=one.protects & ~known) for one in weighed]
    return _with_beside(weighed) if 1 < len(weighed) <= _FEW else weighed


def told_by(
    whole: Weighed, guard: Guard, columns: Mapping[str, Numbers], min_employers: int, dominance_ppm: int
) -> Numbers:
    """What a union with the number of a guard must have where it would tell a part of it that must be hidden.

    A part that is nearly all of a number is told by it within a tenth. 0 where no part is told, and where it is not known
    how much one has of a part, as in earlier releases: that it must be hidden then says nothing of it.
    """
    least = 0 * whole.amounts
    for part in (_weighed(columns, rule, min_employers, dominance_ppm) for rule in guard.parts):
        asked = blurred(part.amounts)
        is_weak = (part.blurred > 0) & (part.blurred < MOST)
        least = np.maximum(least, np.where(is_weak & (whole.amounts < asked), asked, 0))
    return least


def all_empty(columns: Mapping[str, Numbers], sets: Iterable[Sequence[str]]) -> npt.NDArray[np.bool_]:
    """By number the cells in which all counts of one of the sets are nothing."""
    return np.any([np.sum([columns[name] for name in names], axis=0) == 0 for names in sets], axis=0)


Amount = TypeVar("Amount", int, Numbers)


def blurred(amount: Amount) -> Amount:
    """What a union must have in which nobody knows this much within a tenth."""
    return amount + amount // _BLUR + 1


def only(wanted: Numbers, numbers: Sequence[int]) -> Numbers:
    """What is asked for cells of these numbers, 0 for the others."""
    chosen = np.zeros_like(wanted)
    chosen[numbers] = wanted[numbers]
    return chosen


def _weighed(
    columns: Mapping[str, Numbers], rule: Disclosure, min_employers: int, dominance_ppm: int
) -> Weighed:
    count, amount, most = rule.counts(columns), rule.amounts(columns), rule.most(columns)
    least = rule.least or min_employers
    # An empty cell is known to everybody, whatever is hidden, and nobody has most of it: the largest is of something beside
    # it. Of an earlier release, of which it is not known who has most, nothing is taken to be empty.
    is_there = (count > 0) | (amount > 0)
    most = np.where(is_there | (most >= MOST), most, 0)
    is_small, unknown = is_there & (count < least), rule.unknown(columns)
    diluted = _diluted(most, dominance_ppm)
    diluted = np.where((most > 0) & (diluted > amount), diluted, 0)
    is_weak = (most > 0) & (is_small | (diluted > 0))
    near = np.where(is_weak, np.maximum(diluted, blurred(amount)), 0)
    return Weighed(
        count,
        amount,
        unknown,
        unknown,
        is_small,
        np.where(is_small & unknown, least, 0),
        diluted,
        near,
        0 * amount,
        frozenset() if rule.less or rule.either else frozenset((rule.contributors, *rule.more)),
    )


def _diluted(largest: Numbers, dominance_ppm: int) -> Numbers:
    """The least sums that contributors with `largest` do not dominate, in whole numbers (of 2^62 no product fits)."""
    whole, rest = np.divmod(np.minimum(largest, MOST), dominance_ppm)
    return whole * MILLION + -(-rest * MILLION // dominance_ppm)


def _with_beside(weighed: list[Weighed]) -> list[Weighed]:
    """Two parts of a number that is told are as uncertain as each other: what one may be more, the other may be less."""
    weak = [np.where(one.blurred > 0, one.amounts, 0) for one in weighed]
    others = [np.max([*weak[:at], *weak[at + 1 :]], axis=0) for at in range(len(weighed))]
    return [
        replace(one, beside=np.where((one.amounts > 0) & (more > 0), one.amounts + more // _BLUR + 1, 0))
        for one, more in zip(weighed, others, strict=True)
    ]
