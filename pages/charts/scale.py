"""The scale of an axis: from where to where it goes, its round steps, and that it says so where it begins above zero."""

from __future__ import annotations

from math import ceil, floor, log10

from data.words import DIGITS, Words

# The least that an axis is long, so that a movement within chance does not look like a fall: points of a percentage,
# else a share of the highest value.
_LEAST_POINTS, _LEAST_SHARE = 10.0, 0.1
# Below this share of the highest value an axis may as well begin at zero.
_NEAR_ZERO = 0.4


def round_steps(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from `low` to `high`, at most `most` steps apart: multiples of 1, 2 or 5 times a power of ten.

    >>> round_steps(0, 60), round_steps(43.2, 51.0, 4)
    ([0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0], [44.0, 46.0, 48.0, 50.0])
    """
    step = _step(high - low, most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def _step(length: float, most: int) -> float:
    power = 10.0 ** floor(log10(length / most))
    return next(power * base for base in (1, 2, 5, 10) if length / (power * base) <= most + 1e-9)


def axis(low: float, high: float, unit: str) -> list[float]:
    """The round numbers of an axis that holds values of a unit from `low` to `high`; it goes from the first to the last."""
    is_share = unit in ("percent", "points")
    least = _LEAST_POINTS if is_share else max(abs(high), abs(low)) * _LEAST_SHARE or 1.0
    room = max(least - (high - low), 0.0) / 2
    bottom, top = low - room, high + room
    if low >= 0 and bottom < _NEAR_ZERO * top:
        bottom = 0.0
    step = _step(top - bottom, 5)
    if not is_share and unit not in DIGITS:
        step = max(step, 1.0)  # of what is counted there is no half
    first, last = floor(bottom / step + 1e-9), ceil(top / step - 1e-9)
    steps = [round(step * number, 10) for number in range(first, last + 1)]
    return [number for number in steps if number <= 100] if unit == "percent" and high <= 100 else steps


def window_said(low: float, unit: str, words: Words) -> str:
    """That an axis does not begin at zero, which makes movements look larger; "" where it does."""
    return words("Sumbu mulai dari {low}, bukan dari nol.", low=words.quantity(low, unit)) if low > 0 else ""
