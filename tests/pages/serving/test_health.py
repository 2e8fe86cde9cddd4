"""What a balancer is told: which releases a process has, and that it takes nobody more."""

from __future__ import annotations

import sys
import threading

import pytest

from data.access import Viewer
from data.people import People, Person
from pages import serving, session
from tests.data.people.claims import facts, written


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setattr(sys.modules["pages.serving.health"], "_STOPPING", threading.Event())


def test_a_process_that_can_read_all_is_ready_and_says_its_releases():
    assert serving.readiness() == (200, {"status": "ok", "releases": {"simulasi": 0, "data sendiri": 0}})


def test_with_sign_in_the_register_is_among_them(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_SIGN_IN", str(written(tmp_path)))
    People(tmp_path).publish([Person("a@b.id", "pengelola")], facts(), title="x", viewer=Viewer("pengelola"))
    status, told = serving.readiness()
    assert status == 200 and told["releases"]["orang"] == 1


def test_a_process_that_ends_says_so_and_stays_well():
    serving.stop_taking_readers()
    assert serving.readiness() == (503, {"status": "stopping"})
    assert serving.health("1")[0] == 200


def test_data_that_cannot_be_read_keep_readers_away(monkeypatch, tmp_path):
    monkeypatch.setenv("PETA_DATA", str(tmp_path / "tidak-ada"))
    assert serving.readiness()[0] == 503 and serving.health("1")[0] == 503


def test_own_releases_that_cannot_be_read_do_so_too_but_not_a_simulation(monkeypatch, tmp_path):
    for folder, ready in (("simulasi", 200), ("data-sendiri", 503)):
        log = tmp_path / folder / "releases" / "_delta_log"
        log.mkdir(parents=True)
        (log / f"{0:020}.json").write_text("rusak")
        assert serving.readiness()[0] == ready, folder
    assert session.store("simulasi") is not None
