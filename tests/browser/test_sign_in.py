"""Signing in, in Chromium: there and back at two providers, through a proxy's headers, and each way of being refused."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.browser.driver import settled
from tests.browser.signing import LIGHT, SECRET, account, says, sign_in

# Longer than a page takes that loads anew after the way back, on a busy computer.
_BACK = 20_000


def test_there_and_back_and_out(page, signing):
    sign_in(page, signing, path="/")
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
    assert page.url == f"{signing}/"
    page.locator(".st-key-account button").first.click()
    expect(page.get_by_text("Akun: kepala@kantor.go.id. Peran: Kantor Cabang Mojokerto.")).to_be_visible()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{signing}/")
    expect(page.locator(".st-key-account")).to_contain_text("Masuk", timeout=_BACK)


def test_back_to_the_page_and_what_was_asked_of_it(page, signing):
    """Streamlit alone leads to the map, whatever somebody was looking at."""
    page.goto(f"{signing}/angka?cari=mojokerto&wilayah=35.76")
    account(page)
    settled(page)
    before = page.url
    assert "/angka?" in before and "cari=mojokerto" in before
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Masuk dengan Akun kantor").click()
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
    settled(page)
    assert page.url == before
    assert all(one["name"] != "_peta_kembali" for one in page.context.cookies())
    page.goto(signing)  # what was remembered is used once
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{signing}/")


_ELSEWHERE = ("//evil.example", "/\\evil.example", "https://evil.example/", "/angka")


def test_an_address_that_the_app_has_not_written_leads_to_its_first_page(page, signing):
    with page.expect_request(re.compile("/auth/login")) as asked:
        sign_in(page, signing)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
    login = asked.value.url.partition("&kembali=")[0]
    hosts: list[str] = []

    def hears(request: Request) -> None:
        hosts.append(urlsplit(request.url).netloc)

    page.on("request", hears)
    for elsewhere in _ELSEWHERE:
        page.context.clear_cookies()
        page.goto(f"{login}&kembali={quote(elsewhere)}")
        expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
        assert page.url == f"{signing}/", elsewhere
    page.remove_listener("request", hears)
    assert hosts and not any("evil" in host for host in hosts)


def test_there_and_back_at_another_provider(page, signing):
    """The register alone says who somebody of the second provider is."""
    sign_in(page, signing, "Akun mitra")
    page.locator("input[name=sub]").fill("mitra")
    page.locator("button[type=submit]").first.click()
    expect(page.locator(".st-key-account")).to_contain_text("Pengelola data", timeout=_BACK)


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


def test_a_token_that_does_not_do_gives_no_role_and_the_reason_is_on_the_screen(page, signing):
    with page.expect_request(re.compile("/auth/login")) as asked:
        sign_in(page, signing)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
    for claims, said in REFUSED:
        page.context.clear_cookies()
        says(page, claims)
        with page.expect_response(re.compile("/oauth2callback")) as back:
            page.goto(asked.value.url)
        if back.value.status == 302:  # the token is sound, but stands for nobody here
            page.wait_for_url(f"{signing}{LIGHT}")
            assert re.search("Masuk|Tanpa peran", account(page)), claims
        expect(page.locator("body")).to_contain_text(said, timeout=_BACK)


def test_a_forged_signature_is_refused(page, signing):
    says(page, forged=True)
    sign_in(page, signing)
    expect(page.locator("body")).to_contain_text("tidak ditandatangani", timeout=_BACK)


def test_a_providers_refusal_is_said(page, signing):
    says(page, refuses="login_required")
    sign_in(page, signing)
    expect(page.locator("body")).to_contain_text('prompt = "login"', timeout=_BACK)
    page.get_by_role("link", name="Peta").click()
    assert "Masuk" in account(page)


def test_a_state_that_is_used_again_is_refused(page, signing):
    with page.expect_request(re.compile("/oauth2callback")) as back:
        sign_in(page, signing)
    expect(page.locator(".st-key-account")).to_contain_text("KC Mojokerto", timeout=_BACK)
    page.goto(back.value.url)
    expect(page.locator("body")).to_contain_text("sudah pernah dipakai")
    page.goto(signing + LIGHT)
    assert "Mojokerto" in account(page)  # a link from elsewhere signs nobody out


@pytest.mark.parametrize(
    "path",
    [
        "/auth/login?provider=//evil.example&next=//evil.example&redirect_uri=http://evil.example/&kembali=//evil.example",
        "/auth/logout?next=http://evil.example/&post_logout_redirect_uri=http://evil.example/",
        "/oauth2callback?code=a&state=b&redirect_uri=http://evil.example/&next=//evil.example",
    ],
)
def test_no_address_leads_to_another_host(signing, path):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        answer = urllib.request.build_opener(Stay).open(signing + path, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    assert answer.headers.get("Location", "/") == "/" and b"evil" not in answer.read()


def test_a_proxys_headers_sign_in_and_those_from_outside_do_not(browser, signing):
    headers = {"X-Peta-Akun": "mitra@lain.id", "X-Peta-Rahasia": SECRET}
    context = browser.new_context(extra_http_headers=headers)
    page = context.new_page()
    page.goto(signing + LIGHT)
    expect(page.locator(".st-key-account")).to_contain_text("Pengelola data", timeout=_BACK)
    context.close()
    context = browser.new_context(extra_http_headers={"X-Peta-Akun": "mitra@lain.id"})
    page = context.new_page()
    answer = page.goto(signing)
    assert answer is not None and answer.status == 403
    expect(page.locator("body")).to_contain_text("tanpa bukti dari proksi")
    context.close()


@pytest.mark.parametrize(
    "value", ["x", "2|1:0|10:1795000000|15:_streamlit_user|4:eyJ9|" + "0" * 64, "chunks-999"]
)
def test_a_cookie_that_the_app_has_not_signed_is_nobody(page, signing, value):
    page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": signing}])
    page.goto(f"{signing}/orang")
    assert "Masuk" in account(page)
