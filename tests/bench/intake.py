"""A branch's long list: read, checked, rehearsed and published, against the bare read by the same library.

The bare read only turns the sheet into Python's lists; intake finds the table, reads every cell as what it means,
holds it against the register, and lays it over what is published. In a process of its own, so that its memory is
nobody else's.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import python_calamine as calamine

from data.access import Viewer
from data.intake import Desk, Report, check, publish, published_details, register_of_release, rehearse
from data.store import Store
from tests.bench.lines import Line, line
from tests.data.intake import large
from tests.facts import FACTS

ROWS, ROUNDS = 100_000, 5
LIMIT, MOST_BYTES, MOST_SECONDS, MOST_TO_PUBLISH, MOST_SILENT = 2.5, 1_000_000_000, 20, 15, 1.0


@dataclass(frozen=True)
class Taken:
    """Seconds of each round, in turn, the longest silence of any, seconds of publishing, and the peak of bytes."""

    plain: list[float]
    checked: list[float]
    whole: list[float]
    silent: float
    published: float
    peak: int


def bare(content: bytes) -> float:
    """Seconds for the cells alone."""
    started = time.perf_counter()
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    taken = time.perf_counter() - started
    assert len(rows) > ROWS
    return taken


def brought(content: bytes, desk: Desk, store: Store) -> tuple[tuple[float, float, float], Report]:
    """Seconds until everything is checked, until it is rehearsed, and the longest time in which nothing was told."""
    told = [time.perf_counter()]
    report = check(content, "iuran.xlsx", desk, progress=lambda done, words: told.append(time.perf_counter()))
    told.append(time.perf_counter())
    rehearsal = rehearse(report, store.release(), large.OFFICE, FACTS)
    ended = time.perf_counter()
    assert len(rehearsal.tables["contributions"].new) == ROWS and not report.findings.errors
    return (told[-1] - told[0], ended - told[0], max(b - a for a, b in pairwise(told))), report


def published(report: Report, store: Store) -> float:
    """Seconds to publish what was brought, with its cube."""
    started = time.perf_counter()
    rehearsal = rehearse(report, store.release(), large.OFFICE, FACTS)
    details = published_details(report, "00", large.OFFICE, "cabang")
    publish(
        store,
        rehearsal,
        embedded=FACTS,
        title="iuran",
        viewer=Viewer("cabang", {large.OFFICE}),
        details=details,
    )
    return time.perf_counter() - started


def rounds(path: str, home: str) -> Taken:
    """All rounds, bare and whole in turn; the first one warms up, and what the last one brought is published."""
    content, store = Path(path).read_bytes(), large.published(Path(home))
    desk = Desk(large.OFFICE, large.TODAY, register_of_release(store.release()), FACTS)
    plain, own, report = [], [], None
    for _ in range(ROUNDS + 1):
        report = None  # as on the page, where one file is open at a time
        plain.append(bare(content))
        taken, report = brought(content, desk, store)
        own.append(taken)
    assert report is not None
    checked, whole, silent = zip(*own[1:], strict=True)
    seconds = published(report, store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Taken(plain[1:], list(checked), list(whole), max(silent), seconds, peak)


def measured() -> list[Line]:
    """The lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "iuran.xlsx"
        path.write_bytes(large.workbook(ROWS))
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            taken = pool.apply(rounds, (str(path), folder))
    name, floor = f"intake, {ROWS:,} rows", f"calamine alone, {1000 * median(taken.plain):.0f} ms"
    checked, whole = (
        median(own / plain for own, plain in zip(seconds, taken.plain, strict=True))
        for seconds in (taken.checked, taken.whole)
    )
    peak, published = taken.peak / MOST_BYTES, taken.published / MOST_TO_PUBLISH
    return [
        line(f"{name} read and checked", 1000 * median(taken.checked), "ms", floor, checked, LIMIT),
        line(f"{name} and rehearsed as well", 1000 * median(taken.whole), "ms", floor, whole, LIMIT),
        line(
            f"{name}, longest",
            max(taken.whole),
            "s",
            f"{MOST_SECONDS} s",
            max(taken.whole) / MOST_SECONDS,
            1.0,
        ),
        line(
            f"{name}, longest silence", taken.silent, "s", f"{MOST_SILENT} s", taken.silent / MOST_SILENT, 1.0
        ),
        line(
            f"{name}, published with the cube", taken.published, "s", f"{MOST_TO_PUBLISH} s", published, 1.0
        ),
        line(f"{name}, peak of memory", taken.peak / 1e6, "MB", f"{MOST_BYTES / 1e6:.0f} MB", peak, 1.0),
    ]
