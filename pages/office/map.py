"""The regions of an office coloured by compliance; all others stay without colour."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from data.indicators import definitions
from data.months import month_end
from data.places import ALL
from data.words import Words
from geo.classes import Classes, classify, ink_on, legend_html
from geo.painting import Mark, Painting
from pages import session
from pages.session import OfficeSums
from pages.templates import bare_value
from pages.view import View
from pages.widgets import page_theme

_INDICATOR = "compliance"
_HIDDEN = "#bdbdbd"  # a grey that no class has: hidden is not missing, and not low


def painting(of: OfficeSums, view: View, words: Words) -> Painting:
    """What the map has to show: the regions in their classes, those that are hidden in grey."""
    values, classes = _classed(of)
    regions = session.facts().regions
    areas = set(regions.loc[regions["code"].isin(of.regions), "area"])
    palette = (*classes.colours, _HIDDEN)
    return Painting(
        title=words("Peta kepatuhan wilayah kerja, {month}", month=words.date(of.month)),
        marks=_marks(of, values, classes, words), palette=palette, inks=[ink_on(colour) for colour in palette],
        suffix="", none=words("bukan wilayah kantor ini"), flagged="", captions={},
        area=areas.pop() if len(areas) == 1 else ALL, theme=page_theme(view.display), language=view.language,
        size=20 if view.display else 14, zoomIn=words("Perbesar"), zoomOut=words("Perkecil"),
        stamp=f"kantor {view.data} {of.month}",
    )  # fmt: skip


def legend(of: OfficeSums, words: Words) -> str:
    """The legend as HTML: the classes of the office's regions, then how many are hidden."""
    values, classes = _classed(of)
    said = legend_html(classes, list(values.values()), definitions()[_INDICATOR].unit, words)
    notes = []
    if _neighbours(of):
        notes.append(words("Wilayah berarsir tanpa angka: bukan wilayah kantor ini."))
    if hidden := of.hidden(_INDICATOR):
        notes.append(words("{n} wilayah disembunyikan untuk peran ini (abu-abu).", n=hidden))
    return f'{said}<p class="peta-note">{escape(" ".join(notes))}</p>' if notes else said


def _neighbours(of: OfficeSums) -> bool:
    """Whether the map that is drawn holds other regions too."""
    regions = session.facts().regions
    areas = set(regions.loc[regions["code"].isin(of.regions), "area"])
    return bool(set(regions.loc[regions["area"].isin(list(areas)), "code"]) - set(of.regions))


@lru_cache(maxsize=256)
def _classed(of: OfficeSums) -> tuple[dict[str, float], Classes]:
    """Region -> compliance in per cent (NaN where it is not known or hidden), and the classes of these."""
    known = of.values(_INDICATOR)["value"].astype("Float64").dropna().to_dict()
    values = {code: float(known.get(code, "nan")) for code in of.regions}
    return values, classify(list(values.values()), polarity=definitions()[_INDICATOR].polarity)


def _marks(of: OfficeSums, values: dict[str, float], classes: Classes, words: Words) -> list[Mark]:
    day, rows = words.date(month_end(of.month)), of.values(_INDICATOR)
    hidden = set(rows.index[rows["suppressed"] != ""])
    numbers = classes.of(list(values.values()))
    marks = [
        Mark(code, number, bare_value(value, "percent", words) + "\u00a0%", day)
        for (code, value), number in zip(values.items(), numbers, strict=True)
        if number is not None
    ]
    grey = len(classes.colours)
    return marks + [Mark(code, grey, words("disembunyikan"), day) for code in of.regions if code in hidden]
