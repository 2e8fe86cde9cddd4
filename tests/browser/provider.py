"""A small provider of OpenID Connect for the tests, which signs whatever it is told to say: also what is wrong.

It asks nobody for a password: whoever comes is sent back at once, as whom `says` says.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "peta-patuh"


class Provider:
    """`says` are claims to add to the usual ones (None takes one out), `refuses` an error in place of a code.

    `signs_with` another key than the one that is published is a forger's. `asked` are the wishes that came.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.says: dict[str, Any] = {}
        self.refuses = ""
        self.key = RSAKey.generate_key(2048, {"kid": "k1"})
        self.signs_with = self.key
        self.asked: list[dict[str, str]] = []

    def metadata(self) -> dict[str, Any]:
        """What the provider publishes of itself."""
        ways = {"authorization_endpoint": "/masuk", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return {
            "issuer": self.address,
            **{name: self.address + path for name, path in ways.items()},
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def way_back(self, wish: dict[str, str]) -> str:
        """The address that a browser is sent back to."""
        self.asked.append(wish)
        told = {"error": self.refuses} if self.refuses else {"code": str(len(self.asked) - 1)}
        return f"{wish['redirect_uri']}?{urlencode({**told, 'state': wish['state']})}"

    def token(self, code: str) -> str:
        """The ID token for the wish of this code."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "s1",
            "iat": now,
            "exp": now + 3600,
            "nonce": self.asked[int(code)].get("nonce", ""),
            "email": "kepala@kantor.go.id",
            "groups": ["peta-mojokerto"],
            **self.says,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "k1"}, told, self.signs_with)


class _Answers(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """The pages that a browser and the app ask for."""
        parts = urlsplit(self.path)
        if parts.path == "/masuk":
            wish = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.way_back(wish))
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
