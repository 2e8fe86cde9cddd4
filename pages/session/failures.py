"""What cannot be read, said where it would stand: in our words, with the way out, and never a library's own error.

Every page runs inside `telling`, and every fragment is made by `fragment`, since Streamlit runs a fragment without its
page. Whatever is raised there is first a question to the stores: is something damaged? Only what has another cause is
a defect of the app, and goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import TypeVar, cast

import streamlit as st
from streamlit.errors import StreamlitDuplicateElementKey
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx

from data.store import SIMULATED, Damaged, NotReadable
from data.words import Problem, Words
from pages import templates
from pages.session import address
from pages.session.dataset import viewer
from pages.session.facts_in_view import data_in_view, embedded_facts, looked_up_once
from pages.session.simulation import simulation_run
from pages.session.stores import store
from pages.view import NAMES

_LOG = logging.getLogger(__name__)
_DRAWN_FOR = "drawn_for"  # in the session's state: the data and the role that the page was drawn for
_Show = TypeVar("_Show", bound=Callable[..., None])


def fragment(run_every: float | None = None) -> Callable[[_Show], _Show]:
    """A fragment of Streamlit inside which a problem is told as on its page.

    Where the page was drawn for other data, or for somebody else, it is drawn anew: what a fragment was handed over
    then (a ledger, as one role sees it) is not what is looked at now.
    """

    def wrapped(show: _Show) -> _Show:
        @wraps(show)
        def told(*arguments: object, **named: object) -> None:
            with telling(), looked_up_once():
                if _is_of_another_page():
                    st.rerun()
                show(*arguments, **named)

        return cast(_Show, st.fragment(told, run_every=run_every))

    return wrapped


def _is_of_another_page() -> bool:
    """Whether this part of the page runs alone, and the page was drawn for other data or another role."""
    now = address.read_view().data, viewer()
    if not address.runs_alone():
        st.session_state[_DRAWN_FOR] = now
        return False
    return bool(st.session_state.get(_DRAWN_FOR, now) != now)


@contextmanager
def telling() -> Iterator[None]:
    """Inside, a `Problem` or a damaged store is told in place of what was to be shown, and what follows is shown."""
    try:
        yield
    except Problem as problem:
        tell(problem, address.words())
    except Exception as error:
        found = _damage() or _unreachable(error)
        if found is None:
            raise
        tell(found, address.words())


def tell(problem: Problem, words: Words) -> None:
    """The problem, and a button where the app itself can put it right: a simulation is deleted and made anew."""
    st.error(templates.plain(words.explain(problem)))
    if isinstance(problem, Damaged) and problem.dataset == SIMULATED:
        if (failed := simulation_run().problem) is not None and not isinstance(failed, NotReadable):
            st.error(templates.plain(words.explain(failed)))
        with suppress(StreamlitDuplicateElementKey):  # told twice on a page, it is offered once
            st.button(words("Hapus simulasi dan buat lagi"), key="simulation_anew", on_click=_make_anew)


def _unreachable(error: Exception) -> Problem | None:
    """That a storage does not answer, or was emptied while it was read; None for an error of another kind."""
    if not isinstance(error, OSError) and type(error).__name__ != "IOException":  # the one of DuckDB
        return None
    _LOG.error("a storage could not be read", exc_info=error)
    return Problem("Penyimpanan data tidak bisa dibaca saat ini. Periksa penyimpanan itu, lalu muat ulang.")


def _damage() -> NotReadable | None:
    """What is damaged in the store of the data in view, or in one's own, whose facts stand beside all others."""
    for data in dict.fromkeys((data_in_view(), "sendiri")):
        try:
            found: NotReadable | None = store(data).damage()
        except NotReadable as problem:
            found = problem
        if found is not None:
            return found
    return None


def _make_anew() -> None:
    simulation_run().make_anew(store("simulasi"), embedded_facts())


def say_failed(_: Exception) -> bool:
    """Say in our words that a page failed, in place of Streamlit's English; what failed stands in the server's log.

    A reader who has gone on meanwhile stops what is drawn here. Streamlit would take that for a second failure.
    """
    try:
        words = Words("en" if st.query_params.get(NAMES["language"]) == "en" else "id")
        st.error(words("Halaman ini gagal ditampilkan. Muat ulang; kalau tetap gagal, beri tahu pengelola."))
    except StopException:
        pass
    except RerunException as wish:  # by being raised it has left the list of runs that are to come
        context = get_script_run_ctx()
        if context is not None and context.script_requests is not None:
            context.script_requests.request_rerun(wish.rerun_data)
    return True
