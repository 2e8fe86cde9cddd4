"""The page of briefings: what is ready for any place and month, what is kept, and the order that is open."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.briefing import Kept, Order
from data.places import ALL_AREAS, area_title
from data.words import Words
from pages import session, templates, widgets
from pages.briefing.editing import show_order
from pages.briefing.opened import PARTS, order_of
from pages.view import BRANCH_MONTH, FORKOPIMDA, REVIEW, View

PAGE = "paparan"
_READY = {
    FORKOPIMDA: "Forkopimda kabupaten/kota",
    REVIEW: "Tinjauan kanwil",
    BRANCH_MONTH: "Bulan kantor",
}


def show_briefings() -> None:
    """The page."""
    view, words = session.current_view((*session.SHARED, *PARTS), PAGE), session.words()
    widgets.address_warnings(words)
    box = st.container(horizontal=True, vertical_alignment="center", key="controls")
    with box:
        session.dataset_switch(view, words)
    try:
        _show(box, view, words)
    except OSError:
        st.error(
            words(
                "Penyimpanan tidak dapat dibaca atau ditulis. Yang sudah disimpan tetap ada; muat ulang halaman ini."
            )
        )
    widgets.page_footer(words)


def _show(box: DeltaGenerator, view: View, words: Words) -> None:
    session.tell_refused(words)
    order = order_of(view, words)
    if order is not None:
        show_order(order, view, words)
        return
    if view.briefing.order:
        st.warning(words("Paparan ini tidak ada, atau sudah dihapus. Pilih yang lain di bawah."))
    kept = session.own_orders()
    said = words("{n} paparan tersimpan; tiga jenis siap pakai untuk tempat dan bulan mana pun.", n=len(kept))
    widgets.page_head(st.container(), words("Paparan"), words("layar, slide, dan catatan untuk rapat"), said)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _choose_ready(view, words)
    with right:
        _list_kept(kept, words)


def _choose_ready(view: View, words: Words) -> None:
    """A kind, a place and a month: the order is made at once, and kept only when somebody changes it."""
    st.subheader(words("Siap pakai"))
    kind = st.radio(
        words("Untuk"), list(_READY), format_func=lambda one: words(_READY[one]), key="ready_kind"
    )
    field, codes = _places_of(kind, view)
    place = st.selectbox(
        words("Tempat"), codes, format_func=lambda code: _named(code, words), key=f"ready_{field}"
    )
    if view.data:
        reading = session.public_reading(view.data)
        if reading is None:
            session.no_ledger_yet(view.data, words)
            return
        widgets.month_slider(reading, view, words)
    else:
        st.caption(words("Data publikasi tidak punya bulan per bulan. Pilih Simulasi, atau Data sendiri."))
    st.button(
        words("Buka"),
        key="ready_open",
        type="primary",
        disabled=not view.data,
        on_click=session.change_view,
        kwargs={"ready": kind, "order": "", **_cleared(), field: place},
    )


def _cleared() -> dict[str, str]:
    return {"region": "", "office": "", "area": ALL_AREAS}


def _places_of(kind: str, view: View) -> tuple[str, list[str]]:
    """The field of the view that the place of such an order is, and the codes to choose from."""
    if kind == FORKOPIMDA:
        return "region", list(session.facts().regions["code"])
    if kind == REVIEW:
        return "area", [ALL_AREAS, *session.area_sizes()]
    return "office", list(session.branches())


def _named(code: str, words: Words) -> str:
    if code == ALL_AREAS:
        return words("Semua wilayah")
    return area_title(code) if code in session.area_sizes() else session.area_name(code)


def _list_kept(kept: list[Kept], words: Words) -> None:
    st.subheader(words("Tersimpan"))
    if not kept:
        st.html(
            templates.note(
                words(
                    "Belum ada. Tekan “Tambah ke paparan” di peta, halaman kantor, atau halaman kerja, atau buka yang siap pakai lalu simpan."
                )
            )
        )
    removed = st.session_state.get("briefing_removed")
    if removed:
        st.button(words("Kembalikan yang dihapus"), key="briefing_back", on_click=_restore, args=(removed,))
    for one in kept:
        _row(one.order, words, session.said_time(one.at, words))


def _row(order: Order, words: Words, when: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"kept_{order.id}"):
        st.html(
            templates.note(
                words("{title} · {n} layar · {when}", title=order.title, n=len(order.items), when=when)
            )
        )
        st.button(words("Buka"), key=f"open_{order.id}", on_click=open_kept, args=(order.id,))
        st.button(words("Hapus"), key=f"drop_{order.id}", type="tertiary", on_click=_remove, args=(order.id,))


def open_kept(id: str) -> None:
    """Open an order of the shelf, and add screens to it from now on."""
    session.open_order(id)
    session.change_view(order=id, ready="", **_cleared())


def _remove(id: str) -> None:
    def remove() -> None:
        session.shelf().remove(id, session.viewer())
        st.session_state["briefing_removed"] = id

    session.refusing(remove)


def _restore(id: str) -> None:
    session.refusing(lambda: session.shelf().restore(id, session.viewer()))
    st.session_state.pop("briefing_removed", None)
