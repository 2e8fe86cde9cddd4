"""What is served without sign-in: this computer, and nothing that leads others to it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from streamlit import config

from data.people import BadSignIn
from pages import signin
from tests.browser.driver import ROOT, free_port
from tests.data.people.claims import PROXY, written


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_this_computer_is_served_without_sign_in(address):
    signin.refuse_unless_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "", "peta.kantor.go.id"])
def test_any_other_address_is_refused_without_sign_in(address):
    with pytest.raises(signin.ServedToOthers, match="PETA_SIGN_IN"):
        signin.refuse_unless_loopback(address)


@pytest.mark.parametrize(
    ("names", "served"),
    [
        ("peta.kantor.go.id", False),
        ("10.1.2.3:80", False),
        ("localhost:9000, [::1]:80", True),
        ("[fe80::1]", False),
    ],
)
def test_so_is_a_further_name(monkeypatch, names, served):
    monkeypatch.setenv("PETA_HOSTS", names)
    if served:
        signin.refuse_unless_loopback("127.0.0.1")
    else:
        with pytest.raises(signin.ServedToOthers, match="PETA_HOSTS"):
            signin.refuse_unless_loopback("127.0.0.1")


def test_so_is_the_address_of_the_map_under_another_name(monkeypatch):
    monkeypatch.setenv("PETA_URL", "http://localhost:8501")
    signin.refuse_unless_loopback("127.0.0.1")
    monkeypatch.setenv("PETA_URL", "https://peta.kantor.go.id")
    with pytest.raises(signin.ServedToOthers, match="PETA_URL"):
        signin.refuse_unless_loopback("127.0.0.1")


def test_with_sign_in_both_are_served(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))
    monkeypatch.setenv("PETA_HOSTS", "peta.kantor.go.id")
    signin.refuse_unless_loopback("0.0.0.0")


def test_streamlit_is_told_of_that_file_and_those_headers_alone(monkeypatch, tmp_path):
    kept = {name: config.get_option(name) for name in ("secrets.files", "server.trustedUserHeaders")}
    try:
        signin.set_up()
        assert config.get_option("secrets.files") == [] and not config.get_option("server.trustedUserHeaders")
        path = written(tmp_path, f"[peta]\n{PROXY}")
        monkeypatch.setenv("PETA_SIGN_IN", str(path))
        signin.set_up()
        assert config.get_option("secrets.files") == [str(path)]
        told = config.get_option("server.trustedUserHeaders")
        assert told == {"X-Peta-Akun": "peta:account", "X-Peta-Kelompok": "peta:groups"}
        assert config.get_option("server.enableAgentApi") is False
    finally:
        for name, value in kept.items():
            config.set_option(name, value)


def test_a_file_that_cannot_be_used_is_no_sign_in(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(tmp_path / "tidak-ada.toml"))
    with pytest.raises(BadSignIn):
        signin.sign_in()


@pytest.mark.sampled(2)  # each way of starting once: what is refused is tried above
@pytest.mark.parametrize(
    ("command", "settings"),
    [
        (["app.py"], {"PETA_ADDRESS": "0.0.0.0"}),
        (["app.py"], {"PETA_HOSTS": "peta.kantor.go.id"}),
        (["app.py"], {"PETA_URL": "https://peta.kantor.go.id"}),
        (["app.py"], {"PETA_SIGN_IN": "/tidak/ada.toml"}),
        (["-m", "uvicorn", "app:app", "--port", "0"], {"PETA_ADDRESS": "0.0.0.0"}),
    ],
)
def test_the_program_ends_before_it_serves_others_without_sign_in(tmp_path, command, settings):
    import os

    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PORT": str(free_port()), "PETA_HOME": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0 and "Peta Patuh: http" not in done.stdout
    assert "PETA_SIGN_IN" in done.stderr or "tidak/ada" in done.stderr or "ada.toml" in done.stderr
