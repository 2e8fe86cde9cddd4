"""Limits of classes as they are written: rounded first, and then used, so that a value lies within what is written.

A limit of 6.6 regions is written "7", and a region with 7 stands in the class "> 7". So a limit is moved to a number
that is written in full, such that each value stands on the same side of it whether it is exact or written.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from data.words import DIGITS

_RUPIAH_DIGITS, _LARGEST_SCALE = 2, 4  # decimals of millions, billions, trillions (`data.words.Words.rupiah`)


def step(value: float, unit: str) -> Decimal:
    """The smallest difference that writing shows at a value of this size.

    >>> step(48.2, "percent"), step(7, "cases"), step(5_500_000, "rupiah")
    (Decimal('0.01'), Decimal('1'), Decimal('1E+4'))
    """
    if unit != "rupiah" or abs(value) < 1_000_000:
        return Decimal(1).scaleb(-DIGITS.get(unit, 0))
    scale = 3 * min(int(math.log10(abs(value))) // 3, _LARGEST_SCALE)
    return Decimal(1).scaleb(scale - _RUPIAH_DIGITS)


def written(value: float, unit: str, rounding: str = ROUND_HALF_EVEN) -> float:
    """The number that stands there when a value of `unit` is written; `rounding` as `decimal` names it."""
    size = step(value, unit)
    return float((Decimal(str(value)) / size).to_integral_value(rounding) * size)


def at_most(value: float, unit: str) -> float:
    """The next number down that is written in full."""
    return written(value, unit, ROUND_FLOOR)


def at_least(value: float, unit: str) -> float:
    """The next number up that is written in full."""
    return written(value, unit, ROUND_CEILING)


def upper_limits(limits: Iterable[float], present: Sequence[float], unit: str) -> tuple[float, ...]:
    """Limits that belong to the class below them, moved to where they can be written; ascending, none twice.

    `present` are the values in order. Which values lie below each limit stays as it is; only two values that are
    written alike come into one class, whatever lay between them.
    """
    return tuple(sorted({_moved(limit, present, unit) for limit in limits if limit >= present[0]}))


def _moved(limit: float, present: Sequence[float], unit: str) -> float:
    place = bisect_right(present, limit)
    candidates = [written(limit, unit), at_most(limit, unit), at_least(present[place - 1], unit)]
    for candidate in candidates:
        if candidate >= present[place - 1] and _parts(candidate, present[place:], unit):
            return candidate
    return _pushed(candidates[-1], present, unit)


def _parts(limit: float, above: Sequence[float], unit: str) -> bool:
    """Whether the values that are to lie above the limit do so, exact and written."""
    return not above or (above[0] > limit and written(above[0], unit) > limit)


def _pushed(limit: float, present: Sequence[float], unit: str) -> float:
    """The next limit up that no value lies beyond while it is written as the limit."""
    while not _parts(limit, present[bisect_right(present, limit) :], unit):
        limit = at_least(present[bisect_right(present, limit)], unit)
    return limit


def lower_limit(limit: float, present: Sequence[float], unit: str) -> float:
    """A limit that belongs to the class above it, moved likewise."""
    place = bisect_left(present, limit)
    below, above = present[:place], present[place:]
    ways: list[Callable[[], float]] = [
        lambda: written(limit, unit),
        lambda: at_least(limit, unit),
        lambda: at_most(above[0], unit) if above else at_least(limit, unit),
    ]
    for way in ways:
        candidate = way()
        if (not above or candidate <= above[0]) and _stays_below(candidate, below, unit):
            return candidate
    candidate = at_most(limit, unit)
    while not _stays_below(candidate, present[: bisect_left(present, candidate)], unit):
        candidate = at_most(present[bisect_left(present, candidate) - 1], unit)
    return candidate


def _stays_below(limit: float, below: Sequence[float], unit: str) -> bool:
    return not below or (below[-1] < limit and written(below[-1], unit) < limit)
