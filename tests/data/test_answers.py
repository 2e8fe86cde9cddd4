"""Answers worked out once: for whom, how much of them is kept, and what several readers at once get."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from threading import Barrier, Event

import pandas as pd
import pytest

from data import answers
from data.access import PUBLIK, Viewer
from data.answers import kept


@pytest.fixture(autouse=True)
def nothing_kept_before(monkeypatch):
    monkeypatch.delenv("PETA_CACHE", raising=False)
    answers.forget()
    yield
    monkeypatch.undo()
    answers.forget()


def counting(answer):
    """A kept function that gives `answer(asked)`, and the list of what it was asked in earnest."""
    asked = []

    @kept
    def work_out(*told):
        asked.append(told)
        return answer(*told)

    return work_out, asked


def test_an_answer_is_worked_out_once_for_what_it_is_told():
    work_out, asked = counting(lambda *told: f"{told}")
    assert [work_out(1), work_out(1), work_out(2), work_out(1)] == ["(1,)", "(1,)", "(2,)", "(1,)"]
    assert asked == [(1,), (2,)]


def test_two_functions_told_the_same_have_their_own_answers():
    (one, _), (two, _) = counting(lambda _: "satu"), counting(lambda _: "dua")
    assert (one(1), two(1), one(1), two(1)) == ("satu", "dua", "satu", "dua")


def test_that_there_is_none_is_an_answer_too():
    work_out, asked = counting(lambda _: None)
    assert (work_out(1), work_out(1), len(asked)) == (None, None, 1)


def test_who_sees_less_is_not_given_what_another_saw():
    work_out, asked = counting(lambda scope: f"{scope}")
    scopes = [Viewer("pengelola").scope, PUBLIK.scope, Viewer("cabang", frozenset({"KC-PALEMBANG"})).scope]
    assert len({work_out(scope) for scope in scopes}) == len(asked) == len(scopes)


def test_what_is_kept_stays_below_the_bound(monkeypatch):
    monkeypatch.setenv("PETA_CACHE", "100KB")
    answers.forget()
    work_out, asked = counting(lambda number: f"{number}" * 2_000)
    for number in range(200):
        work_out(number + 1_000)
        assert answers.size() <= 100_000
    assert answers.size() > 50_000
    work_out(1_199)
    work_out(1_000)
    assert len(asked) == 201  # the last was still there, the first was not


def test_an_answer_that_is_larger_than_the_bound_is_given_and_not_kept(monkeypatch):
    monkeypatch.setenv("PETA_CACHE", "10KB")
    answers.forget()
    work_out, asked = counting(lambda _: "x" * 20_000)
    assert len(work_out(1)) == len(work_out(1)) == 20_000
    assert (len(asked), answers.size()) == (2, 0)


def test_nothing_is_kept_where_nothing_may_be(monkeypatch):
    monkeypatch.setenv("PETA_CACHE", "0")
    answers.forget()
    work_out, asked = counting(lambda _: "x")
    assert (work_out(1), work_out(1), len(asked), answers.size()) == ("x", "x", 2, 0)


def test_what_is_asked_by_several_at_once_is_worked_out_once():
    barrier, asked = Barrier(8), []

    @kept
    def work_out(number):
        asked.append(number)
        Event().wait(0.1)
        return f"{number}"

    def ask(_):
        barrier.wait()
        return work_out(7)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"7"}
    assert asked == [7]


def test_who_waits_for_one_that_fails_tries_for_themselves():
    begun, failed = Event(), []

    @kept
    def work_out(_):
        if not failed:
            failed.append(True)
            begun.wait()
            raise OSError("gone")
        return "there"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(work_out, 1)
        second = pool.submit(work_out, 1)
        begun.set()
        with pytest.raises(OSError, match="gone"):
            first.result(10)
        assert second.result(10) == "there"


@dataclass(frozen=True)
class Frozen:
    held: object


@dataclass
class Open:
    held: object


@pytest.mark.parametrize("answer", ["a", (1, ("a", None)), frozenset({1}), Frozen((1.5,))])
def test_what_nobody_can_change_is_handed_to_all(answer):
    work_out, asked = counting(lambda: answer)
    assert work_out() is work_out() is answer and len(asked) == 1


@pytest.mark.parametrize(
    ("answer", "spoil"),
    [
        ([["a"]], lambda one: one[0].append("b")),
        ({"a": {"b": [1]}}, lambda one: one["a"]["b"].clear()),
        (("a", ["b"]), lambda one: one[1].append("c")),
        (Frozen({"a": [1]}), lambda one: one.held.update(a=2)),
    ],
)
def test_what_one_reader_changes_no_other_sees(answer, spoil):
    work_out, asked = counting(lambda: answer)
    before = deepcopy(answer)
    for _ in range(3):  # whoever worked it out gets a copy, too
        got = work_out()
        assert got == before
        spoil(got)
    assert len(asked) == 1


def test_a_table_that_one_reader_changes_no_other_sees():
    work_out, asked = counting(lambda: pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}))
    for _ in range(3):
        got = work_out()
        assert got.to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}
        got.loc[0, "a"] = 7
        got["c"] = 1
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [{1, 2}, bytearray(b"a"), Open(1), ("a", Open(1)), {"a": Open([])}])
def test_what_could_be_changed_and_cannot_be_copied_is_not_kept(answer):
    work_out, _ = counting(lambda: answer)
    with pytest.raises(TypeError, match="can be changed"):
        work_out()
