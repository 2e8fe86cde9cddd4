"""Many readers at once, each over a websocket of its own: what each waits for while the others ask too.

A reader opens the simulated map, then asks for something every 2 to 6 s: most often another indicator, else a
region by its address or a page of work. One process serves them all, and has shown everything once before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles

from tests.bench.asking import Reader
from tests.bench.lines import Line, line
from tests.bench.sizes import SMALL, home
from tests.bench.tasks import BASE, PAGES
from tests.browser.driver import ROOT, running

SECONDS, FLOOR_SECONDS, SEED = 60.0, 25.0, 9
# How many read at once, and how long all but one in twenty of their switches may take; of more it is only said.
COUNTS, MOST_MS = (50, 100), {50: 200, 100: 500}
PAUSE = (2.0, 6.0)
MAP, INDICATOR = "data=simulasi", "w_indicator"
REGIONS = ("16.71", "16.06", "35.16", "35.76")
FLOOR_OPTIONS = ("satu", "dua", "tiga", "empat")
# What a reader does next, given its session and its own dice: milliseconds of the answer, and whether it is a switch.
Taken = tuple[float, bool]
Act = Callable[[Reader, Random], Taken]


@dataclass(frozen=True)
class Load:
    """What so many readers got: milliseconds of each answer, and seconds that the server computed and that passed."""

    viewers: int
    taken: list[Taken]
    worked: float
    seconds: float

    @property
    def switches(self) -> list[float]:
        """Milliseconds of the switches alone."""
        return [milliseconds for milliseconds, is_switch in self.taken if is_switch]

    @property
    def p50(self) -> float:
        """Half of the switches took no longer."""
        return median(self.switches)

    @property
    def p95(self) -> float:
        """All but one in twenty of the switches took no longer."""
        return quantiles(self.switches, n=20)[-1]

    @property
    def each(self) -> float:
        """Milliseconds that the server computed for an answer of any kind."""
        return 1000 * self.worked / len(self.taken)


@dataclass(frozen=True)
class Served:
    """A server's address and the number of its process."""

    address: str
    pid: int

    def worked(self) -> float:
        """Seconds that it has computed so far, as the system counts them."""
        # The clock of a process that Linux makes of its number: to the nanosecond, where /proc counts hundredths.
        return time.clock_gettime((~self.pid << 3) | 2)

    def megabytes(self) -> float:
        """Memory that it holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Map:
    """One reader of the app, who is on the map or on a page of work."""

    def __init__(self) -> None:
        self._query: str | None = MAP

    def act(self, reader: Reader, dice: Random) -> Taken:
        """Another indicator (60 %), a region by its address (20 %) or a page of work (20 %)."""
        thrown = dice.random()
        if thrown < 0.6:
            return self._switch(reader, dice), True
        if thrown < 0.8:
            return self._show(reader, f"{MAP}&wilayah={dice.choice(REGIONS)}"), False
        page = dice.choice(list(PAGES))
        self._query = None
        return reader.open(page, BASE + PAGES[page]).milliseconds, False

    def _show(self, reader: Reader, query: str) -> float:
        self._query = query
        return reader.open("", query).milliseconds

    def _switch(self, reader: Reader, dice: Random) -> float:
        """Another indicator; from a page of work the reader goes back to the map first, which is not counted."""
        if self._query is None:
            self._show(reader, MAP)
        chosen = dice.choice(reader.options(INDICATOR))
        return reader.choose("", str(self._query), INDICATOR, chosen).milliseconds


def warm(address: str) -> None:
    """Show every indicator, region and page of work once, as a server that runs for a while has."""
    with Reader(address) as reader:
        on_the_map(reader)
        warm_up(reader)


def warm_up(reader: Reader) -> None:
    """The same for whoever reads."""
    for query in (MAP, *(f"{MAP}&wilayah={region}" for region in REGIONS)):
        reader.open("", query)
        for chosen in reader.options(INDICATOR):
            reader.choose("", query, INDICATOR, chosen)
    for page, more in PAGES.items():
        reader.open(page, BASE + more)


def loaded(served: Served, viewers: int, seconds: float, reads: Callable[[Reader], Act]) -> Load:
    """So many readers at once for so long; `reads` opens the first page for one and says what it does from then on."""
    end = time.monotonic() + seconds

    def read(number: int) -> list[Taken]:
        with Reader(served.address) as reader:
            return list(paced(reader, Random(SEED + number), reads(reader), end))

    before, started = served.worked(), time.monotonic()
    with ThreadPoolExecutor(viewers) as pool:
        taken = [one for found in pool.map(read, range(viewers)) for one in found]
    return Load(viewers, taken, served.worked() - before, time.monotonic() - started)


def paced(reader: Reader, dice: Random, act: Act, end: float) -> Iterator[Taken]:
    """What each act took, with a pause before it, until the end."""
    while time.monotonic() + (pause := dice.uniform(*PAUSE)) < end:
        time.sleep(pause)
        yield act(reader, dice)


def on_the_map(reader: Reader) -> Act:
    """Open the map as somebody of a regional office, who may see the pages of work."""
    reader.open("", MAP)
    reader.open("", MAP, w_viewer="Pengelola data")
    return Map().act


def on_the_floor(reader: Reader) -> Act:
    """Open the floor page, on which there is nothing but a select box without a key."""
    reader.open("", "")
    return lambda session, dice: (floor_switch(session, dice.choice(FLOOR_OPTIONS)), True)


def floor_switch(reader: Reader, chosen: str) -> float:
    """Milliseconds until the floor page, run as a whole, says what was chosen."""
    return reader.choose("", "", "None", chosen).milliseconds


@contextmanager
def watched(script: str = "app.py", **settings: str) -> Iterator[Served]:
    """A started server whose work can be watched."""
    before = _children()
    with running(script, **settings) as address:
        (pid,) = _children() - before
        yield Served(address, pid)


def _children() -> set[int]:
    return {int(pid) for pid in Path("/proc/thread-self/children").read_text().split()}


def counts() -> tuple[int, ...]:
    """How many are to read at once: COUNTS, or the numbers in the environment's VIEWERS."""
    return tuple(map(int, os.environ.get("VIEWERS", "").split())) or COUNTS


def measured() -> list[Line]:
    """The lines: the slowest switches of so many at once, warm and after a start, and what sessions leave in memory."""
    from tests.bench import waves

    place = home(ROOT / "bench" / "homes", SMALL)
    with (
        watched(PETA_HOME=str(place)) as app,
        watched("tests/bench/floors/tuned.py") as tuned,
    ):
        warm(app.address)
        found = [line for viewers in counts() for line in under_load(app, tuned, viewers)]
    return [*found, *waves.measured(place)]


def under_load(app: Served, tuned: Served, viewers: int) -> list[Line]:
    """The line of so many at once, where there is a limit for them; what they and readers of the floor page got is said."""
    own = loaded(app, viewers, SECONDS, on_the_map)
    floor = loaded(tuned, viewers, FLOOR_SECONDS, on_the_floor)
    print(told("app", own), told("floor", floor), sep="\n", flush=True)
    most = MOST_MS.get(viewers)
    if most is None:
        return []
    against = f"limit {most} ms, floor {floor.p95:.0f} ms"
    return [line(f"{viewers} viewers, switch p95", own.p95, "ms", against, own.p95 / most, 1.0)]


def told(name: str, load: Load) -> str:
    """What was measured, in words."""
    return (
        f"{load.viewers} viewers, {name}: switch p50 {load.p50:.0f} ms, p95 {load.p95:.0f} ms, slowest {max(load.switches):.0f} ms, "
        f"{len(load.taken)} answers, server CPU {load.worked / load.seconds:.2f}, {load.each:.1f} ms an answer"
    )
