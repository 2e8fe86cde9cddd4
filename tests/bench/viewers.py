"""Many readers at once, each over a websocket of its own: what each waits for while the others ask too.

A reader opens the simulated map, then asks for something every 2 to 6 s: most often another indicator, else a
region by its address or a page of work. One process serves them all, and has shown everything once before.
"""

from __future__ import annotations

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

VIEWERS, SECONDS, MOST_MS, SEED = 25, 75.0, 300, 9
PAUSE = (2.0, 6.0)
MAP, INDICATOR = "data=simulasi", "w_indicator"
REGIONS = ("16.71", "16.06", "35.16", "35.76")
FLOOR_OPTIONS = ("satu", "dua", "tiga", "empat")
# What a reader does next: given its session and its own dice, milliseconds of a switch or None for anything else.
Act = Callable[[Reader, Random], float | None]


@dataclass(frozen=True)
class Load:
    """What the readers got: milliseconds of each switch, how many answers of any kind, the server's share of a core."""

    switches: list[float]
    answers: int
    share: float

    @property
    def p50(self) -> float:
        """Half of the switches took no longer."""
        return median(self.switches)

    @property
    def p95(self) -> float:
        """All but one in twenty of the switches took no longer."""
        return quantiles(self.switches, n=20)[-1]


@dataclass(frozen=True)
class Served:
    """A server's address and the number of its process."""

    address: str
    pid: int

    def worked(self) -> float:
        """Seconds that it has computed so far, as the system counts them."""
        # The clock of a process that Linux makes of its number: to the nanosecond, where /proc counts hundredths.
        return time.clock_gettime((~self.pid << 3) | 2)


class Map:
    """One reader of the app, who is on the map or on a page of work."""

    def __init__(self) -> None:
        self._query: str | None = MAP

    def act(self, reader: Reader, dice: Random) -> float | None:
        """Another indicator (60 %), a region by its address (20 %) or a page of work (20 %)."""
        thrown = dice.random()
        if thrown < 0.6:
            return self._switch(reader, dice)
        if thrown < 0.8:
            self._show(reader, f"{MAP}&wilayah={dice.choice(REGIONS)}")
        else:
            page = dice.choice(list(PAGES))
            reader.open(page, BASE + PAGES[page])
            self._query = None
        return None

    def _show(self, reader: Reader, query: str) -> None:
        reader.open("", query)
        self._query = query

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
        for query in (MAP, *(f"{MAP}&wilayah={region}" for region in REGIONS)):
            reader.open("", query)
            for chosen in reader.options(INDICATOR):
                reader.choose("", query, INDICATOR, chosen)
        for page, more in PAGES.items():
            reader.open(page, BASE + more)


def loaded(served: Served, seconds: float, reads: Callable[[Reader], Act]) -> Load:
    """All readers at once for so long; `reads` opens the first page for one and says what it does from then on."""
    end = time.monotonic() + seconds

    def read(number: int) -> list[float | None]:
        with Reader(served.address) as reader:
            return list(paced(reader, Random(SEED + number), reads(reader), end))

    before, started = served.worked(), time.monotonic()
    with ThreadPoolExecutor(VIEWERS) as pool:
        taken = [one for found in pool.map(read, range(VIEWERS)) for one in found]
    share = (served.worked() - before) / (time.monotonic() - started)
    return Load([one for one in taken if one is not None], len(taken), share)


def paced(reader: Reader, dice: Random, act: Act, end: float) -> Iterator[float | None]:
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
    return lambda session, dice: floor_switch(session, dice.choice(FLOOR_OPTIONS))


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


def measured() -> list[Line]:
    """The line: the slowest switches of the app, beside those of the floor page under the same load."""
    with watched(PETA_HOME=str(home(ROOT / "bench" / "homes", SMALL))) as app:
        warm(app.address)
        own = loaded(app, SECONDS, on_the_map)
    with watched("tests/bench/floors/tuned.py") as tuned:
        floor = loaded(tuned, SECONDS / 2, on_the_floor)
    print(told("app", own), told("floor", floor), sep="\n")
    against = f"limit {MOST_MS} ms, floor {floor.p95:.0f} ms"
    return [line(f"{VIEWERS} viewers, switch p95", own.p95, "ms", against, own.p95 / MOST_MS, 1.0)]


def told(name: str, load: Load) -> str:
    """What was measured, in words."""
    return (
        f"{VIEWERS} viewers, {name}: switch p50 {load.p50:.0f} ms, p95 {load.p95:.0f} ms, "
        f"{load.answers} answers, server CPU {load.share:.2f}"
    )
