"""What every page of work has in common: which data, where, which month, for whom; then its own body.

The body is a fragment: sorting, searching and paging run it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.queries import Reading
from data.words import Words
from pages import session, templates
from pages.session import Place
from pages.view import View
from pages.widgets import head
from pages.widgets.received import not_counted, received_note

WHERE = ("data", "month", "office", "scope", "region", "kecamatan")
Body = Callable[[Place, View, Words], None]
Without = Callable[[View, Words], None]


@dataclass(frozen=True)
class _Page:
    """A page of work: its address, the parts of the view that its own address holds, and what draws its body."""

    address: str
    parts: tuple[str, ...]
    body: Body
    placed: bool
    needs: tuple[str, ...]
    by_office: bool


def show_work_page(
    page: str,
    only: tuple[str, ...],
    body: Body,
    placed: bool = True,
    without: Without | None = None,
    needs: tuple[str, ...] = ("employers", "contributions"),
    by_office: bool = True,
) -> None:
    """The page with this address; `only` are the parts of the view that it has besides data, month and place.

    A page of one thing is not `placed`: there is no place to choose on it. `without` draws what the page has to
    say without a ledger, of a place; None: nothing. `needs` is what of a release its numbers are counted from
    (`data.cube.COUNTED_FROM`): where nobody has brought it, the page says that in place of its body. What it counts
    is not told apart by office where it is not `by_office`: everybody in the regions of the place is counted.
    """
    work = _Page(page, (*session.SHARED, *WHERE, *only), body, placed, needs, by_office)
    view, words = session.view_on_page(page), session.words()
    session.write_view(_parts(work, view))
    head.address_warnings(words)
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
    with controls:
        session.dataset_switch(view, words)
    if view.data:
        with st.container(horizontal=True, vertical_alignment="center", key="banner"):
            session.dataset_banner(view, words)
            session.role_chooser(words)
        _show_ledger(work, controls, view, words)
    else:
        _show_published(work, controls, without, view, words)
    head.page_footer(words)


def _show_published(
    work: _Page, controls: DeltaGenerator, without: Without | None, view: View, words: Words
) -> None:
    """Published figures name no employer: what the page has to say without a ledger, and the way to one."""
    if without is None:
        head.page_head(st.container(), words(session.WORK_PAGES.get(work.address, "Peta")), "", "")
    else:
        with controls:
            session.choose_place(view, words)
        without(view, words)
    _offer_simulation(words)


def _offer_simulation(words: Words) -> None:
    """Why something is missing that only a ledger has, and the way to one."""
    st.info(
        words(
            "Halaman ini membaca data pemberi kerja bulan demi bulan; data publikasi tidak memuatnya. "
            "Pilih Simulasi, atau Data sendiri bila sudah ada."
        )
    )
    st.button(words("Lihat simulasi"), key="to_simulation", on_click=session.show_simulation, type="primary")


def _show_ledger(work: _Page, controls: DeltaGenerator, view: View, words: Words) -> None:
    with session.telling():
        reading = session.reading(view)
        if reading is None:
            session.no_ledger_yet(view.data, words)
            return
        with controls:
            if work.placed:
                session.choose_place(view, words)
                if work.by_office:
                    session.choose_whose(view, session.month_of(view, reading), reading, words)
            month_slider(reading, view, words)
        _show_body(work)


@session.fragment()
def _show_body(work: _Page) -> None:
    session.follow_request()
    view, words = session.view_on_page(work.address), session.words()
    reading = session.reading(view)
    if reading is not None:
        place = session.place_of(view, session.month_of(view, reading), reading)
        with session.telling():
            _show_numbers(work, place if work.by_office else place.everybody, view, words)
        others = [page for page in (session.MAP_PAGE, *session.WORK_PAGES) if page != work.address]
        session.page_links(words, words("Lihat juga:"), others, "task_links")
    session.write_view(_parts(work, view))


def _parts(work: _Page, view: View) -> tuple[str, ...]:
    """What the page's address holds of the view: the area only where it is the place."""
    return (*work.parts, "area") if session.narrowest_place(view)[0] == "area" else work.parts


def _show_numbers(work: _Page, place: Place, view: View, words: Words) -> None:
    """The body, and before it who has not sent the month; or why there is nothing to be counted."""
    if lacking := place.reading.lacking(work.needs, place.month, place.regions):
        title = words({**session.WORK_PAGES, **session.DETAIL_PAGES}[work.address])
        note = head.place_note(place, words)
        head.page_head(st.container(), title, note, not_counted(lacking, words))
        return
    if note := received_note(place.reading, place.month, place.regions, words):
        st.html(templates.note(note))
    work.body(place, view, words)


def month_slider(reading: Reading, view: View, words: Words) -> str:
    """The slider over the months of the ledger; returns the month that it stands at."""
    month = session.month_of(view, reading)
    if len(reading.months) < 2:  # A slider needs two ends.
        st.caption(words("Posisi per akhir {month}", month=words.date(month)))
        return month
    st.session_state["w_month"] = month
    st.select_slider(
        words("Posisi per"),
        list(reading.months),
        format_func=words.date,
        key="w_month",
        on_change=lambda: session.change_view(
            month=session.month_in_view(st.session_state["w_month"], reading)
        ),
    )
    return month
