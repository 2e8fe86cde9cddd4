"""What is made after a publication holds nobody up, and says in words what went wrong."""

from __future__ import annotations

import time
from types import SimpleNamespace

from data.words import Problem
from pages.digest import Run, background

READING = SimpleNamespace(release=SimpleNamespace(number=7), facts=None)


def _run(monkeypatch, made) -> Run:
    monkeypatch.setattr(background, "make_missing", made)
    monkeypatch.setattr(background, "readers", lambda facts: ["publik", "pengelola"])
    run = Run()
    run.start(READING, None, None)
    until = time.monotonic() + 10
    while run.running and time.monotonic() < until:
        time.sleep(0.01)
    return run


def test_it_counts_what_it_has_made(monkeypatch):
    run = _run(monkeypatch, lambda *_: iter([("path", True)] * 4))
    assert (run.release, run.done, run.whole, run.problem) == (7, 4, 4, None)


def test_a_failure_is_said_and_the_next_release_begins_anew(monkeypatch):
    def full(*_):
        yield "path", True
        raise OSError("no space")

    run = _run(monkeypatch, full)
    assert run.done == 1 and "rilisnya tetap terbit" in str(run.problem)
    monkeypatch.setattr(background, "make_missing", lambda *_: iter([("path", False)] * 4))
    run.start(READING, None, None)
    while run.running:
        time.sleep(0.01)
    assert (run.done, run.problem) == (4, None)


def test_what_is_in_the_way_of_beginning_undoes_no_publication(monkeypatch):
    def damaged(*_):
        raise Problem("Rusak.")

    monkeypatch.setattr(background, "reading_of", damaged)
    monkeypatch.setattr(background, "RUN", Run())
    background.begin(None)
    assert str(background.RUN.problem) == "Rusak."
    monkeypatch.setattr(background, "reading_of", lambda *_: 1 / 0)
    background.begin(None)
