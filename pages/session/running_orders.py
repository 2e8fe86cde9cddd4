"""The running order that a reader is putting together, and the shelf on which all of them are kept."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.briefing import Item, Order, Shelf, TemplateShelf, new_id
from data.clock import today
from data.words import Words
from pages.session import dataset
from pages.session.stores import release, store
from pages.view import View

_OPEN = "briefing_order"  # in the session's state: the name of the order that screens are added to


def shelf() -> Shelf:
    """The shelf of this computer: beside one's own data, since a simulated ledger may be made anew."""
    return Shelf(store("sendiri").notebook("briefing"))


def template_shelf() -> TemplateShelf:
    """Where the organisation's own template of slides is kept: beside the running orders."""
    return TemplateShelf(store("sendiri").notebook("briefing-template"))


def opened_order() -> Order | None:
    """The order that screens are added to; None where there is none yet. Raises OSError."""
    name = st.session_state.get(_OPEN)
    return shelf().get(name) if name else None


def open_order(id: str) -> None:
    """Add screens to this order from now on ("": to a new one)."""
    st.session_state[_OPEN] = id


def keep_order(order: Order) -> None:
    """Keep an order, and add to it from now on. Raises OSError."""
    shelf().keep(replace(order, role=order.role or role_key()))
    open_order(order.id)


def role_key() -> str:
    """Whose orders are listed together: those of one role of the same offices."""
    role, offices = dataset.viewer().scope
    return f"{role} {' '.join(offices)}".strip()


def new_order(title: str, view: View) -> Order:
    """An empty order on the data of a view, as they stand now."""
    known = release(view.data) if view.data else None
    return Order(new_id(), title, view.data, known.number if known else 0, ())


def add_to_order(item: Item, view: View, words: Words) -> Order:
    """Put a screen at the end of the open order, or of a new one. Raises OSError, BadOrder."""
    order = opened_order()
    if order is None or order.data != view.data:
        order = new_order(words("Paparan {date}", date=words.date(today())), view)
    order = order.with_item(item)
    keep_order(order)
    return order
