"""The way in: the field that files are dropped on, the files that wait, what was published, what is remembered."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.intake import Draft, Progress, Report, rows_of
from data.words import Problem, Words
from pages import session, templates, widgets
from pages.intake import desk
from pages.intake.history import show_history
from pages.intake.remembered import show_memory
from pages.intake.taking import Taken, take
from pages.intake.terms import show_done

MOST_MB = 50
MOST_MB_AT_ONCE = 200
_DROPPED, _REMOVED = "intake_dropped", "intake_removed"
_MISSED = "intake_missed"


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
    _told(words)
    _waiting(office, words)
    show_history(words)
    show_memory(office, words)


def _drop(office: str, words: Words) -> None:
    number = st.session_state.setdefault(_DROPPED, 0)
    files = st.file_uploader(
        words("Berkas (xlsx, xls, xlsb, ods, csv, txt, html; paling besar {limit} MB)", limit=MOST_MB),
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=f"intake_drop_{number}",
    )
    missed = session.missed_files()
    if not files:
        return
    taken = []
    with st.status(words("Membaca berkas …"), expanded=True) as status:
        for at, file in enumerate(files, 1):
            said = words("Membaca {file} …", file=templates.plain(file.name))
            status.update(label=f"{said} ({at}/{len(files)})" if len(files) > 1 else said)
            bar = st.progress(0.0)
            taken.append(take(file.name, file.getvalue(), office, _teller(bar, words)))
            bar.empty()
    st.session_state[_DROPPED], st.session_state[_MISSED] = number + 1, missed
    st.session_state[desk.TOLD_FILES] = taken if len(taken) > 1 else [one for one in taken if one.refused]
    if len(taken) == 1 and taken[0].draft is not None:
        desk.open_draft(taken[0].draft, taken[0].told)
    session.forget_files(files)
    st.rerun()


def _teller(bar: DeltaGenerator, words: Words) -> Progress:
    """Says how far a file is read."""

    def tell(done: float, step: str) -> None:
        bar.progress(min(done, 1.0), templates.plain(words.say(step)))

    return tell


def _told(words: Words) -> None:
    """A card for each refused file: what happened, what was kept, what to do; of several, what became of each."""
    missed = st.session_state.get(_MISSED, 0)
    if missed:
        st.error(
            words(
                "{n} berkas lain tidak sampai: bersama-sama lebih dari {limit} MB. Jatuhkan sisanya sekarang.",
                n=missed,
                limit=MOST_MB_AT_ONCE,
            )
        )
    taken: list[Taken] = st.session_state.get(desk.TOLD_FILES, [])
    for one in taken:
        if one.refused is not None:
            refusal_card(one.file, one.refused, words)
    fine = [one for one in taken if one.draft is not None]
    if fine:
        lines = [" · ".join([one.file, *map(words.say, one.told)]) for one in fine]
        title = words("{count} berkas terbaca dan menunggu di bawah.", count=len(fine))
        st.html(templates.render("intake_card", kind="peta-done", title=title, note="", lines=lines))
    if taken or missed:
        st.button(words("Tutup pemberitahuan"), key="intake_told", on_click=_forget_told)


def _forget_told() -> None:
    for key in (desk.TOLD_FILES, _MISSED):
        st.session_state.pop(key, None)


def refusal_card(file: str, refusal: Problem, words: Words) -> None:
    """Why a file is not taken, and what to do; who brings for every office can choose the right one here."""
    lines = [words.explain(refusal)]
    if getattr(refusal, "code", "") == "wrong_area" and not session.viewer().offices:
        lines.append(words("Atau pilih kantor itu di atas, lalu jatuhkan berkasnya lagi."))
    st.html(
        templates.render(
            "intake_card",
            kind="peta-refused",
            title=words("Berkas tidak diterima. Tidak ada isinya yang disimpan."),
            note=file,
            lines=lines,
        )
    )


def _waiting(office: str, words: Words) -> None:
    """The files that wait for the office, each with what is left to do."""
    waiting, removed = desk.drafts().all(office), st.session_state.get(_REMOVED)
    removed = removed if removed and removed.office == office else None
    if waiting or removed:
        st.subheader(words("Menunggu di kotak masuk"))
    for draft in waiting:
        with st.container(horizontal=True, vertical_alignment="center", key=f"intake_row_{draft.id}"):
            st.html(templates.render("intake_waiting", file=draft.file, note=_left(draft, words)))
            st.button(
                words("Lanjutkan"), key=f"intake_open_{draft.id}", on_click=desk.open_draft, args=(draft,)
            )
            st.button(words("Hapus"), key=f"intake_drop_row_{draft.id}", on_click=_remove, args=(draft,))
    if removed:
        with st.container(horizontal=True, vertical_alignment="center", key="intake_removed_row"):
            st.html(templates.note(words("{file} dihapus dari kotak masuk.", file=removed.file)))
            st.button(words("Kembalikan"), key="intake_restore", on_click=_restore)


def _left(draft: Draft, words: Words) -> str:
    """When a file was last worked on, and how many of its rows wait for what."""
    parts = [words("terakhir {time}", time=session.said_time(draft.at, words))]
    if draft.release in desk.in_force():
        parts.append(words("sebagian terbit sebagai rilis {number}", number=draft.release))
    elif draft.release:
        parts.append(words("rilis {number} sudah dibatalkan", number=draft.release))
    if len(draft.counts) == 4:
        whole, ready, waiting, wrong = map(words.number, draft.counts)
        parts.append(words("{ready} dari {all} baris siap", ready=ready, all=whole))
        parts += [words("{count} menunggu jawaban", count=waiting)] if draft.counts[2] else []
        parts += [words("{count} salah", count=wrong)] if draft.counts[3] else []
    return " · ".join(parts)


def _remove(draft: Draft) -> None:
    def remove() -> None:
        desk.drafts().remove(draft)
        st.session_state[_REMOVED] = draft

    session.refusing(remove)


def _restore() -> None:
    draft = st.session_state.pop(_REMOVED, None)
    if draft is not None:
        session.refusing(lambda: desk.drafts().keep(replace(draft, state="open")))


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
        (rows.other, "{count} tanpa isi, digabung, tidak dipilih, atau di luar peta"),
        (rows.skipped, "{count} Anda lewati"),
        (rows.published, "{count} sudah terbit"),
    ):
        if count:
            parts.append(words(text, count=words.number(count)))
    return "; ".join(parts[:2]) + "".join(f", {part}" for part in parts[2:]) + "."
