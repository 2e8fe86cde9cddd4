"""Which facts a page reads: those that ship with the app, with the rows over them that the organisation published.

Published figures and one's own ledger are read with one's own rows; a simulated ledger with the embedded ones alone
and targets that are made up as it is, so that nothing simulated stands beside a number that an organisation set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.facts import facts_version, in_force
from data.settings import data_folder
from data.simulation import with_simulated_targets
from data.tables import ADDED, REPLACED, Facts, Overlaid, load_facts
from data.words import Problem, Words
from pages.session.stores import release, store

# The data of the page whose file is being made, and their facts: that happens in a thread of its own, which has no
# session. A long file asks for a name in every row, so that the facts are looked up once.
_PINNED: ContextVar[tuple[str, Facts] | None] = ContextVar("pinned", default=None)
# What the page that runs now has looked up, by the data whose facts they are.
_OF_THE_RUN: ContextVar[dict[str, Facts] | None] = ContextVar("of_the_run", default=None)


@st.cache_resource(show_spinner=False)
def embedded_facts() -> Facts:
    """The tables that ship with the app, read and checked once per process. Raises DamagedFile."""
    return load_facts(data_folder())


def own_facts() -> Overlaid:
    """The facts with one's own rows over them. Raises DamagedFile.

    Where the own rows cannot be read or do not fit, `problem` says why, and `facts` are the embedded ones alone.
    """
    embedded = embedded_facts()
    try:
        return in_force(release("sendiri"), embedded)
    except Problem as problem:
        return _without(embedded, problem)
    except Exception:  # whatever a library makes of a table that is damaged
        found = store("sendiri").damage()
        if found is None:
            raise
        return _without(embedded, found)


def _without(embedded: Facts, problem: Problem) -> Overlaid:
    return replace(in_force(None, embedded), problem=problem)


def facts_of(data: str) -> Facts:
    """The facts that `View.data` is read with."""
    known = _OF_THE_RUN.get()
    if known is None:
        return _facts_of(data)
    if data not in known:
        known[data] = _facts_of(data)
    return known[data]


def _facts_of(data: str) -> Facts:
    if data == "simulasi":
        return _simulated_facts()
    return own_facts().facts if _has_own() else embedded_facts()


@st.cache_resource(show_spinner=False)
def _simulated_facts() -> Facts:
    return with_simulated_targets(embedded_facts())


def _has_own() -> bool:
    """Whether the organisation has published facts; what cannot be read is said by `own_facts`."""
    try:
        return bool(facts_version(release("sendiri")))
    except Problem:
        return False


def facts() -> Facts:
    """The facts that the page in view is read with."""
    pinned = _PINNED.get()
    if pinned is not None:
        return pinned[1]
    return facts_of(data_in_view())


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Inside, `facts()` and `facts_of` look only once which release is in force: for one run of a page.

    A page asks some three hundred times, each of which looks at the store's files; and what somebody publishes
    meanwhile would stand in one half of the page alone. The next run has it. A part of a page has looked with its page.
    """
    known = _OF_THE_RUN.get()
    token = _OF_THE_RUN.set({} if known is None else known)
    try:
        yield
    finally:
        _OF_THE_RUN.reset(token)


def data_in_view() -> str:
    """`View.data` of the page that runs, or whose file is being made; "" before there is one."""
    pinned = _PINNED.get()
    if pinned is not None:
        return pinned[0]
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    view = st.session_state.get("view")
    return view.data if view else ""


@contextmanager
def read_with(data: str) -> Iterator[None]:
    """Inside, `facts()` are those of this data: for a file that is made outside the session, or a page of one kind."""
    token = _PINNED.set((data, facts_of(data)))
    try:
        yield
    finally:
        _PINNED.reset(token)


def own_facts_note(words: Words) -> str:
    """What of the facts that this page reads is the organisation's own; "" when nothing is."""
    if data_in_view() == "simulasi" or not _has_own():
        return ""
    own = own_facts()
    added, replaced, withdrawn = own.count(ADDED), own.count(REPLACED), own.withdrawn_count
    if own.problem is not None or not added + replaced + withdrawn:
        return ""
    return words(
        "Data rujukan sendiri ikut dipakai: {added} baris ditambah, {replaced} diganti, {withdrawn} dicabut "
        "dari data bawaan.",
        added=words.number(added),
        replaced=words.number(replaced),
        withdrawn=words.number(withdrawn),
    )
