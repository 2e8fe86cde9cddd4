"""What was published from which file, by whom and when, and the way back to before any of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from typing import Any

import streamlit as st

from data.access import ROLES
from data.intake import history
from data.store import Release
from data.words import Problem, Words
from pages import session, templates
from pages.intake import desk

_WIB = timezone(timedelta(hours=7), "WIB")
_MOST = 20
Entry = tuple[Release, Mapping[str, Any]]


def show_history(office: str, words: Words) -> None:
    """The releases, newest first."""
    entries = history(desk.store())
    if not entries:
        st.html(
            templates.note(
                words(
                    "Belum ada yang terbit. Yang pertama biasanya daftar pemberi kerja, lalu iuran per bulan."
                )
            )
        )
        return
    st.subheader(words("Sudah terbit"))
    st.html(
        templates.render(
            "stack",
            table=templates.table(
                [words(head) for head in ("Rilis", "Terbit", "Berkas", "Baris", "Oleh", "Sidik")],
                [_row(entry, words) for entry in entries[:_MOST]],
                (3,),
            ),
        )
    )
    _undo(entries, words)


def _row(entry: Entry, words: Words) -> list[str]:
    release, details = entry
    at = release.at.astimezone(_WIB)
    undone = release.entry.kind == "undo"
    file = (
        words("pembatalan: kembali ke nomor {number}", number=release.points_to)
        if undone
        else details.get("file") or release.entry.title
    )
    rows = words.number(details["rows"]) if "rows" in details else ""
    by = details.get("role") or release.entry.role
    return [
        words("Rilis {number}", number=release.number),
        f"{words.date(at.date())}, {at:%H.%M} WIB",
        str(file),
        rows,
        str(by) if by in ROLES else "",
        str(details.get("digest", ""))[:8],
    ]


def _undo(entries: Sequence[Entry], words: Words) -> None:
    """Choose a release to go back to before, see what would be lost, and go."""
    numbers = [release.number for release, _ in entries[:_MOST]]
    with st.expander(words("Batalkan rilis"), key="intake_undo_box"):
        chosen = st.selectbox(
            words("Kembali ke sebelum rilis"),
            numbers,
            key="intake_undo_number",
            format_func=lambda number: words("Rilis {number}", number=number),
        )
        lost = [(release, details) for release, details in entries if release.number >= chosen]
        said = "; ".join(
            f"{words('Rilis {number}', number=r.number)} ({d.get('file') or r.entry.title or words('pembatalan')})"
            for r, d in lost
        )
        st.warning(
            templates.plain(words("Yang tidak berlaku lagi: {lost}. Rilisnya tetap tersimpan.", lost=said))
        )
        st.button(
            words("Batalkan"),
            key="intake_undo_now",
            type="primary",
            on_click=_go_back,
            args=(int(chosen) - 1, numbers[0]),
        )


def _go_back(number: int, on: int) -> None:
    try:
        desk.store().return_to(number, role=session.viewer().role, on=on)
    except Problem as problem:
        st.session_state["intake_refused"] = [("", problem)]
