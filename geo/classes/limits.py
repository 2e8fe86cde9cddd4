"""Limits of classes as they are written: rounded first, and then used, so that a value lies within what is written.

A limit of 6.6 regions is written "7", and a region with 7 stands in the class "> 7". So a limit is moved to a number
that is written in full, such that each value stands on the same side of it whether it is exact or written. Of those
numbers the one with the fewest digits is taken, because it is read fastest and moves no region either.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import product

from data.words import DIGITS

_RUPIAH_DIGITS, _LARGEST_SCALE = 2, 4  # decimals of millions, billions, trillions (`data.words.Words.rupiah`)
_ROUND = (Decimal("1"), Decimal("0.5"), Decimal("0.2"))  # of a power of ten, the roundest first
_SLACK = 0.25  # how far an end of all classes may lie beyond the values, as a share of the class at that end
_WHOLE = 100.0  # what no percentage of people is rounded beyond


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
    written alike come into one class, whatever lay between them. A limit that this leaves without a value is dropped.
    """
    moved = sorted({_moved(limit, present, unit) for limit in limits if limit >= present[0]})
    first_above = {bisect_right(present, limit): limit for limit in reversed(moved)}
    return tuple(sorted(limit for place, limit in first_above.items() if place))


def ends(present: Sequence[float], limits: Sequence[float], unit: str) -> tuple[float, float]:
    """The lowest and the highest number that is written of all classes; one value alone is both."""
    least, most = present[0], present[-1]
    if least == most:
        return at_most(least, unit), at_least(most, unit)
    below = least - _SLACK * (limits[0] - least)
    above = most + _SLACK * (most - (limits[-2] if len(limits) > 1 else least))
    if least >= 0:
        below = max(below, 0.0)
    if unit == "percent" and most <= _WHOLE:
        above = min(above, _WHOLE)
    # The low end is looked for as a high one below zero, so that both are closed where the values are.
    low = roundest(-at_most(least, unit), -below, -least, unit)
    high = roundest(at_least(most, unit), above, most, unit)
    return at_most(least, unit) if low is None else 0.0 - low, at_least(most, unit) if high is None else high


def roundest(low: float, high: float, wanted: float, unit: str) -> float | None:
    """The number from `low` to `high` that has the fewest digits, of several the nearest to `wanted`; None without any.

    >>> roundest(38.6, 54.1, 45.0, "percent"), roundest(57.26, 58.85, 58.0, "percent"), roundest(7, 7.5, 7, "cases")
    (50.0, 58.0, 7.0)
    """
    first, last, near = (Decimal(str(number)) for number in (low, high, wanted))
    if first > last:
        return None
    top = max(abs(first), abs(last), Decimal(1)).adjusted() + 1
    bottom = step(min(abs(low), abs(high)), unit).adjusted()
    for power, part in product(range(top, bottom - 1, -1), _ROUND):
        size = part.scaleb(power)
        lowest = (first / size).to_integral_value(ROUND_CEILING)
        highest = (last / size).to_integral_value(ROUND_FLOOR)
        if lowest > highest:
            continue
        number = float(min(max((near / size).to_integral_value(), lowest), highest) * size)
        if written(number, unit) == number:
            return number
    return None


def _moved(limit: float, present: Sequence[float], unit: str) -> float:
    place = bisect_right(present, limit)
    below, above = present[place - 1], present[place:]
    if above:
        least = max(below, written(below, unit))
        most = min(above[0], written(above[0], unit))
        # The limit belongs to the class below it: it stays short of the next value by what is written.
        round_one = roundest(least, _short_of(most, unit), limit, unit)
        if round_one is not None:
            return round_one
    candidates = [written(limit, unit), at_most(limit, unit), at_least(present[place - 1], unit)]
    for candidate in candidates:
        if candidate >= present[place - 1] and _parts(candidate, present[place:], unit):
            return candidate
    return _pushed(candidates[-1], present, unit)


def _short_of(value: float, unit: str) -> float:
    """The last number that is written in full and lies below a value."""
    below = at_most(value, unit)
    return below if below < value else at_most(value - float(step(value, unit)) / 2, unit)


def _parts(limit: float, above: Sequence[float], unit: str) -> bool:
    """Whether the values that are to lie above the limit do so, exact and written."""
    return not above or (above[0] > limit and written(above[0], unit) > limit)


def _pushed(limit: float, present: Sequence[float], unit: str) -> float:
    """The next limit up that no value lies beyond while it is written as the limit."""
    while not _parts(limit, present[bisect_right(present, limit) :], unit):
        limit = at_least(present[bisect_right(present, limit)], unit)
    return limit
