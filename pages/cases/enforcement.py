"""Enforcement: the open cases and their clocks, where they stand, who was handed them and what came of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from data import law
from data.indicators import definitions
from data.months import month_end, months_between
from data.queries import Enforcement
from data.words import Words
from pages import templates, widgets
from pages.cases.scoreboard import scoreboard
from pages.cases.table import board, cases
from pages.session import Place
from pages.view import View
from pages.widgets import show_work_page

ONLY = ("kind", "step", "search", "sort", "page")
# What those who see no case may know, each guarded by its own rule.
_SUMS = (
    "cases_open",
    "cases_past_deadline",
    "cases_at_skk",
    "cases_started",
    "cases_settled",
    "ledger_recovered_rp",
)


def show_cases() -> None:
    """The page."""
    show_work_page("penegakan", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    note = words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))
    if not place.found.viewer.names_employers:
        widgets.page_head(st.container(), words("Penegakan"), note, _public_lead(place, words))
        _public(place, words)
        return
    found = Enforcement(place.found, place.month)
    widgets.page_head(
        st.container(), words("Penegakan"), note, _lead(found.headline(place.where), place, words)
    )
    board(place, found, words)
    cases(place, found, view, words)
    scoreboard(place, found, view, words)


def _lead(sums: dict[str, int], place: Place, words: Words) -> str:
    said = words("Tidak ada perkara terbuka")
    if sums["cases"]:
        said = words(
            "{n} perkara terbuka senilai {value}, {late} lewat tenggat",
            n=words.number(sums["cases"]),
            value=words.rupiah(sums["value"]),
            late=words.number(sums["overdue"]),
        )
    got = words(
        "{rupiah} tertagih selama {year}", rupiah=words.rupiah(sums["recovered"]), year=place.month[:4]
    )
    moved = words(
        "Bulan ini {opened} dibuka dan {closed} ditutup.",
        opened=words.number(sums["opened"]),
        closed=words.number(sums["closed"]),
    )
    return f"{said}; {got}. {moved}"


def _public_lead(place: Place, words: Words) -> str:
    open_, late = (place.value(name) for name in ("cases_open", "cases_past_deadline"))
    if open_ is None:
        known = place.sum("cases_open")
        return words("Jumlahnya disembunyikan dari peran ini.") if known else words("Tidak ada data untuk tempat dan bulan ini.")  # fmt: skip
    said = words("{n} perkara terbuka", n=_count(open_, place, words))
    if late is not None:
        said = words("{n} perkara terbuka, {late} lewat tenggat", n=_count(open_, place, words), late=_count(late, place, words))  # fmt: skip
    got = _recovered(place)
    if got is not None:
        said += "; " + words(
            "{rupiah} tertagih selama {year}", rupiah=words.rupiah(got), year=place.month[:4]
        )
    return f"{said}."


def _count(cases: float, place: Place, words: Words) -> str:
    """A count of cases. The guard counts who must take part; fewer cases than it asks are fewer employers, too."""
    least = law.at(place.month).min_employers
    return words("kurang dari {n}", n=words.number(least)) if 0 < cases < least else words.number(cases)


def _recovered(place: Place) -> float | None:
    """Rupiah of the year up to the month; None as soon as one of its months is hidden or unknown."""
    months = months_between(f"{place.month[:4]}-01", place.month)
    values = [place.value("ledger_recovered_rp", month) for month in months if month in place.found.months]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(months) else None


def _public(place: Place, words: Words) -> None:
    """The sums alone, as the guard gives them."""
    st.html(f'<div class="peta-tiles">{"".join(_tile(name, place, words) for name in _SUMS)}</div>')
    st.info(words("Daftar perkara, papan langkah dan papan skor instansi tersusun dari pemberi kerja satu per satu, sering kurang dari sepuluh; hanya untuk kantor cabang, kantor wilayah dan pengelola."))  # fmt: skip


def _tile(name: str, place: Place, words: Words) -> str:
    about, one = definitions()[name], place.sum(name)
    said = words("tidak ada data")
    if one is not None and one.suppressed:
        said = words("disembunyikan")
    elif one is not None and one.value is not None:
        said = words.rupiah(one.value) if one.unit == "rupiah" else _count(one.value, place, words)
    return templates.tile(about.title[words.language], said, [escape(about.definition[words.language])])
