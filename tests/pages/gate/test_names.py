"""Under which names the app may be opened, and which pages may ask it for something."""

from __future__ import annotations

import pytest

from data.settings import BadSetting, hosts
from pages.gate.names import reached_by_name, sent_by_own_page


def connection(host: str | None, origin: str | None = None, server: str = "127.0.0.1") -> dict:
    """A connection that came in at `server`."""
    named = [(b"host", host), (b"origin", origin)]
    headers = [(name, value.encode()) for name, value in named if value is not None]
    return {"type": "http", "path": "/", "headers": headers, "server": (server, 8501)}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501", "localhost.:8501"]
)
def test_this_computers_own_names_are_known(host):
    assert reached_by_name(connection(host))


@pytest.mark.parametrize(
    "host",
    ["evil.example:8501", "", None, "127.0.0.1.evil.example", "a@127.0.0.1", "127.0.0.1/x", "192.168.1.5"],
)
def test_any_other_name_is_not(host):
    """DNS rebinding: a page's own name, led to this computer."""
    assert not reached_by_name(connection(host))


def test_two_names_at_once_are_none():
    scope = connection("127.0.0.1:8501")
    assert not reached_by_name({**scope, "headers": [*scope["headers"], (b"host", b"evil.example")]})


def test_a_server_on_all_addresses_knows_the_one_that_it_was_reached_by(monkeypatch):
    monkeypatch.setenv("PETA_ADDRESS", "0.0.0.0")
    assert reached_by_name(connection("192.168.1.5:8501", server="192.168.1.5"))
    assert not reached_by_name(connection("192.168.1.6:8501", server="192.168.1.5"))


def test_the_setting_adds_names(monkeypatch):
    monkeypatch.setenv("PETA_HOSTS", "Peta.kantor.go.id, 10.1.2.3:8080")
    assert reached_by_name(connection("peta.kantor.go.id"))
    assert reached_by_name(connection("10.1.2.3:8080"))
    behind_a_proxy = connection("127.0.0.1:8501", "https://peta.kantor.go.id")
    assert sent_by_own_page(behind_a_proxy)
    assert not sent_by_own_page(connection("127.0.0.1:8501", "https://kantor.go.id"))


@pytest.mark.parametrize(
    ("url", "host", "origin"),
    [
        ("https://Peta.kantor.go.id/", "peta.kantor.go.id", "https://peta.kantor.go.id"),
        ("https://peta.kantor.go.id:8443", "peta.kantor.go.id:8443", "https://peta.kantor.go.id:8443"),
    ],
)
def test_the_address_of_the_map_is_a_name_too(monkeypatch, url, host, origin):
    monkeypatch.setenv("PETA_URL", url)
    assert reached_by_name(connection(host)) and not reached_by_name(connection("kantor.go.id"))
    assert sent_by_own_page(connection("127.0.0.1:8501", origin))
    assert not sent_by_own_page(connection("127.0.0.1:8501", "https://evil.example"))


@pytest.mark.parametrize(
    "url",
    [
        "peta.kantor.go.id",
        "https://",
        "https://a@evil.example",
        "https://evil.example/x",
        "javascript:x",
        "//x",
    ],
)
def test_what_is_no_address_lets_nobody_in(monkeypatch, url):
    """The start says so; where another program serves the app nothing is answered."""
    monkeypatch.setenv("PETA_URL", url)
    monkeypatch.setenv("PETA_HOSTS", "evil.example")
    with pytest.raises(BadSetting, match="PETA_URL"):
        reached_by_name(connection("evil.example"))


@pytest.mark.parametrize("text", ["https://peta.kantor.go.id", "peta kantor", "peta.kantor.go.id/peta"])
def test_a_whole_address_is_no_name(monkeypatch, text):
    monkeypatch.setenv("PETA_HOSTS", text)
    with pytest.raises(BadSetting, match="PETA_HOSTS"):
        hosts()


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        (None, True),
        ("http://127.0.0.1:8501", True),
        ("http://127.0.0.1:9000", False),
        ("http://127.0.0.1", False),
        ("http://localhost:8501", False),
        ("http://evil.example:8501", False),
        ("null", False),
        ("file://", False),
        ("http://[", False),
    ],
)
def test_only_a_page_from_the_very_address_may_ask(origin, own):
    assert sent_by_own_page(connection("127.0.0.1:8501", origin)) is own


@pytest.mark.parametrize(
    ("site", "mode", "dest", "own"),
    [
        ("same-origin", "cors", "empty", True),
        ("none", "navigate", "document", True),  # typed, or a bookmark
        ("cross-site", "navigate", "document", True),  # a link in a letter
        ("same-site", "navigate", "iframe", False),
        ("cross-site", "no-cors", "image", False),
        ("same-site", "no-cors", "empty", False),
    ],
)
def test_what_another_page_shows_is_not_sent_to_it(site, mode, dest, own):
    """A picture or a frame is asked for without Origin: so might a page of others sign its visitors out."""
    scope = connection("127.0.0.1:8501")
    fetched = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    headers = [(name.encode(), value.encode()) for name, value in fetched.items()]
    assert sent_by_own_page({**scope, "headers": [*scope["headers"], *headers]}) is own


@pytest.mark.parametrize(
    ("path", "site", "own"),
    [
        ("/auth/logout", "cross-site", False),
        ("/auth/logout", "same-origin", True),
        ("/auth/login", "cross-site", False),
        ("/oauth2callback", "cross-site", True),  # the provider leads back
    ],
)
def test_nobody_is_signed_in_or_out_by_a_link_from_elsewhere(path, site, own):
    headers = [
        (b"sec-fetch-site", site.encode()),
        (b"sec-fetch-mode", b"navigate"),
        (b"sec-fetch-dest", b"document"),
    ]
    scope = {**connection("127.0.0.1:8501"), "path": path}
    assert sent_by_own_page({**scope, "headers": [*scope["headers"], *headers]}) is own
