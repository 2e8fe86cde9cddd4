"""What a warm answer costs the server: seconds that its process computes for it, beside those of the floor page.

A reader asks over the websocket, one question after the other, for what has been shown before. The time that one waits
depends on who else is asking; what the process computes for an answer says how many readers it can serve. The floor
page is asked in the same rounds, in turn with the app.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median

from tests.bench.asking import Reader
from tests.bench.lines import Line, line
from tests.bench.sizes import SMALL, home
from tests.bench.tasks import BASE, OFFICE, PAGES
from tests.bench.viewers import FLOOR_OPTIONS, INDICATOR, MAP, Served, floor_switch, watched
from tests.browser.driver import ROOT

ROUNDS, ANSWERS, OFFICE_ANSWERS = 9, 38, 8
FLOOR, SWITCH = "floor", "indicator switch, ledger"
MOST_SWITCH, MOST_WORK, MOST_OFFICE = 6.0, 8.0, 15.0
# The others of the bench of tasks are about one employer and one case.
WORK = tuple(page for page in PAGES if page not in (OFFICE, "pemberi-kerja", "perkara"))
Ask = Callable[[], object]


def asked(app: Reader, floor: Reader) -> dict[str, tuple[Ask, int]]:
    """What is asked by name, and how many times a round; each call is the next question."""
    indicators, options = cycle(app.options(INDICATOR)), cycle(FLOOR_OPTIONS)
    works = {page: (lambda page=page: app.open(page, BASE), ANSWERS // 2) for page in WORK}
    return {
        FLOOR: (lambda: floor_switch(floor, next(options)), 3 * ANSWERS),
        SWITCH: (lambda: app.choose("", MAP, INDICATOR, next(indicators)), ANSWERS),
        **works,
        OFFICE: (lambda: app.open(OFFICE, BASE), OFFICE_ANSWERS),
    }


def milliseconds(served: Served, ask: Ask, times: int) -> float:
    """What the process computes for one of so many answers."""
    before = served.worked()
    for _ in range(times):
        ask()
    return 1000 * (served.worked() - before) / times


def settled(served: Served, most: float = 120.0) -> None:
    """Wait until the process computes nothing, as it still may after the first answers. Raises TimeoutError."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        before = served.worked()
        time.sleep(1.0)
        if served.worked() - before < 0.02:
            return
    raise TimeoutError(f"the server still computed after {most} s")


def rounds(app: Served, floor: Served) -> Iterator[dict[str, float]]:
    """Milliseconds of computing for an answer, by what was asked; the first round, in which things are new, is left out."""
    with Reader(app.address) as reader, Reader(floor.address) as other:
        other.open("", "")
        reader.open("", MAP)
        reader.open("", MAP, w_viewer="Pengelola data")
        questions = asked(reader, other)
        for number in range(ROUNDS + 1):
            found = {}
            for name, (ask, times) in questions.items():
                if name == SWITCH:
                    reader.open("", MAP)  # back to the map, which is not counted
                if not number:
                    ask()
                    settled(app)
                found[name] = milliseconds(floor if name == FLOOR else app, ask, times)
            if number:
                yield found


def measured() -> list[Line]:
    """A line for the switch, for each page of work and for the page of an office."""
    with (
        watched(PETA_HOME=str(home(ROOT / "bench" / "homes", SMALL))) as app,
        watched("tests/bench/floors/tuned.py") as floor,
    ):
        found = list(rounds(app, floor))
    taken = {name: median(one[name] for one in found) for name in found[0]}
    limits = {SWITCH: MOST_SWITCH, **dict.fromkeys(WORK, MOST_WORK), OFFICE: MOST_OFFICE}
    against = f"floor {taken[FLOOR]:.2f} ms"
    return [
        line(f"CPU of a warm answer, {name}", taken[name], "ms", against, taken[name] / taken[FLOOR], limit)
        for name, limit in limits.items()
    ]
