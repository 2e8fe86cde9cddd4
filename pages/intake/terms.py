"""The bar at the foot of an open file: what would be published, and the two ways on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.intake import Draft, Rehearsal, Report, left_over, publish, published_details, rows_of
from data.store import Release
from data.words import Problem, Words
from pages import digest, session, templates
from pages.intake import desk

_DONE = "intake_done"


def publish_bar(draft: Draft, report: Report, rehearsal: Rehearsal | None, words: Words) -> None:
    """How many rows go out, as which release, and what waits."""
    rows = rows_of(report)
    release = desk.release()
    number = (release.number if release else 0) + 1
    waits = rows.waiting + rows.wrong
    changes = rehearsal is not None and rehearsal.changes_anything
    text = words("Belum ada baris yang siap terbit.")
    if rows.ready:
        text = words("{count} baris sebagai rilis {number}.", count=words.number(rows.ready), number=number)
    if rows.ready and rehearsal is not None and not changes:
        text = words("Baris yang siap sudah terbit persis begini; tidak ada yang berubah.")
    if waits and rows.ready:
        text += " " + words("{count} baris tidak ikut; rilis dapat dibatalkan.", count=words.number(waits))
    with st.container(horizontal=True, vertical_alignment="center", key="intake_bar"):
        place = st.empty()
        place.html(templates.note(text))
        st.button(words("Simpan dulu"), key="intake_later", on_click=desk.open_draft, args=(None,))
        pressed = st.button(
            words("Terbitkan {count} baris", count=words.number(rows.ready)),
            key="intake_publish",
            type="primary",
            disabled=not changes,
        )
    if pressed and rehearsal is not None:
        _publish(draft, report, rehearsal, place, words)


def _publish(draft: Draft, report: Report, rehearsal: Rehearsal, place: DeltaGenerator, words: Words) -> None:
    """Publish; how far it is, and what refuses, is said in `place`."""
    place.progress(0.0, words("Menerbitkan …"))
    try:
        made = publish(
            desk.store(),
            rehearsal,
            embedded=session.embedded_facts(),
            title=draft.file,
            viewer=session.viewer(),
            details=published_details(
                report, draft.digest, draft.office, session.viewer().role, draft.mapping
            ),
            progress=lambda done: _show_progress(place, done, words),
        )
    except Problem as problem:
        place.error(templates.plain(words.explain(problem)))
        return
    session.record("published", f"sendiri {made.number}")
    digest.begin(session.embedded_facts())
    _finish(draft, report, made)
    st.rerun()


def _show_progress(place: DeltaGenerator, done: float, words: Words) -> None:
    place.progress(min(done, 1.0), words("Menghitung data …"))


def _finish(draft: Draft, report: Report, made: Release) -> None:
    """Remember the layout, take the draft off the list unless rows of it still wait, and say what was done."""
    desk.memory(draft.office).keep(report, draft.mapping)
    rows = rows_of(report)
    left = rows.waiting + rows.wrong
    if left:
        desk.drafts().keep(left_over(draft, report, made.number))
    else:
        desk.drafts().keep(replace(draft, state="published", release=made.number))
    st.session_state[_DONE] = (made.number, draft.file, rows.ready, left)
    desk.open_draft(None)


def show_done(words: Words) -> None:
    """What was just published, with the ways to look at it."""
    done = st.session_state.get(_DONE)
    if done is None:
        return
    number, file, rows, left = done
    lines = [words("{count} baris masuk.", count=words.number(rows))]
    if left:
        lines.append(words("{count} baris belum ikut dan menunggu di kotak masuk.", count=words.number(left)))
    title = words("Terbit sebagai rilis {number}.", number=number)
    st.html(templates.render("intake_card", kind="peta-done", title=title, note=file, lines=lines))
    with st.container(horizontal=True, key="intake_done_row"):
        st.button(
            words("Lihat di peta"),
            key="intake_to_map",
            type="primary",
            on_click=_open,
            args=(session.MAP_PAGE,),
        )
        st.button(words("Lihat tunggakan"), key="intake_to_arrears", on_click=_open, args=("tunggakan",))
        st.button(words("Tutup"), key="intake_done_close", on_click=lambda: st.session_state.pop(_DONE))


def _open(page: str) -> None:
    """Open a page on own data."""
    session.open_own_data(page)
