"""Readers of two processes behind HAProxy on this computer, each signed in and with a balancer's cookie of their own.

It needs haproxy and openssl, and says so in one line where they are not: those who have not run a server need neither.
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier

from tests.bench.asking import Reader
from tests.bench.lines import Line, line
from tests.bench.sizes import SMALL, home
from tests.bench.viewers import MAP, SECONDS, SEED, Load, Map, Served, Taken, paced, told, warm_up
from tests.browser.driver import ROOT
from tests.room.files import with_people
from tests.room.standing import Room, signed_in, standing, tools

COUNTS, MOST_MS = (100, 200), {100: 300, 200: 800}


def measured() -> list[Line]:
    """The lines: the slowest switches of so many, both processes warm."""
    if lacking := tools():
        print(f"bench room skipped: {' and '.join(lacking)} missing; apt-get install {' '.join(lacking)}")
        return []
    place = Path(home(ROOT / "bench" / "homes", SMALL))
    with_people(place)
    with tempfile.TemporaryDirectory() as folder, standing(Path(folder), place) as room:
        cookie = signed_in(room.address)
        for process in ("satu", "dua"):
            with Reader(room.address, f"{cookie}; peta_proses={process}") as reader:
                warm_up(reader)
        return [_line(_loaded(room, cookie, viewers)) for viewers in COUNTS]


def _line(load: Load) -> Line:
    print(told("two processes behind HAProxy", load), flush=True)
    most = MOST_MS[load.viewers]
    return line(
        f"{load.viewers} viewers, two processes, switch p95",
        load.p95,
        "ms",
        f"limit {most} ms",
        load.p95 / most,
        1.0,
    )


def _loaded(room: Room, cookie: str, viewers: int) -> Load:
    """So many at once, from when all have their first page; whoever gets no answer fails the whole."""
    served = [Served(one.address, one.running.pid) for one in room.processes]
    began: list[tuple[float, float]] = []

    def begin() -> None:
        began.append((time.monotonic(), sum(one.worked() for one in served)))

    all_there = Barrier(viewers, action=begin)

    def read(number: int) -> list[Taken]:
        with Reader(room.address, cookie) as reader:
            reader.open("", MAP)
            all_there.wait(300)
            return list(paced(reader, Random(SEED + number), Map().act, began[0][0] + SECONDS))

    with ThreadPoolExecutor(viewers) as pool:
        taken = [one for found in pool.map(read, range(viewers)) for one in found]
    ((started, before),) = began
    return Load(viewers, taken, sum(one.worked() for one in served) - before, time.monotonic() - started)
