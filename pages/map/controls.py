"""The controls of the map: its area, what is measured, the month that plays, and what a ledger is narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from data.indicators import Indicator, targeted
from data.months import month_index, month_text
from data.places import ALL_AREAS, area_short
from data.queries import Reading
from data.vocabulary import NOT_TOLD, SCALES, SECTORS, SEGMENTS
from data.words import Words
from geo.classes import CHANCE, GAP
from pages import session, templates, widgets
from pages.map import funnel_plot
from pages.view import CLASS_COUNTS, LEVELS, View

_SCHEMES = {
    GAP: "gap ke target",
    "alami": "patahan alami",
    "kuantil": "kuantil (jumlah sama)",
    "interval": "interval sama",
    CHANCE: "beda nyata atau kebetulan",
}
_SCALES = {
    "besar": "besar",
    "menengah": "menengah",
    "kecil": "kecil",
    "mikro": "mikro",
    NOT_TOLD: "belum diketahui",
}
_SEGMENTS = {
    "PU": "penerima upah (PU)",
    "BPU": "bukan penerima upah (BPU)",
    "JAKON": "jasa konstruksi (Jakon)",
}
# With and without Jakon are two indicators; the switch goes from one to the other.
_JAKON = {"coverage_workers": "coverage_workers_without_jakon"}
_back = templates.component("back")
_BEAT = 1.1  # seconds a month is shown while the months play


def area_switch(words: Words) -> None:
    """All regions, or one of the areas that the map shows as a panel."""
    areas = session.area_sizes()
    sizes = {ALL_AREAS: sum(areas.values()), **areas}
    st.segmented_control(
        words("Wilayah"),
        [ALL_AREAS, *areas],
        required=True,
        wrap=True,
        label_visibility="collapsed",
        format_func=lambda area: f"{words('Semua') if area == ALL_AREAS else area_short(area)} {sizes[area]}",
        **{**session.bound_widget("area"), "on_change": _choose_area},
    )


def _choose_area() -> None:
    """Another area; a region or kecamatan that is not in it closes."""
    area, view = st.session_state["w_area"], st.session_state["view"]
    areas = session.url_choices().regions

    def kept(code: str) -> str:
        return code if area in (ALL_AREAS, areas.get(code[:5])) else ""

    session.change_view(area=area, region=kept(view.region), kecamatan=kept(view.kecamatan))


def open_place(code: str) -> None:
    """Open the region or kecamatan with this code on the map; "" closes what is open."""
    is_fine = code in session.kecamatan_names()
    session.change_view(region="" if is_fine else code, kecamatan=code if is_fine else "")


def way_back(code: str, words: Words) -> None:
    """A button that closes the panel of the place with this code, as Escape does: the list takes its place again."""

    def picked() -> None:
        if templates.reported("back", "close", [code]):
            open_place("")

    label = words("Daftar kecamatan") if code in session.kecamatan_names() else words("Daftar wilayah")
    _back(data={"label": label, "region": code}, key="back", on_close_change=picked)


def region_button(code: str, words: Words) -> None:
    """From a kecamatan to the region that it is in, among the others of its kind."""
    st.button(
        words("Buka {name}", name=templates.plain(session.area_name(code))),
        key="open_region",
        on_click=session.change_view,
        kwargs={"level": "", "region": code, "kecamatan": ""},
    )


def choose_level(level: str) -> None:
    """Regions, or their kecamatan; what is open stays open as the region that it is, or is in."""
    view = st.session_state["view"]
    session.change_view(level=level, region=view.region or view.kecamatan[:5], kecamatan="")


def by_question(indicators: Mapping[str, Indicator]) -> list[str]:
    """The keys of these indicators, those that answer one question together, in the order of the first of each."""
    questions = list(dict.fromkeys(one.group["id"] for one in indicators.values()))
    return sorted(indicators, key=lambda key: questions.index(indicators[key].group["id"]))


def named(indicator: Indicator, words: Words) -> str:
    """An indicator in a list: its name, and the question that it helps to answer. Both are found by typing."""
    return f"{indicator.title[words.language]} · {indicator.group[words.language]}"


def ledger_indicator(view: View, lacking: Callable[[str], Sequence[str]], words: Words) -> None:
    """What is measured in a ledger; coverage of workers is one indicator here, with a switch for Jakon.

    `lacking` says of an indicator what nobody has brought that it is counted from. A single choice of a select box
    cannot be greyed: it is marked like the hatched regions that it leads to, with the reason behind its name.
    """
    indicators = session.measured_indicators()
    offered = by_question(
        {key: one for key, one in indicators.items() if key not in _JAKON.values() or key == view.indicator}
    )
    # Streamlit asks for the name of each option three times.
    names = {key: _offered_name(indicators[key], lacking(key), words) for key in offered}
    st.selectbox(
        words("Indikator"),
        offered,
        format_func=names.__getitem__,
        **session.bound_widget("indicator", offered),
    )
    other = {**_JAKON, **{without: with_ for with_, without in _JAKON.items()}}
    if view.indicator in other:
        st.session_state["w_jakon"] = view.indicator in _JAKON
        st.toggle(
            words("Dengan Jakon"),
            key="w_jakon",
            on_change=lambda: session.change_view(indicator=other[view.indicator]),
        )


def _offered_name(indicator: Indicator, lacking: Sequence[str], words: Words) -> str:
    title, why = named(indicator, words), widgets.lacking_text(lacking, words)
    return words("▨ {title} ({why})", title=title, why=why) if why else title


# -- the months, one after the other


def play_button(reading: Reading, words: Words) -> None:
    """Starts and stops the months, which begin anew where the newest is shown."""
    playing = st.session_state.get("playing", False)
    st.button(
        words("Henti") if playing else words("Putar"),
        key="play",
        icon=":material/stop:" if playing else ":material/play_arrow:",
        on_click=_toggle,
        args=(reading,),
    )


def _toggle(reading: Reading) -> None:
    st.session_state["playing"] = playing = not st.session_state.get("playing", False)
    st.session_state.pop("frozen", None)
    if playing and session.month_of(st.session_state["view"], reading) == reading.months[-1]:
        session.change_view(month=session.month_in_view(reading.months[0], reading))


def player(reading: Reading) -> None:
    """While the months play a month follows the other; the classes stay those of the first."""
    # The container is always there. Otherwise what stands after it would be taken for another element when the
    # playing begins, and the map would be mounted anew.
    with st.container():
        if st.session_state.get("playing"):
            st.session_state["beat"] = 0
            _beat(reading)


@session.fragment(run_every=_BEAT)
def _beat(reading: Reading) -> None:
    st.session_state["beat"] += 1
    if st.session_state["beat"] == 1:
        return  # This is the run of the page itself, not yet the next beat.
    now = session.month_of(st.session_state["view"], reading)
    later = [month for month in reading.months if month > now]
    if later:
        session.change_view(month=session.month_in_view(later[0], reading))
    else:
        st.session_state["playing"] = False
    st.rerun()


# -- what a ledger is compared with and narrowed to


def compare_choice(reading: Reading, view: View, words: Words) -> None:
    """The month that is compared with: the one before and a year before first, then all earlier ones."""
    now = session.month_of(view, reading)
    before = [month for month in reading.months if month < now]
    last_year = month_text(month_index(now) - 12)
    near = [month for month in (*before[-1:], last_year) if month in before]
    asked = [view.map.compare] if view.map.compare in reading.months else []
    options = list(dict.fromkeys(["", *near, *reversed(before), *asked]))
    st.session_state["w_compare"] = view.map.compare if view.map.compare in options else ""
    st.selectbox(
        words("Bandingkan dengan"),
        options,
        format_func=lambda month: words.date(month) if month else words("tanpa"),
        key="w_compare",
        on_change=lambda: session.change_view(compare=st.session_state["w_compare"]),
    )


def narrowing_choices(view: View, words: Words) -> None:
    """What the question is narrowed to, at which level, and how it is drawn; only what can matter now."""
    about = session.measured_indicators()[view.indicator]
    if about.needs != "region":
        st.segmented_control(
            words("Tingkat"),
            list(LEVELS),
            required=True,
            format_func=lambda level: words("kecamatan") if level else words("kabupaten dan kota"),
            **{
                **session.bound_widget("level"),
                "on_change": lambda: choose_level(st.session_state["w_level"]),
            },
        )
    else:
        st.caption(
            words("Indikator ini tidak ada per kecamatan: penduduk bekerja diketahui per kabupaten dan kota.")
        )
    reading = session.reading(view)
    if about.narrows:
        _filters(reading.not_told if reading else frozenset(), words)
    else:
        st.caption(words("Indikator ini tidak dapat difilter: penduduk bekerja tidak diketahui per sektor."))
    fits = {
        CHANCE: funnel_plot.applies(about),
        GAP: bool(reading and about in targeted(reading.facts.targets)) and not about.gap,
    }
    schemes = [scheme for scheme in _SCHEMES if fits.get(scheme, True)]
    class_choices({scheme: words(_SCHEMES[scheme]) for scheme in schemes}, words)


def _filters(not_told: Collection[str], words: Words) -> None:
    """The controls; of `not_told` some employers can be asked for of whom it is not known."""
    sectors, scales = (
        (*known, NOT_TOLD) if name in not_told else known
        for name, known in (("sector", SECTORS), ("scale", SCALES))
    )
    options = {"segment": SEGMENTS, "sector": sectors, "scale": scales, "office": session.branches()}
    for field, (label, name) in _parts(words).items():
        _filter(field, label, options[field], name, words)


def _parts(words: Words) -> dict[str, tuple[str, Callable[[str], str]]]:
    """What a question is narrowed by: part of the view -> its label, and how a value of it is called."""
    return {
        "segment": (words("Segmen"), lambda segment: words(_SEGMENTS[segment])),
        "sector": (words("Sektor (KBLI)"), lambda sector: session.sector_name(sector, words)),
        "scale": (words("Skala"), lambda scale: words(_SCALES[scale])),
        "office": (words("Kantor"), session.area_name),
    }


def chips(view: View, words: Words) -> None:
    """What the question is narrowed to and compared with, in sight of everybody, each with a cross that takes it off."""
    named = {field: (label, name) for field, (label, name) in _parts(words).items() if view.value(field)}
    if view.map.compare:
        named["compare"] = (words("Bandingkan dengan"), words.date)
    if not named:
        return
    with st.container(horizontal=True, key="chips"):
        for field, (label, name) in named.items():
            said = f"{label}: {name(view.value(field))}"
            st.button(
                templates.plain(said),
                key=f"chip_{field}",
                icon=":material/close:",
                help=words("Hapus filter ini"),
                on_click=session.change_view,
                kwargs={field: ""},
            )


def _filter(field: str, label: str, options: Sequence[str], name: Callable[[str], str], words: Words) -> None:
    everything = words("semua")
    st.selectbox(
        label,
        ("", *options),
        format_func=lambda option: templates.plain(name(option)) if option else everything,
        **session.bound_widget(field),
    )


def class_choices(schemes: dict[str, str], words: Words) -> None:
    """How values are classed: `schemes` (id -> name), and the number of classes."""
    st.selectbox(
        words("Cara membagi kelas"),
        list(schemes),
        format_func=lambda scheme: schemes[scheme],
        **session.bound_widget("scheme", schemes),
    )
    st.selectbox(words("Jumlah kelas"), CLASS_COUNTS, **session.bound_widget("classes"))
