"""Files that pages have made, by their address: handed to the browser they were made for, and to no other.

Streamlit hands a file to whoever knows its address. Where people sign in, an address that was passed on must not pass
on what stands behind it: the browser that asks must be signed in as the one whose page has the file.
"""

from __future__ import annotations

import re
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

from cachetools import TTLCache
from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClient

from pages import signin

_MEDIA = re.compile(r"/media/([0-9a-zA-Z_-]{1,128})(\.[0-9a-zA-Z.]{1,20})?", re.ASCII)
_COOKIE = re.compile(r"_streamlit_user(_[0-9]{1,2})?", re.ASCII)
# Name of a file that was made on demand -> who is signed in where it was asked for. The browser fetches it at once.
_ASKED_FOR: TTLCache[str, str] = TTLCache(10_000, 600)


def is_media(path: str) -> bool:
    """Whether this is where Streamlit hands out files."""
    return path.startswith("/media/")


def may_take(scope: Scope) -> bool:
    """Whether a file is handed to this browser. Where nobody signs in, to any."""
    if signin.sign_in() is None:
        return True
    found = _MEDIA.fullmatch(scope["path"])
    return found is not None and identity(Headers(scope=scope)) in _owners(found[1])


def asked_for(said: ForwardMsg, headers: Headers) -> None:
    """Remember for whom a file was made on demand, from the answer that names its address."""
    for address in re.findall(r"/media/[0-9a-zA-Z_.-]+", str(said.backend_operation_response)):
        if found := _MEDIA.fullmatch(address.rstrip(".")):
            _ASKED_FOR[found[1]] = identity(headers)


def identity(headers: Headers) -> str:
    """What tells apart who is signed in: a digest of the cookies of the sign-in and of the proxy's headers."""
    told = [f"{name}={headers.get(name, '')}" for name in sorted(signin.identity_headers())]
    return sha256("\n".join([*_cookies(headers), *told]).encode()).hexdigest()


def _cookies(headers: Headers) -> list[str]:
    try:
        kept = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ["unreadable"]
    return sorted(f"{name}={one.value}" for name, one in kept.items() if _COOKIE.fullmatch(name))


def _owners(file: str) -> set[str]:
    """Who is signed in where a page has this file."""
    server = runtime.get_instance()
    held = server.media_file_mgr._files_by_session_and_coord
    owners = {
        identity_of(one.client)
        for one in server._session_mgr.list_active_sessions()
        if file in held.get(one.session.id, {}).values()
    }
    asked = _ASKED_FOR.get(file)
    return owners | {asked} if asked else owners


def identity_of(client: SessionClient) -> str:
    """The same of the connection of a session; "" for one that tells nothing of itself."""
    asked = client.client_context
    return identity(Headers(raw=_raw(asked.headers))) if asked is not None else ""


def _raw(headers: object) -> list[tuple[bytes, bytes]]:
    return [(str(n).lower().encode(), str(v).encode("latin-1")) for n, v in headers]  # type: ignore[attr-defined]
