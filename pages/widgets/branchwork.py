"""What an office and its partners agreed, held and opened: tables with dates and sources."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from data import places
from data.parsing import is_missing
from data.words import Words
from pages import session, templates
from pages.widgets import sources


def office_agreements(code: str, words: Words) -> None:
    """Agreements of the office's area: planned, signed, and how they were carried out."""
    st.subheader(words("Kesepakatan"))
    rows = places.agreements_for(session.facts(), code)
    if rows.empty:
        st.markdown(words("Belum ada kesepakatan yang ditemukan."))
        return
    heads = [
        words(h) for h in ("Para pihak", "Tentang", "Direncanakan", "Ditandatangani", "Pelaksanaan", "Sumber")
    ]
    st.html(templates.table(heads, [_agreement(row, words) for row in _newest(rows, "signed_on")]))


def _agreement(row: dict[str, Any], words: Words) -> list[str]:
    status = row[f"status_{words.language}"] or words("belum ada keterangan")
    note = row[f"note_{words.language}"]
    return [
        escape(row["parties"]),
        escape(row[f"subject_{words.language}"]),
        escape(_when(row["planned_on"], words)),
        escape(_when(row["signed_on"], words)),
        escape(status),
        sources.source_link(row["source"]) + (f"<br><small>{escape(note)}</small>" if note else ""),
    ]


def office_events(code: str, words: Words) -> None:
    """Outreach and coordination: who was invited and who came."""
    st.subheader(words("Sosialisasi dan rapat"))
    rows = places.events_for(session.facts(), code)
    if rows.empty:
        st.markdown(words("Belum ada kegiatan yang ditemukan."))
        return
    heads = [words(h) for h in ("Tanggal", "Kegiatan", "Tempat", "Diundang", "Hadir", "Peserta", "Sumber")]
    st.html(templates.table(heads, [_event(row, words) for row in _newest(rows, "start")], numeric=(3, 4)))


def _event(row: dict[str, Any], words: Words) -> list[str]:
    until = f" – {words.date(row['end'])}" if row["end"] else ""
    return [
        escape(words.date(row["start"]) + until),
        escape(row[f"kind_{words.language}"]),
        escape(row["place"] or "–"),
        _count(row["invited"], words),
        _count(row["attended"], words),
        escape(row[f"audience_{words.language}"]),
        sources.source_link(row["source"]),
    ]


def office_counters(code: str, words: Words) -> None:
    """Counters and public service malls: planned and opened."""
    st.subheader(words("Loket dan titik layanan"))
    rows = places.points_for(session.facts(), code)
    if rows.empty:
        st.markdown(words("Belum ada loket yang ditemukan."))
        return
    heads = [words(h) for h in ("Nama", "Alamat", "Direncanakan", "Dibuka", "Catatan", "Sumber")]
    st.html(templates.table(heads, [_point(row, words) for row in _newest(rows, "opened_on")]))


def _point(row: dict[str, Any], words: Words) -> list[str]:
    return [
        escape(row["name"]),
        escape(row["address"]),
        escape(_when(row["planned_on"], words)),
        escape(_when(row["opened_on"], words)),
        escape(row[f"note_{words.language}"]),
        sources.source_link(row["source"]),
    ]


def _newest(rows: Any, column: str) -> list[dict[str, Any]]:
    return rows.sort_values(column, ascending=False).to_dict("records")


def _when(text: str, words: Words) -> str:
    """A date, or a dash where there is none: "not dated" would claim that it happened."""
    return words.date(text) if text else "–"


def _count(value: float, words: Words) -> str:
    return "–" if is_missing(value) else escape(words.number(value))
