"""The page itself: for stewards alone, the register of people and the record of deeds."""

from __future__ import annotations

import streamlit as st

from data.clock import today
from data.words import Words
from pages import session, signin, widgets
from pages.people.record import show_record
from pages.people.register import show_register

_PARTS = {"people": "Daftar orang", "record": "Catatan kegiatan"}


def show_people() -> None:
    """The page. Whoever is no steward is told who may open it, and nothing else."""
    session.current_view(session.SHARED, "orang")
    words = session.words()
    widgets.address_warnings(words)
    widgets.page_head(st.container(), words("Orang dan catatan"), "", _lead(words))
    if session.viewer().may_publish:
        with session.telling():
            _work()
    else:
        st.info(words("Halaman ini dibuka oleh peran Pengelola data."))
    widgets.page_footer(words, "sendiri")


def _lead(words: Words) -> str:
    """How many people have a role, and whether anybody signs in at all."""
    if not session.viewer().may_publish:
        return ""
    release = signin.people().release()
    day = today()
    known = [person for person in signin.people().every().values() if person.is_in_force(day)]
    said = words("{n} orang punya peran per {date}.", n=words.number(len(known)), date=words.date(day))
    if release is not None:
        said += " " + words(
            "Rilis {n}, {time}.", n=words.number(release.number), time=session.said_time(release.at, words)
        )
    if not session.signs_in():
        said += " " + words("Cara masuk belum disetel (PETA_SIGN_IN), jadi daftar ini belum dipakai.")
    return said


@session.fragment()
def _work() -> None:
    words = session.words()
    part = st.segmented_control(
        words("Bagian"),
        list(_PARTS),
        required=True,
        default="people",
        label_visibility="collapsed",
        format_func=lambda key: words(_PARTS[key]),
        key="people_part",
    )
    if part == "record":
        show_record(words)
    else:
        show_register(words)
