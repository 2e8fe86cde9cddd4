"""What an office and its partners agreed, held and opened: tables with dates and sources.

Two pages show them. The page of an office has every row of the office, the newest first. The page of partners is
about a place on a day: its rows come from `data.places` with a `state`, how they stand on that day. The same
cells are used by both; only which columns there are differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
from data.parsing import each_row, is_missing
from data.places import RENEWAL_DAYS
from data.words import Words
from pages import session, templates
from pages.widgets import sources

STATE_NAMES = {
    "ended": "sudah berakhir",
    "ending": "segera berakhir",
    "running": "berlaku",
    "open": "akhir tidak diketahui",
    "planned": "baru direncanakan",
}
COUNTER_NAMES = {"opened": "sudah buka", "planned": "baru direncanakan", "unknown": "belum diketahui"}
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
    """Writes such a text, or the message `unknown` where it is empty."""
    return lambda row, words: _in_language(row, name, words) or words(unknown)


def _day(name: str) -> Callable[[Any, Words], str]:
    """Writes a date, or a dash where there is none: "not dated" would claim that it happened."""

    def write(row: Any, words: Words) -> str:
        day = getattr(row, name)
        return words.date(day) if day else "–"

    return write


def _people(name: str) -> Callable[[Any, Words], str]:
    """Writes how many were invited or came, or a dash where no source says it."""

    def write(row: Any, words: Words) -> str:
        count = getattr(row, name)
        return "–" if is_missing(count) else words.number(count)

    return write


def _source(row: Any, words: Words) -> str:
    return sources.source_link(row.source)


def _noted_source(row: Any, words: Words) -> Markup:
    return _noted(_source(row, words), _in_language(row, "note", words))


def _noted(text: str, note: str) -> Markup:
    """A text and a note in small print below it."""
    return templates.render("noted", text=text, note=note)


def _parties_and_subject(row: Any, words: Words) -> Markup:
    return templates.render("widgets_named", title=row.parties, below=_in_language(row, "subject", words))


def _signed_or_planned(row: Any, words: Words) -> str:
    if row.planned_on and not row.signed_on:
        return words("direncanakan {date}; penandatanganan tidak ditemukan", date=words.date(row.planned_on))
    return words.date(row.signed_on)


def _agreement_end(row: Any, words: Words) -> str:
    """Until when an agreement holds and how it stands; one that is over is marked."""
    if row.state == "planned":
        return "–"
    state = words(STATE_NAMES[row.state])
    if not row.until:
        return state
    kind = "peta-late" if row.state == "ended" else "peta-flag"
    return templates.render("flagged", text=words.date(row.until), flag=state, kind=kind)


def _days_of_event(row: Any, words: Words) -> str:
    end = f" – {words.date(row.end)}" if row.end else ""
    return words.date(row.start) + end


def _kind_and_place(row: Any, words: Words) -> Markup:
    return _noted(_in_language(row, "kind", words), row.place)


def _name_and_address(row: Any, words: Words) -> Markup:
    return templates.render("widgets_named", title=row.name, below=row.address)


# -- columns

_AGREEMENTS_OF_OFFICE: Columns = {
    "Para pihak": lambda row, words: row.parties,
    "Tentang": _translated("subject"),
    "Direncanakan": _day("planned_on"),
    "Ditandatangani": _day("signed_on"),
    "Pelaksanaan": _translated("status", "belum ada keterangan"),
    "Sumber": _noted_source,
}
_AGREEMENTS_OF_PLACE: Columns = {
    "Para pihak": _parties_and_subject,
    "Ditandatangani": _signed_or_planned,
    "Berlaku sampai": _agreement_end,
    "Pelaksanaan": _translated("status", "belum ada keterangan"),
    "Tindak lanjut": _translated("follow", "belum ada keterangan"),
    "Sumber": _noted_source,
}
_EVENTS_OF_OFFICE: Columns = {
    "Tanggal": _days_of_event,
    "Kegiatan": _translated("kind"),
    "Tempat": lambda row, words: row.place or "–",
    "Diundang": _people("invited"),
    "Hadir": _people("attended"),
    "Peserta": _translated("audience"),
    "Sumber": _source,
}
_EVENTS_OF_PLACE: Columns = {
    "Tanggal": _days_of_event,
    "Kegiatan": _kind_and_place,
    "Diundang": _people("invited"),
    "Hadir": _people("attended"),
    "Peserta": _translated("audience"),
    "Sumber": _source,
}
_COUNTERS_OF_OFFICE: Columns = {
    "Nama": lambda row, words: row.name,
    "Alamat": lambda row, words: row.address,
    "Direncanakan": _day("planned_on"),
    "Dibuka": _day("opened_on"),
    "Catatan": _translated("note"),
    "Sumber": _source,
}
_COUNTERS_OF_PLACE: Columns = {
    "Nama": _name_and_address,
    "Wilayah": lambda row, words: session.area_name(row.region),
    "Direncanakan": _day("planned_on"),
    "Dibuka": _day("opened_on"),
    "Keadaan": lambda row, words: words(COUNTER_NAMES[row.state]),
    "Sumber": _noted_source,
}
_NUMERIC = ("Diundang", "Hadir")


def _table(columns: Columns, rows: pd.DataFrame, words: Words) -> Markup:
    numeric = [at for at, title in enumerate(columns) if title in _NUMERIC]
    cells = [[write(row, words) for write in columns.values()] for row in each_row(rows)]
    return templates.table([words(title) for title in columns], cells, numeric)


# -- of an office


def office_agreements(code: str, words: Words) -> None:
    """Agreements of the office's area: planned, signed, and how they were carried out."""
    st.subheader(words("Kesepakatan"))
    rows = places.agreements_for(session.facts(), code)
    _newest_first(_AGREEMENTS_OF_OFFICE, rows, "signed_on", words(_NO_AGREEMENT), words)


def office_events(code: str, words: Words) -> None:
    """Outreach and coordination: who was invited and who came."""
    st.subheader(words("Sosialisasi dan rapat"))
    rows = places.events_for(session.facts(), code)
    _newest_first(_EVENTS_OF_OFFICE, rows, "start", words(_NO_EVENT), words)


def office_counters(code: str, words: Words) -> None:
    """Counters and public service malls: planned and opened."""
    st.subheader(words("Loket dan titik layanan"))
    rows = places.service_points_for(session.facts(), code)
    _newest_first(_COUNTERS_OF_OFFICE, rows, "opened_on", words(_NO_COUNTER), words)


def _newest_first(columns: Columns, rows: pd.DataFrame, by: str, nothing: str, words: Words) -> None:
    if rows.empty:
        st.markdown(nothing)
    else:
        st.html(_table(columns, rows.sort_values(by, ascending=False), words))


# -- of a place on a day


def agreement_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Who agreed on what, from when until when, how it was carried out, what was agreed to follow, and the source."""
    return _stacked(_AGREEMENTS_OF_PLACE, rows, words(_NO_AGREEMENT), words)


def counter_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Counters: where, planned when, opened when, and whether they are open on the day."""
    return _stacked(_COUNTERS_OF_PLACE, rows, words(_NO_COUNTER), words)


def event_table(rows: pd.DataFrame, words: Words) -> Markup:
    """Published events: who was invited and who came, as far as a source says."""
    return _stacked(_EVENTS_OF_PLACE, rows, words(_NO_EVENT), words)


def _stacked(columns: Columns, rows: pd.DataFrame, nothing: str, words: Words) -> Markup:
    """A table whose rows become blocks on a narrow screen; `nothing` is said in its place when it has no row."""
    if rows.empty:
        return templates.note(nothing)
    return templates.render("stack", table=_table(columns, rows, words))


def agreement_warnings(rows: pd.DataFrame, words: Words) -> str:
    """How many agreements have ended, end soon, or have no known end; what there is none of is left out."""
    counts = rows["state"].value_counts()
    parts = {
        "ended": words("{n} sudah berakhir", n=words.number(counts.get("ended", 0))),
        "ending": words(
            "{n} berakhir dalam {days} hari", n=words.number(counts.get("ending", 0)), days=RENEWAL_DAYS
        ),
        "open": words("{n} tanpa tanggal akhir yang diketahui", n=words.number(counts.get("open", 0))),
        "planned": words("{n} baru direncanakan", n=words.number(counts.get("planned", 0))),
    }
    what = ", ".join(text for state, text in parts.items() if state in counts)
    if not what:
        return words("{n} kesepakatan.", n=words.number(len(rows)))
    return words("{n} kesepakatan: {what}.", n=words.number(len(rows)), what=what)


def counter_counts(rows: pd.DataFrame, words: Words) -> str:
    """How many counters are open, planned, or not known to be either; "" without a counter."""
    counts = rows["state"].value_counts()
    parts = [
        f"{words.number(counts[state])} {words(name)}"
        for state, name in COUNTER_NAMES.items()
        if state in counts
    ]
    return words("{n} loket: {what}.", n=words.number(len(rows)), what=", ".join(parts)) if parts else ""
