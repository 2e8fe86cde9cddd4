"""Rupiah in millions: one unit for all numbers of a chart, rounded so that its parts still add up to what they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from data.words import Words

UNIT = "Rp juta"
_MILLION = 1_000_000
# From so many millions on a decimal says nothing more.
_WHOLE = 100


def digits_of(amounts: Sequence[float]) -> int:
    """How many decimals the amounts of a chart have, in millions."""
    return 0 if max(map(abs, amounts), default=0) >= _WHOLE * _MILLION else 1


def rounded_parts(parts: Sequence[float], digits: int) -> list[float]:
    """The parts in millions, each less than one unit of the last digit off, so that they add up to their rounded sum.

    >>> rounded_parts([1_400_000, 1_400_000, 1_400_000], 0)
    [1.0, 2.0, 1.0]
    """
    levels = [0.0, *(round(level / _MILLION, digits) for level in accumulate(parts))]
    return [round(after - before, digits) for before, after in pairwise(levels)]


def millions(amount: float, digits: int, words: Words) -> str:
    """An amount that is in millions already, as it is written."""
    return words.number(amount, digits)


def full(amount: str, words: Words) -> str:
    """An amount in millions with its unit, as it is read aloud; a sign stands before the unit, as in all rupiah."""
    if amount.startswith(("−", "+")):
        return amount[0] + full(amount[1:], words)
    return words("Rp{amount} juta", amount=amount)
