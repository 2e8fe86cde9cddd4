"""The judge: knows the rows of a month, who stands behind a number, and whether it may be told.

An amount (workers, rupiah) may be told when `min_employers` contributors have a part of it, and none has more than the
dominance limit of it: the threshold and the (1, k) dominance rule of Hundepool et al. 2012, section 4.2. A count may be
told when it is of enough employers, and does not say that every one of them fails a duty. Nothing may always be told.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.cube import CASES
from data.disclosure import Limits
from tests.attack.told import Form, Place
from tests.attack.truth import COLUMN, PLACE, Truth

MILLION = 1_000_000
_AT_HAND = 1_000_000
TOO_FEW, DOMINATED, ALL_FAIL = "too few", "dominated", "said of all"
Matrix = NDArray[np.float64]

# What counts are of, where that is not whoever must take part.
_OF = {
    **dict.fromkeys(("billed", "billed_on_time"), "billed"),
    "closed_in_arrears": "closed_in_arrears",
    "jakon_projects": "jakon_projects",
    "informal_target": "informal_target",
}
# Measure -> of whom it is, and how many of these keep their duty when it counts those that do, or that do not.
_KEEPS = {"terdaftar": "wajib", "lengkap": "terdaftar", "patuh": "wajib", "billed_on_time": "billed"}
_FAILS = dict.fromkeys(("in_arrears", "pds_workers", "pds_wage", "pds_programme"), "terdaftar")


class Judge:
    """Knows the rows of a month: who stands behind a form, or many, in a place."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        columns = {name: truth.rows[name].to_numpy(str) for name in PLACE}
        self._rows: dict[Place, NDArray[np.int64]] = {}
        self._sums: dict[Place, NDArray[np.int64]] = {}
        self._regions = _positions(columns["region"])
        self._finer = {
            name: _positions(columns["region"], columns[name])
            for name in ("kecamatan", "segment", "sector", "scale", "office")
        }

    def rows_of(self, place: Place) -> NDArray[np.int64]:
        """The numbers of the rows that are in a place."""
        if place not in self._rows:
            self._rows[place] = self._found(place)
        return self._rows[place]

    def _found(self, place: Place) -> NDArray[np.int64]:
        if place.kecamatan is not None:
            found = [self._finer["kecamatan"].get((code, place.kecamatan)) for code in place.regions]
        elif place.dimension:
            found = [self._finer[place.dimension].get((code, place.value)) for code in place.regions]
        else:
            found = [self._regions.get((code,)) for code in place.regions]
        there = [one for one in found if one is not None]
        return np.concatenate(there) if there else np.zeros(0, dtype="int64")

    def why_not(self, place: Place, form: Form, limits: Limits) -> str:
        """Why a form may not be told of a place: TOO_FEW, DOMINATED, ALL_FAIL, or "" where it may."""
        if not form.is_amount:
            return self._why_not_counted(place, form, limits)
        vector = np.array(form.vector, dtype=float)[:, None]
        (count,), (share,) = self.behind(place, vector, np.ones((1, 1)))
        return kind_of(int(count), float(share), limits)

    def _why_not_counted(self, place: Place, form: Form, limits: Limits) -> str:
        sums = self.sums(place)
        of = {_OF.get(name, "wajib") for name in form.plus}
        some = sum(sums[COLUMN[name]] for name in form.plus)
        if any(0 < sums[COLUMN[name]] < limits.min_employers for name in of):
            return TOO_FEW
        if some and form.plus.intersection(CASES) and not sums[COLUMN["wajib"]]:
            return TOO_FEW
        return ALL_FAIL if _all_fail(form, sums) else ""

    def sum_of(self, place: Place, form: Form) -> int:
        """What a form really is in a place."""
        return int(self.sums(place) @ np.array(form.vector))

    def sums(self, place: Place) -> NDArray[np.int64]:
        """What each of NUMBERS is in a place."""
        if place not in self._sums:
            self._sums[place] = self.truth.numbers[self.rows_of(place)].sum(axis=0)
        return self._sums[place]

    def fine_sums(self, place: Place) -> NDArray[np.int64]:
        """What each of FINE is in a place."""
        return self.truth.fine[self.rows_of(place)].sum(axis=0)

    def behind(self, place: Place, forms: Matrix, signs: Matrix) -> tuple[NDArray, NDArray]:
        """How many stand behind each combination of forms (NUMBERS x forms, forms x combinations), and the largest share.

        A group of informal workers is as many contributors as it has people. The shares go from 0 to 1.
        """
        return self.behind_rows(self.rows_of(place), forms, signs)

    def behind_rows(
        self, rows: NDArray[np.int64], forms: Matrix, signs: Matrix, keep: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray, NDArray]:
        """The same of these rows together, for each combination of those that it is to `keep` (rows x combinations)."""
        numbers = self.truth.numbers[np.ix_(rows, forms.any(axis=1))] @ forms[forms.any(axis=1)]
        some = numbers.any(axis=1)
        numbers, groups = numbers[some], self.truth.are_people[rows][some]
        # In pieces, at one place in memory: to ask for room for the whole takes ten times as long as to work it out.
        step = max(1, _AT_HAND // max(1, len(numbers)))
        room = np.empty((min(step, signs.shape[1]), len(numbers)))
        numbers, signs = np.ascontiguousarray(numbers.T), np.ascontiguousarray(signs.T)
        count, share = np.zeros(len(signs)), np.zeros(len(signs))
        for at in range(0, len(signs), step):
            piece = slice(at, at + step)
            parts = np.matmul(signs[piece], numbers, out=room[: len(signs[piece])])
            count[piece], share[piece] = _behind(parts, groups, None if keep is None else keep[some, piece].T)
        return count, share


def _behind(
    parts: Matrix, groups: NDArray[np.bool_], keep: NDArray[np.bool_] | None
) -> tuple[NDArray, NDArray]:
    """Of these combinations x rows, of which some rows are groups of people, how many have a part, and the largest share."""
    np.abs(parts, out=parts)
    if keep is not None:
        parts *= keep
    whole, people = parts.sum(axis=1), 0
    if groups.any():
        people, parts = parts[:, groups].sum(axis=1), parts[:, ~groups]
    largest = parts.max(axis=1, initial=0)
    share = np.divide(largest, whole, out=np.zeros(len(whole)), where=whole > 0)
    return np.count_nonzero(parts, axis=1) + people, share


def kind_of(count: int, share: float, limits: Limits) -> str:
    """Which rule an amount breaks that so many have, one of them this share of it."""
    if 0 < count < limits.min_employers:
        return TOO_FEW
    return DOMINATED if count and share * MILLION > limits.dominance_ppm else ""


def _all_fail(form: Form, sums: NDArray[np.int64]) -> bool:
    """Whether a count of employers says of all of them that they fail a duty."""
    one, *more = form.plus
    if more:
        return False
    base = sums[COLUMN[_KEEPS.get(one) or _FAILS.get(one) or one]]
    if form.minus:  # those of the base without those that keep the duty
        (kept,) = form.minus
        return bool(sums[COLUMN[one]] and not sums[COLUMN[kept]])
    if one in _KEEPS:
        return bool(base and not sums[COLUMN[one]])
    return one in _FAILS and bool(base and sums[COLUMN[one]] == base)


def _positions(*columns: NDArray) -> dict[tuple[str, ...], NDArray[np.int64]]:
    keys, inverse = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(inverse))[:-1])
    return {tuple(map(str, key)): part for key, part in zip(keys, parts, strict=True)}
