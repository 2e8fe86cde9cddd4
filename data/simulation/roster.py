"""Who there is and since when: employers by region, listed, registered, closed; the meetings they were asked to.

Four kinds of employer, by lot within each region: registered before the window; new in it; found unregistered
(from licences, reports, inspections) and registered in it; found and still not registered (PWBD).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.aims.counts import EmployerCounts
from data.simulation.days import NEVER, Bools, Ints, day_number, first_day, ints, month_of
from data.simulation.dice import Bits, below, between, chance, chosen, ranks, shared_out, throw
from data.simulation.plan import Plan
from data.simulation.regions import Regions

EARLY, NEW, FOUND, PWBD = range(4)
# Of a thousand employers: new or found for each month of the window, and the most of either.
_NEW, _FOUND = (4, 120), (3, 70)
_CLOSED = 25  # of a thousand employers: closed inside the window
_SHORTEST_TO_CLOSE = 6  # months: a shorter window has no room to open, work and close in
_EARLY_YEARS = 12 * 365
_LISTED_FROM = ints([0, 40, 25, 20, 15])  # weights of data.vocabulary.LISTED_FROM for those found
# Of a hundred that a warning makes register, how many do so within each span of days; and of a thousand that stay away
# how many have lately been warned.
_HEEDS, _HEED_DAYS = ints([55, 30, 15]), ints([8, 75, 160, 420])
_WARNED = 15
# Why an employer that was found unregistered registered: a meeting, a warning, or nothing that is known.
MEETING, WARNING, ALONE = range(3)


@dataclass(frozen=True)
class Window:
    """The first and last day and the meetings in between: `meetings` is regions x meetings, sorted days."""

    start: int
    end: int
    meetings: Ints


@dataclass(frozen=True)
class Roster:
    """One entry per employer, ordered by region.

    key: what the dice are thrown for. region: index in Regions. standing: EARLY, NEW, FOUND, PWBD.
    listed, registered, closed, warned: days, NEVER when it did not happen by the end. listed_from: index of
    LISTED_FROM. met: the meeting that led to registration, -1 when none did. first, until: first and last
    month with a bill.
    """

    key: Bits
    region: Ints
    standing: Ints
    listed: Ints
    listed_from: Ints
    registered: Ints
    closed: Ints
    warned: Ints
    met: Ints
    first: Ints
    until: Ints

    def __len__(self) -> int:
        return len(self.region)

    @property
    def is_registered(self) -> Bools:
        """Registered and not closed at the end of the window."""
        return (self.registered < NEVER) & (self.closed >= NEVER)


def window(plan: Plan, regions: Regions) -> Window:
    """A meeting every other month in each region, on a day by lot."""
    start, end = int(first_day(plan.first_index)), day_number(plan.end)
    count = max(plan.months // 2, 1)
    slot = ints(np.arange(count))
    keys = (regions.keys[:, None] * 1_000 + slot).ravel()
    length = (end - start + 1) // count
    within = below(throw(plan.seed, "meeting", keys), length).reshape(len(regions), count)
    return Window(start, end, start + slot * length + within)


def roster(plan: Plan, regions: Regions, wanted: EmployerCounts, frame: Window) -> Roster:
    """The employers of the plan: as many in each region as are `wanted`, or in their proportion, at least one in each."""
    counts = _counts(plan, regions, wanted)
    region = np.repeat(np.arange(len(regions)), counts)
    ordinal = np.arange(len(region)) - np.repeat(counts.cumsum() - counts, counts)
    key = (regions.keys[region].astype(np.uint64) << np.uint64(32)) + ordinal.astype(np.uint64)
    unregistered = wanted.unregistered * 1_000_000 // np.maximum(wanted.obliged, 1)
    standing, closing = _standing(plan, region, key, counts, unregistered)
    registered, met = _registered(plan, frame, region, key, standing)
    listed = _listed(plan, frame, region, key, standing, registered, met)
    warned = _warned(plan, frame, key, standing, registered, listed)
    closing_day = (
        frame.start + 90 + below(throw(plan.seed, "closed", key), max(frame.end - frame.start - 89, 1))
    )
    closed = np.where(closing, closing_day, NEVER)
    source = np.where(standing <= NEW, 0, chosen(throw(plan.seed, "listed from", key), _LISTED_FROM))
    first = np.maximum(month_of(registered), plan.start_index)
    return Roster(
        key, region, standing, listed, source, registered, closed, warned, met, first, month_of(closed)
    )


def _counts(plan: Plan, regions: Regions, wanted: EmployerCounts) -> Ints:
    """Employers of each region, those that close inside the window on top of the obliged."""
    closing = _CLOSED if plan.months >= _SHORTEST_TO_CLOSE else 0
    whole = wanted.obliged * 1000 // (1000 - closing)
    whole += whole - whole * closing // 1000 < wanted.obliged
    if plan.employers is None:
        return np.maximum(whole, 1)
    return 1 + shared_out(plan.employers - len(regions), whole)


def _standing(plan: Plan, region: Ints, key: Bits, counts: Ints, unregistered: Ints) -> tuple[Ints, Bools]:
    """The kind of each employer, and whether it closes; exact shares in every region, by lot within it."""
    closing = counts * (_CLOSED if plan.months >= _SHORTEST_TO_CLOSE else 0) // 1000
    pwbd = np.minimum((unregistered * (counts - closing) + 500_000) // 1_000_000, counts - closing - 1)
    late_counts = counts * min(_FOUND[0] * plan.months, _FOUND[1]) // 1000
    new_counts = counts * min(_NEW[0] * plan.months, _NEW[1]) // 1000
    rank = ranks(region, throw(plan.seed, "standing", key))
    bounds = np.stack([pwbd, late_counts, new_counts]).cumsum(axis=0)[:, region]
    standing = PWBD - (rank >= bounds).sum(axis=0)
    last = counts[region] - 1 - rank < closing[region]
    return standing, last & (standing == EARLY)


def _registered(plan: Plan, frame: Window, region: Ints, key: Bits, standing: Ints) -> tuple[Ints, Ints]:
    """The day of registration (NEVER for those that stay away), and the meeting that led to it, -1 when none did."""
    bits = throw(plan.seed, "registered", key)
    early = frame.start - 1 - below(bits, _EARLY_YEARS)
    inside = between(bits, frame.start, frame.end)
    count = frame.meetings.shape[1]
    meeting = below(throw(plan.seed, "led to registration", key), count)
    after = frame.meetings[region, meeting] + 5 + below(bits, 80)
    led = (standing == FOUND) & (_reasons(plan, key) == MEETING) & (after <= frame.end)
    registered = np.choose(standing, [early, inside, np.where(led, after, inside), np.full(len(key), NEVER)])
    return registered, np.where(led, meeting, -1)


def _reasons(plan: Plan, key: Bits) -> Ints:
    """MEETING, WARNING or ALONE, by lot."""
    return chosen(throw(plan.seed, "why registered", key), ints([45, 30, 25]))


def _listed(
    plan: Plan, frame: Window, region: Ints, key: Bits, standing: Ints, registered: Ints, met: Ints
) -> Ints:
    """The day on which an employer became known: when it registered, or, found unregistered, months before that.

    Many of those that stay away were known before the window, or it would look as if they came with it.
    """
    bits = throw(plan.seed, "listed", key)
    staying_away = frame.start - 2_500 + below(bits, frame.end - frame.start + 2_470)
    came_to_it = np.where(met >= 0, frame.meetings[region, met], np.where(standing == FOUND, registered, 0))
    found = came_to_it - 20 - below(bits, 900)
    return np.choose(standing, [registered, registered, found, staying_away])


def _warned(plan: Plan, frame: Window, key: Bits, standing: Ints, registered: Ints, listed: Ints) -> Ints:
    """The day of the first warning: of those whom it made register, and of some that stay away.

    Whoever is warned registers some weeks or months later. Those who are warned and have not registered by the end were
    warned shortly before it, as many as were under way on any other day, or there would be cases that nobody closes.
    """
    spans = throw(plan.seed, "warned", key)
    kind = chosen(throw(plan.seed, "heeds", key), _HEEDS)
    wait = _HEED_DAYS[kind] + below(spans, _HEED_DAYS[kind + 1] - _HEED_DAYS[kind])
    pressed = (standing == FOUND) & (_reasons(plan, key) == WARNING)
    heeded = np.maximum(registered - wait, np.minimum(listed + 5, registered - 1))
    lately = (
        frame.end
        - 3
        - below(spans, _HEED_DAYS[-1]) * below(throw(plan.seed, "how lately", key), 1_000) // 1_000
    )
    picked = chance(throw(plan.seed, "is warned", key), _WARNED) & (lately > listed)
    warned = np.where((standing == PWBD) & picked, lately, NEVER)
    return np.where(pressed, heeded, warned)


def _meeting(
    plan: Plan, frame: Window, region: Ints, key: Bits, after: Ints, purpose: str, before: Ints | None = None
) -> tuple[Ints, Ints]:
    """Day and index of a meeting of each region, by lot among those after one day and before another.

    The index is -1, and the day means nothing, where there was no such meeting.
    """
    meetings = frame.meetings
    low = sum((meetings[region, at] <= after).astype(np.int64) for at in range(meetings.shape[1]))
    high = ints(meetings.shape[1])
    if before is not None:
        high = sum((meetings[region, at] < before).astype(np.int64) for at in range(meetings.shape[1]))
    drawn = low + below(throw(plan.seed, purpose, key), np.maximum(high - low, 1))
    met = np.where(high > low, drawn, -1)
    return meetings[region, met], met


def meeting_between(
    plan: Plan, frame: Window, roster: Roster, rows: Ints, purpose: str, after: Ints, before: Ints
) -> Ints:
    """For each of the employers `rows` the index of a meeting of its region between two days; -1 if none was."""
    return _meeting(plan, frame, roster.region[rows], roster.key[rows], after, purpose, before)[1]
