"""The websocket between a browser and Streamlit: what is said in between is read, and rubbish ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.gate import uploads
from pages.gate.conversation import Conversation
from pages.gate.entrance import Gate
from tests.pages.gate.sessions import Session

_SCOPE = {"type": "websocket", "headers": [(b"x-peta-conversation", b"of somebody else")]}


def alone(course: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives; another test may have a loop of its own in this thread."""
    with ThreadPoolExecutor() as aside:
        return aside.submit(asyncio.run, course).result()


class Wire:
    """Both ends of a connection: what the browser says, what it hears, and what Streamlit is told besides."""

    def __init__(self, *said: dict[str, Any]) -> None:
        self.waiting, self.heard, self.handed = list(said), [], []
        self.between = Conversation(_SCOPE, self._receive, self._send)
        client = SimpleNamespace(
            client_context=SimpleNamespace(
                headers=[(name.decode(), value.decode()) for name, value in self.between.scope["headers"]]
            )
        )
        sessions = [SimpleNamespace(client=client, session=SimpleNamespace(id="s1"))]
        server = runtime.get_instance()
        server._session_mgr = SimpleNamespace(list_active_sessions=lambda: sessions)
        server.handle_backmsg = lambda session, message: self.handed.append((session, message))

    async def _receive(self) -> dict[str, Any]:
        return self.waiting.pop(0) if self.waiting else {"type": "websocket.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        self.heard.append(message)

    async def told(self) -> BackMsg | None:
        """What Streamlit hears next, None for the end."""
        message = await self.between.receive()
        return BackMsg.FromString(message["bytes"]) if "bytes" in message else None


def frame(message: BackMsg) -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def run(found: Session, fragment: str = "", place: str = "") -> BackMsg:
    """A browser's wish to run the page or a part of it, with what was chosen."""
    said = BackMsg()
    said.rerun_script.fragment_id = fragment
    if place:
        said.rerun_script.widget_states.widgets.add(id=found.widget("place"), string_value=place)
    return said


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize("raw", [{"bytes": b"\xff\xff\xff"}, {"text": "halo"}, {"bytes": None, "text": ""}])
def test_rubbish_ends_the_conversation_without_a_word(raw):
    wire = Wire({"type": "websocket.receive", **raw})

    async def talk() -> dict[str, Any]:
        ended = await wire.between.receive()
        await wire.between.send({"type": "websocket.send", "bytes": b""})
        return ended

    assert alone(talk())["type"] == "websocket.disconnect"
    assert wire.heard == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.usefixtures("found")
def test_a_message_that_no_page_sends_is_passed_over():
    wire = Wire(frame(BackMsg(clear_cache=True)), frame(BackMsg(stop_script=True)))
    assert alone(wire.told()).stop_script


def test_a_browser_that_comes_back_is_held_against_its_own_session(found):
    """It is given its session again without a word of which one: nothing has to run, so Streamlit says nothing."""
    wire = Wire(frame(run(found, "f1", "OKI")))
    assert [one.string_value for one in alone(wire.told()).rerun_script.widget_states.widgets] == ["OKI"]
    marks = [value for name, value in wire.between.scope["headers"] if name == b"x-peta-conversation"]
    assert len(marks) == 1 != marks.count(b"of somebody else")


def after_a_restart(found: Session, *said: BackMsg) -> tuple[Wire, list[BackMsg | None]]:
    """What Streamlit is told of these when the session is new, and draws its page after the first of them."""
    state = found.session_state._new_widget_state
    known, state.widget_metadata = state.widget_metadata, {}
    wire = Wire(*map(frame, said))
    begun_anew = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN)
    done = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)

    async def talk() -> list[BackMsg | None]:
        told = [await wire.told()]
        for said in (ForwardMsg(), begun_anew):
            await wire.between.send({"type": "websocket.send", "bytes": said.SerializeToString()})
        assert wire.handed == []
        told.append(await wire.told())
        state.widget_metadata = known
        await wire.between.send({"type": "websocket.send", "bytes": done.SerializeToString()})
        return told

    return wire, alone(talk())


@pytest.mark.parametrize("chosen", [["OKI"], ["SEMUA", "OKI"]])
def test_what_stands_in_an_open_page_outlives_a_restart_of_the_server(found, chosen):
    """The session that has just begun draws the page; then it is told what the open page holds, the last of it."""
    wire, told = after_a_restart(found, *(run(found, "f-of-old", place) for place in chosen))
    first = told[0].rerun_script
    assert (first.fragment_id, len(first.widget_states.widgets), told[1]) == ("", 0, None)
    [(session, handed)] = wire.handed
    assert (session, handed.rerun_script.fragment_id) == ("s1", "")
    assert [one.string_value for one in handed.rerun_script.widget_states.widgets] == ["OKI"]


def test_what_a_restarted_server_is_told_is_held_against_its_page_too(found):
    wire, _ = after_a_restart(found, run(found, "", "Palembang"))
    assert [len(handed.rerun_script.widget_states.widgets) for _, handed in wire.handed] == [0]


@pytest.mark.usefixtures("found")
def test_who_wants_to_send_too_many_files_hears_of_it():
    said = BackMsg()
    said.file_urls_request.file_names.extend(["a.csv"] * (uploads.MOST_FILES + 1))
    wire = Wire(frame(said))
    assert alone(wire.told()) is None
    assert ForwardMsg.FromString(wire.heard[0]["bytes"]).file_urls_response.error_msg


@pytest.mark.parametrize(
    ("path", "host", "origin", "let_in"),
    [
        ("/_stcore/stream", b"127.0.0.1:8501", b"http://127.0.0.1:8501", True),
        ("/_stcore/stream", b"127.0.0.1:8501", b"http://127.0.0.1:9000", False),
        ("/_stcore/stream", b"evil.example:8501", b"http://evil.example:8501", False),
        ("/anything", b"127.0.0.1:8501", b"http://127.0.0.1:8501", False),
    ],
)
def test_a_websocket_is_opened_by_the_apps_own_pages(path, host, origin, let_in):
    reached: list[str] = []
    sent: list[str] = []

    async def app(*_: object) -> None:
        reached.append(path)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    scope = {"type": "websocket", "path": path, "headers": [(b"host", host), (b"origin", origin)]}
    alone(Gate(app)(scope, receive, send))
    assert (reached, sent) == (([path], []) if let_in else ([], ["websocket.close"]))
