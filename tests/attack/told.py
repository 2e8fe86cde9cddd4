"""What the public role is answered of one month: every indicator in every fixed table, numerator and denominator.

A number that is shown is kept as a sum of measures over a place. Of one that is hidden the reason that is told is kept,
and nothing else. A place that has no row in a table is known to be empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from data import law
from data.cube import CASES, JAKON, MEASURES, NOT_KNOWN, OUTREACH, RECOVERED, RUPIAH, UNJUDGED, WORKERS
from data.disclosure import masked
from data.indicators import Indicator, definitions, left_out, without_guesses
from data.queries import Reading
from data.store import CUBE, Release
from data.vocabulary import LEVEL_KEYS, NARROWING

LEVELS = ("all", "area", "region", "kecamatan")

# What a number counts, which decides how it is guarded: amounts rest on contributors, counts are counts of these.
_COUNTS = {*CASES, *OUTREACH, *UNJUDGED, JAKON[0], "informal_target"} - set(RECOVERED)
# A target is a plan: nobody stands behind it.
_PEOPLE = {*WORKERS, "informal_active", "informal_targeted", JAKON[1]}
_MONEY = {*RUPIAH, *RECOVERED}
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """A cell of a fixed table: the regions that it is the sum of, one kecamatan of one region, or one `value` of a dimension."""

    regions: frozenset[str]
    kecamatan: str | None = None
    dimension: str = ""
    value: str = ""


@dataclass(frozen=True)
class Form:
    """A sum of measures, each once, less others: what a numerator or a denominator is."""

    plus: frozenset[str]
    minus: frozenset[str] = frozenset()

    @property
    def vector(self) -> Vector:
        """The coefficient of each of MEASURES."""
        return tuple((name in self.plus) - (name in self.minus) for name in MEASURES)

    @property
    def unit(self) -> str:
        """people and rupiah are amounts; employers and others (cases, projects) are counts."""
        if self.plus <= _PEOPLE:
            return "people"
        if self.plus <= _MONEY:
            return "rupiah"
        return "others" if self.plus & _COUNTS else "employers"

    @property
    def is_amount(self) -> bool:
        """Whether it is people or rupiah that contributors have, rather than a count of contributors."""
        return self.unit in ("people", "rupiah")

    def __str__(self) -> str:
        plus, minus = (_short(names) for names in (self.plus, self.minus))
        return plus + (f" - {minus}" if minus else "")


def _short(names: frozenset[str]) -> str:
    ordered = [name for name in MEASURES if name in names]
    return "+".join(ordered) if len(ordered) < 4 else f"{ordered[0]}+..{len(ordered)}"


@dataclass
class Told:
    """All that is told of a month.

    shown: the number of a form in a place. hidden: the reasons that are given for it. level: how a place is called.
    reasons: (place, contributors) -> reason, where the indicator has no rule but the one that counts `contributors`.
    """

    month: str
    shown: dict[tuple[Place, Form], int] = field(default_factory=dict)
    hidden: dict[tuple[Place, Form], set[str]] = field(default_factory=dict)
    level: dict[Place, str] = field(default_factory=dict)
    reasons: dict[tuple[Place, str], set[str]] = field(default_factory=dict)
    tables: int = 0

    @property
    def forms(self) -> list[Form]:
        """Every form that is told anywhere."""
        return sorted({form for _, form in (*self.shown, *self.hidden)}, key=str)

    @property
    def really_hidden(self) -> list[tuple[Place, Form]]:
        """What no table shows: a number that one table hides may stand in another."""
        return [key for key in self.hidden if key not in self.shown]


def ledger_indicators() -> list[Indicator]:
    """The indicators that are measured from the cube."""
    return [indicator for indicator in definitions().values() if indicator.kind == "ledger"]


def forms_of(indicator: Indicator) -> tuple[Form, ...]:
    """What an indicator tells of a place: its numerator, and its denominator where that is of the ledger."""
    above = Form(frozenset(indicator.above), frozenset(indicator.minus))
    return (above, Form(frozenset(indicator.below))) if indicator.below else (above,)


def told(reading: Reading, month: str, by_mask: bool = False) -> Told:
    """Everything that the viewer of `reading` is answered of a month from the fixed tables.

    `by_mask`: taken from the masks from which these answers are made, in a twentieth of the time. A test holds that
    both are the same; own data that is only partly there has no other way than the tables.
    """
    found = Told(month)
    inside = _regions_inside(reading.facts.regions)
    for indicator in ledger_indicators():
        counted = None if reading.release.simulated else reading.counted(indicator, month)
        for level, by, cells in (_masks if by_mask else _tables)(reading, indicator, month):
            found.tables += 1
            _keep(found, indicator, level, by, cells, _places(inside, counted, level, by, cells))
    return found


Table = tuple[str, str, pd.DataFrame]


def _tables(reading: Reading, indicator: Indicator, month: str) -> Iterator[Table]:
    """Each fixed table as the pages ask for it: its level, what it is narrowed by, its cells."""
    for level in set(indicator.levels) & set(LEVELS):
        fine = level == "kecamatan" or not indicator.narrows
        for by in ("",) if fine else ("", *NARROWING):
            yield level, by, reading.cells(indicator, month, level, (), by)


def _masks(reading: Reading, indicator: Indicator, month: str) -> Iterator[Table]:
    assert indicator.disclosure is not None
    counted = (*indicator.above, *indicator.minus, *indicator.below, *left_out(indicator))
    name = (reading.place, reading.release.number)
    cube, regions = cube_of(reading.release, month), reading.facts.regions
    cells = masked(cube, regions, month, indicator.disclosure, law.at(month), counted, name)
    cells = without_guesses(indicator, cells)
    known = reading.counted(indicator, month)
    if known is not None:
        cells = cells[~cells["level"].isin(("region", "kecamatan")) | cells["area"].isin(known)]
    for (level, by), part in cells.groupby(["level", "dimension"]):
        if level in LEVELS and level in indicator.levels and (not by or indicator.narrows):
            named = {"value": by} if by else {}
            if level != "all":
                named |= {"area": "region" if level == "kecamatan" else LEVEL_KEYS[level][0]}
            dropped = [name for name in ("area", "value") if name not in named and name in part]
            yield level, by, part.drop(columns=dropped).rename(columns=named)


@cache
def cube_of(release: Release, month: str) -> pd.DataFrame:
    """The cube of a month, as the guard reads it."""
    return release.table(CUBE, months=[month]).to_pandas()


def _regions_inside(regions: pd.DataFrame) -> dict[tuple[str, str], frozenset[str]]:
    """The regions of each (level, name)."""
    inside = {("all", ""): frozenset(regions["code"])}
    inside |= {("region", code): frozenset((code,)) for code in regions["code"]}
    inside |= {("area", name): frozenset(codes) for name, codes in regions.groupby("area")["code"]}
    return inside


def _places(
    inside: dict[tuple[str, str], frozenset[str]],
    counted: frozenset[str] | None,
    level: str,
    by: str,
    cells: pd.DataFrame,
) -> Iterator[Place]:
    """The place of each row; a wider area is of those of its regions in which the indicator is counted."""
    if level == "kecamatan":
        for region, kecamatan in zip(cells["region"], cells["kecamatan"], strict=True):
            yield Place(frozenset((region,)), kecamatan)
        return
    values = cells[by].tolist() if by else [""] * len(cells)
    names = cells[LEVEL_KEYS[level][0]].tolist() if LEVEL_KEYS[level] else [""] * len(cells)
    for name, value in zip(names, values, strict=True):
        there = inside.get((level, name), frozenset((name,)))
        yield Place(there if counted is None else there & counted, None, by, value)


def _keep(
    found: Told, indicator: Indicator, level: str, by: str, cells: pd.DataFrame, places: Iterator[Place]
) -> None:
    forms = forms_of(indicator)
    numbers = [_sum(cells, form) for form in forms]
    rule = _only_rule(indicator)
    for at, (place, reason) in enumerate(zip(places, cells["suppressed"].tolist(), strict=True)):
        if reason == NOT_KNOWN or (
            by == "segment" and indicator.segment and place.value not in indicator.segment
        ):
            continue
        found.level.setdefault(place, f"{level} x {by}" if by else level)
        if reason and rule:
            found.reasons.setdefault((place, rule), set()).add(reason)
        for form, column in zip(forms, numbers, strict=True):
            if reason:
                found.hidden.setdefault((place, form), set()).add(reason)
            else:
                found.shown[place, form] = int(column[at])


def _sum(cells: pd.DataFrame, form: Form) -> np.ndarray:
    sums = np.zeros(len(cells), dtype="int64")
    for names, sign in ((form.plus, 1), (form.minus, -1)):
        for name in names:
            sums += sign * cells[name].fillna(0).to_numpy("int64")
    return sums


def _only_rule(indicator: Indicator) -> str:
    """What "primer" counts too few of, where nothing else makes a cell of this indicator primary: else ""."""
    rule = indicator.disclosure
    counted = {*indicator.above, *indicator.minus, *indicator.below}
    mixed = counted & ({*_COUNTS, *_MONEY} | {"billed", "billed_on_time", "closed_in_arrears"})
    contributors = getattr(rule, "contributors", "")
    if mixed or getattr(rule, "largest", None) or len({_own(name) for name in counted}) > 1:
        return ""
    return contributors if all(_own(name) == contributors for name in counted) else ""


def _own(measure: str) -> str:
    """By whom a measure itself is guarded: people count for themselves, exposed workers by employers in arrears."""
    if measure in ("informal_active", "informal_target", "informal_targeted"):
        return "informal_active"
    return {"workers_exposed": "in_arrears", JAKON[1]: JAKON[1]}.get(measure, "wajib")
