"""The map of a ledger: which region is behind, by how many people and rupiah, and since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.months import month_end, month_index, month_text
from data.places import ALL, title
from data.queries import Reading
from data.vocabulary import SCALES, SECTORS, SEGMENTS
from data.words import Words
from geo.classes import CHANCE, Classes, legend_html
from pages import session, templates, widgets
from pages.map import funnel_plot
from pages.map.files import Taken, buttons
from pages.map.kecamatan import Fine, fine, painted
from pages.map.ledger_panel import panel
from pages.map.ledger_values import Question, answered, question
from pages.map.painted import Mapped, painting
from pages.map.rank import rank
from pages.map.sentence import moved_whole, sentences, whole
from pages.map.strip import strip
from pages.map.taken import ledger_taken
from pages.session import WORK_PAGES, follow_request, month_of, page_links
from pages.templates import show_drawing, signed_quantity
from pages.view import CLASS_COUNTS, LEVELS, View
from pages.widgets import page_theme, show_map_frame

_SCHEMES = {
    "alami": "patahan alami",
    "kuantil": "kuantil (jumlah sama)",
    "interval": "interval sama",
    CHANCE: "beda nyata atau kebetulan",
}
_SCALES = {"besar": "besar", "menengah": "menengah", "kecil": "kecil", "mikro": "mikro"}
_SEGMENTS = {
    "PU": "penerima upah (PU)",
    "BPU": "bukan penerima upah (BPU)",
    "JAKON": "jasa konstruksi (Jakon)",
}
# With and without Jakon are two indicators; the switch goes from one to the other.
_JAKON = {"coverage_workers": "coverage_workers_without_jakon"}
_BEAT = 1.1  # seconds a month is shown while the months play


def show_ledger_map(controls: DeltaGenerator, found: Reading, view: View, words: Words) -> None:
    """The page, from the question at the top to the table that lets one act."""
    with controls:
        _controls(found, view, words)
    _player(found)
    _page(found)


def _controls(found: Reading, view: View, words: Words) -> None:
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
    _month(found, view, words)
    _play(words)
    narrowing = st.popover(words("Atur"), key="narrowing", on_change="rerun")
    if narrowing.open:
        with narrowing:
            month = month_of(view, found)
            buttons(f"peta-{view.indicator}-{view.area}-{month}", lambda: _taken(found, view, words), words)
            _compare(found, view, words)
            _narrowing(view, words)


def _taken(found: Reading, view: View, words: Words) -> Taken:
    """The map of this view for its files; in classes of its own month, also while months play."""
    asked = question(view, month_of(view, found))
    shown, layer = _shown(view, asked, found, None)
    notes = _said(view, asked, shown, words)
    return ledger_taken(view, asked, found, shown, layer, _headline(asked, found, shown, words), notes, words)


def _choose_area() -> None:
    area, region = st.session_state["w_area"], st.session_state["view"].region
    inside = area in (ALL, session.url_choices().regions.get(region))
    session.change_view(area=area, region=region if inside else "")


def _month(found: Reading, view: View, words: Words) -> None:
    st.session_state["w_month"] = month_of(view, found)
    st.select_slider(
        words("Keadaan akhir bulan"),
        list(found.months),
        format_func=words.date,
        key="w_month",
        on_change=lambda: session.change_view(month=_asked(st.session_state["w_month"], found)),
    )


def _asked(month: str, found: Reading) -> str:
    """The newest month is what an address without one means, so that it stays the newest."""
    return "" if month == found.months[-1] else month


def _play(words: Words) -> None:
    playing = st.session_state.get("playing", False)
    st.button(
        words("Henti") if playing else words("Putar"),
        key="play",
        icon=":material/stop:" if playing else ":material/play_arrow:",
        on_click=_toggle,
    )


def _toggle() -> None:
    st.session_state["playing"] = not st.session_state.get("playing", False)
    st.session_state.pop("frozen", None)


def _player(found: Reading) -> None:
    """While the months play a month follows the other; the classes stay those of the first."""
    # always a place of its own: what stands after it would be taken for another element, and the map mounted anew
    with st.container():
        if st.session_state.get("playing"):
            st.session_state["beat"] = 0
            _beat(found)


@st.fragment(run_every=_BEAT)
def _beat(found: Reading) -> None:
    st.session_state["beat"] += 1
    if st.session_state["beat"] == 1:
        return  # this is the run of the page itself, not yet the next beat
    now = month_of(st.session_state["view"], found)
    later = [month for month in found.months if month > now]
    if later:
        session.change_view(month=_asked(later[0], found))
    else:
        st.session_state["playing"] = False
    st.rerun()


def _compare(found: Reading, view: View, words: Words) -> None:
    shown = month_of(view, found)
    before = [month for month in found.months if month < shown]
    last_year = month_text(month_index(shown) - 12)
    near = [month for month in (*before[-1:], last_year) if month in before]
    asked = [view.compare] if view.compare in found.months else []
    options = list(dict.fromkeys(["", *near, *reversed(before), *asked]))
    st.session_state["w_compare"] = view.compare if view.compare in options else ""
    st.selectbox(
        words("Bandingkan dengan"),
        options,
        format_func=lambda month: words.date(month) if month else words("tanpa"),
        key="w_compare",
        on_change=lambda: session.change_view(compare=st.session_state["w_compare"]),
    )


def _narrowing(view: View, words: Words) -> None:
    """What the question is narrowed to, at which level, and how it is drawn; only what can matter now."""
    about = session.measured_indicators()[view.indicator]
    if about.needs != "region":
        st.segmented_control(
            words("Tingkat"),
            list(LEVELS),
            required=True,
            format_func=lambda level: words("kecamatan") if level else words("kabupaten dan kota"),
            **session.bound_widget("level"),
        )
    if about.narrows:
        everything = words("semua")
        _choice("segment", words("Segmen"), SEGMENTS, lambda one: words(_SEGMENTS[one]), everything)
        _choice(
            "sector", words("Sektor (KBLI)"), SECTORS, lambda one: session.sector_name(one, words), everything
        )
        _choice("scale", words("Skala"), SCALES, lambda one: words(_SCALES[one]), everything)
        _choice("office", words("Kantor"), session.branches(), session.area_name, everything)
    else:
        st.caption(words("Indikator ini tidak dapat disaring: penduduk bekerja tidak diketahui per sektor."))
    schemes = [scheme for scheme in _SCHEMES if scheme != CHANCE or funnel_plot.applies(about)]
    st.selectbox(
        words("Cara membagi kelas"),
        schemes,
        format_func=lambda s: words(_SCHEMES[s]),
        **session.bound_widget("scheme", schemes),
    )
    st.selectbox(words("Jumlah kelas"), CLASS_COUNTS, **session.bound_widget("classes"))


def _choice(
    field: str, label: str, options: Sequence[str], named: Callable[[str], str], everything: str
) -> None:
    st.selectbox(
        label,
        ("", *options),
        format_func=lambda one: templates.plain(named(one)) if one else everything,
        **session.bound_widget(field),
    )


@st.fragment
def _page(found: Reading) -> None:
    """A fragment: a switch of indicator or region runs this alone. The map is filled in first."""
    follow_request()
    view, words = session.view_on_page(), session.words()
    asked = question(view, month_of(view, found))
    shown, layer = _shown(view, asked, found, _frozen(asked, found))
    top = st.container(horizontal=True, vertical_alignment="center", key="head")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(view, asked, found, shown, layer, words)
    with top:
        _indicator(view, words)
    widgets.page_head(top, *_headline(asked, found, shown, words))
    with right:
        _beside(view, asked, found, shown, words)
    session.write_view()


def _shown(view: View, asked: Question, found: Reading, frozen: Classes | None) -> tuple[Mapped, Fine | None]:
    """The regions, and their kecamatan where these are asked for, in the same classes."""
    shown, layer = answered(asked, found, frozen), fine(view, asked, found)
    if layer is not None:
        shown = replace(shown, classes=layer.classes, rows=shown.rows.drop(columns="side", errors="ignore"))
    return shown, layer


def _frozen(asked: Question, found: Reading) -> Classes | None:
    """The classes of the month that the playing began with."""
    if not st.session_state.get("playing"):
        return None
    key = (asked.indicator, asked.area, asked.filters, asked.scheme, asked.classes)
    kept = st.session_state.get("frozen")
    if kept is None or kept[0] != key:
        kept = st.session_state["frozen"] = (key, answered(asked, found).classes)
    return kept[1]


def _indicator(view: View, words: Words) -> None:
    indicators = session.measured_indicators()
    offered = [key for key in indicators if key not in _JAKON.values() or key == view.indicator]
    st.selectbox(
        words("Indikator"),
        offered,
        format_func=lambda key: indicators[key].title[words.language],
        **session.bound_widget("indicator", offered),
    )
    pair = {**_JAKON, **{without: with_ for with_, without in _JAKON.items()}}
    if view.indicator in pair:
        st.session_state["w_jakon"] = view.indicator in _JAKON
        st.toggle(
            words("Dengan Jakon"),
            key="w_jakon",
            on_change=lambda: session.change_view(indicator=pair[view.indicator]),
        )


def _headline(asked: Question, found: Reading, shown: Mapped, words: Words) -> tuple[str, str, str]:
    """Title, as-of date, and the sentence that answers the question with a number."""
    heading = asked.about.title[words.language]
    when = words("per {date}", date=words.date(month_end(asked.month)))
    if asked.compare:
        when = words(
            "{date} dibanding {before}", date=words.date(asked.month), before=words.date(asked.compare)
        )
        moved = moved_whole(asked, found, asked.compare, words)
        return heading, when, f"{moved} {_ends(shown, words)}".strip()
    return heading, when, f"{_whole(asked, found, words)} {_ends(shown, words)}".strip()


def _whole(asked: Question, found: Reading, words: Words) -> str:
    one = whole(asked, found, asked.month)
    place = words("Semua wilayah") if asked.area == ALL else title(asked.area)
    if one is None or one.value is None:
        return words("{place}: tidak ada angka yang dapat ditampilkan.", place=place)
    value = words.quantity(float(one.value), one.unit)
    if one.numerator is None or one.denominator is None:
        return words("{place}: {value}.", place=place, value=value)
    if asked.indicator == "compliance":
        return words(
            "{place}: {value} pemberi kerja wajib patuh; {behind} dari {all} belum.",
            place=place, value=value, behind=words.number(one.denominator - one.numerator), all=words.number(one.denominator),
        )  # fmt: skip
    return words("{place}: {value} ({above} dari {below}).", place=place, value=value,
                 above=words.number(one.numerator), below=words.number(one.denominator))  # fmt: skip


def _ends(shown: Mapped, words: Words) -> str:
    known = shown.known
    if len(known) < 2:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    write = signed_quantity if shown.unit else None

    def named(row: object) -> str:
        value = float(row["value"])  # type: ignore[index]
        said = write(value, shown.said_in, words) if write else words.quantity(value, shown.said_in)
        return f"{row['short']} {said}"  # type: ignore[index]

    return words("Tertinggi {best}, terendah {worst}.", best=named(first), worst=named(last))


def _map(
    view: View, asked: Question, found: Reading, shown: Mapped, layer: Fine | None, words: Words
) -> None:
    paint = painting(view, shown, words, page_theme(view.display))
    if layer is not None:
        paint = painted(layer, asked, shown, paint, words)
    show_map_frame(paint, "map", 640 if view.display else 520, lambda code: session.change_view(region=code))
    numbers = list(layer.numbers.values()) if layer else shown.classed
    st.html(legend_html(shown.classes, numbers, shown.said_in, words) + _notes(view, asked, shown, words))
    if layer is None:
        show_drawing(strip(shown, view.region, words), "strip")
        funnel_plot.panel(shown, view.region, words)
    _changes(asked, found, words)


def _notes(view: View, asked: Question, shown: Mapped, words: Words) -> str:
    notes = _said(view, asked, shown, words)
    if view.level == "kecamatan":
        notes.append(words("Warna menunjukkan kecamatan; klik untuk membuka kabupaten atau kotanya."))
    if st.session_state.get("playing"):
        notes.append(words("Batas kelas tetap selama diputar."))
    return f'<p class="peta-note">{escape(" ".join(notes))}</p>' if notes else ""


def _said(view: View, asked: Question, shown: Mapped, words: Words) -> list[str]:
    """What one must know to read the colours, on the page and on paper."""
    notes = []
    if asked.compare:
        notes.append(words("Warna menunjukkan perubahan: ungu membaik, jingga memburuk."))
    hidden = int((shown.rows["suppressed"] != "").sum())
    if hidden:
        notes.append(
            words("{n} wilayah disembunyikan untuk peran ini: terlalu sedikit pemberi kerja.", n=hidden)
        )
    if asked.filters:
        names = {
            "segment": words("segmen"),
            "sector": words("sektor"),
            "scale": words("skala"),
            "office": words("kantor"),
        }
        notes.append(
            words("Disaring: {what}.", what=", ".join(f"{names[k]} {v[0]}" for k, v in asked.filters))
        )
    return notes


def _changes(asked: Question, found: Reading, words: Words) -> None:
    """What changed since the month before, or since the month that is compared with."""
    before = [month for month in found.months if month < asked.month]
    since = asked.compare or (before[-1] if before else "")
    if not since or st.session_state.get("playing"):
        return
    said = "".join(f"<li>{escape(one)}</li>" for one in sentences(asked, found, since, words))
    heading = escape(words("Yang berubah sejak {date}", date=words.date(since)))
    if said:
        st.html(f'<section class="peta-changes"><h2>{heading}</h2><ul>{said}</ul></section>')


def _beside(view: View, asked: Question, found: Reading, shown: Mapped, words: Words) -> None:
    if view.region in set(shown.rows["code"]):
        with st.container(border=True):
            panel(view.region, asked, found, shown, words)
            st.button(
                words("Tutup {name}", name=templates.plain(session.area_name(view.region))),
                on_click=session.change_view,
                kwargs={"region": ""},
            )
    page_links(words, words("Halaman kerja:"), list(WORK_PAGES), "map_links", kecamatan="", page=1)
    rank(view, shown, words, lambda code: session.change_view(region=code))
