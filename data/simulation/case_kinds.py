"""The three kinds of cases, as arrays: employers that stay away, that owe, and that registered only in part.

A case against an employer that stays away (PWBD) runs from warnings to the loss of public services; one for
arrears (tunggakan) from letters to the prosecutor, instalments and the court; one against an employer that
registered only in part (PDS) from letters to the labour inspectors. What a case for arrears recovered is exactly
what its employer paid of the months in which it had been silent, on the days on which it paid: never more than
was paid late.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.law import dues
from data.simulation.bills import billed, bills
from data.simulation.case_steps import Chain, chain
from data.simulation.days import NEVER, Bools, Ints, first_day, ints
from data.simulation.dice import below, chance, chosen, throw
from data.simulation.headcount import registered_of
from data.simulation.payers import MOST_PARTS, PART_DAYS
from data.simulation.wages import wage_of_one
from data.simulation.world import World
from data.vocabulary import PWBD_STEPS, STEPS

_SLOW = 350  # per thousand of the cases wait twice as long between two steps
# The ways that a case for arrears may take, and how many of a hundred take each.
_FULL = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2", "skk", "panggilan", "gugatan")
_SHORT = ("surat", "kunjungan", "skk", "panggilan", "gugatan")
_RECEIVABLE = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2", "kpknl")
_PATHS = ints([55, 37, 8])
_PDS_PATH = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2")
_ARREARS_OPENED = 800  # per thousand of those that owe for long enough
_PDS_OPENED = 350  # per thousand of those registered only in part
_BILLS_BEFORE = 3  # months owed before a case is opened
_RECEIVABLE_FROM = 8_000_000  # rupiah: the least that the office for state receivables (KPKNL) takes over
_ANGSURAN, _KPKNL = STEPS.index("angsuran"), STEPS.index("kpknl")


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
    steps = chain(world.plan.seed, who.key[rows], who.warned[rows], PWBD_STEPS, _slowness(world, rows))
    steps = steps.before(np.minimum(registered, end + 1))
    outcome = np.where(registered < NEVER, "terdaftar", "")
    value = _monthly_due(world, rows, world.heads.size[rows], lawful=True)
    return _without_payment("pwbd", rows, who.warned[rows], value, registered, outcome, steps)


def in_arrears(world: World) -> Cases:
    """From the third month of silence on; closed when all of it was paid, or the employer closed."""
    rows, opened = _opened(world)
    value, recovered = _amounts(world, rows, opened)
    settled, parts = world.payers.settled[rows, None], world.payers.parts[rows, None]
    number = np.arange(MOST_PARTS)
    days = np.where((number < parts) & (settled < NEVER), settled + PART_DAYS * number, NEVER)
    steps = _pursued(world, rows, opened, value)
    closed, outcome = _ended(world, rows)
    return Cases("tunggakan", rows, opened, value, closed, outcome, steps, recovered, days)


def _opened(world: World) -> tuple[Ints, Ints]:
    """The employers that a case for arrears is opened against, and the day of each."""
    who, pay, plan = world.roster, world.payers, world.plan
    third = np.maximum(pay.silent_from, who.first) + _BILLS_BEFORE - 1
    at = np.clip(third - plan.first_index, 0, plan.months - 1)
    opened = pay.due[at] + 3 + below(throw(plan.seed, "case opened", who.key), 25)
    last = np.minimum(np.minimum(pay.silent_to, who.until), plan.last_index)
    before = np.minimum(np.minimum(pay.settled, who.closed), world.window.end + 1)
    picked = (who.registered < NEVER) & (third <= last) & (opened < before)
    rows = np.flatnonzero(picked & chance(throw(plan.seed, "is opened", who.key), _ARREARS_OPENED))
    return rows, opened[rows]


def _pursued(world: World, rows: Ints, opened: Ints, value: Ints) -> Chain:
    """Steps until it was settled; the last of them made the employer pay, within the week after it."""
    who, end, seed = world.roster, world.window.end, world.plan.seed
    key = who.key[rows]
    path, slow = chosen(throw(seed, "path", key), _PATHS), _slowness(world, rows)
    paths = [chain(seed, key, opened, way, slow).on for way in (_FULL, _SHORT, _RECEIVABLE)]
    on = np.choose(path[:, None], paths)
    on[value < _RECEIVABLE_FROM, _KPKNL] = NEVER
    settled = world.payers.settled[rows]
    stop = np.minimum(np.minimum(settled, who.closed[rows]), end + 1)
    taken = Chain(on).before(stop)
    agreed = (world.payers.parts[rows] > 1) & (settled <= end)
    # Whoever agrees to instalments is not taken to court, nor handed to the KPKNL, before that.
    taken.on[:, _ANGSURAN:] = np.where(agreed[:, None], NEVER, taken.on[:, _ANGSURAN:])
    taken.on[:, _ANGSURAN] = np.where(agreed, settled, NEVER)
    prompted = np.flatnonzero((settled <= end) & ~agreed)
    last = taken.last()[prompted]
    shortly = settled[prompted] - 1 - below(throw(seed, "pays after", key[prompted]), 7)
    taken.on[prompted, last] = np.maximum(taken.on[prompted, last], shortly)
    return taken


def _ended(world: World, rows: Ints) -> tuple[Ints, np.ndarray]:
    """The day on which it was closed, and its outcome."""
    pay, end = world.payers, world.window.end
    settled, parts, gone_on = pay.settled[rows], pay.parts[rows], world.roster.closed[rows]
    gone = (settled >= NEVER) & (gone_on < NEVER)
    ended = np.where(gone, gone_on + 30, settled + PART_DAYS * (parts - 1))
    ended = np.where(ended > end, NEVER, ended)
    outcome = np.select([ended >= NEVER, gone, parts > 1], ["", "dihentikan", "angsuran"], "lunas")
    return ended, outcome


def _amounts(world: World, rows: Ints, opened: Ints) -> tuple[Ints, Ints]:
    """For each case what was overdue when it was opened, and by part what was paid of the silent months."""
    plan, pay, end = world.plan, world.payers, world.window.end
    count = len(world.roster)
    value, since = (np.zeros(count, dtype=np.int64) for _ in range(2))
    recovered = np.zeros((count, MOST_PARTS), dtype=np.int64)
    pursued: Bools = np.zeros(count, dtype=bool)
    pursued[rows], since[rows] = True, opened
    for month in plan.indexes:
        silent = pursued & (pay.silent_from <= month) & (month <= pay.silent_to)
        here = billed(world, month, silent)
        month_bills = bills(world, month, here)
        due = int(pay.due[month - plan.first_index])
        value[here] += np.where(due < since[here], month_bills.due.sum(axis=1), 0)
        recovered[here, 0] += np.where(month_bills.payment.day <= end, month_bills.first.sum(axis=1), 0)
        for number, (at, _, amounts) in enumerate(month_bills.parts(end), 1):
            recovered[here[at], number] += amounts.sum(axis=1)
    return value[rows], recovered[rows]


def in_part(world: World) -> Cases:
    """Inspected for workers or wages left out; closed when all were registered at their wage."""
    who, lapse, end, seed = world.roster, world.lapses, world.window.end, world.plan.seed
    until = np.maximum(lapse.workers_until, lapse.wage_until)
    lapsed = who.is_registered & ((until > 0) | (lapse.left_out > 0))
    right = (until > 0) & (until <= world.plan.last_index) & (lapse.left_out == 0)
    mended = np.where(right, first_day(np.where(right, until, 0)), NEVER)
    since = np.maximum(who.registered + 60, world.window.start)
    latest = np.where(right, mended - 1, end)
    opened = since + below(throw(seed, "inspected", who.key), np.maximum(latest - since, 1))
    picked = lapsed & (opened < latest) & chance(throw(seed, "is inspected", who.key), _PDS_OPENED)
    rows = np.flatnonzero(picked)
    steps = chain(seed, who.key[rows], opened[rows], _PDS_PATH, _slowness(world, rows))
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


def _slowness(world: World, rows: Ints) -> Ints:
    """How many times as long as usual each case waits between two steps: 1, or 2 where an office is slow."""
    return 1 + chance(throw(world.plan.seed, "slow", world.roster.key[rows]), _SLOW).astype(np.int64)
