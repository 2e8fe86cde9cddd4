"""One indicator of a ledger, on the regions or their kecamatan: measured, compared, classed, ready for map and table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data import places
from data.indicators import (
    Funnel,
    Indicator,
    Measured,
    Movement,
    definitions,
    difference_unit,
    exceed_chance,
    of_unit,
)
from data.months import month_index
from data.parsing import each_row
from data.places import ALL_AREAS
from data.queries import Filters, Reading, Together, together_in
from data.tables import Facts
from data.vocabulary import NARROWING, NOT_TOLD
from data.words import Words
from geo.classes import CHANCE, SPREAD, Classes, beyond_chance, classify, differences, ink_on, of_sides
from geo.painting import Mark, Painting, with_greys, withheld
from pages import session
from pages.map import funnel_plot
from pages.map.painted import Mapped, with_sides
from pages.templates import bare_value
from pages.view import View

_COLUMNS = ("region", "value", "numerator", "denominator", "as_of", "held", "suppressed")


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
    """

    indicator: str
    area: str
    month: str
    compare: str
    filters: Filters
    scheme: str
    classes: int

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
    return Question(
        view.indicator, view.area, month, compare, filters_of(view), view.map.scheme, view.map.classes
    )


def answered(asked: Question, reading: Reading, frozen: Classes | None = None) -> Mapped:
    """The regions of the area with their values, or with the differences from the month that is compared with.

    `rows` of the answer: code, name, short, area, kind, scope, value (float, NaN is missing), numerator,
    denominator, as_of, held, `suppressed` (why a value is hidden, "" where it is not), `faded` and
    `is_flagged` (never true here), of differences `movement` (who moved, or None), `exceeds` (chance) and `months`, and in the classes of chance `side`. `frozen` keeps the classes of another month.
    """
    mapped = _answered(asked, reading)
    if frozen is None or asked.compare:
        return mapped
    return replace(mapped, classes=replace(frozen, kept=True))


@lru_cache(maxsize=512)
def _answered(asked: Question, reading: Reading) -> Mapped:
    return replace(_classed(asked, reading), joint=joint(asked, reading))


@lru_cache(maxsize=512)
def joint(asked: Question, reading: Reading, level: str = "region") -> Together | None:
    """What the regions (or kecamatan) of the area that are not told one by one have together; None of differences."""
    if asked.compare:
        return None
    area = "" if asked.area == ALL_AREAS else asked.area
    regions = regions_of(asked.area)
    return together_in(reading, asked.about, asked.month, level, asked.filters, area, regions)


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
        rows["held"] = [()] * len(rows)
        classes = differences(rows["value"].tolist(), unit := difference_unit(about.unit), about.polarity)
        return Mapped(about, rows, classes, unit)
    if limits := _limits(asked, reading):
        sides = beyond_chance(about.polarity, SPREAD if limits.is_widened else CHANCE)
        return Mapped(about, funnel_plot.with_sides(rows, limits), sides)
    targets = {target.value for held in rows["held"] for target in of_unit(held, about.unit)}
    if asked.scheme == "target" and len(targets) > 1:
        return Mapped(about, with_sides(rows, about.unit), of_sides(about.polarity))
    target = targets.pop() if targets else None
    classes = classify(
        rows["value"].tolist(), about.unit, asked.scheme, asked.classes, target, about.polarity
    )
    return Mapped(about, rows, classes)


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
    """By region of the area how its value moved since a month; those that are not known in both are left out."""
    about, regions = asked.about, set(regions_of(asked.area))
    now, before = (
        {row.region: row for row in each_row(reading.values(about, month, "region", asked.filters))}
        for month in (asked.month, since)
    )
    moved = {
        code: reading.moved(about, now[code], before[code], (code,), asked.filters)
        for code in sorted(regions & now.keys() & before.keys())
    }
    return {code: one for code, one in moved.items() if one is not None}


def everywhere(asked: Question, reading: Reading) -> Mapped:
    """The same question of the regions of all areas, in the standard classes."""
    return _answered(replace(asked, area=ALL_AREAS, scheme="alami", classes=5), reading)


def _limits(asked: Question, reading: Reading) -> Funnel | None:
    """The control limits that regions are coloured by, from all regions whichever area is drawn; else None."""
    if asked.scheme != CHANCE or not funnel_plot.applies(asked.about):
        return None
    return funnel_plot.limits_of(everywhere(asked, reading).rows)


def _measured(asked: Question, reading: Reading, month: str) -> pd.DataFrame:
    """One row per region of the area, in the order of codes."""
    regions = session.facts().regions
    regions = regions if asked.area == ALL_AREAS else regions[regions["area"] == asked.area]
    values = reading.values(asked.about, month, "region", asked.filters)
    rows = regions[["code", "name", "short", "area", "kind", "scope"]].merge(
        values[list(_COLUMNS)].rename(columns={"region": "code"}),
        on="code",
        how="left",
        validate="one_to_one",
    )
    rows["value"] = _floats(pd.to_numeric(rows["value"]))
    # A sum has no parts to be shown beside it.
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    rows["suppressed"] = rows["suppressed"].fillna("")
    rows["as_of"] = rows["as_of"].fillna("")
    rows["held"] = [held if isinstance(held, tuple) else () for held in rows["held"]]
    return rows.assign(faded=False, is_flagged=False).sort_values("code", ignore_index=True)


def _floats(values: pd.Series) -> list[float]:
    return values.astype("Float64").to_numpy(dtype=float, na_value=float("nan")).tolist()


# -- the kecamatan


@dataclass(frozen=True, eq=False)
class Fine:
    """The kecamatan of the area: code -> value (NaN is missing), why one is not shown, and the classes of all."""

    numbers: dict[str, float]
    suppressed: dict[str, str]
    classes: Classes


def fine(view: View, asked: Question, reading: Reading) -> Fine | None:
    """The kecamatan of the area; None where regions are asked for, or a difference: it is not drawn so fine."""
    if view.map.level != "kecamatan" or asked.about.needs == "region" or asked.compare:
        return None
    rows = reading.values(asked.about, asked.month, "kecamatan", asked.filters)
    known = dict(zip(rows["kecamatan"], _floats(rows["value"]), strict=True))
    areas = session.url_choices().regions
    numbers = {
        code: known.get(code, float("nan"))
        for code in session.kecamatan_names()
        if asked.area in (ALL_AREAS, areas[code[:5]])
    }
    reasons = dict(zip(rows["kecamatan"], rows["suppressed"].fillna(""), strict=True))
    suppressed = {code: reasons.get(code, "") for code in numbers}
    about = asked.about
    classes = classify(list(numbers.values()), about.unit, asked.scheme, asked.classes, None, about.polarity)
    return Fine(numbers, suppressed, classes)


def with_kecamatan(painting: Painting, layer: Fine, asked: Question, shown: Mapped, words: Words) -> Painting:
    """The painting with the kecamatan in colour over the regions."""
    names, date = session.kecamatan_names(), words.date(asked.month)
    palette = with_greys(layer.classes.colours, [*layer.suppressed.values(), *shown.suppressed])
    numbers = layer.classes.of(list(layer.numbers.values()))
    marks = []
    for (code, value), number in zip(layer.numbers.items(), numbers, strict=True):
        if number is not None:
            said = f"{names[code]}: {bare_value(value, shown.said_in, words)}"
            marks.append(Mark(code, number, said, date))
        elif reason := layer.suppressed[code]:
            mark = withheld(code, reason, palette, words)
            marks.append(replace(mark, text=f"{names[code]}: {mark.text}"))
    regions = [
        replace(mark, class_number=palette.index(painting.palette[mark.class_number]))
        if mark.withheld
        else mark
        for mark in painting.marks
    ]
    return replace(
        painting,
        marks=regions,
        kecamatan=marks,
        palette=palette,
        inks=["dark"] * len(palette) or [ink_on("#ffffff")],
    )
