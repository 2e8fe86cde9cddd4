"""The page of one office: the regions it serves, its published figures, agreements, events and counters."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data import places
from data.clock import today
from data.words import Words
from pages import session, templates, widgets
from pages.office import ledger
from pages.office.ledger import Office
from pages.office.service_map import service_gaps, service_map, service_table
from pages.view import View
from pages.widgets import office_agreements, office_counters, office_events

# More names than this make a list, not a sentence.
_MOST_NAMED = 6


def show_office(code: str) -> None:
    """The page of the office with this code: the first screen, and tabs with all that it serves and has agreed."""
    view, words = _view(code), session.words()
    widgets.address_warnings(words)
    office = session.facts().offices.set_index("code").T[code]
    areas = places.areas_of(session.facts(), code, None)
    others = {
        "Kemitraan": lambda: _partners(code, words),
        "Arsip": lambda: _archive(code, words),
    }
    if view.data:
        about = {"Tentang kantor": lambda: _about(office, areas, words)}
        shown = Office(code, str(office["name"]), words(str(office["kind"])))
        with st.container(key="office_first", gap="xsmall"):
            of = ledger.first_screen(shown, view, words)
        ledger.tabs(of, view, words, others | about)
    else:
        with st.container(horizontal=True, vertical_alignment="center", key="controls"):
            session.dataset_switch(view, words)
        _without_ledger(code, office, areas, view, words)
        for name, tab in zip(others, st.tabs([words(name) for name in others]), strict=True):
            with tab:
                others[name]()
    widgets.page_footer(words)


def _partners(code: str, words: Words) -> None:
    """What was agreed with whom, and where people are received."""
    office_agreements(code, words)
    office_counters(code, words)


def _archive(code: str, words: Words) -> None:
    """What was published of the office, and what the press reported of it."""
    _figures(code, words)
    office_events(code, words)
    _timeline(code, words)


def _view(code: str) -> View:
    """The view; of a ledger the month is part of this page's address too."""
    parts = ("data", "month", "scope") if session.read_view().data else ("data",)
    return session.current_view((*session.SHARED, *parts), code)


def _without_ledger(code: str, office: pd.Series, areas: pd.DataFrame, view: View, words: Words) -> None:
    """What is published of the office: where it serves, since when, and by what source."""
    widgets.page_head(st.container(), str(office["name"]), words(str(office["kind"])), _lead(areas, words))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        service_map(code, areas, view, words)
    with right:
        _about(office, areas, words)


def _lead(areas: pd.DataFrame, words: Words) -> str:
    now = areas[areas["to"] == ""].drop_duplicates("region")
    if now.empty:
        return words("Wilayah kerja kantor ini belum diketahui.")
    if len(now) > _MOST_NAMED:
        return words("Melayani {n} wilayah yang diketahui.", n=len(now))
    names = ", ".join(session.area_name(code) for code in now["region"])
    return words("Melayani {n} wilayah yang diketahui: {names}.", n=len(now), names=names)


def _about(office: pd.Series, areas: pd.DataFrame, words: Words) -> None:
    """Parent, address and source of the office, and the regions that it serves with their dates."""
    parent = session.facts().offices.set_index("code")["name"].get(str(office["parent"]), "")
    since = places.known_since(session.facts(), str(office.name))
    items = [
        (words("Dikenal"), words("setidaknya sejak {start}", start=words.date(since)) if since else ""),
        (words("Kantor induk"), parent),
        (words("Kedudukan"), session.area_name(str(office["seat"]))),
        (words("Alamat"), office["address"] or words("belum diketahui")),
        (words("Catatan"), words.of(office, "note")),
        (words("Sumber"), widgets.source_link(str(office["source"]))),
        (words("Target kantor ini"), widgets.targets_of(str(office.name), words)),
    ]
    st.html(templates.pairs(items))
    service_gaps(areas, words)
    st.html(service_table(areas, words))


def _figures(code: str, words: Words) -> None:
    st.subheader(words("Data publikasi kantor ini"))
    figures = places.figures_for(session.facts(), code)
    own = figures[figures["area_code"] == code]
    if own.empty:
        st.markdown(
            words(
                "Belum ada data publikasi atas nama kantor ini. Angka wilayahnya ada di garis waktu di bawah."
            )
        )
        return
    st.html(templates.render("tiles", tiles=widgets.figure_tiles(own, today(), words)))


def _timeline(code: str, words: Words) -> None:
    figures = places.figures_for(session.facts(), code)
    with st.expander(words("Garis waktu: semua angka kantor dan wilayahnya ({n})", n=len(figures))):
        if figures.empty:
            st.markdown(words("Belum ada data publikasi yang ditemukan."))
        else:
            st.html(widgets.figure_timeline(figures, words, session.area_name))
