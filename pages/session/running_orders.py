"""The running order that a reader is putting together, and the shelf on which all of them are kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.access import NotYours
from data.briefing import Item, Kept, Order, Shelf, TemplateShelf, new_id
from data.clock import today
from data.words import Problem, Words
from pages import templates
from pages.session import dataset, who
from pages.session.stores import release, store
from pages.view import View

# In the session's state: the name of the order that screens are added to, and why something was not done to one.
_OPEN, _REFUSED = "briefing_order", "briefing_refused"


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
    """Keep an order, and add to it from now on. Raises OSError, NotYours."""
    if not may_keep_orders():
        raise NotYours
    open_order(shelf().keep(order, dataset.viewer()).id)


def may_keep_orders() -> bool:
    """Whether this reader keeps orders: where people sign in, the public role is anybody, and writes nothing."""
    return dataset.viewer().names_employers or not who.signs_in()


def own_orders() -> list[Kept]:
    """The kept orders that this reader may change, the newest first. Raises OSError."""
    return shelf().every(dataset.viewer()) if may_keep_orders() else []


def may_change_order(order: Order) -> bool:
    """Whether this reader may change a kept order, and not only show it."""
    return may_keep_orders() and order.may_be_changed_by(dataset.viewer())


def refusing(change: Callable[[], object]) -> None:
    """Do something to an order; for callbacks of widgets, after which `tell_refused` says why it was not done."""
    try:
        change()
    except Problem as problem:
        st.session_state[_REFUSED] = problem


def tell_refused(words: Words) -> None:
    """Why what was pressed last was not done; nothing where it was."""
    problem = st.session_state.pop(_REFUSED, None)
    if problem is not None:
        st.error(templates.plain(words.explain(problem)))


def new_order(title: str, view: View) -> Order:
    """An empty order on the data of a view, as they stand now."""
    known = release(view.data) if view.data else None
    return Order(new_id(), title, view.data, known.number if known else 0, ())


def add_to_order(item: Item, view: View, words: Words) -> Order:
    """Put a screen at the end of the open order, or of a new one. Raises OSError, BadOrder."""
    order = opened_order()
    if order is None or order.data != view.data or not may_change_order(order):
        order = new_order(words("Paparan {date}", date=words.date(today())), view)
    order = order.with_item(item)
    keep_order(order)
    return order
