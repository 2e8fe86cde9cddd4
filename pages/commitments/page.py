"""The page itself: the sentence, the rows, what is noted about one, and the share that each agency kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.clock import today
from data.commitments import Commitment, Verdict, kept_share
from data.queries import Reading
from data.words import Problem, Words
from pages import session, templates, widgets
from pages.commitments.minutes import offer
from pages.session import Place
from pages.view import View

PAGE = "komitmen"


def show_commitments() -> None:
    """The page "Komitmen"."""
    widgets.show_work_page(PAGE, (), _body, needs=())


def _body(place: Place, view: View, words: Words) -> None:
    reading = place.reading
    top = st.container()
    try:
        verdicts = widgets.commitments_of(reading, view.data, place.regions)
    except OSError:
        st.error(words("Penyimpanan tidak dapat dibaca. Muat ulang halaman ini."))
        return
    note = words("{place}, dinilai dari {release}", place=place.name(words), release=_release(reading, words))
    said = widgets.commitments_said(verdicts, words)
    widgets.page_head(top, words("Komitmen"), note, "", answer=said)
    region = place.key if place.level == "region" else ""
    widgets.commitment_button(reading, view.data, reading.months[-1], region, words)
    if verdicts:
        st.html(widgets.commitments_table(widgets.commitment_rows(verdicts, words), words))
        offer(verdicts, reading, view.data, words)
        _shares(verdicts, words)
        _notes(verdicts, reading, view.data, words)
    else:
        st.html(
            templates.note(words("Catat yang pertama di sini, di panel wilayah pada peta, atau saat rapat."))
        )
    widgets.open_commitment_form(words)


def _release(reading: Reading, words: Words) -> str:
    return session.release_name(reading.release, words)


def _shares(verdicts: list[Verdict], words: Words) -> None:
    """What each agency kept of what has fallen due, with the numbers that it is made of."""
    heads = [
        words("Instansi"),
        words("Ditepati tepat waktu"),
        words("Terlambat"),
        words("Lewat"),
        words("Berjalan"),
    ]
    rows = []
    for one in kept_share(verdicts):
        share = words("{kept} dari {due}", kept=one.kept, due=one.due)
        if one.share:
            share += f" ({words.percent(100 * one.share[0] / one.share[1], 0)})"
        counts = (one.late, one.missed, one.on_the_way)
        rows.append([one.agency, share if one.due else "–", *map(words.number, counts)])
    table = templates.table(heads, rows, numeric=range(1, len(heads)))
    st.html(templates.section("peta-changes", table, words("Menurut instansi")))


def _notes(verdicts: list[Verdict], reading: Reading, data: str, words: Words) -> None:
    """What may be noted about one of them: that it is done, or that it was recorded in error. Nothing is changed.

    Everybody inside goes on from any of them; to close or withdraw one is for whoever recorded it.
    """
    if not reading.viewer.names_employers:
        return
    by_id = {verdict.commitment.id: verdict.commitment for verdict in verdicts}
    with st.expander(words("Tandai selesai, lanjutkan, atau cabut")):
        chosen = st.selectbox(
            words("Komitmen"),
            list(by_id),
            format_func=lambda id: f"{by_id[id].agency}: {by_id[id].what}",
            key="promise_chosen",
        )
        promise = by_id[chosen]
        widgets.follow_up_button(promise, reading, data, reading.months[-1], words)
        if promise.may_be_changed_by(reading.viewer):
            _closing(promise, reading, data, words)
        else:
            st.html(templates.note(_whose(promise, words)))


def _whose(promise: Commitment, words: Words) -> str:
    """Who recorded it, and so who may close or withdraw it."""
    return words(
        "Dicatat oleh {who}: hanya pencatatnya dan pengelola data yang dapat menandainya selesai atau mencabutnya.",
        who=session.recorder_name(promise.role, promise.offices, words),
    )


def _closing(promise: Commitment, reading: Reading, data: str, words: Words) -> None:
    """The fields that note that it is done, where no number says so, or that it was recorded in error."""
    text = st.text_input(words("Bukti atau alasan"), key="promise_note", max_chars=400)
    book, viewer = session.commitments(data), reading.viewer
    with st.container(horizontal=True):
        if promise.condition is None and not promise.done:
            day = st.date_input(words("Selesai pada"), today(), max_value=today(), key="promise_done_on")
            if st.button(words("Tandai selesai"), key="promise_done", type="primary"):
                _note(lambda: book.note_done(promise.id, day, text, viewer, today()), words)
        if st.button(words("Cabut, salah catat"), key="promise_withdraw"):
            _note(lambda: book.withdraw(promise.id, text, viewer), words)


def _note(write: Callable[[], object], words: Words) -> None:
    try:
        write()
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
    except OSError:
        st.error(words("Penyimpanan tidak dapat ditulis. Belum dicatat; coba lagi."))
    else:
        st.rerun()
