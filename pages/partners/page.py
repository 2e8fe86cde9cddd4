"""Partnership: what was agreed and until when, what outreach brought, which counters opened."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from data import places
from data.ledger import WINDOW_DAYS
from data.months import month_end
from data.queries import read_outreach
from data.words import Words
from pages import session, widgets
from pages.partners.outreach import by_kind, by_month, one_by_one, share
from pages.session import Place, narrowest_place, place_name
from pages.view import View
from pages.widgets import show_work_page


def show_partners() -> None:
    """The page; agreements and counters are published, so that they need no ledger."""
    show_work_page("kemitraan", ("page",), _body, without=_without)


def _without(view: View, words: Words) -> None:
    level, key = narrowest_place(view)
    on = view.known_on(date.today())
    note = words("{place}, per {date}", place=place_name(level, key, words), date=words.date(on))
    widgets.page_head(st.container(), words("Kemitraan"), note, _agreed(level, key, on, words))
    _published(level, key, on, view, words)


def _body(place: Place, view: View, words: Words) -> None:
    on = month_end(place.month)
    note = words("{place}, per {date}", place=place.name(words), date=words.date(on))
    lead = f"{_lead(place, words)} {_agreed(place.level, place.key, on, words)}"
    widgets.page_head(st.container(), words("Kemitraan"), note, lead)
    st.subheader(words("Kegiatan dan hasilnya"))
    if place.found.viewer.names_employers:
        _meetings(place, view, words)
    else:
        st.info(words("Rincian tiap kegiatan hanya untuk kantor cabang, kantor wilayah dan pengelola; peran publik melihat hasil keseluruhannya saja."))  # fmt: skip
    _published(place.level, place.key, on, view, words)


def _lead(place: Place, words: Words) -> str:
    """What outreach brought: of the year for those inside, of the month as the indicator has it for the public."""
    if not place.found.viewer.names_employers:
        return _guarded(place, words)
    sums = read_outreach(place.found, place.where, place.month).sums
    if not sums["invited"]:
        return words("Tidak ada kegiatan dalam 12 bulan terakhir di tempat ini.")
    said = words(
        "Dalam 12 bulan {invited} undangan, {attended} hadir.",
        invited=words.number(sums["invited"]), attended=words.number(sums["attended"]),
    )  # fmt: skip
    if not sums["newcomers"]:
        return said
    return said + " " + words(
        "Dari {newcomers} yang hadir dan belum terdaftar, {registered} mendaftar dalam {days} hari ({share}).",
        newcomers=words.number(sums["newcomers"]), registered=words.number(sums["registered"]), days=WINDOW_DAYS,
        share=share(sums["registered"], sums["newcomers"], words),
    )  # fmt: skip


def _guarded(place: Place, words: Words) -> str:
    one = place.sum("outreach_conversion")
    if one is None:
        return words("Tidak ada data kegiatan untuk tempat dan bulan ini.")
    if one.suppressed:
        return words("Hasil kegiatan disembunyikan dari peran ini: terlalu sedikit pemberi kerja.")
    if one.value is None or one.numerator is None or one.denominator is None:
        return words("Tidak ada kegiatan yang {days} harinya berakhir bulan ini.", days=WINDOW_DAYS)
    return words(
        "Dari {newcomers} yang hadir dan belum terdaftar, {registered} mendaftar dalam {days} hari ({share}).",
        newcomers=words.number(one.denominator), registered=words.number(one.numerator), days=WINDOW_DAYS,
        share=words.percent(float(one.value), 1),
    )  # fmt: skip


def _agreed(level: str, key: str, on: date, words: Words) -> str:
    return widgets.agreement_warnings(places.agreements(session.facts(), level, key, on), words)


def _meetings(place: Place, view: View, words: Words) -> None:
    found = read_outreach(place.found, place.where, place.month)
    if place.found.viewer.offices:
        st.caption(words("Hanya pemberi kerja kantor Anda sendiri yang dihitung."))
    by_kind(found, words)
    by_month(found, words)
    st.subheader(words("Kegiatan satu per satu"))
    one_by_one(found, place, view, words)
    said = words("Hasil: yang mendaftar dibagi yang hadir dan belum terdaftar, dalam {n} hari sesudah kegiatan. Mendaftar sesudah hadir belum berarti karena hadir.", n=WINDOW_DAYS)  # fmt: skip
    st.html(f'<p class="peta-note">{escape(said)}</p>')


def _published(level: str, key: str, on: date, view: View, words: Words) -> None:
    """Agreements, counters and events, as published; never simulated."""
    rows = places.agreements(session.facts(), level, key, on)
    st.subheader(words("Kesepakatan"))
    st.caption(
        words("Kesepakatan, loket dan kegiatan di bawah ini dari berita dan laman publik, bukan simulasi.")
    )
    st.html(widgets.agreement_table(rows, words))
    if len(rows):
        place = place_name(level, key, words)
        about = [(words("Tempat"), place), (words("Per"), words.date(on))]
        widgets.offer_files(
            f"kesepakatan-{place}",
            lambda: widgets.agreement_sheet(words("Kesepakatan: {place}", place=place), rows, on, [*about, *widgets.address_rows(view, words)], words),
            words,
            "agreements",
        )  # fmt: skip
    counters = places.points(session.facts(), level, key, on)
    st.subheader(words("Loket dan titik layanan"))
    if len(counters):
        st.html(f'<p class="peta-note">{escape(widgets.counter_counts(counters, words))}</p>')
    st.html(widgets.counter_table(counters, words))
    held = places.events(session.facts(), level, key, on)
    asked = st.expander(
        words("Kegiatan yang diberitakan ({n})", n=len(held)), key="events", on_change="rerun"
    )
    if asked.open:
        with asked:
            st.html(widgets.event_table(held, words))
