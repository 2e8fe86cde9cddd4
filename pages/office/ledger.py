"""An office in a ledger: how its regions stand, which of them first, and what changed since last month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from data import places
from data.answers import kept
from data.digest import reader_of_office
from data.indicators import definitions
from data.months import month_end
from data.places import ALL_AREAS
from data.queries import Reading
from data.words import Words
from pages import session, templates, widgets
from pages.charts import funnel, show_trend
from pages.office import first, losses, matters, own, peers, promises, today
from pages.office.map import common_area, legend, map_height, painting
from pages.office.matters import sentences
from pages.office.regions import paper, sheet, table
from pages.office.tiles import headline_counts, moves, peer, tiles, trend
from pages.session import MAP_PAGE, WORK_PAGES, OfficeSums, no_ledger_yet, open_page, page_links
from pages.view import View, of_office, without_ledger
from pages.widgets import month_slider, show_map_frame
from pages.workpapers import paper_button

# The class of every part of the page that has a heading of its own.
_SECTION = "peta-changes"
# What stands in a tab of its own: its name, a message id, and what draws it.
Parts = Mapping[str, Callable[[], None]]


@dataclass(frozen=True)
class Office:
    """An office as its page names it: code, name, and the kind of office it is in the reader's language."""

    code: str
    name: str
    kind: str


def first_screen(office: Office, view: View, words: Words) -> OfficeSums | None:
    """What the office must do and where it stands, in one screen; None where there is nothing to add up."""
    bar = st.container(horizontal=True, vertical_alignment="center", key="controls")
    with bar:
        session.dataset_switch(view, words)
    with session.telling():
        reading = session.reading(view)
        if reading is not None:
            with bar:
                session.choose_whose(view, session.month_of(view, reading), reading, words, office.code)
                month = month_slider(reading, view, words)
            return _answers(office, view, month, reading, words)
        widgets.page_head(st.container(), office.name, office.kind, "")
        no_ledger_yet(view.data, words)
    return None


def _answers(office: Office, view: View, month: str, reading: Reading, words: Words) -> OfficeSums | None:
    """The sentence, the tiles, the names and the year; None where the office serves nothing in the month."""
    top = st.container()
    of = session.office_in_view(office.code, view, month, reading)
    note = words("{kind}, per {date}", kind=office.kind, date=words.date(month_end(month)))
    if not of.regions:
        widgets.page_head(top, office.name, note, _unserved(office.code, month, words))
        return None
    note = f"{note} · {widgets.whose_note(session.place_of_office(of), words)}"
    with top, st.spinner(words("Menjumlahkan wilayah kantor …"), show_time=False):
        now = first.clock(of, words)
        late = widgets.received_note(reading, month, of.regions, words)
        said = first.sentence(of, now, words)
    widgets.page_head(top, office.name, note, late, headline_counts(of, words), answer=said)
    first.show(of, now, words)
    _names_and_line(of, now, words)
    return of


def _names_and_line(of: OfficeSums, now: first.Clock | None, words: Words) -> None:
    """Whom to turn to, and beside it the year; who sees no names gets the year alone."""
    place = session.place_of_office(of).named
    if place is None:
        _line(of, words, wide=True)
        return
    left, right = st.columns([25, 12], gap="medium")
    with left:
        today.show(place, now, words)
    with right:
        _line(of, words)


def _line(of: OfficeSums, words: Words, *, wide: bool = False) -> None:
    """Compliance in the last twelve months, with the scale said, and whether its change is more than chance."""
    with st.container(key="office_trend"), st.spinner(words("Menghitung tren …"), show_time=False):
        _trend(of, words, wide)


def tabs(of: OfficeSums | None, view: View, words: Words, parts: Parts) -> None:
    """Everything else: of the ledger where there is anything to add up, then what stands without one."""
    own = {"Wilayah": _regions_tab, "Perubahan": _changes_tab, "Peringkat": _ranks_tab} if of else {}
    if of and (agreed := promises.agreed(of, view)):
        own = {"Komitmen": lambda of, view, words: promises.show(agreed, of, view, words), **own}
    names = [*own, *parts]
    for name, tab in zip(names, st.tabs([words(name) for name in names]), strict=True):
        with tab, session.telling():
            if of is not None and name in own:
                own[name](of, view, words)
            else:
                parts[name]()
    if of is not None:
        _work_links(of, view, words)
        _digest(of, view, words)


def _regions_tab(of: OfficeSums, view: View, words: Words) -> None:
    _regions(of, view, words)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(of, view, words)
    with right:
        own.sent(of, words)
        if bars := _funnel(of, words):
            st.html(bars)
    own.beside(of, words)


def _changes_tab(of: OfficeSums, view: View, words: Words) -> None:
    if said := moves(of, words):
        st.html(templates.note(said))
    matters.show(of, words)
    if changes := _changes(of, words):
        st.html(changes)
    st.html(tiles(of, words))


def _ranks_tab(of: OfficeSums, view: View, words: Words) -> None:
    peers.show(of, view, words)
    losses.show(of, view, words)


def _unserved(code: str, month: str, words: Words) -> str:
    """Why there is nothing to add up: the regions are not known at all, or not yet in this month."""
    areas = places.areas_of(session.facts(), code)
    if areas.empty:
        return words("Wilayah kerja kantor ini belum diketahui, jadi angkanya belum dapat dijumlahkan.")
    return words(
        "Pada {date} tidak ada wilayah yang diketahui dilayani kantor ini; yang pertama diketahui sejak {start}. "
        "Geser ke bulan lain.",
        date=words.date(month_end(month)),
        start=words.date(min(areas["from"])),
    )


def _map(of: OfficeSums, view: View, words: Words) -> None:
    on_click = partial(open_region, of)
    show_map_frame(painting(of, view, words), f"map_{of.code}", map_height(view), on_click)
    st.html(legend(of, words))
    st.button(
        words("Lihat per kecamatan di peta"),
        key="to_kecamatan",
        type="tertiary",
        on_click=open_kecamatan,
        args=[of],
    )


def _regions(of: OfficeSums, view: View, words: Words) -> None:
    table(of, words, partial(open_region, of))
    name = f"wilayah-{of.code}-{of.month}"
    widgets.offer_files(name, lambda: sheet(of, view, words), words, "office_regions")
    paper_button(name, lambda: paper(of, view, words), words, "office_regions")
    st.html(templates.note(_basis(of, words)))


def _work_links(of: OfficeSums, view: View, words: Words) -> None:
    page_links(
        words,
        words("Halaman kerja kantor ini:"),
        list(WORK_PAGES),
        "office_links",
        **of_office(of.code),
        beside=session.with_beside(view, of.code),
    )


def _digest(of: OfficeSums, view: View, words: Words) -> None:
    """The digest of the office, for who may see all that it holds."""
    reading = of.reading
    reader = reader_of_office(reading.viewer, of.code, reading.facts)
    widgets.offer_digest(reading, view.data, reader, words, "office_digest")


def open_region(of: OfficeSums, code: str) -> None:
    """From an office to one of its regions on the map page: the same ledger, the number that was clicked."""
    if code:
        open_page(MAP_PAGE, **_counted(of) | {"region": code, "area": ALL_AREAS})


def open_kecamatan(of: OfficeSums) -> None:
    """From an office to the kecamatan of its regions on the map page."""
    open_page(
        MAP_PAGE, **_counted(of) | {"region": "", "area": common_area(of.regions), "level": "kecamatan"}
    )


def _counted(of: OfficeSums) -> dict[str, Any]:
    """The parts of a view that show compliance of those whom the page counts, with no filter of the map left over."""
    office = of.code if of.whose.only else ""
    return without_ledger() | {"indicator": "compliance", "office": office}


def _section(heading: str, body: str = "") -> Markup:
    return templates.section(_SECTION, body, heading)


@kept
def _funnel(of: OfficeSums, words: Words) -> Markup | None:
    steps = funnel(
        lambda name: _count(of, name),
        lambda name: of.instead(name, words),
        words,
        partial(session.counts_of, session.place_of_office(of)),
    )
    bars = steps.html if steps else None
    if not bars and of.hidden("employers_obliged"):
        place = session.place_of_office(of)
        bars = templates.note(widgets.told_instead(place, "employers_obliged", words))
    heading = words("Dari wajib sampai patuh, per {date}", date=words.date(month_end(of.month)))
    return _section(heading, bars) if bars else None


def _count(of: OfficeSums, name: str) -> int | None:
    total = of.sum(name)
    return None if total is None or total.value is None else int(total.value)


@kept
def _changes(of: OfficeSums, words: Words) -> Markup:
    changes = sentences(of, words)
    if not changes:
        return Markup("")
    heading = words("Yang berubah sejak {date}", date=words.date(of.before))
    return _section(heading, templates.render("office_changes", sentences=changes))


@kept
def _basis(of: OfficeSums, words: Words) -> str:
    """How the sums are made: what they hold, and what they do not."""
    basis = [
        words(
            "{whose}, di wilayah yang dilayani pada akhir bulan; dengan wilayah yang sama untuk bulan pembanding.",
            whose=session.place_of_office(of).whose_said(words),
        )
    ]
    if of.whose.only:
        basis.append(
            words("Cakupan dihitung per wilayah, jadi hanya ada pada cakupan “Seluruh wilayah layanan”.")
        )
    elif shared := _names(_shared_regions(of)):
        basis.append(
            words("Juga dilayani kantor lain, dan terhitung penuh di keduanya: {names}.", names=shared)
        )
    if unchecked := widgets.unchecked_note(
        definitions()["compliance"], of.reading, of.month, of.regions, words
    ):
        basis.append(unchecked)
    if unknown := _names(set(of.regions) - set(of.values("compliance").index)):
        basis.append(words("Tidak ada di data ini: {names}.", names=unknown))
    return " ".join(basis)


def _shared_regions(of: OfficeSums) -> set[str]:
    """The regions that another office serves too at the end of the month."""
    facts, day = session.facts(), month_end(of.month)
    return {code for code in of.regions if len(places.offices_serving(facts, code, day)) > 1}


def _names(codes: set[str]) -> str:
    return ", ".join(session.area_name(code) for code in sorted(codes))


def _trend(of: OfficeSums, words: Words, wide: bool) -> None:
    title = words("Kepatuhan 12 bulan")
    st.html(_section(title))
    drawing = replace(trend(of, words), scaled="lebar" if wide else "sempit")
    show_trend(drawing, title, "office_trend_drawing", words, _province(of, words))


@kept
def _province(of: OfficeSums, words: Words) -> Markup:
    """Which province the trend is compared with; empty without one."""
    code = peer(of)
    if not code:
        return Markup("")
    count = int((session.facts().regions["province_code"] == code).sum())
    return templates.note(
        words(
            "Pembanding: {province}, {n} kabupaten dan kota yang ada di peta ini.",
            province=session.area_name(code),
            n=count,
        )
    )
