"""An office in a ledger: how its regions stand, which of them first, and what changed since last month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from data import places
from data.indicators import definitions
from data.months import month_end
from data.places import ALL_AREAS
from data.words import Words
from pages import session, templates, widgets
from pages.charts import show_trend
from pages.office import losses, matters, own, peers
from pages.office.map import common_area, legend, map_height, painting
from pages.office.matters import sentences
from pages.office.regions import sheet, table
from pages.office.tiles import headline, headline_counts, peer, tiles, trend
from pages.session import MAP_PAGE, WORK_PAGES, OfficeSums, no_ledger_yet, open_page, page_links
from pages.templates import funnel
from pages.view import View, without_ledger
from pages.widgets import month_slider, show_map_frame

# The class of every part of the page that has a heading of its own.
_SECTION = "peta-changes"


@dataclass(frozen=True)
class Office:
    """An office as its page names it: code, name, and the kind of office it is in the reader's language."""

    code: str
    name: str
    kind: str


def show(office: Office, view: View, words: Words, about: Callable[[], None]) -> None:
    """The office with the ledger of the view, or why there are no numbers yet; `about` is drawn beside its trend."""
    with session.telling():
        _from_head_to_trend(office, view, words, about)


def _from_head_to_trend(office: Office, view: View, words: Words, about: Callable[[], None]) -> None:
    reading = session.reading(view)
    if reading is None:
        widgets.page_head(st.container(), office.name, office.kind, "")
        no_ledger_yet(view.data, words)
        about()
        return
    top, when = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with when:
        month = month_slider(reading, view, words)
        session.choose_whose(view, month, reading, words, office.code)
    of = session.office_in_view(office.code, view, month, reading)
    note = words("{kind}, per {date}", kind=office.kind, date=words.date(month_end(month)))
    if not of.regions:
        widgets.page_head(top, office.name, note, _unserved(office.code, month, words))
        about()
        return
    note = f"{note} · {widgets.whose_note(session.place_of_office(of), words)}"
    with top, st.spinner(words("Menjumlahkan wilayah kantor …"), show_time=False):
        late = widgets.received_note(reading, month, of.regions, words)
        lead = " ".join(part for part in (headline(of, words), late) if part)
    widgets.page_head(top, office.name, note, lead, headline_counts(of, words))
    _below_the_headline(of, view, words, about)


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


def _below_the_headline(of: OfficeSums, view: View, words: Words, about: Callable[[], None]) -> None:
    """What the headline rests on; the trend comes last, since it takes longest."""
    matters.show(of, words)
    st.html(tiles(of, words))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(of, view, words)
    with right:
        _beside_the_map(of, words)
    losses.show(of, view, words)
    _regions(of, view, words)
    own.beside(of, words)
    peers.show(of, view, words)
    _work_links(of, words)
    _trend_beside(about, of, words)


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


def _beside_the_map(of: OfficeSums, words: Words) -> None:
    if parts := templates.together(_funnel(of, words), _changes(of, words)):
        st.html(parts)
    own.sent(of, words)


def _regions(of: OfficeSums, view: View, words: Words) -> None:
    table(of, words, partial(open_region, of))
    name = f"wilayah-{of.code}-{of.month}"
    widgets.offer_files(name, lambda: sheet(of, view, words), words, "office_regions")
    st.html(templates.note(_basis(of, words)))


def _work_links(of: OfficeSums, words: Words) -> None:
    page_links(
        words,
        words("Halaman kerja kantor ini:"),
        list(WORK_PAGES),
        "office_links",
        office=of.code,
        region="",
        kecamatan="",
        page=1,
    )


def _trend_beside(about: Callable[[], None], of: OfficeSums, words: Words) -> None:
    """The trend on the left; `about`, on the right, is drawn before it and need not wait for it."""
    left, right = st.columns([3, 2], gap="medium")
    trend_column = left.container(key="office_trend")
    with right:
        about()
    with trend_column, st.spinner(words("Menghitung tren …"), show_time=False):
        _trend(of, words)


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


def _funnel(of: OfficeSums, words: Words) -> Markup:
    bars = funnel(
        lambda name: _count(of, name),
        lambda name: of.instead(name, words),
        words,
        partial(session.counts_of, session.place_of_office(of)),
    )
    if not bars and of.hidden("employers_obliged"):
        place = session.place_of_office(of)
        bars = templates.note(widgets.told_instead(place, "employers_obliged", words))
    heading = words("Dari wajib sampai patuh, per {date}", date=words.date(month_end(of.month)))
    return _section(heading, bars) if bars else bars


def _count(of: OfficeSums, name: str) -> int | None:
    total = of.sum(name)
    return None if total is None or total.value is None else int(total.value)


def _changes(of: OfficeSums, words: Words) -> Markup:
    changes = sentences(of, words)
    if not changes:
        return Markup("")
    heading = words("Yang berubah sejak {date}", date=words.date(of.before))
    return _section(heading, templates.render("office_changes", sentences=changes))


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


def _trend(of: OfficeSums, words: Words) -> None:
    st.html(_section(words("Tren kepatuhan")))
    title = words("Tren kepatuhan")
    show_trend(trend(of, words), title, "office_trend_drawing", words, _province(of, words))


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
