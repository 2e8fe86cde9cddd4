"""Many readers after a start, and what many sessions leave in memory: the release is there, and nothing was shown yet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from statistics import median, quantiles
from threading import Barrier

from tests.bench.asking import Reader
from tests.bench.lines import Line, line
from tests.bench.viewers import MAP, SEED, Act, Served, Taken, loaded, on_the_map, watched

VIEWERS, MINUTE, MOST_P95, MOST_MS = 50, 60.0, 1_000, 3_000
WAVES, SESSIONS, ANSWERS, MOST_GROWTH, MOST_MB = 3, 200, 6, 1.05, 1_000


def measured(place: Path) -> list[Line]:
    """The lines of the first minute of a server on this home, and of its memory after waves of sessions."""
    with watched(PETA_HOME=str(place)) as app:
        first = first_minute(app)
        sizes = [wave(app, number) for number in range(WAVES)]
    print("memory after each wave of sessions, MB:", *(f"{size:.0f}" for size in sizes), flush=True)
    grown = sizes[-1] / sizes[0]
    return [
        *first,
        line(
            f"memory after {WAVES} waves, against the first",
            sizes[-1],
            "MB",
            f"{sizes[0]:.0f} MB",
            grown,
            MOST_GROWTH,
        ),
        line(
            f"memory after {WAVES} waves of {SESSIONS} sessions",
            sizes[-1],
            "MB",
            f"limit {MOST_MB} MB",
            sizes[-1] / MOST_MB,
            1.0,
        ),
    ]


def first_minute(app: Served) -> list[Line]:
    """The lines of what readers wait for who all come at once, the first page of each among it."""
    opened: list[Taken] = []

    def reads(reader: Reader) -> Act:
        opened.append((reader.open("", MAP).milliseconds, False))
        return on_the_map(reader)

    load = loaded(app, VIEWERS, MINUTE, reads)
    every = [milliseconds for milliseconds, _ in (*opened, *load.taken)]
    p95, slowest = quantiles(every, n=20)[-1], max(every)
    print(
        f"first minute, {VIEWERS} viewers: p50 {median(every):.0f} ms, p95 {p95:.0f} ms, slowest {slowest:.0f} ms; "
        f"first page p50 {median(one for one, _ in opened):.0f}, slowest {max(opened)[0]:.0f} ms; {len(every)} answers",
        flush=True,
    )
    return [
        line(f"first minute, {VIEWERS} viewers, p95", p95, "ms", f"limit {MOST_P95} ms", p95 / MOST_P95, 1.0),
        line(
            f"first minute, {VIEWERS} viewers, slowest",
            slowest,
            "ms",
            f"limit {MOST_MS} ms",
            slowest / MOST_MS,
            1.0,
        ),
    ]


def wave(app: Served, number: int) -> float:
    """Megabytes of the server after so many sessions, all open at once, have asked for some answers and gone."""
    together = Barrier(SESSIONS)

    def read(who: int) -> None:
        dice = Random(SEED + 1_000 * number + who)
        with Reader(app.address) as reader:
            act = on_the_map(reader)
            together.wait()
            for _ in range(ANSWERS):
                act(reader, dice)

    with ThreadPoolExecutor(SESSIONS) as pool:
        list(pool.map(read, range(SESSIONS)))
    return app.megabytes()
