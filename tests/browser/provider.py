"""A small provider of OpenID Connect for the tests, which signs whatever it is told to say: also what is wrong.

It asks nobody for a password: whoever comes is sent back at once. What is said of them, a header of their browser tells
(`Saying.told`), so that tests in several workers can share one provider.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "peta-patuh"
_HEADER = "X-Peta-Says"


@dataclass(frozen=True)
class Saying:
    """`claims` to add to the usual ones (None takes one out), `refuses` an error in place of a code.

    `forged`: signed with another key than the one that is published.
    """

    claims: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    forged: bool = False

    def told(self) -> dict[str, str]:
        """The header with which a browser comes of whom this is to be said."""
        return {_HEADER: json.dumps(asdict(self))}


class Provider:
    """`key` is the one that is published; `asked` are the wishes that came, each with what is said of who came."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self._forged = RSAKey.generate_key(2048, {"kid": "k1"})
        self.asked: list[tuple[dict[str, str], Saying]] = []
        self._asking = threading.Lock()

    def metadata(self) -> dict[str, Any]:
        """What the provider publishes of itself."""
        ways = {"authorization_endpoint": "/masuk", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return {
            "issuer": self.address,
            **{name: self.address + path for name, path in ways.items()},
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def way_back(self, wish: dict[str, str], saying: Saying) -> str:
        """The address that a browser is sent back to."""
        with self._asking:
            self.asked.append((wish, saying))
            code = str(len(self.asked) - 1)
        told = {"error": saying.refuses} if saying.refuses else {"code": code}
        return f"{wish['redirect_uri']}?{urlencode({**told, 'state': wish['state']})}"

    def token(self, code: str) -> str:
        """The ID token for the wish of this code."""
        now = int(time.time())
        wish, saying = self.asked[int(code)]
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "s1",
            "iat": now,
            "exp": now + 3600,
            "nonce": wish.get("nonce", ""),
            "email": "kepala@kantor.go.id",
            "groups": ["peta-mojokerto"],
            **saying.claims,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "k1"}, told, self._forged if saying.forged else self.key)


class _Answers(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """The pages that a browser and the app ask for."""
        parts = urlsplit(self.path)
        if parts.path == "/masuk":
            wish = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            saying = Saying(**json.loads(self.headers.get(_HEADER, "{}")))
            self.send_header("Location", self.provider.way_back(wish, saying))
            self.end_headers()
        elif parts.path == "/jwks":
            self._say({"keys": [self.provider.key.as_dict(private=False)]})
        else:
            self._say(self.provider.metadata())

    def do_POST(self) -> None:
        """The app gives a code for a token."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        token = self.provider.token(sent["code"][0])
        self._say({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _say(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests say what failed."""


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider on a free port of this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    made = Provider(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Answers", (_Answers,), {"provider": made})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
