"""The app with two providers, a proxy and a register of people, which all tests of signing in share, and the way in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import oidc_provider_mock
from playwright.sync_api import Page, expect

from data.access import Viewer
from data.people import People, Person, Record
from data.settings import data_folder
from data.tables import load_facts
from tests.browser.driver import free_port, running
from tests.browser.provider import CLIENT, Saying, provider

SECRET = "0123456789abcdef0123456789abcdef"
FILE = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{secret}"

[auth.kantor]
client_id = "{client}"
client_secret = "x"
server_metadata_url = "{first}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email groups", prompt = "login" }}

[auth.mitra]
client_id = "peta-mitra"
client_secret = "x"
server_metadata_url = "{second}/.well-known/openid-configuration"

[peta]
visitors = "{visitors}"

[peta.providers.kantor]
title = "Akun kantor"
groups = "groups"
roles = [ {{ group = "peta-mojokerto", role = "cabang", offices = ["KC-MOJOKERTO"] }} ]

[peta.providers.mitra]
title = "Akun mitra"

[peta.proxy]
account_header = "X-Peta-Akun"
secret_header = "X-Peta-Rahasia"
secret = "{secret}"
"""
STEWARD = "pengelola@kantor.go.id"
LONG = "siti.nurrahmawati.kusumaningtyas.hadiningrat@kantorwilayah-sumatera-bagian-selatan.kantor.go.id"
LONG_OFFICE = "KC-MUBA-BANYUASIN"
# A page that is there in half the time of the map: on the way to a provider and back a page is loaded twice.
LIGHT = "/rujukan"
PERSONS = [
    Person(STEWARD, "pengelola"),
    Person("muba@kantor.go.id", "cabang", (LONG_OFFICE,)),
    Person(LONG, "cabang", (LONG_OFFICE, "KC-MOJOKERTO", "KC-PALEMBANG")),
    Person("deputi@kantor.go.id", "wilayah", ("KANWIL-SUMBAGSEL",)),
    Person("mitra@lain.id", "pengelola"),  # who comes from the second provider
    Person("gone@lain.id", "pengelola", out=True),
]


@contextmanager
def serving(folder: Path, persons: Sequence[Person] = PERSONS, visitors: str = "publik") -> Iterator[str]:
    """The address of the app with these people in its register, who sign in at either provider or come through a proxy.

    Of some there is a record of what they have done.
    """
    home, port = folder / "rumah", free_port()
    for action, what in (("refused", "no_role"), ("tried_role", f"cabang, {LONG_OFFICE}")):
        Record(home).add(LONG, "cabang", action, what)
    user = oidc_provider_mock.User(sub="mitra", claims={"email": "mitra@lain.id"})
    with provider() as first, oidc_provider_mock.run_server_in_thread(user_claims=[user]) as second:
        address = f"http://127.0.0.1:{port}"
        ways = {"first": first.address, "second": f"http://127.0.0.1:{second.server_port}"}
        file = folder / "masuk.toml"
        file.write_text(FILE.format(app=address, secret=SECRET, client=CLIENT, visitors=visitors, **ways))
        People(home).publish(persons, load_facts(data_folder()), title="x", viewer=Viewer("pengelola"))
        with running(port=port, PETA_SIGN_IN=str(file), PETA_HOME=str(home)):
            yield address


def says(
    page: Page, claims: dict[str, object] | None = None, refuses: str = "", forged: bool = False
) -> None:
    """From now on the provider says this of whoever sits before the page."""
    page.set_extra_http_headers(Saying(claims or {}, refuses, forged).told())


def sign_in(page: Page, address: str, title: str = "Akun kantor", path: str = LIGHT) -> None:
    """Open a page and press the button of a provider, who leads back to it."""
    page.goto(address + path)
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name=f"Masuk dengan {title}").click()


def account(page: Page) -> str:
    """What the button of the account says, once the page is there."""
    button = page.locator(".st-key-account button").first
    expect(button).to_be_visible(timeout=20_000)
    return button.inner_text()
