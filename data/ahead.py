"""Months of lists worked out ahead, in a process of its own, so that whoever first looks at a month does not wait.

The employers of a month are laid out in memory when they are first asked for (`data.queries`), which takes a fifth of a
second with 12 thousand of them, and ten with a million. Of a ledger with many employers a second process, which
gives way to all others, lays every month out, the newest first, and writes it to a folder that this process takes it from.
The folder is of this process alone and goes when it ends: what it holds follows from the release, the facts, the law and
the version of the app, and is worked out anew rather than trusted.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import sleep

from data.facts import in_force
from data.queries import CaseMonths, EmployerMonths
from data.settings import MEMORY, data_folder, environment, home, spill_folder
from data.store import OWN, SIMULATED, HeldMonths, Release, Store, name_ahead, take_months_from
from data.tables import Facts, facts_as_they_lie, fingerprint
from data.words import Problem

# With fewer employers than these a first look takes less than a second, for which no process need be there.
MANY = 100_000
# How often it is looked whether there is a new release, in seconds.
EVERY = 10.0
# What one database of the other process may take: a month of a million employers needs no more.
_MEMORY = "1GB"
_LEDGERS = (SIMULATED, OWN)
_LOG = logging.getLogger(__name__)
_ENDING = Lock()


def work_ahead() -> None:
    """Take months from a folder from now on, and keep a process at work there for as long as this one runs."""
    folder = TemporaryDirectory(prefix="bulan-", dir=spill_folder(), ignore_cleanup_errors=True)
    take_months_from(Path(folder.name))
    Thread(target=_keep_at_work, args=(folder,), name="ahead", daemon=True).start()


def _keep_at_work(folder: TemporaryDirectory[str]) -> None:
    """Have every large release that comes into force worked out, one after the other."""
    done: list[str] = []
    while True:
        with suppress(Problem, OSError):  # a storage that does not answer now, or no room for a process
            large = [name_ahead(release, fingerprint(facts)) for release, facts in large_ledgers()]
            if large and large != done:
                done = large
                if (ended := _worked_out(folder.name)) != 0:
                    _LOG.warning("the months could not be worked out ahead: the process ended with %s", ended)
        sleep(EVERY)


def _worked_out(folder: str) -> int:
    """Run the other process to its end; its exit code. It ends with this one, since the pipe between them closes."""
    modules = str(Path(__file__).parents[1])
    asked = [sys.executable, "-m", "data.ahead", folder]
    settings = environment(PYTHONPATH=modules, **{MEMORY.name: _MEMORY})
    with subprocess.Popen(asked, env=settings, stdin=subprocess.PIPE) as process:  # noqa: S603 - no text from outside
        return process.wait()


def large_ledgers(many: int = MANY) -> Iterator[tuple[Release, Facts]]:
    """The releases in force that have so many employers or more, each with its facts. Raises Problem."""
    for name in _LEDGERS:
        release = Store(home(), name).release()
        if release is None or not release.months or release.dataset("employers").count_rows() < many:
            continue
        embedded = facts_as_they_lie(data_folder())
        yield release, embedded if name == SIMULATED else in_force(release, embedded).facts


def lay_out(folder: Path, many: int = MANY) -> None:
    """Lay out every month of the large ledgers in the folder, the newest first, and let go of other releases.

    Raises Problem, OSError, duckdb.Error.
    """
    take_months_from(folder)
    ledgers = list(large_ledgers(many))
    names = {name_ahead(release, fingerprint(facts)) for release, facts in ledgers}
    for old in folder.iterdir():
        if old.name not in names:
            shutil.rmtree(old, ignore_errors=True)
    for release, facts in ledgers:
        (folder / name_ahead(release, fingerprint(facts))).mkdir(exist_ok=True)
        held: tuple[HeldMonths, ...] = EmployerMonths(release, facts), CaseMonths(release, facts)
        for month in reversed(release.months):
            for kind in held:
                kind.lay_ahead(month)


def _give_way() -> None:
    """Let every other process come first, and end when the one that started this one does."""
    if hasattr(os, "nice"):
        os.nice(19)

    def wait() -> None:
        # Not by sys.stdin, whose lock would be waited for at the end of this process.
        os.read(sys.stdin.fileno(), 1)
        _end()

    Thread(target=wait, daemon=True).start()


def _end() -> None:
    """End at once: else DuckDB tells the log of what the thread that waits still holds. So what is to go, goes here."""
    _ENDING.acquire()  # never let go: of two threads that end it, one would leave what the other is taking away
    shutil.rmtree(spill_folder(), ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    _give_way()
    lay_out(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MANY)
    _end()
