"""The map of an office: its regions in colour, all others without; by compliance in a ledger, else by who is served."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from data.answers import kept
from data.indicators import definitions
from data.months import month_end
from data.places import ALL_AREAS
from data.tables import Facts
from data.words import Words
from geo.classes import Classes, classify
from geo.classes import legend as classed_legend
from geo.painting import Mark, Painting, inks_on, looks_of, with_greys, withheld
from pages import session, templates
from pages.session import OfficeSums
from pages.templates import bare_value, legend_list
from pages.view import View
from pages.widgets import not_shown, page_theme

_INDICATOR = "compliance"


def map_height(view: View) -> int:
    """Pixels; a projector is looked at from further away."""
    return 620 if view.display else 440


def common_area(regions: Collection[str]) -> str:
    """The one area (a panel of the map) in which all these regions lie; all areas when there is no such one."""
    areas = _areas(regions)
    return next(iter(areas)) if len(areas) == 1 else ALL_AREAS


def _areas(regions: Collection[str]) -> frozenset[str]:
    return _areas_of(session.facts(), tuple(regions))


@lru_cache(maxsize=256)
def _areas_of(facts: Facts, regions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(facts.regions.loc[facts.regions["code"].isin(regions), "area"])


def office_painting(
    marks: Sequence[Mark],
    palette: Sequence[str],
    regions: Collection[str],
    view: View,
    words: Words,
    **rest: Any,
) -> Painting:
    """The map of one office with `marks` on its `regions`; `rest` are the other fields of a Painting."""
    return Painting(
        marks=marks,
        palette=palette,
        inks=inks_on(palette),
        suffix="",
        none=words("bukan wilayah kantor ini"),
        captions={},
        area=common_area(regions),
        theme=page_theme(view.display),
        language=view.language,
        size=20 if view.display else 14,
        zoomIn=words("Perbesar"),
        zoomOut=words("Perkecil"),
        covers=words("gambarnya menutupi juga"),
        looks=looks_of(marks, words, outside=_reaches_outside(regions)),
        **rest,
    )


def _reaches_outside(regions: Collection[str]) -> bool:
    """Whether regions outside the core are drawn, which are so where any of their area is."""
    return _has_neighbours(session.facts(), _areas(regions))


@lru_cache(maxsize=256)
def _has_neighbours(facts: Facts, areas: frozenset[str]) -> bool:
    table = facts.regions
    return bool((table.loc[table["area"].isin(areas), "scope"] == "neighbour").any())


def painting(of: OfficeSums, view: View, words: Words) -> Painting:
    """What the map has to show: the regions in their classes, those that are hidden in grey."""
    values, classes, reasons = _classed(of)
    palette = with_greys(classes.colours, list(reasons.values()))
    return office_painting(
        _marks(of, values, classes, reasons, palette, words),
        palette,
        of.regions,
        view,
        words,
        title=words("Peta kepatuhan wilayah kerja, {month}", month=words.date(of.month)),
        stamp=f"kantor {view.data} {of.month}",
    )


@kept
def legend(of: OfficeSums, words: Words) -> Markup:
    """The legend: the classes of the office's regions, then how many are hidden."""
    values, classes, reasons = _classed(of)
    unit = definitions()[_INDICATOR].unit
    lines = classed_legend(classes, list(values.values()), unit, words, list(reasons.values()))
    entries = legend_list(lines, words)
    notes = []
    if _neighbours(of):
        notes.append(words("Wilayah berarsir tanpa angka: bukan wilayah kantor ini."))
    notes += not_shown(reasons.values(), of.month, words)
    return entries + templates.note(" ".join(notes)) if notes else entries


def _neighbours(of: OfficeSums) -> bool:
    """Whether the map that is drawn holds other regions too."""
    table = session.facts().regions
    drawn = table.loc[table["area"].isin(list(_areas(of.regions))), "code"]
    return bool(set(drawn) - set(of.regions))


@lru_cache(maxsize=256)
def _classed(of: OfficeSums) -> tuple[dict[str, float], Classes, dict[str, str]]:
    """Region -> compliance in per cent (NaN where it is not known or hidden), the classes of these, and why it is hidden."""
    rows, about = of.values(_INDICATOR), definitions()[_INDICATOR]
    known, hidden = rows["value"].astype("Float64").dropna().to_dict(), rows["suppressed"].to_dict()
    values = {code: float(known.get(code, "nan")) for code in of.regions}
    classes = classify(list(values.values()), about.unit, polarity=about.polarity)
    return values, classes, {code: hidden.get(code) or "" for code in of.regions}


def _marks(
    of: OfficeSums,
    values: dict[str, float],
    classes: Classes,
    reasons: dict[str, str],
    palette: Sequence[str],
    words: Words,
) -> list[Mark]:
    day, numbers = words.date(month_end(of.month)), classes.of(list(values.values()))
    marks = [
        Mark(code, number, bare_value(value, "percent", words) + "\u00a0%", day)
        for (code, value), number in zip(values.items(), numbers, strict=True)
        if number is not None
    ]
    return marks + [withheld(code, reason, palette, words) for code, reason in reasons.items() if reason]
