"""One indicator of a ledger, on the regions or their kecamatan: measured, compared, classed, ready for map and table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data import places
from data.indicators import (
    Funnel,
    Indicator,
    Measured,
    Movement,
    Standing,
    definitions,
    difference_unit,
    exceed_chance,
    of_unit,
)
from data.months import month_index
from data.parsing import each_row
from data.places import ALL_AREAS
from data.queries import Filters, Reading, Together, stand_now, together_in
from data.queries import unplaced as without_kecamatan
from data.tables import Facts
from data.vocabulary import NARROWING, NOT_TOLD
from geo.classes import (
    CHANCE,
    GAP,
    SPREAD,
    Classes,
    as_written,
    beyond_chance,
    classify,
    differences,
    gaps,
    of_sides,
)
from pages import session
from pages.map import funnel_plot
from pages.map.painted import Mapped, with_sides
from pages.view import View

_COLUMNS = ("value", "numerator", "denominator", "as_of", "held", "suppressed")
KECAMATAN = "kecamatan"


def filters_of(view: View) -> Filters:
    """What the view is narrowed to, as the reading takes it; nothing where the indicator cannot be narrowed."""
    if not definitions()[view.indicator].narrows:
        return ()
    chosen = {name: view.value(name) for name in NARROWING if view.value(name)}
    return tuple((name, _values(name, value)) for name, value in chosen.items())


def _values(name: str, value: str) -> tuple[str, ...]:
    """What one choice of a filter stands for: an office for itself and those below it."""
    if name == "office":
        return tuple(sorted(places.with_its_own(session.facts(), value)))
    return ("" if value == NOT_TOLD else value,)


@dataclass(frozen=True)
class Question:
    """What is asked of a reading; equal questions have equal answers.

    `compare` is the month that is compared with, "" for none; `scheme` and `classes` say how values are classed.
    `level` is "" for regions, or KECAMATAN.
    """

    indicator: str
    area: str
    month: str
    compare: str
    filters: Filters
    scheme: str
    classes: int
    level: str = ""

    @property
    def about(self) -> Indicator:
        """The indicator that is asked for."""
        return definitions()[self.indicator]


def regions_of(area: str) -> tuple[str, ...]:
    """The Kemendagri codes of an area's regions; of ALL_AREAS those of all."""
    return _regions_of(session.facts(), area)


@lru_cache(maxsize=64)
def _regions_of(facts: Facts, area: str) -> tuple[str, ...]:
    regions = facts.regions
    chosen = regions if area == ALL_AREAS else regions[regions["area"] == area]
    return tuple(chosen["code"])


def question(view: View, month: str) -> Question:
    """The view's question in a month that the reading has."""
    compare = view.map.compare if view.map.compare != month else ""
    level = "" if lacks_kecamatan(view) else view.map.level
    return Question(
        view.indicator, view.area, month, compare, filters_of(view), view.map.scheme, view.map.classes, level
    )


def lacks_kecamatan(view: View) -> bool:
    """Whether kecamatan are asked for of an indicator that is known of whole regions alone."""
    return view.map.level == KECAMATAN and definitions()[view.indicator].needs == "region"


def answered(asked: Question, reading: Reading, frozen: Classes | None = None) -> Mapped:
    """The regions (or kecamatan) of the area with their values, or with the differences from the month that is compared with.

    `rows` of the answer: code, name, short, area, kind, scope, of kecamatan `bare` and `inside` (its own name, and that
    of its region), value (float, NaN is missing), numerator,
    denominator, as_of, held, `suppressed` (why a value is hidden, "" where it is not), `faded` and
    `is_flagged` (never true here), `behind`, of gaps to targets and of differences `margin`, of differences `movement` (who moved, or None), `exceeds` (chance) and `months`, and in the classes of chance `side`. `frozen` keeps the classes of another month.
    """
    mapped = _answered(asked, reading)
    # The limits of gaps stay as they are from month to month; a month without targets has classes of another kind.
    if frozen is None or asked.compare or GAP in (frozen.scheme, mapped.classes.scheme):
        return mapped
    return replace(mapped, classes=replace(frozen, kept=True))


@lru_cache(maxsize=512)
def _answered(asked: Question, reading: Reading) -> Mapped:
    mapped = replace(_classed(asked, reading), level=asked.level, joint=joint(asked, reading))
    return replace(mapped, unplaced=unplaced(asked, reading))


@lru_cache(maxsize=512)
def joint(asked: Question, reading: Reading) -> Together | None:
    """What the regions (or kecamatan) of the area that are not told one by one have together; None of differences."""
    if asked.compare:
        return None
    area, level = "" if asked.area == ALL_AREAS else asked.area, asked.level or "region"
    regions = regions_of(asked.area)
    return together_in(reading, asked.about, asked.month, level, asked.filters, area, regions)


@lru_cache(maxsize=512)
def unplaced(asked: Question, reading: Reading) -> Together | None:
    """What the area has of which nobody knows the kecamatan; None where kecamatan are not asked for, and of differences."""
    if asked.compare or not asked.level:
        return None
    return without_kecamatan(reading, asked.about, asked.month, asked.filters, regions_of(asked.area))


def whole(asked: Question, reading: Reading, month: str) -> Measured | None:
    """The value of the whole area that is looked at."""
    level = "all" if asked.area == ALL_AREAS else "area"
    return reading.one(asked.about, month, level, "" if level == "all" else asked.area, asked.filters)


def _classed(asked: Question, reading: Reading) -> Mapped:
    about, rows = asked.about, _measured(asked, reading, asked.month)
    if asked.compare:
        other = _measured(asked, reading, asked.compare)
        rows["value"] -= other["value"]
        # Hidden in one of the two months, a difference is hidden: it is not missing.
        rows["suppressed"] = rows["suppressed"].where(rows["suppressed"] != "", other["suppressed"])
        rows = _with_movements(rows, asked, reading)
        unit = difference_unit(about.unit)
        rows["held"] = [()] * len(rows)
        rows["margin"] = [as_written(value, unit) for value in rows["value"]]
        return Mapped(about, rows, differences(rows["margin"].tolist(), unit, about.polarity), unit)
    stood = _standings(asked, reading, asked.month, asked.area)
    rows["behind"] = [code in stood and stood[code].behind for code in rows["code"]]
    if limits := _limits(asked, reading):
        sides = beyond_chance(about.polarity, SPREAD if limits.is_widened else CHANCE)
        return Mapped(about, funnel_plot.with_sides(rows, limits), sides)
    if asked.scheme in (GAP, "target"):
        margins = _margins(about, stood)
        if margins:
            rows["margin"] = [margins.get(code, math.nan) for code in rows["code"]]
            return Mapped(about, rows, _classes_of_gaps(asked, reading))
    if asked.scheme == "target" and any(of_unit(held, about.unit) for held in rows["held"]):
        return Mapped(about, with_sides(rows, about.unit), of_sides(about.polarity))
    classes = classify(rows["value"].tolist(), about.unit, asked.scheme, asked.classes, about.polarity)
    return Mapped(about, rows, classes)


def _standings(asked: Question, reading: Reading, month: str, area: str) -> Mapping[str, Standing]:
    """How regions stand to their targets, which are of all employers of a region: of a part nothing is held against them."""
    told = None if asked.filters or asked.level else stand_now(reading, asked.about, month, regions_of(area))
    return told.standings if told else {}


def _margins(about: Indicator, stood: Mapping[str, Standing]) -> dict[str, float]:
    """How far each region is beyond its one target, as written: below zero it is behind."""
    unit, sign = difference_unit(about.unit), -1 if about.polarity == "low_good" else 1
    return {code: as_written(sign * one.gap, unit) for code, one in stood.items() if one.gap is not None}


def _classes_of_gaps(asked: Question, reading: Reading) -> Classes:
    """The same in every month of a release and in every area: they suit the newest month of all regions."""
    usual = _margins(asked.about, _standings(asked, reading, reading.months[-1], ALL_AREAS))
    return gaps(usual.values(), difference_unit(asked.about.unit), asked.about.polarity)


def _with_movements(rows: pd.DataFrame, asked: Question, reading: Reading) -> pd.DataFrame:
    """The differences with `movement`, whether it `exceeds` chance among all of them, and over how many months it is."""
    moved = moved_since(asked, reading, asked.compare)
    exceed = dict(zip(moved, exceed_chance([one.p for one in moved.values()]), strict=True))
    movements = pd.Series([moved.get(code) for code in rows["code"]], index=rows.index, dtype=object)
    return rows.assign(
        movement=movements.where(movements.notna(), None),
        exceeds=[exceed.get(code, False) for code in rows["code"]],
        months=month_index(asked.month) - month_index(asked.compare),
    )


@lru_cache(maxsize=256)
def moved_since(asked: Question, reading: Reading, since: str) -> dict[str, Movement]:
    """By region (or kecamatan) of the area how its value moved since a month; those not known in both are left out."""
    about, places = asked.about, set(_places(asked)["code"])
    now, before = (
        {row.code: row for row in each_row(_by_code(asked, reading, month))} for month in (asked.month, since)
    )
    moved = {
        code: reading.moved(about, now[code], before[code], (code[:5],), _finer(asked, code))
        for code in sorted(places & now.keys() & before.keys())
    }
    return {code: one for code, one in moved.items() if one is not None}


def _finer(asked: Question, code: str) -> Filters:
    """The filters of a single place; of a kecamatan nobody keeps who moved, as of any narrower question."""
    return (*asked.filters, (KECAMATAN, (code,))) if asked.level else asked.filters


def everywhere(asked: Question, reading: Reading) -> Mapped:
    """The same question of the regions of all areas, in the standard classes."""
    return _answered(replace(asked, area=ALL_AREAS, scheme="alami", classes=5), reading)


def _limits(asked: Question, reading: Reading) -> Funnel | None:
    """The control limits that regions are coloured by, from all regions whichever area is drawn; else None."""
    if asked.scheme != CHANCE or not funnel_plot.applies(asked.about):
        return None
    return funnel_plot.limits_of(everywhere(asked, reading).rows)


def _measured(asked: Question, reading: Reading, month: str) -> pd.DataFrame:
    """One row per region (or kecamatan) of the area, in the order of codes."""
    values = _by_code(asked, reading, month)[["code", *_COLUMNS]]
    rows = _places(asked).merge(values, on="code", how="left", validate="one_to_one")
    rows["value"] = _floats(pd.to_numeric(rows["value"]))
    # A sum has no parts to be shown beside it.
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    rows["suppressed"] = rows["suppressed"].fillna("")
    rows["as_of"] = rows["as_of"].fillna("")
    # A kecamatan has no target of its own, and those of a region or of all are not its.
    rows["held"] = [() if asked.level or not isinstance(held, tuple) else held for held in rows["held"]]
    return rows.assign(faded=False, is_flagged=False, behind=False).sort_values("code", ignore_index=True)


def _by_code(asked: Question, reading: Reading, month: str) -> pd.DataFrame:
    """The values of a month by `code`; a kecamatan that is not known is none."""
    level = asked.level or "region"
    values = reading.values(asked.about, month, level, asked.filters).rename(columns={level: "code"})
    return values[values["code"] != ""].drop_duplicates("code") if asked.level else values


def _places(asked: Question) -> pd.DataFrame:
    """The regions of the area, or their kecamatan: what each is called, and where it is."""
    regions = session.facts().regions[["code", "name", "short", "area", "kind", "scope"]]
    regions = regions if asked.area == ALL_AREAS else regions[regions["area"] == asked.area]
    if not asked.level:
        return regions
    names = session.kecamatan_names()
    own = pd.DataFrame({"code": list(names), "bare": list(names.values())})
    inside = own.assign(region=own["code"].str[:5]).merge(
        regions.rename(columns={"code": "region", "short": "inside"}), on="region"
    )
    return inside.assign(
        name=inside["bare"] + ", " + inside["name"], short=inside["bare"] + " (" + inside["inside"] + ")"
    )


def _floats(values: pd.Series) -> list[float]:
    return values.astype("Float64").to_numpy(dtype=float, na_value=float("nan")).tolist()
