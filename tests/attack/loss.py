"""What the guard keeps: the share of cells that are shown, and of employers behind them; and how long a month takes."""

from __future__ import annotations

import time
from collections.abc import Iterator

from data import law
from data.access import PUBLIK, Slice, guarded
from data.indicators import left_out
from data.queries import Reading
from tests.attack.small import Judge
from tests.attack.told import Form, Told, cube_of, ledger_indicators

MOST_SECONDS = 0.5
_OBLIGED = Form(frozenset(("wajib",)))


def kept(told: Told, judge: Judge) -> Iterator[str]:
    """A line for each fixed table: of how many numbers it is, what share is shown, of numbers and of employers behind."""
    sums: dict[str, list[float]] = {}
    weights = {place: judge.sum_of(place, _OBLIGED) for place in told.level}
    for place, form in {**dict.fromkeys(told.shown), **dict.fromkeys(told.hidden)}:
        is_shown = (place, form) in told.shown
        if is_shown and not told.shown[place, form]:
            continue  # nobody is there, or nothing: no loss and no merit
        row = sums.setdefault(told.level[place], [0, 0, 0, 0])
        row[0] += 1
        row[1] += is_shown
        row[2] += weights[place]
        row[3] += weights[place] * is_shown
    for level, (cells, shown, employers, seen) in sorted(sums.items()):
        behind = f"{seen / employers:6.1%}" if employers else "     -"
        yield f"{level:20} {int(cells):6} numbers, shown {shown / cells:6.1%}, of employers behind {behind}"


def guard_seconds(reading: Reading, month: str) -> float:
    """Seconds of a core that it takes to guard a month by all rules, from the cube in memory, when nothing is kept yet."""
    cube, regions = cube_of(reading.release, month), reading.facts.regions
    name, started = ("timed", time.monotonic()), time.process_time()
    for indicator in ledger_indicators():
        assert indicator.disclosure is not None
        counted = (*indicator.above, *indicator.minus, *indicator.below, *left_out(indicator))
        what, limits = Slice(month, "region"), law.at(month)
        guarded(PUBLIK, cube, regions, what, indicator.disclosure, limits, measures=counted, release=name)
    return time.process_time() - started
