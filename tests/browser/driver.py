"""A started app and a real Chromium, for the browser tests and the bench."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).parents[2]
# Every name but this machine's own leads nowhere, and Chromium's own background traffic is off. One name of somebody
# else leads to this machine, as such a person can have it (DNS rebinding).
REBOUND = "evil.example"
_FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    *["--disable-sync", "--no-first-run", "--disable-quic"],
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    script: str = "app.py", port: int = 0, tells: int | None = subprocess.DEVNULL, **settings: str
) -> Iterator[str]:
    """A server process started from `script` with `settings` in its environment; yields its address.

    It listens on `port`, on a free one where that is 0. `tells` is where its output goes, None to ours: what failed in a
    page stands there.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory() as home:  # never the reader's own releases
        environment = {
            **os.environ,
            "PETA_HOME": home,
            **settings,
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
        }
        server = subprocess.Popen(
            [sys.executable, str(ROOT / script)], cwd=ROOT, env=environment, stdout=tells
        )
        try:
            _wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server stopped with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {address} within {seconds} s")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless, unable to reach any host but this one."""
    executable = shutil.which("chromium")
    if not executable:
        raise RuntimeError("Chromium is missing. Install it with: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def map_frame(page: Page, timeout: float = 60_000) -> Frame:
    """The map's frame once its regions are painted."""
    handle = page.wait_for_selector('iframe[title^="streamlit_folium"]', timeout=timeout)
    frame = handle.content_frame() if handle else None
    assert frame is not None
    frame.wait_for_selector("body[data-painted]", timeout=timeout, state="attached")
    return frame


def settled(page: Page, quiet: float = 0.4) -> None:
    """Wait until Streamlit has stopped running and the page has had time to draw."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(int(quiet * 1000))


def choose(page: Page, label: str, option: str) -> None:
    """Choose `option` (its text) in the select box with this label."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
