"""Months that another process has laid out are the same as those laid out here, and nothing else is taken for one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data import ahead
from data.access import PUBLIK
from data.disclosure import name_aside, take_masks_from
from data.indicators import definitions
from data.queries import (
    CaseMonths,
    EmployerList,
    EmployerMonths,
    EmployerQuery,
    Reading,
    Where,
)
from data.queries import reading as reading_room
from data.settings import environment
from data.store import SIMULATED, name_ahead, take_months_from
from data.store.delta import StorageFailed
from data.tables import fingerprint
from tests.data.queries.released import random_tables, released, simulated_reading
from tests.facts import FACTS
from tests.masks import forget

EVERY = EmployerQuery(kind="", sort="nama")


@pytest.fixture(autouse=True)
def alone():
    yield
    take_months_from(None)
    take_masks_from(None)


@pytest.fixture
def reading() -> Reading:
    return simulated_reading()


def folder_of(reading: Reading, folder: Path) -> Path:
    place = folder / name_ahead(reading.release, fingerprint(FACTS))
    place.mkdir()
    return place


def lists(reading: Reading, month: str) -> list[pd.DataFrame]:
    """What pages ask of employers and cases, of months that are laid out anew."""
    employers = EmployerList(reading, month)
    employers._months = EmployerMonths(reading.release, FACTS)
    return [employers.added(Where(), EVERY, ""), employers._answer("*", "", Where(), EVERY)]


@pytest.mark.parametrize("at", [0, 5, -1])
def test_months_laid_out_ahead_are_those_laid_out_here(reading, tmp_path, at):
    month = reading.months[at]
    here = lists(reading, month)
    cases = CaseMonths(reading.release, FACTS)
    told = {kind: cases.answer(month, f"FROM query_table(${kind}) ORDER BY ALL", {}) for kind in cases.kinds}
    take_months_from(tmp_path)
    folder_of(reading, tmp_path)
    for held in (EmployerMonths(reading.release, FACTS), CaseMonths(reading.release, FACTS)):
        assert held.lay_ahead(month) and not held.lay_ahead(month)
    for one, other in zip(here, lists(reading, month), strict=True):
        pd.testing.assert_frame_equal(one, other)
    taken = CaseMonths(reading.release, FACTS)
    taken._lay_out = None
    for kind, rows in told.items():
        assert taken.answer(month, f"FROM query_table(${kind}) ORDER BY ALL", {}) == rows


def test_what_is_broken_or_of_another_release_is_laid_out_here(reading, tmp_path):
    month = reading.months[-1]
    here = lists(reading, month)
    take_months_from(tmp_path)
    place = folder_of(reading, tmp_path)
    (place / f"rows-{month}.parquet").write_bytes(b"PAR1 no such thing PAR1")
    (tmp_path / "20250101T000000-00000000-1").mkdir()
    for one, other in zip(here, lists(reading, month), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_months_laid_out_with_other_facts_are_not_taken(reading, tmp_path):
    """A release is compared with the one before, which is then read with the facts that are in force now: whom an office
    serves says whose an employer is, and who may see its name."""
    month = reading.months[-1]
    areas = FACTS.service_areas
    moved = replace(
        FACTS, service_areas=areas.assign(office=areas["office"].replace("KC-MOJOKERTO", "KC-PALEMBANG"))
    )

    def offices(facts):
        held = EmployerMonths(reading.release, facts)
        rows = held.answer(month, "SELECT DISTINCT office FROM query_table($rows)", {})
        return set(rows["office"].to_pylist())

    here = offices(moved)
    take_months_from(tmp_path)
    folder_of(reading, tmp_path)
    EmployerMonths(reading.release, FACTS).lay_ahead(month)
    assert offices(moved) == here != offices(FACTS)


def test_targets_change_no_month(reading):
    """Those of a simulated ledger are made up; the other process knows the embedded ones."""
    assert fingerprint(replace(FACTS, targets=FACTS.targets[:1])) == fingerprint(FACTS)


def test_a_reader_of_a_month_that_lies_there_does_not_wait_for_another_one(reading):
    held = EmployerMonths(reading.release, FACTS)
    first, second = reading.months[:2]
    held._laid_out(first)
    real = held._lay_out

    def slow(month: str, slot: int) -> None:
        assert held._lying(first) is not None  # asked while another month is laid out
        real(month, slot)

    held._lay_out = slow
    held._laid_out(second)
    assert held._lying(second) is not None


def test_the_process_lays_out_every_month_newest_first_and_forgets_other_releases(tmp_path, monkeypatch):
    reading, folder = released(tmp_path / "home", random_tables(5, 120, 3), PUBLIK, FACTS), tmp_path / "bulan"
    (folder / "an older release").mkdir(parents=True)
    monkeypatch.setenv("PETA_HOME", str(tmp_path / "home"))
    one = {"employers_obliged": definitions()["employers_obliged"]}
    monkeypatch.setattr(ahead, "definitions", lambda: one)
    monkeypatch.setattr(ahead, "_offices_of_everybody", lambda facts: [])
    ahead.lay_out(folder, many=1)
    place = folder / name_ahead(reading.release, fingerprint(FACTS))
    masks = folder / name_aside((reading.release.entry.publication, reading.release.number))
    assert {one.name for one in folder.iterdir()} == {place.name, masks.name}
    names = {f"{kind}-{month}.parquet" for kind in ("rows", "cases", "steps") for month in reading.months}
    assert {one.name for one in place.iterdir()} == names
    newest, oldest = (place / f"rows-{reading.months[at]}.parquet" for at in (-1, 0))
    assert newest.stat().st_mtime_ns < oldest.stat().st_mtime_ns
    assert len(list(masks.glob("cells-*.arrow"))) == len(reading.months) and not list(masks.glob("*.part"))


def test_the_public_is_told_every_indicator_of_a_month_without_its_cube(tmp_path, monkeypatch):
    """And the same as by whoever works its masks out."""
    public = released(tmp_path / "home", random_tables(5, 120), PUBLIK, FACTS)
    month, place = public.months[-1], tmp_path / "bulan"
    narrowed = (("office", (min(filter(None, public.offices_in(month))),)),)
    ledger = [about for about in definitions().values() if about.kind == "ledger"]
    place.mkdir()
    take_masks_from(place)
    ahead._lay_masks(public.release, FACTS, month)

    def told() -> list[pd.DataFrame]:
        forget()
        reading_room._cells.cache_clear()
        return [
            public.cells(about, month, "region", filters, by)
            for about in ledger
            for by, filters in (("", ()), ("sector", ()), ("", narrowed), ("", (("segment", ("PU",)),)))
        ]

    with monkeypatch.context() as patch:
        patch.setattr(reading_room, "_read_cube", lambda *_: pytest.fail("the cube was read"))
        aside = told()
    take_masks_from(None)
    for one, other in zip(aside, told(), strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.fixture
def at_work(tmp_path, monkeypatch, reading) -> Path:
    """The folder of a process that is at work for a ledger taken to be large, while nothing lies there yet."""
    folder = tmp_path / "bulan"
    (folder / name_ahead(reading.release, fingerprint(FACTS))).mkdir(parents=True)
    monkeypatch.setattr(ahead, "_AT_WORK", [folder])
    monkeypatch.setattr(ahead, "large_ledgers", lambda names: [(reading.release, FACTS)])
    ahead._take_from(folder)
    return folder


def test_whoever_waits_for_the_newest_months_goes_on_when_their_lists_lie_there(
    at_work, monkeypatch, reading
):
    months = list(reading.months[-ahead.NEWEST :])
    held = EmployerMonths(reading.release, FACTS), CaseMonths(reading.release, FACTS)

    def pause(seconds: float) -> None:
        month = months.pop()
        for kind in held:
            kind.lay_ahead(month)

    monkeypatch.setattr(ahead, "sleep", pause)
    ahead.wait_for_lists(SIMULATED, 60)
    assert months == []
    ahead.wait_for_lists(SIMULATED, 60)  # else there would be no month to lay out


def test_whoever_waits_for_what_the_public_is_not_shown_goes_on_when_all_of_the_newest_month_lies_there(
    at_work, monkeypatch, reading
):
    asked = []
    one = {"employers_obliged": definitions()["employers_obliged"]}
    monkeypatch.setattr(ahead, "definitions", lambda: one)
    monkeypatch.setattr(
        ahead,
        "sleep",
        lambda _: asked.append(ahead._lay_masks(reading.release, FACTS, reading.months[-1 - len(asked)])),
    )
    ahead.wait_for_masks(SIMULATED, 60)
    assert len(asked) == 1


@pytest.mark.parametrize("wait", [ahead.wait_for_lists, ahead.wait_for_masks])
def test_nobody_waits_longer_than_they_said_or_where_nothing_is_worked_out(at_work, monkeypatch, wait):
    waited = []
    monkeypatch.setattr(ahead, "monotonic", lambda: len(waited))
    monkeypatch.setattr(ahead, "sleep", waited.append)
    wait(SIMULATED, 3)
    assert len(waited) == 3
    monkeypatch.setattr(ahead, "_AT_WORK", [])
    monkeypatch.setattr(ahead, "large_ledgers", None)
    wait(SIMULATED, 3)
    assert len(waited) == 3


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="of Linux alone")
def test_the_process_gives_way_to_whoever_wakes_up():
    told = "import os; from data import ahead; ahead._give_way(); print(os.nice(0), os.sched_getscheduler(0), flush=True)"
    settings = environment(PYTHONPATH=str(Path(__file__).parents[2]))
    with subprocess.Popen(
        [sys.executable, "-c", told], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=settings
    ) as process:
        assert process.stdout.readline().split() == ["19", str(os.SCHED_IDLE)]


def test_a_ledger_with_few_employers_needs_no_process(monkeypatch, reading):
    monkeypatch.setenv("PETA_HOME", str(Path(reading.place)))
    with monkeypatch.context() as unread:  # asked every ten seconds, it does not read all tables for nothing
        unread.setattr(ahead, "facts_as_they_lie", None)
        assert list(ahead.large_ledgers()) == []
    [(release, facts)] = ahead.large_ledgers(many=1)
    assert name_ahead(release) == name_ahead(reading.release) and facts.offices.equals(FACTS.offices)


def test_the_process_ends_with_the_one_that_started_it(tmp_path, reading, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path / "empty"))
    waiting = "import data.ahead as a, time; a._give_way(); print('there', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"there\n"
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()


@pytest.mark.parametrize("asked", [True, False], ids=["at its end", "with the other"])
def test_the_process_leaves_nothing_behind(tmp_path, asked):
    """It copies files of object storage for itself, and a database of it writes down what does not fit into memory."""
    made = "import data.ahead as a, time; a._give_way(); (a.spill_folder() / 'x').write_text('PT')"
    ending = "; print('there', flush=True); " + ("a._end()" if asked else "time.sleep(60)")
    settings = environment(PETA_SPILL=str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", made + ending], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=settings
    ) as process:
        assert process.stdout.readline() == b"there\n"
    assert process.returncode == 0 and not list(tmp_path.iterdir())


def test_a_storage_that_does_not_answer_once_is_asked_again(monkeypatch):
    class Enough(Exception):
        pass

    tries = iter([StorageFailed("no answer"), Enough()])

    def ledgers():
        raise next(tries)

    monkeypatch.setattr(ahead, "large_ledgers", ledgers)
    monkeypatch.setattr(ahead, "sleep", lambda seconds: None)
    with pytest.raises(Enough):
        ahead._keep_at_work(object())


def test_a_release_that_comes_into_force_is_worked_out_once(tmp_path, monkeypatch):
    worked: list[str] = []
    names = iter([["one"], OSError("no answer"), ["one"], ["two"]])

    class Enough(Exception):
        pass

    def ledgers():
        now = next(names, Enough())
        if isinstance(now, Exception):
            raise now
        return [(name, FACTS) for name in now]

    monkeypatch.setattr(ahead, "large_ledgers", ledgers)
    monkeypatch.setattr(ahead, "name_ahead", lambda release, facts: release)
    monkeypatch.setattr(ahead, "_worked_out", lambda folder: worked.append(folder) or 0)
    monkeypatch.setattr(ahead, "sleep", lambda seconds: None)

    class Folder:
        name = "folder"

    with pytest.raises(Enough):
        ahead._keep_at_work(Folder())
    assert worked == ["folder", "folder"]
