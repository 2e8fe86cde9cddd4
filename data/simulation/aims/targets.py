"""What each region of the simulation is made to look like: published figures, else an assumption that says so.

The workers covered come from `data.simulation.aims.totals`. Segments that are published are taken, unless they are
much older than the total; the rest of the total is split by the usual shares. What share of the employers is not
registered is taken from whatever was published, flagged or not, as nothing else says it. How many owe nobody published:
the counts that there are, are of those handed to the prosecutor alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.simulation.aims.totals import (
    ASSUMED,
    DERIVED,
    FRESH,
    SEGMENTS,
    Figures,
    Target,
    covered_totals,
    segment_shares,
)
from data.simulation.days import ints
from data.simulation.dice import below, shared_out, throw
from data.simulation.plan import Plan
from data.simulation.regions import Regions
from data.simulation.regions import regions as all_regions
from data.tables import Facts

_UNREGISTERED = range(120, 240)  # per thousand, where nothing is published
_IN_ARREARS = range(90, 160)
BUDGET_SHARE = 900  # per thousand of the self-employed that budgets may pay for, at most
_MOST_BPU = 600  # per thousand of all covered workers


@dataclass(frozen=True)
class RegionTargets:
    """Workers by segment; `budget`: self-employed whose contribution a budget pays, when published.

    `unregistered` and `arrears_share` are per thousand of the employers that must register and of
    those that have.
    """

    pu_active: Target
    bpu_active: Target
    jakon_active: Target
    budget: Target | None
    unregistered: Target
    arrears_share: Target

    @property
    def covered(self) -> int:
        """Active workers of all segments."""
        return self.pu_active.value + self.bpu_active.value + self.jakon_active.value


def region_targets(plan: Plan, facts: Facts) -> list[RegionTargets]:
    """The targets of each region, in the order of `data.simulation.regions`."""
    return list(_region_targets(plan.without_employers, facts))


@lru_cache(maxsize=8)
def _region_targets(plan: Plan, facts: Facts) -> tuple[RegionTargets, ...]:
    regions = all_regions(plan, facts)
    figures = Figures(plan, facts)
    segments = _segments(figures, covered_totals(figures, regions))
    budget = figures.targets("vulnerable_workers_paid")
    unregistered = _assumed(plan, regions, "unregistered", _UNREGISTERED) | figures.targets(
        "unregistered_employers_pct", flagged=True, times=10
    )
    owing = _assumed(plan, regions, "owing", _IN_ARREARS)
    return tuple(
        RegionTargets(
            **segments[code],
            budget=budget.get(code),
            unregistered=unregistered[code],
            arrears_share=owing[code],
        )
        for code in regions.code
    )


def _segments(figures: Figures, totals: Mapping[str, Target]) -> dict[str, dict[str, Target]]:
    """The target of each segment, of every region by its code."""
    shares = segment_shares(figures)
    published = {name: figures.targets(name) for name in SEGMENTS}
    budget = figures.targets("vulnerable_workers_paid")
    return {
        code: _split(
            total, {name: targets.get(code) for name, targets in published.items()}, budget.get(code), shares
        )
        for code, total in totals.items()
    }


def _split(
    total: Target, published: Mapping[str, Target | None], budget: Target | None, shares: Mapping[str, int]
) -> dict[str, Target]:
    """The three segments: those published that are fresh, the rest of the total by the usual shares."""
    fresh = {name: target for name, target in published.items() if target and _fits(target, total)}
    usual = total.value * shares["bpu_active"] // sum(shares.values())
    if budget and "bpu_active" not in fresh and usual * BUDGET_SHARE < budget.value * 1000:
        needed = min(budget.value * 1000 // BUDGET_SHARE, total.value * _MOST_BPU // 1000)
        fresh["bpu_active"] = Target(needed, DERIVED, budget.figures, budget.as_of)
    rest = max(total.value - sum(target.value for target in fresh.values()), 0)
    spread = [name for name in SEGMENTS if name not in fresh]
    parts = shared_out(rest, ints([shares[name] for name in spread]))
    basis = ASSUMED if total.basis == ASSUMED else DERIVED
    for name, part in zip(spread, parts.tolist(), strict=True):
        fresh[name] = Target(part, basis, total.figures, total.as_of)
    return {name: fresh[name] for name in SEGMENTS}


def _fits(segment: Target, total: Target) -> bool:
    """Whether a published segment belongs under a total: not much older than it, and not the whole of it."""
    return segment.value < total.value and (not total.as_of or _apart(segment.as_of, total.as_of) <= FRESH)


def _apart(older: str, newer: str) -> int:
    """Months between two partial dates; a year alone counts as its June."""
    return (int(newer[:4]) * 12 + int(newer[5:7] or 6)) - (int(older[:4]) * 12 + int(older[5:7] or 6))


def _assumed(plan: Plan, regions: Regions, what: str, bounds: range) -> dict[str, Target]:
    """A share for each region, by lot within the bounds."""
    drawn = below(throw(plan.seed, what, regions.keys), len(bounds)).tolist()
    return {code: Target(bounds[at], ASSUMED) for code, at in zip(regions.code, drawn, strict=True)}


def target_values(targets: Iterable[RegionTargets], name: str) -> list[int]:
    """The values of one target over the regions."""
    return [getattr(target, name).value for target in targets]
