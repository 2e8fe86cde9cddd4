"""Sessions as the gate sees them: a real session state of Streamlit, in which a page has drawn every kind of widget."""

from __future__ import annotations

import json
from copy import copy
from types import SimpleNamespace
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates
from streamlit.testing.v1 import AppTest

COMPONENT, SILENT, FRAME = "$$ID-0-rank", "$$ID-2-share", "$$ID-1-map"
EVENTS = _make_trigger_id(COMPONENT, "events")


def page() -> None:
    """One widget of each kind that pages of the app use, but components, which need a server."""
    import pandas as pd
    import streamlit as st

    rows = pd.DataFrame({"a": [1, 2]})
    st.selectbox("s", ["semua", "oki"], key="place", format_func=str.upper)
    st.selectbox("s", ["2025", "2026"], key="year", index=None)
    st.multiselect("m", ["Ojek", "Petani"], key="trades")
    st.pills("p", ["Ojek", "Petani"], key="kinds", selection_mode="multi")
    st.segmented_control("c", ["kabupaten", "kecamatan"], key="level", default="kabupaten", required=True)
    st.radio("r", ["ya", "tidak"], key="answer")
    st.select_slider("l", ["2026-01", "2026-02"], key="month")
    st.toggle("t", key="projector")
    st.text_input("i", key="search")
    st.number_input("i", 1, 240, 20, key="minutes")
    st.button("b", key="close")
    st.button("b", key="locked", disabled=True)
    st.download_button("d", b"x", key="take")
    st.data_editor(rows, key="editor", num_rows="add")
    st.dataframe(rows, key="rows", on_select="rerun")
    st.file_uploader("f", key="files", accept_multiple_files=True)
    st.expander("e", key="trend", on_change="rerun")
    st.popover("o", key="drawing", on_change="rerun")
    with st.form("form"):
        st.text_input("i", key="title")
        st.form_submit_button("k", key="send")


def drawn() -> AppTest:
    """The page, run once."""
    return AppTest.from_function(page).run()


class Session:
    """A session named s1 that this page was sent to; beside it the pages that there are and one part that may run."""

    id = "s1"
    page_script_hash = "h2"

    def __init__(self, at: AppTest) -> None:
        drawn: Any = at.session_state._state._state
        widgets = drawn._new_widget_state
        self.session_state: Any = copy(drawn)  # so that no test sees what another has changed
        self.session_state._new_widget_state = WStates(dict(widgets.states), dict(widgets.widget_metadata))
        _draw_components(self.session_state)

    def has_fragment(self, fragment: str) -> bool:
        return fragment == "f1"

    def get_pages(self) -> dict[str, dict[str, str]]:
        return {"h1": {"url_pathname": ""}, "h2": {"url_pathname": "tunggakan"}}

    def widget(self, key: str) -> str:
        """The name that Streamlit gave to the widget of this key; other names are left as they are."""
        return str(self.session_state.get_widget_id_from_key(key) or key)


def _draw_components(kept: Any) -> None:
    """The map's frame, a table of our own and a piece that reports nothing, as a run leaves them when it has ended."""
    calls = {"pick": lambda: None}
    kept._set_widget_metadata(WidgetMetadata(FRAME, lambda value: value, str, "json_value"))
    kept._set_widget_metadata(
        WidgetMetadata(COMPONENT, lambda value: value or {}, str, "json_value", callbacks=calls)
    )
    kept._set_widget_metadata(
        WidgetMetadata(EVENTS, _events, str, "json_trigger_value", callbacks=calls)
    )  # its value is dropped at the end of every run
    kept._set_widget_metadata(
        WidgetMetadata(SILENT, lambda value: value or {}, str, "json_value", presenter=lambda value, _: value)
    )
    for name in (COMPONENT, SILENT):
        kept._new_widget_state.set_from_value(name, {})
    kept._new_widget_state.set_from_value(FRAME, None)


def _events(text: str | None) -> list[Any] | None:
    return None if text is None else list(json.loads(text))


def served(found: Session, held: dict[str, bytes] | None = None) -> SimpleNamespace:
    """What stands for Streamlit's server: this session alone, with the files that were uploaded to it."""
    files = {name: SimpleNamespace(file_id=name, data=data) for name, data in (held or {}).items()}
    manager = SimpleNamespace(
        file_storage={"s1": files} if files else {},
        get_files=lambda session, names: [files[name] for name in names if name in files],
    )
    return SimpleNamespace(
        get_app_session=lambda asked: found if asked == "s1" else None,
        media_file_mgr=SimpleNamespace(_deferred_ids_by_session={"s1": {"file1"}, "s2": {"file2"}}),
        uploaded_file_mgr=manager,
    )
