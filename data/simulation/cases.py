"""Cases of enforcement: who stays away, who owes, who is registered only in part, and what came of it.

What a case recovered is exactly what its employer paid, after the last step, of the months it had been
silent: never more than was paid late.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.ledger_schemas import STEPS
from data.rules import dues
from data.simulation.bills import billed, bills
from data.simulation.chains import Chain, chain, numbered, step_rows
from data.simulation.days import NEVER, Bools, Ints, dates, first_day, ints
from data.simulation.dice import below, chance, chosen, throw
from data.simulation.employers import keys
from data.simulation.payers import PART_DAYS
from data.simulation.sizes import registered_of
from data.simulation.tabled import tabled
from data.simulation.wages import wage_of_one
from data.simulation.world import World

_PWBD_PATH = ("teguran_1", "teguran_2", "denda", "tmp2t")
_FULL = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2", "skk", "panggilan", "gugatan")
_SHORT = ("surat", "kunjungan", "skk", "panggilan", "gugatan")
_RECEIVABLE = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2", "kpknl")
_PDS_PATH = ("surat", "kunjungan", "laporan_disnaker", "nota_1", "nota_2")
_PATHS = ints([55, 37, 8])
_IS_OPENED, _PDS_OPENED, _SLOW = 800, 350, 350  # per thousand
_BILLS_BEFORE = 3  # months owed before a case is opened
_RECEIVABLE_FROM = 8_000_000  # rupiah: what KPKNL takes over
_ANGSURAN, _KPKNL = STEPS.index("angsuran"), STEPS.index("kpknl")


@dataclass(frozen=True)
class _Cases:
    """One entry per case: its employer, the day it was opened, its value, when and how it ended, its steps."""

    kind: str
    rows: Ints
    opened: Ints
    value: Ints
    closed: Ints
    outcome: np.ndarray
    recovered: Ints
    chain: Chain


def cases(world: World) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables cases and case_steps, validated."""
    found = [_stayed_away(world), _in_arrears(world), _in_part(world)]
    table = pd.concat([_table(world, one) for one in found], ignore_index=True)
    table = table.assign(case=_numbers(table))
    starts = np.cumsum([0, *(len(one.rows) for one in found)])
    steps = pd.concat([_steps(world, one, int(start)) for one, start in zip(found, starts, strict=False)])
    steps = steps.assign(case=table["case"].to_numpy()[steps["place"].to_numpy()])
    steps = steps.sort_values(["on", "case"], kind="stable", ignore_index=True)
    steps = steps.assign(document=numbered(steps))
    return (
        tabled("cases", table.sort_values("case", ignore_index=True)),
        tabled("case_steps", steps.sort_values(["case", "on"], kind="stable", ignore_index=True)),
    )


def _numbers(table: pd.DataFrame) -> pd.Series:
    """SIM-K-00001, ... in the order in which the cases were opened."""
    order = table.sort_values(["opened_on", "employer", "kind"], kind="stable").index
    return pd.Series([f"SIM-K-{at:05d}" for at in range(1, len(order) + 1)], index=order, dtype="str")


def _table(world: World, found: _Cases) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "employer": keys(world)[found.rows],
            "kind": found.kind,
            "opened_on": dates(found.opened),
            "value": found.value,
            "closed_on": dates(found.closed),
            "outcome": found.outcome,
        }
    )


def _steps(world: World, found: _Cases, start: int) -> pd.DataFrame:
    """The steps of these cases, `place` counted from `start`. What was recovered stands at the last step."""
    short = np.array(world.places.short, dtype=object)[world.roster.region[found.rows]]
    rows = step_rows(found.chain, world.window.end, world.law, short)
    last = found.chain.last()[rows["place"]]
    at_last = rows["step"].to_numpy() == np.array([*STEPS, ""], dtype=object)[last]
    recovered = np.where(at_last, found.recovered[rows["place"]], 0)
    return rows.assign(place=rows["place"] + start, recovered=recovered)


def _stayed_away(world: World) -> _Cases:
    """Warnings, fine, no more public services; closed when the employer registered."""
    who, end = world.roster, world.window.end
    rows = np.flatnonzero(who.warned < NEVER)
    registered = who.registered[rows]
    steps = chain(world.plan.seed, who.key[rows], who.warned[rows], _PWBD_PATH, _slow(world, rows))
    steps = steps.before(np.minimum(registered, end + 1))
    outcome = np.where(registered < NEVER, "terdaftar", "")
    nothing = np.zeros(len(rows), dtype=np.int64)
    return _Cases(
        "pwbd", rows, who.warned[rows], _monthly_due(world, rows), registered, outcome, nothing, steps
    )


def _in_arrears(world: World) -> _Cases:
    """From the third month of silence on; closed when all of it was paid, or the employer closed."""
    who, pay, end = world.roster, world.payers, world.window.end
    start = np.maximum(pay.silent_from, who.first)
    third = start + _BILLS_BEFORE - 1
    at = np.clip(third - world.plan.first_index, 0, world.plan.months - 1)
    opened = pay.due[at] + 3 + below(throw(world.plan.seed, "case opened", who.key), 25)
    silent = (who.registered < NEVER) & (third <= np.minimum(pay.silent_to, who.until))
    picked = silent & (third <= world.plan.last_index) & (opened <= end) & (opened < pay.settled)
    picked &= (opened < who.closed) & chance(throw(world.plan.seed, "is opened", who.key), _IS_OPENED)
    rows = np.flatnonzero(picked)
    value, recovered = _amounts(world, rows, opened)
    steps, closed, outcome = _pursued(world, rows, opened[rows], value)
    return _Cases("tunggakan", rows, opened[rows], value, closed, outcome, recovered, steps)


def _pursued(world: World, rows: Ints, opened: Ints, value: Ints) -> tuple[Chain, Ints, np.ndarray]:
    """Steps until it was settled; with instalments agreed on the day of the first of them."""
    who, pay, end, seed = world.roster, world.payers, world.window.end, world.plan.seed
    path = chosen(throw(seed, "path", who.key[rows]), _PATHS)
    slow = _slow(world, rows)
    paths = [chain(seed, who.key[rows], opened, one, slow).on for one in (_FULL, _SHORT, _RECEIVABLE)]
    on = np.choose(path[:, None], paths)
    on[value < _RECEIVABLE_FROM, _KPKNL] = NEVER
    settled, parts = pay.settled[rows], pay.parts[rows]
    stop = np.minimum(np.minimum(settled, who.closed[rows]), end + 1)
    on = Chain(on).before(stop).on
    agreed = (parts > 1) & (settled <= end)
    # Whoever agrees to instalments is not taken to court, nor handed to the KPKNL, before that.
    on[:, _ANGSURAN:] = np.where(agreed[:, None], NEVER, on[:, _ANGSURAN:])
    on[:, _ANGSURAN] = np.where(agreed, settled, NEVER)
    paid = np.where(settled <= end, settled + PART_DAYS * (parts - 1), NEVER)
    gone = (paid >= NEVER) & (who.closed[rows] < NEVER)
    ended = np.minimum(np.where(gone, who.closed[rows] + 30, paid), NEVER)
    ended = np.where(ended > end, NEVER, ended)
    outcome = np.select([ended >= NEVER, gone, parts > 1], ["", "dihentikan", "angsuran"], "lunas")
    return Chain(on), ended, outcome


def _in_part(world: World) -> _Cases:
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
    steps = chain(seed, who.key[rows], opened[rows], _PDS_PATH, _slow(world, rows))
    steps = steps.before(np.minimum(mended[rows], end + 1))
    outcome = np.where(mended[rows] < NEVER, "lengkap", "")
    nothing = np.zeros(len(rows), dtype=np.int64)
    return _Cases("pds", rows, opened[rows], _withheld(world, rows), mended[rows], outcome, nothing, steps)


def _amounts(world: World, rows: Ints, opened: Ints) -> tuple[Ints, Ints]:
    """For each case what was overdue when it was opened, and what was paid of the silent months by the end."""
    plan, pay, end = world.plan, world.payers, world.window.end
    value, recovered = (np.zeros(len(world.roster), dtype=np.int64) for _ in range(2))
    pursued: Bools = np.zeros(len(world.roster), dtype=bool)
    pursued[rows] = True
    for month in plan.indexes:
        silent = pursued & (pay.silent_from <= month) & (month <= pay.silent_to)
        here = billed(world, month, silent)
        found = bills(world, month, here)
        due = int(pay.due[month - plan.first_index])
        value[here] += np.where(due < opened[here], found.due.sum(axis=1), 0)
        recovered[here] += np.where(found.payment.day <= end, found.first.sum(axis=1), 0)
        for at, _, amounts in found.parts(end):
            np.add.at(recovered, here[at], amounts.sum(axis=1))
    return value[rows], recovered[rows]


def _monthly_due(world: World, rows: Ints) -> Ints:
    """What a month would cost those that stay away: all workers, at the minimum wage, with every programme."""
    return _asked(world, rows, world.heads.size[rows], lawful=True)


def _withheld(world: World, rows: Ints) -> Ints:
    """What a month falls short of: all workers at a lawful wage, less those registered at what they are paid."""
    share = np.where(world.lapses.workers_until[rows] > 0, world.lapses.share[rows], 1000)
    size = world.heads.size[rows]
    actual = _asked(world, rows, registered_of(size, share), lawful=False)
    return np.maximum(_asked(world, rows, size, lawful=True) - actual, 0)


def _asked(world: World, rows: Ints, workers: Ints, *, lawful: bool) -> Ints:
    """One month's contribution at the end of the window, with the required programmes or those followed."""
    plan = world.plan
    minimum = world.wages.minimum[world.roster.region[rows], -1]
    paid = np.minimum(wage_of_one(world.wages, world.roster, world.lapses, rows, plan.last_index), minimum)
    asked = world.legal.take(rows)
    if lawful:
        asked = asked.assign(
            programmes=np.array(world.programmes, dtype=object)[world.traits.scale[rows] * 3]
        )
    one = minimum if lawful else paid
    return dues(world.law, asked, workers, workers * one).to_numpy().sum(axis=1).astype(np.int64)


def _slow(world: World, rows: Ints) -> Ints:
    """Some offices take twice as long."""
    return 1 + chance(throw(world.plan.seed, "slow", world.roster.key[rows]), _SLOW).astype(np.int64)
