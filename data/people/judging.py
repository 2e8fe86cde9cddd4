"""Who a sign-in stands for: judged anew at every run of a page, and whatever is missing or wrong gives no role.

The claims come from a signed cookie that lives far longer than what it says: that it was made for this app, that it
has not run out and that nobody has put the account out is asked here, each time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from data.access import PUBLIK, Viewer
from data.clock import local
from data.people.person import BadPerson, Person, account_of, viewer_of
from data.people.sign_in import Provider, Proxy, RoleOfGroup, SignIn, groups_of
from data.tables import Facts
from data.words import Problem

# Names under which the proxy's headers are laid beside the claims; no provider's claim is called so.
ACCOUNT_OF_PROXY, GROUPS_OF_PROXY = "peta:account", "peta:groups"
_LEEWAY = 5  # seconds by which two clocks may differ


@dataclass(frozen=True)
class Judged:
    """The answer: who it is (`account`, "" for nobody), who they look as, and why it is no more than that.

    `viewer` is None for whoever may see nothing at all. `problem` is None where nothing was wrong; `code` names it in
    the record.
    """

    account: str
    viewer: Viewer | None
    problem: Problem | None = None
    code: str = ""


class _Refused(Exception):
    """What was wrong: a word for the record, a sentence for the page, and whose account it was, where that is known."""

    def __init__(self, code: str, template: str, account: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code, self.account, self.problem = code, account, Problem(template, **values)


def judged(
    claims: Mapping[str, Any], sign_in: SignIn, people: Mapping[str, Person], facts: Facts, at: datetime
) -> Judged:
    """Who the claims of a session stand for at a moment (UTC). Never raises: whatever is wrong gives no role.

    `people` is the register in force, account -> person. `since` among the claims is when the session began, as a
    number of seconds; a proxy's word holds from then on.
    """
    nobody = PUBLIK if sign_in.admits_strangers else None
    try:
        account, groups, provider = _told(claims, sign_in, at)
        if not account:
            return Judged("", nobody)
        return Judged(account, _viewer(account, groups, provider, people, facts, local(at)))
    except _Refused as refused:
        return Judged(refused.account, nobody, refused.problem, refused.code)


def may_try(own: Viewer, tried: Viewer) -> bool:
    """Whether a viewer may look as another, who is told nothing that the viewer is not told.

    >>> may_try(Viewer("pengelola"), Viewer("wilayah", {"KW"})), may_try(Viewer("cabang", {"A"}), Viewer("cabang", {"B"}))
    (True, False)
    """
    if tried in (own, PUBLIK) or own.role == "pengelola":
        return True
    below = {"wilayah": ("wilayah", "cabang"), "cabang": ("cabang",)}.get(own.role, ())
    # A role without offices stands for all of them, which only a steward does.
    return tried.role in below and bool(tried.offices) and tried.offices <= own.offices


def _told(
    claims: Mapping[str, Any], sign_in: SignIn, at: datetime
) -> tuple[str, tuple[str, ...] | None, Provider | Proxy | None]:
    """Account, groups (None: not told) and who vouches for them; "" for a session that nobody has signed in to."""
    proxy = sign_in.proxy
    if proxy is not None and claims.get(ACCOUNT_OF_PROXY):
        return _told_by_proxy(claims, proxy, at)
    if claims.get("is_logged_in") is not True:
        return "", None, None
    name = claims.get("provider")
    provider = sign_in.providers.get(name) if isinstance(name, str) else None
    if provider is None:
        raise _Refused(
            "provider", "Penyedia akun ini tidak lagi dipakai. Keluar, lalu masuk lewat penyedia lain."
        )
    _check_audience(claims, sign_in.client_id(str(name)))
    _check_time(claims, at)
    groups = groups_of(claims.get(provider.groups)) if provider.groups else ()
    return _account(claims, provider), groups, provider


def _told_by_proxy(
    claims: Mapping[str, Any], proxy: Proxy, at: datetime
) -> tuple[str, tuple[str, ...] | None, Proxy]:
    account = account_of(claims[ACCOUNT_OF_PROXY])
    if not account:
        raise _Refused("account", "Proksi menyebut akun yang tidak bisa dipakai. Beri tahu pengelola server.")
    since = claims.get("since")
    if not isinstance(since, int | float) or at.timestamp() - since > proxy.hours * 3600:
        raise _Refused("expired", "Masa masuk sudah habis. Muat ulang halaman ini untuk masuk lagi.", account)
    groups = groups_of(claims.get(GROUPS_OF_PROXY)) if proxy.groups_header else ()
    return account, groups, proxy


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    """The token was made for this app (OpenID Connect Core 1.0, 3.1.3.7, 3 to 5)."""
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    if client_id not in listed or claims.get("azp", client_id) != client_id:
        raise _Refused(
            "audience", "Tanda masuk ini dibuat untuk aplikasi lain. Keluar, lalu masuk lagi dari sini."
        )


def _check_time(claims: Mapping[str, Any], at: datetime) -> None:
    """The token has not run out (OpenID Connect Core 1.0, 3.1.3.7, 9)."""
    end = claims.get("exp")
    if isinstance(end, bool) or not isinstance(end, int | float) or not math.isfinite(end):
        raise _Refused(
            "no_end",
            "Penyedia akun tidak menyebut sampai kapan Anda masuk (klaim exp). Beri tahu pengelolanya.",
        )
    if end + _LEEWAY < at.timestamp():
        ended = f"{local(datetime.fromtimestamp(max(end, 0), UTC)):%H.%M}"
        raise _Refused("expired", "Masa masuk Anda habis pukul {time}. Masuklah lagi.", time=ended)


def _account(claims: Mapping[str, Any], provider: Provider) -> str:
    account = account_of(claims.get(provider.account))
    if not account:
        raise _Refused(
            "account_claim",
            "{provider} tidak menyebut akun Anda (klaim {claim}), jadi peran Anda tidak diketahui. Minta pengelola akun "
            "menyertakannya di token ID.",
            provider=provider.title,
            claim=provider.account,
        )
    if provider.account == "email" and claims.get("email_verified", True) is not True:
        raise _Refused(
            "email",
            "Alamat surel {name} belum dipastikan oleh {provider}. Pastikan dulu, lalu masuk lagi.",
            account,
            name=account,
            provider=provider.title,
        )
    return account


def _viewer(
    account: str,
    groups: tuple[str, ...] | None,
    provider: Provider | Proxy | None,
    people: Mapping[str, Person],
    facts: Facts,
    at: datetime,
) -> Viewer:
    """The role of the register, else that of the first group that has one."""
    person = people.get(account)
    if person is not None:
        _check_days(person, at)
        return _with_offices(account, person.role, person.offices, facts)
    rule = _rule(groups, provider)
    if rule is not None:
        return _with_offices(account, rule.role, rule.offices, facts)
    if groups is None:
        raise _Refused(
            "groups_claim",
            "{provider} tidak menyebut kelompok Anda, dan akun {name} tidak ada di daftar orang, jadi Anda belum punya "
            "peran. Minta pengelola menambahkannya.",
            account,
            provider=provider.title if provider else "",
            name=account,
        )
    raise _Refused(
        "no_role",
        "Akun {name} belum punya peran di sini. Minta pengelola menambahkannya.",
        account,
        name=account,
    )


def _rule(groups: tuple[str, ...] | None, provider: Provider | Proxy | None) -> RoleOfGroup | None:
    listed = set(groups or ())
    return next((rule for rule in (provider.roles if provider else ()) if rule.group in listed), None)


def _check_days(person: Person, at: datetime) -> None:
    today = at.date()
    if person.out or (person.until and person.until < today):
        raise _Refused("out", "Akses akun {name} sudah dicabut.", person.account, name=person.account)
    if person.since and today < person.since:
        raise _Refused(
            "not_yet",
            "Akses akun {name} baru berlaku sejak {since}.",
            person.account,
            name=person.account,
            since=person.since,
        )


def _with_offices(account: str, role: str, offices: tuple[str, ...], facts: Facts) -> Viewer:
    try:
        return viewer_of(role, offices, facts)
    except BadPerson as problem:
        raise _Refused(
            "offices", "Peran akun {name} tidak bisa dipakai. {reason}", account, name=account, reason=problem
        ) from problem
