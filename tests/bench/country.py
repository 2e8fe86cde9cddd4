"""The cube of a country: 60 million employer-months in bounded memory, on a release as large as the simulation makes it.

`python -m tests.bench country` makes the release (some minutes, a few GB) in bench/country, once; the cube is
worked out in a process of its own, whose peak of memory the operating system tells.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from data.ledger.engines import DuckDB
from data.ledger.run import Run
from data.simulation.plan import Plan
from data.store.store import SIMULATED, Store
from tests.bench.ledger import Made
from tests.bench.lines import Line, line

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "bench" / "country"
WANTED = 60_000_000
# As many months as there are known laws for.
COUNTRY = Plan(employers=1_300_000, months=56)
MEMORY_GB = 8


def released(folder: Path) -> Made:
    """The release of the whole country, made if it is not there."""
    found = Store(folder, SIMULATED).release()
    return Made(COUNTRY, folder, release=found)


def cube(folder: Path) -> dict[str, float]:
    """Work the cube out and count its cells, month by month, without keeping them; what it took."""
    made = released(folder)
    size = made.employer_months
    started = time.perf_counter()
    run = Run(DuckDB(made.release.root), made.files, made.given, COUNTRY.first_index, COUNTRY.last_index)
    cells = wajib = 0
    for part in run.cells(COUNTRY.employers):
        cells, wajib = cells + part.num_rows, wajib + sum(part["wajib"].to_pylist())
    return {
        "seconds": time.perf_counter() - started,
        "employer_months": size,
        "cells": cells,
        "wajib": wajib,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def measured() -> list[Line]:
    """The lines: as many employer-months as were asked for, and the peak of memory; rows per second in the name."""
    released(PLACE)
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.country"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found = json.loads(told.stdout)
    size, speed = int(found["employer_months"]), found["employer_months"] / found["seconds"]
    return [
        line(
            "country: employer-months", size / 1e6, "M", f"at least {WANTED / 1e6:.0f} M", WANTED / size, 1.0
        ),
        line(
            f"country: peak memory, {speed:,.0f} employer-months a second",
            found["peak_gb"],
            "GB",
            f"limit {MEMORY_GB} GB",
            found["peak_gb"] / MEMORY_GB,
            1.0,
        ),
    ]


if __name__ == "__main__":
    print(json.dumps(cube(PLACE)))
