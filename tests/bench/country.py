"""A country: 514 regions, 256 branches, a million employers over all months whose law is known, 56 in October 2026.

`python -m tests.bench country` makes the data folder and the release (a quarter of an hour, 4 GB) in bench/country, once.
Then it works the cube out, publishes one more month and undoes it, each in a process of its own whose peak of memory the
operating system tells, and asks the started app: the first look at months that the process beside it has laid out, as a
steward, as the public and as a regional office, pages that were seen before, and a switch of the indicator in Chromium beside the floor pages.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from data.ledger import DuckDB
from data.ledger.publishing import publish, release_run
from data.settings import environment
from data.store import SIMULATED, Change, Store
from data.tables import load_facts
from tests.bench import measure
from tests.bench.asking import Reader
from tests.bench.cpu import WORK
from tests.bench.lines import Line, line
from tests.bench.nation import HOME, MONTH, PLACE, made, month_after
from tests.bench.pages import ROUNDS, floors, held
from tests.bench.tasks import OFFICE
from tests.bench.viewers import MAP, Served, watched
from tests.browser.driver import chromium

WANTED = 50_000_000
MEMORY = "2GB"  # PETA_MEMORY of everything here
MOST_GB, MOST_PUBLISH_S, MOST_FIRST_MS, MOST_OPEN_MS = 4, 60, 1_000, 60
PAGES = ("", *WORK, OFFICE)
# Seconds: what is worked out after a start pauses for twice as long as one indicator took.
PAUSE = 25
# The months that are looked at, counted from the newest, and how many are waited for: pages tell of a year before them.
# How many times a page is opened again.
# One month more is waited for than is told of: what others have is worked out after what the public is not shown of it.
LOOKED_AT, LAID_OUT, AGAIN = slice(2, 4), 18, 7
KANWIL = "Kanwil Sumbagsel"


def cube() -> dict[str, float]:
    """Work the cube out and count what is in its cells, some months after the other, without keeping them."""
    release = Store(HOME, SIMULATED).release()
    assert release is not None
    run = release_run(release, load_facts(PLACE), DuckDB(release.root))
    employers, obliged = release.dataset("employers").count_rows(), 0
    for part in run.cells(employers):
        obliged += sum(part["wajib"].to_pylist())
    return {"employer_months": obliged}


def one_month() -> dict[str, float]:
    """Publish one more month with the cube that follows."""
    store = Store(HOME, SIMULATED)
    changes = {"contributions": Change("append", month_after())}
    publish(store, changes, facts=load_facts(PLACE), title="bench", role="pengelola", keep=False)
    return {}


def measured() -> list[Line]:
    """All lines of a country."""
    made()
    return [*_whole_cube(), *_publishing(), *_in_use()]


def _whole_cube() -> list[Line]:
    found = _aside("cube")
    size, speed = found["employer_months"], found["employer_months"] / found["seconds"]
    return [
        line(
            "country: employer-months", size / 1e6, "M", f"at least {WANTED / 1e6:.0f} M", WANTED / size, 1.0
        ),
        _at_most(
            f"country: cube, peak memory, {speed:,.0f} employer-months a second", found["gb"], "GB", MOST_GB
        ),
    ]


def _publishing() -> list[Line]:
    Store(HOME, SIMULATED).return_to(
        1, role="pengelola"
    )  # of which an earlier run has published the month too
    found = _aside("one_month")
    return [
        _at_most(f"country: publish {MONTH}", found["seconds"], "s", MOST_PUBLISH_S),
        _at_most("country: publish, peak memory", found["gb"], "GB", MOST_GB),
    ]


def _in_use() -> list[Line]:
    with tempfile.TemporaryDirectory() as spill:
        settings = {
            "PETA_HOME": str(HOME),
            "PETA_DATA": str(PLACE),
            "PETA_MEMORY": MEMORY,
            "PETA_SPILL": spill,
        }
        with watched(**settings) as app, floors() as below, chromium() as browser:
            found = _asked(app, Path(spill))
            address = f"{app.address}/?{MAP}"
            switches, _ = measure.switches(browser, {**below, "country": address}, ROUNDS)
            taken = {key: [one.milliseconds for one in some] for key, some in switches.items()}
            return [
                *found,
                held("country: indicator switch", "country", taken, 1.3),
                _at_most("country: memory of the server", app.megabytes() / 1000, "GB", MOST_GB),
            ]


def _asked(app: Served, spill: Path) -> list[Line]:
    """What a steward waits for at the first look at a month, by page, and when a page is opened again; what the public does."""
    months = list(reversed(Store(HOME, SIMULATED).release().months))  # type: ignore[union-attr]
    first: dict[str, list[float]] = {}
    again: dict[str, list[float]] = {}
    with Reader(app.address) as deputy:  # so that it is worked out for those who look for these offices, too
        deputy.open("", MAP)
        deputy.open("", MAP, w_viewer=KANWIL)
    with Reader(app.address) as reader:
        reader.open("", MAP)
        reader.open("", MAP, w_viewer="Pengelola data")
        _until(lambda: len(list(spill.glob("*/bulan-*/*/cells-*.arrow"))) >= LAID_OUT)
        _until(lambda: _is_idle(app))
        looked_at = months[LOOKED_AT]
        for month in looked_at:
            for page in PAGES:
                asked = f"{MAP}&per={month}"
                first.setdefault(page, []).append(reader.open(page, asked).milliseconds)
                again.setdefault(page, []).extend(reader.open(page, asked).milliseconds for _ in range(AGAIN))
    return [
        *(
            _at_most(f"country: first look, {page or 'map'}", max(some), "ms", MOST_FIRST_MS)
            for page, some in first.items()
        ),
        *(
            _at_most(f"country: open {page or 'map'}", median(some), "ms", MOST_OPEN_MS)
            for page, some in again.items()
        ),
        *_first_looks(app.address, looked_at, "Publik: angka gabungan saja", "the public"),
        *_first_looks(app.address, looked_at, KANWIL, "a regional office"),
    ]


def _first_looks(address: str, months: list[str], role: str, called: str) -> list[Line]:
    """What a role waits for at its first look at each of these months, of which all that it is not shown lies aside."""
    first: dict[str, list[float]] = {}
    with Reader(address) as reader:
        reader.open("", MAP)
        reader.open("", MAP, w_viewer=role)
        for month in months:
            for page in PAGES:
                first.setdefault(page, []).append(reader.open(page, f"{MAP}&per={month}").milliseconds)
    return [
        _at_most(f"country: first look as {called}, {page or 'map'}", max(some), "ms", MOST_FIRST_MS)
        for page, some in first.items()
    ]


def _aside(work: str) -> dict[str, float]:
    """What a function of this module tells, run in a process of its own, with its seconds and its peak of memory."""
    asked = [sys.executable, "-m", "tests.bench.country", work]
    told = subprocess.run(
        asked, env=environment(PETA_MEMORY=MEMORY), check=True, capture_output=True, text=True
    )
    return dict(json.loads(told.stdout))


def _is_idle(app: Served) -> bool:
    """Whether what is worked out at a start is done: the server computes next to nothing, for longer than it pauses."""
    before = app.worked()
    time.sleep(PAUSE)
    return app.worked() - before < 0.5


def _until(there: Callable[[], bool], most: float = 1_200) -> None:
    end = time.monotonic() + most
    while not there():
        if time.monotonic() > end:
            raise TimeoutError(f"not there after {most:.0f} s")
        time.sleep(2)


def _at_most(name: str, value: float, unit: str, limit: float) -> Line:
    return line(name, value, unit, f"limit {limit} {unit}", value / limit, 1.0)


if __name__ == "__main__":
    started = time.perf_counter()
    found = {"cube": cube, "one_month": one_month}[sys.argv[1]]()
    taken = {
        "seconds": time.perf_counter() - started,
        "gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    print(json.dumps(found | taken))
