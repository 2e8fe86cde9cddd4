"""A proxy's word for who somebody is: believed only where it can have come from nobody else."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers
from starlette.types import Scope

from data.people import Proxy
from pages.signin.setting_up import sign_in


def identity_headers() -> frozenset[str]:
    """The headers by which a proxy says who somebody is, in small letters; none where no proxy is believed."""
    ways = sign_in()
    proxy = ways.proxy if ways else None
    return frozenset() if proxy is None else frozenset(_told(proxy))


def header_problem(scope: Scope) -> str:
    """What is wrong with the headers of a request, as a word for the record; "" for nothing.

    "unstripped": a header stands there twice, so that the proxy has added its own to one from outside. "unproven":
    somebody names an account without the proxy's secret, or names the secret twice or wrongly. Either way the proxy
    lets through what comes from outside, and nobody can be believed.
    """
    ways = sign_in()
    proxy = ways.proxy if ways else None
    if proxy is None:
        return ""
    headers = Headers(scope=scope)
    told = {name: headers.getlist(name) for name in (*_told(proxy), proxy.secret_header.lower())}
    if any(len(values) > 1 for values in told.values()):
        return "unstripped"
    (account,) = told[proxy.account_header.lower()] or [""]
    if "," in account:
        return "unstripped"
    if any(told[name] for name in _told(proxy)) and not _proven(told[proxy.secret_header.lower()], proxy):
        return "unproven"
    return ""


def _told(proxy: Proxy) -> tuple[str, ...]:
    return tuple(name.lower() for name in (proxy.account_header, proxy.groups_header) if name)


def _proven(values: list[str], proxy: Proxy) -> bool:
    return len(values) == 1 and hmac.compare_digest(values[0].encode(), proxy.secret.encode())
