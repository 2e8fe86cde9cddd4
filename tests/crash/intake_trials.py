"""Bringing a file, killed at any moment: the store holds the old or the new release whole, and the work goes on."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from data.intake import BOOK, Drafts, check
from data.store import OWN, Store
from tests.crash.bringer import ANSWER, MONTH, bring, finish, reread
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, published_store

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.crash.bringer"])
Held = tuple[int, int]  # rows of contributions, rupiah due


def brought_and_killed(folder: Path, times: int) -> Counter[str]:
    """Kill that many bringers, at moments spread over the whole time that one takes.

    Counts "killed", "old release", "new release", "neither", "drafts lost or damaged", "next failed"; and
    "milliseconds" that an undisturbed one takes.
    """
    base = folder / "base"
    old = _held(published_store(base))
    whole, new = _undisturbed(base, folder / "undisturbed")
    counts = Counter[str]({"milliseconds": round(1000 * whole)})
    turn = 0
    while counts["killed"] < times:
        turn += 1
        home = folder / str(turn)
        shutil.copytree(base, home)
        if _killed(home, random.uniform(0, whole)):
            counts["killed"] += 1
            counts.update(_found(home, old, new))
        shutil.rmtree(home)
    return counts


def _undisturbed(base: Path, home: Path) -> tuple[float, Held]:
    shutil.copytree(base, home)
    began = time.monotonic()
    assert not _killed(home, 60)
    return time.monotonic() - began, _held(Store(home, OWN))


def _killed(home: Path, after_seconds: float) -> bool:
    """Start a bringer and kill it then; whether it was still at it."""
    pipe, there = CONTEXT.Pipe()
    process = CONTEXT.Process(target=bring, args=(there, str(home)))
    process.start()
    there.close()
    assert pipe.recv() == "ready"
    pipe.send("go")
    ended = pipe.poll(after_seconds)
    process.kill()
    process.join()
    return not ended


def _held(store: Store) -> Held:
    rows = store.release().table("contributions", ["npp", "blth", "due"]).to_pylist()
    return len(rows), sum(row["due"] for row in rows)


def _found(home: Path, old: Held, new: Held) -> Counter[str]:
    """What is there after a kill, and whether the work goes on where it was."""
    store = Store(home, OWN)
    counts = Counter[str]()
    held = _held(store)
    counts["old release" if held == old else "new release" if held == new else "neither"] += 1
    drafts = Drafts(store.notebook(BOOK), BRANCH).all(OFFICE)
    if any(reread(store, draft).refused for draft in drafts):
        counts["drafts lost or damaged"] += 1
    if held == old and not _goes_on(store, drafts, new):
        counts["next failed"] += 1
    counts["drafts waiting"] += bool(drafts)
    return counts


def _goes_on(store: Store, drafts: list, new: Held) -> bool:
    """Publish the draft that waits, or the file brought again where none was kept yet."""
    if not drafts:
        content = month_file(MONTH)
        report = check(content, "juli.xlsx", desk(store))
        drafts = [Drafts(store.notebook(BOOK), BRANCH).begin(content, report, OFFICE)]
    finish(store, replace(drafts[0], answers=[ANSWER]))
    return _held(Store(store.place.root.rsplit("/", 1)[0], OWN)) == new
