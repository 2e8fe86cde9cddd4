"""The view of this session, kept equal to the URL.

The URL wins when it changed under us (a shared link, the browser's back button); otherwise the
session does, so that coming back to the map from another page finds it as it was left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.words import Problem, Words
from pages.session import lookups
from pages.view import ON_MAP, View, from_query

# Keys of the session's state: the view, the query that we wrote to the URL last, what of it could not be followed,
# the page that was seen last, and the widget that the reader has just set.
_VIEW, _WRITTEN, _PROBLEMS, _PAGE = "view", "written_query", "address_problems", "page_seen"
_CHOSEN = "chosen_widget"
# The parts of the view that every page has.
SHARED = ("language", "display")


def read_view() -> View:
    """The view now, without touching the URL: for what runs before the page is known."""
    query = st.query_params.to_dict()
    if _VIEW not in st.session_state or (query and query != st.session_state.get(_WRITTEN)):
        _follow(query)
    return st.session_state[_VIEW]


def current_view(only: tuple[str, ...] = ON_MAP, page: str = "") -> View:
    """The view now; its `only` parts are written to the URL of this page (its name is `page`)."""
    view = view_on_page(page)
    write_view(only)
    return view


def view_on_page(page: str = "") -> View:
    """The view now on the page `page`, for a part of it that writes the URL when it has sent its map.

    The browser goes through the whole page when the URL changes, and what comes after it waits. An
    empty URL on the page where we wrote one before is the browser's back button; on coming from another
    page it says nothing, and the view stays.
    """
    read_view()
    if not st.query_params.to_dict() and st.session_state[_WRITTEN] and st.session_state.get(_PAGE) == page:
        _follow({})
        if runs_alone():  # what the part was handed over is of the data that was left
            st.rerun()
    st.session_state[_PAGE] = page
    return st.session_state[_VIEW]


def runs_alone() -> bool:
    """Whether a part of a page runs without its page."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _follow(query: dict[str, str]) -> None:
    """Make the view what a URL with this query asks for."""
    view, problems = from_query(query, lookups.url_choices())
    st.session_state[_VIEW], st.session_state[_PROBLEMS] = view, list(problems)
    st.session_state[_WRITTEN] = query


def write_view(only: tuple[str, ...] = ON_MAP) -> None:
    """Write the `only` parts of the view to the URL."""
    query = st.session_state[_VIEW].to_query(only)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def change_view(**parts: Any) -> None:
    """Look at something else: used by the callbacks of controls, before the page runs again."""
    st.session_state[_VIEW] = st.session_state[_VIEW].changed(**parts)
    st.session_state[_PROBLEMS] = []
    # The URL still holds the view before the change. Without this it would be taken for a new one, and win.
    st.session_state[_WRITTEN] = st.query_params.to_dict()


def bound_widget(field: str, options: Collection[Any] = ()) -> dict[str, Any]:
    """`key` and `on_change` of a widget that shows and sets one part of the view.

    Where the view has what is not among the `options` now offered, the first of them is shown.
    """
    key, value = f"w_{field}", st.session_state[_VIEW].value(field)
    if not _chosen(key, value, options):
        st.session_state[key] = value if not options or value in options else next(iter(options))

    def changed() -> None:
        st.session_state[_CHOSEN] = key
        change_view(**{field: st.session_state[key]})

    return {"key": key, "on_change": changed}


def _chosen(key: str, value: Any, options: Iterable[Any]) -> bool:
    """Whether the reader has just set the widget, and it offers the same options as before.

    Then it need not be told its own value, which would have the browser draw it and the page around
    it once more.
    """
    offered, before = (words().language, *options), st.session_state.get(f"{key}_offered")
    st.session_state[f"{key}_offered"] = offered
    if st.session_state.get(_CHOSEN) != key:
        return False
    del st.session_state[_CHOSEN]
    return bool(options) and before == offered and st.session_state.get(key) == value


def address_problems() -> list[Problem]:
    """What in the URL could not be followed; each is explained in the reader's language by `Words.explain`."""
    return st.session_state.get(_PROBLEMS, [])


def words() -> Words:
    """The reader's language."""
    view = st.session_state.get(_VIEW)
    return Words(view.language if view else "id")
