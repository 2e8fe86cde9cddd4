"""Two to four offices, or regions, on one screen: how each stands, how they differ, and their year on one scale.

Every number is the one of the place's own page: an office's as `pages.office` adds it up, a region's as the map has it.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.indicators import definitions
from data.months import month_end
from data.queries import Reading
from data.words import Words
from pages import session, templates, widgets
from pages.compare import choosing, columns, multiples, standing
from pages.compare.differences import answer, overlaps, sentences
from pages.compare.files import sheet
from pages.session import Place
from pages.view import FEWEST_BESIDE, View

ADDRESS = "bandingkan"
_PARTS = (*session.SHARED, "data", "month", "scope", "indicator", "beside")


def show_compare() -> None:
    """The page, from what is compared to the charts of a year."""
    view, words = session.current_view(_PARTS, ADDRESS), session.words()
    widgets.address_warnings(words)
    bar = st.container(horizontal=True, vertical_alignment="center", key="controls")
    with bar:
        session.dataset_switch(view, words)
    if view.data:
        with session.telling():
            _show_ledger(bar, view, words)
    else:
        widgets.page_head(st.container(), words(session.WORK_PAGES[ADDRESS]), "", "")
        widgets.offer_simulation(words)
    widgets.page_footer(words)


def _show_ledger(controls: DeltaGenerator, view: View, words: Words) -> None:
    reading = session.reading(view)
    if reading is None:
        session.no_ledger_yet(view.data, words)
        return
    with controls:
        choosing.choose(view, words)
        choosing.choose_whose(view, words)
        widgets.month_slider(reading, view, words)
    _body()


@session.fragment()
def _body() -> None:
    """A fragment: another indicator for the charts runs this alone."""
    session.follow_request()
    view, words = session.view_on_page(ADDRESS), session.words()
    reading = session.reading(view)
    if reading is not None:
        places = [place_of(code, view, reading) for code in choosing.chosen(view)]
        with st.container(key="compare"), session.telling():
            _show_places(places, view, words)
        others = [page for page in (session.MAP_PAGE, *session.WORK_PAGES) if page != ADDRESS]
        session.page_links(words, words("Lihat juga:"), others, "task_links")
    session.write_view(_PARTS)


def place_of(code: str, view: View, reading: Reading) -> Place:
    """An office as its own page counts it, a region as the map does: with everybody in it."""
    month = session.month_of(view, reading)
    if code in set(session.facts().regions["code"]):
        return Place("region", code, month, reading)
    return session.place_of_office(session.office_in_view(code, view, month, reading))


def _show_places(places: list[Place], view: View, words: Words) -> None:
    """The head, the columns, what they differ in, and the charts; fewer than two have what they need said first."""
    title = words("Berdampingan")
    if len(places) < FEWEST_BESIDE:
        widgets.page_head(st.container(), title, "", words("Belum ada yang dapat dibandingkan."))
        choosing.offer(view, words)
        if places:
            columns.show(places, read=standing.are_read(places, standing.TARGETED[0]), words=words)
        return
    date = words("per {date}", date=words.date(month_end(places[0].month)))
    with st.container(key="compare_head"):
        said = answer(places, words) or words(
            "Kepatuhannya tidak dapat dibandingkan: lihat alasannya di tiap kolom."
        )
        widgets.page_head(st.container(), title, date, said)
    name = _indicator(places, view)
    read = standing.are_read(places, name)
    columns.show(places, read, words)
    st.html(_differences(places, words))
    if not read:
        with st.spinner(words("Sejak kapan: bulan-bulan sebelumnya sedang dibaca …"), show_time=False):
            standing.read(places, name)
        st.rerun()
    _charts(places, name, words)
    widgets.offer_files(
        f"berdampingan-{'-'.join(place.key for place in places)}-{places[0].month}",
        lambda: sheet(places, view, words),
        words,
        "compare",
    )


def _differences(places: list[Place], words: Words) -> str:
    """What the others differ in from the first, what is counted twice, and what is not held against each other."""
    first = places[0].name(words)
    said = templates.render("office_changes", sentences=sentences(places, words))
    notes = [
        *overlaps(places, words),
        words("Rupiah dan jumlah bergantung pada besarnya tempat, jadi hanya bagiannya yang dibandingkan."),
        *dict.fromkeys(filter(None, (_resting(name, places, words) for name in standing.TARGETED))),
    ]
    heading = words("Selisih terhadap {first}", first=first)
    return templates.section(
        "peta-changes", templates.together(said, templates.note(" ".join(notes))), heading
    )


def _resting(name: str, places: list[Place], words: Words) -> str:
    return widgets.rests_note(definitions()[name].rests_on, places[0].month, words)


def _indicators(places: list[Place]) -> dict[str, str]:
    """What can be drawn of all these places: id -> unit; of one office's employers nothing per head of those who work."""
    only = any(place.whose.only for place in places)
    return {
        key: one.unit
        for key, one in session.measured_indicators().items()
        if (one.narrows or not only) and not one.gap
    }


def _indicator(places: list[Place], view: View) -> str:
    """What is drawn: as the view says, else the first that can be."""
    known = _indicators(places)
    return view.indicator if view.indicator in known else standing.TARGETED[0]


def _charts(places: list[Place], name: str, words: Words) -> None:
    """The choice of an indicator, and its year in each place."""
    options = list(_indicators(places))
    st.selectbox(
        words("Indikator"),
        options,
        format_func=lambda key: definitions()[key].title[words.language],
        width=420,
        **session.bound_widget("indicator", options),
    )
    multiples.show(places, name, words)
