"""What a stranger says: messages that are made of what the session was sent, of rubbish, and of both."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.view import NAMES
from tests.hostile import HOSTILE
from tests.hostile_messages.stranger import Shown

_TEXTS = (
    *HOSTILE,
    "",
    "Pengelola",
    "SIM-000001",
    "wilayah",
    "null",
    "[]",
    "{}",
    '{"selection": 5}',
    '{"selection": {"rows": [99999, -1], "columns": ["x"], "cells": [[0]]}}',
    '{"edited_rows": {"999": {"x": 1}}, "added_rows": [5], "deleted_rows": ["a"]}',
    '{"last_object_clicked": 7, "go": {"a": []}, "zoom": "x", "center": null, "bounds": [1]}',
    '{"go": ["../../etc/passwd"], "pick": 3, "open": {"employer": "1"}}',
    '{"go": "pemberi-kerja", "row": 0, "key": "1"}',
    "2024-13-45",
    "9" * 400,
    "x" * 5000,
    "../../../etc/passwd",
    "\x00\x01",
)
# Every part of an address; the role, which everybody may try on, is none.
_PARTS = tuple(NAMES.values())
_ROLES = (
    "Direktur Utama",
    "admin",
    "pengelola",
    "Kantor wilayah: semua",
    "",
    "null",
    "x" * 5000,
)  # none is offered
_EVENTS = ("pick", "go", "open", "sort", "page", "drop", "")  # what tables of ours report, and what none does
_VALUES_OF_EVENTS = (None, 5, -1, 10**9, True, "16.05", "../x", "x" * 3000, [], ["a"], {}, {"a": [1]}, 1.5)


def message(rng: Random, shown: Shown) -> bytes | str:
    """One hostile message of a kind that chance chooses."""
    return rng.choice(_KINDS)(rng, shown)


def _rerun(rng: Random, shown: Shown) -> bytes:
    """A run of a page, with some parts right and others not."""
    said = BackMsg()
    run = said.rerun_script
    run.page_name = rng.choice([*shown.pages, "tidak-ada", "../app.py", _text(rng)])
    run.page_script_hash = rng.choice([*shown.pages.values(), "", "0" * 32, _text(rng)])
    run.query_string = _query(rng)
    run.is_auto_rerun, run.is_history_navigation = rng.random() < 0.2, rng.random() < 0.2
    run.cached_message_hashes.extend([_text(rng)] * rng.randrange(3))
    for _ in range(rng.randrange(6)):
        _state(rng, shown, run)
    return said.SerializeToString()


def _fragment(rng: Random, shown: Shown) -> bytes:
    """A run of a part of a page: one that is there with rubbish for its widgets, or one that is not."""
    said = BackMsg()
    run = said.rerun_script
    run.fragment_id = rng.choice([*shown.fragments, "0" * 32, "tidak-ada"])
    run.query_string = _query(rng)
    for _ in range(1 + rng.randrange(4)):
        _state(rng, shown, run)
    return said.SerializeToString()


def _state(rng: Random, shown: Shown, run: ClientState) -> None:
    """A state of a widget that is there or not, with a value of any kind; never another role, which everybody may try on."""
    state: WidgetState = run.widget_states.widgets.add()
    known = [widget for widget in shown.widgets if not widget.endswith("w_viewer")]
    if len(known) < len(shown.widgets) and rng.random() < 0.1:
        state.id = next(widget for widget in shown.widgets if widget.endswith("w_viewer"))
        state.string_value = rng.choice(_ROLES)
        return
    state.id = rng.choice(known) if known and rng.random() < 0.8 else f"$$ID-{_text(rng)[:40]}-w"
    rng.choice(_VALUES)(rng, state)


def _event(rng: Random, shown: Shown) -> bytes:
    """What a component reports, by an event or as its state: of one that is there, with a value that it never has."""
    said = BackMsg()
    run = said.rerun_script
    run.fragment_id = rng.choice([*shown.fragments, ""])
    run.query_string = _query(rng)
    component = rng.choice(
        [one for one, kind in shown.widgets.items() if "component" in kind] or ["$$ID-0-x"]
    )
    name, value = rng.choice(_EVENTS), rng.choice(_VALUES_OF_EVENTS)
    if rng.random() < 0.7:
        events = [{"event": name, "value": value}] * rng.randrange(3)
        run.widget_states.widgets.add(
            id=f"$$STREAMLIT_INTERNAL_KEY_{component}__events", json_trigger_value=json.dumps(events)
        )
    else:
        state = rng.choice([{name: value}, value, {"n": value, "code": value}])
        run.widget_states.widgets.add(id=component, json_value=json.dumps(state))
    return said.SerializeToString()


_VALUES: list[Callable[[Random, WidgetState], object]] = [
    lambda rng, state: setattr(state, "trigger_value", True),
    lambda rng, state: setattr(state, "bool_value", rng.random() < 0.5),
    lambda rng, state: setattr(state, "double_value", rng.choice([float("nan"), float("inf"), -1e308, 0.0])),
    lambda rng, state: setattr(state, "int_value", rng.choice([-(2**62), 2**62, -1, 0, 1])),
    lambda rng, state: setattr(state, "string_value", _text(rng)),
    lambda rng, state: setattr(state, "json_value", _text(rng)),
    lambda rng, state: setattr(state, "json_trigger_value", _text(rng)),
    lambda rng, state: setattr(state, "bytes_value", _text(rng).encode("utf-8", "replace")),
    lambda rng, state: setattr(state.string_trigger_value, "data", _text(rng)),
    lambda rng, state: setattr(state.chat_input_value, "data", _text(rng)),
    lambda rng, state: state.double_array_value.data.extend([float("nan"), -5.0, 1e99]),
    lambda rng, state: state.int_array_value.data.extend([rng.choice([-9, 0, 2**40])] * rng.randrange(4)),
    lambda rng, state: state.string_array_value.data.extend([_text(rng)] * rng.randrange(4)),
    lambda rng, state: state.file_uploader_state_value.uploaded_file_info.add(),
    lambda rng, state: state.arrow_value.SetInParent(),
    lambda rng, state: None,
]


def _mutated(rng: Random, shown: Shown) -> bytes:
    """A message that was right, with some bytes changed."""
    raw = bytearray(_rerun(rng, shown))
    for _ in range(1 + rng.randrange(4)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw[: rng.randrange(1, len(raw) + 1)] if rng.random() < 0.3 else raw)


def _rubbish(rng: Random, shown: Shown) -> bytes | str:
    """Bytes by chance, or text, which the protocol does not have."""
    return (
        _text(rng).encode("utf-8", "replace").decode()
        if rng.random() < 0.2
        else rng.randbytes(rng.randrange(64))
    )


def _command(rng: Random, shown: Shown) -> bytes:
    """A command that concerns everybody, or the server itself."""
    names = ("clear_cache", "set_run_on_save", "stop_script", "load_git_info", "debug_shutdown_runtime")
    return BackMsg(**{rng.choice([*names, "debug_disconnect_websocket"]): True}).SerializeToString()


def _request(rng: Random, shown: Shown) -> bytes:
    """A wish for a place to put files, or for a file, an installation, rows of a table."""
    said = BackMsg()
    wish = said.backend_operation_request
    wish.request_id, wish.session_id = "1", rng.choice([shown.session, "another"])
    kind = rng.randrange(5)
    if kind == 0:
        wish.deferred_file.file_id = _text(rng)
    elif kind == 1:
        wish.install_skills.SetInParent()
    elif kind == 2:
        wish.dataframe_chunk.source_id = _text(rng)
    elif kind == 3:
        said.file_urls_request.file_names.extend(["x.csv"] * rng.choice([1, 500]))
    return said.SerializeToString()


# Rubbish ends a conversation, and a new one costs more than a message does: so it is one in twenty.
_KINDS = [
    *[_rerun] * 5,
    *[_fragment] * 4,
    *[_event] * 4,
    _mutated,
    *[_command] * 4,
    *[_request] * 3,
    _rubbish,
]


def _text(rng: Random) -> str:
    return rng.choice(_TEXTS)


def _query(rng: Random) -> str:
    parts = [f"{rng.choice(_PARTS)}={_text(rng)}" for _ in range(rng.randrange(4))]
    return "&".join([*parts, *rng.choice([[], ["data=simulasi"], ["data=simulasi", "per=2026-05"]])])
