"""Debian's glewlwyd, set up as its administrator would: through its own API, from the database that its package makes.

Its files lie in a folder that the trial throws away, and it listens on this computer alone.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey, RSAKey

from tests.browser.driver import free_port
from tests.room.standing import CLIENT, SECRET, end, status, wait_until

PACKAGE = "glewlwyd"
# Another app of the same organisation: a code that was given to it is worth nothing here.
OTHER_CLIENT = "aplikasi-lain"
_SHARED = Path("/usr/share")
_TABLES = _SHARED / "dbconfig-common" / "data" / "glewlwyd" / "install" / "sqlite3"
_SCREENS = _SHARED / "glewlwyd" / "webapp"
_SETTINGS_OF_SCREENS = _SHARED / "glewlwyd" / "templates" / "config.json"
# What the package's database begins with, and what its administrator changes it to.
_FIRST_PASSWORD, _PASSWORD = "password", "kata sandi pengelola"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "application/javascript"}
_TYPES |= {".json": "application/json", ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2"}
_CONFIG = """
port = {port}
bind_address = "127.0.0.1"
external_url = "{address}"
login_url = "login.html"
api_prefix = "api"
static_files_path = "{screens}/"
static_files_mime_types = ({types})
log_mode = "file"
log_file = "{log}"
log_level = "INFO"
session_key = "GLEWLWYD2_SESSION_ID"
hash_algorithm = "SHA512"
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "/usr/lib/glewlwyd/user"
client_module_path = "/usr/lib/glewlwyd/client"
user_auth_scheme_module_path = "/usr/lib/glewlwyd/scheme"
plugin_module_path = "/usr/lib/glewlwyd/plugin"
database = {{ type = "sqlite3" path = "{database}" }};
"""
_DAY = 8 * 3600  # a working day, in seconds
_OPENID_CONNECT = {
    "subject-type": "public",
    "jwks-show": True,
    "auth-type-code-enabled": True,
    "auth-type-id-token-enabled": True,
    "auth-type-token-enabled": False,
    "auth-type-password-enabled": False,
    "auth-type-client-enabled": False,
    "auth-type-refresh-enabled": False,
    "allow-non-oidc": False,
    "code-duration": 60,
    "access-token-duration": _DAY,  # an ID token holds as long
    "refresh-token-duration": _DAY,
    "refresh-token-rolling": False,
    # Account and groups stand in the ID token, which is all that Streamlit reads.
    "email-claim": "mandatory",
    "name-claim": "no",
    "scope-claim": "no",
    "claims": [{"name": "groups", "user-property": "groups", "type": "string", "mandatory": True}],
    # Its screen of signing out asks for the second too, and without it signs nobody out.
    "session-management-allowed": True,
    "front-channel-logout-allowed": True,
    "session-cookie-name": "GLEWLWYD2_OIDC_SESSION",
    "session-cookie-expiration": _DAY,
}


@dataclass(frozen=True)
class Member:
    """Somebody with an account at the provider; in no group where the organisation has put them in none."""

    name: str
    groups: tuple[str, ...] = ()

    @property
    def account(self) -> str:
        """The address by which the register of people knows them."""
        return f"{self.name}@kantor.go.id"

    @property
    def password(self) -> str:
        """What they sign in with."""
        return f"kata sandi {self.name}"


@dataclass
class Glewlwyd:
    """A running one, with its administrator signed in; `address` is where it is reached."""

    address: str

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        # The first is the one that it signs with; those after it are published, for tokens that there are.
        self._keys: list[RSAKey | ECKey] = [RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS256"})]

    @property
    def issuer(self) -> str:
        """What stands in its tokens as the one who made them; below it lie the pages of the protocol."""
        return f"{self.address}/api/oidc"

    def set_up(self, redirect: str, members: Sequence[Member]) -> None:
        """Give it a password of its own, groups, people, two clients, and OpenID Connect."""
        self._ask("POST", "auth/", {"username": "admin", "password": _FIRST_PASSWORD})
        self._ask("PUT", "user/admin", {"password": _PASSWORD, "scope": ["g_admin", "g_profile"]})
        self._keep_groups()
        for name in ("email", "groups"):
            self._ask("POST", "scope/", {"name": name, "display_name": name, "password_required": False})
        for member in members:
            self._ask("POST", "user/", _user(member))
        for client in (CLIENT, OTHER_CLIENT):
            self._ask("POST", "client/", _client(client, redirect))
        self._ask("POST", "mod/plugin/", self._openid_connect())

    def _keep_groups(self) -> None:
        """Keep the groups of each user, of which its database knows nothing by itself."""
        users = self._ask("GET", "mod/user/database")
        users["parameters"]["data-format"]["groups"] = {"multiple": True, "read": True, "write": True}
        self._ask("PUT", "mod/user/database", users)
        self._ask("PUT", "mod/user/database/reset/")

    def sign_with_a_new_key(self) -> None:
        """Sign with a key of another kind from now on, ES256, as providers do from time to time."""
        self._keys.insert(0, ECKey.generate_key("P-256", {"kid": "ec", "alg": "ES256"}))
        self._ask("PUT", "mod/plugin/oidc", self._openid_connect())
        self._ask("PUT", "mod/plugin/oidc/reset/")

    def _openid_connect(self) -> dict[str, Any]:
        """Its plugin of the protocol, with its keys."""
        private = {"keys": [one.as_dict(private=True) for one in self._keys]}
        plugin = {"module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "order_rank": 0}
        own = {"iss": self.issuer, "jwks-private": json.dumps(private)}
        return {**plugin, "parameters": {**_OPENID_CONNECT, **own}}

    def _ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> Any:
        """An answer of its API; raises urllib.error.HTTPError for what it refuses."""
        body = None if told is None else json.dumps(told).encode()
        asked = urllib.request.Request(f"{self.address}/api/{path}", body, method=method)
        asked.add_header("Content-Type", "application/json")
        with self._opener.open(asked, timeout=10) as answer:
            said = answer.read()
        return json.loads(said) if said else None


def _user(member: Member) -> dict[str, Any]:
    known = {"username": member.name, "name": member.name, "email": member.account, "enabled": True}
    groups = {"groups": list(member.groups)} if member.groups else {}
    return {**known, **groups, "password": member.password, "scope": ["openid", "email", "groups"]}


def _client(name: str, redirect: str) -> dict[str, Any]:
    return {
        **{"client_id": name, "name": name, "enabled": True, "confidential": True, "client_secret": SECRET},
        **{"redirect_uri": [redirect], "scope": []},
        **{"authorization_type": ["code"], "token_endpoint_auth_method": ["client_secret_basic"]},
    }


def lacking() -> list[str]:
    """The Debian packages that would have to be installed first."""
    there = shutil.which("glewlwyd") is not None and _TABLES.is_file() and _SCREENS.is_dir()
    return [] if there else [PACKAGE]


@contextmanager
def glewlwyd(folder: Path, redirect: str, members: Sequence[Member]) -> Iterator[Glewlwyd]:
    """One of its own in a folder, for an address to come back to; it ends when it is left."""
    port = free_port()
    made = Glewlwyd(f"http://127.0.0.1:{port}")
    command = ["glewlwyd", "--config-file", str(_configured(folder, port, made.address))]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: status(f"{made.address}/config") == 200, 30)
        made.set_up(redirect, members)
        wait_until(lambda: status(f"{made.issuer}/.well-known/openid-configuration") == 200, 30)
        yield made
    finally:
        end(running)


def _configured(folder: Path, port: int, address: str) -> Path:
    """Its file of settings, beside a database and the screens as its package ships them."""
    database, screens = folder / "glewlwyd.sqlite3", folder / "layar"
    with sqlite3.connect(database) as tables:
        tables.executescript(_TABLES.read_text("utf-8"))
    # It serves no link that leads out of its folder, and the package's own config.json leads to a folder.
    shutil.copytree(_SCREENS, screens, ignore=shutil.ignore_patterns("config.json"))
    shutil.copy(_SETTINGS_OF_SCREENS, screens / "config.json")
    types = ", ".join(f'{{ extension = "{end}" mime_type = "{kind}" }}' for end, kind in _TYPES.items())
    named = {"screens": screens, "database": database, "log": folder / "glewlwyd.log", "types": types}
    settings = folder / "glewlwyd.conf"
    settings.write_text(_CONFIG.format(port=port, address=address, **named), "utf-8")
    return settings
