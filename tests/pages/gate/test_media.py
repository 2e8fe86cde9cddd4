"""A file's address that was passed on does not pass on what stands behind it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers
from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.gate import media
from tests.data.people.claims import written

BOSS, OTHER = "_streamlit_user=boss; peta=1", "_streamlit_user=lain; peta=1"


def asks(path: str, cookie: str = "") -> bool:
    """Whether a browser with these cookies is handed what stands at a path."""
    return media.may_take({"type": "http", "path": path, "headers": [(b"cookie", cookie.encode())]})


@pytest.fixture(autouse=True)
def _signing_in(monkeypatch, tmp_path):
    """A server on which a session of the boss has a picture."""
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))
    context = SimpleNamespace(headers=[("Cookie", BOSS)])
    one = SimpleNamespace(session=SimpleNamespace(id="s1"), client=SimpleNamespace(client_context=context))
    server = SimpleNamespace(
        media_file_mgr=SimpleNamespace(
            _files_by_session_and_coord={"s1": {"1.1": "abc"}, "s2": {"1.1": "def"}}
        ),
        _session_mgr=SimpleNamespace(list_active_sessions=lambda: [one]),
    )
    monkeypatch.setattr(runtime, "get_instance", lambda: server)


def test_a_picture_is_handed_to_whose_page_has_it():
    assert asks("/media/abc.png", BOSS) and asks("/media/abc.png", f"x=1; {BOSS}")


@pytest.mark.parametrize(
    "cookie", ["", OTHER, "_streamlit_user=boss2", "_streamlit_user_1=boss", f"{BOSS}; _streamlit_user_1=x"]
)
def test_and_to_nobody_else(cookie):
    assert not asks("/media/abc.png", cookie)


@pytest.mark.parametrize(
    "path", ["/media/def.png", "/media/xyz.png", "/media/../abc.png", "/media/abc/../abc.png", "/media/"]
)
def test_what_no_page_here_has_is_handed_to_nobody(path):
    assert not asks(path, BOSS)


def test_a_file_that_was_made_on_demand_is_handed_to_who_asked():
    said = ForwardMsg()
    said.backend_operation_response.deferred_file.url = "/media/fedc.xlsx"
    media.asked_for(said, Headers({"cookie": BOSS}))
    assert asks("/media/fedc.xlsx", BOSS) and not asks("/media/fedc.xlsx", OTHER)


def test_where_nobody_signs_in_every_browser_of_the_computer_is(monkeypatch):
    monkeypatch.delenv("PETA_SIGN_IN")
    assert asks("/media/abc.png") and asks("/media/xyz.png", OTHER)
