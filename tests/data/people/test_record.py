"""The record: only added to, a month at a time, and let go by whole months."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.people import Record


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def to(*moment: int) -> None:
        fixed = datetime(*moment, tzinfo=UTC)
        for name in ("data.people.record.now", "data.store.notebook.now"):
            monkeypatch.setattr(name, lambda: fixed)

    return to


def test_what_was_done_is_read_newest_first(tmp_path, at):
    at(2026, 11, 2, 1)
    Record(tmp_path).add("a@b.id", "pengelola", "signed_in")
    at(2026, 11, 2, 2)
    Record(tmp_path).add("a@b.id", "pengelola", "published", "sendiri 3")
    deeds = Record(tmp_path).of("2026-11")
    assert [(deed.action, deed.what, deed.at.hour) for deed in deeds] == [
        ("published", "sendiri 3", 2),
        ("signed_in", "", 1),
    ]
    assert Record(tmp_path).of("2026-10") == []


def test_a_line_stands_in_the_month_of_the_regions_clocks(tmp_path, at):
    at(2026, 10, 31, 18)
    Record(tmp_path).add("", "publik", "refused", "no_role")
    assert len(Record(tmp_path).of("2026-11")) == 1


def test_an_action_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(ValueError, match="deleted"):
        Record(tmp_path).add("a@b.id", "pengelola", "deleted")


def test_old_months_are_let_go_whole_and_nothing_else(tmp_path, at):
    record = Record(tmp_path)
    for month in (7, 8, 9, 10):
        at(2026, month, 15)
        record.add("a@b.id", "pengelola", "signed_in")
    (tmp_path / "catatan" / "0000-catatan-saya").mkdir()
    at(2026, 10, 20)
    assert record.let_go(2) == ["2026-07", "2026-08"]
    assert [len(record.of(f"2026-{month:02}")) for month in (7, 8, 9, 10)] == [0, 0, 1, 1]
    assert (tmp_path / "catatan" / "0000-catatan-saya").is_dir()
    with pytest.raises(ValueError):
        record.let_go(0)
