"""The file of sign-in (the setting PETA_SIGN_IN): which providers vouch for people, and which claims give which role.

Its table `auth` is Streamlit's own, which reads the same file for `st.login`; what stands in `peta` is ours. An example
of the whole file is in docs/sign-in.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from data.access import ROLES
from data.parsing import Text, TomlTable, one_of, read_toml, whole
from data.words import Problem

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32
_NAME = re.compile("[a-z][a-z0-9]{0,30}")
_HEADER = r"[A-Za-z][A-Za-z0-9-]{1,60}"
_SENTENCES = {
    "plain_http": (
        "Berkas {file}, kunci {key}: tertulis {found}. Alamat harus mulai dengan https://; http:// hanya untuk komputer "
        "ini sendiri (localhost)."
    ),
    "callback": "Berkas {file}, kunci {key}: tertulis {found}. Alamat ini harus berakhir dengan /oauth2callback.",
    "short_secret": (
        "Berkas {file}, kunci {key}: rahasianya terlalu pendek. Isilah 32 huruf acak atau lebih, misalnya dari perintah: "
        'python -c "import secrets; print(secrets.token_hex(32))".'
    ),
    "provider_name": (
        "Berkas {file}, bagian auth: nama penyedia {wrong} tidak bisa dipakai. Pakai huruf kecil dan angka saja, mulai "
        "dengan huruf."
    ),
    "no_way": "Berkas {file} tidak memuat satu pun cara masuk. Isilah bagian auth dengan penyedia, atau bagian peta.proxy.",
    "other_providers": (
        "Berkas {file}: bagian peta.providers menyebut {wrong}, yang tidak ada di bagian auth. Samakan namanya."
    ),
}


class BadSignIn(Problem):
    """A file of sign-in that cannot be used; the map is then not served at all."""


class RoleOfGroup(TomlTable):
    """Whoever is in `group` has this role, at these offices."""

    group: Text
    role: Annotated[str, one_of(ROLES)]
    offices: tuple[Text, ...] = ()


class Provider(TomlTable):
    """How the claims of one provider are read.

    `groups` "" asks the register of people alone. Of several roles whose groups somebody is in, the first counts.
    """

    title: Text
    account: Text = "email"
    groups: str = ""
    roles: tuple[RoleOfGroup, ...] = ()


class Proxy(TomlTable):
    """A proxy that signs people in itself, and tells of it in headers that nobody else can send.

    `secret` is what it sends in `secret_header` with every request: without it no header is believed. After `hours`
    a page has to be opened anew, since the proxy is asked only then.
    """

    title: Text = "Proksi"
    account_header: Annotated[str, Field(pattern=f"^{_HEADER}$")]
    groups_header: Annotated[str, Field(pattern=f"^({_HEADER})?$")] = ""
    secret_header: Annotated[str, Field(pattern=f"^{_HEADER}$")]
    secret: str
    hours: Annotated[int, whole(1, 24)] = 8
    roles: tuple[RoleOfGroup, ...] = ()

    @model_validator(mode="after")
    def _long_enough(self) -> Proxy:
        _check_secret(self.secret, "secret")
        return self


class Client(TomlTable):
    """What a provider knows the app by; Streamlit reads it."""

    client_id: Text
    client_secret: Text
    server_metadata_url: Text
    client_kwargs: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sent_safely(self) -> Client:
        _check_safe(self.server_metadata_url, "server_metadata_url")
        return self


class Auth(TomlTable):
    """Streamlit's table: what all providers share, and a table for each."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Client] = Field(init=False)

    redirect_uri: Text
    cookie_secret: str

    @model_validator(mode="after")
    def _usable(self) -> Auth:
        _check_safe(self.redirect_uri, "redirect_uri")
        if urlsplit(self.redirect_uri).path != _CALLBACK:
            raise PydanticCustomError(
                "callback", "callback", {"key": "redirect_uri", "found": self.redirect_uri}
            )
        _check_secret(self.cookie_secret, "cookie_secret")
        for name in self.clients:
            if not _NAME.fullmatch(name):
                raise PydanticCustomError("provider_name", "name", {"wrong": f"“{name[:40]}”"})
        return self

    @property
    def clients(self) -> Mapping[str, Client]:
        """Name of a provider -> what it knows the app by."""
        return self.__pydantic_extra__ or {}


class _Peta(TomlTable):
    visitors: Annotated[str, one_of(("publik", "tidak"))] = "publik"
    providers: dict[str, Provider] = Field(default_factory=dict)
    proxy: Proxy | None = None


class SignIn(TomlTable):
    """The whole file."""

    auth: Auth | None = None
    peta: _Peta

    @model_validator(mode="after")
    def _whole(self) -> SignIn:
        names = set(self.auth.clients) if self.auth else set()
        if wrong := sorted(set(self.peta.providers) ^ names):
            raise PydanticCustomError("other_providers", "providers", {"wrong": ", ".join(wrong)})
        if not names and self.peta.proxy is None:
            raise PydanticCustomError("no_way", "no way", {})
        return self

    @property
    def providers(self) -> Mapping[str, Provider]:
        """Name -> provider, in the order of the file."""
        return self.peta.providers

    @property
    def proxy(self) -> Proxy | None:
        """The proxy whose headers are believed; None, as by default, for none."""
        return self.peta.proxy

    @property
    def admits_strangers(self) -> bool:
        """Whether people without a role see what the public may see; else they see nothing."""
        return self.peta.visitors == "publik"

    def client_id(self, provider: str) -> str:
        """What a provider knows the app by: the audience of its tokens. Raises KeyError."""
        if self.auth is None:
            raise KeyError(provider)
        return self.auth.clients[provider].client_id


def read_sign_in(path: Path) -> SignIn:
    """The file at `path`. Raises BadSignIn, which never says a secret."""
    return read_toml(path, SignIn, BadSignIn, _SENTENCES)


def _check_secret(secret: str, key: str) -> None:
    if len(secret) < _SHORTEST_SECRET:
        raise PydanticCustomError("short_secret", "short", {"key": key, "found": "…"})


def _check_safe(address: str, key: str) -> None:
    """A sign-in over plain http tells everybody on the way who it is, but on this computer nobody listens."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    is_here = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or is_here):
        raise PydanticCustomError("plain_http", "http", {"key": key, "found": f"“{address[:80]}”"})


def groups_of(claim: Any) -> tuple[str, ...] | None:
    """The groups that a claim lists; None where it is missing, or no list of texts.

    A single text lists them with commas between. One that begins as a name in a directory does ("cn=peta,ou=kantor", RFC
    4514) is one group: its commas are its own, and none of its parts is a group.
    """
    if isinstance(claim, str):
        if "=" in claim.split(",", 1)[0]:
            return (claim.strip(),)
        return tuple(one.strip() for one in claim.split(",") if one.strip())
    if isinstance(claim, list) and all(isinstance(one, str) for one in claim):
        return tuple(claim)
    return None
