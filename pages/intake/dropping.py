"""The way in: the field that files are dropped on, the files that wait, what was published, what is remembered."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.intake import Draft, Report, rows_of
from data.words import Words
from pages import session, templates, widgets
from pages.intake import desk
from pages.intake.history import show_history
from pages.intake.remembered import show_memory
from pages.intake.terms import show_done

MOST_MB = 50
_DROPPED = "intake_dropped"


def show_way_in(office: str, words: Words) -> None:
    """The drop field, then the lists."""
    name = session.area_name(office)
    widgets.page_head(
        st.container(),
        words("Data"),
        words("untuk {office}", office=name),
        words(
            "Jatuhkan berkas yang sudah ada: ekspor, rekap, atau daftar dari instansi lain. Tidak perlu templat."
        ),
    )
    show_done(words)
    _drop(office, words)
    _refusals(words)
    _waiting(office, words)
    show_history(office, words)
    show_memory(office, words)


def _drop(office: str, words: Words) -> None:
    number = st.session_state.setdefault(_DROPPED, 0)
    files = st.file_uploader(
        words("Berkas (xlsx, xls, xlsb, ods, csv, txt, html; paling besar {limit} MB)", limit=MOST_MB),
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=f"intake_drop_{number}",
    )
    if not files:
        return
    begun = []
    with st.status(words("Membaca berkas …"), expanded=True) as status:
        for file in files:
            status.update(label=words("Membaca {file} …", file=templates.plain(file.name)))
            bar = st.progress(0.0)
            draft = _take(file.name, file.getvalue(), office, bar, words)
            bar.empty()
            if draft is not None:
                begun.append(draft)
    st.session_state[_DROPPED] = number + 1
    if len(begun) == 1 and len(files) == 1:
        desk.open_draft(begun[0])
    st.rerun()


def _take(name: str, content: bytes, office: str, bar: DeltaGenerator, words: Words) -> Draft | None:
    """Read and keep one file, and say how far it is read; a refused one is only told."""
    report, known = desk.first_look(content, name, office, lambda done, step: _tell(bar, done, step, words))
    if report.refused is not None:
        st.session_state.setdefault("intake_refused", []).append((name, report.refused))
        return None
    draft = desk.drafts().begin(content, report, office, session.viewer().role)
    return desk.drafts().keep(replace(draft, **known)) if known else draft


def _tell(bar: DeltaGenerator, done: float, step: str, words: Words) -> None:
    bar.progress(min(done, 1.0), templates.plain(words.say(step)))


def _refusals(words: Words) -> None:
    """A card for each refused file: what happened, what was kept, what to do."""
    for name, refusal in st.session_state.get("intake_refused", []):
        st.html(
            templates.render(
                "intake_card",
                kind="peta-refused",
                title=words("Berkas tidak diterima. Tidak ada isinya yang disimpan."),
                note=name,
                lines=[words.explain(refusal)],
            )
        )
    if st.session_state.get("intake_refused"):
        st.button(
            words("Tutup pemberitahuan"),
            key="intake_told",
            on_click=lambda: st.session_state.pop("intake_refused"),
        )


def _waiting(office: str, words: Words) -> None:
    """The files that wait for the office, each with what is left to do."""
    waiting = desk.drafts().all(office)
    if not waiting:
        return
    st.subheader(words("Menunggu di kotak masuk"))
    for draft in waiting:
        with st.container(horizontal=True, vertical_alignment="center", key=f"intake_row_{draft.id}"):
            st.html(
                templates.render(
                    "intake_waiting",
                    file=draft.file,
                    note=words("dibawa {date}", date=words.date(draft.at.date())),
                )
            )
            st.button(
                words("Lanjutkan"), key=f"intake_open_{draft.id}", on_click=desk.open_draft, args=(draft,)
            )
            st.button(words("Hapus"), key=f"intake_drop_row_{draft.id}", on_click=_remove, args=(draft,))


def _remove(draft: Draft) -> None:
    desk.drafts().remove(draft)
    st.session_state["intake_removed"] = draft


def said_rows(report: Report, words: Words) -> str:
    """The sentence that accounts for every row of a file."""
    rows = rows_of(report)
    parts = [
        words(
            "{ready} dari {all} baris siap terbit", ready=words.number(rows.ready), all=words.number(rows.all)
        )
    ]
    for count, text in (
        (rows.waiting, "{count} menunggu jawaban Anda"),
        (rows.wrong, "{count} perlu diperbaiki"),
        (rows.twice, "{count} kembar persis dilewati"),
        (rows.other, "{count} digabung, kembar, atau di luar peta"),
        (rows.skipped, "{count} Anda lewati"),
    ):
        if count:
            parts.append(words(text, count=words.number(count)))
    return "; ".join(parts[:2]) + "".join(f", {part}" for part in parts[2:]) + "."
