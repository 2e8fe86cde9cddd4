"""The map of all regions: which of them is behind, by how much, and since when."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.clock import today
from data.queries import Reading
from data.words import Words
from pages import session, templates, widgets
from pages.map import controls
from pages.map.behind import course_of
from pages.map.exports import published_export
from pages.map.files import ExportedMap, file_buttons
from pages.map.ledger import headline_of, show_ledger_map
from pages.map.ledger_values import answered, everywhere, question
from pages.map.offices import office_files, offices_with_figures, show_office_map
from pages.map.painted import Mapped, legend_and_notes, mapped, painting, undrawn_note
from pages.map.published_panel import panel
from pages.map.rank import content, gap_content, rank
from pages.map.sentence import headline, sentence, sentences
from pages.map.strip import strip
from pages.view import FADES, OFFICES, View, on_map

_SCHEME_NAMES = {
    "alami": "patahan alami",
    "kuantil": "kuantil (jumlah sama)",
    "interval": "interval sama",
    "target": "terhadap target",
}


def warm_up() -> None:
    """Work every indicator of the published figures out once, so that no reader's first switch to it waits for that."""
    for key in session.mapped_indicators():
        view = View(indicator=key)
        shown, words = mapped(view), Words(view.language)
        painting(view, shown, words, "light")
        headline(view, shown, words)
        content(shown, words)
        offices_with_figures(view)


def warm_up_ledger(reading: Reading, view: View, words: Words) -> None:
    """The same of one indicator of a ledger in its newest month, as one reader sees it."""
    asked = question(view, session.month_of(view, reading))
    shown = answered(asked, reading)
    painting(view, shown, words, "light")
    everywhere(asked, reading)
    content(shown, words)
    strip(shown, "", words)
    coming = course_of(asked, reading)
    known = None if coming is None else coming.result()
    if asked.month != reading.months[0]:
        sentences(asked, reading, reading.months[-2], words)
    headline_of(asked, reading, shown, known, words)
    if known is not None:
        gap_content(shown, known, words)


def show_map() -> None:
    """The page, from the question at the top to the table that lets one act."""
    view, words = session.view_on_page(), session.words()
    session.write_view(on_map(view))
    widgets.address_warnings(words)
    # Rows in place of columns, because every block costs the browser time at every switch.
    box = st.container(horizontal=True, vertical_alignment="center", key="controls")
    with box:
        session.dataset_switch(view, words)
    if view.data:
        _show_ledger(box, view, words)
    else:
        with box:
            _show_controls(view, words)
        _page()
    widgets.page_footer(words)


def _show_ledger(box: DeltaGenerator, view: View, words: Words) -> None:
    """The map of a ledger, or how far its making is, or how one comes to have one."""
    with session.telling():
        reading = session.reading(view)
        if reading is None:
            session.no_ledger_yet(view.data, words)
        else:
            show_ledger_map(box, reading, view, words)


@session.fragment()
def _page() -> None:
    """A fragment: a switch of indicator or region runs this alone, without navigation and controls.

    The map is filled in first, so that it is recoloured while the rest is still being written.
    """
    view, words = session.view_on_page(), session.words()
    top = st.container(horizontal=True, vertical_alignment="center", key="head")
    if view.map.level == OFFICES:
        with top:
            _choose_indicator(view, words)
        show_office_map(top, view, words)
        session.write_view()
        return
    shown = mapped(view)
    left, right = st.columns([10, 7], gap="small")
    with left:
        _show_map(view, shown, words)
    with top:
        _choose_indicator(view, words)
    title, known, first, rest = headline(view, shown, words)
    widgets.page_head(top, title, known, rest, answer=first)
    with right:
        _offer_offices(view, shown, words)
        _show_beside(view, shown, words)
    session.write_view()


def _offer_offices(view: View, shown: Mapped, words: Words) -> None:
    """Where no region has a figure but offices do, the way to these."""
    if shown.known.empty and (offices := offices_with_figures(view)):
        st.info(words("{n} kantor punya data publikasi untuk ini, tiap kantor dengan tanggalnya.", n=offices))
        st.button(
            words("Lihat peta kantor"),
            key="to_offices",
            type="primary",
            on_click=session.change_view,
            kwargs={"level": OFFICES},
        )


def _choose_indicator(view: View, words: Words) -> None:
    """What is shown, and of regions or of offices where these have figures of their own."""
    offices = view.map.level == OFFICES
    indicators = session.office_indicators() if offices else session.mapped_indicators()
    st.selectbox(
        words("Indikator"),
        controls.by_question(indicators),
        format_func=lambda key: controls.named(indicators[key], words),
        **session.bound_widget("indicator", indicators),
    )
    if offices or offices_with_figures(view):
        names = {"": words("Wilayah"), OFFICES: words("Kantor")}
        st.segmented_control(
            words("Tingkat"),
            list(names),
            required=True,
            label_visibility="collapsed",
            format_func=lambda level: names[level],
            **session.bound_widget("level"),
        )


def _show_controls(view: View, words: Words) -> None:
    controls.area_switch(words)
    _choose_month(view, words)
    # What the popover holds is sent only when it is open.
    drawing = st.popover(words("Filter"), key="drawing", on_change="rerun")
    if drawing.open:
        with drawing:
            _drawing_choices(view, words)


def _choose_month(view: View, words: Words) -> None:
    """Walk back through what was known: every month in which a figure of any indicator was added."""
    options = [month for month in session.months() if month <= f"{today():%Y-%m}"]
    if view.month and view.month not in options:
        options = sorted([*options, view.month])
    st.select_slider(
        words("Posisi yang diketahui per"),
        [*options, ""],
        format_func=lambda month: words.date(month) if month else words("terbaru"),
        **session.bound_widget("month"),
    )


def _show_map(view: View, shown: Mapped, words: Words) -> None:
    paint = painting(view, shown, words, widgets.page_theme(view.display))
    widgets.show_map_frame(paint, "map", widgets.MAP_HEIGHT, lambda code: session.change_view(region=code))
    st.html(legend_and_notes(paint, _notes(shown, view.area, words), words))


def _notes(shown: Mapped, area: str, words: Words) -> list[str]:
    """What one must know to read the map beside its legend, on the page and on paper."""
    notes = [undrawn_note(area, words), templates.star_note(shown.rows["flags"].fillna(""), words)]
    return [said for said in notes if said]


def _show_beside(view: View, shown: Mapped, words: Words) -> None:
    if view.region in set(shown.rows["code"]):
        with st.container(key="opened", gap="xsmall"):
            controls.way_back(view.region, words)
            panel(view, shown, words)
    else:
        rank(shown, words, lambda code: session.change_view(region=code))


def _drawing_choices(view: View, words: Words) -> None:
    """The map as a file, which figures are admitted, and how they are classed."""
    if view.map.level == OFFICES:
        office_files(view, words)
    else:
        file_buttons(f"peta-{view.indicator}-{view.area}", lambda: _export(view, words), words)
    st.toggle(
        words("Sertakan angka bertanda"),
        help=words("Angka sebagian, batas, atau meragukan. Target dan arus tidak pernah dipetakan."),
        **session.bound_widget("flagged"),
    )
    st.selectbox(
        words("Arsir angka yang lebih tua dari"),
        FADES,
        format_func=lambda n: words("{n} tahun", n=n) if n else words("jangan arsir"),
        **session.bound_widget("fade"),
    )
    targeted = mapped(view).rows["held"].map(bool).any()
    schemes = [scheme for scheme in _SCHEME_NAMES if scheme != "target" or targeted]
    controls.class_choices({scheme: words(_SCHEME_NAMES[scheme]) for scheme in schemes}, words)


def _export(view: View, words: Words) -> ExportedMap:
    """The map of this view for its files."""
    shown = mapped(view)
    heading, notes = sentence(view, shown, words), _notes(shown, view.area, words)
    return published_export(view, shown, heading, notes, words)
