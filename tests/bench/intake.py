"""A branch's long list: read and checked, against the bare read by the same library in the same run.

The bare read only turns the sheet into Python's lists; intake finds the table, reads every cell as what it means, and
holds it against the register. In a process of its own, so that its memory is nobody else's.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

import python_calamine as calamine

from data.intake import Desk, check
from data.settings import data_folder
from data.tables import load_facts
from tests.bench.lines import Line, line
from tests.data.intake import large

ROWS, ROUNDS = 100_000, 5
LIMIT, MOST_BYTES, MOST_SECONDS = 2.5, 1_000_000_000, 20


def bare(content: bytes) -> float:
    """Seconds for the cells alone."""
    started = time.perf_counter()
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    taken = time.perf_counter() - started
    assert len(rows) > ROWS
    return taken


def checked(content: bytes, desk: Desk) -> float:
    """Seconds until everything is read and checked."""
    started = time.perf_counter()
    report = check(content, "iuran.xlsx", desk)
    taken = time.perf_counter() - started
    assert len(report.ready("contributions")) == ROWS and not report.findings.errors
    return taken


def rounds(path: str) -> tuple[list[float], list[float], int]:
    """Seconds of each round, bare and checked in turn, and the peak of memory in bytes; the first round warms up."""
    content = Path(path).read_bytes()
    desk = Desk(large.OFFICE, large.TODAY, large.register(), load_facts(data_folder()))
    pairs = [(bare(content), checked(content, desk)) for _ in range(ROUNDS + 1)][1:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return [one for one, _ in pairs], [one for _, one in pairs], peak


def measured() -> list[Line]:
    """The lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "iuran.xlsx"
        path.write_bytes(large.workbook(ROWS))
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            plain, whole, peak = pool.apply(rounds, (str(path),))
    ratio = median(own / floor for own, floor in zip(whole, plain, strict=True))
    name = f"intake, {ROWS:,} rows read and checked"
    return [
        line(
            name, 1000 * median(whole), "ms", f"calamine alone, {1000 * median(plain):.0f} ms", ratio, LIMIT
        ),
        line(
            f"{name}, peak of memory",
            peak / 1e6,
            "MB",
            f"limit {MOST_BYTES / 1e6:.0f} MB",
            peak / MOST_BYTES,
            1.0,
        ),
        line(f"{name}, longest", max(whole), "s", f"limit {MOST_SECONDS} s", max(whole) / MOST_SECONDS, 1.0),
    ]
