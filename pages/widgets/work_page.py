"""What every page of work has in common: which data, where, which month, for whom; then its own body.

The body is a fragment: sorting, searching and paging run it alone.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.queries import Reading
from data.settings import home
from data.store import not_readable
from data.words import Problem, Words
from pages import session, templates
from pages.session import Place, month_of, no_ledger_yet
from pages.view import View
from pages.widgets import head

WHERE = ("data", "month", "office", "region", "kecamatan")
Body = Callable[[Place, View, Words], None]
Without = Callable[[View, Words], None]


def show_work_page(
    page: str, only: tuple[str, ...], body: Body, placed: bool = True, without: Without | None = None
) -> None:
    """The page with this address; `only` are the parts of the view that it has besides data, month and place.

    A page of one thing is not `placed`: there is no place to choose on it. `without` draws what the page has to
    say without a ledger, of a place; None: nothing.
    """
    parts = (*session.SHARED, *WHERE, *only)
    view, words = session.current_view(parts, page), session.words()
    head.address_warnings(words)
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
    with controls:
        session.dataset_switch(view, words)
    if not view.data and without is not None:
        with controls:
            session.choose_place(view, words)
        without(view, words)
        simulation(words)
    elif not view.data:
        _no_ledger(page, words)
    else:
        with st.container(horizontal=True, vertical_alignment="center", key="banner"):
            session.simulated_banner(view, words)
            session.role_chooser(words)
        _read(page, parts, body, controls, placed, view, words)
    head.page_footer(words)


def _no_ledger(page: str, words: Words) -> None:
    """Published figures name no employer: say so, and offer what does."""
    head.page_head(st.container(), words(session.WORK_PAGES.get(page, "Peta")), "", "")
    simulation(words)


def simulation(words: Words) -> None:
    """Why something is missing that only a ledger has, and the way to one."""
    st.info(words("Halaman ini membaca data pemberi kerja bulan demi bulan; angka terbit tidak memuatnya. Pilih Simulasi, atau Data sendiri bila sudah ada."))  # fmt: skip
    st.button(words("Lihat simulasi"), key="to_simulation", on_click=session.show_simulation, type="primary")


def _read(page: str, parts: tuple[str, ...], body: Body, controls: DeltaGenerator, placed: bool, view: View, words: Words) -> None:  # fmt: skip
    try:
        found = session.reading(view)
        if found is None:
            no_ledger_yet(view.data, words)
            return
        with controls:
            if placed:
                session.choose_place(view, words)
            month_slider(found, view, words)
        _body(page, parts, body)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
    except OSError as error:
        st.error(templates.plain(words.explain(not_readable(error, f"{home()}/{view.data}"))))


@st.fragment
def _body(page: str, parts: tuple[str, ...], body: Body) -> None:
    session.follow_request()
    view, words = session.view_on_page(page), session.words()
    found = session.reading(view)
    if found is not None:
        where = session.place_of(view, session.month_of(view, found), found)
        try:
            body(where, view, words)
        except Problem as problem:
            st.error(templates.plain(words.explain(problem)))
        others = [name for name in (session.MAP_PAGE, *session.WORK_PAGES) if name != page]
        session.page_links(words, words("Lihat juga:"), others, "task_links")
    session.write_view(parts)


def month_slider(found: Reading, view: View, words: Words) -> str:
    """The slider over the months of the ledger; returns the month that it stands at."""
    month = month_of(view, found)
    if len(found.months) < 2:  # a slider needs two ends
        st.caption(words("Keadaan akhir bulan {month}", month=words.date(month)))
        return month
    st.session_state["w_month"] = month
    st.select_slider(
        words("Keadaan akhir bulan"),
        list(found.months),
        format_func=words.date,
        key="w_month",
        on_change=lambda: session.change_view(month=_asked(st.session_state["w_month"], found)),
    )
    return month


def _asked(month: str, found: Reading) -> str:
    """The newest month is what an address without one means, so that it stays the newest."""
    return "" if month == found.months[-1] else month
