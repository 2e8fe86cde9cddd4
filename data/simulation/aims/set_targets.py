"""The targets that a simulated ledger is held against: for each region and each office, year by year, all made up.

They are set by what each region is made to look like (`data.simulation.aims.targets`) at the end of one year, some a
little above it and some below, by lot, and go on from there: the coverage of workers at the pace of the RPJMN 2025-2029
(32.15 percent in 2025, 34.99 in 2026, Kemendagri on 15 May 2025), the others by a step a year, by lot too. They are targets of the
measured numbers, so that no published figure is ever held against one; their series says that they are simulated, and
they have no source, so that no page lists them among those in print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from data.places import with_its_own
from data.simulation.aims.targets import RegionTargets, region_targets
from data.simulation.days import ints
from data.simulation.dice import below, small, throw
from data.simulation.plan import Plan, usual_plan
from data.simulation.regions import Regions, regions
from data.tables import Facts

SERIES = "Simulasi"
# Set by what was known then, once and for all: a target does not move with the month that is looked at.
_SET_AT = "2025-12"
_SET_FOR = 2025
_YEARS = range(2024, 2030)
_PACE = (3499, 3215)  # of the RPJMN from one year to the next
_WHOLE = 1000  # tenths of a per cent


@dataclass(frozen=True)
class _Area:
    """A region or an office: its code, a number for its lots, and what its regions are made to look like.

    `covered` of `employed` people; `owing`: how many employers in a thousand.
    """

    code: str
    key: int
    covered: int
    employed: int
    owing: int


def with_simulated_targets(facts: Facts) -> Facts:
    """The facts with made-up targets of coverage, compliance, arrears, payment and informal members below their own.

    For every region and every office that serves one; the same on every machine and in every month.
    """
    seed, table = usual_plan(_SET_AT).seed, facts.targets
    rows = [row for area in _areas(usual_plan(_SET_AT), facts) for row in _rows(seed, area)]
    more = pd.DataFrame(rows, columns=list(table.columns))
    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    more[texts] = more[texts].fillna("")
    targets = pd.concat([table, more.astype(table.dtypes.to_dict())], ignore_index=True)
    return replace(facts, targets=targets)


def _areas(plan: Plan, facts: Facts) -> Iterator[_Area]:
    """The regions, then the offices that serve any, each with all regions of those below it."""
    where = regions(plan, facts)
    aims = region_targets(plan, facts)
    for at, code in enumerate(where.code):
        yield _area(code, int(where.keys[at]), [at], where, aims)
    for number, code in enumerate(facts.offices["code"]):
        own = with_its_own(facts, code)
        served = [at for at, offices in enumerate(where.offices) if own.intersection(offices)]
        if served:
            yield _area(code, 1_000_000 + number, served, where, aims)


def _area(code: str, key: int, served: list[int], where: Regions, aims: list[RegionTargets]) -> _Area:
    return _Area(
        code,
        key,
        covered=sum(aims[at].covered for at in served),
        employed=max(sum(int(where.employed[at]) for at in served), 1),
        owing=sum(aims[at].arrears_share.value for at in served) // len(served),
    )


def _rows(seed: int, area: _Area) -> Iterator[dict[str, object]]:
    for indicator, target in _TARGETS.items():
        lots = throw(seed, f"target {indicator}", ints([area.key]))
        lot, step = int(below(lots, 101)[0]), int(small(lots, 0, 21)[0])
        for year in _YEARS:
            value = min(max(target(area, lot, step, year - _SET_FOR), 5), _WHOLE)
            yield {
                "indicator": indicator,
                "area_code": area.code,
                "year": float(year),
                "value": value / 10,
                "series": SERIES,
            }


def _coverage(area: _Area, lot: int, step: int, years: int) -> int:
    """Five sixths of its coverage to a little above it, at the pace of the RPJMN; a tenth lower before that began."""
    first = 1000 * area.covered // area.employed * (840 + 2 * lot) // 1000
    return first * (9 if years < 0 else 10) * _PACE[0] ** max(years, 0) // _PACE[1] ** max(years, 0) // 10


def _compliance(area: _Area, lot: int, step: int, years: int) -> int:
    return 550 + lot + step * years


def _owing(area: _Area, lot: int, step: int, years: int) -> int:
    """A little more or less than owe."""
    return area.owing * (900 + 3 * lot) // 1000 - step * years // 4


def _on_time(area: _Area, lot: int, step: int, years: int) -> int:
    return 740 + lot + step * years


def _informal(area: _Area, lot: int, step: int, years: int) -> int:
    return 610 + lot + (80 + step) * years


# Indicator -> its target in tenths of a per cent, from the area, a lot of 0 to 100, a step a year by lot of 0 to 20, and
# the years since the RPJMN began.
_TARGETS: dict[str, Callable[[_Area, int, int, int], int]] = {
    "coverage_workers": _coverage,
    "compliance": _compliance,
    "arrears_share": _owing,
    "on_time_rp": _on_time,
    "informal_attainment": _informal,
}
