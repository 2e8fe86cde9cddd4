"""A release that came after an order was kept: what it changes on each screen, and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from data.briefing import Item, Order
from data.words import Words
from pages import session, templates
from pages.briefing.ready import is_kept
from pages.briefing.screen import Screen
from pages.briefing.screens import screen_of


def show_newer(order: Order, words: Words, keep: Callable[[Order], None]) -> None:
    """That there is a newer release, and on request what it changes; nothing where the order is of the newest."""
    newest = session.release(order.data) if order.data else None
    if newest is None or not is_kept(order) or newest.number == order.release:
        return
    st.info(
        words(
            "Paparan ini dibuat dari rilis {old}; kini ada rilis {new}. Layar tetap menampilkan rilis {old} sampai Anda menggantinya.",
            old=words.number(order.release),
            new=words.number(newest.number),
        )
    )
    moved = on_release(order, newest.number)
    with st.container(horizontal=True):
        see = st.button(words("Lihat yang berubah"), key="brief_newer")
        st.button(words("Pakai rilis terbaru"), key="brief_renew", on_click=keep, args=(moved,))
    if see:
        with st.spinner(words("Membandingkan {n} layar …", n=len(order.items)), show_time=False):
            rows = changes(order, moved, words)
        _table(rows, words)


def on_release(order: Order, number: int) -> Order:
    """The order on another release; a screen of the last month of its own shows the last month of the other."""
    before, after = (
        session.public_reading(order.data, order.release),
        session.public_reading(order.data, number),
    )
    months = (before.months[-1], after.months[-1]) if before and after else ("", "")
    items = tuple(replace(item, query=_in_month(item, *months)) for item in order.items)
    return replace(order, release=number, items=items)


def _in_month(item: Item, last: str, newest: str) -> Mapping[str, str]:
    query = dict(item.query)
    if last and query.get("per") == last:
        query["per"] = newest
    return query


def changes(order: Order, moved: Order, words: Words) -> list[tuple[str, str, str]]:
    """Of each screen that says something else: its number and message, what it said, and what it says now."""
    found = []
    for at, (before, after) in enumerate(zip(order.items, moved.items, strict=True), 1):
        old, new = _said(screen_of(before, order, words)), _said(screen_of(after, moved, words))
        if old != new:
            found.append((words.number(at), old, new))
    return found


def _said(screen: Screen) -> str:
    written = screen.written
    number = f"{written.number} {written.beside}".strip()
    return " · ".join(part for part in (written.title, number, " ".join(written.said), screen.date) if part)


def _table(rows: list[tuple[str, str, str]], words: Words) -> None:
    if not rows:
        st.success(words("Tidak ada layar yang berubah."))
        return
    heads = [words("Layar"), words("Sekarang di paparan"), words("Menurut rilis terbaru")]
    st.html(templates.table(heads, [list(row) for row in rows]))
