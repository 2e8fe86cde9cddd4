"""Covered workers of each region, from the latest published figures, each with where it comes from.

Flagged figures are left out (data.indicators.published_figures). A figure more than FRESH months older than the
region's newest one is too: Musi Rawas' 2,516 wage earners of 2018 do not belong under its 70,337 workers of
2025. Where a region has no figure of its own:

    its segments, where those are published, filled up by the usual shares; else
    its branch's total, less the regions that have one, spread by formal workers; else
    the province's published coverage (else that of its regions with figures), spread by formal workers
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.indicators import published
from data.simulation.dice import shared_out
from data.simulation.places import Places
from data.simulation.plan import Plan
from data.tables import Facts

FRESH = 36
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
        """`facts`: the published tables."""
        self.end, self.facts = plan.end, facts

    def of(self, indicator: str, kind: str = "region", flagged: bool = False) -> dict[str, pd.Series]:
        """The latest figure of each area of a kind: a row of `data.indicators.published_figures`."""
        found = published(self.facts.figures, indicator, self.end, flagged, kind)
        return {row["area_code"]: row for _, row in found.iterrows()}

    def targets(self, indicator: str, *, flagged: bool = False, times: int = 1) -> dict[str, Target]:
        """The latest figure of each region as it is printed, `times` so much."""
        found = self.of(indicator, flagged=flagged)
        return {code: _target(row, round(row["value"] * times), PUBLISHED) for code, row in found.items()}


def segment_shares(figures: Figures) -> dict[str, int]:
    """Workers by segment, added over the branches that published all three for one day."""
    found = {name: figures.of(name, "office") for name in SEGMENTS}
    offices = [
        office
        for office, row in found["pu_active"].items()
        if all(office in of and of[office]["as_of"] == row["as_of"] for of in found.values())
    ]
    return {name: sum(int(of[office]["value"]) for office in offices) or 1 for name, of in found.items()}


def covered_totals(figures: Figures, places: Places) -> dict[str, Target]:
    """Covered workers of every region."""
    employed = dict(zip(places.code, places.employed.tolist(), strict=True))
    found = _own_totals(figures, employed)
    found |= _from_segments(figures, found, segment_shares(figures))
    found |= _from_offices(figures, places, found)
    found |= _from_provinces(figures, places, found)
    return found


def _own_totals(figures: Figures, employed: Mapping[str, int]) -> dict[str, Target]:
    """The newest published total of each region that has a fresh one; of one day the first kind wins."""
    newest: dict[str, tuple[date, Target]] = {}
    for indicator in _TOTALS:
        for code, row in figures.of(indicator).items():
            total = _total(row, employed[code])
            if code not in newest or row["as_of_end"] > newest[code][0]:
                newest[code] = (row["as_of_end"], total)
    for segment in SEGMENTS:
        for code, row in figures.of(segment).items():
            if code in newest and _months(newest[code][0], row["as_of_end"]) > FRESH:
                del newest[code]
    return {code: total for code, (_, total) in newest.items()}


def _total(row: pd.Series, employed: int) -> Target:
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
            found[0],
            sum(int(row["value"]) for row in found) * whole // sum(shares[row["indicator"]] for row in found),
            DERIVED,
        )
        for code, found in rows.items()
    }


def _from_offices(figures: Figures, places: Places, known: Mapping[str, Target]) -> dict[str, Target]:
    """What a branch's published total leaves to the regions that it serves and that have none."""
    found: dict[str, Target] = {}
    for code, row in figures.of("workers_active", "office").items():
        served = [at for at, offices in enumerate(places.offices) if code in offices]
        missing = [at for at in served if places.code[at] not in known]
        rest = int(row["value"]) - sum(known[places.code[at]].value for at in served if at not in missing)
        if _months(row["as_of_end"], figures.end) > FRESH or rest <= 0 or not missing:
            continue
        parts = shared_out(rest, places.formal[missing])
        found |= {
            places.code[at]: _target(row, int(part), DERIVED) for at, part in zip(missing, parts, strict=True)
        }
    return found


def _from_provinces(figures: Figures, places: Places, known: Mapping[str, Target]) -> dict[str, Target]:
    """Spread by formal workers at the province's coverage."""
    provinces = figures.of("ucj_pct", "province")
    found = {}
    for province in sorted(set(places.province)):
        inside = [at for at, one in enumerate(places.province) if one == province]
        missing = [at for at in inside if places.code[at] not in known]
        covered, formal, source = _coverage(places, inside, known, provinces.get(province), figures.end)
        for at in missing:
            value = covered * int(places.formal[at]) // formal
            found[places.code[at]] = Target(value, ASSUMED, *source)
    return found


def _coverage(
    places: Places, inside: list[int], known: Mapping[str, Target], row: pd.Series | None, end: date
) -> tuple[int, int, tuple[str, str]]:
    """Covered workers, the formal workers they are spread over, and the figure that says so."""
    if row is not None and _months(row["as_of_end"], end) <= FRESH:
        covered = round(row["value"] * 100) * int(places.employed[inside].sum()) // 10_000
        return covered, int(places.formal[inside].sum()), (row["id"], row["as_of"])
    having = [at for at in inside if places.code[at] in known]
    if not having:
        return (
            int(places.employed[inside].sum()) * _NO_COVERAGE // 1000,
            int(places.formal[inside].sum()),
            ("", ""),
        )
    covered = sum(known[places.code[at]].value for at in having)
    return covered, int(places.formal[having].sum()), ("", "")


def _months(older: date, newer: date) -> int:
    return (newer.year - older.year) * 12 + newer.month - older.month


def _target(row: pd.Series, value: int, basis: str) -> Target:
    return Target(value, basis, str(row["id"]), str(row["as_of"]))
