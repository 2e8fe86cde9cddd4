"""A reader without a browser: asks the started app over its websocket, and says how long the server took.

The messages are Streamlit's own (its protocol buffers), so what is timed is the server's run and nothing else.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class Answer:
    """How long the server ran, what it sent, and the widgets and fragments that it named."""

    milliseconds: float
    size: int
    widgets: dict[str, str]
    fragments: dict[str, str]


class Reader:
    """One session of the app at an address; use as a context manager.

    `cookie` is of somebody who signed in, or of a balancer; `set_cookies` are those that the connection was given.
    """

    def __init__(self, address: str, cookie: str = "", headers: Mapping[str, str] | None = None) -> None:
        self._address, self._cookie, self._headers = address, cookie, headers or {}
        self._where = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._widgets: dict[str, str] = {}
        self._fragments: dict[str, str] = {}
        self._pages: dict[str, str] = {}
        self._options: dict[str, list[str]] = {}

    def __enter__(self) -> Reader:
        token = generate_xsrf_token_string()
        self._socket: ClientConnection = connect(
            self._where,
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            origin=self._address,  # type: ignore[arg-type]
            additional_headers={
                **self._headers,
                "Cookie": f"{self._cookie}; _streamlit_xsrf={token}".lstrip("; "),
            },
            ssl=_unverified() if self._where.startswith("wss") else None,
            max_size=None,
            open_timeout=60,
        )
        return self

    @property
    def set_cookies(self) -> list[str]:
        """The cookies that the connection was given, as "name=value"."""
        answer = self._socket.response
        given = answer.headers.get_all("Set-Cookie") if answer else []
        return [one.split(";")[0] for one in given]

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def open(self, page: str, query: str, **chosen: str) -> Answer:
        """Run a page (its address, "" is the first) at a query; `chosen`: key of a select box -> what is chosen."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name = query, page
        if page in self._pages:
            run.page_script_hash = self._pages[page]
        self._choose(run, chosen)
        return self._asked(message)

    def choose(self, page: str, query: str, key: str, value: str) -> Answer:
        """Choose something in a select box that stands in a fragment: the fragment alone runs."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name, run.page_script_hash = query, page, self._pages.get(page, "")
        run.fragment_id = self._fragments[key]
        self._choose(run, {key: value})
        return self._asked(message)

    def options(self, key: str) -> list[str]:
        """What can be chosen in a select box that was shown."""
        return self._options[key]

    def _choose(self, run: object, chosen: dict[str, str]) -> None:
        for key, value in chosen.items():
            state = run.widget_states.widgets.add()  # type: ignore[attr-defined]
            state.id, state.string_value = self._widgets[key], value

    def _asked(self, message: BackMsg) -> Answer:
        started, size = time.perf_counter(), 0
        self._socket.send(message.SerializeToString())
        while True:
            received = self._socket.recv(timeout=120)
            assert isinstance(received, bytes)
            size += len(received)
            if self._read(ForwardMsg.FromString(received)):
                taken = 1000 * (time.perf_counter() - started)
                return Answer(taken, size, dict(self._widgets), dict(self._fragments))

    def _read(self, message: ForwardMsg) -> bool:
        """Remember what can be chosen; whether the run is over."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "selectbox":
            found = message.delta.new_element.selectbox.id
            key = found.rsplit("-", 1)[-1]
            self._widgets[key], self._fragments[key] = found, message.delta.fragment_id
            self._options[key] = list(message.delta.new_element.selectbox.options)
        # A run that asks to be run again, as after what was waited for has come, is followed by that other one.
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _unverified() -> ssl.SSLContext:
    """Trusts whatever certificate this computer's own balancer has."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
