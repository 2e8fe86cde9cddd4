"""What has become of a reader's own employers since it looked last: who is new in arrears, who has paid up, who owes more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data.indicators import definitions
from data.queries import EmployerList, Reading, Where, own_employers
from data.visits.visit import Look


@dataclass(frozen=True)
class Moved:
    """An employer by list number and name, and what it owed then and owes now, in rupiah."""

    employer: str
    name: str
    was: int
    now: int


@dataclass(frozen=True)
class Since:
    """Between the ends of two months: employers that are new in arrears, have paid up, or owe more, the most first.

    `month` and `release` are those that were looked at, as they were told then. Who owes less, who closed while it
    owed, and who is no longer this reader's is in none of the three.
    """

    release: int
    month: str
    new: tuple[Moved, ...] = ()
    paid: tuple[Moved, ...] = ()
    worse: tuple[Moved, ...] = ()


@lru_cache(maxsize=64)
def since_last_look(
    reading: Reading, where: Where, looked: Look, then: Reading | None = None
) -> Since | None:
    """What has changed in a place from the month looked at to the newest of the reading.

    `then` reads the release that was looked at; without it what this release says of that month is compared. None
    where there is no such month any more. Regions of which either month has not come are left out. Raises NotAllowed.
    """
    old, month = then or reading, reading.months[-1]
    if looked.month not in old.months:
        return None
    if (old.release.number, looked.month) == (reading.release.number, month):
        return Since(old.release.number, month)
    regions = _known_in_both((old, looked.month), (reading, month))
    here, everywhere = _narrowed(where, regions), _narrowed(Where(), regions)
    was, owes = _owing(_standing(old, looked.month, everywhere)), _standing(reading, month, everywhere)
    now = _owing(owes)
    then_here = set(_owing(_standing(old, looked.month, here)).index)
    now_here = list(_owing(_standing(reading, month, here)).index)
    # Whoever closed while it owed is no longer in arrears, but has not paid.
    settled = then_here - set(owes.loc[owes["outstanding"] > 0, "employer"])
    names = own_employers(reading, sorted(settled.union(now_here)), month)["name"]
    new = [employer for employer in now_here if employer not in was]
    worse = [employer for employer in now_here if now[employer] > was.get(employer, now[employer])]
    found = [_moved(group, names, was, now) for group in (new, settled, worse)]
    return Since(old.release.number, looked.month, *found)


def _known_in_both(*months: tuple[Reading, str]) -> frozenset[str] | None:
    """The regions of which each of the months has come; None is all."""
    counted = [reading.counted(definitions()["employers_obliged"], month) for reading, month in months]
    known = [regions for regions in counted if regions is not None]
    return frozenset.intersection(*known) if known else None


def _narrowed(where: Where, regions: frozenset[str] | None) -> Where:
    if regions is None:
        return where
    inside = regions if where.regions is None else regions.intersection(where.regions)
    return replace(where, regions=tuple(sorted(inside)))


@lru_cache(maxsize=16)
def _standing(reading: Reading, month: str, where: Where) -> pd.DataFrame:
    """Kept, so that an older release is opened once for what was looked at."""
    return EmployerList(reading, month).standing(where)


def _owing(rows: pd.DataFrame) -> pd.Series:
    """Rupiah by the list number of those that are in arrears."""
    owing = rows[rows["in_arrears"] == 1]
    return owing.set_index("employer")["outstanding"]


def _moved(employers: Iterable[str], names: pd.Series, was: pd.Series, now: pd.Series) -> tuple[Moved, ...]:
    """Those of the employers that are this reader's, by how far they moved."""
    moved = [
        Moved(employer, str(names[employer]), int(was.get(employer, 0)), int(now.get(employer, 0)))
        for employer in employers
        if employer in names
    ]
    return tuple(sorted(moved, key=lambda one: (-abs(one.now - one.was), one.employer)))
