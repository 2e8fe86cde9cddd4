"""One indicator on the regions: values laid on codes, classed, and made ready for map, table and panel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.clock import today
from data.indicators import (
    BELOW,
    Comparison,
    Indicator,
    Quantity,
    Target,
    compare,
    definitions,
    difference_unit,
    held_against,
    is_stale,
    of_all,
    of_unit,
    published,
    side,
)
from data.parsing import each_row, is_missing
from data.places import ALL_AREAS, area_title, areas_in_order
from data.queries import Together
from data.tables import Facts
from data.words import Words
from geo.classes import (
    GAP,
    UNTARGETED,
    Classes,
    Entry,
    classify,
    grey_of,
    in_order,
    legend,
    of_sides,
    on_ground,
)
from geo.painting import Mark, Painting, inks_on, looks_of, with_greys, withheld
from pages import session
from pages.templates import bare_value, is_starred, legend_list, note, signed_value, suffix, together
from pages.view import View

# The side of a value that is held against no target, after those of `data.indicators.targets`.
NOT_HELD = 2.0
_LETTERS, _PROJECTED_LETTERS = 14, 20  # pixels
_GROUND = "#f1f3f5"  # of a region whose kecamatan have the colours


@dataclass(frozen=True, eq=False)
class Mapped:
    """An indicator on the regions of an area, with its classes and the targets that its values are held against.

    `rows`: one per region, in the order of their codes, with code, name, short, area, kind, the columns of
    `data.indicators.published` (value missing where nothing is known), `faded` and `is_flagged`; of a ledger those
    of `pages.map.ledger_values.answered`. Of both `held`, the targets that the value may be held against (a tuple,
    () where there is none), `behind` (whether it misses all of them), and `side` or `margin` where the classes are of
    sides of a target, or of differences as they are written, rather than of values. A value is old after `old_after` years.
    `unit` is "" where it is the indicator's: a difference of percentages is in points. `compared` are the published
    figures of one year and definition, which alone may be ranked; a ledger's are all of one month. `joint` is what the
    regions that this reader is not told one by one have together, where that is told. Of a ledger `level` may say that
    the rows are kecamatan; `unplaced` is then what nobody knows the kecamatan of.
    """

    indicator: Indicator
    rows: pd.DataFrame
    classes: Classes
    unit: str = ""
    compared: Comparison | None = None
    joint: Together | None = None
    level: str = ""
    unplaced: Together | None = None
    old_after: int = 0

    @property
    def said_in(self) -> str:
        """The unit of `value`."""
        return self.unit or self.indicator.unit

    def written(self, value: float, words: Words, held: Sequence[Target] | None = None) -> str:
        """A value of `rows` without its unit, as map, list and files write it; `held` are its own targets (None: all)."""
        if self.unit:
            return signed_value(value, self.said_in, words)
        return bare_value(value, self.said_in, words, self.limits if held is None else self.limits_of(held))

    @property
    def classed(self) -> list[float]:
        """What the classes are of, in the order of `rows`: the values, or how they lie to chance, to a target, or to zero."""
        return self.rows[self.class_column].tolist()

    @property
    def class_column(self) -> str:
        """The column of `rows` that the classes are of."""
        return next(name for name in ("margin", "side", "value") if name in self.rows)

    @property
    def classed_in(self) -> str:
        """The unit of `classed`."""
        return difference_unit(self.said_in) if self.classes.scheme == GAP else self.said_in

    @property
    def suppressed(self) -> list[str]:
        """Why each value is not shown, in the order of `rows`, "" where nothing is withheld."""
        return self.rows["suppressed"].tolist() if "suppressed" in self.rows else [""] * len(self.rows)

    @property
    def unclassed(self) -> list[str]:
        """Why each has no class, in the order of `rows`: as `suppressed`, or there is no one target to be far from."""
        pairs = zip(self.classed, self.rows["value"], self.suppressed, strict=True)
        return [
            UNTARGETED if math.isnan(classed) and not is_missing(value) else reason
            for classed, value, reason in pairs
        ]

    def legend(self, words: Words) -> list[Entry]:
        """What each colour stands for and how many regions have it, from the lowest class up."""
        return legend(self.classes, self.classed, self.classed_in, words, self.unclassed)

    @cached_property
    def known(self) -> pd.DataFrame:
        """The rows that have a value, highest value first; names settle ties."""
        present = self.rows[self.rows["value"].notna()]
        return present.sort_values(["value", "name"], ascending=[False, True])

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """Those of `known` that may be ranked: of a ledger all, of published figures those of one year and definition."""
        if self.compared is None:
            return self.known
        ids = {one.figure.id for one in self.compared.by_area.values()}
        return self.known[self.known["id"].isin(ids)]

    @cached_property
    def listed(self) -> pd.DataFrame:
        """Those of `ranked` in the order of the list: of kecamatan the worst first, of regions the highest."""
        if not self.level or self.indicator.polarity != "high_good":
            return self.ranked
        return self.ranked.sort_values(["value", "name"])

    @cached_property
    def in_several_regions(self) -> bool:
        """Whether the rows are kecamatan of more than one region, which is then to be said of each."""
        return bool(self.level) and len(set(self.rows["inside"])) > 1

    @cached_property
    def unranked(self) -> pd.DataFrame:
        """The others of `known`, newest first."""
        others = self.known.drop(self.ranked.index)
        return others.sort_values(["as_of", "name"], ascending=[False, True]) if len(others) else others

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """The targets beside which a value must not be rounded to their other side."""
        return self.limits_of([target for targets in self.rows["held"] for target in targets])

    def limits_of(self, held: Sequence[Target]) -> tuple[float, ...]:
        """Those of one value: of another region's target it may be rounded to the other side."""
        return tuple(sorted({target.value for target in of_unit(held, self.said_in)}))


def mapped(view: View) -> Mapped:
    """The indicator of `view` on the regions of its area, as known on its month."""
    known_on = view.known_on(today())
    return _mapped(
        session.facts_of(""),
        view.indicator,
        view.area,
        known_on,
        view.map.flagged,
        view.map.fade,
        view.map.scheme,
        view.map.classes,
    )


@lru_cache(maxsize=256)
def _mapped(
    facts: Facts, key: str, area: str, known_on: date, flagged: bool, fade: int, scheme: str, count: int
) -> Mapped:
    indicator = definitions()[key]
    regions = facts.regions if area == ALL_AREAS else facts.regions[facts.regions["area"] == area]
    values = published(of_all(facts.figures), key, known_on, flagged)
    rows = regions[["code", "name", "short", "area", "kind", "scope"]].merge(
        values.rename(columns={"area_code": "code"}), on="code", how="left", validate="one_to_one"
    )
    rows["faded"] = _older(rows["as_of_end"], known_on, fade)
    rows["is_flagged"] = rows["flags"].fillna("").map(is_starred).astype(bool)
    held = [_held(row, facts, key) for row in each_row(rows)]
    rows = rows.assign(held=pd.Series(held, index=rows.index, dtype=object))
    rows = with_sides(rows.sort_values("code", ignore_index=True), indicator.unit)
    rows["behind"] = (rows["side"] == BELOW) & (indicator.polarity == "high_good")
    compared = compare(facts.figures, facts.targets, key, list(rows["code"]), known_on)
    if scheme == "target" and rows["held"].map(bool).any():
        classes = of_sides(indicator.polarity)
    else:
        rows = rows.drop(columns="side")
        classes = classify(rows["value"].tolist(), indicator.unit, scheme, count, indicator.polarity)
    return Mapped(indicator, rows, classes, compared=compared, old_after=fade)


def _held(row: Any, facts: Facts, indicator: str) -> tuple[Target, ...]:
    if is_missing(row.value):
        return ()
    return held_against(facts.targets, indicator, row.code, row.as_of, row.flags)


def with_sides(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """The rows, whose values are in `unit`, with `side`: where each lies to its targets, NOT_HELD without any."""
    sides = [
        math.nan if is_missing(value) else _side(value, unit, held)
        for value, held in zip(rows["value"], rows["held"], strict=True)
    ]
    return rows.assign(side=sides)


def _side(value: float, unit: str, held: tuple[Target, ...]) -> float:
    targets = of_unit(held, unit)
    return float(side(Quantity(value, unit), targets)) if targets else NOT_HELD


def _older(ends: pd.Series, known_on: date, years: int) -> pd.Series:
    """Which figures are more than `years` years old on `known_on`; with 0 none is."""
    return ends.map(lambda end: isinstance(end, date) and is_stale(end, known_on, years)).astype(bool)


def painting(view: View, shown: Mapped, words: Words, theme: str) -> Painting:
    """What the map has to show of `shown`, in the reader's language."""
    opened = opened_on(view, shown)
    stamp = (view.data, view.indicator, view.month, view.map.compare, view.area, shown.level, opened)
    return replace(
        _on_theme(_painting(shown, words), theme),
        area=view.area,
        selected=opened,
        size=_PROJECTED_LETTERS if view.display else _LETTERS,
        stamp=" ".join(part for part in stamp if part),
    )


def opened_on(view: View, shown: Mapped) -> str:
    """The code of what is open on this map: a kecamatan where kecamatan are shown, else a region; "" for nothing."""
    return (view.kecamatan if shown.level else "") or view.region


def _on_theme(painting: Painting, theme: str) -> Painting:
    """The painting in the colours of a theme."""
    palette = on_ground(painting.palette, theme)
    entries = zip(painting.legend, on_ground([entry.colour for entry in painting.legend], theme), strict=True)
    return replace(
        painting,
        theme=theme,
        palette=palette,
        inks=inks_on(palette),
        legend=[replace(entry, colour=colour) for entry, colour in entries],
    )


@lru_cache(maxsize=256)
def _painting(shown: Mapped, words: Words) -> Painting:
    areas = areas_in_order(session.facts().regions["area"])
    palette = with_greys(shown.classes.colours, shown.unclassed)
    marks = _marks(shown, palette, words)
    ground = _ground(len(palette), words) if shown.level else marks
    palette = (*palette, _GROUND) if shown.level else palette
    outside = bool((shown.rows["scope"] == "neighbour").any())
    high = shown.indicator.gap or shown.indicator.polarity != "low_good"
    counted = words("jumlah kecamatan") if shown.level else words("jumlah wilayah")
    return Painting(
        title=words("Peta {indicator}", indicator=shown.indicator.title[words.language]),
        marks=ground,
        kecamatan=marks if shown.level else (),
        palette=palette,
        inks=inks_on(palette),
        suffix=suffix(shown.said_in, words),
        none=words("tidak ada data"),
        captions={area: area_title(area) for area in areas},
        language=words.language,
        zoomIn=words("Perbesar"),
        zoomOut=words("Perkecil"),
        covers=words("gambarnya menutupi juga"),
        heading=heading_of(shown, counted, words),
        legend=as_drawn(in_order(shown.classes, shown.legend(words)), shown.classed_in, words),
        looks=looks_of(marks, words, outside=outside, years=shown.old_after, high=high),
    )


def _ground(number: int, words: Words) -> list[Mark]:
    """The regions where their kecamatan have the colours: none has a value here, and each says where they are."""
    said = words("nilainya per kecamatan")
    return [Mark(code, number, said, "", withheld=True) for code in session.facts().regions["code"]]


def heading_of(shown: Mapped, counted: str, words: Words) -> str:
    """What stands over the legend: of what its classes are, and in what unit; `counted` is what their numbers count."""
    unit = words.unit(shown.classed_in)
    return words("Gap ke target, {unit}", unit=unit) if shown.classes.scheme == GAP else f"{unit}, {counted}"


def as_drawn(entries: Sequence[Entry], unit: str, words: Words) -> list[Entry]:
    """The entries with limits alone, below a heading that says their unit, and without a hatch that no region has."""
    end = f"\u00a0{words.unit(unit)}"
    seen = [entry for entry in entries if entry.colour or entry.count]
    return [replace(entry, label=entry.label.removesuffix(end)) for entry in seen]


def _marks(shown: Mapped, palette: tuple[str, ...], words: Words) -> list[Mark]:
    """The regions that have a class, with their values as text, and those whose value is not shown, saying so."""
    marks = []
    numbers = shown.classes.of(shown.classed)
    for row, number, reason in zip(each_row(shown.rows), numbers, shown.unclassed, strict=True):
        if number is not None or reason == UNTARGETED:
            text, date = shown.written(row.value, words, row.held), words.date(row.as_of)
            place = palette.index(grey_of(reason)) if number is None else number
            marks.append(Mark(row.code, place, text, date, row.faded, row.is_flagged, behind=row.behind))
        elif reason:
            marks.append(withheld(row.code, reason, palette, words))
    return marks


def legend_and_notes(painted: Painting, notes: Sequence[str], words: Words) -> Markup:
    """What one must know of a map, below it, and before it for those who do not see the map the legend that it holds."""
    legend = legend_list(painted.legend, words, heading=painted.heading, looks=painted.looks)
    return together(legend, note(" ".join(notes)) if notes else "")


_FEW = 8  # names in a note


def undrawn_note(area: str, words: Words, *, fine: bool = False) -> str:
    """Which regions of an area (of `fine` maps which kecamatan) the boundaries lack, and whose shape covers them; or ""."""
    report, regions = session.maps().report, session.facts().regions.set_index("code")
    inside = set(regions.index if area == ALL_AREAS else regions.index[regions["area"] == area])
    missing = [code for code in report.without_boundary if code in inside]
    notes = []
    if missing:
        names = [_undrawn(code, report.covered.get(code, ""), regions["short"], words) for code in missing]
        notes.append(
            words(
                "Tidak digambar, karena tidak ada di batas wilayah yang dipakai: {names}.",
                names="; ".join(names),
            )
        )
    young = [code for code in report.without_kecamatan if code[:5] in inside.difference(missing)]
    if fine and young:
        known = session.kecamatan_names()
        said = "; ".join(known.get(code, code) for code in young[:_FEW])
        more = f"; … (+{len(young) - _FEW})" if len(young) > _FEW else ""
        notes.append(
            words(
                "Kecamatan yang tidak digambar, karena tidak ada di batas wilayah: {names}.",
                names=said + more,
            )
        )
    return " ".join(notes)


def undrawn_mark(code: str, words: Words) -> str:
    """What a region is marked with in lists and tables that the boundaries lack; "" for one that is drawn."""
    report = session.maps().report
    is_drawn = code not in report.without_boundary and code not in report.without_kecamatan
    return "" if is_drawn else words("tidak digambar")


def _undrawn(code: str, mother: str, names: pd.Series, words: Words) -> str:
    if mother not in names.index:
        return str(names[code])
    return words("{region} (tanahnya tergambar sebagai {mother})", region=names[code], mother=names[mother])
