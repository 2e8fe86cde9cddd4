"""Covered workers of each region, from the latest published figures, each with where it comes from.

Flagged figures are left out (data.indicators.published). A figure more than FRESH months older than the
region's newest one is too: Musi Rawas' 2,516 wage earners of 2018 do not belong under its 70,337 workers of
2025. A percentage without the people behind it is no count: laid on the employed of BPS it came to half as many again
as the branch and the province counted themselves. So where a region has no count of its own:

    its segments, where those are published, filled up by the usual shares; else
    its branch's total (or its three segments of one day), less the regions that have one, spread by formal workers;
    else the published percentage of the employed; else
    the province's published count (or coverage, or that of its regions with figures), less the regions that have
    one, spread by formal workers
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.indicators import published
from data.simulation.dice import shared_out
from data.simulation.plan import Plan
from data.simulation.regions import Regions
from data.tables import Facts

FRESH = 36  # months
PUBLISHED, DERIVED, ASSUMED = "published", "derived", "assumed"
SEGMENTS = ("pu_active", "bpu_active", "jakon_active")
_TOTALS = ("ucj_pct", "workers_active", "workers_protected", "workers_registered")
_NO_COVERAGE = 300  # per thousand of those who work, where nothing at all is published


@dataclass(frozen=True)
class Target:
    """A number to meet, where it comes from (`basis`), the ids of the figures behind it and their newest date."""

    value: int
    basis: str
    figures: str = ""
    as_of: str = ""


class Figures:
    """The latest figures that were known at the end of the plan's window."""

    def __init__(self, plan: Plan, facts: Facts) -> None:
        """Figures of `facts`, the published tables, up to the last day of `plan`."""
        self.end, self.facts = plan.end, facts

    def of(
        self, indicator: str, kind: str = "region", *, flagged: bool = False, counted: bool = False
    ) -> dict[str, pd.Series]:
        """The latest figure of each area of a kind: a row as `data.indicators.published` gives it.

        `counted`: of those alone that print the people behind a percentage.
        """
        figures = self.facts.figures
        among = figures[figures["numerator"].notna()] if counted else figures
        rows = published(among, indicator, self.end, flagged, kind)
        return {row["area_code"]: row for _, row in rows.iterrows()}

    def targets(self, indicator: str, *, flagged: bool = False, times: int = 1) -> dict[str, Target]:
        """The latest figure of each region as it is printed, `times` so much."""
        rows = self.of(indicator, flagged=flagged)
        return {code: _target(row, round(row["value"] * times), PUBLISHED) for code, row in rows.items()}


def segment_shares(figures: Figures) -> dict[str, int]:
    """Workers by segment, added over the branches that published all three for one day."""
    by_segment = {name: figures.of(name, "office") for name in SEGMENTS}
    offices = [
        office
        for office, row in by_segment["pu_active"].items()
        if all(office in of and of[office]["as_of"] == row["as_of"] for of in by_segment.values())
    ]
    return {name: sum(int(of[office]["value"]) for office in offices) or 1 for name, of in by_segment.items()}


def covered_totals(figures: Figures, regions: Regions) -> dict[str, Target]:
    """Covered workers of every region by its code, from the best source that there is (see above)."""
    employed = dict(zip(regions.code, regions.employed.tolist(), strict=True))
    own = _own_totals(figures, employed)
    totals = {code: total for code, total in own.items() if total.basis == PUBLISHED}
    totals |= _from_segments(figures, totals, segment_shares(figures))
    totals |= _from_offices(figures, regions, totals)
    totals |= {code: total for code, total in own.items() if code not in totals}
    totals |= _from_provinces(figures, regions, totals)
    return totals


def _own_totals(figures: Figures, employed: Mapping[str, int]) -> dict[str, Target]:
    """The newest published total of each region that has a fresh one; of one day the first kind wins.

    A count that is not much older is better than a percentage without the people behind it.
    """
    newest: dict[str, tuple[date, Target]] = {}
    for indicator in _TOTALS:
        latest = figures.of(indicator).items()
        counts = figures.of(indicator, counted=True).items()
        for code, row in (*latest, *counts):
            total, day = _total(row, employed[code]), row["as_of_end"]
            if code not in newest or _rank(day, total) > _rank(*newest[code]):
                newest[code] = (day, total)
    for segment in SEGMENTS:
        for code, row in figures.of(segment).items():
            if code in newest and _months(newest[code][0], row["as_of_end"]) > FRESH:
                del newest[code]
    return {code: total for code, (_, total) in newest.items()}


def _rank(day: date, total: Target) -> date:
    """How new a total counts as: a count as FRESH months newer than it is."""
    ahead = FRESH if total.basis == PUBLISHED else 0
    return date(day.year + ahead // 12, day.month, 1)


def _total(row: pd.Series, employed: int) -> Target:
    """Covered workers that a figure says, or that a published percentage comes to with the employed (BPS)."""
    if row["indicator"] != "ucj_pct":
        return _target(row, int(row["value"]), PUBLISHED)
    if row["numerator"] == row["numerator"]:  # NaN is not equal to itself
        return _target(row, int(row["numerator"]), PUBLISHED)
    return _target(row, round(row["value"] * 100) * employed // 10_000, DERIVED)


def _from_segments(
    figures: Figures, known: Mapping[str, Target], shares: Mapping[str, int]
) -> dict[str, Target]:
    """What the published segments of a region come to with the usual share of the others."""
    rows: dict[str, list[pd.Series]] = {}
    for segment in SEGMENTS:
        for code, row in figures.of(segment).items():
            if code not in known and _months(row["as_of_end"], figures.end) <= FRESH:
                rows.setdefault(code, []).append(row)
    whole = sum(shares.values())
    return {
        code: _target(
            segment_rows[0],
            sum(int(row["value"]) for row in segment_rows)
            * whole
            // sum(shares[row["indicator"]] for row in segment_rows),
            DERIVED,
        )
        for code, segment_rows in rows.items()
    }


def _from_offices(figures: Figures, regions: Regions, known: Mapping[str, Target]) -> dict[str, Target]:
    """What a branch's published total leaves to the regions that it serves and that have none."""
    totals: dict[str, Target] = {}
    for code, (whole, row) in _office_totals(figures).items():
        served = [at for at, offices in enumerate(regions.offices) if code in offices]
        missing = [at for at in served if regions.code[at] not in known]
        rest = whole - sum(known[regions.code[at]].value for at in served if at not in missing)
        if _months(row["as_of_end"], figures.end) > FRESH or rest <= 0 or not missing:
            continue
        parts = shared_out(rest, regions.formal[missing])
        totals |= {
            regions.code[at]: _target(row, int(part), DERIVED)
            for at, part in zip(missing, parts, strict=True)
        }
    return totals


def _office_totals(figures: Figures) -> dict[str, tuple[int, pd.Series]]:
    """The covered workers of each branch that published them, whole or by segment, and a figure that says so."""
    by_segment = {name: figures.of(name, "office") for name in SEGMENTS}
    first, *others = by_segment.values()
    totals = {
        code: (int(row["value"]) + sum(int(of[code]["value"]) for of in others), row)
        for code, row in first.items()
        if all(code in of and of[code]["as_of"] == row["as_of"] for of in others)
    }
    return totals | {
        code: (int(row["value"]), row)
        for code, row in figures.of("workers_active", "office").items()
        if code not in totals or row["as_of_end"] >= totals[code][1]["as_of_end"]
    }


def _from_provinces(figures: Figures, regions: Regions, known: Mapping[str, Target]) -> dict[str, Target]:
    """What the province's coverage comes to for the regions that have no figure, spread by formal workers."""
    provinces, counts = figures.of("ucj_pct", "province"), figures.of("workers_protected", "province")
    totals: dict[str, Target] = {}
    for province in sorted(set(regions.province)):
        inside = [at for at, own in enumerate(regions.province) if own == province]
        missing = [at for at in inside if regions.code[at] not in known]
        rest = _rest(regions, inside, known, counts.get(province), figures.end)
        if rest is not None:
            parts = shared_out(rest[0], regions.formal[missing])
            found = zip(missing, parts.tolist(), strict=True)
            totals |= {regions.code[at]: Target(part, ASSUMED, *rest[1]) for at, part in found}
            continue
        covered, formal, source = _coverage(regions, inside, known, provinces.get(province), figures.end)
        for at in missing:
            value = covered * int(regions.formal[at]) // formal
            totals[regions.code[at]] = Target(value, ASSUMED, *source)
    return totals


def _rest(
    regions: Regions, inside: list[int], known: Mapping[str, Target], row: pd.Series | None, end: date
) -> tuple[int, tuple[str, str]] | None:
    """What a province's count leaves to its regions without one; None where it is old, or of more than the regions."""
    if row is None or _months(row["as_of_end"], end) > FRESH or row["value"] > regions.employed[inside].sum():
        return None
    rest = int(row["value"]) - sum(
        known[regions.code[at]].value for at in inside if regions.code[at] in known
    )
    return (rest, (str(row["id"]), str(row["as_of"]))) if rest > 0 else None


def _coverage(
    regions: Regions, inside: list[int], known: Mapping[str, Target], row: pd.Series | None, end: date
) -> tuple[int, int, tuple[str, str]]:
    """Covered workers, the formal workers they are spread over, and the figure that says so."""
    if row is not None and _months(row["as_of_end"], end) <= FRESH:
        covered = round(row["value"] * 100) * int(regions.employed[inside].sum()) // 10_000
        return covered, int(regions.formal[inside].sum()), (row["id"], row["as_of"])
    having = [at for at in inside if regions.code[at] in known]
    if not having:
        return (
            int(regions.employed[inside].sum()) * _NO_COVERAGE // 1000,
            int(regions.formal[inside].sum()),
            ("", ""),
        )
    covered = sum(known[regions.code[at]].value for at in having)
    return covered, int(regions.formal[having].sum()), ("", "")


def _months(older: date, newer: date) -> int:
    return (newer.year - older.year) * 12 + newer.month - older.month


def _target(row: pd.Series, value: int, basis: str) -> Target:
    return Target(value, basis, str(row["id"]), str(row["as_of"]))
