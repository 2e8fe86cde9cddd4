"""How many workers each employer has: its size at the end, drawn by scale, and any month before it.

Sizes are stretched until the total of a region is met; months differ by growth, season and a little unrest.
A month is worked out alone, from the size at the end, so that months can be made in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.days import Bools, Ints, eid_month, ints
from data.simulation.dice import below, between, small, throw
from data.simulation.lapses import Lapses
from data.simulation.plan import Plan
from data.simulation.roster import Roster
from data.simulation.traits import BESAR, MIKRO, Traits
from data.vocabulary import SECTORS

# Bounds of the sizes of each scale, the largest first: every step between two bounds is as likely as any other,
# and within a step every size is.
_STEPS = (
    (100, 120, 160, 220, 320, 480, 800, 1500),
    (20, 28, 42, 65, 99),
    (5, 7, 10, 14, 19),
    (1, 2, 3, 4),
)
FLOOR = ints([steps[0] for steps in _STEPS])
CEILING = ints([8_000, 99, 19, 4])
# No employer has more than so many per thousand of its region's workers; where there are few large ones, as much as
# three of them have on average, but never more than the second number where there are employers enough.
_MOST_SHARE, _MOST_OF_FEW, _TIMES_MEAN, _ENOUGH = 60, 150, 3, 100
_MOST_STRETCH = 12  # times what was drawn above the floor
# Growth is per thousand a year and is taken off by the month: so many parts make a whole.
_YEAR = 12_000
_GROWTH = (-20, 45)  # per thousand a year
_LEAST_FACTOR = 6_000  # of _YEAR: no employer began with less than half of its size
_UNREST = 31  # from 15 per thousand fewer to 15 more
# The kinds of season are 0 none, 1 harvest, 2 Idul Fitri, 3 building; each has its sectors.
_HARVEST = {"A"}
_EID = {"C", "G", "H", "I"}
_BUILDING = {"F"}
# Workers per thousand of the usual number, by kind of season and month of the year.
_BY_MONTH = {
    1: {1: 960, 2: 1000, 3: 1080, 4: 1080, 7: 970, 9: 1060, 10: 1060},
    3: {1: 930, 2: 950, 8: 1030, 9: 1050, 10: 1060, 11: 1060},
}


@dataclass(frozen=True)
class Headcount:
    """Of each employer its size (workers at the end), growth (per thousand a year) and the kind of its season.

    factors: kinds of season x months from the plan's first bill on, per thousand of the usual number of workers.
    """

    size: Ints
    growth: Ints
    season: Ints
    factors: Ints


def sizes(plan: Plan, roster: Roster, traits: Traits, share: Ints, active: Bools, workers: Ints) -> Ints:
    """Workers of each employer at the end of the window.

    `share` per thousand of them are registered; those of the `active` employers are to add up to `workers`
    in each region. The large are stretched when that is more than was drawn; all are shrunk when it is less.
    What cannot be met within FLOOR and CEILING is left: `data.simulation.calibration` shows it.
    """
    ceiling = _ceiling(roster, traits, active, workers)
    drawn = np.minimum(_drawn(plan, roster, traits), ceiling)
    stretched = np.minimum(_stretched(plan, roster, traits, drawn, share, active, workers), ceiling)
    return _topped_up(roster, traits, stretched, ceiling, share, active, workers)


def _ceiling(roster: Roster, traits: Traits, active: Bools, workers: Ints) -> Ints:
    """The most workers that each employer may have: by its scale, and of a large one by what its region has."""
    large = active & (traits.scale == BESAR)
    count = _per_region(roster, large, np.ones(len(roster), dtype=np.int64), len(workers))
    share = np.maximum(_MOST_SHARE, 1000 * _TIMES_MEAN // np.maximum(count, 1))
    everyone = _per_region(roster, active, np.ones(len(roster), dtype=np.int64), len(workers))
    share = np.where(everyone >= _ENOUGH, np.minimum(share, _MOST_OF_FEW), share)
    most = np.clip(workers * share // 1000, FLOOR[BESAR], CEILING[BESAR])
    return np.where(traits.scale == BESAR, most[roster.region], CEILING[traits.scale])


def registered_of(sizes: Ints, share: Ints) -> Ints:
    """Workers registered of `sizes` where `share` per thousand are: some, but not all unless share is 1,000."""
    return np.where(share >= 1000, sizes, np.clip(sizes * share // 1000, 1, np.maximum(sizes - 1, 1)))


def _drawn(plan: Plan, roster: Roster, traits: Traits) -> Ints:
    """A size for each employer by lot, from the steps of its scale."""
    bits = throw(plan.seed, "size", roster.key)
    longest = max(map(len, _STEPS))
    table = ints([(*steps, *[steps[-1]] * (longest - len(steps))) for steps in _STEPS])
    counts = ints([len(steps) - 1 for steps in _STEPS])
    step = below(bits, counts[traits.scale])
    low, high = table[traits.scale, step], table[traits.scale, step + 1]
    return low + below(throw(plan.seed, "within the step", roster.key), high - low + 1)


def _stretched(
    plan: Plan, roster: Roster, traits: Traits, drawn: Ints, share: Ints, active: Bools, workers: Ints
) -> Ints:
    """The part above FLOOR times one fraction for each region, rounded up or down by lot."""
    regions = len(workers)
    floor = FLOOR[traits.scale]
    excess = drawn - floor
    wide = _per_region(roster, active, registered_of(drawn, share), regions) < workers
    moving = np.where(wide[roster.region], traits.scale == BESAR, True)
    still = np.where(moving, floor, drawn) * share
    missing = workers * 1000 - _per_region(roster, active, still, regions)
    room = _per_region(roster, active & moving, excess * share, regions)
    above = np.clip(missing, 0, room * _MOST_STRETCH)
    room = np.maximum(room, 1)
    # Thousandths of a permille are enough, and no product overflows.
    fraction = above * 1_000_000 // room
    exact = excess * fraction[roster.region] + below(throw(plan.seed, "rounding", roster.key), 1_000_000)
    return np.where(moving, floor + exact // 1_000_000, drawn)


def _topped_up(
    roster: Roster, traits: Traits, sizes: Ints, ceiling: Ints, share: Ints, active: Bools, workers: Ints
) -> Ints:
    """What rounding left over or short, spread evenly over those that register all of their workers."""
    regions = len(workers)
    short = workers - _per_region(roster, active, registered_of(sizes, share), regions)
    for scale in range(BESAR, MIKRO + 1):
        able = active & (share >= 1000) & (traits.scale == scale)
        count = _per_region(roster, able, np.ones_like(sizes), regions)
        rows = np.flatnonzero(able)
        home = roster.region[rows]
        rank = _ranks_in_order(home, regions)
        each, more = np.abs(short) // np.maximum(count, 1), np.abs(short) % np.maximum(count, 1)
        part = (each[home] + (rank < more[home])) * np.sign(short)[home]
        sizes = sizes.copy()
        sizes[rows] = np.clip(sizes[rows] + part, FLOOR[scale], ceiling[rows])
        short = workers - _per_region(roster, active, registered_of(sizes, share), regions)
    return sizes


def _ranks_in_order(groups: Ints, count: int) -> Ints:
    """The place of each row within its group, 0 first; the rows are ordered by group."""
    starts = np.searchsorted(groups, np.arange(count))
    return np.arange(len(groups)) - starts[groups]


def _per_region(roster: Roster, rows: Bools, values: Ints, regions: int) -> Ints:
    """Whole-number sums: bincount adds in floating point, which is exact below 2^53."""
    return np.bincount(roster.region[rows], weights=values[rows], minlength=regions).astype(np.int64)


def headcount(plan: Plan, roster: Roster, traits: Traits, size: Ints) -> Headcount:
    """How the sizes move over the window."""
    growth = between(throw(plan.seed, "growth", roster.key), *_GROWTH)
    kinds = ints([_kind(name) for name in SECTORS])
    factors = ints([[_factor(kind, month) for month in plan.billed] for kind in range(4)])
    return Headcount(size, growth, kinds[traits.sector], factors)


def workers_in(
    plan: Plan, roster: Roster, traits: Traits, lapses: Lapses, heads: Headcount, rows: Ints, month: int
) -> Ints:
    """Workers registered by the employers `rows` in `month`.

    While some are left out (data.simulation.lapses) always fewer than there are; from the month in which
    that was put right, all of them.
    """
    size = heads.size[rows]
    kinds = heads.season[rows]
    at = month - plan.start_index
    core = size * np.maximum(_YEAR - heads.growth[rows] * (plan.last_index - month), _LEAST_FACTOR) // _YEAR
    core = core * heads.factors[kinds, at] // heads.factors[kinds, -1]
    if month != plan.last_index:
        unrest = small(throw(plan.seed, f"workers {month}", roster.key[rows]), 0, _UNREST)
        core = core * (985 + unrest) // 1000
    until = lapses.workers_until[rows]
    scale = traits.scale[rows]
    core = np.clip(core, np.where(until > 0, size, FLOOR[scale]), CEILING[scale])
    part = registered_of(np.minimum(core, size), lapses.share[rows])
    return np.where(month < until, part, core)


def fewest(plan: Plan, roster: Roster, traits: Traits, heads: Headcount) -> Ints:
    """No more than what an employer that leaves nobody out ever registered in the window.

    Each step of `workers_in` grows with its factor, so the smallest factors give a lower bound.
    """
    ago = plan.last_index - roster.first
    slowest = np.minimum(np.maximum(_YEAR - heads.growth * np.maximum(ago, 0), _LEAST_FACTOR), _YEAR)
    low = heads.size * slowest // _YEAR
    low = low * heads.factors.min(axis=1)[heads.season] // heads.factors[:, -1][heads.season]
    return np.clip(low * 985 // 1000, FLOOR[traits.scale], CEILING[traits.scale])


def leaves_out(lapses: Lapses) -> Bools:
    """Employers that left workers out at some time."""
    return lapses.workers_until > 0


def _kind(sector: str) -> int:
    return 1 if sector in _HARVEST else 2 if sector in _EID else 3 if sector in _BUILDING else 0


def _factor(kind: int, month: int) -> int:
    """Per thousand; hiring for Idul Fitri goes on in the month before it and in its own."""
    if kind == 2:
        eid = eid_month(month // 12)
        return 1050 if month in (eid - 1, eid) else 1000
    return _BY_MONTH.get(kind, {}).get(month % 12 + 1, 1000)
