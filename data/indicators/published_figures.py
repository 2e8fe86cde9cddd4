"""Which published figure stands for an area on a given day.

What an indicator means is in `data.indicators.definition`; the figures are those of the table `figures`.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from data.parsing import AsOf, read_number

# A figure that is a target or a flow is another quantity than the stock that the indicator means: it is never shown.
_NEVER = {"target", "flow"}
# A figure of a part, a limit or a doubtful one is shown when it is asked for.
_ON_DEMAND = {"partial", "bound", "doubtful"}


def published(
    figures: pd.DataFrame, indicator: str, known_on: date, flagged: bool = False, kind: str = "region"
) -> pd.DataFrame:
    """For every area of `kind` its latest figure of `indicator` that was known on `known_on`.

    A figure is known when its period ends; an undated one never is. Figures that are flagged target
    or flow are never admitted (they are another quantity), those flagged partial, bound or doubtful
    only when `flagged`. Of figures of one day the one with a stated date wins, then the unflagged,
    then the one with numerator and denominator, then the higher id.

    Returns the columns of the figures table plus `as_of_end` (date) and `computed_pct` (float, points;
    NaN where the figure is no percentage or its numbers are not given), ordered by `area_code`.
    """
    rows = figures[(figures["indicator"] == indicator) & (figures["area_kind"] == kind)]
    best: dict[str, tuple[tuple[Any, ...], Any]] = {}
    columns = (
        rows[name]
        for name in ("area_code", "as_of", "flags", "as_of_basis", "numerator", "denominator", "id")
    )
    for label, area, as_of, flags, basis, above, below, key in zip(rows.index, *columns, strict=True):
        end = _end(as_of)
        if end is None or end > known_on or not _admitted(flags, flagged):
            continue
        both = above == above and below == below  # NaN is not equal to itself
        rank = (end, basis == "stated", _cleanness(flags), both, len(key), key)
        if area not in best or rank > best[area][0]:
            best[area] = (rank, label)
    chosen = rows.loc[[best[area][1] for area in sorted(best)]].reset_index(drop=True)
    ends = [best[area][0][0] for area in sorted(best)]
    return chosen.assign(as_of_end=pd.Series(ends, dtype=object), computed_pct=with_computed(chosen))


# After so many years a figure is old, where nobody chooses otherwise.
STALE_YEARS = 3


def is_stale(end: date, on: date, years: int = STALE_YEARS) -> bool:
    """Whether a figure of a period that ended on `end` is more than `years` years old; with 0 none is.

    >>> is_stale(date(2012, 11, 30), date(2026, 11, 26)), is_stale(date(2012, 11, 30), date(2026, 11, 26), 0)
    (True, False)
    """
    return bool(years) and end < on.replace(year=on.year - years, day=min(on.day, 28))


def of_all(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures without those of a part alone, such as one trade or one ageing class.

    A map that coloured a region by a part of it would be read as the whole; a timeline says what it is a part of.
    """
    return figures[["partial" not in _flags(flags) for flags in figures["flags"]]]


def with_computed(figures: pd.DataFrame) -> pd.Series:
    """Numerator in per cent of denominator for each figure that is, or states, a percentage; else NaN."""
    percentage = (figures["unit"] == "percent") | figures["stated_pct"].notna()
    pairs = zip(figures["numerator"], figures["denominator"], percentage, strict=True)
    values = [computed_pct(above, below) if wanted else None for above, below, wanted in pairs]
    return pd.Series(values, index=figures.index, dtype=float)


def known_months(figures: pd.DataFrame, indicator: str | None = None, flagged: bool = True) -> list[str]:
    """The months ("2021-12"), oldest first, in which a region's figure became known.

    `indicator` None means any; figures that `published` would not admit do not count.
    """
    rows = figures[figures["area_kind"] == "region"]
    if indicator is not None:
        rows = rows[rows["indicator"] == indicator]
    ends = (
        _end(as_of)
        for as_of, flags in zip(rows["as_of"], rows["flags"], strict=True)
        if _admitted(flags, flagged)
    )
    return sorted({f"{end:%Y-%m}" for end in ends if end is not None})


# Dates and flags repeat in every row and at every rerun of a page, hence the two caches.
@cache
def _end(as_of: str) -> date | None:
    """When a figure of this date is known, None for an undated one, which never is."""
    return AsOf(as_of).end if as_of else None


@cache
def _flags(flags: str) -> frozenset[str]:
    return frozenset(flags.split(";")) - {""}


def _admitted(flags: str, flagged: bool) -> bool:
    flagged_as = _flags(flags)
    return not flagged_as & _NEVER and (flagged or not flagged_as & _ON_DEMAND)


def _cleanness(flags: str) -> int:
    """2 without a flag, 1 when only derived, 0 otherwise; another definition is as well known as the indicator's."""
    flagged_as = _flags(flags) - {"other_definition"}
    return 0 if flagged_as & _ON_DEMAND else 2 - bool(flagged_as)


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
