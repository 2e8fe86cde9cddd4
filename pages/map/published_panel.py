"""The panel of one region: the value, its parts, its date and source, and all its published figures."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data import places
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates, widgets
from pages.map.painted import Mapped
from pages.view import View


def panel(view: View, found: Mapped, words: Words) -> None:
    """The selected region in full. Nothing about it is hidden behind a hover."""
    row = next(each_row(found.rows[found.rows["code"] == view.region]))
    st.html(_head(row, view, found, words))
    own = session.facts().figures.query("area_code == @view.region")
    # its content is sent only when it is open: it is most of the panel's bytes
    every = st.expander(words("Semua angka terbit ({n})", n=len(own)), key="timeline", on_change="rerun")
    if every.open:
        every.html(widgets.figure_timeline(own, words) if len(own) else escape(_nothing(words)))


def _nothing(words: Words) -> str:
    return words("Belum ada angka terbit yang ditemukan untuk wilayah ini.")


def _head(row: Any, view: View, found: Mapped, words: Words) -> str:
    value = words.quantity(row.value, found.indicator.unit)
    when = _when(row, view, words)
    return (
        f'<section class="peta-panel" aria-label="{escape(row.name)}"><h2>{escape(row.name)}</h2>'
        f'<p class="peta-big">{escape(value)} <small>{escape(when)}</small></p>'
        f"{templates.pairs(_pairs(row, view, found, words))}</section>"
    )


def _when(row: Any, view: View, words: Words) -> str:
    if is_missing(row.value):
        known_on = words.date(view.known_on(date.today()))
        return words("tidak ada angka terbit sampai {date}", date=known_on)
    return words("per {date}", date=words.date(row.as_of))


def _pairs(row: Any, view: View, found: Mapped, words: Words) -> list[tuple[str, str]]:
    served = (words("Kantor"), escape(_offices(row.code, view, words)))
    if is_missing(row.value):
        return [served]
    return [
        (words("Pembilang / penyebut"), escape(_explained(row, found, words))),
        (words("Dinyatakan dan dihitung"), escape(widgets.stated_against_computed(row, words))),
        (words("Terhadap sasaran"), escape(_gap(row, found, words))),
        (words("Tanda"), templates.flags(row.flags, words)),
        (words("Catatan"), escape(getattr(row, f"caveat_{words.language}"))),
        (words("Sumber"), widgets.source_link(row.source) + _basis(row, words)),
        served,
    ]


def _explained(row: Any, found: Mapped, words: Words) -> str:
    said = widgets.fraction(row, words)
    if not said:
        return words("tidak disebut sumber") if found.indicator.unit == "percent" else ""
    return said


def _basis(row: Any, words: Words) -> str:
    said = templates.basis(row.as_of_basis, words)
    return f" ({escape(said)})" if said else ""


def _gap(row: Any, found: Mapped, words: Words) -> str:
    """How far from the target, in points and, where the denominator is known, in people."""
    if found.target is None:
        return ""
    points = row.value - found.target
    said = words("{points} poin dari {target} ({year})", points=_signed(points, words),
                 target=words.percent(found.target), year=found.target_year)  # fmt: skip
    if is_missing(row.numerator) or is_missing(row.denominator) or points >= 0:
        return said
    people = round(found.target / 100 * row.denominator - row.numerator)
    return words("{gap}: kurang {people} pekerja", gap=said, people=words.number(people))


def _signed(points: float, words: Words) -> str:
    return ("+" if points >= 0 else "−") + words.number(abs(points), 2)


def _offices(code: str, view: View, words: Words) -> str:
    facts = session.facts()
    codes = places.offices_serving(facts, code, view.known_on(date.today()))
    if not codes:
        return words("kantor belum diketahui")
    names: pd.Series = facts.offices.set_index("code")["name"]
    return ", ".join(names[c] for c in codes)
