"""How the regions of a ledger stand to their targets and came there, month by month, as one viewer may see them.

Everything is read by way of guarded values (`data.queries.Reading.values`), so that what is hidden is neither counted
nor added, and a month that is hidden is a month that is not known.

What one more worker of a region would bring in a month is an estimate, from numbers that the viewer is told anyway: what
fell due of the wage earners (PU) in the month, and of the self-employed (BPU) the least rate for each, over those who are
registered and active, so that who is missing is taken to be mixed as who is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from cachetools import LRUCache

from data import law
from data.indicators import (
    Indicator,
    Shortfall,
    Since,
    Standing,
    behind_since,
    contributions,
    definitions,
    is_known,
    judge,
    shortfall_of,
    targeted,
)
from data.parsing import each_row, is_missing
from data.queries.reading import Reading

MONTHS = 13  # a year, and the month that it began from
_DUE, _REGISTERED, _INFORMAL = "due_rp", "ledger_pu_registered", "ledger_bpu_active"
Values = tuple[float | None, ...]
Stood = tuple[Standing | None, bool]
_UNKNOWN: Stood = (None, False)
# Guarding a month for the public takes a quarter of a second the first time: it is done once, for one reader after the
# other, while the page shows what it knows already.
_WORKER = ThreadPoolExecutor(1, "courses")
_READ: LRUCache[tuple[Reading, str], bool] = LRUCache(256)


@dataclass(frozen=True, eq=False)
class Course:
    """How regions stand to their targets in a month, since when, and their values of the last `months`, oldest first.

    `standings`: of each region that is judged. `by_region`: the values, None for a month that is not known; there are no
    months where they have not been read. `brings`: of regions that are behind the rupiah that those who are missing would
    bring in a month, as far as it can be told and has been read.
    """

    shortfall: Shortfall
    standings: dict[str, Standing]
    months: tuple[str, ...] = ()
    by_region: dict[str, Values] | None = None
    brings: dict[str, int] = field(default_factory=dict)


def stand_now(reading: Reading, indicator: Indicator, month: str, regions: tuple[str, ...]) -> Course | None:
    """How these regions stand to their targets in a month, without since when; None where none of them is judged."""
    return _stand_now(reading, indicator.id, month, regions)


@lru_cache(maxsize=1_024)
def _stand_now(reading: Reading, name: str, month: str, regions: tuple[str, ...]) -> Course | None:
    judged = _judged(reading, name, month, regions)
    return Course(shortfall_of(judged, {}), judged) if judged else None


def course(reading: Reading, indicator: Indicator, month: str, regions: tuple[str, ...]) -> Future[Course]:
    """The same with since when, and what came before: at once for those who see every cell, else in a while.

    Raises ValueError where none of the regions is judged.
    """
    if not reading.viewer.sees_every_cell:
        return _in_a_while(reading, indicator.id, month, regions)
    known: Future[Course] = Future()
    known.set_result(_course(reading, indicator.id, month, regions))
    return known


def is_at_hand(reading: Reading, month: str) -> bool:
    """Whether the months up to one have been read, so that a course that ends in it is there in a moment."""
    return reading.viewer.sees_every_cell or (reading, month) in _READ


@lru_cache(maxsize=1_024)
def _in_a_while(reading: Reading, name: str, month: str, regions: tuple[str, ...]) -> Future[Course]:
    return _WORKER.submit(_after_reading, reading, name, month, regions)


def _after_reading(reading: Reading, name: str, month: str, regions: tuple[str, ...]) -> Course:
    """The course, once the months behind it are read of every indicator that has targets.

    Most of the guard's work on a month is the same for each of them, and is not kept for many months.
    """
    going = {one.id: frozenset(reading.facts.regions["code"]) for one in targeted(reading.facts.targets)}
    for at, earlier in enumerate(_until(reading, month), 1):
        going = {key: codes & _behind(reading, key, earlier) for key, codes in going.items()}
        if at >= MONTHS:
            going = {key: codes for key, codes in going.items() if codes}
    _READ[reading, month] = True
    return _course(reading, name, month, regions)


def _until(reading: Reading, month: str) -> list[str]:
    """The months of the release up to one, newest first."""
    return [known for known in reversed(reading.months) if known <= month]


def _behind(reading: Reading, name: str, month: str) -> frozenset[str]:
    return frozenset(
        code for code, (stood, _) in _standings(reading, name, month).items() if stood and stood.behind
    )


@lru_cache(maxsize=1_024)
def _course(reading: Reading, name: str, month: str, regions: tuple[str, ...]) -> Course:
    judged = _judged(reading, name, month, regions)
    if not judged:
        raise ValueError(f"{name} has no target in {month}")
    since = {code: _since(reading, name, month, code) for code, one in judged.items() if one.behind}
    months = tuple(reversed(_until(reading, month)[:MONTHS]))
    told = shortfall_of(judged, {code: one for code, one in since.items() if one is not None})
    return Course(
        told,
        judged,
        months,
        {code: tuple(_values(reading, name, one).get(code) for one in months) for code in regions},
        contributions(told, each_brings(reading, definitions()[name], month)),
    )


def _judged(reading: Reading, name: str, month: str, regions: tuple[str, ...]) -> dict[str, Standing]:
    now = _standings(reading, name, month)
    return {code: one for code in regions if (one := now.get(code, _UNKNOWN)[0]) is not None}


def _since(reading: Reading, name: str, month: str, code: str) -> Since | None:
    return behind_since(_past(reading, name, month, code))


def _past(reading: Reading, name: str, month: str, code: str) -> Iterator[tuple[str, Standing | None, bool]]:
    """How a region stood in each month of the release up to one, newest first; a month is read when it is asked for."""
    for one in _until(reading, month):
        yield (one, *_standings(reading, name, one).get(code, _UNKNOWN))


@lru_cache(maxsize=4_096)
def _standings(reading: Reading, name: str, month: str) -> dict[str, Stood]:
    """By region how it stands to its targets, and whether its value is known."""
    indicator = definitions()[name]
    rows = reading.values(indicator, month, "region")
    told = rows[["region", "value", "numerator", "denominator", "held"]]
    return {row.region: (judge(indicator, row, row.held), is_known(indicator, row)) for row in each_row(told)}


@lru_cache(maxsize=4_096)
def _values(reading: Reading, name: str, month: str) -> dict[str, float]:
    rows = reading.values(definitions()[name], month, "region")
    known = rows["value"].notna()
    return dict(zip(rows.loc[known, "region"], map(float, rows.loc[known, "value"]), strict=True))


def each_brings(reading: Reading, indicator: Indicator, month: str) -> dict[str, Fraction]:
    """By region what one of the workers missing to a target of the indicator would bring in the month, in rupiah.

    A region of which a part is not told or not known has none; nor has any where the definition names no contribution.
    """
    if indicator.brings == "informal":
        least = Fraction(law.at(month).bpu.least_rupiah)
        return dict.fromkeys(reading.facts.regions["code"], least)
    return _per_worker(reading, month) if indicator.brings else {}


@lru_cache(maxsize=256)
def _per_worker(reading: Reading, month: str) -> dict[str, Fraction]:
    due, registered, informal = (_told(reading, name, month) for name in (_DUE, _REGISTERED, _INFORMAL))
    least = law.at(month).bpu.least_rupiah
    return {
        code: Fraction(due[code] + least * informal[code], registered[code] + informal[code])
        for code in due.keys() & registered.keys() & informal.keys()
        if registered[code] + informal[code]
    }


def _told(reading: Reading, name: str, month: str) -> dict[str, int]:
    rows = reading.values(definitions()[name], month, "region")[["region", "value"]]
    return {row.region: int(row.value) for row in each_row(rows) if not is_missing(row.value)}
