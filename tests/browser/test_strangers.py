"""Pages of other sites, and strangers without a browser: they read nothing, change nothing, and break nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.answers import get
from tests.browser.driver import REBOUND
from tests.hostile_messages.stranger import Heard, Stranger
from tests.hostile_messages.trial import strangers

# What a page of another site tries: to read, with and without leave, to listen, to send a file, to show and to run.
_TRIES = """
async (app) => {
  const read = async (path, how) => {
    try { const a = await fetch(app + path, how); return [a.status, a.type, await a.text()]; }
    catch { return null; }
  };
  const listen = (path) => new Promise((done) => {
    const socket = new WebSocket(app.replace('http', 'ws') + path, ['streamlit']);
    socket.onopen = () => done(true);
    socket.onerror = () => done(false);
  });
  const loads = (tag, from) => new Promise((done) => {
    const e = document.createElement(tag);
    e.onload = () => done(true);
    e.onerror = () => done(false);
    Object.assign(e, from);
    document.body.append(e);
  });
  return {
    page: await read('/', {}), health: await read('/healthz', {}), token: await read('/_stcore/health', {}),
    blind: await read('/healthz', { mode: 'no-cors' }),
    wished: await read('/', { headers: { 'X-Xsrftoken': '1' } }),
    file: await read('/_stcore/upload_file/x/y', { method: 'PUT', body: 'x' }),
    posted: await read('/_stcore/upload_file/x/y', { method: 'POST', mode: 'no-cors', body: new FormData() }),
    host: await read('/_stcore/host-config', {}),
    frame: await read('/component/streamlit_folium.st_folium/index.html', { mode: 'no-cors' }),
    download: await read('/media/x.csv', { mode: 'no-cors' }),
    left: await read('/auth/logout', { mode: 'no-cors', credentials: 'include' }),
    socket: await listen('/_stcore/stream'),
    script: await loads('script', { src: app + '/aset/leaflet-1.9.3/leaflet.js' }),
    picture: await loads('img', { src: app + '/favicon.png' }),
    framed: await loads('iframe', { src: app + '/healthz', name: 'framed' }),
  };
}
"""


class _Empty(BaseHTTPRequestHandler):
    """A site of somebody else, whose every page is empty."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def other_site() -> Iterator[str]:
    """The address of a site of somebody else on another port of this computer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Empty) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


@pytest.fixture
def tried(browser: Browser) -> Iterator[Callable[[str, str], dict[str, Any]]]:
    """Gives what a page at one address gets when it tries everything on the app at another."""
    with closing(browser.new_context()) as context:

        def tries(page: str, app: str) -> dict[str, Any]:
            opened = context.new_page()
            opened.goto(page)
            told = dict(opened.evaluate(_TRIES, app))
            frame = opened.frame("framed")
            told["framed"] = "" if frame is None else frame.evaluate("document.body.innerText")
            return told

        yield tries


Tried = Callable[[str, str], dict[str, Any]]


def test_a_page_of_another_site_reads_nothing(server: str, other_site: str, tried: Tried) -> None:
    told = tried(other_site, server)
    assert "data_as_of" not in told.pop("framed")
    assert (told.pop("socket"), told.pop("script"), told.pop("picture")) == (False, False, False)
    assert {what: (answer or [0, "", ""])[2] for what, answer in told.items()} == dict.fromkeys(told, "")


def test_a_name_that_is_led_to_this_computer_reads_nothing(server: str, tried: Tried) -> None:
    """DNS rebinding: for the browser the app is then the page's own site, so the app itself has to refuse."""
    app = f"http://{REBOUND}:{urlsplit(server).port}"
    told = tried(app, app)
    assert "data_as_of" not in told.pop("framed")
    assert (told.pop("socket"), told.pop("script"), told.pop("picture")) == (False, False, False)
    assert {answer[0] for answer in told.values()} == {403}
    assert all(
        set(re.findall(r"Peta \w+|PETA_\w+", answer[2])) <= {"Peta Patuh", "Peta ini", "PETA_HOSTS"}
        for answer in told.values()
    )


def test_the_same_tries_succeed_from_a_page_of_the_app(server: str, tried: Tried) -> None:
    """What the two tests above find refused is there to be had."""
    told = tried(f"{server}/healthz", server)
    assert (told["socket"], told["script"], told["picture"]) == (True, True, True)
    assert "data_as_of" in told["framed"]
    assert {told[what][0] for what in ("page", "health", "token", "host")} == {200}
    assert told["left"][0] == 404  # nobody signs in here, so there is no way out either


@pytest.mark.parametrize(
    "path",
    [
        "/a/b",
        "/oauth2callback",
        "/auth/login",
        "/auth/logout",
        "/static/tidak-ada.js",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/media/tidak-ada.png",
        "/_stcore/agent/openapi.json",
        "/component/x/y.js",
        "/manifest.json",
        "/index.html",
        "/peta/x",
        "/aset/leaflet-1.9.3/x",
    ],
)
def test_what_is_not_there_or_closed_is_said_in_our_words(server: str, path: str) -> None:
    answer = get(server + path)
    assert answer.status == 404 and "Halaman ini tidak ada" in answer.body.decode()


def test_a_page_has_its_address_with_a_stroke_after_it_too(server: str) -> None:
    assert get(f"{server}/peta/").status == get(f"{server}/peta").status == 200


def test_a_name_that_is_not_the_apps_is_refused_with_the_way_out(server: str) -> None:
    answer = get(server, Host=f"{REBOUND}:{urlsplit(server).port}")
    text = answer.body.decode()
    assert answer.status == 403 and "PETA_HOSTS" in text and re.search('lang="en">.+PETA_HOSTS', text)


def test_the_map_opens_at_its_own_name(server: str) -> None:
    """Streamlit knows the first page by no name, and would say in English that there is none of this one."""
    heard = Heard()
    with Stranger(server, heard) as reader:
        reader.open("peta", "")
    assert heard.errors == [] and "tunggakan" in reader.shown.pages


def test_a_reader_whose_connection_broke_goes_on(server: str) -> None:
    """The session is as it was, so nothing runs and nothing names it: the next click has to be known for its own."""
    heard = Heard()
    with Stranger(server, heard) as reader:
        reader.open("", "")
    with Stranger(server, heard, back_to=reader.shown) as again:
        again.pick("rank", "16.05")
    assert heard.errors == [] and "wilayah=16.05" in heard.addresses[-1]


@pytest.mark.parametrize("page", ["", "tunggakan", "bandingkan"])
def test_a_part_of_a_page_that_is_told_an_empty_address_draws_the_page_anew(ledger: str, page: str) -> None:
    """An empty address leads to published figures, and the part was handed over the ledger that was looked at."""
    heard = Heard()
    with Stranger(ledger, heard) as reader:
        reader.open(page, "data=simulasi")
        for part in list(reader.shown.fragments):
            reader.run_part(part, "")
            reader.open(page, "data=simulasi")
    assert reader.shown.fragments and heard.errors == []


def test_hostile_messages_give_nothing_away_and_break_nothing(ledger: str) -> None:
    """The same 10,000 times and with an eye on memory is `make hostile`."""
    heard = Heard()
    assert list(strangers(ledger, heard, 60, seed=5))[-1] == 60
    assert (heard.leaks, heard.errors) == ([], [])
    assert heard.kinds["script_finished"] > 5 and heard.kinds["upload 204"] == 0 < heard.kinds["upload 403"]
    with Stranger(ledger, heard) as reader:
        reader.open("tunggakan", "data=simulasi")
        assert reader.shown.widgets and not reader.gone
