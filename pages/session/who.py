"""Who is looking: as whom somebody signed in, which lesser role they try on, and what is recorded of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from data.access import PUBLIK, Viewer
from data.people import Judged, may_try
from data.words import Problem
from pages import signin
from pages.session import facts_in_view

_LOG = logging.getLogger(__name__)
_TRIED = "viewer"  # in the session's state: the role that is tried on
_Made = TypeVar("_Made")


class NoLonger(Problem):
    """A file of a page that was drawn for more than its reader may see now."""


def signs_in() -> bool:
    """Whether people sign in here; else whoever sits at the computer picks the role."""
    return signin.sign_in() is not None


def judged() -> Judged:
    """Who signed in, as it stands at this moment. Raises RuntimeError where nobody signs in."""
    session = signin.session_now()
    if session is None:
        raise RuntimeError("nobody signs in here")
    return _judged(session)


def _judged(session: signin.Session) -> Judged:
    # Offices are those of the organisation, whichever data are in view.
    return signin.judged_now(session, facts_in_view.facts_of("sendiri"))


def own() -> Viewer:
    """As whom somebody signed in: the most that they may try on."""
    return (judged().viewer or PUBLIK) if signs_in() else Viewer("pengelola")


def tried() -> Viewer:
    """The role that is in force: the one tried on, as long as it tells no more than one's own."""
    wished: Viewer | None = st.session_state.get(_TRIED)
    if not signs_in():
        return wished or PUBLIK
    mine = own()
    return wished if wished is not None and may_try(mine, wished) else mine


def try_on(choice: Viewer) -> None:
    """Look as somebody who is told less, from now on; for a callback of a widget."""
    st.session_state[_TRIED] = choice
    record("tried_role", ", ".join((choice.role, *sorted(choice.offices))))


def account() -> str:
    """The account that signed in; "" for whoever sits at the computer where nobody does, and for a visitor."""
    return judged().account if signs_in() else ""


def record(action: str, what: str = "") -> None:
    """Write into the record what somebody has done (`data.people.ACTIONS`).

    It is done, so that a record which cannot be written is for the server's log alone.
    """
    try:
        signin.note(account(), tried().role, action, what)
    except OSError:
        _LOG.exception("the record cannot be written")


def is_locked() -> bool:
    """Whether this reader may see nothing at all: nobody whom the organisation knows, and it admits no strangers."""
    return signs_in() and judged().viewer is None


def greet() -> None:
    """At the head of a run: write down once that somebody has signed in, or why they were not let in."""
    if not signs_in():
        return
    found, claims = judged(), signin.claims_now()
    if found.problem is not None or found.code:
        signin.noted_once(found.account, "", "refused", found.code)
    elif found.account and found.viewer is not None:
        signin.noted_once(
            found.account, found.viewer.role, "signed_in", token=str(claims.get("iat", claims["since"]))
        )


def guarded(make: Callable[[], _Made], what: str) -> Callable[[], _Made]:
    """A file that is made when it is asked for, from what the reader may see now: asked again at that moment, and
    recorded where the role names employers.

    That happens outside the run of the page, minutes or hours after it was drawn. `what` says which file, by the page.
    """
    drawn_for, session = _in_force(), signin.session_now()

    def made() -> _Made:
        account = ""
        if session is not None:
            found = _judged(session)
            account = found.account
            if found.viewer is None or not may_try(found.viewer, drawn_for):
                raise NoLonger("Akses Anda sudah berubah sejak halaman ini dibuka. Muat ulang halamannya.")
        if drawn_for.names_employers:
            signin.note(account, drawn_for.role, "exported", what)
        return make()

    return made


def _in_force() -> Viewer:
    view = st.session_state.get("view")
    return PUBLIK if view is not None and view.display else tried()
