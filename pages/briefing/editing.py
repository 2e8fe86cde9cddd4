"""The order that is open: its screens one below the other, each to be moved, copied, changed; and the ways to show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from data.briefing import Item, Order, new_id
from data.indicators import definitions
from data.words import Words
from pages import session, templates, widgets
from pages.briefing.drawn import drawn
from pages.briefing.handout import offer_paper
from pages.briefing.newer import show_newer
from pages.briefing.presenter import address_of
from pages.briefing.ready import is_kept
from pages.briefing.screens import paper_of, screen_of, view_of
from pages.briefing.slides import offer_slides
from pages.briefing.texts import edit_texts
from pages.view import View
from pages.workpapers import paper_button

_KINDS = {
    "peta": "Peta",
    "tren": "Tren",
    "corong": "Corong kepatuhan",
    "komitmen": "Komitmen",
    "teks": "Teks",
}
_AT = "briefing_at"  # in the session's state: the number of the screen that is looked at, from 0 on
_preview = templates.component("preview", also=("wall.css",))


def show_order(order: Order, view: View, words: Words) -> None:
    """The page of one order."""
    release = words("rilis {n}", n=words.number(order.release)) if order.release else words("data publikasi")
    planned = round(sum(item.seconds for item in order.items) / 60)
    said = words(
        "{title}: {n} layar, {planned} dari {minutes} menit.",
        title=order.title,
        n=len(order.items),
        planned=planned,
        minutes=order.minutes,
    )
    note = release if is_kept(order) else words("{release} · siap pakai, belum disimpan", release=release)
    widgets.page_head(st.container(), words("Paparan"), note, said)
    _tools(order, view, words)
    if _is_own(order):
        show_newer(order, words, lambda changed: _keep(changed))
    else:
        st.html(templates.note(_whose(order, words)))
    if not order.items:
        st.html(
            templates.note(words("Belum ada layar. Buka peta atau halaman kerja, lalu “Tambah ke paparan”."))
        )
        return
    at = min(st.session_state.get(_AT, 0), len(order.items) - 1)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        for number, item in enumerate(order.items):
            _row(order, number, item, number == at, words)
        if _is_own(order):
            st.button(words("Tambah layar teks"), key="brief_text", on_click=_add_text, args=(order, words))
    with right:
        _looked_at(order, at, words)


def _is_own(order: Order) -> bool:
    """Whether this reader may change the order: one that is ready made is everybody's, until it is kept."""
    return not is_kept(order) or session.may_change_order(order)


def _whose(order: Order, words: Words) -> str:
    """Who keeps the order, and what others may do with it."""
    return words(
        "Disimpan oleh {who}, jadi hanya dapat ditayangkan. Simpan salinannya bila Anda hendak mengubahnya.",
        who=session.recorder_name(*order.kept_by, words),
    )


def _tools(order: Order, view: View, words: Words) -> None:
    query = urlencode(address_of(view))
    with st.container(horizontal=True, vertical_alignment="center", key="brief_tools"):
        st.link_button(words("Tayangkan"), f"/tayang?{query}", type="primary", icon=":material/slideshow:")
        st.link_button(words("Catatan penyaji"), f"/catatan?{query}", icon=":material/notes:")
        st.link_button(words("Putar sendiri"), f"/tayang?{query}&kios=30", icon=":material/autoplay:")
        if order.items:
            offer_slides(order, words)
            offer_paper(order, view, words)
            paper_button(order.title, partial(paper_of, order, words), words, "brief")
        if not is_kept(order):
            st.button(words("Simpan dan ubah"), key="brief_keep", on_click=_keep, args=(order,))
        elif _is_own(order):
            st.button(words("Urungkan"), key="brief_undo", on_click=_undo, args=(order,))
        else:
            copy = replace(order, id=new_id(), role="")
            st.button(words("Simpan salinan"), key="brief_take", on_click=_keep, args=(copy,))
        _copy_for(order, words)
        if _is_own(order):
            _name(order, words)
        st.button(words("Semua paparan"), key="brief_all", type="tertiary", on_click=_close)


def _close() -> None:
    session.change_view(order="", ready="")


def _keep(order: Order) -> None:
    """Keep a changed order; one that was ready made becomes one of one's own."""
    kept = order if is_kept(order) else replace(order, id=new_id())

    def keep() -> None:
        session.keep_order(kept)
        session.change_view(order=kept.id, ready="")

    session.refusing(keep)


def _undo(order: Order) -> None:
    session.refusing(lambda: session.shelf().restore(order.id, session.viewer()))


def _copy_for(order: Order, words: Words) -> None:
    """The same order for another region."""
    with st.popover(words("Gandakan untuk wilayah lain")):
        codes = list(session.facts().regions["code"])
        code = st.selectbox(words("Wilayah"), codes, format_func=session.area_name, key="brief_region")
        st.button(words("Gandakan"), key="brief_copy", on_click=_copy, args=(order, code, words))


def _copy(order: Order, code: str, words: Words) -> None:
    area = str(session.facts().regions.set_index("code").at[code, "area"])
    items = tuple(_elsewhere(item, code, area, words) for item in order.items)
    title = words("{title}, {place}", title=order.title, place=session.area_name(code))[:120]
    _keep(replace(order, id=new_id(), title=title, items=items, role=""))


def _elsewhere(item: Item, code: str, area: str, words: Words) -> Item:
    """A screen of another region. What a person wrote of the first is not true of it, and is left out."""
    if item.kind == "teks":
        return item
    view = view_of(item, words)
    here = view.changed(region=code, area=area, kecamatan="", office="")
    return replace(item, query=here.to_query(), title="", text="")


def _name(order: Order, words: Words) -> None:
    with st.popover(words("Nama dan waktu")):
        title = st.text_input(words("Nama"), order.title, max_chars=120, key=f"brief_title_{order.id}")
        minutes = st.number_input(words("Menit"), 1, 240, order.minutes, key=f"brief_minutes_{order.id}")
        if st.button(words("Simpan"), key="brief_name"):
            _keep(replace(order, title=title, minutes=int(minutes)))
            st.rerun()


def _row(order: Order, at: int, item: Item, looked_at: bool, words: Words) -> None:
    """One screen of the list: its number and message, and what may be done with it."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"screen_{at}", gap="xsmall"):
        st.button(
            templates.plain(f"{at + 1}. {label_of(item, words)}"),
            key=f"brief_see_{at}",
            type="secondary" if looked_at else "tertiary",
            on_click=_see,
            args=(at,),
        )
        if not _is_own(order):
            return
        actions: list[tuple[str, str, Callable[[], Order], bool]] = [
            (":material/arrow_upward:", words("Naikkan"), lambda: order.moved(at, -1), at > 0),
            (
                ":material/arrow_downward:",
                words("Turunkan"),
                lambda: order.moved(at, 1),
                at < len(order.items) - 1,
            ),
            (":material/content_copy:", words("Gandakan"), lambda: order.with_item(item, at + 1), True),
            (":material/delete:", words("Buang"), lambda: order.without(at), True),
        ]
        for number, (icon, said, change, is_possible) in enumerate(actions):
            st.button(
                "",
                icon=icon,
                help=said,
                key=f"brief_{number}_{at}",
                type="tertiary",
                disabled=not is_possible,
                on_click=_change,
                args=(change, at, number),
            )


def _change(change: Callable[[], Order], at: int, number: int) -> None:
    _keep(change())
    st.session_state[_AT] = max(at + (-1, 1, 1, -1)[number], 0)


def _see(at: int) -> None:
    st.session_state[_AT] = at


def _add_text(order: Order, words: Words) -> None:
    _keep(order.with_item(Item("teks", {}, title=words("Pesan baru"))))
    st.session_state[_AT] = len(order.items)


def label_of(item: Item, words: Words) -> str:
    """What a screen is called in the list: its message, or what it shows and where."""
    if item.title or item.kind in ("teks", "komitmen"):
        return item.title or words(_KINDS[item.kind])
    view = view_of(item, words)
    about = definitions().get(view.indicator)
    what = words(_KINDS[item.kind]) if item.kind == "corong" or about is None else about.title[words.language]
    level, key = session.narrowest_place(view)
    if level != "region":
        return f"{what}, {session.place_name(level, key, words)}"
    short = str(session.facts().regions.set_index("code").at[key, "short"])
    return f"{what}, {short}"


def _looked_at(order: Order, at: int, words: Words) -> None:
    """The screen as the wall will show it, and below it what a person adds to it."""
    item = order.items[at]
    with st.spinner(words("Menyiapkan layar …"), show_time=False):
        screen = screen_of(item, order, words)
    _preview(data={"html": str(drawn(screen, at + 1, len(order.items), words))}, key="brief_preview")
    if _is_own(order):
        edit_texts(order, at, screen, words, _keep)
