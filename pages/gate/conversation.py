"""What one browser and its session say to each other over the websocket: messages that no page sends are not passed on."""

from __future__ import annotations

from secrets import token_hex

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClient

from pages.gate import media, uploads
from pages.gate.messages import admitted, too_early

_POLICY = 1008
_MARK = b"x-peta-conversation"


class Conversation:
    """Stands between a browser and Streamlit, which itself would do whatever a well-formed message asks for.

    A message that Streamlit's own script in the browser could send by mistake or too late (of a widget that has just
    gone) is passed over. What cannot even be read ends the conversation.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._mark, self._session = token_hex(), ""
        kept = [(name, value) for name, value in scope["headers"] if name.lower() != _MARK]
        self.scope = {**scope, "headers": [*kept, (_MARK, self._mark.encode())]}
        self._early: BackMsg | None = None  # what waits until the session has drawn its page
        self._over = False
        self._files_asked = 0  # files to be made on demand, whose addresses have not been told yet

    async def receive(self) -> Message:
        """The next message that a page could have sent, or the end."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            heard = _read(message.get("bytes"))
            if heard is None:
                self._over = True
                await self._send({"type": "websocket.close", "code": _POLICY})
                return {"type": "websocket.disconnect", "code": _POLICY}
            passed = await self._passed(heard)
            if passed is not None:
                return {"type": "websocket.receive", "bytes": passed.SerializeToString()}

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit says; once a page is drawn, hand over what was said too early."""
        if self._over:
            return
        if self._files_asked:
            self._hear_of_files(message)
        await self._send(message)
        if self._early is not None and _ends_run(message):
            wish, self._early = self._early, None
            wish.rerun_script.ClearField("fragment_id")  # part of the page as it was before
            if admitted(wish, self._session):
                runtime.get_instance().handle_backmsg(self._session, wish)

    def _hear_of_files(self, message: Message) -> None:
        """Remember for whom a file was made, so that nobody else is handed it."""
        raw = message.get("bytes")
        said = ForwardMsg.FromString(raw) if raw is not None else ForwardMsg()
        if said.WhichOneof("type") == "backend_operation_response":
            self._files_asked -= 1
            media.asked_for(said, Headers(scope=self.scope))

    async def _passed(self, heard: BackMsg) -> BackMsg | None:
        """What Streamlit is told of a message: all of it, a part, or nothing."""
        self._session = self._session or _session_of(self._mark)
        is_run = heard.WhichOneof("type") == "rerun_script"
        if is_run and self._early is not None:
            self._early = heard  # a later message has all that an earlier one has
            return None
        if is_run and too_early(heard, self._session):
            self._early = heard
            heard = _without_values(heard)
        if admitted(heard, self._session):
            self._files_asked += heard.WhichOneof("type") == "backend_operation_request"
            return heard
        if heard.WhichOneof("type") == "file_urls_request":
            await self._send({"type": "websocket.send", "bytes": uploads.no_room(heard.file_urls_request)})
        return None


def _session_of(mark: str) -> str:
    """The session of the connection with this mark. A browser that lost its connection is given its session again."""
    every = runtime.get_instance()._session_mgr.list_active_sessions()
    return next((one.session.id for one in every if _mark_of(one.client) == mark), "")


def _mark_of(client: SessionClient) -> str | None:
    asked = client.client_context
    return dict(asked.headers).get(_MARK.decode()) if asked is not None else None


def _without_values(message: BackMsg) -> BackMsg:
    """The same wish for the whole page as it is when it is opened."""
    bare = BackMsg.FromString(message.SerializeToString())
    bare.rerun_script.ClearField("widget_states")
    bare.rerun_script.ClearField("fragment_id")
    return bare


def _ends_run(message: Message) -> bool:
    """Whether a run of the page has come to its end; one that begins anew at once has not drawn everything."""
    raw = message.get("bytes")
    said = ForwardMsg.FromString(raw) if raw is not None else ForwardMsg()
    is_end = said.WhichOneof("type") == "script_finished"
    return is_end and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _read(raw: bytes | None) -> BackMsg | None:
    """A browser's message, None for what is none: text, or bytes that mean nothing."""
    try:
        return BackMsg.FromString(raw) if raw is not None else None
    except DecodeError:
        return None
