"""The notes: on the presenter's own screen what is on the wall, what comes next, what is to be said, and the clock."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from data.briefing import Order
from data.clock import today
from data.queries import Reading
from data.words import Words
from pages import session, templates, widgets
from pages.briefing.opened import PARTS, Shown, order_of
from pages.briefing.presenter import address_of, channel_of, no_order, prepared
from pages.briefing.ready import is_kept
from pages.briefing.screens import view_of
from pages.view import View

PAGE = "catatan"
_TOLD = "notes_told"
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
    told = _told(order, view, words)
    _notes(data=_data(told, view, words), key="notes", height="content")
    if not is_kept(order):
        st.caption(
            words("Paparan siap pakai belum punya catatan. Simpan dulu di halaman Paparan, lalu tulis.")
        )
    _promises(told.order, view, words)


def _told(order: Order, view: View, words: Words) -> Shown:
    """The screens as they were when the window was opened: what is noted in the room changes none of them during the talk."""
    asked = (address_of(view), words.language)
    kept = st.session_state.get(_TOLD)
    if kept is None or kept[0] != asked:
        kept = st.session_state[_TOLD] = (asked, prepared(order, words))
    shown: Shown = kept[1]
    return shown


def _promises(order: Order, view: View, words: Words) -> None:
    """What was noted in this room today, and the button that notes one more; a role that may is chosen on top."""
    data = order.data or view.data
    if not data:
        return
    with session.read_with(data):
        reading = session.reading(view.changed(data=data))
        if reading is None:
            return
        if not reading.viewer.names_employers:
            st.caption(words("Untuk mencatat komitmen di sini, pilih peran kantor atau pengelola di atas."))
            return
        region = _region(order, view, words)
        widgets.commitment_button(reading, data, reading.months[-1], region, words)
        _noted_today(reading, data, region, words)
        widgets.open_commitment_form(words)


def _region(order: Order, view: View, words: Words) -> str:
    """The region that the order is of, "" where it is of several."""
    codes = {view_of(item, words).region for item in order.items if item.kind != "teks"}
    return view.region or (codes.pop() if len(codes) == 1 else "")


def _noted_today(reading: Reading, data: str, region: str, words: Words) -> None:
    """What was noted today in this room: of its region, by whoever may close it; other offices meet today as well."""
    try:
        verdicts = widgets.commitments_of(reading, data, (region,) if region else None)
    except OSError:
        st.error(words("Penyimpanan tidak dapat dibaca. Muat ulang halaman ini."))
        return
    here = [
        verdict
        for verdict in verdicts
        if verdict.commitment.meeting_on == today() and verdict.commitment.may_be_changed_by(reading.viewer)
    ]
    if here:
        table = widgets.commitments_table(widgets.commitment_rows(here, words), words)
        st.html(templates.section("peta-changes", table, words("Dicatat pada rapat hari ini")))


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
