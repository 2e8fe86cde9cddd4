"""The running order that an address names: one that is kept, or one that is made ready for a place and a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.briefing import Order
from data.words import Words
from pages import session
from pages.briefing.drawn import drawn
from pages.briefing.ready import ready_order
from pages.briefing.screen import Screen
from pages.briefing.screens import screen_of
from pages.view import View

PARTS = ("data", "area", "month", "region", "office", "order", "ready", "kiosk", "language")
"""The parts of the view that the address of a briefing holds."""


@dataclass(frozen=True)
class Shown:
    """An order with its screens, each also as it is drawn."""

    order: Order
    screens: tuple[Screen, ...]
    html: tuple[str, ...]


def order_of(view: View, words: Words) -> Order | None:
    """The order of an address; None where it names none, one that is not kept any more, or no ledger to make one of."""
    if view.briefing.order:
        return session.shelf().get(view.briefing.order)
    if not (view.briefing.ready and view.data):
        return None
    with session.read_with(view.data):
        return ready_order(view, words)


def shown(order: Order, words: Words, tell: Callable[[int], None] = lambda at: None) -> Shown:
    """The screens of an order, drawn; `tell` is called before each with its number, from 0 on."""
    screens, of = [], len(order.items)
    for at, item in enumerate(order.items):
        tell(at)
        screens.append(screen_of(item, order, words))
    html = tuple(str(drawn(screen, at, of, words)) for at, screen in enumerate(screens, 1))
    return Shown(order, tuple(screens), html)
