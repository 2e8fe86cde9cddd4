"""Under which names the app is reached, and which pages may ask it for something: its own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from data.settings import ADDRESS, hosts

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# A name or a number with or without its port, and nothing else that a URL could hold in this place.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", re.ASCII)


def reached_by_name(scope: Scope) -> bool:
    """Whether the header Host has a name under which this app is reached.

    These are the names of this computer for itself, the address that the server listens on, the one that this very
    connection has come in by (so that a server on all addresses knows its own), and those of the settings PETA_HOSTS and PETA_URL.
    """
    told = [host.lower() for host in Headers(scope=scope).getlist("host")]
    return len(told) == 1 and _name(told[0]) in _own_names(scope)


def sent_by_own_page(scope: Scope) -> bool:
    """Whether a page of the app has sent this, or no page at all.

    A browser names the page's site in the header Origin of every websocket, and of every request by which a page
    reads an answer or changes something. Of what it merely shows (a picture, a frame) newer ones say in Sec-Fetch-Site
    whether it is another's page that does. Whoever follows a link from there opens the app itself, which everybody
    may. A program that is no browser needs not send any of it.
    """
    headers = Headers(scope=scope)
    host = headers.get("host", "").lower()
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _is_followed(scope):
        return False
    return all(_is_own(origin.lower(), host) for origin in headers.getlist("origin"))


def _is_followed(scope: Scope) -> bool:
    """Whether a person opens the address in a window of its own, as by a link; signing in and out begins here alone."""
    headers = Headers(scope=scope)
    opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return opened and not scope["path"].startswith("/auth/")


def _is_own(origin: str, host: str) -> bool:
    """Whether a page comes from the very address it asks, or from a name of the settings that a proxy stands for."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and (parts.netloc == host or parts.netloc in hosts())


def _own_names(scope: Scope) -> frozenset[str]:
    local = scope.get("server") or ("",)
    return LOOPBACK | {ADDRESS.value.lower(), str(local[0]).lower(), *map(_name, hosts())} - {""}


def _name(host: str) -> str:
    """The name of a host without its port, "" for what is none: "[::1]:8501" -> "::1"."""
    found = _HOST.fullmatch(host)
    return found["name"].strip("[]").rstrip(".") if found else ""
