"""The view of this session, kept equal to the URL.

The URL wins when it changed under us (a shared link, the browser's back button); otherwise the
session does, so that coming back to the map from another page finds it as it was left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.words import Problem, Words
from pages.parts import house
from pages.view import NAMES, View, from_query

_VIEW, _WRITTEN, _PROBLEMS, _PAGE = "view", "written_query", "address_problems", "page_seen"
SHARED = ("language", "display")


def read() -> View:
    """The view now, without touching the URL: for what runs before the page is known."""
    query = st.query_params.to_dict()
    if _VIEW not in st.session_state or (query and query != st.session_state.get(_WRITTEN)):
        _take(query)
    return st.session_state[_VIEW]


def current(only: tuple[str, ...] = tuple(NAMES), page: str = "") -> View:
    """The view now; its `only` parts are written to the URL of this page (its name is `page`).

    An empty URL on the page where we wrote one before is the browser's back button; on coming from
    another page it says nothing, and the view stays.
    """
    read()
    if not st.query_params.to_dict() and st.session_state[_WRITTEN] and st.session_state.get(_PAGE) == page:
        _take({})
    st.session_state[_PAGE] = page
    _write(only)
    return st.session_state[_VIEW]


def _take(query: dict[str, str]) -> None:
    view, problems = from_query(query, house.choices())
    st.session_state[_VIEW], st.session_state[_PROBLEMS] = view, list(problems)
    st.session_state[_WRITTEN] = query


def _write(only: tuple[str, ...]) -> None:
    query = st.session_state[_VIEW].to_query(only)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def change(**parts: Any) -> None:
    """Look at something else: used by the callbacks of controls, before the page runs again."""
    st.session_state[_VIEW] = replace(st.session_state[_VIEW], **parts)
    st.session_state[_PROBLEMS] = []
    # the URL still holds the last view: without this it would win over the change
    st.session_state[_WRITTEN] = st.query_params.to_dict()


def bound(field: str, options: Sequence[Any] = ()) -> dict[str, Any]:
    """`key` and `on_change` of a widget that shows and sets one part of the view.

    Where the view has what is not among the `options` now offered, the first of them is shown.
    """
    key, value = f"w_{field}", getattr(st.session_state[_VIEW], field)
    st.session_state[key] = value if not options or value in options else options[0]
    return {"key": key, "on_change": lambda: change(**{field: st.session_state[key]})}


def problems() -> list[Problem]:
    """What in the URL could not be followed."""
    return st.session_state.get(_PROBLEMS, [])


def words() -> Words:
    """The reader's language."""
    view = st.session_state.get(_VIEW)
    return Words(view.language if view else "id")
