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
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.system import System
from tests.attack.told import Form, Place

# A round that moves fewer than this share of what is left is the last one.
WITHIN, MOVED, SECONDS = 0.1, 0.1, 5.0


@dataclass(frozen=True)
class Known:
    """A hidden number that the attacker knows: it lies between `low` and `high`."""

    states: str
    place: Place
    form: Form
    truth: int
    low: float
    high: float
    reason: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether nothing else is possible."""
        return self.high - self.low < 0.5

    @property
    def kind(self) -> str:
        """How closely it is known."""
        return "exactly" if self.is_exact else "within 10 %"


class Unsolved(Exception):
    """What is told contradicts itself, or the truth: then the system is wrong, and no bound of it counts."""


def known_of(system: System) -> Iterator[Known]:
    """The hidden numbers of a system that are known exactly or within 10 %."""
    for part in system.parts():
        yield from _Part(part).known()


class _Part:
    """A part that hangs together; every solution that is found is kept against all of its hidden numbers."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._truth = system.wanted @ system.truth
        self._low, self._high = self._truth.copy(), self._truth.copy()
        # Programs are solved in numbers of a size that a solver is sure of; counts stay whole.
        self._scale = 1.0 if system.states.whole else max(1.0, float(system.truth.max(initial=0)) / 1e4)

    def known(self) -> Iterator[Known]:
        """What is left when no solution takes it further than 10 % from the truth."""
        if self._system.wanted.shape[1]:
            self._try_at_random()
        for at in range(len(self._truth)):
            if self._is_near(at) and self._system.wanted[at].nnz:
                self._stretch(at)
            if self._is_near(at):
                yield Known(
                    self._system.states.name,
                    *self._system.hidden[at],
                    round(self._truth[at]),
                    float(self._low[at]),
                    float(self._high[at]),
                )

    def _is_near(self, at: int) -> bool:
        """Whether every value that was found lies within 10 % of the truth."""
        truth = self._truth[at]
        room = max(WITHIN * abs(truth), 0.49)
        return bool(self._low[at] >= truth - room and self._high[at] <= truth + room)

    def _try_at_random(self) -> None:
        """Solutions in random directions, as long as they take many numbers away from the truth."""
        dice, left = np.random.default_rng(7), len(self._truth) + 1
        while True:
            near = np.array([self._is_near(at) for at in range(len(self._truth))])
            if not near.any() or near.sum() > (1 - MOVED) * left:
                return
            left = near.sum()
            for signs in (-near.astype(float), dice.choice((-1.0, 1.0), len(near)) * near):
                self._solve(self._system.wanted.T @ signs)

    def _stretch(self, at: int) -> None:
        """The least and the most that one number may be."""
        aim = self._system.wanted[at].toarray().ravel()
        self._solve(aim)
        if self._is_near(at):
            self._solve(-aim)

    def _solve(self, aim: np.ndarray) -> None:
        """The solution that is least in the direction of `aim`; what it says of every hidden number is remembered."""
        system = self._system
        found = milp(
            aim,
            constraints=LinearConstraint(system.sums, system.low / self._scale, system.high / self._scale)
            if system.sums.shape[0]
            else (),
            bounds=Bounds(0, 1e9),
            integrality=np.full(len(aim), int(system.states.whole)),
            options={"time_limit": SECONDS},
        )
        if found.x is None:
            if found.status == 1:  # out of time: nothing was found, and nothing is claimed
                return
            raise Unsolved(f"{system.states.name}: {found.message}")
        values = system.wanted @ found.x * self._scale
        self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)
