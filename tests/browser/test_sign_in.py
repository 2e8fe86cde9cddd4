"""Signing in, in Chromium: there and back at two providers, through a proxy's headers, and each way of being refused."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import oidc_provider_mock
import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect

from data.access import Viewer
from data.people import Person
from tests.browser.driver import free_port, running, settled
from tests.browser.provider import CLIENT, Provider, provider

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


@dataclass(frozen=True)
class Served:
    """The app, and the provider whose words the tests choose."""

    address: str
    provider: Provider


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """The app with two providers and a proxy; one person of the register comes from the second."""
    persons = [Person("mitra@lain.id", "pengelola"), Person("gone@lain.id", "pengelola", out=True)]
    with serving(tmp_path_factory.mktemp("masuk"), persons) as found:
        yield found


@contextmanager
def serving(folder: Path, persons: Sequence[Person], visitors: str = "publik") -> Iterator[Served]:
    """The app with these people in its register, who sign in at either provider or come through a proxy."""
    from data.people import People
    from data.settings import data_folder
    from data.tables import load_facts

    port = free_port()
    user = oidc_provider_mock.User(sub="mitra", claims={"email": "mitra@lain.id"})
    with provider() as first, oidc_provider_mock.run_server_in_thread(user_claims=[user]) as second:
        address = f"http://127.0.0.1:{port}"
        ways = {"first": first.address, "second": f"http://127.0.0.1:{second.server_port}"}
        file = folder / "masuk.toml"
        file.write_text(FILE.format(app=address, secret=SECRET, client=CLIENT, visitors=visitors, **ways))
        People(folder / "rumah").publish(
            persons, load_facts(data_folder()), title="x", viewer=Viewer("pengelola")
        )
        with running(port=port, PETA_SIGN_IN=str(file), PETA_HOME=str(folder / "rumah")):
            yield Served(address, first)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser that nobody has signed in with, and a provider that says the usual."""
    served.provider.says, served.provider.refuses = {}, ""
    served.provider.signs_with = served.provider.key
    context = browser.new_context(viewport={"width": 1366, "height": 650})
    yield context.new_page()
    context.close()


def sign_in(page: Page, served: Served, title: str = "Akun kantor", path: str = "/") -> None:
    """Open the map, or another page, and press the button of a provider."""
    page.goto(served.address + path)
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name=f"Masuk dengan {title}").click()


def account(page: Page) -> str:
    """What the button of the account says, once the page is there."""
    button = page.locator(".st-key-account button").first
    expect(button).to_be_visible(timeout=20_000)
    return button.inner_text()


def test_there_and_back_and_out(page, served):
    sign_in(page, served)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=20_000)
    assert page.url == f"{served.address}/"
    page.locator(".st-key-account button").first.click()
    expect(page.get_by_text("Akun: kepala@kantor.go.id. Peran: Kantor Cabang Mojokerto.")).to_be_visible()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{served.address}/")
    expect(page.locator(".st-key-account")).to_contain_text("Masuk", timeout=20_000)


def test_back_to_the_page_and_what_was_asked_of_it(page, served):
    """Streamlit alone leads to the map, whatever somebody was looking at."""
    page.goto(f"{served.address}/angka?cari=mojokerto&wilayah=35.76")
    account(page)
    settled(page)
    before = page.url
    assert "/angka?" in before and "cari=mojokerto" in before
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Masuk dengan Akun kantor").click()
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=20_000)
    settled(page)
    assert page.url == before
    assert all(one["name"] != "_peta_kembali" for one in page.context.cookies())
    page.goto(served.address)  # what was remembered is used once
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{served.address}/")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example/", "/angka"]
)
def test_an_address_that_the_app_has_not_written_leads_to_its_first_page(page, served, elsewhere):
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/auth/login" in one.url else None)
    sign_in(page, served)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=20_000)
    page.goto(asked[0].partition("&kembali=")[0] + f"&kembali={quote(elsewhere)}")
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=20_000)
    assert page.url == f"{served.address}/" and not any("evil" in urlsplit(one).netloc for one in asked)


def test_there_and_back_at_another_provider(page, served):
    """The register alone says who somebody of the second provider is."""
    sign_in(page, served, "Akun mitra")
    page.locator("input[name=sub]").fill("mitra")
    page.locator("button[type=submit]").first.click()
    expect(page.locator(".st-key-account")).to_contain_text("Pengelola data", timeout=20_000)


REFUSED = [
    ({"iss": "http://127.0.0.1:1"}, "tidak dibuat untuk aplikasi ini"),
    ({"nonce": "lain"}, "tidak dibuat untuk aplikasi ini"),
    ({"exp": 1}, "kedaluwarsa"),
    ({"aud": "aplikasi-lain"}, "tidak dibuat untuk aplikasi ini"),
    ({"email": None}, "tidak menyebut akun Anda (klaim email)"),
    ({"groups": None}, "tidak menyebut kelompok Anda"),
    ({"groups": ["lain"]}, "belum punya peran"),
    ({"email": "gone@lain.id"}, "sudah dicabut"),
]


@pytest.mark.parametrize(("says", "said"), REFUSED, ids=[json.dumps(says) for says, _ in REFUSED])
def test_a_token_that_does_not_do_gives_no_role_and_the_reason_is_on_the_screen(page, served, says, said):
    served.provider.says = says
    with page.expect_response(re.compile("/oauth2callback")) as back:
        sign_in(page, served)
    if back.value.status == 302:  # the token is sound, but stands for nobody here
        page.wait_for_url(f"{served.address}/")
        assert re.search("Masuk|Tanpa peran", account(page))
    expect(page.locator("body")).to_contain_text(said, timeout=20_000)


def test_a_forged_signature_is_refused(page, served):
    served.provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    sign_in(page, served)
    expect(page.locator("body")).to_contain_text("tidak ditandatangani", timeout=20_000)


def test_a_providers_refusal_is_said(page, served):
    served.provider.refuses = "login_required"
    sign_in(page, served)
    expect(page.locator("body")).to_contain_text('prompt = "login"', timeout=20_000)
    page.get_by_role("link", name="Peta").click()
    assert "Masuk" in account(page)


def test_a_state_that_is_used_again_is_refused(page, served):
    backs: list[str] = []
    page.on("request", lambda asked: backs.append(asked.url) if "/oauth2callback" in asked.url else None)
    sign_in(page, served)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=20_000)
    page.goto(backs[0])
    expect(page.locator("body")).to_contain_text("sudah pernah dipakai")
    page.goto(served.address)
    assert "Mojokerto" in account(page)  # a link from elsewhere signs nobody out


@pytest.mark.parametrize(
    "path",
    [
        "/auth/login?provider=//evil.example&next=//evil.example&redirect_uri=http://evil.example/&kembali=//evil.example",
        "/auth/logout?next=http://evil.example/&post_logout_redirect_uri=http://evil.example/",
        "/oauth2callback?code=a&state=b&redirect_uri=http://evil.example/&next=//evil.example",
    ],
)
def test_no_address_leads_to_another_host(served, path):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        answer = urllib.request.build_opener(Stay).open(served.address + path, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    assert answer.headers.get("Location", "/") == "/" and b"evil" not in answer.read()


def test_a_proxys_headers_sign_in_and_those_from_outside_do_not(browser, served):
    headers = {"X-Peta-Akun": "mitra@lain.id", "X-Peta-Rahasia": SECRET}
    context = browser.new_context(extra_http_headers=headers)
    page = context.new_page()
    page.goto(served.address)
    expect(page.locator(".st-key-account")).to_contain_text("Pengelola data", timeout=20_000)
    context.close()
    context = browser.new_context(extra_http_headers={"X-Peta-Akun": "mitra@lain.id"})
    page = context.new_page()
    answer = page.goto(served.address)
    assert answer is not None and answer.status == 403
    expect(page.locator("body")).to_contain_text("tanpa bukti dari proksi")
    context.close()


@pytest.mark.parametrize(
    "value", ["x", "2|1:0|10:1795000000|15:_streamlit_user|4:eyJ9|" + "0" * 64, "chunks-999"]
)
def test_a_cookie_that_the_app_has_not_signed_is_nobody(page, served, value):
    page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": served.address}])
    page.goto(f"{served.address}/orang")
    assert "Masuk" in account(page)
