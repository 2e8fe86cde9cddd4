"""What the public role is answered of one month: every indicator in every fixed table, numerator and denominator.

A number that is shown is kept as a sum of measures over a place; of one that is hidden nothing is known but that. A
place that has no row in a table is known to be empty.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import pandas as pd

from data import law
from data.cube import (
    BACKING,
    CASES,
    JAKON,
    MEASURES,
    NOT_KNOWN,
    OUTREACH,
    RECOVERED,
    RUPIAH,
    SPREADS,
    UNJUDGED,
    WORKERS,
)
from data.disclosure import masked
from data.indicators import Indicator, definitions, left_out, without_guesses
from data.queries import Reading
from data.store import CUBE, Release
from data.vocabulary import LEVEL_KEYS, NARROWING

# What is told of at all: the other measures of the cube are there for the guard alone.
NUMBERS = tuple(name for name in MEASURES if name not in (*BACKING, *SPREADS.values()))
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

    def __str__(self) -> str:
        regions = "+".join(sorted(self.regions)) if len(self.regions) < 4 else f"{len(self.regions)} regions"
        kecamatan = "" if self.kecamatan is None else f" kecamatan {self.kecamatan}"
        return (
            f"{regions}{kecamatan} {self.dimension}={self.value}" if self.dimension else regions + kecamatan
        )


@dataclass(frozen=True)
class Form:
    """A sum of measures, each once, less others: what a numerator or a denominator is."""

    plus: frozenset[str]
    minus: frozenset[str] = frozenset()

    @cached_property
    def vector(self) -> Vector:
        """The coefficient of each of NUMBERS."""
        return tuple((name in self.plus) - (name in self.minus) for name in NUMBERS)

    @cached_property
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
    ordered = [name for name in NUMBERS if name in names]
    return "+".join(ordered) if len(ordered) < 4 else f"{ordered[0]}+..{len(ordered)}"


@dataclass
class Told:
    """All that is told of a month.

    shown: the number of a form in a place. hidden: the forms that are not told of a place, by some table. level: how a
    place is called.
    """

    month: str
    shown: dict[tuple[Place, Form], int] = field(default_factory=dict)
    hidden: set[tuple[Place, Form]] = field(default_factory=set)
    level: dict[Place, str] = field(default_factory=dict)

    @cached_property
    def forms(self) -> list[Form]:
        """Every form that is told anywhere."""
        return sorted({form for _, form in (*self.shown, *self.hidden)}, key=str)

    @cached_property
    def at(self) -> dict[Place, set[Form]]:
        """The forms that are shown of each place."""
        found: dict[Place, set[Form]] = {}
        for place, form in self.shown:
            found.setdefault(place, set()).add(form)
        return found

    @property
    def really_hidden(self) -> list[tuple[Place, Form]]:
        """What no table shows: a number that one table hides may stand in another."""
        return sorted(self.hidden - self.shown.keys(), key=str)


def ledger_indicators() -> list[Indicator]:
    """The indicators that are measured from the cube."""
    return [indicator for indicator in definitions().values() if indicator.kind == "ledger"]


def forms_of(indicator: Indicator) -> tuple[Form, ...]:
    """What an indicator tells of a place: its numerator, and its denominator where that is of the ledger."""
    above = Form(frozenset(indicator.above), frozenset(indicator.minus))
    return (above, Form(frozenset(indicator.below))) if indicator.below else (above,)


def told(reading: Reading, month: str, by_mask: bool = False) -> Told:
    """Everything that the viewer of `reading` is answered of a month from the fixed tables.

    `by_mask`: taken from the masks from which these answers are made, in a twentieth of the time. `make attack` holds
    that both are the same; own data that is only partly there has no other way than the tables.
    """
    found = Told(month)
    inside = _regions_inside(reading.facts.regions)
    for indicator in ledger_indicators():
        if by_mask:
            _keep(found, indicator, *_masked(reading, indicator, month, inside))
            continue
        counted = None if reading.release.simulated else reading.counted(indicator, month)
        for level, by, cells in _tables(reading, indicator, month):
            rows = _rows(cells, level, by)
            _keep(found, indicator, cells, [_place(inside, counted, *row) for row in rows])
    return found


# Of a cell: its level, the region (of a kecamatan) or area, the kecamatan, and what it is narrowed to.
Row = tuple[str, str, str, str, str]
Inside = dict[tuple[str, str], frozenset[str]]


def _tables(reading: Reading, indicator: Indicator, month: str) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Each fixed table as the pages ask for it: its level, what it is narrowed by, its cells."""
    for level in indicator.levels:
        fine = level == "kecamatan" or not indicator.narrows
        for by in ("",) if fine else ("", *NARROWING):
            yield level, by, reading.cells(indicator, month, level, (), by)


def _rows(cells: pd.DataFrame, level: str, by: str) -> Iterator[Row]:
    nothing = [""] * len(cells)
    column = "region" if level == "kecamatan" else next(iter(LEVEL_KEYS[level]), "")
    areas = cells[column].tolist() if column else nothing
    towns = cells["kecamatan"].tolist() if level == "kecamatan" else nothing
    values = cells[by].tolist() if by else nothing
    return zip([level] * len(cells), areas, towns, [by] * len(cells), values, strict=True)


def _masked(
    reading: Reading, indicator: Indicator, month: str, inside: Inside
) -> tuple[pd.DataFrame, list[Place]]:
    """The same of all tables of an indicator at once, with the place of each cell."""
    cells = without_guesses(
        indicator, mask(reading, indicator, month, (reading.place, reading.release.number))
    )
    is_told = cells["level"].isin(indicator.levels)
    if not indicator.narrows:
        is_told &= cells["dimension"] == ""
    known = reading.counted(indicator, month)
    if known is not None:
        is_told &= ~cells["level"].isin(("region", "kecamatan")) | cells["area"].isin(known)
    cells = cells[is_told]
    rows = cells[["level", "area", "kecamatan", "dimension", "value"]].itertuples(index=False, name=None)
    counted = None if reading.release.simulated else known
    return cells, [_place(inside, counted, *row) for row in rows]


def mask(reading: Reading, indicator: Indicator, month: str, name: Hashable) -> pd.DataFrame:
    """The cells of all fixed tables by the guard of an indicator, `suppressed` where they are hidden."""
    counted = (*indicator.above, *indicator.minus, *indicator.below, *left_out(indicator))
    cube, regions = cube_of(reading.release, month), reading.facts.regions
    return masked(cube, regions, month, law.at(month), counted, name)


@cache
def cube_of(release: Release, month: str) -> pd.DataFrame:
    """The cube of a month, as the guard reads it."""
    return release.table(CUBE, months=[month]).to_pandas()


def _regions_inside(regions: pd.DataFrame) -> Inside:
    """The regions of each (level, name)."""
    inside = {("all", ""): frozenset(regions["code"])}
    inside |= {("region", code): frozenset((code,)) for code in regions["code"]}
    for level in ("area", "province"):
        (column,) = LEVEL_KEYS[level]
        inside |= {(level, name): frozenset(codes) for name, codes in regions.groupby(column)["code"]}
    return inside


def _place(
    inside: Inside, counted: frozenset[str] | None, level: str, area: str, kecamatan: str, by: str, value: str
) -> tuple[str, Place]:
    """What a cell is called, and its place; a wider area is of those of its regions in which the indicator is counted."""
    if level == "kecamatan":
        return level, Place(frozenset((area,)), kecamatan)
    there = inside.get((level, area), frozenset((area,)))
    return level + f" x {by}" * bool(by), Place(
        there if counted is None else there & counted, None, by, value
    )


def _keep(
    found: Told, indicator: Indicator, cells: pd.DataFrame, places: Iterable[tuple[str, Place]]
) -> None:
    forms = forms_of(indicator)
    numbers = [_sum(cells, form).tolist() for form in forms]
    segments = indicator.segment
    for (level, place), reason, *values in zip(places, cells["suppressed"].tolist(), *numbers, strict=True):
        is_other = segments and place.dimension == "segment" and place.value not in segments
        if reason == NOT_KNOWN or is_other:
            continue
        found.level.setdefault(place, level)
        for form, value in zip(forms, values, strict=True):
            if reason:
                found.hidden.add((place, form))
            else:
                found.shown[place, form] = value


def _sum(cells: pd.DataFrame, form: Form) -> np.ndarray:
    sums = np.zeros(len(cells), dtype="int64")
    for names, sign in ((form.plus, 1), (form.minus, -1)):
        for name in names:
            sums += sign * cells[name].fillna(0).to_numpy("int64")
    return sums
