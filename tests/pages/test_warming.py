"""What is worked out at a start: the first readers of a ledger find it there, and nothing that is damaged stops the start."""

from __future__ import annotations

import gc
import inspect
import threading
from collections.abc import Callable
from weakref import ref

import pytest
from streamlit.runtime.scriptrunner import script_runner

from data.access.viewer import PUBLIK, Viewer
from data.queries import release_tables
from data.words import Problem, Words
from pages import map, session, warming
from pages.map import ledger_values
from pages.view import View


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What is done once an hour, which in these tests is done when they ask for it alone."""
    keep_aside = warming._keep_aside
    monkeypatch.setattr(warming, "_keep_aside", lambda: None)
    return keep_aside


@pytest.fixture(autouse=True)
def set_aside(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """To look through all that a run of tests keeps takes a second: only the tests of it do."""
    set_aside = warming._set_aside
    monkeypatch.setattr(warming, "_set_aside", lambda: None)
    return set_aside


def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start, waited for until all is worked out."""
    monkeypatch.setattr(warming, "sleep", lambda _: None)
    monkeypatch.setattr(warming.ahead, "work_ahead", lambda: None)
    warming.warm_up()
    for thread in threading.enumerate():
        if thread.name == "warming":
            thread.join(120)
            assert not thread.is_alive()


def test_every_indicator_of_a_ledger_is_there_for_the_public_and_for_stewards(ledger_home, monkeypatch):
    # Each is guarded for the public anew, which takes a second: some stand for all.
    some = dict(list(session.measured_indicators().items())[:8])
    monkeypatch.setattr(session, "measured_indicators", lambda: some)
    begun(monkeypatch)
    before = ledger_values._answered.cache_info().misses
    with session.read_with("simulasi"):
        for viewer in (PUBLIK, Viewer("pengelola")):
            reading = warming._read(session.release("simulasi"), "simulasi", viewer)
            for indicator in session.measured_indicators():
                map.warm_up_ledger(reading, View.of(data="simulasi", indicator=indicator), Words())
    assert ledger_values._answered.cache_info().misses == before > 0


def test_where_offices_have_anybody_is_known_of_two_years(ledger_home, monkeypatch):
    reading = warming._read(session.release("simulasi"), "simulasi", PUBLIK)
    for kept in (release_tables.totals_of, release_tables.offices_by_region):
        kept.cache.clear()
    monkeypatch.setattr(map, "warm_up_ledger", lambda *_: None)
    begun(monkeypatch)
    monkeypatch.setattr(release_tables, "totals_of", lambda *_: pytest.fail("it was read again"))
    assert len(reading.months) > 12 and all(reading.offices_in(month) for month in reading.months[-24:])


class Ring:
    """Something that refers to itself, as a reader's session does: it goes when Python looks for such objects."""

    def __init__(self) -> None:
        self.itself = self


def looked_through(rings: list[Ring]) -> set[int]:
    """Those that Python's search for unused objects passes."""
    return {id(one) for one in gc.get_objects()} & {id(one) for one in rings}


def test_what_a_start_keeps_is_not_looked_through_again_and_what_it_does_not_keep_goes(
    ledger_home, monkeypatch, set_aside
):
    monkeypatch.setattr(warming, "_set_aside", set_aside)
    made: list[ref] = []
    kept: list[Ring] = []
    too_late: set[int] = set()

    def warm_up_ledger(*_) -> None:
        if len(made) < 5:  # of the first maps and of others
            too_late.update(looked_through(kept))
        ring = Ring()
        made.append(ref(ring))
        kept.append(Ring())

    monkeypatch.setattr(map, "warm_up_ledger", warm_up_ledger)
    monkeypatch.setattr(warming, "_lists", lambda reading: kept.append(Ring()))
    monkeypatch.setattr(warming.ahead, "wait_for_masks", lambda *_: too_late.update(looked_through(kept)))
    begun(monkeypatch)
    assert not too_late and len(kept) > len(made) > 5
    assert not any(one() for one in made)
    assert gc.get_freeze_count() > 10_000 and not looked_through(kept)


def test_who_has_left_is_let_go_later(monkeypatch, later, set_aside):
    """Readers who were there at a start are set aside with all else."""
    monkeypatch.setattr(warming, "_set_aside", set_aside)
    left = ref(reader := Ring())
    set_aside()
    del reader
    gc.collect()
    assert left() is not None
    waits = iter([False, True])
    monkeypatch.setattr(warming.Event, "wait", lambda self, seconds: next(waits))
    later()
    assert left() is None and gc.get_freeze_count() > 0


def test_a_start_takes_lists_and_masks_from_the_process_that_works_ahead(ledger_home, monkeypatch):
    """It would else do the same work beside it, with a GB more of memory."""
    done = []
    monkeypatch.setattr(map, "warm_up_ledger", lambda reading, view, words: done.append("map"))
    monkeypatch.setattr(warming, "_lists", lambda reading: done.append("lists"))
    monkeypatch.setattr(
        warming.ahead, "wait_for_lists", lambda name, seconds: done.append(f"wait for lists of {name}")
    )
    monkeypatch.setattr(
        warming.ahead, "wait_for_masks", lambda name, seconds: done.append(f"wait for masks of {name}")
    )
    begun(monkeypatch)
    assert done[:5] == ["map", "map", "wait for lists of simulasi", "lists", "wait for masks of simulasi"]
    assert "wait for masks of data sendiri" in done and done.count("map") > 2


def test_a_start_waits_for_the_first_map_and_not_for_the_rest(ledger_home, monkeypatch):
    asked, ended = [], threading.Event()

    def slow(reading, view, words):
        if view.indicator != next(iter(session.measured_indicators())):
            ended.wait(60)
        asked.append(view.indicator)

    monkeypatch.setattr(map, "warm_up_ledger", slow)
    monkeypatch.setattr(warming.ahead, "work_ahead", lambda: None)
    warming.warm_up()
    assert len(asked) == 2 and len(set(asked)) == 1  # as the public and as stewards see it
    ended.set()
    begun(monkeypatch)


@pytest.mark.parametrize("seconds", [0.3, None], ids=["a page", "pages without end"])
def test_what_is_not_asked_for_yet_waits_for_whoever_waits_for_a_page(ledger_home, monkeypatch, seconds):
    """A page is made in a thread that Streamlit names."""
    some = dict(list(session.measured_indicators().items())[:2])
    monkeypatch.setattr(session, "measured_indicators", lambda: some)
    monkeypatch.setattr(warming, "GIVES_WAY", 0.5)
    shown, done = threading.Event(), []
    page = threading.Thread(target=shown.wait, name=warming._PAGE_THREAD, daemon=True)
    monkeypatch.setattr(map, "warm_up_ledger", lambda *_: done.append(page.is_alive()))
    page.start()
    if seconds:
        threading.Timer(seconds, shown.set).start()
    warming._others("simulasi")
    shown.set()
    assert done == [seconds is None] * 2


def test_streamlit_names_the_thread_that_makes_a_page_so():
    assert f'name="{warming._PAGE_THREAD}"' in inspect.getsource(script_runner)


@pytest.mark.parametrize("error", [Problem("rusak"), OSError("gone"), ValueError("x")])
def test_what_cannot_be_read_stops_no_start(ledger_home, monkeypatch, error):
    def fails(*_):
        raise error

    monkeypatch.setattr(map, "warm_up_ledger", fails)
    begun(monkeypatch)


def test_without_a_ledger_there_is_nothing_to_wait_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    monkeypatch.setattr(map, "warm_up_ledger", lambda *_: pytest.fail("no ledger"))
    begun(monkeypatch)
