"""What is worked out ahead of what others have: for those who look first, and it is what would be worked out here."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data import ahead
from data.access import PUBLIK, Viewer
from data.disclosure import masking, take_masks_from
from data.indicators import definitions
from data.people import People, Person
from data.queries import Reading
from data.queries import reading as reading_room
from data.store import take_months_from
from tests import masks
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS


@pytest.fixture(autouse=True)
def alone():
    yield
    take_months_from(None)
    take_masks_from(None)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where a process works that lays everything out, for nobody yet."""
    folder = tmp_path / "bulan"
    folder.mkdir()
    monkeypatch.setattr(ahead, "_AT_WORK", [folder])
    monkeypatch.setattr(ahead, "_LOOKERS", set())
    return folder


def offices_of(reading: Reading) -> list[str]:
    return sorted(filter(None, reading.offices_in(reading.months[-1])))


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Of all tests here, since none publishes in it."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def published(home) -> Reading:
    return released(home, random_tables(5, 120, 3), PUBLIK, FACTS)


@pytest.fixture
def ledger(published, home, monkeypatch) -> Reading:
    """A small ledger, of which some indicators are worked out."""
    monkeypatch.setenv("PETA_HOME", str(home))
    some = ("employers_obliged", "compliance")
    monkeypatch.setattr(ahead, "definitions", lambda: {name: definitions()[name] for name in some})
    return published


def forget() -> None:
    masks.forget()
    reading_room._cells.cache_clear()


def test_whoever_looks_for_some_offices_is_told_of_others_without_working_it_out(ledger, folder, monkeypatch):
    own = frozenset(offices_of(ledger)[:1])
    monkeypatch.setattr(ahead, "_offices_of_everybody", lambda facts: [])
    ahead.looks(own)
    ahead.lay_out(folder, many=1)
    branch = replace(ledger, viewer=Viewer("cabang", own))

    def told() -> list[pd.DataFrame]:
        forget()
        return [
            branch.cells(about, month, level, by=by)
            for about in ahead.definitions().values()
            for month in branch.months
            for level, by in (("region", ""), ("region", "sector"), ("all", ""), ("kecamatan", ""))
        ]

    with monkeypatch.context() as patch:
        for name in ("mask_of", "lattice"):
            patch.setattr(masking, name, lambda *_: pytest.fail("it was worked out again"))
        patch.setattr(reading_room, "_read_cube", lambda *_: pytest.fail("the cube was read"))
        aside = told()
    take_masks_from(None)
    here = told()
    assert any((cells["suppressed"] != "").any() for cells in here)
    for one, other in zip(aside, here, strict=True):
        pd.testing.assert_frame_equal(one, other)


PUBLIC = frozenset()


@pytest.fixture
def done(monkeypatch) -> list[tuple[frozenset[str], str]]:
    """What is worked out, in turn: from which offices something is hidden, none of which is the public, and the month."""
    done: list[tuple[frozenset[str], str]] = []
    monkeypatch.setattr(ahead, "_lay_masks", lambda release, facts, month: done.append((PUBLIC, month)))
    monkeypatch.setattr(
        ahead, "_lay_others", lambda release, facts, offices, month: done.append((offices, month))
    )
    return done


def of_others(done) -> list[tuple[frozenset[str], str]]:
    return [one for one in done if one[0]]


def test_those_who_look_come_first_and_every_kanwil_last(ledger, folder, done):
    offices, newest_first = frozenset({"KC-MOJOKERTO"}), list(ledger.months[::-1])
    ahead.looks(offices)
    ahead.looks([])  # of whom nothing is hidden, or who stands for no office
    ahead.lay_out(folder, many=1)
    others = of_others(done)
    assert others[: len(newest_first)] == [(offices, month) for month in newest_first]
    rest = others[len(newest_first) :]
    assert {some for some, _ in rest} == set(ahead._offices_of_everybody(FACTS)) and rest
    assert [month for _, month in rest] == sorted((month for _, month in rest), reverse=True)
    assert len(done) == len(set(done))


def test_who_looks_while_it_is_worked_out_for_everybody_comes_next(ledger, folder, done, monkeypatch):
    late = frozenset({"KC-MOJOKERTO"})

    def lay_others(release, facts, offices, month) -> None:
        done.append((offices, month))
        ahead.looks(late)

    monkeypatch.setattr(ahead, "_lay_others", lay_others)
    ahead.lay_out(folder, many=1)
    _, *others = of_others(done)
    assert others[: len(ledger.months)] == [(late, month) for month in ledger.months[::-1]]


def test_everybody_goes_on_while_many_look(ledger, folder, done, monkeypatch):
    monkeypatch.setattr(ahead, "TURN", 2)
    monkeypatch.setattr(ahead, "_offices_of_everybody", lambda facts: [])
    offices = [frozenset({f"KC-{n}"}) for n in range(7)]
    for some in offices:
        ahead.looks(some)
    ahead.lay_out(folder, many=1)
    first, *_, last = [at for at, (some, _) in enumerate(done) if some == PUBLIC]
    assert first == 0 and last == (len(ledger.months) - 1) * 3
    assert set(of_others(done)) == {(some, month) for some in offices for month in ledger.months}


def test_of_a_long_ledger_it_is_worked_out_for_the_newest_months_alone(ledger, folder, done, monkeypatch):
    monkeypatch.setattr(ahead, "OTHERS", 2)
    ahead.looks(["KC-MOJOKERTO"])
    ahead.lay_out(folder, many=1)
    assert {month for _, month in of_others(done)} == set(ledger.months[-2:])


@pytest.mark.parametrize("at", [1, 5])
def test_a_release_that_comes_into_force_does_not_wait_for_the_rest_of_the_one_before(
    ledger, folder, done, tmp_path, monkeypatch, at
):
    """Whatever is being worked out; it may be hours of what others have."""
    monkeypatch.setattr(ahead, "_offices_of_everybody", lambda facts: [])
    later = released(tmp_path / "later", random_tables(6, 20, 1), PUBLIK, FACTS)
    steps: list[str] = []

    def ledgers(many: int = 1):
        steps.append(later.months[-1])
        return [((ledger if len(steps) <= at else later).release, FACTS)]

    monkeypatch.setattr(ahead, "large_ledgers", ledgers)
    ahead.looks(["KC-MOJOKERTO"])
    ahead.lay_out(folder, many=1)
    before, after = (folder / ahead._names([(one.release, FACTS)])[0] for one in (ledger, later))
    assert not before.exists() and after.exists()
    assert len(list(after.glob("rows-*"))) == len(later.months)
    assert len(steps) < 60


def test_everybody_in_the_register_is_worked_for_but_not_who_has_no_office(tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    people = [
        Person("ani@contoh.id", "cabang", ("KC-MOJOKERTO",)),
        Person("budi@contoh.id", "pengelola"),
    ]
    People(ahead.home()).publish(people, FACTS, title="uji", viewer=Viewer("pengelola"))
    assert people[0].viewer(FACTS).stands_for in ahead._offices_of_everybody(FACTS)
    assert frozenset() not in ahead._offices_of_everybody(FACTS)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("written", ["", "[", "{}", "null", "[1, null]"])
def test_what_is_written_of_those_who_look_may_be_broken(ledger, folder, done, monkeypatch, written):
    (folder / "looking.json").write_text(written)
    monkeypatch.setattr(ahead, "_offices_of_everybody", lambda facts: [])
    ahead.lay_out(folder, many=1)
    assert len(done) == len(ledger.months) and not of_others(done)


def test_who_looks_while_nothing_can_be_written_is_written_down_the_next_time(folder, done):
    folder.rmdir()
    ahead.looks(["KC-MOJOKERTO"])
    folder.mkdir()
    ahead.looks(["KC-JOMBANG"])
    ahead.looks(["KC-MOJOKERTO"])
    assert json.loads((folder / "looking.json").read_text()) == [["KC-JOMBANG"], ["KC-MOJOKERTO"]]


def test_who_looks_before_anything_is_worked_out_is_written_down_once_it_is(folder, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(ahead, "_AT_WORK", [])
        ahead.looks(["KC-MOJOKERTO"])
    ahead.looks(["KC-MOJOKERTO"])
    assert json.loads((folder / "looking.json").read_text()) == [["KC-MOJOKERTO"]]


def test_all_who_look_at_once_are_written_down(folder):
    some = [[f"KC-{n:02}"] for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ahead.looks, some))
    assert json.loads((folder / "looking.json").read_text()) == some


def test_who_looks_after_all_is_done_is_worked_for_then(monkeypatch):
    worked: list[str] = []

    class Enough(Exception):
        pass

    class Folder:
        name = "folder"

    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise Enough
        ahead._LOOKERS.add(("KC-JOMBANG",))

    monkeypatch.setattr(ahead, "_LOOKERS", set())
    monkeypatch.setattr(ahead, "large_ledgers", lambda: [("one", FACTS)])
    monkeypatch.setattr(ahead, "name_ahead", lambda release, facts: release)
    monkeypatch.setattr(ahead, "_worked_out", lambda folder: worked.append(folder) or 0)
    monkeypatch.setattr(ahead, "sleep", pause)
    with pytest.raises(Enough):
        ahead._keep_at_work(Folder())
    assert worked == ["folder", "folder"]
