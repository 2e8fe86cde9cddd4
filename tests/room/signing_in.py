"""Signing in through the room, in Chromium: at a provider that many run (npm oidc-provider), and at a proxy itself."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.bench.asking import Reader
from tests.browser.driver import ROOT, chromium, free_port
from tests.room.balancers import DEPLOY, haproxy
from tests.room.standing import CLIENT, SECRET, STEWARD, Room, Trial, end, process, status, wait_until

LOGIN = DEPLOY / "haproxy-login.cfg"
_MODULES = ROOT / "bench" / "room"
_SIGN_IN = """
[peta.proxy]
account_header = "X-Peta-Akun"
groups_header = "X-Peta-Kelompok"
secret_header = "X-Peta-Rahasia"
secret = "{secret}"
"""


@contextmanager
def npm_provider(redirect: str) -> Iterator[str]:
    """npm's oidc-provider for an address to come back to; installed once into bench/room. Yields its address."""
    _MODULES.mkdir(parents=True, exist_ok=True)
    if not (_MODULES / "node_modules" / "oidc-provider").is_dir():
        command = [
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(_MODULES),
            "oidc-provider@9",
        ]
        subprocess.run(command, check=True)
    script, port = _MODULES / "provider.mjs", free_port()
    script.write_text((ROOT / "tests" / "room" / "provider.mjs").read_text("utf-8"), "utf-8")
    command = ["node", str(script), str(port), CLIENT, SECRET, redirect]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: status(f"{address}/.well-known/openid-configuration") == 200, 30)
        yield address
    finally:
        end(running)


def at_a_provider(room: Room) -> Trial:
    """There, with a name and the provider's own question, back as the steward, and out again."""
    with chromium() as browser:
        page = browser.new_page(ignore_https_errors=True)
        page.goto(room.address)
        page.locator(".st-key-account button").first.click()
        page.get_by_role("button", name="Masuk dengan").first.click()
        page.locator("input[name=login]").fill(STEWARD.split("@")[0])
        page.locator("input[name=password]").fill("apa saja")
        page.locator("button[type=submit]").click()
        page.locator("button[type=submit]").click()  # what the app may be told
        signed = _says(page, "Pengelola data")
        cookie = next(one for one in page.context.cookies() if one["name"] == "_streamlit_user")
        page.locator(".st-key-account button").first.click()
        page.get_by_role("button", name="Keluar").click()
        page.locator("button[type=submit]").first.click()  # whether to leave the provider too
        out = _says(page, "Masuk")
    said = f"signed in: {signed}, cookie over https alone: {cookie['secure']}, out again: {out}"
    return Trial("signing in at npm's oidc-provider", said, signed and out and cookie["secure"])


def _says(page: Page, text: str) -> bool:
    expect(page.locator(".st-key-account")).to_contain_text(text, timeout=30_000)
    return True


def at_a_proxy(folder: Path, room: Room) -> Trial:
    """HAProxy asks for a password and tells the map who it is; what a visitor says of themselves is not believed."""
    found = _through(folder, room, LOGIN)
    holds = (
        found["honest"] == (200, True) and found["forged"] == (200, True) and found["nobody"] == (401, False)
    )
    return Trial("signing in at HAProxy", str(found), holds)


def at_a_careless_proxy(folder: Path, room: Room) -> Trial:
    """The same without the lines that delete: a visitor's header stands beside the proxy's, and nobody is believed."""
    careless = folder / "ceroboh.cfg"
    lines = LOGIN.read_text("utf-8").splitlines(keepends=True)
    careless.write_text("".join(line for line in lines if "del-header" not in line), "utf-8")
    found = _through(folder, room, careless)
    holds = found["honest"] == (200, True) and found["forged"] == (403, False)
    return Trial("a proxy that does not delete what comes from outside", str(found), holds)


def _through(folder: Path, room: Room, config: Path) -> dict[str, tuple[int, bool]]:
    """Status of the map, and whether the role of the steward is there: as the proxy tells it, with a forged header, and
    without a password.
    """
    sign_in, port, password = folder / "proksi.toml", free_port(), "kata sandi"
    sign_in.write_text("[peta]\nvisitors = 'publik'\n" + _SIGN_IN.format(secret=SECRET))
    address = f"https://127.0.0.1:{port}"
    settings = {
        **room.settings,
        "PETA_SIGN_IN": str(sign_in),
        "PETA_URL": address,
        "PETA_DRAIN": "0",
    }
    served = process(free_port(), settings)
    hashed = subprocess.run(["openssl", "passwd", "-5", password], capture_output=True, text=True, check=True)
    named = {
        "PETA_FIRST": f"127.0.0.1:{served.port}",
        "PETA_SECRET": SECRET,
        "PETA_PASSWORD": hashed.stdout.strip(),
    }
    balancer = haproxy(folder, port, named, config)
    told = {"Authorization": "Basic " + base64.b64encode(f"{STEWARD}:{password}".encode()).decode()}
    asked = {"honest": told, "forged": {**told, "X-Peta-Akun": "lain@kantor.go.id"}, "nobody": {}}
    try:
        wait_until(lambda: status(f"{served.address}/readyz") == 200)
        wait_until(lambda: status(address, told) == 200, 20)
        return {
            name: (status(address, headers), _is_steward(address, headers)) for name, headers in asked.items()
        }
    finally:
        end(balancer, served.running)


def _is_steward(address: str, headers: dict[str, str]) -> bool:
    """Whether the map that these headers open offers the steward's role, which is the most that there is."""
    try:
        with Reader(address, headers=headers) as reader:
            reader.open("", "data=simulasi")
            return "Pengelola data" in reader.options("w_viewer")
    except Exception:  # refused before there is a page
        return False
