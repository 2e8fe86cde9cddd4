"""What the page works on: the store of own data, the office, the draft that is open, and what its file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

import streamlit as st
from cachetools import LRUCache

from data.clock import today
from data.intake import (
    BOOK,
    FILE,
    Desk,
    Draft,
    Drafts,
    Memory,
    Progress,
    Rehearsal,
    Report,
    read_draft,
    register_of_release,
    rehearse,
)
from data.intake import (
    in_force as releases_in_force,
)
from data.settings import home
from data.store import OWN, Notebook, Release, Store
from data.words import Sentence
from pages import session

# What became of the files that were dropped last, until one of them is opened.
TOLD_FILES = "intake_told_files"
_OPEN, _OPENED_WITH = "intake_draft", "intake_opened_with"
# Reports hold the cells of their files, so only a few are kept; any other is read again from what was kept.
_REPORTS: LRUCache[tuple[Any, ...], Report] = LRUCache(4)
_REHEARSALS: LRUCache[tuple[Any, ...], Rehearsal] = LRUCache(4)
_LOCK = Lock()


@st.cache_resource(show_spinner=False)
def _store(folder: str) -> Store:
    return Store(folder, OWN)


def store() -> Store:
    """The store of own data."""
    return _store(home())


def notebook() -> Notebook:
    """Drafts, memory and the details of releases."""
    return store().notebook(BOOK)


def drafts() -> Drafts:
    """The files that wait, for whoever looks now. Its methods raise NotYours."""
    return Drafts(notebook(), session.viewer())


def release() -> Release | None:
    """The release of own data in force."""
    return store().release()


def in_force() -> frozenset[int]:
    """Numbers of the releases that no undo has gone back before."""
    return releases_in_force(store().history())


@st.cache_resource(show_spinner=False, max_entries=4)
def _register(folder: str, number: int) -> Any:
    return register_of_release(_store(folder).release(number) if number else None)


def desk(office: str) -> Desk:
    """Where files for an office are read: its area today, and what is published."""
    now = release()
    return Desk(office, today(), _register(home(), now.number if now else 0), session.facts_of("sendiri"))


def area(office: str) -> frozenset[str]:
    """The regions that an office serves today."""
    return desk(office).area


def memory(office: str) -> Memory:
    """What is remembered of an office's files, for whoever looks now. Its methods raise NotYours."""
    return Memory(notebook(), office, session.viewer())


def opened() -> Draft | None:
    """The draft that is open in this session; none of an office that the reader stands for no more."""
    draft, viewer = st.session_state.get(_OPEN), session.viewer()
    return draft if isinstance(draft, Draft) and viewer.may_bring_for(draft.office) else None


def open_draft(draft: Draft | None, told: Sequence[Sentence] = ()) -> None:
    """Open a draft, or none; `told` is said above it until another is opened."""
    st.session_state[_OPEN] = draft
    st.session_state[_OPENED_WITH] = list(told)
    if draft is not None:
        st.session_state.pop(TOLD_FILES, None)


def told() -> list[Sentence]:
    """What is said above the draft that is open."""
    said: list[Sentence] = st.session_state.get(_OPENED_WITH, [])
    return said


def change(**parts: Any) -> None:
    """Change parts of the open draft and keep it: at each step, so that nothing is lost."""
    draft = opened()
    if draft is not None:
        st.session_state[_OPEN] = drafts().keep(replace(draft, **parts))


def report_of(draft: Draft, progress: Progress | None = None) -> Report:
    """What the draft's file says with all that was decided; kept until one of that changes. Raises OSError."""
    key = _key(draft)
    with _LOCK:
        if key in _REPORTS:
            return _REPORTS[key]
    read = replace(draft, edits=draft.edits.since_undone(in_force()))
    report = read_draft(read, drafts().content(draft), desk(draft.office), progress)
    with _LOCK:
        _REPORTS[key] = report
    return report


def keep_report(draft: Draft, report: Report) -> None:
    """Do not read a file again that was just read; where people were left out of what is kept, that alone is shown."""
    if draft.form == FILE:
        with _LOCK:
            _REPORTS[_key(draft)] = report


def _key(draft: Draft) -> tuple[Any, ...]:
    now = release()
    return draft.id, draft.decided, now.number if now else 0, today()


def rehearsal_of(draft: Draft, report: Report) -> Rehearsal:
    """What publishing the draft would change. Raises pandera's SchemaErrors where a rule would be broken."""
    now = release()
    # Whom an office serves may end with a day.
    key = (draft.id, draft.decided, now.number if now else 0, today())
    with _LOCK:
        if key in _REHEARSALS:
            return _REHEARSALS[key]
    found = rehearse(report, now, draft.office, session.embedded_facts())
    with _LOCK:
        _REHEARSALS[key] = found
    return found
