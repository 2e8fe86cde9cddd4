"""The minutes of a meeting as paper: what was promised there, and what became of it by the release that is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data.clock import today
from data.commitments import Verdict
from data.queries import Reading
from data.words import Words
from pages import paper, session, widgets

Meeting = tuple[date, str]


def offer(verdicts: Sequence[Verdict], reading: Reading, data: str, words: Words) -> None:
    """A choice of meetings, the newest first, and the button that makes the minutes of one."""
    meetings = sorted({_meeting(verdict) for verdict in verdicts}, reverse=True)
    with st.container(horizontal=True, vertical_alignment="bottom", key="take_minutes"):
        chosen = st.selectbox(
            words("Notulen rapat"), meetings, format_func=lambda one: _named(one, words), key="minutes_of"
        )
        own = [verdict for verdict in verdicts if _meeting(verdict) == chosen]
        widgets.file_button(
            f"notulen-{chosen[0]}-{chosen[1]}",
            "pdf",
            lambda: paper.minutes_pdf(minutes(own, reading, data, words)),
            words,
            "minutes",
            words("Notulen (PDF)"),
        )


def _meeting(verdict: Verdict) -> Meeting:
    return verdict.commitment.meeting_on, verdict.commitment.meeting


def _named(meeting: Meeting, words: Words) -> str:
    return words("{meeting}, {date}", meeting=meeting[1], date=words.date(meeting[0]))


def minutes(verdicts: Sequence[Verdict], reading: Reading, data: str, words: Words) -> paper.Minutes:
    """The minutes of the meeting of these verdicts."""
    held, name = _meeting(verdicts[0])
    release = session.release_name(reading.release, words)
    shown = widgets.commitment_rows(verdicts, words)
    rows = [(words.number(at), *_cells(row)) for at, row in enumerate(shown, 1)]
    heads = ("No.", "Instansi", "Komitmen", "Angka", "Tenggat", "Keadaan")
    notes = [row.note for row in shown if row.note]
    return paper.Minutes(
        language=words.language,
        title=words("Notulen: {meeting}", meeting=name),
        marks=(words("SIMULASI – bukan data resmi"),) if reading.release.simulated else (),
        about=(
            (words("Tanggal rapat"), words.date(held)),
            (words("Dinilai"), words("{date}, dari {release}", date=words.date(today()), release=release)),
            (words("Peran"), session.role_name(reading.viewer, words)),
        ),
        heads=tuple(words(head) for head in heads),
        rows=tuple(rows),
        notes=tuple(f"{at}. {note}" for at, note in enumerate(notes, 1)),
        signatures=(words("Pimpinan rapat"), words("BPJS Ketenagakerjaan")),
        foot=f"Peta Patuh. {widgets.origin_in_short(data, words)}",
    )


def _cells(row: widgets.CommitmentRow) -> tuple[str, ...]:
    """A commitment in the columns of the minutes, after its number."""
    who = f"{row.agency} ({row.office})" if row.office else row.agency
    return who, row.what, row.number or "–", row.due, row.said
