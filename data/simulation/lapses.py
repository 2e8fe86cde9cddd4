"""Who is registered only in part (PDS): some of the workers, too low a wage, too few programmes.

Shares are drawn around a usual one in each region, exactly, by lot within it. Some put it right inside the
window; programmes are one cell of the employers table without a date, so those do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data import law
from data.simulation.days import NEVER, Bools, Ints
from data.simulation.dice import below, between, chance, ranks, throw
from data.simulation.plan import Plan
from data.simulation.roster import Roster
from data.simulation.traits import MENENGAH, Traits, is_small
from data.vocabulary import SCALES

# Per thousand of the employers that could, and per thousand of those how many put it right inside the window.
_WORKERS, _WAGE, _PROGRAMME = 120, 90, 110
_PUT_RIGHT = 250
_LEAST = 3  # employers in a region before any of them must be one


@dataclass(frozen=True)
class Lapses:
    """workers_until, wage_until: the first month in which it was put right; 0 never was, NEVER still is.

    share: workers registered, per thousand. pay: wage per thousand of the minimum while too low.
    left_out: how many of the required programmes are missing.
    """

    workers_until: Ints
    wage_until: Ints
    share: Ints
    pay: Ints
    left_out: Ints


def lapses(plan: Plan, regions: int, roster: Roster, traits: Traits) -> Lapses:
    """The lapses of each employer by lot, none for those not registered. `regions`: how many regions there are."""
    able = roster.registered < NEVER
    large = able & ~is_small(traits)
    key, seed = roster.key, plan.seed
    workers = _some(plan, regions, roster, large, _WORKERS, "workers")
    wage = _some(plan, regions, roster, able & _bound(plan, traits), _WAGE, "wage")
    programme = _some(plan, regions, roster, large, _PROGRAMME, "programme")
    two = chance(throw(seed, "left out", key), 400) & (traits.scale <= MENENGAH)
    return Lapses(
        workers_until=_until(plan, roster, workers, "workers"),
        wage_until=_until(plan, roster, wage, "wage"),
        share=between(throw(seed, "share registered", key), 350, 850),
        pay=between(throw(seed, "low pay", key), 550, 950),
        left_out=np.where(programme, np.where(two, 2, 1), 0),
    )


def _bound(plan: Plan, traits: Traits) -> Bools:
    """Whether the law holds the employer to the minimum wage at the end of the window, by its scale."""
    held = law.at(plan.last).minimum_wage_scales
    return np.isin(traits.scale, [SCALES.index(scale) for scale in held])


def _some(plan: Plan, regions: int, roster: Roster, able: Bools, permille: int, what: str) -> Bools:
    """A share of the employers that are able, in each region a little different, never none where there are a few."""
    counts = np.bincount(roster.region[able], minlength=regions)
    keys = (roster.key >> np.uint64(32))[np.searchsorted(roster.region, np.arange(regions))]
    usual = permille * between(throw(plan.seed, f"share {what}", keys), 700, 1300) // 1000
    wanted = np.maximum(counts * usual // 1000, (counts >= _LEAST).astype(np.int64))
    group = np.where(able, roster.region, regions)
    rank = ranks(group, throw(plan.seed, f"lapse {what}", roster.key))
    return able & (rank < wanted[roster.region])


def _until(plan: Plan, roster: Roster, lapsed: Bools, what: str) -> Ints:
    """The month in which each lapse was put right: 0 where there is none, NEVER where it goes on."""
    right = chance(throw(plan.seed, f"put right {what}", roster.key), _PUT_RIGHT) & (roster.closed >= NEVER)
    month = plan.first_index + below(throw(plan.seed, f"right in {what}", roster.key), plan.months)
    possible = right & (month > roster.first + 1)
    return np.where(lapsed, np.where(possible, month, NEVER), 0)
