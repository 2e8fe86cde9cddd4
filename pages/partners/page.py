"""Partnership: what was agreed and until when, what outreach brought, which counters opened."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data import places
from data.answers import kept
from data.clock import today
from data.indicators import definitions
from data.ledger import WINDOW_DAYS
from data.months import month_end
from data.queries import read_outreach
from data.sheets import Sheet
from data.tables import Facts
from data.words import Words
from pages import session, templates, widgets
from pages.partners.outreach import by_kind, by_month, one_by_one, share
from pages.session import Place, narrowest_place, place_name
from pages.view import View
from pages.widgets import show_work_page


def show_partners() -> None:
    """The page of partnership. Agreements and counters are published, so that they need no ledger."""
    show_work_page("kemitraan", ("page",), _body, without=_without_ledger, needs=())


def _without_ledger(view: View, words: Words) -> None:
    level, key = narrowest_place(view)
    on = view.known_on(today())
    note = words("{place}, per {date}", place=place_name(level, key, words), date=words.date(on))
    widgets.page_head(st.container(), words("Kemitraan"), note, _agreed(level, key, on, words))
    _published(level, key, on, view, words)


def _body(place: Place, view: View, words: Words) -> None:
    on = month_end(place.month)
    note = widgets.place_note(place, words)
    agreed = _agreed(place.level, place.key, on, words)
    widgets.page_head(st.container(), words("Kemitraan"), note, agreed, answer=_lead(place, words))
    if not _lacking(place):
        _outreach(place, view, words)
    _published(place.level, place.key, on, view, words)


def _lacking(place: Place) -> tuple[str, ...]:
    """What nobody brought of the place that meetings are counted from."""
    sources = definitions()["outreach_conversion"].counted_from
    return place.reading.lacking(sources, place.month, place.regions)


def _outreach(place: Place, view: View, words: Words) -> None:
    """The meetings one by one, or why they are not told."""
    st.subheader(words("Kegiatan dan hasilnya"))
    if place.named is not None:
        widgets.named_note(place, words)
        _meetings(place.named, view, words)
    else:
        st.info(
            words(
                "Rincian tiap kegiatan hanya untuk kantor cabang, kantor wilayah dan pengelola; "
                "peran publik melihat hasil keseluruhannya saja."
            )
        )


@kept
def _lead(place: Place, words: Words) -> str:
    """What outreach brought: of the year for those inside, of the month as the indicator has it for the public."""
    if lacking := _lacking(place):
        return widgets.not_counted(lacking, words)
    if place.named != place:
        return _public_lead(place, words)
    sums = read_outreach(place.reading, place.where, place.month).sums
    if not sums["invited"]:
        return words("Tidak ada kegiatan dalam 12 bulan terakhir di tempat ini.")
    came = words(
        "Dalam 12 bulan {invited} undangan, {attended} hadir.",
        invited=words.number(sums["invited"]),
        attended=words.number(sums["attended"]),
    )
    if not sums["newcomers"]:
        return came
    result = share(sums["registered"], sums["newcomers"], words)
    return f"{came} {_registered(sums['registered'], sums['newcomers'], result, words)}"


def _registered(registered: int, newcomers: int, share: str, words: Words) -> str:
    return words(
        "Dari {newcomers} yang hadir dan belum terdaftar, {registered} mendaftar dalam {days} hari ({share}).",
        newcomers=words.number(newcomers),
        registered=words.number(registered),
        days=WINDOW_DAYS,
        share=share,
    )


def _public_lead(place: Place, words: Words) -> str:
    """What the guard lets the public know of the month's outreach."""
    total = place.sum("outreach_conversion")
    if total is None:
        return words("Tidak ada data kegiatan untuk tempat dan bulan ini.")
    if total.suppressed:
        return widgets.no_number(total, words)
    if total.value is None or total.numerator is None or total.denominator is None:
        return words("Tidak ada kegiatan yang {days} harinya berakhir bulan ini.", days=WINDOW_DAYS)
    return _registered(total.numerator, total.denominator, words.percent(float(total.value), 1), words)


def _agreed(level: str, key: str, on: date, words: Words) -> str:
    return _warnings(session.facts(), level, key, on, words)


@kept
def _warnings(facts: Facts, level: str, key: str, on: date, words: Words) -> str:
    return widgets.agreement_warnings(places.agreements(facts, level, key, on), words)


def _meetings(place: Place, view: View, words: Words) -> None:
    by_kind(place, words)
    by_month(place, words)
    st.subheader(words("Kegiatan satu per satu"))
    one_by_one(place, view, words)
    note = words(
        "Hasil: yang mendaftar dibagi yang hadir dan belum terdaftar, dalam {n} hari sesudah kegiatan. "
        "Mendaftar sesudah hadir belum berarti karena hadir.",
        n=WINDOW_DAYS,
    )
    st.html(templates.note(note))


def _published(level: str, key: str, on: date, view: View, words: Words) -> None:
    """Agreements, counters and events, as published; never simulated."""
    _agreements(level, key, on, view, words)
    _counters(level, key, on, words)
    _events(level, key, on, view, words)


def _agreements(level: str, key: str, on: date, view: View, words: Words) -> None:
    rows = places.agreements(session.facts(), level, key, on)
    st.subheader(words("Kesepakatan"))
    if view.data == "sendiri":
        st.caption(words("Kesepakatan, loket dan kegiatan di bawah ini dari berita dan laman publik."))
    else:
        st.caption(
            words(
                "Kesepakatan, loket dan kegiatan di bawah ini dari berita dan laman publik, bukan simulasi."
            )
        )
    st.html(widgets.agreements_said(session.facts(), level, key, on, words))
    if len(rows):
        place = place_name(level, key, words)
        name = f"kesepakatan-{place}"
        widgets.offer_files(name, lambda: _sheet(place, rows, on, view, words), words, "agreements")


def _sheet(place: str, rows: pd.DataFrame, on: date, view: View, words: Words) -> Sheet:
    title = words("Kesepakatan: {place}", place=place)
    return widgets.agreement_sheet(title, rows, on, _about(place, on, view, words), words)


def _about(place: str, on: date, view: View, words: Words) -> list[tuple[str, str]]:
    return [
        (words("Tempat"), place),
        (words("Per"), words.date(on)),
        *widgets.address_rows(view, words, ""),
    ]


def _counters(level: str, key: str, on: date, words: Words) -> None:
    st.subheader(words("Loket dan titik layanan"))
    if said := _counted(session.facts(), level, key, on, words):
        st.html(templates.note(said))
    st.html(widgets.counters_said(session.facts(), level, key, on, words))


@kept
def _counted(facts: Facts, level: str, key: str, on: date, words: Words) -> str:
    """How many counters there are; "" without any."""
    return widgets.counter_counts(places.service_points(facts, level, key, on), words)


def _events(level: str, key: str, on: date, view: View, words: Words) -> None:
    """What was reported of events; the table is made when it is opened."""
    rows = places.events(session.facts(), level, key, on)
    title = words("Kegiatan yang diberitakan ({n})", n=places.held(rows).most)
    expander = st.expander(title, key="events", on_change="rerun")
    if not expander.open:
        return
    with expander:
        found = rows[_saying(rows, _asked(words), words)]
        st.html(templates.note(widgets.event_counts(found, words)))
        st.html(widgets.event_table(found, words))
        if len(found):
            place = place_name(level, key, words)
            sheet = partial(_event_sheet, place, found, on, view, words)
            widgets.offer_files(f"kegiatan-{place}", sheet, words, "reported")


def _asked(words: Words) -> str:
    """What the reader looks for among the events."""
    hint = words("kegiatan, peserta, tempat, atau sumber")
    return str(st.text_input(words("Cari kegiatan"), key="events_search", max_chars=60, placeholder=hint))


def _saying(rows: pd.DataFrame, asked: str, words: Words) -> list[bool]:
    """Which events say every word that was asked for, in whichever column; where in the region counts too."""
    wanted = asked.casefold().split()
    return [all(word in _said(row, words).casefold() for word in wanted) for row in rows.to_dict("records")]


def _said(row: dict[Any, Any], words: Words) -> str:
    names = [session.area_name(code) for code in row["areas"].split(";")]
    texts = [words.of(row, name) for name in ("kind", "organiser", "audience", "note")]
    return " ".join([row["id"], *texts, row["place"], *names, *session.source_parts(row["source"])[:2]])


def _event_sheet(place: str, rows: pd.DataFrame, on: date, view: View, words: Words) -> Sheet:
    title = words("Kegiatan: {place}", place=place)
    return widgets.event_sheet(title, rows, _about(place, on, view, words), words)
