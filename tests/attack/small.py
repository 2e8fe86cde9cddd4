"""Shown amounts, and sums and differences of two or three of one place, held against who stands behind exactly that.

An amount is too small when fewer than `min_employers` contributors have a part of it, and dominated when one has more
than the dominance limit of it. Where a sum has parts of both signs, the share is of what they are without their signs.
The rules are the threshold and the (1, k) dominance rule of Hundepool et al. 2012, section 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from data.disclosure import Limits
from tests.attack.told import Form, Place, Told
from tests.attack.truth import PLACE, Truth

MILLION = 1_000_000
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Finding:
    """A number that rests on too few or on one: how it was made, where, on how many, and the largest one's share."""

    made_of: str
    parts: int
    level: str
    place: Place
    contributors: int
    share: float
    is_small: bool

    @property
    def kind(self) -> str:
        """Which rule it breaks."""
        return "too few" if self.is_small else "dominated"


class Judge:
    """Knows the rows of a month: who stands behind a form, or many, in a place."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        columns = {name: truth.rows[name].to_numpy(str) for name in PLACE}
        self._regions = _positions(columns["region"])
        self._finer = {
            name: _positions(columns["region"], columns[name])
            for name in ("kecamatan", "segment", "sector", "scale", "office")
        }

    def rows_of(self, place: Place) -> NDArray[np.int64]:
        """The numbers of the rows that are in a place."""
        if place.kecamatan is not None:
            found = [self._finer["kecamatan"].get((code, place.kecamatan)) for code in place.regions]
        elif place.dimension:
            found = [self._finer[place.dimension].get((code, place.value)) for code in place.regions]
        else:
            found = [self._regions.get((code,)) for code in place.regions]
        there = [one for one in found if one is not None]
        return np.concatenate(there) if there else np.zeros(0, dtype="int64")

    def sum_of(self, place: Place, form: Form) -> int:
        """What a form really is in a place."""
        return int(self.sums(place) @ np.array(form.vector))

    def sums(self, place: Place) -> NDArray[np.int64]:
        """What each of MEASURES is in a place."""
        return self.truth.numbers[self.rows_of(place)].sum(axis=0)

    def behind(self, place: Place, forms: Matrix, signs: Matrix) -> tuple[NDArray, NDArray]:
        """How many stand behind each combination of forms (MEASURES x forms, forms x combinations), and the largest share.

        A group of informal workers is as many contributors as it has people. The shares go from 0 to 1.
        """
        return self.behind_rows(self.rows_of(place), forms, signs)

    def behind_rows(self, rows: NDArray[np.int64], forms: Matrix, signs: Matrix) -> tuple[NDArray, NDArray]:
        """The same of these rows together."""
        numbers = self.truth.numbers[rows].astype(float) @ forms
        numbers, groups = (kept[numbers.any(axis=1)] for kept in (numbers, self.truth.are_people[rows]))
        parts, people = np.abs(numbers[~groups] @ signs), np.abs(numbers[groups] @ signs).sum(axis=0)
        count = np.count_nonzero(parts, axis=0) + people
        whole = parts.sum(axis=0) + people
        largest = parts.max(axis=0, initial=0)
        return count, np.divide(largest, whole, out=np.zeros(len(whole)), where=whole > 0)


def _positions(*columns: NDArray) -> dict[tuple[str, ...], NDArray[np.int64]]:
    keys, inverse = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(inverse))[:-1])
    return {tuple(map(str, key)): part for key, part in zip(keys, parts, strict=True)}


@dataclass(frozen=True)
class Combinations:
    """Every sum and difference of up to three of these forms of one unit; the same sum made twice is there once."""

    forms: list[Form]

    @cached_property
    def made(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """The numbers of the forms, and their signs, of each."""
        known: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        vectors = np.array([form.vector for form in self.forms])
        for size in (1, 2, 3):
            for chosen in combinations(range(len(self.forms)), size):
                for signs in product((1, -1), repeat=size - 1):
                    vector = np.array((1, *signs)) @ vectors[list(chosen)]
                    key = max(tuple(vector.tolist()), tuple((-vector).tolist()))
                    if any(key):
                        known.setdefault(key, (chosen, (1, *signs)))
        return list(known.values())

    @cached_property
    def matrix(self) -> Matrix:
        """MEASURES x forms."""
        return np.array([form.vector for form in self.forms], dtype=float).T

    @cached_property
    def signs(self) -> Matrix:
        """Forms x `made`."""
        signs = np.zeros((len(self.forms), len(self.made)))
        for column, (chosen, plus_or_minus) in enumerate(self.made):
            signs[list(chosen), column] = plus_or_minus
        return signs

    def named(self, at: int) -> str:
        """One of `made` in words."""
        chosen, signs = self.made[at]
        return " ".join(
            ("" if not n else "+ " if sign > 0 else "- ") + f"[{self.forms[one]}]"
            for n, (one, sign) in enumerate(zip(chosen, signs, strict=True))
        )


def too_small(told: Told, judge: Judge, limits: Limits) -> Iterator[Finding]:
    """Every shown amount, and sum or difference of two or three of one place, that rests on too few or on one."""
    shown: dict[Place, set[Form]] = {}
    for place, form in told.shown:
        if form.is_amount:
            shown.setdefault(place, set()).add(form)
    for unit in ("people", "rupiah"):
        every = Combinations([form for form in told.forms if form.unit == unit])
        for place, forms in shown.items() if every.forms else ():
            yield from _in_place(told, judge, limits, every, place, forms)


def _in_place(
    told: Told, judge: Judge, limits: Limits, every: Combinations, place: Place, shown: set[Form]
) -> Iterator[Finding]:
    # What is nothing there makes no other number of a sum that it is added to.
    idle = np.array([form not in shown or not told.shown[place, form] for form in every.forms], dtype=bool)
    possible = np.flatnonzero(~every.signs[idle].any(axis=0))
    count, share = judge.behind(place, every.matrix, every.signs[:, possible])
    small = (count > 0) & (count < limits.min_employers)
    dominated = (count > 0) & (share * MILLION > limits.dominance_ppm)
    found: list[set[int]] = []
    for at in np.flatnonzero(small | dominated):
        made = int(possible[at])
        chosen = set(every.made[made][0])
        if any(part < chosen for part in found):  # a smaller sum says it already
            continue
        found.append(chosen)
        yield Finding(
            every.named(made),
            len(chosen),
            told.level[place],
            place,
            int(count[at]),
            float(share[at]),
            bool(small[at]),
        )


def untrue(told: Told, judge: Judge) -> list[tuple[Place, Form]]:
    """What is shown and is not what the rows add up to: then the judge, or the product, has the place wrong."""
    sums = {place: judge.sums(place) for place in {place for place, _ in told.shown}}
    return [
        (place, form)
        for (place, form), value in told.shown.items()
        if int(sums[place] @ np.array(form.vector)) != value
    ]
