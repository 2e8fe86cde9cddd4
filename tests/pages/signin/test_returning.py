"""Back to where somebody was when they signed in, and to nowhere else."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages import signin
from pages.signin.returning import _signed
from tests.data.people.claims import written

PLACE = "/tunggakan?data=sendiri&wilayah=35.76"
BACK = "/oauth2callback?code=a&state=x"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def browser(monkeypatch, tmp_path) -> TestClient:
    """A browser before an app that leads to a provider and back to its first page, as Streamlit does."""
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))
    monkeypatch.setenv("PETA_HOME", str(tmp_path))

    async def away(_: Request) -> Response:
        return RedirectResponse("https://masuk.kantor.go.id/", 302)

    async def back(request: Request) -> Response:
        answer = RedirectResponse("/", 302)
        if "code" in request.query_params:
            answer.set_cookie("_streamlit_user", "abc", httponly=True)
        return answer

    app = Starlette(routes=[Route("/auth/login", away), Route("/oauth2callback", back)])
    return TestClient(signin.ToldRefusals(app), base_url="https://peta.kantor.go.id", follow_redirects=False)


def signs_in(browser: TestClient, value: str) -> str:
    """Where a browser ends that signs in from a place; `value` is what the address says of it."""
    browser.get("/auth/login", params={"provider": "x", "kembali": value})
    return browser.get(BACK).headers["location"]


def test_back_to_the_page_and_what_was_asked_of_it(browser):
    assert signs_in(browser, _signed(PLACE)) == PLACE


def test_it_is_remembered_once(browser):
    assert signs_in(browser, _signed(PLACE)) == PLACE
    assert browser.get(BACK).headers["location"] == "/"


def test_a_sign_in_that_was_given_up_is_not_what_the_next_one_comes_back_to(browser):
    browser.get("/auth/login", params={"provider": "x", "kembali": _signed(PLACE)})
    browser.get("/auth/login", params={"provider": "x"})
    assert browser.get(BACK).headers["location"] == "/"


def test_the_cookie_is_for_the_way_back_alone(browser):
    answer = browser.get("/auth/login", params={"provider": "x", "kembali": _signed(PLACE)})
    told = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Path=/oauth2callback", "Max-Age=900", "Secure"):
        assert part in told


def test_signing_out_and_a_refusal_lead_nowhere(browser):
    browser.get("/auth/login", params={"provider": "x", "kembali": _signed(PLACE)})
    assert browser.get("/oauth2callback").headers["location"] == "/"
    browser.get("/auth/login", params={"provider": "x", "kembali": _signed(PLACE)})
    assert "location" not in browser.get("/oauth2callback?error=access_denied&state=x").headers


ELSEWHERE = ["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", "", "/a/b", "/A"]
ELSEWHERE += [
    "/x\r\nSet-Cookie: a=b",
    "/x?a=b\n",
    "/x?a b",
    "/x?" + "a" * 2001,
    "/" + "a" * 81,
    "/..",
    "/%2f",
]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_place_of_the_app_is_no_place(browser, place):
    """Also where it were signed: whoever signs it by mistake leads nobody away."""
    assert _signed(place) == ""
    signed = create_signed_value(SECRET, "_peta_kembali", place).decode()
    assert signs_in(browser, signed) == "/"


@pytest.mark.parametrize(
    "value",
    [
        PLACE,
        "//evil.example",
        create_signed_value("f" * 32, "_peta_kembali", PLACE).decode(),
        create_signed_value(SECRET, "_streamlit_user", PLACE).decode(),
    ],
    # What is signed holds the moment, and every process that runs tests must know them by the same names.
    ids=["unsigned", "another host", "another secret", "another cookie's"],
)
def test_what_the_app_has_not_signed_for_this_is_not_followed(browser, value):
    assert signs_in(browser, value) == "/"
    browser.cookies.set("_peta_kembali", value, domain="peta.kantor.go.id", path="/oauth2callback")
    assert browser.get(BACK).headers["location"] == "/"


def test_after_a_while_it_is_forgotten(browser, monkeypatch):
    import time

    value, now = _signed(PLACE), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 901)
    browser.cookies.set("_peta_kembali", value, domain="peta.kantor.go.id", path="/oauth2callback")
    assert browser.get(BACK).headers["location"] == "/"
