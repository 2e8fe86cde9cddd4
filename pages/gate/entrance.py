"""The gate that every connection passes: it turns away whoever the app is not for, and listens to the rest."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.words import Words
from pages import templates
from pages.gate.conversation import Conversation
from pages.gate.media import is_media, may_take
from pages.gate.names import reached_by_name, sent_by_own_page
from pages.gate.uploads import is_upload, welcomed
from pages.gate.vouched import REFUSALS, connection_problem

_STREAM = "/_stcore/stream"
_POLICY = 1008  # the websocket's code for a message or a visitor that breaks a rule of the house


class Gate:
    """Refuses other sites' pages, names that are not the app's, uninvited files, and messages that no page sends.

    A page of another site may be open in the browser of somebody who also uses the app. It reaches the app with that
    person's browser, either under the app's own address (the header Origin then names the other page) or under a
    name of its own that it has led to this computer (DNS rebinding; the header Host then has that name).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the connection in, or refuse it."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._conversation(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = connection_problem(scope)
        if problem:
            await _told(REFUSALS[problem])(scope, receive, send)
        elif not reached_by_name(scope):
            await _wrong_name()(scope, receive, send)
        elif not sent_by_own_page(scope) or (is_media(scope["path"]) and not may_take(scope)):
            await Response(status_code=403)(scope, receive, send)
        elif is_upload(scope["path"]):
            with welcomed(scope) as taken:
                await (self.app if taken else Response(status_code=403))(scope, receive, _unshared(send))
        else:
            await self.app(scope, receive, _unshared(send))

    async def _conversation(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == _STREAM and _is_let_in(scope):
            between = Conversation(scope, receive, send)
            await self.app(between.scope, between.receive, between.send)
        else:
            await receive()  # the browser's wish to connect, which has to be taken before it is refused
            await send({"type": "websocket.close", "code": _POLICY})


def _is_let_in(scope: Scope) -> bool:
    return not connection_problem(scope) and reached_by_name(scope) and sent_by_own_page(scope)


def _unshared(send: Send) -> Send:
    """Sends answers without leave for other sites to read them, which Streamlit gives for its uploads."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(n, v) for n, v in message["headers"] if not n.lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return sending


def _wrong_name() -> Response:
    """What whoever opens the app under a name that it does not know can do about it."""
    return _told(
        "Peta ini tidak dibuka lewat nama di bilah alamat. Pakai alamat yang tampil saat peta dimulai, atau minta pengelola menambahkan nama itu ke setelan PETA_HOSTS."
    )


def _told(message: str) -> Response:
    """A refusal, said in both languages."""
    indonesian, english = (Words(language)(message) for language in ("id", "en"))
    body = templates.render("roof_not_found", indonesian=indonesian, english=english)
    return HTMLResponse(body, 403)
