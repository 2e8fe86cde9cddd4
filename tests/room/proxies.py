"""Whether HAProxy, nginx and systemd take the files of docs/deploy, and whether anything forged comes through the proxies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.driver import free_port
from tests.room.balancers import DEPLOY, Balancer, haproxy, nginx, refusals
from tests.room.standing import Trial, end, status, unverified, wait_until

# What a visitor may try to say of themselves, in the names that proxies and their helpers use.
FORGED = {
    **{"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"},
    **{"X-Forwarded-User": "boss", "X-Forwarded-Email": "a@b.id", "X-Forwarded-Preferred-Username": "boss"},
    **{"X-Auth-Request-User": "boss", "X-Authenticated-User": "boss", "X-Remote-User": "boss"},
    **{"X-Webauth-User": "boss", "X-Real-IP": "10.9.9.9", "Remote-User": "boss", "X-User": "boss"},
    **{"X-Email": "a@b.id", "Forwarded": "for=10.9.9.9", "Proxy": "http://evil.example"},
    **{"X-Peta-Akun": "a@b.id", "X-Peta-Kelompok": "boss", "X-Peta-Rahasia": "x"},
}
# What the proxies themselves say; nothing else of these names may arrive.
_OWN = {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}


def files_are_taken(folder: Path) -> Trial:
    """Each program judges the very file that it would run with."""
    found = {**refusals(folder), **_unit(folder)}
    wrong = {name: said for name, said in found.items() if said}
    return Trial("files of docs/deploy are taken", str(wrong or ", ".join(found)), not wrong)


def _unit(folder: Path) -> dict[str, str]:
    """What systemd has against the unit, with a program that is on this computer; nothing where there is no systemd."""
    if shutil.which("systemd-analyze") is None:
        return {}
    unit = folder / "peta-patuh@8501.service"
    text = (DEPLOY / "peta-patuh@.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/peta-patuh/.venv/bin/python", sys.executable), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    return {"peta-patuh@.service": done.stderr}


def nothing_forged(folder: Path, name: str, balancer: Balancer) -> Trial:
    """Headers of a visitor who says they are somebody end at the proxy, and a long cookie of a sign-in does not."""
    with _echoing() as first, _echoing() as second:
        port = free_port()
        address = f"https://127.0.0.1:{port}"
        before = balancer(folder, port, {"PETA_FIRST": first, "PETA_SECOND": second})
        try:
            wait_until(lambda: status(address) == 200, 10)
            told = _heard(address, FORGED)
            arrived = {
                one: told[one]
                for one in (*map(str.lower, FORGED), *_OWN)
                if told.get(one, "") != _OWN.get(one, "")
            }
            cookie = _heard(address, {"Cookie": f"a={'x' * 12_000}"}).get("cookie", "")
        finally:
            end(before)
    said = f"{len(FORGED)} sent, arrived: {arrived or 'none'}; a cookie of {len(cookie)} letters arrived"
    return Trial(f"nothing forged comes through {name}", said, not arrived and len(cookie) == 12_002)


def _heard(address: str, headers: dict[str, str]) -> dict[str, str]:
    """What a process behind the proxy hears of a request."""
    asked = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(asked, context=unverified(), timeout=10) as answer:
        heard: dict[str, str] = json.loads(answer.read())
    return heard


class _Echo(BaseHTTPRequestHandler):
    """Stands where a process of the map would, and says which headers came."""

    def do_GET(self) -> None:
        told = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        with suppress(OSError):  # whoever asks for readiness is content with the status
            self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def _echoing() -> Iterator[str]:
    """Such a process; yields where it listens, as "host:port"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def of_proxies(folder: Path) -> Iterator[Trial]:
    """All of it; needs neither a store nor a process of the map."""
    yield files_are_taken(folder)
    for name, balancer in (("HAProxy", haproxy), ("nginx", nginx)):
        yield nothing_forged(folder, name, balancer)
