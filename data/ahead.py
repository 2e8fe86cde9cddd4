"""Months of lists and masks worked out ahead, by a process of its own, so that whoever first looks at one does not wait.

The employers of a month are laid out in memory when they are first asked for (`data.queries`), which takes a fifth of a
second with 12 thousand of them, and ten with a million. Of a ledger with many employers a second process, which
gives way to all others, lays every month out, the newest first, and writes it to a folder that this process takes it from.
So is what is hidden from the public role in each month, which takes seconds with 514 regions (`data.disclosure`); and of
the newest months what is hidden of others from whoever stands for some offices: those who look now first, and when nothing
else is left, every kanwil and everybody in the register.
The folder is of this process alone and goes when it ends: what it holds follows from the release, the facts, the law and
the version of the app, and is worked out anew rather than trusted.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic, sleep

import pandas as pd

from data import law
from data.access import Viewer
from data.disclosure import Without, lay_aside, lay_others_aside, lies_aside, name_aside, take_masks_from
from data.facts import in_force
from data.indicators import definitions, summed_by
from data.people import People
from data.places import with_its_own
from data.queries import CaseMonths, EmployerMonths, Reading
from data.settings import MEMORY, data_folder, environment, home, spill_folder
from data.store import CUBE, OWN, SIMULATED, HeldMonths, Release, Store, name_ahead, take_months_from
from data.tables import Facts, facts_as_they_lie, fingerprint
from data.words import Problem

# With fewer employers than these a first look takes less than a second, for which no process need be there.
MANY = 100_000
# How often it is looked whether there is a new release, in seconds.
EVERY = 10.0
# What one database of the other process may take: a month of a million employers needs no more.
_MEMORY = "1GB"
_LEDGERS = (SIMULATED, OWN)
# How many of the newest months have their lists laid out at the start: how arrears moved is told between two.
NEWEST = 2
# Of how many of the newest months it is worked out what others have: those of half a year, of which pages tell the year
# before. With 514 regions a month takes a quarter of a minute for each set of offices.
OTHERS = 18
# How many of these go before the next month of everybody's.
TURN = 3
# Where this process writes the offices for which somebody looks.
_LOOKING = "looking.json"
_LOG = logging.getLogger(__name__)
_ENDING = Lock()
# The folder that a process works for, where one does, and the offices for which somebody looks.
_AT_WORK: list[Path] = []
_LOOKERS: set[tuple[str, ...]] = set()
_WRITING = Lock()


def work_ahead() -> None:
    """Take months from a folder from now on, and keep a process at work there for as long as this one runs."""
    folder = TemporaryDirectory(prefix="bulan-", dir=spill_folder(), ignore_cleanup_errors=True)
    _take_from(Path(folder.name))
    _AT_WORK.append(Path(folder.name))
    Thread(target=_keep_at_work, args=(folder,), name="ahead", daemon=True).start()


def _take_from(folder: Path) -> None:
    take_months_from(folder)
    take_masks_from(folder)


def _keep_at_work(folder: TemporaryDirectory[str]) -> None:
    """Have every large release that comes into force worked out, one after the other, for everybody who looks."""
    done: tuple[object, ...] = ()
    while True:
        with suppress(Problem, OSError):  # a storage that does not answer now, or no room for a process
            large = [name_ahead(release, fingerprint(facts)) for release, facts in large_ledgers()]
            asked = large, sorted(_LOOKERS)
            if large and asked != done:
                done = asked
                if (ended := _worked_out(folder.name)) != 0:
                    _AT_WORK.clear()  # there is nothing to wait for any more
                    _LOG.warning("the months could not be worked out ahead: the process ended with %s", ended)
        sleep(EVERY)


def _worked_out(folder: str) -> int:
    """Run the other process to its end; its exit code. It ends with this one, since the pipe between them closes."""
    modules = str(Path(__file__).parents[1])
    asked = [sys.executable, "-m", "data.ahead", folder]
    settings = environment(PYTHONPATH=modules, **{MEMORY.name: _MEMORY})
    with subprocess.Popen(asked, env=settings, stdin=subprocess.PIPE) as process:  # noqa: S603 - no text from outside
        return process.wait()


def looks(offices: Collection[str]) -> None:
    """Let it be worked out, too, what is hidden of others from whoever stands for these offices: somebody looks there."""
    wanted = tuple(sorted(offices))
    if not wanted or wanted in _LOOKERS:
        return
    with _WRITING, suppress(OSError):  # no room: then it is worked out when it is asked for
        for folder in tuple(_AT_WORK):
            part = folder / f"{_LOOKING}.part"
            part.write_text(json.dumps(sorted({*_LOOKERS, wanted})), "utf-8")
            part.replace(folder / _LOOKING)
            _LOOKERS.add(wanted)


def _lookers(folder: Path) -> list[frozenset[str]]:
    """The offices for which somebody looks, as the process that does so has written them."""
    try:
        written = json.loads((folder / _LOOKING).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    some = written if isinstance(written, list) else []
    return [frozenset(map(str, offices)) for offices in some if isinstance(offices, list)]


def wait_for_lists(name: str, seconds: float) -> None:
    """Wait, but no longer than this, until the lists of the newest months of a ledger lie there, if it is a large one.

    To lay them out here meanwhile would take as long, and a GB more. Raises Problem.
    """
    _wait_for(name, _has_lists, seconds)


def wait_for_masks(name: str, seconds: float) -> None:
    """Wait, but no longer than this, until what is hidden from the public in its newest month lies there. Raises Problem."""
    _wait_for(name, _has_masks, seconds)


def _wait_for(name: str, lies_there: Callable[[Path, Release, Facts], bool], seconds: float) -> None:
    end = monotonic() + seconds
    for release, facts in large_ledgers(names=(name,)) if _AT_WORK else ():
        while monotonic() < end and _AT_WORK and not lies_there(_AT_WORK[0], release, facts):
            sleep(1)


def _has_lists(folder: Path, release: Release, facts: Facts) -> bool:
    place, kinds = (
        folder / name_ahead(release, fingerprint(facts)),
        (*EmployerMonths.kinds, *CaseMonths.kinds),
    )
    files = [place / f"{kind}-{month}.parquet" for month in release.months[-NEWEST:] for kind in kinds]
    return all(file.exists() for file in files)


def _has_masks(folder: Path, release: Release, facts: Facts) -> bool:
    return lies_aside(facts.regions, release.months[-1], _name(release))


def large_ledgers(many: int = MANY, names: tuple[str, ...] = _LEDGERS) -> Iterator[tuple[Release, Facts]]:
    """The releases in force that have so many employers or more, each with its facts. Raises Problem."""
    for name in names:
        release = Store(home(), name).release()
        if release is None or not release.months or release.dataset("employers").count_rows() < many:
            continue
        embedded = facts_as_they_lie(data_folder())
        yield release, embedded if name == SIMULATED else in_force(release, embedded).facts


def lay_out(folder: Path, many: int = MANY) -> None:
    """Lay out every month of the large ledgers in the folder, the newest first, and let go of other releases.

    The lists of a month come first, which everybody waits longer for, and those of the one before it; then what is hidden
    from the public role; then a little of what is from those who look for some offices, so that everybody's go on. When
    these are done the rest of that is. Where another release comes into force meanwhile, it is begun with that.

    Raises Problem, OSError, duckdb.Error.
    """
    _take_from(folder)
    while not _is_laid_out(folder, list(large_ledgers(many)), many):
        pass


def _is_laid_out(folder: Path, ledgers: Sequence[tuple[Release, Facts]], many: int) -> bool:
    """Lay out what there is of these; False where others came into force before all was done."""
    known = {name_aside(_name(release)) for release, _ in ledgers} | set(_names(ledgers))
    for old in folder.iterdir():
        if old.name not in known | {_LOOKING}:
            shutil.rmtree(old, ignore_errors=True)
    work = [_Work(folder, release, facts) for release, facts in ledgers]
    steps = chain(*(one.of_everybody() for one in work), *(one.of_others() for one in work))
    return all(_names(large_ledgers(many)) == _names(ledgers) for _ in steps)


def _names(ledgers: Iterable[tuple[Release, Facts]]) -> list[str]:
    return [name_ahead(release, fingerprint(facts)) for release, facts in ledgers]


class _Work:
    """What is worked out ahead of one ledger, in a folder, in steps of a few seconds."""

    def __init__(self, folder: Path, release: Release, facts: Facts) -> None:
        self._folder, self._release, self._facts = folder, release, facts
        # The months of which it is known what the public is not shown, the newest first.
        self._masked: list[str] = []
        self._done: set[tuple[frozenset[str], str]] = set()

    def of_everybody(self) -> Iterator[None]:
        """Every month as everybody may be shown it, and meanwhile a little of what others have for those who look."""
        (self._folder / name_ahead(self._release, fingerprint(self._facts))).mkdir(exist_ok=True)
        held = EmployerMonths(self._release, self._facts), CaseMonths(self._release, self._facts)
        newest_first = self._release.months[::-1]
        for listed, masked in zip_longest(newest_first, ("",) * (NEWEST - 1) + newest_first, fillvalue=""):
            if listed:
                yield from self._lists(held, listed)
            if masked:
                _lay_masks(self._release, self._facts, masked)
                self._masked.append(masked)
                yield
            yield from islice(self._of(lambda: self._left(_lookers(self._folder))), TURN)

    def of_others(self) -> Iterator[None]:
        """What others have: of all months for those who look, who may have come since, and then for everybody."""
        yield from self._of(
            lambda: self._left(_lookers(self._folder)) or self._left(_offices_of_everybody(self._facts))
        )

    def _lists(self, held: Iterable[HeldMonths], month: str) -> Iterator[None]:
        for kind in held:
            kind.lay_ahead(month)
            yield

    def _of(self, left: Callable[[], tuple[frozenset[str], str] | None]) -> Iterator[None]:
        while one := left():
            self._done.add(one)
            _lay_others(self._release, self._facts, *one)
            yield

    def _left(self, some: Sequence[frozenset[str]]) -> tuple[frozenset[str], str] | None:
        """Of which of these offices it is to be worked out next what others have, and in which month: the newest first."""
        wanted = ((offices, month) for month in self._masked[:OTHERS] for offices in some)
        return next((one for one in wanted if one not in self._done), None)


def _offices_of_everybody(facts: Facts) -> list[frozenset[str]]:
    """The offices of each kanwil, which any deputy stands for, and of everybody in the register."""
    kanwil = facts.offices.loc[facts.offices["kind"] == "kanwil", "code"]
    offices = [with_its_own(facts, code) for code in kanwil]
    with suppress(Problem, OSError):
        for person in People(home()).every().values():
            with suppress(Problem):  # of an office that there is not any more
                offices.append(person.viewer(facts).stands_for)
    return [some for some in dict.fromkeys(offices) if some]


def _lay_masks(release: Release, facts: Facts, month: str) -> None:
    """Work out what is hidden from the public role in a month, of whichever indicator."""
    if not lies_aside(facts.regions, month, _name(release)):
        cube = partial(_read_cube, release, month)
        lay_aside(cube, facts.regions, month, law.at(month), _sums(), _name(release))


def _lay_others(release: Release, facts: Facts, offices: frozenset[str], month: str) -> None:
    """Work out what is hidden of others from whoever stands for these offices."""
    near = partial(Reading(release, "", facts, Viewer("wilayah", offices)).near, month)
    some, cube = Without(offices, near), partial(_read_cube, release, month)
    lay_others_aside(cube, facts.regions, month, law.at(month), _sums(), _name(release), some)


def _sums() -> list[tuple[str, ...]]:
    return [tuple(summed_by(one)) for one in definitions().values() if one.kind == "ledger"]


def _read_cube(release: Release, month: str) -> pd.DataFrame:
    return release.table(CUBE, months=[month]).to_pandas()


def _name(release: Release) -> tuple[str, int]:
    """As `data.queries` names the data of a release."""
    return release.entry.publication, release.number


def _give_way() -> None:
    """Let every other process come first, and end when the one that started this one does."""
    if hasattr(os, "nice"):
        os.nice(19)
    if hasattr(os, "SCHED_IDLE"):  # on Linux: whoever wakes up need not wait for this one's turn to end
        with suppress(OSError):  # a computer may forbid it
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

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
