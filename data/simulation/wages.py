"""Minimum wages (simulated, source S900) and what each employer pays its workers.

The amounts are made up in the order of what such regions have; they are no decision of any governor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.simulation.days import Ints, ints
from data.simulation.dice import below, between, chance, throw
from data.simulation.lapses import Lapses
from data.simulation.plan import Plan
from data.simulation.regions import Regions
from data.simulation.roster import Roster
from data.simulation.traits import Traits
from data.vocabulary import SECTORS

SOURCE = "S900"  # kept free in the sources table for what is simulated
# Rupiah a month in the base year, by area.
_BASE_YEAR = 2024
_BASE = {"sumsel": 3_450_000, "pekalongan": 2_350_000, "mojokerto-jombang": 3_300_000}
_YEARLY = (1_045, 1_070)  # growth a year, per thousand
_ABOVE = ints([600, 250, 90, 35])  # the most above the minimum by scale, per thousand
_SECTOR_ABOVE = {"B": 350, "D": 250, "J": 200, "K": 300, "M": 150, "O": 60}
_LATE_RAISE = 80  # per thousand that pay last year's minimum until March


@dataclass(frozen=True)
class Wages:
    """minimum: regions x years from `first_year`, rupiah a month. above: wage per thousand of the minimum.

    late: whether a raise of the minimum is followed only in March.
    """

    minimum: Ints
    first_year: int
    above: Ints
    late: Ints


def wages(plan: Plan, regions: Regions, roster: Roster, traits: Traits) -> Wages:
    """What the law asks and each employer pays, from the year before the window on."""
    first = plan.first_index // 12 - 1
    key = roster.key
    bonus = ints([_SECTOR_ABOVE.get(name, 0) for name in SECTORS])[traits.sector]
    above = 1000 + below(throw(plan.seed, "above the minimum", key), _ABOVE[traits.scale] + 1) + bonus
    late = chance(throw(plan.seed, "late raise", key), _LATE_RAISE).astype(np.int64)
    return Wages(_minimum(plan, regions, first), first, above, late)


def wage_of_one(wages: Wages, roster: Roster, lapses: Lapses, rows: Ints, month: int) -> Ints:
    """Rupiah a month for one worker of the employers `rows` in `month`."""
    year = month // 12 - wages.first_year
    lagging = wages.late[rows] * (month % 12 < 2)
    minimum = wages.minimum[roster.region[rows], year - lagging]
    too_low = month < lapses.wage_until[rows]
    return minimum * np.where(too_low, lapses.pay[rows], wages.above[rows]) // 1000


def minimum_wages(plan: Plan, regions: Regions, wages: Wages) -> pd.DataFrame:
    """The table minimum_wages: every region and year."""
    years = wages.first_year + np.arange(wages.minimum.shape[1])
    return pd.DataFrame(
        {
            "region": np.repeat(regions.code, len(years)),
            "year": np.tile(years, len(regions)),
            "rupiah": wages.minimum.ravel(),
            "source": SOURCE,
        }
    )


def _minimum(plan: Plan, regions: Regions, first: int) -> Ints:
    """A base by area, up to an eighth more or less by region, in whole thousands, growing every year."""
    years = range(first, plan.last_index // 12 + 1)
    base = ints([_BASE.get(area, 3_000_000) for area in regions.area])
    spread = between(throw(plan.seed, "minimum wage", regions.keys), 900, 1125)
    amounts = base * spread // 1000
    by_year = {_BASE_YEAR: amounts}
    for year in range(_BASE_YEAR, max(years)):
        by_year[year + 1] = by_year[year] * _growth(plan, year + 1) // 1000
    for year in range(_BASE_YEAR, min(years), -1):
        by_year[year - 1] = by_year[year] * 1000 // _growth(plan, year)
    return np.stack([by_year[year] // 1000 * 1000 for year in years], axis=1)


def _growth(plan: Plan, year: int) -> int:
    """One rate for all regions in a year, as the formula in force gives one."""
    return int(between(throw(plan.seed, "raise", ints([year])), *_YEARLY)[0])
