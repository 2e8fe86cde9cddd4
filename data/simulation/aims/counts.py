"""How many employers each region is to have, from the published counts: what each one counts, of where, and when.

A count is met by its own definition and area, and the latest of those that cover a region wins:

    registered      employers that are registered at the end of the window
    active          of these, the ones that owe no more months than the law's `active_until_months`
    unregistered    employers that must register and have not (PWBD)
    obliged         both: all that must take part and are known

Where nobody counted, a region has as many workers an employer as the counted regions of its area, and a share of
unregistered ones that is assumed. Which regions a branch's count is of, its source rarely says: it stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from data.simulation.aims.targets import RegionTargets
from data.simulation.days import Ints, ints
from data.simulation.dice import shared_out
from data.simulation.regions import Regions
from data.tables import Facts

REGISTERED, ACTIVE, UNREGISTERED, OBLIGED = "registered", "active", "unregistered", "obliged"
_ACTIVE_SHARE = 940  # per thousand of the registered, about what the habits of payment come to
_USUAL_MEAN = 40  # workers an employer, where no region of the area was counted


@dataclass(frozen=True)
class Count:
    """A published count: the `figure` it stands in, what it counts and the codes of the regions it is of.

    The number is the figure's value, or its `numerator` where the figure is a share.
    """

    figure: str
    what: str
    regions: tuple[str, ...]
    numerator: bool = False

    def value(self, facts: Facts) -> int | None:
        """The number, None where the published figures (any more) lack it."""
        rows = facts.figures[facts.figures["id"] == self.figure]
        cell = rows["numerator" if self.numerator else "value"]
        return None if rows.empty or cell.isna().iloc[0] else int(cell.iloc[0])


# Left out, each because a later count covers it: 179 firms of Kab. Pekalongan (2016) by the 4,455 of both Pekalongan;
# 8,236 employers of Sumatera Selatan (2017; A003 less its projects) by the 8,560 and more of a part of it.
COUNTS = (
    Count("A193", REGISTERED, ("16.71", "16.02", "16.10")),
    Count("A191", ACTIVE, ("16.71", "16.02", "16.07", "16.06")),
    Count("A069", REGISTERED, ("16.05",)),
    Count("A232", REGISTERED, ("16.04", "16.72")),
    Count("A221", REGISTERED, ("33.75", "33.26")),
    Count("A121", UNREGISTERED, ("33.26",), numerator=True),
    Count("A109", REGISTERED, ("33.25",)),
    Count("A114", UNREGISTERED, ("33.25",)),
    Count("A173", OBLIGED, ("35.76",)),
    Count("A184", REGISTERED, ("35.16", "35.76")),
)


@dataclass(frozen=True)
class EmployerCounts:
    """Of each region how many employers are to be registered, and how many to have stayed away.

    registered_by, unregistered_by: the ids of the figures that say so, "" where it is assumed.
    """

    registered: Ints
    unregistered: Ints
    registered_by: list[str]
    unregistered_by: list[str]

    @property
    def obliged(self) -> Ints:
        """All that must take part and are known."""
        return self.registered + self.unregistered


def employer_counts(facts: Facts, regions: Regions, targets: Sequence[RegionTargets]) -> EmployerCounts:
    """The counts of the regions, in the order of `regions`, from COUNTS and the `targets` of workers."""
    known = [(count, value) for count in COUNTS if (value := count.value(facts)) is not None]
    known = [(count, value) for count, value in known if set(count.regions) <= set(regions.code)]
    workers = ints([target.pu_active.value for target in targets])
    away = ints([target.unregistered.value for target in targets])
    registered = np.zeros(len(regions), dtype=np.int64)
    for kind in (OBLIGED, REGISTERED, ACTIVE):  # the narrower first, so that the wider has the rest to give
        for count, value in known:
            if count.what == kind:
                rows = [regions.code.index(code) for code in count.regions]
                _meet(registered, rows, _as_registered(kind, value, int(away[rows[0]])), workers)
    registered = _filled(registered, regions, workers)
    unregistered = registered * away // np.maximum(1000 - away, 1)
    for count, value in known:
        if count.what == UNREGISTERED:
            unregistered[regions.code.index(count.regions[0])] = value
    counted = [count for count, _ in known]
    return EmployerCounts(
        registered,
        unregistered,
        [_ids(counted, code, (OBLIGED, REGISTERED, ACTIVE)) for code in regions.code],
        [
            _ids(counted, code, (UNREGISTERED,)) or target.unregistered.figures
            for code, target in zip(regions.code, targets, strict=True)
        ],
    )


def _ids(counted: Sequence[Count], code: str, kinds: Collection[str]) -> str:
    return " ".join(count.figure for count in counted if code in count.regions and count.what in kinds)


def _as_registered(kind: str, value: int, away: int) -> int:
    """A count in registered employers: of the obliged those that did not stay away, of the active all behind them."""
    if kind == OBLIGED:
        return value * (1000 - away) // 1000
    return value * 1000 // _ACTIVE_SHARE if kind == ACTIVE else value


def _meet(registered: Ints, rows: list[int], value: int, workers: Ints) -> None:
    """Share among the regions that have no count yet what the others leave of `value`, by their `workers`."""
    missing = [row for row in rows if registered[row] == 0]
    rest = max(value - int(registered[rows].sum()), len(missing))
    registered[missing] = shared_out(rest, workers[missing])


def _filled(registered: Ints, regions: Regions, workers: Ints) -> Ints:
    """Where nobody counted: as many workers an employer as in the counted regions of the area."""
    areas = np.array(regions.area)
    for area in sorted(set(regions.area)):
        counted = (areas == area) & (registered > 0)
        employers = int(registered[counted].sum())
        people = int(workers[counted].sum()) if employers else _USUAL_MEAN
        missing = (areas == area) & ~counted
        registered[missing] = np.maximum(workers[missing] * max(employers, 1) // max(people, 1), 1)
    return registered
