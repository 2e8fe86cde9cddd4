"""The page of one office: the regions it serves, its published figures, agreements, events and counters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
from data.answers import kept
from data.clock import today
from data.tables import Facts
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
    office, areas = _office(code, session.facts()), places.areas_of(session.facts(), code, None)
    others = {
        "Kemitraan": lambda: _partners(code, words),
        "Arsip": lambda: _archive(code, words),
    }
    if view.data:
        about = {"Tentang kantor": lambda: _about(code, words)}
        shown = Office(code, office["name"], words(office["kind"]))
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


@kept
def _office(code: str, facts: Facts) -> dict[str, str]:
    """The row of the office."""
    return {str(name): str(cell) for name, cell in places.office(facts, code).items()}


def _without_ledger(
    code: str, office: Mapping[str, str], areas: pd.DataFrame, view: View, words: Words
) -> None:
    """What is published of the office: where it serves, since when, and by what source."""
    widgets.page_head(st.container(), office["name"], words(office["kind"]), _lead(areas, words))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        service_map(code, areas, view, words)
    with right:
        _about(code, words)


def _lead(areas: pd.DataFrame, words: Words) -> str:
    now = areas[areas["to"] == ""].drop_duplicates("region")
    if now.empty:
        return words("Wilayah kerja kantor ini belum diketahui.")
    if len(now) > _MOST_NAMED:
        return words("Melayani {n} wilayah yang diketahui.", n=len(now))
    names = ", ".join(session.area_name(code) for code in now["region"])
    return words("Melayani {n} wilayah yang diketahui: {names}.", n=len(now), names=names)


def _about(code: str, words: Words) -> None:
    """Parent, address and source of the office, and the regions that it serves with their dates."""
    st.html(_pairs(code, session.facts(), words))
    if gaps := service_gaps(code, session.facts(), words):
        st.info(gaps)
    st.html(service_table(code, session.facts(), words))


@kept
def _pairs(code: str, facts: Facts, words: Words) -> Markup:
    """Parent, address and source of the office, and its own targets."""
    office, since = _office(code, facts), places.known_since(facts, code)
    parent = session.area_name(office["parent"]) if office["parent"] else ""
    items = [
        (words("Dikenal"), words("setidaknya sejak {start}", start=words.date(since)) if since else ""),
        (words("Kantor induk"), parent),
        (words("Kedudukan"), session.area_name(office["seat"])),
        (words("Alamat"), office["address"] or words("belum diketahui")),
        (words("Catatan"), words.of(office, "note")),
        (words("Sumber"), widgets.source_link(office["source"])),
        (words("Target kantor ini"), widgets.targets_of(code, words)),
    ]
    return templates.pairs(items)


def _figures(code: str, words: Words) -> None:
    st.subheader(words("Data publikasi kantor ini"))
    if tiles := _tiles(code, session.facts(), today(), words):
        st.html(tiles)
        return
    st.markdown(
        words("Belum ada data publikasi atas nama kantor ini. Angka wilayahnya ada di garis waktu di bawah.")
    )


@kept
def _tiles(code: str, facts: Facts, day: date, words: Words) -> Markup | None:
    """The latest figures of the office itself; None where there is none."""
    figures = places.figures_for(facts, code)
    own = figures[figures["area_code"] == code]
    return None if own.empty else templates.render("tiles", tiles=widgets.figure_tiles(own, day, words))


def _timeline(code: str, words: Words) -> None:
    count, entries = _entries(code, session.facts(), words)
    with st.expander(words("Garis waktu: semua angka kantor dan wilayahnya ({n})", n=count)):
        if count:
            st.html(entries)
        else:
            st.markdown(words("Belum ada data publikasi yang ditemukan."))


@kept
def _entries(code: str, facts: Facts, words: Words) -> tuple[int, Markup]:
    """How many figures there are of the office and its regions, and all of them."""
    figures = places.figures_for(facts, code)
    return len(figures), widgets.figure_timeline(figures, words, session.area_name)
