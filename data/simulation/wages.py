"""What each employer pays its workers, above or below the minimum wage of its region (data.places).

Where a minimum wage is not known, pay goes by the one before it, or else the next: people are paid there all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.months import month_text
from data.places import minimum_wages
from data.simulation.days import Ints, ints
from data.simulation.dice import below, chance, throw
from data.simulation.lapses import Lapses
from data.simulation.plan import Plan
from data.simulation.regions import Regions
from data.simulation.roster import Roster
from data.simulation.traits import Traits
from data.tables import Facts
from data.vocabulary import SECTORS

_ELSEWHERE = 3_000_000  # rupiah a month in a region of which no minimum wage is known at all
_ABOVE = ints([600, 250, 90, 35])  # the most above the minimum by scale, per thousand
_SECTOR_ABOVE = {"B": 350, "D": 250, "J": 200, "K": 300, "M": 150, "O": 60}
_LATE_RAISE = 80  # per thousand that pay last year's minimum until March


@dataclass(frozen=True)
class Wages:
    """minimum: regions x months from the month numbered `first` on, rupiah a month, by which pay goes.

    above: wage per thousand of the minimum. late: whether a raise of the minimum is followed only in March.
    """

    minimum: Ints
    first: int
    above: Ints
    late: Ints


def wages(plan: Plan, facts: Facts, regions: Regions, roster: Roster, traits: Traits) -> Wages:
    """What the law asks and each employer pays, from the December before its first bill on."""
    first = plan.start_index // 12 * 12 - 1
    key = roster.key
    bonus = ints([_SECTOR_ABOVE.get(name, 0) for name in SECTORS])[traits.sector]
    above = 1000 + below(throw(plan.seed, "above the minimum", key), _ABOVE[traits.scale] + 1) + bonus
    late = chance(throw(plan.seed, "late raise", key), _LATE_RAISE).astype(np.int64)
    return Wages(_minimum(plan, facts, regions, first), first, above, late)


def wage_of_one(wages: Wages, roster: Roster, lapses: Lapses, rows: Ints, month: int) -> Ints:
    """Rupiah a month for one worker of the employers `rows` in `month`."""
    december = month // 12 * 12 - 1
    followed = np.where(wages.late[rows] * (month % 12 < 2), december, month)
    minimum = wages.minimum[roster.region[rows], followed - wages.first]
    too_low = month < lapses.wage_until[rows]
    return minimum * np.where(too_low, lapses.pay[rows], wages.above[rows]) // 1000


def _minimum(plan: Plan, facts: Facts, regions: Regions, first: int) -> Ints:
    """The minimum wages in force on the first day of each month; gaps are filled from before, then from after."""
    months = range(first, plan.last_index + 1)
    known = {month: minimum_wages(facts, month_text(month)).set_index("region")["rupiah"] for month in months}
    table = pd.DataFrame(known).reindex(index=regions.code, columns=list(months)).astype(float)
    return ints(table.ffill(axis=1).bfill(axis=1).fillna(_ELSEWHERE))
