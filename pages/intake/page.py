"""The page itself: who may bring files and for which office, then either the way in or the file that is open."""

from __future__ import annotations

import streamlit as st

from data.digest import reader_of
from data.words import Problem, Words
from pages import digest, session, templates, widgets
from pages.intake import desk
from pages.intake.dropping import show_way_in
from pages.intake.steps import show_file
from pages.view import View

_OFFICE = "intake_office"


def show_data() -> None:
    """The page "Data"."""
    session.current_view(session.SHARED, "data")
    words = session.words()
    widgets.address_warnings(words)
    with st.container(horizontal=True, vertical_alignment="center", key="controls"):
        office = _office(words)
    if not session.viewer().may_bring:
        _not_allowed(words)
    else:
        _show(office, words)
    with session.telling():
        _digest(words)
    widgets.page_footer(words, "sendiri")


def _digest(words: Words) -> None:
    """The reader's own digest of the newest release, and how far those of all others are."""
    reading = session.reading(View(data="sendiri"))
    if reading is None or desk.opened() is not None:
        return
    if digest.RUN.release == reading.release.number and session.viewer().may_bring:
        st.html(templates.note(_made(words)))
    reader = reader_of(reading.viewer, reading.facts)
    widgets.offer_digest(reading, "sendiri", reader, words, "own_digest")


def _made(words: Words) -> str:
    """How many files of digests are made of the release that was published last, or why they are not."""
    if digest.RUN.problem is not None:
        return words.explain(digest.RUN.problem)
    return words(
        "Ringkasan rilis {number}: {done} dari {whole} berkas dibuat.",
        number=words.number(digest.RUN.release),
        done=words.number(digest.RUN.done),
        whole=words.number(digest.RUN.whole),
    )


def _show(office: str, words: Words) -> None:
    try:
        draft = desk.opened()
        session.tell_refused(words)
        templates.from_the_top(draft.id if draft else "")
        if draft is None:
            show_way_in(office, words)
        else:
            show_file(draft, words)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
    except OSError:
        st.error(
            words(
                "Penyimpanan tidak dapat dibaca atau ditulis. Yang sudah disimpan tetap ada; muat ulang halaman ini."
            )
        )


def _office(words: Words) -> str:
    """The office for which files are brought; the draft's own while one is open.

    A branch has one alone, and its role says which: there is nothing to choose.
    """
    viewer = session.viewer()
    offices = sorted(viewer.offices) if viewer.offices else list(session.branches())
    draft = desk.opened()
    if draft is not None:
        offices = [draft.office]
    if st.session_state.get(_OFFICE) not in offices:
        st.session_state[_OFFICE] = offices[0]
    if len(viewer.offices) == 1:
        return offices[0]
    return str(
        st.selectbox(
            words("Kantor"),
            offices,
            key=_OFFICE,
            format_func=session.area_name,
            label_visibility="collapsed",
            disabled=len(offices) == 1,
        )
    )


def _not_allowed(words: Words) -> None:
    """What is not allowed, what still is, and whom to ask."""
    st.html(
        templates.render(
            "intake_card",
            kind="",
            title=words("Berkas hanya diterima dari kantor cabang dan pengelola data."),
            note=words("Anda membuka halaman ini sebagai {role}.", role=session.viewer().title(words)),
            lines=[
                words(
                    "Angka yang sudah terbit tetap dapat dibuka. Bila Anda berhak, pilih peran di kanan atas atau masuk dengan akun yang berhak."
                ),
                words("Berkas yang sedang dikerjakan tetap menunggu di kotak masuk kantornya."),
            ],
        )
    )
    st.button(
        words("Buka peta"),
        key="intake_map",
        type="primary",
        on_click=session.open_page,
        args=(session.MAP_PAGE,),
    )
