"""Which states of widgets are passed on: all that the page's own script sends, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from pages.gate import widgets
from pages.gate.widgets import asks_for_files, could_send, knows_widgets
from tests.pages.gate.sessions import COMPONENT, EVENTS, FRAME, SILENT, Session

PICKED = '[{"event": "pick", "value": "16.05"}]'


def state(found: Session, key: str, field: str = "", value: object = None) -> WidgetState:
    """What a browser sends of the widget with this key; nothing in it where a field was emptied."""
    sent = WidgetState(id=found.widget(key))
    if field == "file_uploader_state_value":
        sent.file_uploader_state_value.SetInParent()
        for name in value:
            sent.file_uploader_state_value.uploaded_file_info.add(file_id=name)
    elif isinstance(value, list):
        getattr(sent, field).data.extend(value)
        getattr(sent, field).SetInParent()
    elif field:
        setattr(sent, field, value)
    return sent


def test_every_value_that_the_page_was_drawn_with_is_passed_on(found: Session, _page: AppTest) -> None:
    sent = _page._tree.get_widget_states().widgets
    assert len(sent) > 12
    assert [one.id for one in sent if not could_send(one, found)] == []


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("place", "string_value", "OKI"),
        ("year", "string_value", "2026"),
        ("year", "", None),
        ("trades", "string_array_value", ["Petani", "Ojek"]),
        ("trades", "string_array_value", []),
        ("kinds", "string_array_value", []),
        ("level", "string_array_value", ["kecamatan"]),
        ("answer", "string_value", "tidak"),
        ("month", "string_array_value", ["2026-02"]),
        ("projector", "bool_value", True),
        ("search", "string_value", "PT"),
        ("search", "", None),
        ("minutes", "int_value", 25),  # as a browser sends it, though it is registered as any number
        ("close", "trigger_value", True),
        ("take", "trigger_value", True),
        ("send", "trigger_value", True),
        ("title", "string_value", "Rilis"),
        ("editor", "string_value", '{"edited_rows": {"0": {"a": 3}}, "added_rows": [], "deleted_rows": []}'),
        ("rows", "string_value", '{"selection": {"rows": [1], "columns": [], "cells": []}}'),
        ("files", "file_uploader_state_value", ["here"]),
        ("files", "file_uploader_state_value", []),
        ("trend", "bool_value", True),
        ("drawing", "bool_value", True),
        (EVENTS, "json_trigger_value", PICKED),
        (COMPONENT, "json_value", '{"pick": "16.05"}'),
        (SILENT, "json_value", "{}"),
        (FRAME, "json_value", '{"n": 1, "code": "16.05"}'),
    ],
)
def test_what_a_reader_can_choose_is_passed_on(found, key, field, value):
    assert could_send(state(found, key, field, value), found)


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("unknown", "string_value", "OKI"),
        ("place", "string_value", "oki"),  # what the app calls it, not what the reader sees
        ("place", "int_value", 1),
        ("minutes", "string_value", "25"),
        ("place", "", None),
        ("year", "string_value", "2027"),
        ("level", "string_array_value", []),
        ("level", "string_array_value", ["kecamatan", "kabupaten"]),
        ("trades", "string_array_value", ["Nelayan"]),
        ("trades", "bool_value", True),
        ("rows", "string_value", "no JSON"),
        ("close", "string_value", "x"),
        (EVENTS, "json_trigger_value", '[{"event": "drop"}]'),
        (EVENTS, "json_trigger_value", "[5]"),
        (EVENTS, "json_trigger_value", "no JSON"),
        (EVENTS, "string_value", PICKED),
        (COMPONENT, "json_value", '{"other": 1}'),
        (COMPONENT, "json_value", "no JSON"),
        (COMPONENT, "json_value", '""'),
        (SILENT, "json_value", '""'),
        (SILENT, "json_value", '{"pick": 1}'),
        (EVENTS.replace("rank", "gone"), "json_trigger_value", PICKED),
    ],
)
def test_anything_else_is_not(found, key, field, value):
    assert not could_send(state(found, key, field, value), found)


@pytest.mark.parametrize("key", ["place", COMPONENT])
def test_a_widget_that_has_gone_says_nothing_any_more(found, key):
    """Streamlit keeps what it knows of it, also of what happens in it, and drops its value."""
    name = found.widget(key)
    for place in (found.session_state._new_widget_state.states, found.session_state._old_state):
        place.pop(name, None)
    assert not could_send(state(found, key, "string_value", "OKI"), found)
    assert not could_send(state(found, EVENTS, "json_trigger_value", PICKED), found) or key != COMPONENT


def test_a_field_that_was_emptied_can_be_filled_again(found):
    """Streamlit notes the kind of what came last, which is none; where only a part runs again, that stays."""
    assert could_send(state(found, "year", "", None), found)
    known = found.session_state._new_widget_state.widget_metadata
    name = found.widget("year")
    known[name] = replace(known[name], value_type=None)
    assert could_send(state(found, "year", "string_value", "2025"), found)
    assert not could_send(state(found, "year", "int_value", 2025), found)


def test_a_file_that_is_not_here_is_taken_out_of_the_list(found):
    sent = state(found, "files", "file_uploader_state_value", ["here", "elsewhere"])
    assert could_send(sent, found)
    assert [file.file_id for file in sent.file_uploader_state_value.uploaded_file_info] == ["here"]


def test_a_file_that_comes_leaves_no_warning_in_the_log(found, monkeypatch):
    from streamlit.runtime.scriptrunner_utils import script_run_context

    warned: list[object] = []
    monkeypatch.setattr(script_run_context._LOGGER, "warning", lambda *said: warned.append(said))
    assert could_send(state(found, "files", "file_uploader_state_value", ["here"]), found)
    assert not warned


def test_a_page_asks_for_files_as_long_as_its_field_stands(found):
    assert asks_for_files(found)
    known = found.session_state._new_widget_state.widget_metadata
    name = found.widget("files")
    known[name] = replace(known[name], disabled=True)
    assert not asks_for_files(found)
    known[name] = replace(known[name], disabled=False)
    del found.session_state._new_widget_state.states[name]
    assert not asks_for_files(found)


def test_a_session_that_drew_nothing_yet_knows_no_widgets(found):
    assert knows_widgets(found)
    found.session_state._new_widget_state.widget_metadata.clear()
    assert not knows_widgets(found)
    assert widgets.could_send(state(found, "place", "string_value", "OKI"), found) is False
