"""Somebody without a browser who talks to the app over its websocket, and keeps what the answers give away."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

# How the simulation calls employers. Their numbers are left out: a stranger may guess one, and is told it again.
_NAMES = re.compile(rb"(?:PT|CV|UD|Koperasi|Yayasan|BUMD|BUMN|Firma) Simulasi \w+")


_BEAT = BackMsg(app_heartbeat=True).SerializeToString()
_BEAT_EVERY = 0.2  # seconds without an answer, after which the question is put again
_PATIENCE = 300  # of these, after which the app counts as hanging


@dataclass
class Heard:
    """What answers held: names of employers, which the public is never sent, errors in English, how many answers.

    `addresses` are what the browser's bar was to show.
    """

    leaks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list)

    def hear(self, raw: bytes, message: ForwardMsg) -> None:
        """Look through one answer."""
        kind = message.WhichOneof("type") or ""
        self.kinds[kind] += 1
        self.leaks += self.names_not_told(raw)
        if kind == "page_info_changed":
            self.addresses.append(message.page_info_changed.query_string)
        wrong = _error(message, kind)
        if wrong:
            self.errors.append(wrong)

    def names_not_told(self, raw: bytes) -> list[str]:
        """The names in something that was sent which this reader may not be told: of the public all."""
        return [name.decode() for name in _NAMES.findall(raw)]


def _error(message: ForwardMsg, kind: str) -> str:
    """What Streamlit says of an error in its own words, or that a page failed; "" when all is well."""
    if kind == "page_not_found":
        return f"page not found: {message.page_not_found.page_name!r}"
    if kind == "backend_operation_response":
        return message.backend_operation_response.error_msg
    if kind == "session_event":
        return str(message.session_event.script_compilation_exception.message)
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        told = message.delta.new_element.exception
        return f"{told.type}: {told.message}"
    if kind == "delta" and "gagal ditampilkan" in message.delta.new_element.alert.body:
        return "a page failed"
    return ""


@dataclass
class Shown:
    """What a session was sent and could answer to: widgets with the element that they are, fragments, pages.

    `parts` has the fragment in which a widget stands, `files` the files that are made on demand.
    """

    session: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def see(self, message: ForwardMsg) -> None:
        """Remember what one answer brings."""
        kind = message.WhichOneof("type")
        if kind == "new_session" and message.new_session.initialize.session_id:
            self.session = message.new_session.initialize.session_id
        if kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        if kind == "delta":
            self._element(message.delta.new_element, message.delta.fragment_id)

    def _element(self, element: Element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        widget: Any = getattr(element, kind) if kind else None
        if getattr(widget, "id", ""):
            self.widgets[widget.id] = kind or ""
            self.parts[widget.id] = fragment
        if kind == "download_button" and element.download_button.deferred_file_id:
            self.files.append(element.download_button.deferred_file_id)
        if fragment and fragment not in self.fragments:
            self.fragments.append(fragment)


class Stranger:
    """One session, a new one or that of somebody whose connection broke; use as a context manager.

    `gone` once the app has ended the conversation. `headers` are of the proxy that signed somebody in.
    """

    def __init__(
        self,
        address: str,
        heard: Heard,
        back_to: Shown | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.address, self.heard, self.shown, self.gone = address, heard, back_to or Shown(), False
        self._headers = dict(headers or {})

    def __enter__(self) -> Stranger:
        where = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        asked: Any = ["streamlit", "no-token", self.shown.session] if self.shown.session else ["streamlit"]
        self._socket: ClientConnection = connect(
            where, subprotocols=asked, max_size=None, additional_headers=self._headers
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def open(self, page: str, query: str) -> None:
        """Open a page as a browser does, and wait until it stands."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        self._until("script_finished", message.SerializeToString())

    def pick(self, table: str, key: str) -> None:
        """Click a row of a table of ours, and wait until the part of the page around it stands again."""
        component = next(widget for widget in self.shown.widgets if widget.endswith(f"-{table}"))
        message = BackMsg()
        message.rerun_script.fragment_id = self.shown.parts[component]
        message.rerun_script.widget_states.widgets.add(
            id=f"$$STREAMLIT_INTERNAL_KEY_{component}__events",
            json_trigger_value=json.dumps([{"event": "pick", "value": key}]),
        )
        self._until("script_finished", message.SerializeToString())

    def run_part(self, fragment: str, query: str) -> None:
        """Ask for a part of the page alone, with another address than it was drawn at, and wait until it stands."""
        message = BackMsg()
        message.rerun_script.fragment_id, message.rerun_script.query_string = fragment, query
        self._until("script_finished", message.SerializeToString())

    def say(self, raw: bytes | str) -> None:
        """Say something, and listen to what comes until the app has answered a question that it always answers."""
        self._until("heartbeat_ack", raw, _BEAT)

    def asked(self, raw: bytes, kind: str) -> ForwardMsg | None:
        """Ask something, and wait for the answer of this kind; None when there is none."""
        self._last: ForwardMsg | None = None
        self._until(kind, raw)
        return None if self.gone else self._last

    def _until(self, kind: str, *said: bytes | str) -> None:
        try:
            for raw in said:
                self._socket.send(raw)
            while self._next() != kind:
                pass
        except ConnectionClosed:
            self.gone = True

    def _next(self) -> str:
        """The kind of the next answer. A run that begins drops what is not sent yet, so the question is put again."""
        for _ in range(_PATIENCE):
            try:
                raw = self._socket.recv(timeout=_BEAT_EVERY)
            except TimeoutError:
                self._socket.send(_BEAT)
                continue
            assert isinstance(raw, bytes)
            message = ForwardMsg.FromString(raw)
            self.heard.hear(raw, message)
            self.shown.see(message)
            self._last = message
            return message.WhichOneof("type") or ""
        raise TimeoutError(f"no answer within {_PATIENCE * _BEAT_EVERY:.0f} s")

    def upload(self, name: str, size: int) -> int:
        """Send a file as a browser would, without having been asked for one; the status of the answer."""
        token = _token(self.address)
        bound = "grens"
        head = f'--{bound}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        body = head.encode("utf-8", "replace") + b"x" * size + f"\r\n--{bound}--\r\n".encode()
        where = f"{self.address}/_stcore/upload_file/{self.shown.session or 'x'}/f{size}"
        headers = {
            "X-Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}",
            "Content-Type": f"multipart/form-data; boundary={bound}",
            **self._headers,
        }
        return _status(urllib.request.Request(where, body, headers, method="PUT"))


def _token(address: str) -> str:
    """The token that Streamlit gives to everybody who asks, against uploads from pages of others."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=20) as answer:
        return str(answer.headers["Set-Cookie"] or "=").split(";")[0].partition("=")[2]


def _status(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except urllib.error.URLError:  # refused by its head, and closed before the whole of it was sent
        return 403
