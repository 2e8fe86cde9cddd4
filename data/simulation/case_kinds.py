"""Cases as arrays, and those against employers that stay away and that registered only in part.

A case against an employer that stays away (PWBD) runs from warnings to the loss of public services, which few come to;
one against an employer that registered only in part (PDS) from letters to the labour inspectors. Those that are still
open are recent, as many as were under way on any other day: a case that leads nowhere for years would be no chain. The
cases for arrears are those of data.simulation.arrears_cases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.law import dues
from data.simulation.case_steps import Chain, chain
from data.simulation.days import NEVER, Ints, first_day
from data.simulation.dice import Bits, below, between, chance, throw
from data.simulation.headcount import registered_of
from data.simulation.payers import MOST_PARTS
from data.simulation.traits import is_small
from data.simulation.wages import wage_of_one
from data.simulation.world import World
from data.vocabulary import PWBD_STEPS, STEPS

_SLOW = 350  # per thousand of the cases wait twice as long between two steps
_PDS_PATH = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2")
# Per thousand: of those registered only in part and put right, inspected; of those that are not, inspected lately.
_PDS_MENDED, _PDS_OPEN = 700, 18
_PDS_DAYS = (45, 250)  # from the first letter until it was put right
_SERVICES_LOST = 250  # per thousand of those that were fined and still do not register
_TMP2T = STEPS.index("tmp2t")


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


def stayed_away(world: World) -> Cases:
    """Warnings, fine, no more public services; closed when the employer registered."""
    who, end = world.roster, world.window.end
    rows = np.flatnonzero(who.warned < NEVER)
    registered = who.registered[rows]
    key, seed = who.key[rows], world.plan.seed
    steps = chain(seed, key, who.warned[rows], PWBD_STEPS, slowness(seed, key))
    spared = ~chance(throw(seed, "services lost", key), _SERVICES_LOST) | is_small(world.traits)[rows]
    steps.on[spared, _TMP2T] = NEVER
    steps = steps.before(np.minimum(registered, end + 1))
    outcome = np.where(registered < NEVER, "terdaftar", "")
    value = _monthly_due(world, rows, world.heads.size[rows], lawful=True)
    return _without_payment("pwbd", rows, who.warned[rows], value, registered, outcome, steps)


def in_part(world: World) -> Cases:
    """Inspected for workers or wages left out; closed when all were registered at their wage."""
    who, lapse, end, seed = world.roster, world.lapses, world.window.end, world.plan.seed
    until = np.maximum(lapse.workers_until, lapse.wage_until)
    lapsed = who.is_registered & ((until > 0) | (lapse.left_out > 0))
    right = (until > 0) & (until <= world.plan.last_index) & (lapse.left_out == 0)
    mended = np.where(right, first_day(np.where(right, until, 0)), NEVER)
    wait = between(throw(seed, "inspected", who.key), *_PDS_DAYS)
    lately = below(throw(seed, "inspected lately", who.key), _PDS_DAYS[1])
    opened = np.where(right, mended - wait, end - lately)
    lot = chance(throw(seed, "is inspected", who.key), np.where(right, _PDS_MENDED, _PDS_OPEN))
    rows = np.flatnonzero(lapsed & lot & (opened > who.registered + 60))
    key = who.key[rows]
    steps = chain(seed, key, opened[rows], _PDS_PATH, slowness(seed, key))
    steps = steps.before(np.minimum(mended[rows], end + 1))
    outcome = np.where(mended[rows] < NEVER, "lengkap", "")
    value = _withheld(world, rows)
    return _without_payment("pds", rows, opened[rows], value, mended[rows], outcome, steps)


def _withheld(world: World, rows: Ints) -> Ints:
    """What a month falls short of: all workers at a lawful wage, less those registered at what they are paid."""
    share = np.where(world.lapses.workers_until[rows] > 0, world.lapses.share[rows], 1000)
    size = world.heads.size[rows]
    actual = _monthly_due(world, rows, registered_of(size, share), lawful=False)
    return np.maximum(_monthly_due(world, rows, size, lawful=True) - actual, 0)


def _monthly_due(world: World, rows: Ints, workers: Ints, *, lawful: bool) -> Ints:
    """One month's contribution at the end of the window, with the required programmes or those followed."""
    plan = world.plan
    minimum = world.wages.minimum[world.roster.region[rows], -1]
    paid = np.minimum(wage_of_one(world.wages, world.roster, world.lapses, rows, plan.last_index), minimum)
    legal = world.legal.take(rows)
    if lawful:
        legal = legal.assign(
            programmes=np.array(world.programmes, dtype=object)[world.traits.scale[rows] * 3]
        )
    wage = minimum if lawful else paid
    return dues(world.law, legal, workers, workers * wage).to_numpy().sum(axis=1).astype(np.int64)


def _without_payment(
    kind: str, rows: Ints, opened: Ints, value: Ints, closed: Ints, outcome: np.ndarray, chain: Chain
) -> Cases:
    """Cases that are not about money already owed, so that nothing is recovered by them."""
    nothing = np.zeros((len(rows), MOST_PARTS), dtype=np.int64)
    return Cases(kind, rows, opened, value, closed, outcome, chain, nothing, nothing + NEVER)


def slowness(seed: int, key: Bits) -> Ints:
    """How many times as long as usual each case waits between two steps: 1, or 2 where an office is slow."""
    return 1 + chance(throw(seed, "slow", key), _SLOW).astype(np.int64)
