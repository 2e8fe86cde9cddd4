"""What the what-if is worked out from: each region's coverage and where its missing people are, as a reader may see it.

Everything is read by way of guarded indicators. Whoever does not see every cell is told nothing of a region in
which fewer employers than the threshold stand behind a source. Sums alone say how many people a source has at the
least: an employer that registered more than are known of it takes off what others lack. Whoever may see employers
and groups by name has them counted one by one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data import law
from data.cube import NOT_KNOWN
from data.indicators import Target, definitions, of_unit
from data.queries.conditions import Where
from data.queries.employers import EmployerList, EmployerQuery
from data.queries.informal import groups, own_regions, summed, told
from data.queries.informal_budget import rate
from data.queries.reading import Reading
from data.queries.release_tables import minimum_wages
from data.queries.what_if import SOURCES, Source, Taken, mix, needed

# Why a region has no numbers, or (FEW) only its need: too few employers stand behind one of its sources.
HIDDEN, UNKNOWN, FEW = "hidden", "unknown", "few"
# Column -> the indicator whose value it is.
_COUNTS = {
    "obliged": "workers_obliged",
    "enrolled": "workers_enrolled",
    "registered": "ledger_pu_registered",
    "active": "ledger_pu_active",
    "pwbd_employers": "ledger_pwbd_employers",
    "pds_employers": "pds_workers_employers",
}
INFORMAL_PAYER, INFORMAL_TRADE = "apbd", "lainnya"


@dataclass(frozen=True)
class Region:
    """A region at the end of a month: `covered` of `people` (of the date `as_of`, from `source`), and its sources.

    `why` is "", or says that its numbers are HIDDEN from this reader or UNKNOWN (they are 0 then), or that its
    sources alone are (FEW). Only with "" there are sources. `inactive`: workers registered whose employer owes too
    long for them to count as active.
    `target`: the coverage in per cent that the region is held against in that month, as on the map; None where it has
    no target, or several and none of them is chosen.
    `least_due`: rupiah that an employer owes at least for a worker a month (JKK of the lowest risk and JKM on the
    minimum wage), None where no minimum wage is known.
    """

    code: str
    why: str
    covered: int = 0
    people: int = 0
    as_of: str = ""
    source: str = ""
    target: float | None = None
    inactive: int = 0
    least_due: int | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a region needs to reach a goal (per cent), and from where; nothing is taken where its sources are not told."""

    region: Region
    goal: float
    need: int
    taken: tuple[Taken, ...]

    @property
    def told(self) -> bool:
        """Whether its sources are told to this reader."""
        return self.region.why == ""

    @property
    def unreachable(self) -> int:
        """People that are in no source of the ledger; 0 where these are not told."""
        return self.need - sum(part.people for part in self.taken) if self.told else 0

    @property
    def untold(self) -> int:
        """People of whom is not told from where they may come."""
        return 0 if self.told else self.need

    def of(self, name: str) -> Taken | None:
        """What is taken of one of SOURCES."""
        return next((part for part in self.taken if part.source.name == name), None)

    @property
    def least_due(self) -> int:
        """Rupiah a month that employers pay at the least for those they register."""
        paid = sum(part.people for part in self.taken if part.source.name != "informal")
        return paid * (self.region.least_due or 0)


def plan(regions: Collection[Region], goal: float = 0.0) -> list[Plan]:
    """Each region whose coverage is known, in their order, with its cheapest way to `goal` per cent.

    Without a goal (0) each has its own target, so that what is needed is what the map says is lacking; a region without
    one is left out.
    """
    known = [region for region in regions if region.why in ("", FEW) and (goal or region.target is not None)]
    goals = [goal or region.target or 0.0 for region in known]
    needs = [
        needed(wanted, region.people, region.covered) for region, wanted in zip(known, goals, strict=True)
    ]
    return [
        Plan(region, wanted, need, tuple(mix(need, region.sources)))
        for region, wanted, need in zip(known, goals, needs, strict=True)
    ]


@lru_cache(maxsize=128)
def standing(reading: Reading, month: str, until: str, regions: tuple[str, ...] | None) -> tuple[Region, ...]:
    """The regions of a place (None: all that the ledger has) in `month`, by code.

    The rate of the self-employed is that of the month `until`, paid by a regional budget: without relief.
    """
    rows = _known(reading, month)
    if regions is not None:
        rows = rows.reindex(sorted(regions))
    flags = {name: rows[name].fillna(False).astype(bool) for name in ("hidden", "untold", "unsummed")}
    rows = rows.assign(**flags)
    hide = _small(reading, month, rows)
    price = rate(until, INFORMAL_TRADE, INFORMAL_PAYER)
    known = zip(rows.index, rows.to_dict("records"), hide, strict=True)
    return tuple(_region(str(code), row, small, price, month) for code, row, small in known)


@lru_cache(maxsize=64)
def _known(reading: Reading, month: str) -> pd.DataFrame:
    """Kept apart, so that another goal, place or end does not count employers again."""
    return _rows(reading, month).join(_one_by_one(reading, month)).join(_wages(reading, month))


def _rows(reading: Reading, month: str) -> pd.DataFrame:
    """Every region: coverage, counts and informal numbers (Int64, NA where unknown), `hidden`, `untold`.

    `untold`: coverage is shown, but not all that lies behind one of the sources.
    `unsummed`: the release, of an earlier version, has not added up who has a target.
    """
    coverage = _values(reading, "coverage_workers", month)
    informal = _values(reading, "informal_attainment", month)
    rows = coverage[["numerator", "denominator", "denominator_as_of", "denominator_source"]].rename(
        columns={"numerator": "covered", "denominator": "people"}
    )
    rows["target"] = coverage["held"].map(_one_target)
    rows = rows.join(informal[["numerator", "denominator"]].set_axis(["bpu", "bpu_target"], axis=1))
    hidden = _is_hidden(coverage) | _is_hidden(informal).reindex(coverage.index, fill_value=False)
    untold = pd.Series(False, index=hidden.index)
    for column, name in _COUNTS.items():
        values = _values(reading, name, month)
        rows = rows.join(values["value"].rename(column))
        untold |= _is_hidden(values).reindex(hidden.index, fill_value=False)
    unsummed = (informal["suppressed"] == NOT_KNOWN).reindex(rows.index, fill_value=False)
    return rows.assign(hidden=hidden, untold=untold, unsummed=unsummed)


def _one_target(held: Sequence[Target]) -> float:
    """The coverage that a region is held against; NaN where that is none, or more than one."""
    values = {target.value for target in of_unit(held, "percent")}
    return values.pop() if len(values) == 1 else math.nan


def _is_hidden(values: pd.DataFrame) -> pd.Series:
    """Whether a value is kept from the reader; one that is not known is missing without being hidden."""
    return ~values["suppressed"].isin(["", NOT_KNOWN])


def _values(reading: Reading, name: str, month: str) -> pd.DataFrame:
    return reading.values(definitions()[name], month, "region").set_index("region")


def _one_by_one(reading: Reading, month: str) -> pd.DataFrame:
    """By region: workers that employers with PDS-TK lack, and people that informal groups lack; NA when not told."""
    empty = pd.DataFrame({"pds_lack": [], "bpu_gap": []}, dtype="Int64")
    if not reading.viewer.names_employers:
        return empty
    sums = (
        EmployerList(reading, month).sums(Where(), EmployerQuery(kind="pds_tk"), "region").set_index("region")
    )
    lack = (sums["workers_known"] - sums["workers_registered"]).astype("Int64").rename("pds_lack")
    own = own_regions(reading, month)
    regions = None if own is None else tuple(sorted(own))
    if not told(reading, month, regions):
        return pd.concat([empty["bpu_gap"], lack], axis=1)
    gap = summed(groups(reading, month, Where(regions)), "region").set_index("key")["gap"]
    return pd.concat([lack, gap.rename("bpu_gap")], axis=1)


def _small(reading: Reading, month: str, rows: pd.DataFrame) -> list[bool]:
    """Whether fewer employers than the threshold stand behind a source, for those who see no small cell."""
    own, least = own_regions(reading, month), law.at(month).min_employers
    counts = rows[["pwbd_employers", "pds_employers"]].fillna(0)
    few = ((counts > 0) & (counts < least)).any(axis=1)
    return [bool(is_few) and own is not None and code not in own for code, is_few in few.items()]


def _region(code: str, row: dict[Any, Any], small: bool, price: int, month: str) -> Region:
    if row["hidden"]:
        return Region(code, HIDDEN)
    counts = () if row["untold"] else _COUNTS
    numbers = {name: row[name] for name in ("covered", "people", "bpu", "bpu_target", *counts)}
    if row[
        "unsummed"
    ]:  # Where groups were counted one by one, sums that a release does not have would add nothing.
        numbers |= {"bpu": 0, "bpu_target": 0}
    if any(pd.isna(value) for value in numbers.values()):
        return Region(code, UNKNOWN)
    n = {name: int(value) for name, value in numbers.items()}
    target = None if pd.isna(row["target"]) else float(row["target"])
    held = n["covered"], n["people"], row["denominator_as_of"], row["denominator_source"], target
    if small or row["untold"] or (row["unsummed"] and pd.isna(row["bpu_gap"])):
        return Region(code, FEW, *held)
    due = None if pd.isna(row["minimum_wage"]) else _least_due(month, int(row["minimum_wage"]))
    return Region(code, "", *held, max(n["registered"] - n["active"], 0), due, _sources(n, row, price))


def _sources(n: dict[str, int], row: dict[Any, Any], price: int) -> tuple[Source, ...]:
    """What each source has; of two numbers that are both too low at worst, the larger is nearer."""
    counted = {name: 0 if pd.isna(row[name]) else int(row[name]) for name in ("pds_lack", "bpu_gap")}
    held = {
        "pwbd": (n["obliged"] - n["enrolled"], n["pwbd_employers"], 0),
        "pds_tk": (max(n["enrolled"] - n["registered"], counted["pds_lack"]), n["pds_employers"], 0),
        "informal": (max(n["bpu_target"] - n["bpu"], counted["bpu_gap"]), 0, price),
    }
    return tuple(Source(name, max(held[name][0], 0), *held[name][1:]) for name in SOURCES)


def _least_due(month: str, wage: int) -> int:
    """JKK of the lowest risk class and JKM, which every employer owes whatever its scale (Perpres 109/2013)."""
    rules = law.at(month)
    lowest = min(rules.jkk_ppm, key=lambda risk: rules.jkk_ppm[risk])
    return sum(law.due_of_one(rules, lowest, "", "JKK;JKM", 1, wage).values())


def _wages(reading: Reading, month: str) -> pd.Series:
    """The minimum wage that counts for the month by region, rupiah a month."""
    return minimum_wages(reading, month).set_index("region")["rupiah"].rename("minimum_wage")
