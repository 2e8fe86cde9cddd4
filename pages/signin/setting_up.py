"""How people sign in, as the setting names it; and what is not served without it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from streamlit import config

from data.people import ACCOUNT_OF_PROXY, GROUPS_OF_PROXY, SignIn, read_sign_in
from data.settings import HOSTS, URL, hosts, sign_in_file
from data.words import Problem

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class ServedToOthers(Problem):
    """An address or a name by which other computers reach the app, while nobody signs in."""


def sign_in() -> SignIn | None:
    """How people sign in; None where nobody does, and the app serves this computer alone. Raises BadSignIn."""
    path = sign_in_file()
    return None if path is None else _read(path)


@lru_cache(maxsize=4)
def _read(path: Path) -> SignIn:
    """Read once: who may sign in how changes with a restart, who has which role with a release of the register."""
    return read_sign_in(path)


def set_up() -> None:
    """Tell Streamlit of the file and of the proxy's headers, and of no other. Raises BadSignIn."""
    path, ways = sign_in_file(), sign_in()
    # By default Streamlit takes whatever file of secrets lies in the home folder of the user or beside the app.
    config.set_option("secrets.files", [] if path is None else [str(path)])
    config.set_option("server.trustedUserHeaders", _headers(ways))
    config.set_option("server.enableAgentApi", False)


def _headers(ways: SignIn | None) -> dict[str, str]:
    """Header of the proxy -> under which name it stands among the claims of a session."""
    proxy = ways.proxy if ways else None
    if proxy is None:
        return {}
    groups = {proxy.groups_header: GROUPS_OF_PROXY} if proxy.groups_header else {}
    return {proxy.account_header: ACCOUNT_OF_PROXY, **groups}


def refuse_unless_loopback(address: str) -> None:
    """Raises ServedToOthers where other computers could reach an app in which everybody picks any role."""
    if sign_in() is not None:
        return
    if address.strip("[]").lower() not in _LOOPBACK:
        raise ServedToOthers(
            "Alamat {address} bisa dibuka dari komputer lain, sedangkan cara masuk belum disetel: siapa pun dapat memilih "
            "peran apa pun. Setel PETA_SIGN_IN dengan berkas cara masuk (docs/sign-in.md), atau pakai PETA_ADDRESS=127.0.0.1.",
            address=address[:80],
        )
    other = sorted(name for name in hosts() if _bare(name) not in _LOOPBACK)
    if other:
        raise ServedToOthers(
            "Setelan {setting} berisi {names}, jadi peta dibuka dari komputer lain, sedangkan cara masuk belum disetel: "
            "siapa pun dapat memilih peran apa pun. Setel PETA_SIGN_IN dengan berkas cara masuk (docs/sign-in.md), atau "
            "kosongkan {setting}.",
            setting=" / ".join(one.name for one in (HOSTS, URL) if one.value),
            names=", ".join(other)[:200],
        )


def _bare(name: str) -> str:
    """A name without its port: "[::1]:8501" -> "::1"."""
    return re.sub(r":[0-9]+$", "", name).strip("[]") if name.count(":") == 1 or name.startswith("[") else name
