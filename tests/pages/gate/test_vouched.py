"""Who is served at all: this computer while nobody signs in, and nobody whom an honest proxy would not send."""

from __future__ import annotations

import pytest

from pages.gate.vouched import REFUSALS, connection_problem
from tests.data.people.claims import PROXY, written


def connection(server="127.0.0.1", client="127.0.0.1", **headers: str) -> dict:
    """A connection from an end to an end."""
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    ends = {"server": (server, 8501), "client": (client, 5000)}
    return {"type": "http", "path": "/", "headers": told, **ends}


@pytest.mark.parametrize("here", ["127.0.0.1", "127.0.0.7", "::1"])
def test_this_computer_is_served(here):
    assert connection_problem(connection(here, here)) == ""


@pytest.mark.parametrize(
    ("server", "client"),
    [
        ("192.168.1.5", "192.168.1.9"),
        ("127.0.0.1", "10.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),
        ("peta", "127.0.0.1"),
    ],
)
def test_others_are_not_without_sign_in(server, client):
    assert connection_problem(connection(server, client)) == "from_afar"


@pytest.mark.parametrize(
    "header", ["forwarded", "x_forwarded_for", "x_forwarded_proto", "x_real_ip", "via", "x_forwarded_host"]
)
def test_nor_is_a_proxy(header):
    assert connection_problem(connection(**{header: "x"})) == "behind_proxy"


def test_with_sign_in_all_are_served_but_whom_the_proxy_has_not_sent(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path, f"[peta]\n{PROXY}")))
    assert connection_problem(connection("10.0.0.2", "10.0.0.1", x_forwarded_for="1.2.3.4")) == ""
    assert connection_problem(connection("10.0.0.2", "10.0.0.1", x_peta_akun="boss@b.id")) == "unproven"


def test_every_problem_has_a_sentence():
    assert {"from_afar", "behind_proxy", "unstripped", "unproven"} == set(REFUSALS)
