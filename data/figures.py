"""Published figures as they are printed: stated percentages against their own numbers.

Numbers are read by `data.parsing.numbers`, dates by `data.parsing.dates`; this is their one face.
"""

from __future__ import annotations

import math
from decimal import Decimal

from data.parsing import AsOf, UnreadableDate, UnreadableNumber, read_date, read_number

__all__ = [
    "AsOf",
    "UnreadableDate",
    "UnreadableNumber",
    "agrees",
    "computed_pct",
    "read_date",
    "read_number",
    "rounding_only",
]


def computed_pct(numerator: float | None, denominator: float | None) -> float | None:
    """`numerator` in per cent of `denominator`; None when either is missing or nothing divides.

    >>> round(computed_pct(9823, 63806), 2)
    15.4
    """
    if _missing(numerator) or _missing(denominator) or denominator <= 0:  # type: ignore[operator]
        return None
    return 100 * float(numerator) / float(denominator)  # type: ignore[arg-type]


def agrees(
    stated: str | float | Decimal,
    numerator: float | None,
    denominator: float | None,
    tolerance: float = 0.05,
) -> bool:
    """Whether a stated percentage fits its own numbers.

    It does when it lies less than `tolerance` points from what they give, when it is that rounded
    to as many decimals as were printed ("21" for 21.43), or when there is nothing to compute.
    `stated` is Indonesian text ("15,04 %") or a number.

    Raises UnreadableNumber when `stated` is no number.
    """
    computed = computed_pct(numerator, denominator)
    if computed is None:
        return True
    near = abs(float(read_number(stated, "percent")) - computed) < tolerance
    return near or rounding_only(stated, numerator, denominator)


def rounding_only(stated: str | float | Decimal, numerator: float | None, denominator: float | None) -> bool:
    """Whether `stated` is the computed percentage rounded to the decimals that it was printed with.

    21 is 21.43 rounded; 36 is not 36.67 rounded; 15.04 is not 15.40. False when nothing can be computed.
    """
    computed = computed_pct(numerator, denominator)
    if computed is None:
        return False
    printed = read_number(stated, "percent")
    places = max(0, -int(printed.as_tuple().exponent))
    return abs(float(printed) - computed) <= 0.5 * 10.0**-places + 1e-9


def _missing(value: float | None) -> bool:
    return value is None or math.isnan(value)
