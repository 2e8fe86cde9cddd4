"""Back to where somebody was: a place of the app goes along to the provider in a cookie of its own, signed and used once.

Streamlit leads to the first page after every sign-in, whatever page it began on. The place is written by the app alone
(pages/widgets/account), as one of its own pages with what is asked of it, and signed; nothing that an address or a
cookie from elsewhere says leads anywhere.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Message, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from pages.signin.setting_up import sign_in

_COOKIE, _ASKED = "_peta_kembali", "kembali"
MOST_SECONDS = 900
# A page of the app and what is asked of it: one slash at the beginning, no second one, no backslash, no control
# character, no scheme. A place that is longer is not remembered, since a cookie holds 4,096 bytes.
_PLACE = re.compile(r"/[a-z0-9-]{0,80}(\?[!-~]{0,2000})?", re.ASCII)


def lead_to_provider(name: str, place: str) -> None:
    """Lead the browser to a provider, as `st.login` does, and after that to a place of the app."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = f"{generate_login_redirect_url(name)}&{_ASKED}={quote(_signed(place))}"
        context.enqueue(message)


def remembering(scope: Scope, send: Send) -> Send:
    """Sends the way to a provider with the place to come back to; without one a place of an earlier try is let go of."""
    value = HTTPConnection(scope).query_params.get(_ASKED, "")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            seconds = MOST_SECONDS if _place(value) else 0
            message = _with_cookie(message, value if seconds else "", seconds)
        await send(message)

    return sending


def led_back(scope: Scope, said: list[Message], signed_in: bool) -> list[Message]:
    """The answer on the way back, to the place that the browser remembers where somebody has signed in; it then forgets it."""
    value = HTTPConnection(scope).cookies.get(_COOKIE)
    if value is None:
        return said
    place = _place(value) if signed_in else ""
    return [
        _with_cookie(message, "", 0, place) if message["type"] == "http.response.start" else message
        for message in said
    ]


def _signed(place: str) -> str:
    """The place with the app's word for it, "" for what is no place of the app."""
    return create_signed_value(_secret(), _COOKIE, place).decode() if _PLACE.fullmatch(place) else ""


def _place(value: str) -> str:
    """The place that the app has signed a short while ago, "" for anything else."""
    told = decode_signed_value(_secret(), _COOKIE, value, MOST_SECONDS / 86_400) if value else None
    place = told.decode("utf-8", "replace") if told is not None else ""
    return place if _PLACE.fullmatch(place) else ""


def _secret() -> str:
    ways = sign_in()
    if ways is None or ways.auth is None:
        raise RuntimeError("nobody signs in at a provider here")
    return ways.auth.cookie_secret


def _with_cookie(message: Message, value: str, seconds: int, place: str = "") -> Message:
    """The head of an answer with the cookie, which scripts cannot read and only the way back is given."""
    made = Response()
    made.set_cookie(_COOKIE, value, seconds, path="/oauth2callback", httponly=True, samesite="lax")
    headers = MutableHeaders(raw=list(message["headers"]))
    headers.append("set-cookie", made.headers["set-cookie"])
    if place:
        headers["location"] = place
    return {**message, "headers": headers.raw}
