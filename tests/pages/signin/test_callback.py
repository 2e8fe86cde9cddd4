"""The way back from a provider: a refusal is said in place of a page without a word, and cookies travel over https."""

from __future__ import annotations

import logging

import pytest
from authlib.integrations.base_client import OAuthError
from joserfc.errors import BadSignatureError, ExpiredTokenError, InvalidClaimError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages import signin
from tests.data.people.claims import FILE, written

LOG = logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes")


def client(
    error: Exception | None = None, said: str = "OAuth token exchange failed", cookie: str = ""
) -> TestClient:
    """A browser before an app whose callback does as Streamlit's: it fails with an error in its log, or sets a cookie."""

    async def back(_: Request) -> Response:
        answer = RedirectResponse("/", 302)
        if cookie:
            answer.set_cookie("_streamlit_user", cookie, httponly=True)
        else:
            answer.delete_cookie("_streamlit_user")
            LOG.warning(said, exc_info=error)
        return answer

    async def away(_: Request) -> Response:
        return RedirectResponse("https://masuk.kantor.go.id/", 302)

    app = Starlette(
        routes=[Route("/oauth2callback", back), Route("/auth/login", away), Route("/auth/logout", away)]
    )
    return TestClient(signin.ToldRefusals(app), follow_redirects=False)


@pytest.fixture(autouse=True)
def _signing_in(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))
    monkeypatch.setenv("PETA_HOME", str(tmp_path))


CASES = [
    (client(), "?error=access_denied&state=x", "tidak mengizinkan"),
    (client(), "?error=invalid_request&state=x", 'prompt = "login"'),
    (client(), "?error=<script>alert(1)</script>&state=x", "menolak permintaan masuk (–)"),
    (client(said="Missing provider for OAuth callback; ..."), "?code=a&state=alt", "sudah pernah dipakai"),
    (client(InvalidClaimError("iss")), "?code=a&state=x", "tidak dibuat untuk aplikasi ini"),
    (client(ExpiredTokenError("exp")), "?code=a&state=x", "kedaluwarsa"),
    (client(BadSignatureError()), "?code=a&state=x", "tidak ditandatangani"),
    (client(RuntimeError("token rahasia")), "?code=a&state=x", "tidak dapat dihubungi"),
    (
        client(OAuthError("invalid_client", "rahasia")),
        "?code=a&state=x",
        "tidak menerima kode masuk dari aplikasi ini (invalid_client)",
    ),
    (client(OAuthError("<script>")), "?code=a&state=x", "dari aplikasi ini (–)"),
    (client(said="OAuth provider did not return user information"), "?code=a&state=x", "token ID"),
]


@pytest.mark.parametrize(("browser", "asked", "said"), CASES, ids=[said for _, _, said in CASES])
def test_a_refusal_is_said_and_takes_the_cookie_back(browser, asked, said):
    from html import unescape

    answer = browser.get(f"/oauth2callback{asked}")
    assert answer.status_code == 403 and said in unescape(answer.text)
    assert 'lang="en"' in answer.text and "<script" not in answer.text and "rahasia" not in answer.text
    assert "_streamlit_user" in answer.headers["set-cookie"] and "Max-Age=0" in answer.headers["set-cookie"]


def test_a_sign_in_goes_on_and_its_cookie_travels_over_https_alone():
    answer = client(cookie="abc").get("/oauth2callback?code=a&state=x")
    assert answer.status_code == 302 and answer.headers["location"] == "/"
    assert "_streamlit_user=abc" in answer.headers["set-cookie"]
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_over_plain_http_on_this_computer_the_cookie_is_as_streamlit_makes_it(monkeypatch, tmp_path):
    path = tmp_path / "sini.toml"
    path.write_text(FILE.replace("https://peta.kantor.go.id", "http://127.0.0.1:8501"))
    monkeypatch.setenv("PETA_SIGN_IN", str(path))
    answer = client(cookie="abc").get("/oauth2callback?code=a&state=x")
    assert "Secure" not in answer.headers["set-cookie"]


def test_the_way_back_from_signing_out_is_no_refusal():
    assert client().get("/oauth2callback").status_code == 302
    assert client().get("/oauth2callback?state=x").status_code == 302


@pytest.mark.parametrize("path", ["/oauth2callback?code=a", "/auth/login?provider=x", "/auth/logout"])
def test_where_nobody_signs_in_there_is_no_way(monkeypatch, path):
    monkeypatch.delenv("PETA_SIGN_IN")
    assert client(cookie="abc").get(path).status_code == 404


def test_a_refusal_is_recorded_once_a_minute_without_a_name(tmp_path):
    from data.clock import local, now
    from data.people import Record

    for _ in range(30):
        client(ExpiredTokenError("exp")).get("/oauth2callback?code=b&state=x")
    deeds = [deed for deed in Record(tmp_path).of(f"{local(now()):%Y-%m}") if deed.what == "expired"]
    assert len(deeds) <= 1 and all(deed.account == "" for deed in deeds)
