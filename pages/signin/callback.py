"""The way back from a provider. Where a sign-in failed Streamlit leads to the first page without a word; here it is said."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.words import Words
from pages import templates
from pages.signin.recording import noted_once
from pages.signin.returning import led_back, remembering
from pages.signin.setting_up import sign_in

_CALLBACK, _IN, _OUT = "/oauth2callback", "/auth/login", "/auth/logout"
_COOKIE = re.compile(rb"_streamlit_user=[^;]{2}")
# A word for what was wrong -> the sentence that says so.
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "denied": "Penyedia akun tidak mengizinkan Anda masuk, atau Anda membatalkannya.",
        "prompt": "Penyedia akun menolak cara bertanya dari aplikasi ini ({said}). Pengelola server perlu menyetel "
        'client_kwargs = {{ prompt = "login" }} di berkas cara masuk.',
        "provider": "Penyedia akun menolak permintaan masuk ({said}). Coba lagi; bila tetap gagal, beri tahu pengelola.",
        "replayed": "Tautan masuk ini sudah pernah dipakai, sudah lama, atau dibuka di peramban lain. Mulailah lagi dari peta.",
        "expired": "Tanda masuk dari penyedia akun sudah kedaluwarsa saat tiba. Periksa jam server, lalu coba lagi.",
        "claim": "Tanda masuk dari penyedia akun tidak dibuat untuk aplikasi ini, jadi tidak diterima.",
        "signature": "Tanda masuk tidak ditandatangani oleh penyedia akun yang dikenal, jadi tidak diterima.",
        "no_token": "Penyedia akun tidak memberi tanda masuk (token ID), jadi tidak diketahui siapa Anda.",
        "exchange": "Penyedia akun tidak menerima kode masuk dari aplikasi ini ({said}). Mulailah lagi dari peta; bila tetap "
        "gagal, pengelola server perlu mencocokkan client_id dan client_secret di berkas cara masuk dengan penyedia.",
        "failed": "Penyedia akun tidak dapat dihubungi, atau jawabannya tidak dapat dibaca. Coba lagi sebentar lagi.",
    }
)
_OF_PROVIDER = {"access_denied": "denied", "invalid_request": "prompt", "interaction_required": "prompt"}
_OF_PROVIDER |= dict.fromkeys(("login_required", "consent_required", "account_selection_required"), "prompt")
# The name of an error of the libraries -> the word for it.
_OF_LIBRARY = {
    "MismatchingStateError": "replayed",
    "OAuthError": "exchange",
    "ExpiredTokenError": "expired",
    "InvalidClaimError": "claim",
    "MissingClaimError": "claim",
    "BadSignatureError": "signature",
    "UnsupportedAlgorithmError": "signature",
    "InvalidKeyIdError": "signature",
}
_HEARD: ContextVar[list[logging.LogRecord] | None] = ContextVar("heard", default=None)


class _Listener(logging.Handler):
    """Streamlit tells only its log why a token was not accepted."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said for the request that is being answered."""
        heard = _HEARD.get()
        if heard is not None:
            heard.append(record)


logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes").addHandler(_Listener())


class ToldRefusals:
    """Says why a sign-in failed, leads back from one that did not, and lets cookies travel over https alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where nobody signs in there is no way to, and none back."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path != _CALLBACK and path not in (_IN, _OUT):
            await self.app(scope, receive, send)
        elif sign_in() is None or sign_in().auth is None:  # type: ignore[union-attr]
            await _no_way()(scope, receive, send)
        elif path == _CALLBACK:
            await self._back(scope, receive, send)
        elif path == _IN:
            await self.app(scope, receive, remembering(scope, _over_https(send)))
        else:
            await self.app(scope, receive, _over_https(send))

    async def _back(self, scope: Scope, receive: Receive, send: Send) -> None:
        said: list[Message] = []
        heard: list[logging.LogRecord] = []
        token = _HEARD.set(heard)
        try:
            await self.app(scope, receive, _kept(said))
        finally:
            _HEARD.reset(token)
        asked = QueryParams(scope["query_string"])
        signed_in = _has_signed_in(said)
        if signed_in or not {"code", "error"} & set(asked):  # the way back from signing out has neither
            sending = _over_https(send)
            for message in led_back(scope, said, signed_in):
                await sending(message)
            return
        code = _code(asked, heard)
        noted_once("", "", "refused", code)
        await _refusal(code, _told(asked, heard), said)(scope, receive, send)


def _no_way() -> Response:
    """The same as at any address that there is not."""
    indonesian, english = (
        Words(language)(
            "Halaman ini tidak ada. Mungkin alamatnya salah ketik. Buka peta dan pilih dari menu di atas."
        )
        for language in ("id", "en")
    )
    return HTMLResponse(templates.render("roof_not_found", indonesian=indonesian, english=english), 404)


def _kept(said: list[Message]) -> Send:
    async def keep(message: Message) -> None:
        said.append(message)

    return keep


def _over_https(send: Send) -> Send:
    """Sends cookies that a browser gives back over https alone, where the app is reached so."""
    ways = sign_in()
    if ways is None or ways.auth is None or not ways.auth.redirect_uri.startswith("https:"):
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (
                    name,
                    value + b"; Secure"
                    if name.lower() == b"set-cookie" and b"; Secure" not in value
                    else value,
                )
                for name, value in message["headers"]
            ]
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _has_signed_in(said: list[Message]) -> bool:
    return any(_COOKIE.match(value) and b"Max-Age=0" not in value for value in _cookies(said))


def _cookies(said: list[Message]) -> list[bytes]:
    started = [message for message in said if message["type"] == "http.response.start"]
    return [
        value for message in started for name, value in message["headers"] if name.lower() == b"set-cookie"
    ]


def _code(asked: QueryParams, heard: list[logging.LogRecord]) -> str:
    """The word for what was wrong: what the provider says, else what Streamlit's log does."""
    if "error" in asked:
        return _OF_PROVIDER.get(asked["error"], "provider")
    errors = [type(one.exc_info[1]).__name__ for one in heard if one.exc_info]
    if errors:
        return next((_OF_LIBRARY[name] for name in errors if name in _OF_LIBRARY), "failed")
    # No state in this browser's cookie is that of the address: the provider has not even been asked.
    is_unknown = any(str(one.msg).startswith("Missing provider") for one in heard)
    return "replayed" if is_unknown else "no_token"


def _told(asked: QueryParams, heard: list[logging.LogRecord]) -> str:
    """The provider's own word for it (RFC 6749, 4.1.2.1 and 5.2), in the address or in its answer to the app."""
    answers = [getattr(one.exc_info[1], "error", "") for one in heard if one.exc_info]
    told = next((str(one) for one in (asked.get("error"), *answers) if one), "")
    return told if re.fullmatch("[a-z_]{1,40}", told) else "–"


def _refusal(code: str, told: str, said: list[Message]) -> Response:
    """A page of its own with the reason in both languages, which also takes back what cookies there were."""
    values = {"said": told}
    indonesian, english = (Words(language)(_REASONS[code], **values) for language in ("id", "en"))
    body = templates.render("roof_not_found", indonesian=indonesian, english=english)
    response = HTMLResponse(body, 403, headers={"Cache-Control": "no-store"})
    response.raw_headers += [(b"set-cookie", value) for value in _cookies(said) if b"Max-Age=0" in value]
    return response
