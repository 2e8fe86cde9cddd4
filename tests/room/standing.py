"""Sets the room up and takes it down: certificates, the file of sign-in, the processes, and HAProxy before them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.driver import ROOT, free_port
from tests.room.balancers import Balancer, haproxy

SECRET = "0123456789abcdef0123456789abcdef"
CLIENT, STEWARD = "peta-patuh", "boss@kantor.go.id"
SIGN_IN = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"

[auth.kantor]
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email", prompt = "login" }}

[peta.providers.kantor]
title = "Akun kantor"
"""


@dataclass
class Trial:
    """One thing that was tried: what came of it, and whether that does."""

    what: str
    said: str
    holds: bool


@dataclass
class Process:
    """A process of the map, and the port it listens on."""

    port: int
    running: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Where it is reached without the balancer."""
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Room:
    """`address` is HAProxy's; `processes` stand behind it; `home` is the store that they share."""

    address: str
    home: Path
    settings: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    def start(self, at: int) -> None:
        """Start the process at this place again, on its port."""
        self.processes[at] = process(self.processes[at].port, self.settings)
        wait_until(lambda: status(f"{self.processes[at].address}/readyz") == 200)


def tools() -> list[str]:
    """What the room lacks on this computer."""
    return [name for name in ("haproxy", "nginx", "openssl") if shutil.which(name) is None]


@contextmanager
def standing(
    folder: Path,
    home: Path,
    provider: str = "http://127.0.0.1:9",
    port: int = 0,
    balancer: Balancer = haproxy,
    sign_in: str = SIGN_IN,
) -> Iterator[Room]:
    """The room, until it is left; its processes end as a service's would. Its proxy listens on `port`, a free one for 0.

    `sign_in` is the file of sign-in, with places for the addresses of the room and the `provider`.
    """
    port = port or free_port()
    address = f"https://127.0.0.1:{port}"
    file = folder / "masuk.toml"
    file.write_text(sign_in.format(address=address, secret=SECRET, client=CLIENT, provider=provider))
    settings = {
        **{"PETA_SIGN_IN": str(file), "PETA_HOME": str(home), "PETA_URL": address, "PETA_LOG": "json"},
        **{"PETA_DRAIN": "3"},
    }
    room = Room(address, home, settings)
    with ExitStack() as leaving:
        for _ in range(2):
            room.processes.append(process(free_port(), settings))
        leaving.callback(lambda: end(*(one.running for one in room.processes)))
        wait_until(lambda: all(status(f"{one.address}/readyz") == 200 for one in room.processes))
        named = {"PETA_FIRST": room.processes[0].port, "PETA_SECOND": room.processes[1].port}
        before = balancer(folder, port, {name: f"127.0.0.1:{number}" for name, number in named.items()})
        leaving.callback(lambda: end(before))
        wait_until(lambda: status(f"{address}/readyz") == 200)
        yield room


def process(port: int, settings: dict[str, str]) -> Process:
    """The app on a port with these settings; it may take a while until it answers."""
    environment = {**os.environ, **settings, "PORT": str(port), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "app.py")]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return Process(port, running)


def end(*processes: subprocess.Popen[bytes]) -> None:
    """Tell them to stop, and wait until they have."""
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        process.wait(30)


def status(address: str, headers: dict[str, str] | None = None) -> int:
    """The status of an answer, 0 for none."""
    try:
        asked = urllib.request.Request(address, headers=headers or {})
        with urllib.request.urlopen(asked, timeout=5, context=unverified()) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def unverified() -> ssl.SSLContext:
    """Trusts the room's own certificate, which nobody else vouches for."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def wait_until(holds: object, seconds: float = 90) -> float:
    """Wait until something holds; how many seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    while not holds():  # type: ignore[operator]
        if time.monotonic() - began > seconds:
            raise TimeoutError("the room does not stand")
        time.sleep(0.1)
    return time.monotonic() - began


def signed_in(address: str, account: str = STEWARD, **changed: object) -> str:
    """The cookie of somebody who signed in at the room's provider, as Streamlit signs it with the room's secret."""
    now = int(time.time())
    claims = {
        **{"iss": "http://127.0.0.1", "aud": CLIENT, "sub": account, "email": account, "origin": address},
        **{"iat": now, "exp": now + 3600, "is_logged_in": True, "provider": "kantor", **changed},
    }
    value = create_signed_value(SECRET, "_streamlit_user", json.dumps(claims)).decode()
    return f"_streamlit_user={value}"
