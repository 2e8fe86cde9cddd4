"""The panel of one region: the value, its parts, its date and source, and all its published figures."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
from data.clock import today
from data.indicators import is_comparable
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates, widgets
from pages.map.painted import Mapped
from pages.view import View


def panel(view: View, shown: Mapped, words: Words) -> None:
    """The selected region in full. Nothing about it is hidden behind a hover."""
    row = next(each_row(shown.rows[shown.rows["code"] == view.region]))
    st.html(_head(row, view, shown, words))
    own = session.facts().figures.query("area_code == @view.region")
    # Its content is sent only when it is open: it is most of the panel's bytes.
    every = st.expander(words("Semua data publikasi ({n})", n=len(own)), key="timeline", on_change="rerun")
    if every.open:
        every.html(_timeline(own, words))


def _timeline(own: pd.DataFrame, words: Words) -> Markup:
    if own.empty:
        return templates.together(words("Belum ada data publikasi yang ditemukan untuk wilayah ini."))
    return widgets.figure_timeline(own, words)


def _head(row: Any, view: View, shown: Mapped, words: Words) -> Markup:
    return templates.render(
        "map_region",
        name=row.name,
        value=words.quantity(row.value, shown.indicator.unit, shown.limits_of(row.held)),
        note=_as_of(row, view, words),
        pairs=templates.pairs(_pairs(row, view, shown, words)),
        counts=(),
    )


def _as_of(row: Any, view: View, words: Words) -> str:
    if is_missing(row.value):
        known_on = words.date(view.known_on(today()))
        return words("tidak ada data publikasi sampai {date}", date=known_on)
    return words("per {date}", date=words.date(row.as_of))


def _pairs(row: Any, view: View, shown: Mapped, words: Words) -> list[tuple[str, str]]:
    served = (words("Kantor"), _offices(row.code, view, words))
    if is_missing(row.value):
        return [served]
    source = templates.together(widgets.source_link(row.source), widgets.date_basis(row, words))
    return [
        (words("Pembilang / penyebut"), _parts(row, shown, words)),
        (words("Dinyatakan dan dihitung"), widgets.stated_against_computed(row, words)),
        (words("Terhadap target"), _gap(row, shown, words)),
        (words("Tanda"), templates.flags(row.flags, words)),
        (words("Catatan"), words.of(row, "caveat")),
        (words("Sumber"), source),
        served,
        (words("Target wilayah ini"), widgets.targets_of(row.code, words)),
    ]


def _parts(row: Any, shown: Mapped, words: Words) -> str:
    parts = widgets.fraction(row, words)
    if not parts:
        return words("tidak disebut sumber") if shown.indicator.unit == "percent" else ""
    return parts


def _gap(row: Any, shown: Mapped, words: Words) -> str:
    """How far from its targets, in points and, where the denominator is known, in people; else why it is not held."""
    unit = shown.indicator.unit
    if not row.held:
        return _not_held(row, shown, words)
    gap = widgets.against_targets(row.value, unit, row.held, words)
    if unit != "percent" or len(row.held) > 1 or is_missing(row.numerator) or is_missing(row.denominator):
        return gap
    people = ceil(Decimal(str(row.held[0].value)) * int(row.denominator) / 100) - int(row.numerator)
    return (
        words("{gap}: kurang {people} pekerja", gap=gap, people=words.number(people)) if people > 0 else gap
    )


def _not_held(row: Any, shown: Mapped, words: Words) -> str:
    """Why a figure is held against no target; "" where the indicator has none in any year."""
    if not shown.indicator.target_series:
        return ""
    if not is_comparable(row.flags):
        return words("tidak dibandingkan: definisinya lain, atau angkanya bertanda")
    return words("tidak dibandingkan: tidak ada target {year}", year=str(row.as_of)[:4])


def _offices(code: str, view: View, words: Words) -> str:
    serving = places.offices_serving(session.facts(), code, view.known_on(today()))
    return ", ".join(session.area_name(office) for office in serving) or words("kantor belum diketahui")
