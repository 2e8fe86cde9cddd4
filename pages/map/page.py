"""The map of all regions: which of them is behind, by how much, and since when."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.places import ALL, title
from data.settings import home
from data.store import not_readable
from data.words import Problem, Words
from geo.classes import SCHEMES, legend_html
from pages import session, templates, widgets
from pages.map import ledger
from pages.map.files import Taken, buttons
from pages.map.painted import Mapped, mapped, painting
from pages.map.published_panel import panel
from pages.map.rank import rank
from pages.map.sentence import sentence
from pages.map.taken import published_taken
from pages.session import no_ledger_yet
from pages.view import CLASS_COUNTS, FADES, View
from pages.widgets import page_theme, show_map_frame

_SCHEME_NAMES = {
    "alami": "patahan alami",
    "kuantil": "kuantil (jumlah sama)",
    "interval": "interval sama",
    "target": "terhadap sasaran",
}


def show_map() -> None:
    """The page, from the question at the top to the table that lets one act."""
    view, words = session.current_view(), session.words()
    widgets.address_warnings(words)
    # rows in place of columns: every block costs the browser time at every switch
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
    with controls:
        session.dataset_switch(view, words)
    if view.data:
        with st.container(horizontal=True, vertical_alignment="center", key="banner"):
            session.simulated_banner(view, words)
            session.role_chooser(words)
        _ledger(controls, view, words)
    else:
        with controls:
            _controls(view, words)
        _page()
    widgets.page_footer(words)


def _ledger(controls: DeltaGenerator, view: View, words: Words) -> None:
    """The map of a ledger, or how far its making is, or how one comes to have one."""
    try:
        found = session.reading(view)
        if found is not None:
            ledger.show_ledger_map(controls, found, view, words)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    except OSError as error:  # a table is read when it is first needed
        st.error(templates.plain(words.explain(not_readable(error, f"{home()}/{view.data}"))))
        return
    if found is not None:
        return
    no_ledger_yet(view.data, words)


@st.fragment
def _page() -> None:
    """A fragment: a switch of indicator or region runs this alone, without navigation and controls.

    The map is filled in first, so that it is recoloured while the rest is still being written.
    """
    view, words = session.view_on_page(), session.words()
    found = mapped(view)
    top = st.container(horizontal=True, vertical_alignment="center", key="head")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(view, found, words)
    with top:
        _indicator(words)
    widgets.page_head(top, *sentence(view, found, words))
    with right:
        _beside(view, found, words)
    session.write_view()


def _indicator(words: Words) -> None:
    indicators = session.mapped_indicators()
    st.selectbox(
        words("Indikator"),
        list(indicators),
        format_func=lambda key: indicators[key].title[words.language],
        **session.bound_widget("indicator", indicators),
    )


def _controls(view: View, words: Words) -> None:
    areas = session.area_sizes()
    st.segmented_control(
        words("Wilayah"),
        [ALL, *areas],
        required=True,
        wrap=True,
        label_visibility="collapsed",
        format_func=lambda area: words("Semua") if area == ALL else f"{title(area)} ({areas[area]})",
        **{**session.bound_widget("area"), "on_change": _choose_area},
    )
    _month(view, words)
    # what the popover holds is sent only when it is open
    drawing = st.popover(words("Atur"), key="drawing", on_change="rerun")
    if drawing.open:
        with drawing:
            _drawing(view, words)


def _choose_area() -> None:
    """Another area; a region that is not in it closes."""
    area, region = st.session_state["w_area"], st.session_state["view"].region
    inside = area in (ALL, session.url_choices().regions.get(region))
    session.change_view(area=area, region=region if inside else "")


def _month(view: View, words: Words) -> None:
    """Walk back through what was known: every month in which a figure of any indicator was added."""
    options = [m for m in session.months() if m <= f"{date.today():%Y-%m}"]
    if view.month and view.month not in options:
        options = sorted([*options, view.month])
    st.select_slider(
        words("Keadaan yang diketahui per"),
        [*options, ""],
        format_func=lambda month: words.date(month) if month else words("terbaru"),
        **session.bound_widget("month"),
    )


def _map(view: View, found: Mapped, words: Words) -> None:
    height = 640 if view.display else 520
    show_map_frame(
        painting(view, found, words, page_theme(view.display)),
        "map",
        height,
        lambda code: session.change_view(region=code),
    )
    st.html(_legend(found, view.fade, words))


@lru_cache(maxsize=256)
def _legend(found: Mapped, fade: int, words: Words) -> str:
    values = found.rows["value"].tolist()
    return legend_html(found.classes, values, found.indicator.unit, words) + _legend_notes(found, fade, words)


def _legend_notes(found: Mapped, fade: int, words: Words) -> str:
    notes = _notes(found, fade, words)
    return f'<p class="peta-note">{" ".join(notes)}</p>' if notes else ""


def _notes(found: Mapped, fade: int, words: Words) -> list[str]:
    notes = []
    if found.rows["faded"].any():
        notes.append(words("Warna pudar: angka lebih tua dari {n} tahun.", n=fade))
    if (found.rows["scope"] == "neighbour").any():
        notes.append(words("Garis putus: Batang dan Pemalang, dilayani kantor Pekalongan."))
    if found.rows["is_flagged"].any():
        notes.append(words("Tanda *: angka bertanda (sebagian, batas, atau meragukan)."))
    return notes


def _beside(view: View, found: Mapped, words: Words) -> None:
    if view.region in set(found.rows["code"]):
        with st.container(border=True):
            panel(view, found, words)
            st.button(
                words("Tutup {name}", name=templates.plain(_name(view.region))),
                on_click=session.change_view,
                kwargs={"region": ""},
            )
    rank(view, found, words, lambda code: session.change_view(region=code))


def _name(code: str) -> str:
    regions = session.facts().regions
    return str(regions.loc[regions["code"] == code, "short"].iloc[0])


def _drawing(view: View, words: Words) -> None:
    """What one takes along, which figures are admitted, and how they are classed."""
    buttons(f"peta-{view.indicator}-{view.area}", lambda: _taken(view, words), words)
    st.toggle(
        words("Sertakan angka bertanda"),
        help=words("Angka sebagian, batas, atau meragukan. Sasaran dan arus tidak pernah dipetakan."),
        **session.bound_widget("flagged"),
    )
    st.selectbox(
        words("Pudarkan angka yang lebih tua dari"),
        FADES,
        format_func=lambda n: words("{n} tahun", n=n) if n else words("jangan pudarkan"),
        **session.bound_widget("fade"),
    )
    targeted = bool(session.mapped_indicators()[view.indicator].target_series)
    schemes = [s for s in SCHEMES if s != "target" or targeted]
    st.selectbox(
        words("Cara membagi kelas"),
        schemes,
        format_func=lambda scheme: words(_SCHEME_NAMES[scheme]),
        **session.bound_widget("scheme", schemes),
    )
    st.selectbox(words("Jumlah kelas"), CLASS_COUNTS, **session.bound_widget("classes"))


def _taken(view: View, words: Words) -> Taken:
    """The map of this view for its files."""
    found = mapped(view)
    heading = sentence(view, found, words)
    return published_taken(view, found, heading, _notes(found, view.fade, words), words)
