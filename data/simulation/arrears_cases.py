"""Cases against employers that owe: from letters to the prosecutor, instalments and, rarely, the court.

There is one for a silence (data.simulation.payers) from its third month on, so that as many are opened and closed at
both ends of the window as within it. What a case recovered is what its employer paid, on the days on which it paid, of
the bills that were overdue when whoever had it last took it up: never more than was handed over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.bills import Bills, bills
from data.simulation.case_kinds import Cases, slowness
from data.simulation.case_steps import Chain, chain
from data.simulation.days import NEVER, Ints, ints
from data.simulation.dice import Bits, below, chance, chosen, throw
from data.simulation.payers import MOST_PARTS, PART_DAYS, Silence, silence_in
from data.simulation.world import World
from data.vocabulary import LICENCE_STEPS, STEPS

# The ways that a case may take, and how many of a hundred that are worth it take each.
_LETTERS = ("surat", "kunjungan")
_FULL = (*_LETTERS, "laporan_disnaker", "nota_1", "nota_2", "skk", "panggilan")
_SHORT = (*_LETTERS, "skk", "panggilan")
_INSPECTED = (*_LETTERS, "laporan_disnaker", "nota_1", "nota_2")
_SUED = (*_SHORT, "gugatan")
_RECEIVABLE = (*_INSPECTED, "kpknl")
_LICENCE = (*_LETTERS, *LICENCE_STEPS)
_PATHS = (_LETTERS, _FULL, _SHORT, _INSPECTED, _SUED, _RECEIVABLE, _LICENCE)
_LICENCE_PROVINCE = "16"  # of whose agreement the licence chain is
# In other provinces, and in that one.
_PATH_WEIGHTS = ints([[6, 16, 66, 7, 3, 2, 0], [6, 12, 60, 5, 3, 2, 12]])
_RECOMMENDED = 120  # per thousand of those that the labour agency could not make pay
_OPENED = ints([1000, 1000, 850, 400])  # per thousand of those that owe for long enough, by scale
_BILLS_BEFORE = 3  # months owed before a case is opened
_WORTH = 700_000  # rupiah owed at the opening, below which nobody goes beyond letters and visits
_RECEIVABLE_ABOVE = 8_000_000  # rupiah: what is not above this stays with the agency (KPKNL)
_SKK, _PANGGILAN, _ANGSURAN = (STEPS.index(name) for name in ("skk", "panggilan", "angsuran"))
_KPKNL, _RECOMMENDATION = STEPS.index("kpknl"), STEPS.index("rekomendasi_ptsp")


@dataclass(frozen=True)
class _Owing:
    """One entry for each case: its employer (`rows`), the silence that it is about, a key of its own, its opening."""

    rows: Ints
    silence: Silence
    key: Bits
    opened: Ints


def in_arrears(world: World) -> Cases:
    """The cases; closed when all of the silence was paid, or the employer closed."""
    owing = _opened(world, *_silences(world))
    value = _overdue(world, owing, owing.opened)
    steps, handed = _pursued(world, owing, value)
    recovered = _recovered(world, owing, handed)
    settled, parts = owing.silence.settled[:, None], owing.silence.parts[:, None]
    number = np.arange(MOST_PARTS)
    days = np.where((number < parts) & (settled < NEVER), settled + PART_DAYS * number, NEVER)
    closed, outcome = _ended(world, owing)
    return Cases("tunggakan", owing.rows, owing.opened, value, closed, outcome, steps, recovered, days)


def _silences(world: World) -> tuple[Ints, Silence]:
    """Every silence that touches a month with bills: the employers and the silences."""
    plan, who, pay = world.plan, world.roster, world.payers
    falling = np.flatnonzero((pay.round > 0) & (who.registered < NEVER))
    length, phase = pay.round[falling], pay.phase[falling]
    oldest, newest = (plan.start_index + phase) // length, (plan.last_index + phase) // length
    times = newest - oldest + 1
    rows = np.repeat(falling, times)
    turn = np.arange(len(rows)) - np.repeat(times.cumsum() - times, times) + np.repeat(oldest, times)
    left = np.flatnonzero(pay.left < NEVER)
    months = np.concatenate([turn * pay.round[rows] - pay.phase[rows], pay.left[left]])
    rows = np.concatenate([rows, left])
    return rows, silence_in(plan, who, pay, rows, months)


def _opened(world: World, rows: Ints, silence: Silence) -> _Owing:
    """Those that a case is opened about, and the day of each."""
    who, plan, seed = world.roster, world.plan, world.plan.seed
    key = who.key[rows] + (silence.number.astype(np.uint64) << np.uint64(48))
    third = silence.since + _BILLS_BEFORE - 1
    at = np.clip(third - plan.start_index, 0, len(world.payers.due) - 1)
    opened = world.payers.due[at] + 3 + below(throw(seed, "case opened", key), 25)
    last = np.minimum(np.minimum(silence.until, who.until[rows]), plan.last_index)
    before = np.minimum(np.minimum(silence.settled, who.closed[rows]), world.window.end + 1)
    lot = chance(throw(seed, "is opened", key), _OPENED[world.traits.scale[rows]])
    at = np.flatnonzero((third <= last) & (opened < before) & lot)
    kept = Silence(*(getattr(silence, name)[at] for name in Silence.__dataclass_fields__))
    return _Owing(rows[at], kept, key[at], opened[at])


def _pursued(world: World, owing: _Owing, value: Ints) -> tuple[Chain, Ints]:
    """The steps until it was settled, and the day on which whoever had the case last took it up.

    The last step made the employer pay, within the week after it.
    """
    end, seed, key = world.window.end, world.plan.seed, owing.key
    agreed_there = ints([province == _LICENCE_PROVINCE for province in world.regions.province])
    place = agreed_there[world.roster.region[owing.rows]]
    path = np.where(value >= _WORTH, chosen(throw(seed, "path", key), _PATH_WEIGHTS, place), 0)
    slow = slowness(seed, key)
    on = np.choose(path[:, None], [chain(seed, key, owing.opened, way, slow).on for way in _PATHS])
    on[value <= _RECEIVABLE_ABOVE, _KPKNL] = NEVER
    on[~chance(throw(seed, "recommended", key), _RECOMMENDED), _RECOMMENDATION] = NEVER
    settled = owing.silence.settled
    stop = np.minimum(np.minimum(settled, world.roster.closed[owing.rows]), end + 1)
    taken = Chain(on).before(stop)
    agreed = (owing.silence.parts > 1) & (settled <= end)
    # Whoever agrees to instalments is not taken to court, nor handed to the KPKNL, before that.
    taken.on[:, _ANGSURAN : _KPKNL + 1] = np.where(
        agreed[:, None], NEVER, taken.on[:, _ANGSURAN : _KPKNL + 1]
    )
    handed = np.take_along_axis(taken.on, taken.last()[:, None], axis=1)[:, 0]
    handed = np.minimum(handed, taken.on[:, _SKK])
    _hasten(seed, key, taken, np.flatnonzero((settled <= end) & ~agreed), settled)
    taken.on[:, _ANGSURAN] = np.where(agreed, settled, NEVER)
    return taken, handed


def _hasten(seed: int, key: Bits, taken: Chain, rows: Ints, settled: Ints) -> None:
    """Put the last step shortly before the payment that followed it; a power of attorney is followed by a summons."""
    last = taken.last()[rows]
    shortly = settled[rows] - 1 - below(throw(seed, "pays after", key[rows]), 7)
    step = np.where(last == _SKK, _PANGGILAN, last)
    taken.on[rows, step] = np.maximum(taken.on[rows, last], shortly)
    same = rows[(last == _SKK) & (taken.on[rows, _SKK] == taken.on[rows, _PANGGILAN])]
    taken.on[same, _SKK] -= 1


def _ended(world: World, owing: _Owing) -> tuple[Ints, np.ndarray]:
    """The day on which it was closed, and its outcome."""
    end, settled, parts = world.window.end, owing.silence.settled, owing.silence.parts
    gone_on = world.roster.closed[owing.rows]
    gone = (settled >= NEVER) & (gone_on < NEVER)
    ended = np.where(gone, gone_on + 30, settled + PART_DAYS * (parts - 1))
    ended = np.where(ended > end, NEVER, ended)
    outcome = np.select([ended >= NEVER, gone, parts > 1], ["", "dihentikan", "angsuran"], "lunas")
    return ended, outcome


def _overdue(world: World, owing: _Owing, day: Ints) -> Ints:
    """What of each silence was overdue on the day: a bill of which a part was paid, by the rest."""
    value = np.zeros(len(owing.rows), dtype=np.int64)
    for month in world.plan.billed:
        at, month_bills = _in_month(world, owing, month, day)
        paid = np.where((month_bills.payment.day < day[at])[:, None], month_bills.first, 0)
        value[at] += (month_bills.due - paid).sum(axis=1)
    return value


def _recovered(world: World, owing: _Owing, handed: Ints) -> Ints:
    """By case and part what was paid, when the silence was settled, of the bills overdue on the day `handed`."""
    recovered = np.zeros((len(owing.rows), MOST_PARTS), dtype=np.int64)
    end = world.window.end
    for month in world.plan.billed:
        at, month_bills = _in_month(world, owing, month, handed)
        day = month_bills.payment.day
        whole = (day == owing.silence.settled[at]).astype(np.int64)
        recovered[at, 0] += np.where(whole & (day <= end), month_bills.first.sum(axis=1), 0)
        for number, (some, _, amounts) in enumerate(month_bills.parts(end)):
            recovered[at[some], number + whole[some]] += amounts.sum(axis=1)
    return recovered


def _in_month(world: World, owing: _Owing, month: int, day: Ints) -> tuple[Ints, Bills]:
    """The cases of whose silence a month is and fell due before the day, with its bills."""
    silence, due = owing.silence, int(world.payers.due[month - world.plan.start_index])
    within = (silence.since <= month) & (month <= np.minimum(silence.until, world.roster.until[owing.rows]))
    at = np.flatnonzero(within & (due < day))
    return at, bills(world, month, owing.rows[at])
