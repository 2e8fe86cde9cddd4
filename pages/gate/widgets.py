"""Which values of widgets a browser could send: those of widgets that stand before its session, of their kind, as offered.

Streamlit knows of each widget what it was registered with, and keeps that for good. Whether the widget still stands
is told by its value, which Streamlit drops when a run of the page no longer draws it.
"""

from __future__ import annotations

import json
import re
from typing import Any
from weakref import WeakKeyDictionary

from streamlit import runtime
from streamlit.components.v2.bidi_component.constants import EVENT_DELIM
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state.common import WidgetMetadata, unpack_widget_state_value
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

Widget = WidgetMetadata[Any]
_UPLOADER = "file_uploader_state_value"
# A field of whole numbers is registered as one of any numbers, and sends a whole one.
_ALSO: dict[str | None, str] = {"double_value": "int_value"}
# A component reports what happens in it (a click) under a second name, made of its own. Streamlit keeps no value there.
_EVENTS_OF = re.compile(rf"{re.escape(STREAMLIT_INTERNAL_KEY_PREFIX)}_(.+){EVENT_DELIM}events", re.DOTALL)
# Session -> widget -> the kind of its values. Streamlit overwrites what it knows of it with the kind of what was sent
# last, which is none for a field that was emptied, and does not restore that where only a part of the page runs again.
_KINDS: WeakKeyDictionary[AppSession, dict[str, str]] = WeakKeyDictionary()


def knows_widgets(found: AppSession) -> bool:
    """Whether a page has ever been drawn for this session; none has for one that a restarted server just began."""
    return bool(found.session_state._new_widget_state.widget_metadata)


def asks_for_files(found: AppSession) -> bool:
    """Whether the page before this session has a field to drop files on."""
    every = list(found.session_state._new_widget_state.widget_metadata.values())
    return any(
        _kind(one, found) == _UPLOADER and not one.disabled and _stands(one.id, found) for one in every
    )


def could_send(state: WidgetState, found: AppSession) -> bool:
    """Whether a widget stands before this session and can have this value; of files, those that are here are left."""
    widget = found.session_state.get_widget_metadata(state.id)
    if widget is None or not _stands(state.id, found):
        return False
    kind = _kind(widget, found)
    if state.WhichOneof("value") not in (kind, _ALSO.get(kind), None):
        return False
    if state.WhichOneof("value") == _UPLOADER:
        _leave_what_is_here(state, found)
        return True  # outside a run of a page Streamlit reads no file, and warns of that at each
    try:
        value = unpack_widget_state_value(state)
        if not (_among_options(value, widget) and _announced(state, value, widget)):
            return False
        widget.deserializer(value)
        return True
    except Exception:  # each widget has its own way to stumble over what no browser sends
        return False


def _kind(widget: Widget, found: AppSession) -> str | None:
    kinds = _KINDS.setdefault(found, {})
    return kinds.setdefault(widget.id, widget.value_type) if widget.value_type else kinds.get(widget.id)


def _stands(name: str, found: AppSession) -> bool:
    """Whether a widget has a value: under its own name, or under the key that the app knows it by."""
    kept = found.session_state
    events = _EVENTS_OF.fullmatch(name)
    own = events[1] if events else name
    names = {own, kept._key_id_mapper.id_key_mapping.get(own, own)}
    places = (kept._new_widget_state.states, kept._old_state, kept._new_session_state)
    return any(one in place for one in names for place in places)


def _leave_what_is_here(state: WidgetState, found: AppSession) -> None:
    """Take files that the server does not hold out of the list: the page would be handed them without contents."""
    sent = state.file_uploader_state_value.uploaded_file_info
    held = runtime.get_instance().uploaded_file_mgr.get_files(found.id, [file.file_id for file in sent])
    here = {file.file_id for file in held}
    left = [file for file in sent if file.file_id in here]
    del sent[:]
    sent.extend(left)


def _among_options(value: Any, widget: Widget) -> bool:
    """Whether a choice from a list is of that list, and as many as may be chosen.

    Where one of a few is to be chosen, none is no choice: all such controls of the app require one, which holds in
    the browser alone.
    """
    options, most = widget.formatted_options, widget.max_array_length
    if options is None:
        return True
    if value is None:
        return widget.clearable and most != 1
    chosen = [value] if isinstance(value, str) else list(value)
    return (
        set(chosen) <= set(options) and (most is None or len(chosen) <= most) and (most != 1 or bool(chosen))
    )


def _announced(state: WidgetState, value: Any, widget: Widget) -> bool:
    """Whether a component reports only what the page listens to: events by name, or parts of its state."""
    listened = set(widget.callbacks or ())
    if state.WhichOneof("value") == "json_trigger_value":
        return {event["event"] for event in json.loads(value)} <= listened
    if value is None or (widget.presenter is None and not listened):  # no component of ours
        return True
    return isinstance(value, dict) and set(value) <= listened
