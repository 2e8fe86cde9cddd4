"""How each employer pays: on time, days late, in parts, months late, or not at all for months on end.

A habit is drawn once for each employer, so that any month of it can be worked out alone. Who falls silent does so
again and again: so many months without payment, then so many with, from a phase by lot. A month of such a round is
like any other, so that as many fall silent, settle and stay silent at both ends of the window as within it, and what
goes on after its last month is not cut short. Those that owe at its end are as many as the region's target says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from data.law import due_date
from data.months import month_text
from data.simulation.days import NEVER, Bools, Ints, day_number, first_day, ints
from data.simulation.dice import below, between, chance, chosen, small, throw
from data.simulation.plan import Plan
from data.simulation.roster import Roster
from data.simulation.traits import BESAR, Traits

# Habits from bill to bill: on time, days late, in parts, too much, months late.
PROMPT, DAYS, PARTS, OVER, MONTHS = range(5)
_HABITS = ints([735, 165, 50, 50])  # how many of a thousand have each, of those that are never months late
# The troubled are months late with every bill, or fall silent for a while: shortly, for most of a year, for years.
_LATE, _BRIEF, _MIDDLE, _HARD = range(4)
# How many of a hundred troubled ones of each scale; a large employer that owes for a year would not be left alone.
_TROUBLES = ints([[60, 40, 0, 0], [18, 32, 10, 40], [8, 20, 14, 58], [18, 28, 27, 27]])
# Months without payment, and months with it, of the last three kinds; the highest is one more than there may be.
_SILENCE = ints([[1, 2], [2, 6], [6, 13], [21, 43]])
_PAYING = ints([[1, 2], [7, 20], [12, 30], [10, 24]])
_LARGE_SILENCE = 2  # months at most, of a large one
# The larger an employer, the higher its lot and the less often it is in trouble.
_LOT_BY_SCALE = ints([60, 18, 10, 9])
_PAYS_A_PART = 250  # per thousand of the silent pay a part of each bill, and the rest with all others
_LOOK_BACK = 9  # months after which everyone who still pays has paid
_SETTLED_FROM, _SETTLED_DAYS = (
    20,
    40,
)  # days after the month of the last silent bill, and within how many more
_CYCLE_SHIFT = np.uint64(48)  # above the bits of an employer's key


@dataclass(frozen=True)
class Payers:
    """habit: one of the five (PROMPT to MONTHS). share: per thousand that is paid first by PARTS and by who pays a part
    while silent, beyond 1,000 by OVER.

    silence, round: of every `round` months the first `silence` are not paid; round 0 for those that never fall silent.
    phase: how many months of a round had passed in month 0. pays_part: whether a part is paid all the same.
    left: the month from which one that closes paid nothing any more, NEVER otherwise.
    due: the due day of each month from the plan's first.
    """

    habit: Ints
    share: Ints
    silence: Ints
    round: Ints
    phase: Ints
    pays_part: Bools
    left: Ints
    due: Ints


@dataclass(frozen=True)
class Silence:
    """The silence that a month lies in, of each employer asked for; `number` tells those of one employer apart.

    silent: whether the month lies in one at all; what follows means nothing where it does not. since, until: its
    months, both included; settled: the day on which they were paid after all (NEVER: nobody knows of one), in `parts`
    parts, one every PART_DAYS.
    """

    silent: Bools
    number: Ints
    since: Ints
    until: Ints
    settled: Ints
    parts: Ints


@dataclass(frozen=True)
class Payment:
    """How each bill of a month is paid: `permille` of it on `day` (NEVER: not by the end), the rest in parts.

    There are `parts` parts, one every PART_DAYS from `rest_day` on; 0 where there is no rest or it is never paid.
    """

    permille: Ints
    day: Ints
    rest_day: Ints
    parts: Ints


PART_DAYS = 30  # between two parts of a payment
MOST_PARTS = 6


def payers(plan: Plan, roster: Roster, traits: Traits, owing_share: Ints, end: int) -> Payers:
    """Habits by lot, such that in each region `owing_share` per thousand of the registered owe at the end."""
    key, seed = roster.key, plan.seed
    habit = chosen(throw(seed, "habit", key), _HABITS)
    over = 1000 + between(throw(seed, "over", key), 5, 80)
    share = np.where(habit == OVER, over, between(throw(seed, "first share", key), 400, 850))
    blank = np.zeros(len(roster), dtype=np.int64)
    due = ints([day_number(due_date(month_text(month))) for month in plan.billed])
    untroubled = Payers(habit, share, blank, blank, blank, blank > 0, _left(plan, roster, traits), due)
    troubled = _troubled(plan, roster, traits, untroubled)
    chosen_ones = _owing(plan, roster, traits, (untroubled, troubled), owing_share, end)
    return _mixed(chosen_ones, troubled, untroubled)


def silence_in(plan: Plan, roster: Roster, payers: Payers, rows: Ints, month: Ints | int) -> Silence:
    """The silence that `month` lies in, of the employers `rows` (indexes)."""
    length = np.maximum(payers.round[rows], 1)
    number, passed = (month + payers.phase[rows]) // length, (month + payers.phase[rows]) % length
    started = month - passed
    until = started + payers.silence[rows] - 1
    left = payers.left[rows]
    key = roster.key[rows] + (number.astype(np.uint64) << _CYCLE_SHIFT)
    settled = first_day(until + 1) + _SETTLED_FROM + below(throw(plan.seed, "settled", key), _SETTLED_DAYS)
    several = chance(throw(plan.seed, "in parts", key), 350)
    parts = np.where(several, between(throw(plan.seed, "parts", key), 3, MOST_PARTS), 1)
    gone = left <= month
    return Silence(
        silent=gone | ((payers.round[rows] > 0) & (passed < payers.silence[rows])),
        number=np.where(gone, -1, number),
        since=np.maximum(np.where(gone, left, started), roster.first[rows]),
        until=np.where(gone, NEVER, until),
        settled=np.where(gone, NEVER, settled),
        parts=np.where(gone, 1, parts),
    )


def payment(plan: Plan, roster: Roster, payers: Payers, rows: Ints, month: int) -> Payment:
    """How the bill of `month` is paid by the employers `rows` (indexes)."""
    bits = throw(plan.seed, f"payment {month}", roster.key[rows])
    due = int(payers.due[month - plan.start_index])
    habit, share = payers.habit[rows], payers.share[rows]
    late = small(bits, 0, 1000) < np.where(habit == DAYS, 750, 20)
    day = np.where(late, due + 1 + small(bits, 1, 10), due - small(bits, 1, 15))
    day = np.where(habit == MONTHS, due + 31 + small(bits, 1, 65), day)
    usual = Payment(
        permille=np.where((habit == PARTS) | (habit == OVER), share, 1000),
        day=day,
        rest_day=np.maximum(day, due) + 3 + small(bits, 2, 30),
        parts=(habit == PARTS).astype(np.int64),
    )
    return _while_silent(usual, due, payers, rows, silence_in(plan, roster, payers, rows, month))


def _while_silent(usual: Payment, due: int, payers: Payers, rows: Ints, silence: Silence) -> Payment:
    """What is silent is paid when it is settled, in parts; of some a part by the due day, the rest then."""
    silent, part = silence.silent, silence.silent & payers.pays_part[rows] & (payers.share[rows] < 1000)
    settled, parts = silence.settled, silence.parts
    all_later = silent & ~part
    permille = np.where(all_later, 1000 // parts, np.where(part, payers.share[rows], usual.permille))
    later = np.where(settled >= NEVER, NEVER, settled + PART_DAYS)
    return Payment(
        permille=permille,
        day=np.where(all_later, settled, np.where(part, np.minimum(usual.day, due), usual.day)),
        rest_day=np.where(part, settled, np.where(silent, later, usual.rest_day)),
        parts=np.where(part, np.where(settled >= NEVER, 0, parts), np.where(silent, parts - 1, usual.parts)),
    )


def oldest_unpaid(plan: Plan, roster: Roster, payers: Payers, end: int) -> Ints:
    """The oldest month whose bill is overdue at the end of the window; NEVER when none is."""
    rows = np.arange(len(roster))
    oldest = np.full(len(roster), NEVER)
    for month in range(max(plan.last_index - _LOOK_BACK, plan.start_index), plan.last_index):
        paid = payment(plan, roster, payers, rows, month)
        silence = silence_in(plan, roster, payers, rows, month)
        last = np.where(paid.parts > 0, paid.rest_day + PART_DAYS * (paid.parts - 1), paid.day)
        billed = (roster.first <= month) & (month <= roster.until)
        owed = billed & (last > end)
        since = np.where(silence.silent, np.minimum(silence.since, month), month)
        oldest = np.where(owed, np.minimum(oldest, since), oldest)
    return oldest


def _left(plan: Plan, roster: Roster, traits: Traits) -> Ints:
    """A third of those that close, but no large one, leave their last months unpaid: the month from which on."""
    closes = (roster.closed < NEVER) & (roster.until > roster.first + 3) & (traits.scale != BESAR)
    leaves = closes & chance(throw(plan.seed, "left debts", roster.key), 330)
    months = 1 + below(throw(plan.seed, "left months", roster.key), 8)
    return np.where(leaves, np.maximum(roster.until - months, roster.first), NEVER)


def _troubled(plan: Plan, roster: Roster, traits: Traits, payers: Payers) -> Payers:
    """Every employer as it would be in trouble; none of those that close is, nor any that is not registered."""
    key, seed = roster.key, plan.seed
    kind = chosen(throw(seed, "trouble", key), _TROUBLES, traits.scale)
    most = np.where(traits.scale == BESAR, _LARGE_SILENCE, _SILENCE[kind, 1] - 1)
    silence = between(throw(seed, "silence", key), _SILENCE[kind, 0], most)
    length = silence + between(throw(seed, "between silences", key), _PAYING[kind, 0], _PAYING[kind, 1] - 1)
    falls = kind != _LATE
    return replace(
        payers,
        habit=np.where(falls, np.where(payers.habit == OVER, PROMPT, payers.habit), MONTHS),
        silence=np.where(falls, silence, 0),
        round=np.where(falls, length, 0),
        phase=below(throw(seed, "phase", key), np.maximum(length, 1)),
        pays_part=chance(throw(seed, "pays a part", key), _PAYS_A_PART),
    )


def _mixed(rows: Bools, these: Payers, others: Payers) -> Payers:
    """`these` in the rows that are true, `others` elsewhere."""
    names = ("habit", "share", "silence", "round", "phase", "pays_part")
    return replace(
        others, **{name: np.where(rows, getattr(these, name), getattr(others, name)) for name in names}
    )


def _owing(
    plan: Plan,
    roster: Roster,
    traits: Traits,
    either: tuple[Payers, Payers],
    share: Ints,
    end: int,
) -> Bools:
    """Who is in trouble: in the order of their lots just so many that as many as wanted owe at the end.

    `either` is how each employer pays without trouble and in it. Those that have slipped for once owe in any case.
    """
    regions = len(share)
    able = roster.is_registered & (roster.first < plan.last_index)
    here = np.bincount(roster.region[roster.is_registered], minlength=regions)
    wanted = (here * share + 500) // 1000
    slipped, owing = (able & (oldest_unpaid(plan, roster, one, end) < NEVER) for one in either)
    lot = below(throw(plan.seed, "owes", roster.key), 1_000_000) * _LOT_BY_SCALE[traits.scale]
    group = np.where(able, roster.region, regions)
    order = np.lexsort((roster.key, lot, group))
    needed = np.append(wanted - np.bincount(roster.region[slipped], minlength=regions), 0)
    # How many more owe than without trouble once an employer and all with a lower lot are in it.
    added = (owing[order].astype(np.int64) - slipped[order].astype(np.int64)).cumsum()
    starts = np.searchsorted(group[order], np.arange(regions + 1))
    before = np.where(starts > 0, added[np.maximum(starts, 1) - 1], 0)
    within = added - before[group[order]]
    # The most so far within each region: what comes after too many is out, even where it would make one fewer owe.
    apart = group[order] * 4 * len(roster)
    most = np.maximum.accumulate(within + apart) - apart
    troubled = np.zeros(len(roster), dtype=bool)
    troubled[order] = able[order] & (most <= needed[group[order]])
    return troubled
