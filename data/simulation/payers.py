"""How each employer pays: on time, days late, in parts, months late, after a long silence, or never.

A habit is drawn once for each employer, so that any month of it can be worked out alone. Those that owe at the
end of the window are as many as the region's target says; all others may slip, but not for long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from data.law import due_date
from data.simulation.days import NEVER, Bools, Ints, day_number, ints
from data.simulation.dice import Bits, below, between, chance, chosen, small, throw
from data.simulation.plan import Plan
from data.simulation.roster import Roster
from data.simulation.traits import Traits

# Habits of those that owe nothing for long: on time, days late, in parts, too much, silent for some months ...
PROMPT, DAYS, PARTS, OVER, EPISODE = range(5)
# ... and of those that owe at the end: months late, in part for ever, silent since a month, never paid.
MONTHS, SHORT, SILENT, NOTHING = range(5, 9)
# How many of a thousand have each habit: of those that pay, and by scale of those that owe.
_PAYING = ints([690, 145, 35, 30, 100])
# A large employer that never paid at all would not be left alone for years.
_OWING = ints([[500, 50, 450, 0], [380, 100, 500, 20], [220, 130, 500, 150], [200, 100, 500, 200]])
# The larger an employer, the higher its lot and the less often it owes.
_LOT_BY_SCALE = ints([17, 13, 10, 8])
# A hundred silent ones of each scale by months of silence: 1-3, 4-6, 7-12, longer.
_AGES = ints([[65, 25, 10, 0], [50, 25, 20, 5], [35, 20, 20, 25], [30, 20, 20, 30]])
_AGE_BOUNDS = ints([1, 4, 7, 13, 60])
_SHORTEST = 4  # months of a window with room for an episode that ends inside it
_LOOK_BACK = 6  # months after which everyone who still pays has paid


@dataclass(frozen=True)
class Payers:
    """habit: one of the nine (PROMPT to NOTHING). share: per thousand that is paid first by PARTS and SHORT, beyond 1,000 by OVER.

    silent_from, silent_to: months without payment, both included; settled: the day on which they were paid
    after all (NEVER by the end of the window), in `parts` parts, one a month. due: the due day of each month.
    """

    habit: Ints
    share: Ints
    silent_from: Ints
    silent_to: Ints
    settled: Ints
    parts: Ints
    due: Ints


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


def payers(
    plan: Plan, roster: Roster, traits: Traits, owing_share: Ints, owing_count: Ints, end: int
) -> Payers:
    """Habits by lot, such that in each region as many employers owe at the end as they should.

    That is as many as `owing_count` says, or, where that is negative, `owing_share` per thousand of the registered.
    """
    key, seed = roster.key, plan.seed
    due = ints([day_number(due_date(text)) for text in plan.texts])
    habit = chosen(throw(seed, "habit", key), _PAYING)
    blank = np.zeros(len(roster), dtype=np.int64)
    share = between(throw(seed, "first share", key), 400, 850)
    over = 1000 + between(throw(seed, "over", key), 5, 80)
    drawn = Payers(habit, share, blank + NEVER, blank - 1, blank + NEVER, blank + 1, due)
    drawn = _with_episodes(plan, roster, drawn, end)
    owes = _owing(plan, roster, traits, drawn, owing_share, owing_count, end)
    drawn = _with_silence(plan, roster, traits, drawn, owes)
    return replace(drawn, share=np.where(drawn.habit == OVER, over, share))


def payment(plan: Plan, payers: Payers, rows: Ints, key: Bits, month: int) -> Payment:
    """How the bill of `month` is paid by the employers `rows` (indexes), whose keys are `key`."""
    bits = throw(plan.seed, f"payment {month}", key)
    due = int(payers.due[month - plan.first_index])
    habit, share = payers.habit[rows], payers.share[rows]
    late = small(bits, 0, 1000) < np.where(habit == DAYS, 750, 20)
    day = np.where(late, due + 1 + small(bits, 1, 18), due - small(bits, 1, 15))
    day = np.where(habit == MONTHS, due + 31 + small(bits, 1, 65), day)
    permille = np.where((habit == PARTS) | (habit == SHORT) | (habit == OVER), share, 1000)
    silent = (payers.silent_from[rows] <= month) & (month <= payers.silent_to[rows])
    settled, parts = payers.settled[rows], payers.parts[rows]
    rest = np.where(silent, parts - 1, (habit == PARTS).astype(np.int64))
    return Payment(
        permille=np.where(silent, 1000 // parts, permille),
        day=np.where(silent, settled, day),
        rest_day=np.where(silent, settled + PART_DAYS, np.maximum(day, due) + 3 + small(bits, 2, 30)),
        parts=rest,
    )


def oldest_unpaid(plan: Plan, roster: Roster, payers: Payers, end: int) -> Ints:
    """The oldest month whose bill is overdue at the end of the window; NEVER when none is."""
    recent = _oldest_recent(plan, roster, payers, end)
    start = np.maximum(roster.first, payers.silent_from)
    silent = (payers.settled > end) & (start < np.minimum(plan.last_index, roster.until + 1))
    short = (payers.habit == SHORT) & (roster.first < plan.last_index)
    long = np.where(silent, start, np.where(short, roster.first, NEVER))
    return np.where(roster.registered < NEVER, np.minimum(recent, long), NEVER)


def _oldest_recent(plan: Plan, roster: Roster, payers: Payers, end: int) -> Ints:
    """Of the last months alone: what those that pay at all may still owe."""
    rows = np.arange(len(roster))
    oldest = np.full(len(roster), NEVER)
    for month in range(max(plan.last_index - _LOOK_BACK, plan.first_index), plan.last_index):
        paid = payment(plan, payers, rows, roster.key, month)
        last = np.where(paid.parts > 0, paid.rest_day + PART_DAYS * (paid.parts - 1), paid.day)
        billed = (roster.first <= month) & (month <= roster.until)
        oldest = np.where(billed & (last > end), np.minimum(oldest, month), oldest)
    return oldest


def _with_episodes(plan: Plan, roster: Roster, payers: Payers, end: int) -> Payers:
    """Those that were silent for some months and settled all of it before the end."""
    key, seed = roster.key, plan.seed
    bits = throw(seed, "episode", key)
    length = 2 + np.minimum(below(bits, 6) + below(throw(seed, "longer", key), 8), max(plan.months // 2, 1))
    last = np.minimum(roster.until, plan.last_index - 2)
    possible = (payers.habit == EPISODE) & (last - length + 1 >= roster.first) & (plan.months >= _SHORTEST)
    start = between(throw(seed, "episode from", key), roster.first, last - length + 1)
    stop = start + length - 1
    at = np.clip(stop - plan.first_index, 0, plan.months - 1)
    settled = payers.due[at] + 1 + below(throw(seed, "settled", key), 12)
    parts = between(throw(seed, "parts", key), 3, MOST_PARTS)
    several = chance(throw(seed, "in parts", key), 350) & (settled + PART_DAYS * (parts - 1) <= end)
    return replace(
        payers,
        habit=np.where((payers.habit == EPISODE) & ~possible, PROMPT, payers.habit),
        silent_from=np.where(possible, start, NEVER),
        silent_to=np.where(possible, stop, -1),
        settled=np.where(possible, settled, NEVER),
        parts=np.where(possible & several, parts, 1),
    )


def _owing(
    plan: Plan, roster: Roster, traits: Traits, payers: Payers, share: Ints, count: Ints, end: int
) -> Bools:
    """Who owes at the end: just so many, by lot, that with those who slipped the target is met."""
    regions = len(share)
    able = roster.is_registered & (roster.first < plan.last_index)
    here = np.bincount(roster.region[roster.is_registered], minlength=regions)
    wanted = np.where(count >= 0, count, (here * share + 500) // 1000)
    slipped = able & (_oldest_recent(plan, roster, payers, end) < NEVER)
    lot = below(throw(plan.seed, "owes", roster.key), 1_000_000) * _LOT_BY_SCALE[traits.scale]
    group = np.where(able, roster.region, regions)
    order = np.lexsort((roster.key, lot, group))
    before = np.bincount(group[slipped], minlength=regions + 1)
    # Those that slipped owe in any case. The others are taken in the order of their lots until the target is met.
    added = (~slipped[order]).astype(np.int64)
    starts = np.searchsorted(group[order], np.arange(regions + 1))
    running = added.cumsum() - added
    within = running - running[np.minimum(starts, len(order) - 1)][group[order]]
    needed = np.append(wanted, 0) - before
    owes = np.zeros(len(roster), dtype=bool)
    owes[order] = (within < needed[group[order]]) & able[order] & (added > 0)
    return owes | _left_debts(plan, roster)


def _left_debts(plan: Plan, roster: Roster) -> Bools:
    """A third of those that close leave their last months unpaid."""
    closes = (roster.closed < NEVER) & (roster.until > roster.first + 3)
    return closes & chance(throw(plan.seed, "left debts", roster.key), 330)


def _with_silence(plan: Plan, roster: Roster, traits: Traits, payers: Payers, owes: Bools) -> Payers:
    """Habits of those that owe at the end, and since when they have been silent; one that closes falls silent first."""
    key, seed = roster.key, plan.seed
    closes = roster.closed < NEVER
    habit = MONTHS + chosen(throw(seed, "owing habit", key), _OWING, traits.scale)
    habit = np.where(owes, np.where(closes, SILENT, habit), payers.habit)
    kind = chosen(throw(seed, "silent for", key), _AGES, traits.scale)
    age = between(throw(seed, "silent months", key), _AGE_BOUNDS[kind], _AGE_BOUNDS[kind + 1] - 1)
    last = np.where(closes, roster.until - 1, plan.last_index)
    start = np.where(habit == NOTHING, 0, np.maximum(last - age, np.minimum(roster.first, last - 1)))
    silent = (habit == SILENT) | (habit == NOTHING)
    return replace(
        payers,
        habit=habit,
        silent_from=np.where(owes, np.where(silent, start, NEVER), payers.silent_from),
        silent_to=np.where(owes, np.where(silent, NEVER, -1), payers.silent_to),
        settled=np.where(owes, NEVER, payers.settled),
        parts=np.where(owes, 1, payers.parts),
    )
