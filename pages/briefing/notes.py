"""The notes: on the presenter's own screen what is on the wall, what comes next, what is to be said, and the clock."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from data.words import Words
from pages import session, templates, widgets
from pages.briefing.opened import PARTS, Shown, order_of
from pages.briefing.presenter import address_of, channel_of, no_order, prepared
from pages.briefing.ready import is_kept
from pages.view import View

PAGE = "catatan"
_notes = templates.component("notes", also=("wall.css",))


def show_notes() -> None:
    """The page: of an order that somebody keeps it is for those who have its address, which nobody can guess."""
    view = session.current_view((*session.SHARED, *PARTS), PAGE)
    words = session.words()
    order = order_of(view, words)
    if order is None or not order.items:
        no_order(words)
        return
    title = words("{title} · hanya di layar ini", title=order.title)
    widgets.page_head(st.container(), words("Catatan penyaji"), title, "")
    told = prepared(order, words)
    _notes(data=_data(told, view, words), key="notes", height="content")
    if not is_kept(order):
        st.caption(
            words("Paparan siap pakai belum punya catatan. Simpan dulu di halaman Paparan, lalu tulis.")
        )


def _data(told: Shown, view: View, words: Words) -> dict[str, Any]:
    items = told.order.items
    return {
        "channel": channel_of(told.order, view),
        "screens": list(told.html),
        "titles": [screen.written.title for screen in told.screens],
        "notes": [item.notes for item in items],
        "seconds": [item.seconds for item in items],
        "minutes": told.order.minutes,
        "wall": f"/tayang?{urlencode(address_of(view))}",
        "words": _said(words),
    }


def _said(words: Words) -> dict[str, str]:
    """What the window says; {n} and the like are filled in by its script."""
    return {
        "back": words("‹ Sebelumnya"),
        "next": words("Berikutnya ›"),
        "black": words("Layar hitam (B)"),
        "start": words("Mulai jam"),
        "pause": words("Jeda jam"),
        "open": words("Buka layar penonton"),
        "whole": words("Di layar penonton tekan F5 untuk layar penuh."),
        "lost": words("Layar penonton tidak terhubung; keadaan terakhir tetap di sini."),
        "again": words("Sambung ulang"),
        "coming": words("Berikutnya · {at}/{of}"),
        "last": words("Ini layar terakhir."),
        "at": words("{at} dari {of}"),
        "saying": words("Yang dikatakan"),
        "silent": words("Tidak ada catatan untuk layar ini."),
        "screen": words("layar ini {now} dari {plan}"),
        "behind": words("{time} di belakang rencana"),
        "ahead": words("{time} di depan rencana"),
        "is_black": words("Layar penonton sedang hitam"),
        "zone": "WIB",
    }
