"""How closely each hidden number is known: its feasibility interval, by linear and integer programs (HiGHS).

The interval of a hidden number is all that it may be, given everything that is told. A number is known when the
interval lies within 10 % of the truth. Before a program is solved for one number, every solution that was found for
another is tried: most numbers take another value in one of them already, and are safe.

The feasibility interval and its audit: Hundepool et al. 2012, section 4.4.2; Fischetti and Salazar-Gonzalez 2000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tests.attack.programs import Programs, Unsolved
from tests.attack.system import System
from tests.attack.told import Form, Place

# A round that moves fewer than this share of what is left is the last one.
WITHIN, MOVED = 0.1, 0.1
# By what a number is known: other numbers of its place alone, or sums of several places or values.
SUM_THERE, BETWEEN, TABLES = "a sum of shown ones there", "between shown ones there", "sums of tables"


@dataclass(frozen=True)
class Known:
    """A hidden number that the attacker knows: it lies between `low` and `high`; `by` says how that is known."""

    place: Place
    form: Form
    truth: int
    low: float
    high: float
    by: str

    @property
    def is_exact(self) -> bool:
        """Whether nothing else is possible."""
        return self.high - self.low < 0.5

    @property
    def kind(self) -> str:
        """How closely it is known."""
        return "exactly" if self.is_exact else "within 10 %"


def known_of(system: System) -> Iterator[Known]:
    """The hidden numbers of a system that are known exactly or within 10 %. Raises Unsolved."""
    if system.contradicts:
        raise Unsolved("what is told contradicts the truth")
    for part in system.parts():
        yield from _Part(part).known()


class _Interval:
    """What numbers may be, as far as it has been found out; it begins with what they are."""

    def __init__(self, truth: np.ndarray) -> None:
        self.truth, self.low, self.high = truth, truth.copy(), truth.copy()
        self._room = np.maximum(WITHIN * abs(truth), 0.49)

    def learn(self, values: np.ndarray) -> None:
        """They may be this, too."""
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    @property
    def are_near(self) -> np.ndarray:
        """Of each whether all that it may be lies within 10 % of the truth."""
        return (self.low >= self.truth - self._room) & (self.high <= self.truth + self._room)


class _Part:
    """A part that hangs together; every solution that is found is kept against all of its hidden numbers."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._may_be = _Interval(system.base + system.wanted @ system.truth)
        self._programs = Programs(system.sums, system.values, system.states.whole)

    def known(self) -> Iterator[Known]:
        """What is left when no solution takes it further than 10 % from the truth."""
        by = {at: SUM_THERE for at in range(len(self._system.hidden)) if self._is_sum_there(at)}
        if self._system.wanted.nnz:
            self._try_at_random(np.array([at not in by for at in range(len(self._system.hidden))]))
        for at in np.flatnonzero(self._may_be.are_near):
            if at in by:
                yield self._known(at, self._may_be.truth[at], self._may_be.truth[at], by[at])
            elif there := self._between(at):
                yield self._known(at, *there, BETWEEN)
            elif self._stretched(at):
                yield self._known(at, self._may_be.low[at], self._may_be.high[at], TABLES)

    def _known(self, at: int, low: float, high: float, by: str) -> Known:
        return Known(*self._system.hidden[at], round(self._may_be.truth[at]), float(low), float(high), by)

    def _is_sum_there(self, at: int) -> bool:
        """Whether a number is a sum of shown ones of the same place, each so many times or taken off."""
        place, form = self._system.hidden[at]
        if place not in self._system.beside:
            return False
        shown, wanted = self._system.beside[place][0], self._system.forms[form]
        times, *_ = np.linalg.lstsq(shown.T, wanted, rcond=None)
        return np.allclose(times @ shown, wanted, atol=1e-6)

    def _between(self, at: int) -> tuple[float, float] | None:
        """What the other numbers of the same place leave open of a number, if that lies within 10 % of the truth."""
        place, form = self._system.hidden[at]
        if place not in self._system.beside:
            return None
        may_be, wanted = _Interval(self._may_be.truth[[at]]), self._system.forms[form]
        sums, values = self._system.beside[place]
        programs = Programs(sparse.csr_matrix(sums), values, self._system.states.whole)
        for aim in (wanted, -wanted):
            may_be.learn(np.array([wanted @ programs.least(aim)]))
        return (float(may_be.low[0]), float(may_be.high[0])) if may_be.are_near[0] else None

    def _try_at_random(self, wanted: np.ndarray) -> None:
        """Solutions in random directions, as long as they take many numbers away from the truth."""
        dice, left = np.random.default_rng(7), np.inf
        while True:
            near = self._may_be.are_near & wanted
            if not near.any() or near.sum() > (1 - MOVED) * left:
                return
            left = near.sum()
            for signs in (-near.astype(float), dice.choice((-1.0, 1.0), len(near)) * near):
                self._solve(self._system.wanted.T @ signs)

    def _stretched(self, at: int) -> bool:
        """Whether the least and the most that one number may be lie within 10 % of the truth."""
        aim = self._system.wanted[at].toarray().ravel()
        for one in (aim, -aim) if aim.any() else ():
            if self._may_be.are_near[at]:
                self._solve(one)
        return bool(self._may_be.are_near[at])

    def _solve(self, aim: np.ndarray) -> None:
        """The solution that is least in the direction of `aim`; what it says of every hidden number is remembered."""
        self._may_be.learn(self._system.base + self._system.wanted @ self._programs.least(aim))
