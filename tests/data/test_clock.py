"""One clock: what day it is, and when something was published, is said as in the west of Indonesia."""

import time
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from data import clock
from data.store.problems import published_before
from data.store.publication import new_id
from data.store.store import SIMULATED, Store
from data.words import Words
from pages.session import published_day, release_name, said_time
from tests.data.queries.released import random_tables, released

# Half past ten at night in London is half past five the next morning in Palembang.
LATE = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def server(request, monkeypatch):
    """A server somewhere else, at that moment."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    monkeypatch.setattr(time, "time", LATE.timestamp)
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("server")
def test_the_day_is_that_of_the_regions_wherever_the_server_stands():
    assert clock.today() == date(2026, 12, 1)
    assert (clock.now(), clock.now().tzname()) == (LATE, "UTC")


def test_a_release_has_one_day_and_one_time_wherever_it_is_said():
    release = SimpleNamespace(at=LATE, number=7, simulated=False)
    assert published_day(release) == date(2026, 12, 1)
    assert "1 Des 2026" in release_name(release, Words("id"))
    assert said_time(LATE, Words("id")) == "1 Des 2026, 05.30 WIB"
    assert "2026-12-01 05.30 WIB" in str(published_before(7, LATE, "wilayah", ""))
    assert new_id(LATE).startswith("20261201T053000-")


def test_a_release_is_kept_with_the_moment_at_which_it_was_published(tmp_path):
    before = datetime.now(UTC)
    release = released(tmp_path, random_tables(1)).release
    assert before <= Store(tmp_path, SIMULATED).release(release.number).at <= datetime.now(UTC)
