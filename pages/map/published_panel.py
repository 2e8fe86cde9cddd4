"""The panel of one region: the value, its parts, its date and source, and all its published figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
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
    every = st.expander(words("Semua angka terbit ({n})", n=len(own)), key="timeline", on_change="rerun")
    if every.open:
        every.html(_timeline(own, words))


def _timeline(own: pd.DataFrame, words: Words) -> Markup:
    if own.empty:
        return templates.together(words("Belum ada angka terbit yang ditemukan untuk wilayah ini."))
    return widgets.figure_timeline(own, words)


def _head(row: Any, view: View, shown: Mapped, words: Words) -> Markup:
    return templates.render(
        "map_region",
        name=row.name,
        value=words.quantity(row.value, shown.indicator.unit),
        note=_as_of(row, view, words),
        pairs=templates.pairs(_pairs(row, view, shown, words)),
    )


def _as_of(row: Any, view: View, words: Words) -> str:
    if is_missing(row.value):
        known_on = words.date(view.known_on(date.today()))
        return words("tidak ada angka terbit sampai {date}", date=known_on)
    return words("per {date}", date=words.date(row.as_of))


def _pairs(row: Any, view: View, shown: Mapped, words: Words) -> list[tuple[str, str]]:
    served = (words("Kantor"), _offices(row.code, view, words))
    if is_missing(row.value):
        return [served]
    source = templates.together(widgets.source_link(row.source), widgets.date_basis(row, words))
    return [
        (words("Pembilang / penyebut"), _parts(row, shown, words)),
        (words("Dinyatakan dan dihitung"), widgets.stated_against_computed(row, words)),
        (words("Terhadap sasaran"), _gap(row, shown, words)),
        (words("Tanda"), templates.flags(row.flags, words)),
        (words("Catatan"), words.of(row, "caveat")),
        (words("Sumber"), source),
        served,
        (words("Sasaran wilayah ini"), widgets.targets_of(row.code, view.known_on(date.today()), words)),
    ]


def _parts(row: Any, shown: Mapped, words: Words) -> str:
    parts = widgets.fraction(row, words)
    if not parts:
        return words("tidak disebut sumber") if shown.indicator.unit == "percent" else ""
    return parts


def _gap(row: Any, shown: Mapped, words: Words) -> str:
    """How far from the target, in points and, where the denominator is known, in people."""
    if shown.target is None:
        return ""
    gap = points_from_target(row.value, shown, words)
    if is_missing(row.numerator) or is_missing(row.denominator) or row.value >= shown.target:
        return gap
    people = round(shown.target / 100 * row.denominator - row.numerator)
    return words("{gap}: kurang {people} pekerja", gap=gap, people=words.number(people))


def points_from_target(value: float, shown: Mapped, words: Words) -> str:
    """How far a value is from the target of `shown`, in points; "" where there is no target."""
    if shown.target is None:
        return ""
    points = value - shown.target
    return words(
        "{points} poin dari {target} ({year})",
        points=templates.signed_value(points, "points", words),
        target=words.percent(shown.target),
        year=shown.target_year,
    )


def _offices(code: str, view: View, words: Words) -> str:
    serving = places.offices_serving(session.facts(), code, view.known_on(date.today()))
    return ", ".join(session.area_name(office) for office in serving) or words("kantor belum diketahui")
