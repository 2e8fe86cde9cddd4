"""The three trials: publishers killed, disks full, two publishers at once. Each counts what must hold."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from data.store.problems import NotPublished
from data.store.store import Store
from tests.crash.publisher import publish
from tests.data.store.store_cases import after, digest, held, kept_with_cube, pairs_of, step, with_cube

# Forked from a server that has everything loaded: a fresh interpreter takes ten times as long as a publication.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.crash.publisher"])
SIZE = 500
KILLS_PER_STORE = 20


class Child:
    """A publisher of step `number` on release `on`, waiting to be told to go."""

    def __init__(self, home: Path, number: int, on: int, size: int = SIZE, limit: int = 0) -> None:
        self.pipe, there = CONTEXT.Pipe()
        self.process: ForkServerProcess = CONTEXT.Process(
            target=publish, args=(there, str(home), number, size, on, limit)
        )
        self.process.start()
        there.close()
        assert self.pipe.recv() == "ready"

    def go(self) -> None:
        """Start publishing."""
        self.pipe.send("go")

    def kill(self, after_seconds: float) -> bool:
        """SIGKILL it then; whether it was still publishing."""
        self.pipe.poll(after_seconds)
        self.process.kill()
        self.process.join()
        told = self._told()
        return told is None

    def ended(self) -> tuple[str, object]:
        """What came of it: ("published", number) or (name of the problem, its words)."""
        told = self.pipe.recv()
        self.process.join()
        return told

    def _told(self) -> object:
        try:
            return self.pipe.recv() if self.pipe.poll() else None
        except (EOFError, ConnectionResetError):
            return None


class Watched:
    """A store beside the model of what it must hold."""

    def __init__(self, home: Path, size: int = SIZE) -> None:
        self.home, self.size, self.number = home, size, 0
        self.model = held(None)
        self.publish_here()

    @property
    def store(self) -> Store:
        """The store, opened anew."""
        return Store(self.home, "simulasi")

    @property
    def in_force(self) -> int:
        """The number of the release in force."""
        return self.store.release().number

    def expected(self, number: int) -> str:
        """The digest once step `number` has been published on what is there."""
        return digest(after(self.model, number, self.size))

    def publish_here(self) -> bool:
        """Publish the next step in this process; whether the release then holds exactly that."""
        self.number += 1
        with_cube(self.store, step(self.number, self.size), title="lagi", role="uji")
        return self.agree(self.number)

    def retry_here(self, id: str, number: int) -> bool:
        """Publish the kept input of step `number`; whether the release then holds exactly that."""
        kept_with_cube(self.store, id)
        return self.agree(number)

    def agree(self, number: int) -> bool:
        """Take step `number` as published; whether the release in force is what it must be."""
        self.model = after(self.model, number, self.size)
        return digest(held(self.store.release())) == digest(self.model)

    def waiting(self) -> list[str]:
        """The kept inputs that are not published, newest first."""
        return [kept.id for kept in self.store.kept() if kept.release is None]

    def kept_whole(self, id: str, number: int) -> bool:
        """Whether the kept input is what step `number` brought."""
        brought = step(number, self.size)
        (kept,) = [kept for kept in self.store.kept() if kept.id == id]
        changes = self.store.kept_changes(id)
        return kept.inputs.keys() == brought.keys() and all(
            sorted(pair for batch in changes[name].batches(name) for pair in pairs_of(batch, name))
            == pairs_of(brought[name].data, name)
            for name in brought
        )


# -- publishers killed


def kills(home: Path, times: int, measured: int = 3) -> Counter[str]:
    """Kill that many publishers, at moments spread over the whole time that a publication takes.

    Counts "killed", "old release", "new release", "neither", "inputs damaged", "next failed"; and
    "milliseconds" that an undisturbed publication takes.
    """
    counts = Counter[str]()
    # Opening a table takes longer with each version, so the time is measured anew for every few.
    for turn in range(0, times, KILLS_PER_STORE):
        _kill_some(Watched(home / str(turn)), min(KILLS_PER_STORE, times - turn), measured, counts)
    return counts


def _kill_some(watched: Watched, times: int, measured: int, counts: Counter[str]) -> None:
    whole, killed = undisturbed(watched, measured), 0
    counts["milliseconds"] = max(counts["milliseconds"], round(1000 * whole))
    while killed < times:
        child = Child(watched.home, watched.number + 1, watched.in_force)
        child.go()
        # One moment in each of as many equal parts of the time, so that none is left out.
        if child.kill(whole * (killed + random.random()) / times):
            killed += 1
            counts["killed"] += 1
            _look(watched, counts)
        else:
            watched.number += 1
            counts["next failed"] += not watched.agree(watched.number)


def undisturbed(watched: Watched, times: int) -> float:
    """How long a publication takes that nobody disturbs: the median of so many, in seconds."""
    taken = []
    for _ in range(times):
        child = Child(watched.home, watched.number + 1, watched.in_force)
        started = time.perf_counter()
        child.go()
        assert child.ended() == ("published", watched.in_force)
        taken.append(time.perf_counter() - started)
        watched.number += 1
        assert watched.agree(watched.number)
    return sorted(taken)[times // 2]


def _look(watched: Watched, counts: Counter[str]) -> None:
    """After a kill: which release is in force, are the inputs kept, and can one publish again?"""
    number = watched.number = watched.number + 1
    now, waiting = digest(held(watched.store.release())), watched.waiting()
    state = {digest(watched.model): "old release", watched.expected(number): "new release"}.get(
        now, "neither"
    )
    counts[state] += 1
    counts["kept"] += bool(waiting)
    counts["inputs damaged"] += not all(watched.kept_whole(id, number) for id in waiting)
    # What was published must be out of the list of what waits, and nothing else may wait.
    counts["inputs damaged"] += len(waiting) > (state == "old release")
    if state == "new release":
        watched.agree(number)
    again = watched.retry_here(waiting[0], number) if waiting else watched.publish_here()
    counts["next failed"] += not again


# -- disks full


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A file system of that size at `folder`; gives False where one may not be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = shutil.which("mount") is not None and not subprocess.run(mount, capture_output=True).returncode
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disks(home: Path, times: int, *, mounted: bool) -> Counter[str]:
    """Publish with less and less room: on a disk filled with ballast, else with a limit on the size of files.

    Counts "refused", "published", "wrong words", "not the old release", "inputs damaged", "next failed".
    """
    watched, counts = Watched(home, 4_000), Counter[str]()
    for turn in range(times):
        room = _needed(watched, mounted) * (turn + 1) // (times + 1)
        told = _with_room(watched, room, mounted)
        counts["published" if told[0] == "published" else "refused"] += 1
        if told[0] == "published":
            watched.number += 1
            counts["next failed"] += not watched.agree(watched.number)
        else:
            _look_after_refusal(watched, counts, told)
    return counts


def _needed(watched: Watched, mounted: bool) -> int:
    """Bytes that a publication takes: on the disk, or of its largest file."""
    before = set(watched.home.rglob("*"))
    watched.publish_here()
    new = [path.stat() for path in set(watched.home.rglob("*")) - before if path.is_file()]
    return sum(file.st_blocks * 512 for file in new) if mounted else max(file.st_size for file in new)


def _with_room(watched: Watched, room: int, mounted: bool) -> tuple[str, object]:
    number, on = watched.number + 1, watched.in_force
    child = Child(watched.home, number, on, watched.size, limit=0 if mounted else room)
    ballast = watched.home / "ballast"
    if mounted:
        with ballast.open("wb") as target:
            target.write(b"0" * max(shutil.disk_usage(watched.home).free - room, 0))
    child.go()
    told = child.ended()
    ballast.unlink(missing_ok=True)
    return told


def _look_after_refusal(watched: Watched, counts: Counter[str], told: tuple[str, object]) -> None:
    number = watched.number = watched.number + 1
    waiting, words = watched.waiting(), str(told[1])
    counts["wrong words"] += told[0] != NotPublished.__name__ or "penuh" not in words
    counts["not the old release"] += digest(held(watched.store.release())) != digest(watched.model)
    counts["kept"] += bool(waiting)
    # What the words say of the input must be so.
    counts["inputs damaged"] += not (waiting[0] in words if waiting else "tidak tersimpan" in words)
    counts["inputs damaged"] += not all(watched.kept_whole(id, number) for id in waiting)
    again = watched.retry_here(waiting[0], number) if waiting else watched.publish_here()
    counts["next failed"] += not again


# -- two at once


def races(home: Path, times: int) -> Counter[str]:
    """Two publishers who looked at the same release go at the same moment.

    Counts "one winner", "one loser told", "inputs damaged", "neither", "next failed".
    """
    watched, counts = Watched(home), Counter[str]()
    for _ in range(times):
        numbers = [watched.number + 1, watched.number + 2]
        children = [Child(home, number, watched.in_force) for number in numbers]
        for child in children:
            child.go()
        _look_after_race(
            watched, counts, dict(zip(numbers, [child.ended() for child in children], strict=True))
        )
    return counts


def _look_after_race(watched: Watched, counts: Counter[str], told: dict[int, tuple[str, object]]) -> None:
    winners = [number for number, (how, _) in told.items() if how == "published"]
    losers = [number for number, (how, _) in told.items() if how == "PublishedBefore"]
    watched.number = max(told)
    counts["one winner"] += len(winners) == 1
    counts["one loser told"] += len(losers) == 1
    if len(winners) != 1 or len(losers) != 1:
        return
    counts["neither"] += not watched.agree(winners[0])
    waiting = watched.waiting()
    counts["inputs damaged"] += len(waiting) != 1 or not watched.kept_whole(waiting[0], losers[0])
    counts["inputs damaged"] += not any(
        watched.kept_whole(kept.id, winners[0])
        for kept in watched.store.kept()
        if kept.release == watched.in_force
    )
    counts["next failed"] += not watched.retry_here(waiting[0], losers[0])
