"""Everything about the simulated employers that is drawn once: from it any month can be worked out alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data.law import Rules, at
from data.months import month_text
from data.simulation.aims.counts import EmployerCounts, employer_counts
from data.simulation.aims.targets import RegionTargets, region_targets, target_values
from data.simulation.days import NEVER, Bools, Ints, ints
from data.simulation.headcount import Headcount, headcount, sizes
from data.simulation.lapses import Lapses, lapses
from data.simulation.payers import Payers, oldest_unpaid, payers
from data.simulation.plan import Plan
from data.simulation.regions import Regions, regions
from data.simulation.roster import Roster, Window, roster, window
from data.simulation.traits import INDUSTRIES, Traits, traits
from data.simulation.wages import Wages, wages
from data.tables import Facts
from data.vocabulary import PROGRAMMES, RISKS, SCALES


@dataclass(frozen=True)
class World:
    """The plan, the regions and what they are to look like (targets, counts), and one array entry per employer in each part.

    oldest: the oldest month that is overdue at the end, NEVER when none is. rules: of every month.
    """

    plan: Plan
    regions: Regions
    targets: list[RegionTargets]
    counts: EmployerCounts
    window: Window
    roster: Roster
    traits: Traits
    lapses: Lapses
    payers: Payers
    oldest: Ints
    heads: Headcount
    wages: Wages
    rules: dict[int, Rules]

    @property
    def law(self) -> Rules:
        """The rules of the last month."""
        return self.rules[self.plan.last_index]

    @cached_property
    def programmes(self) -> list[str]:
        """Programmes as text, by the codes of `followed`: all required, one less, two less, for each scale."""
        required = [self.law.required[scale] for scale in SCALES]
        ordered = [[name for name in PROGRAMMES if name in names] for names in required]
        return [";".join(names[: max(len(names) - less, 1)]) for names in ordered for less in range(3)]

    @cached_property
    def followed(self) -> Ints:
        """Index into `programmes` for each employer, registered or not."""
        return self.traits.scale * 3 + self.lapses.left_out

    @cached_property
    def legal(self) -> pd.DataFrame:
        """What `data.law.rules.dues` asks of an employer, as categories: a text per row would cost more than the sums."""
        texts = sorted(set(self.programmes))
        codes = ints([texts.index(text) for text in self.programmes])
        return pd.DataFrame(
            {
                "jkk_risk": _coded(self.traits.risk, RISKS),
                "relief_industry": _coded(self.traits.industry, INDUSTRIES),
                "programmes": _coded(codes[self.followed], texts),
            }
        )

    @property
    def is_active(self) -> Bools:
        """Registered, open, and owing no more months at the end than the law's `active_until_months`."""
        age = np.where(self.oldest >= NEVER, 0, self.plan.last_index - self.oldest)
        return self.roster.is_registered & (age <= self.law.active_until_months)


def build_world(plan: Plan, facts: Facts) -> World:
    """Draw the world of `plan`. Raises UnknownMonth when the window begins before the rules that are known."""
    rules = {month: at(month_text(month)) for month in plan.billed}
    where = regions(plan, facts)
    targets = region_targets(plan, facts)
    workers = ints(target_values(targets, "pu_active"))
    frame = window(plan, where)
    counts = employer_counts(facts, where, targets)
    who = roster(plan, where, counts, frame)
    kind = traits(plan, where, who, workers)
    lapse = lapses(plan, len(where), who, kind)
    paying = payers(plan, who, kind, ints(target_values(targets, "arrears_share")), frame.end)
    oldest = oldest_unpaid(plan, who, paying, frame.end)
    active = who.is_registered & (oldest >= plan.last_index - rules[plan.last_index].active_until_months)
    share = np.where(lapse.workers_until > plan.last_index, lapse.share, 1000)
    size = sizes(plan, who, kind, share, active, workers)
    heads = headcount(plan, who, kind, size)
    pay = wages(plan, facts, where, who, kind)
    return World(plan, where, targets, counts, frame, who, kind, lapse, paying, oldest, heads, pay, rules)


def _coded(codes: Ints, categories: tuple[str, ...] | list[str]) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(categories)))
