"""Slides on the page of an order: the template that they stand on, and the button that makes them."""

from __future__ import annotations

import streamlit as st

from data.briefing import Order, Template
from data.words import Problem, Words
from pages import session, templates, widgets
from pages.briefing.screens import screen_of, screens_of
from pages.briefing.slides.pack import lay_out, pptx
from pages.briefing.slides.template import MOST_MB, opened

_READY, _DROPPED, _REFUSED = "slides_ready", "slides_dropped", "slides_refused"


def offer_slides(order: Order, words: Words) -> None:
    """What opens to the template and the button; the screens are read when it is opened, with how far that is."""
    popover = st.popover(words("Slide (PPTX)"), key="brief_slides", on_change="rerun")
    if not popover.open:
        return
    with popover:
        name = session.template_shelf().name()
        _show_template(name, words)
        _prepare(order, name, words)
        widgets.file_button(
            order.title, "pptx", lambda: _made(order, words), words, "slides", words("Unduh slide (PPTX)")
        )


def _made(order: Order, words: Words) -> bytes:
    """The file, made outside the session when the button is pressed."""
    kept = session.template_shelf().get()
    screens = screens_of(order, words)
    return pptx(order, screens, words, kept.content if kept else None, widgets.base_address())


def _prepare(order: Order, name: str, words: Words) -> None:
    """Reads the screens and lays out their maps, once for an order and a template: the first time that takes a while."""
    if st.session_state.get(_READY) == (order, name, words.language):
        return
    place, of = st.empty(), len(order.items)
    kept = session.template_shelf().get()
    for at, item in enumerate(order.items):
        place.progress(at / of, words("Menyiapkan layar {at} dari {of} …", at=at + 1, of=of))
        lay_out(screen_of(item, order, words), kept.content if kept else None)
    place.empty()
    st.session_state[_READY] = (order, name, words.language)


def _show_template(name: str, words: Words) -> None:
    """Which template is used, and for who looks after the data the field to bring one and the button to forget it."""
    said = words("Templat: {name}", name=name) if name else words("Templat: bawaan")
    st.html(templates.note(said))
    if not session.viewer().may_publish:
        st.caption(words("Templat instansi dipakai semua kantor dan diganti oleh pengelola data."))
        return
    number = st.session_state.get(_DROPPED, 0)
    file = st.file_uploader(
        words("Templat instansi sendiri (.pptx atau .potx, paling besar {limit} MB)", limit=MOST_MB),
        key=f"slides_template_{number}",
    )
    refused = st.session_state.get(_REFUSED)
    if file is not None:
        st.session_state[_REFUSED] = _take(file.name, file.getvalue())
        st.session_state[_DROPPED] = number + 1
        session.forget_files([file])
        st.rerun()
    if refused is not None:
        st.error(templates.plain(words.explain(refused)))
    if name:
        st.button(words("Pakai templat bawaan"), key="slides_plain", on_click=_forget)


def _take(name: str, content: bytes) -> Problem | None:
    """Keeps a template that slides can stand on; gives the reason where they cannot."""
    try:
        opened(content)
        session.template_shelf().keep(Template(name[:120], content), session.viewer())
    except Problem as problem:
        return problem
    return None


def _forget() -> None:
    st.session_state.pop(_REFUSED, None)
    try:
        session.template_shelf().forget(session.viewer())
    except Problem as problem:
        st.session_state[_REFUSED] = problem
