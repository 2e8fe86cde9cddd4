"""Shown amounts, and sums and differences of two or three of one place, held against who stands behind exactly that.

Where a sum has parts of both signs, the share of the largest is of what they are without their signs. Counts are held
against what they are counts of, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from data.disclosure import Limits
from tests.attack.judge import MILLION, Judge, Matrix, kind_of
from tests.attack.told import Form, Place, Told


@dataclass(frozen=True)
class Finding:
    """A number that may not be told: which rule it breaks, how it was made, where, of how many, the largest one's share.

    parts: of how many shown numbers of its place it is made; 0 for what is left of a sum without its shown parts.
    """

    kind: str
    made_of: str
    parts: int
    level: str
    place: Place
    contributors: int = 0
    share: float = 0


@dataclass(frozen=True)
class Combinations:
    """Every sum and difference of up to `most` of these forms of one unit; the same sum made twice is there once."""

    forms: list[Form]
    most: int = 3

    @classmethod
    def of(cls, told: Told, most: int = 3) -> Iterator[Combinations]:
        """Those of each unit of amounts that is told of."""
        for unit in ("people", "rupiah"):
            if forms := [form for form in told.forms if form.unit == unit]:
                yield cls(forms, most)

    @cached_property
    def made(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """The numbers of the forms, and their signs, of each."""
        known: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        vectors = np.array([form.vector for form in self.forms])
        for size in range(1, self.most + 1):
            for chosen in combinations(range(len(self.forms)), size):
                for signs in product((1, -1), repeat=size - 1):
                    vector = np.array((1, *signs)) @ vectors[list(chosen)]
                    key = max(tuple(vector.tolist()), tuple((-vector).tolist()))
                    if any(key):
                        known.setdefault(key, (chosen, (1, *signs)))
        return list(known.values())

    @cached_property
    def matrix(self) -> Matrix:
        """NUMBERS x forms."""
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
    """Every shown number, and sum or difference of two or three amounts of one place, that may not be told."""
    for every in Combinations.of(told):
        for place, forms in told.at.items():
            yield from _in_place(told, judge, limits, every, place, forms)
    for place, form in told.shown:
        if not form.is_amount and (kind := judge.why_not(place, form, limits)):
            yield Finding(kind, f"[{form}]", 1, told.level[place], place)


def _in_place(
    told: Told, judge: Judge, limits: Limits, every: Combinations, place: Place, shown: set[Form]
) -> Iterator[Finding]:
    # What is nothing there makes no other number of a sum that it is added to.
    idle = np.array([form not in shown or not told.shown[place, form] for form in every.forms], dtype=bool)
    possible = np.flatnonzero(~every.signs[idle].any(axis=0))
    count, share = judge.behind(place, every.matrix, every.signs[:, possible])
    unsafe = (count > 0) & ((count < limits.min_employers) | (share * MILLION > limits.dominance_ppm))
    found = [int(at) for at in np.flatnonzero(unsafe)]
    chosen = [set(every.made[possible[at]][0]) for at in found]
    for one in smallest(chosen):
        behind = int(count[found[one]]), float(share[found[one]])
        made_of = every.named(possible[found[one]])
        yield Finding(kind_of(*behind, limits), made_of, len(chosen[one]), told.level[place], place, *behind)


def smallest(chosen: Sequence[set[int]]) -> Iterator[int]:
    """The numbers of those sets that hold no other one that comes before: a smaller sum says it already."""
    kept: list[set[int]] = []
    for at, one in enumerate(chosen):
        if not any(part < one for part in kept):
            kept.append(one)
            yield at


def untrue(told: Told, judge: Judge) -> list[tuple[Place, Form]]:
    """What is shown and is not what the rows add up to: then the judge, or the product, has the place wrong."""
    sums = {place: judge.sums(place) for place in {place for place, _ in told.shown}}
    return [
        (place, form)
        for (place, form), value in told.shown.items()
        if int(sums[place] @ np.array(form.vector)) != value
    ]
