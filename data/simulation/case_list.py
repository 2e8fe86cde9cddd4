"""Cases of one kind, as arrays: what `data.simulation.cases` makes tables of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.chains import Chain
from data.simulation.days import NEVER, Ints
from data.simulation.dice import chance, throw
from data.simulation.payers import MOST_PARTS
from data.simulation.world import World

_SLOW = 350  # per thousand


@dataclass(frozen=True)
class Cases:
    """One entry per case: its employer, the day it was opened, its value, when and how it ended, its steps.

    recovered and part_days: cases x MOST_PARTS, what was paid and on which day (NEVER: not by the end); more than
    the first of them only where instalments were agreed.
    """

    kind: str
    rows: Ints
    opened: Ints
    value: Ints
    closed: Ints
    outcome: np.ndarray
    chain: Chain
    recovered: Ints
    part_days: Ints


def without_payment(kind: str, rows: Ints, opened: Ints, value: Ints, closed: Ints, outcome: np.ndarray, chain: Chain) -> Cases:  # fmt: skip
    """Cases that are not about money already owed."""
    nothing = np.zeros((len(rows), MOST_PARTS), dtype=np.int64)
    return Cases(kind, rows, opened, value, closed, outcome, chain, nothing, nothing + NEVER)


def slowness(world: World, rows: Ints) -> Ints:
    """How many times the usual each case waits: some offices take twice as long."""
    return 1 + chance(throw(world.plan.seed, "slow", world.roster.key[rows]), _SLOW).astype(np.int64)
