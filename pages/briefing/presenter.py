"""The presenter: the screens of a running order on the wall, one at a time, moved by a clicker. No control, no name, no note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from data.briefing import Order
from data.words import Words
from pages import session, templates, widgets
from pages.briefing.opened import PARTS, Shown, order_of, shown
from pages.briefing.screen import Screen
from pages.view import View

PAGE = "tayang"
_wall = templates.component("presenter", also=("wall.css",))


def show_presenter() -> None:
    """The wall. It is read for the public, whoever is at the computer."""
    view = session.current_view((*session.SHARED, *PARTS), PAGE)
    words = session.words()
    order = order_of(view, words)
    if order is None or not order.items:
        no_order(words)
        return
    told = prepared(order, words)
    _wall(data=wall_data(told, view, words), key="wall", height="content")


def prepared(order: Order, words: Words) -> Shown:
    """The screens of an order, with how far they are while they are read: the first time that takes a while."""
    place, of = st.empty(), len(order.items)

    def tell(at: int) -> None:
        place.progress(at / of, words("Menyiapkan layar {at} dari {of} …", at=at + 1, of=of))

    told = shown(order, words, tell)
    place.empty()
    return told


def wall_data(told: Shown, view: View, words: Words) -> dict[str, Any]:
    """What the wall is given: nothing of the notes, which never leave for the room."""
    return {
        "channel": channel_of(told.order, view),
        "screens": list(told.html),
        "details": [_details(screen) for screen in told.screens],
        "kiosk": view.briefing.kiosk,
        "back": f"/paparan?{urlencode(address_of(view))}",
        "black": words("Layar hitam"),
    }


def _details(screen: Screen) -> dict[str, list[str]]:
    """By code of a region what is said of it when it is clicked during the talk."""
    return {one.code: [one.name, one.value, one.parts, one.held, one.dated] for one in screen.details}


def channel_of(order: Order, view: View) -> str:
    """What the windows of one briefing call each other by, in one browser."""
    return (
        f"peta-paparan-{order.id}-{view.briefing.ready}-{view.region}-{view.area}-{view.office}-{view.month}"
    )


def address_of(view: View) -> dict[str, str]:
    """The parameters that open the same order on another page of the briefing."""
    return view.to_query(tuple(part for part in PARTS if part != "kiosk"))


def no_order(words: Words) -> None:
    """That there is no such order, and where one is made."""
    widgets.page_head(
        st.container(), words("Paparan"), "", words("Paparan ini tidak ada, atau belum punya layar.")
    )
    st.button(
        words("Buka daftar paparan"),
        key="to_briefings",
        type="primary",
        on_click=session.open_page,
        args=("paparan",),
    )
    widgets.page_footer(words)
