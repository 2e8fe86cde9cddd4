"""What a page adds to a running order with one press: the view that is looked at, as a screen."""

from __future__ import annotations

import streamlit as st

from data.briefing import Item
from data.clock import today
from data.words import Problem, Words
from pages import session
from pages.view import View

# Address of a page -> the kind of screen that it makes, and the indicator that this shows ("" is the page's own).
_SCREENS = {
    "": ("peta", ""),
    session.MAP_PAGE: ("peta", ""),
    "tunggakan": ("tren", "ledger_arrears_rp"),
    "kunjungan": ("tren", "ledger_arrears_employers"),
    "penegakan": ("tren", "cases_open"),
    "pwbd-pds": ("tren", "ledger_pwbd_employers"),
    "informal": ("tren", "coverage_informal"),
    "komitmen": ("komitmen", ""),
}
_OFFICE = "kantor-"


def makes_screen(page: str, data: str) -> bool:
    """Whether a page can be added to a running order: those of a ledger, and the map of published figures."""
    return (page in _SCREENS and (bool(data) or _SCREENS[page][0] == "peta")) or _is_office(page, data)


def _is_office(page: str, data: str) -> bool:
    return bool(data) and page.startswith(_OFFICE)


def add_screen(page: str, words: Words) -> None:
    """Add what the page (its address) shows now to the running order; says where it went, or why not."""
    view = st.session_state["view"]
    try:
        order = session.add_to_order(screen_of_page(page, view), view, words)
    except Problem as problem:
        st.toast(words.explain(problem))
    except OSError:
        st.toast(words("Penyimpanan tidak dapat ditulis. Layar ini belum ditambahkan; coba lagi."))
    else:
        said = words(
            "Ditambahkan ke “{title}” sebagai layar {n}. Buka di Operasional, Paparan.",
            title=order.title,
            n=len(order.items),
        )
        st.toast(said)


def screen_of_page(page: str, view: View) -> Item:
    """The screen of a view; its month is the one that is seen now, also when a newer one has come."""
    kind, indicator = ("corong", "compliance") if _is_office(page, view.data) else _SCREENS[page]
    shown = view.changed(display="", indicator=indicator or view.indicator, month=_month(view))
    if _is_office(page, view.data):
        shown = shown.changed(office=page.removeprefix(_OFFICE).upper(), region="", kecamatan="")
    return Item(kind, shown.to_query())


def _month(view: View) -> str:
    reading = session.reading(view) if view.data else None
    return session.month_of(view, reading) if reading else view.month or f"{today():%Y-%m}"
