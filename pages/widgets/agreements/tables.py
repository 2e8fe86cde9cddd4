"""What an office and its partners agreed, held and opened: tables with dates and sources.

The page of an office and the page of partners show the same tables. Their rows come from `data.places`: agreements
and counters with a `state`, how they stand on a day; a row that tells of the same thing as another stands below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
from data.answers import kept
from data.clock import today
from data.parsing import each_row, is_missing
from data.tables import Facts
from data.words import Words
from pages import session, templates
from pages.widgets import sources

STATE_NAMES = {
    "ended": "sudah berakhir",
    "ending": "segera berakhir",
    "running": "berlaku",
    "open": "akhir tidak diketahui",
    "planned": "baru direncanakan",
    "unconfirmed": "direncanakan, penandatanganannya tidak ditemukan",
    "forum": "forum, bukan kesepakatan",
}
COUNTER_NAMES = {
    "opened": "sudah buka",
    "planned": "baru direncanakan",
    "unconfirmed": "direncanakan, pembukaannya tidak terkonfirmasi",
    "unknown": "belum diketahui",
}
# How exact a number of an event is, where it is not just as printed -> how it is written.
EXACT = {"about": "sekitar {n}", "at least": "sedikitnya {n}", "more than": "lebih dari {n}"}
_NO_AGREEMENT = "Belum ada kesepakatan yang ditemukan."
_NO_EVENT = "Belum ada kegiatan yang ditemukan."
_NO_COUNTER = "Belum ada loket yang ditemukan."

# A heading -> what writes its cell, given a row of the table and the reader's language.
Columns = Mapping[str, Callable[[Any, Words], str]]


# -- cells


def _in_language(row: Any, name: str, words: Words) -> str:
    """The text of a column that a table has in both languages."""
    return words.of(row, name)


def _translated(name: str, unknown: str = "") -> Callable[[Any, Words], str]:
    """Writes such a text, or `unknown` where it is empty."""
    return lambda row, words: _in_language(row, name, words) or unknown


def _day(name: str) -> Callable[[Any, Words], str]:
    """Writes a date, or a dash where there is none: "not dated" would claim that it happened."""

    def write(row: Any, words: Words) -> str:
        day = getattr(row, name)
        return words.date(day) if day else "–"

    return write


def _people(name: str) -> Callable[[Any, Words], str]:
    """Writes how many were invited, came or are mentioned, or a dash where no source says it."""

    def write(row: Any, words: Words) -> str:
        count = getattr(row, name)
        if is_missing(count):
            return "–"
        said = words.number(count)
        return words(EXACT[row.counts], n=said) if row.counts else said

    return write


def _source(row: Any, words: Words) -> str:
    return sources.source_link(row.source)


def _noted_source(row: Any, words: Words) -> Markup:
    return _noted(_source(row, words), _in_language(row, "note", words))


def _noted(text: str, note: str) -> Markup:
    """A text and a note in small print below it."""
    return templates.render("noted", text=text, note=note)


def _parties_and_subject(row: Any, words: Words) -> Markup:
    same = words("penandatanganan yang sama dengan {id}", id=row.same_as) if row.same_as else ""
    perhaps = words("mungkin sama dengan {id}", id=row.perhaps_same_as) if row.perhaps_same_as else ""
    return templates.render(
        "widgets_named", title=row.parties, below=_in_language(row, "subject", words), flag=same or perhaps
    )


def _signed_or_planned(row: Any, words: Words) -> str:
    if row.state in ("planned", "unconfirmed") and row.planned_on:
        return words("direncanakan {date}; penandatanganan tidak ditemukan", date=words.date(row.planned_on))
    return words.date(row.signed_on)


def _agreement_end(row: Any, words: Words) -> str:
    """Until when an agreement holds and how it stands; one that is over is marked."""
    if row.state in ("planned", "unconfirmed"):
        return "–"
    state = words(STATE_NAMES[row.state])
    if not row.until:
        return state
    kind = "peta-late" if row.state == "ended" else "peta-flag"
    return templates.render("flagged", text=words.date(row.until), flag=state, kind=kind)


def _days_of_event(row: Any, words: Words) -> str:
    if not row.start and row.end:
        return words("paling lambat {date}", date=words.date(row.end))
    end = f" – {words.date(row.end)}" if row.end else ""
    return words.date(row.start) + end


def _kind_and_place(row: Any, words: Words) -> Markup:
    """What was held, by whom and where."""
    same = words("acara yang sama dengan {id}", id=row.same_as) if row.same_as else ""
    below = " · ".join(part for part in (_in_language(row, "organiser", words), row.place) if part)
    return templates.render("widgets_named", title=_in_language(row, "kind", words), below=below, flag=same)


def _name_and_address(row: Any, words: Words) -> Markup:
    same = words("gedung yang sama dengan {id}", id=row.same_place_as) if row.same_place_as else ""
    return templates.render("widgets_named", title=row.name, below=row.address, flag=same)


def _counter_state(row: Any, words: Words) -> str:
    """How a counter stands; one that was planned says for when, since a plan that has passed is not new."""
    if row.state == "unconfirmed":
        return words("direncanakan {date}; pembukaannya tidak terkonfirmasi", date=words.date(row.planned_on))
    return words(COUNTER_NAMES[row.state])


# -- columns

_AGREEMENTS: Columns = {
    "No.": lambda row, words: row.id,
    "Para pihak": _parties_and_subject,
    "Ditandatangani": _signed_or_planned,
    "Berlaku sampai": _agreement_end,
    "Pelaksanaan": _translated("status", "–"),
    "Tindak lanjut": _translated("follow", "–"),
    "Sumber": _noted_source,
}
_EVENTS: Columns = {
    "No.": lambda row, words: row.id,
    "Tanggal": _days_of_event,
    "Kegiatan": _kind_and_place,
    "Diundang": _people("invited"),
    "Hadir": _people("attended"),
    "Jumlah lain": _people("mentioned"),
    "Peserta": _translated("audience"),
    "Sumber": _noted_source,
}
_COUNTERS: Columns = {
    "No.": lambda row, words: row.id,
    "Nama": _name_and_address,
    "Wilayah": lambda row, words: session.area_name(row.region),
    "Direncanakan": _day("planned_on"),
    "Dibuka": _day("opened_on"),
    "Keadaan": _counter_state,
    "Sumber": _noted_source,
}
_WIDE = ("Para pihak", "Pelaksanaan", "Tindak lanjut", "Kegiatan", "Nama", "Sumber")
_NUMERIC = ("Diundang", "Hadir", "Jumlah lain")


def _table(columns: Columns, rows: pd.DataFrame, words: Words) -> Markup:
    numeric, wide = ([at for at, title in enumerate(columns) if title in some] for some in (_NUMERIC, _WIDE))
    cells = [[write(row, words) for write in columns.values()] for row in each_row(rows)]
    return templates.stack([words(title) for title in columns], cells, numeric, wide)


# -- of an office


def office_agreements(code: str, words: Words) -> None:
    """Agreements of the office's area: planned, signed, and how they were carried out."""
    st.subheader(words("Kesepakatan"))
    st.html(agreements_said(session.facts(), "office", code, today(), words))


def office_events(code: str, words: Words) -> None:
    """Outreach and coordination: who was invited and who came."""
    st.subheader(words("Sosialisasi dan rapat"))
    st.html(events_said(session.facts(), "office", code, today(), words))


def office_counters(code: str, words: Words) -> None:
    """Counters and public service malls: planned and opened."""
    st.subheader(words("Loket dan titik layanan"))
    st.html(counters_said(session.facts(), "office", code, today(), words))


# -- of a place on a day: `level` and `key` as for `data.places.agreements`


@kept
def agreements_said(facts: Facts, level: str, key: str, on: date, words: Words) -> Markup:
    """The agreements of a place as a table."""
    return agreement_table(places.agreements(facts, level, key, on), words)


@kept
def counters_said(facts: Facts, level: str, key: str, on: date, words: Words) -> Markup:
    """The counters of a place as a table."""
    return counter_table(places.service_points(facts, level, key, on), words)


@kept
def events_said(facts: Facts, level: str, key: str, on: date, words: Words) -> Markup:
    """The published events of a place as a table."""
    return event_table(places.events(facts, level, key, on), words)


def agreement_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Who agreed on what, from when until when, how it was carried out, what was agreed to follow, and the source."""
    return _stacked(_AGREEMENTS, rows, words(_NO_AGREEMENT), words)


def counter_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Counters: where, planned when, opened when, and whether they are open on the day."""
    return _stacked(_COUNTERS, rows, words(_NO_COUNTER), words)


def event_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Published events: who was invited, who came, and other numbers, as far as a source says."""
    return _stacked(_EVENTS, rows, words(_NO_EVENT), words)


def _stacked(columns: Columns, rows: pd.DataFrame, nothing: str, words: Words) -> Markup:
    """A table whose rows become blocks on a narrow screen; `nothing` is said in its place when it has no row."""
    if rows.empty:
        return templates.note(nothing)
    return _table(columns, rows, words)
