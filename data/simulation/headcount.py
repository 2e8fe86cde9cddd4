"""Workers registered in any month: growth, season, a little unrest; exact at the end of the window.

A month is worked out alone, from the size at the end, so that months can be made in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.simulation.days import Bools, Ints, eid_month, ints
from data.simulation.dice import between, small, throw
from data.simulation.lapses import Lapses
from data.simulation.plan import Plan
from data.simulation.roster import Roster
from data.simulation.sizes import CEILING, FLOOR, registered_of
from data.simulation.traits import Traits
from data.vocabulary import SECTORS

_YEAR = 12_000  # a year of growth per thousand is taken off by the month
_GROWTH = (-20, 45)  # per thousand a year
_LEAST_FACTOR = 6_000
_UNREST = 31  # from 15 per thousand fewer to 15 more
# Kinds of season: none, harvest, Idul Fitri, building.
_HARVEST = {"A"}
_EID = {"C", "G", "H", "I"}
_BUILDING = {"F"}
_BY_MONTH = {
    1: {1: 960, 2: 1000, 3: 1080, 4: 1080, 7: 970, 9: 1060, 10: 1060},
    3: {1: 930, 2: 950, 8: 1030, 9: 1050, 10: 1060, 11: 1060},
}


@dataclass(frozen=True)
class Headcount:
    """size: workers at the end. growth: per thousand a year. season: its kind; `factors` kinds x months."""

    size: Ints
    growth: Ints
    season: Ints
    factors: Ints


def headcount(plan: Plan, roster: Roster, traits: Traits, size: Ints) -> Headcount:
    """How the sizes move over the window."""
    growth = between(throw(plan.seed, "growth", roster.key), *_GROWTH)
    kinds = ints([_kind(name) for name in SECTORS])
    factors = ints([[_factor(kind, month) for month in plan.indexes] for kind in range(4)])
    return Headcount(size, growth, kinds[traits.sector], factors)


def workers_in(plan: Plan, roster: Roster, traits: Traits, lapses: Lapses, heads: Headcount, rows: Ints, month: int) -> Ints:  # fmt: skip
    """Workers registered by the employers `rows` in `month`.

    While some are left out (data.simulation.lapses) always fewer than there are; from the month in which
    that was put right, all of them.
    """
    size = heads.size[rows]
    kinds = heads.season[rows]
    at = month - plan.first_index
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
