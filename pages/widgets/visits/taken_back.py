"""How a record is taken back: at once by one press where it was just made, or later with a reason."""

from __future__ import annotations

import streamlit as st

from data.queries import Reading
from data.visits import LIMITS, Visit
from data.words import Problem, Words
from pages import session, templates
from pages.session import Place
from pages.widgets.visits.book import visits_of
from pages.widgets.visits.said import result_said, visit_day

_KEPT = "visit_kept"  # in the session's state: the visit that was kept last, and whose it is
_ASKED = "visit_to_withdraw"  # in the session's state: the visit for which a reason is asked
_AT_ONCE = "Dibatalkan sesaat sesudah dicatat"


def tell_kept(visit: Visit, name: str) -> None:
    """Say on the page that follows that this was kept, of the employer of this name."""
    st.session_state[_KEPT] = (visit, name)


def show_kept(place: Place, words: Words, of: str = "") -> None:
    """What was just kept, `of` one employer or of any, and a button that takes it back; nothing where nothing was."""
    visit, name = st.session_state.get(_KEPT, (None, ""))
    if visit is None or of not in ("", visit.employer):
        return
    said = words(
        "Tersimpan untuk {name}: {day}, {result}.",
        name=name,
        day=visit_day(visit, words),
        result=result_said(visit, None, words),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="visit_kept"):
        st.html(templates.note(said))
        st.button(words("Batalkan"), key="visit_undo", on_click=_undo, args=(visit.id, place.reading, words))


def _undo(id: str, reading: Reading, words: Words) -> None:
    if _withdrawn(id, _AT_ONCE, reading, words):
        st.toast(words("Dibatalkan: catatan tadi tidak dihitung lagi."))
        st.session_state.pop(_KEPT, None)


def ask_withdrawal(id: str) -> None:
    """Ask for a reason to withdraw a visit in the run that follows; for a callback of a widget."""
    st.session_state[_ASKED] = id


def show_withdrawal(place: Place, words: Words) -> None:
    """The dialog that asks for the reason, where a callback wanted it."""
    id = st.session_state.pop(_ASKED, "")
    if id:
        st.dialog(words("Cabut catatan"))(_reason)(place.reading, id, words)


def _reason(reading: Reading, id: str, words: Words) -> None:
    with session.telling():
        st.html(templates.note(words("Catatan tetap tersimpan, tetapi tidak dihitung lagi.")))
        why = st.text_input(words("Alasan"), max_chars=LIMITS["why"])
        if st.button(words("Cabut"), type="primary", key="visit_withdraw") and _withdrawn(
            id, why, reading, words
        ):
            st.session_state.pop(_KEPT, None)
            st.rerun()


def _withdrawn(id: str, why: str, reading: Reading, words: Words) -> bool:
    """Whether it was withdrawn; why not is said."""
    try:
        visits_of(reading).withdraw(id, why, reading)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return False
    except OSError:
        st.error(words("Penyimpanan tidak dapat ditulis, jadi catatan ini belum dicabut. Coba lagi."))
        return False
    return True
