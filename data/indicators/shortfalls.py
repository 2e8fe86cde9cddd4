"""Which of several areas are behind their targets, by how much, and since when: the only place that decides it.

An area is behind where its value misses every target that it is held against (`data.indicators.targets`), which one
does of whom high is good by being lower, and one of whom low is good by being higher. How much it lacks is counted in
what the numerator counts, in whole people, employers or rupiah, so that adding as many would reach the target. Where
one area has several targets of one year in print, none of them is chosen, and nobody says how much it lacks.

Since when: the first month of the present run of months, each of which is behind its own year's target. A month that
is not known, or hidden, ends what can be told, not the run: it may have begun before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from data.cube import CASES, EMPLOYERS, RECOVERED, RUPIAH
from data.indicators.definition import Indicator
from data.indicators.targets import Target
from data.parsing import is_missing

_UNITS = {
    **dict.fromkeys(EMPLOYERS, "employers"),
    **dict.fromkeys(("outreach_attended", "outreach_registered"), "employers"),
    **dict.fromkeys(CASES, "cases"),
    **dict.fromkeys((*RUPIAH, *RECOVERED), "rupiah"),
}


@dataclass(frozen=True)
class Standing:
    """The value of one area against its targets; `behind` where it misses all of them.

    Where all targets have one value: `target`, `gap` (the value less the target, in points of a percentage) and `short`
    (how many are missing to the target, or above it where low is good; 0 where it is reached), else None.
    """

    behind: bool
    target: float | None = None
    gap: float | None = None
    short: int | None = None


@dataclass(frozen=True)
class Since:
    """The first month of a run that is known; `or_earlier` where the month before it is not known."""

    month: str
    or_earlier: bool = False


@dataclass(frozen=True)
class Shortfall:
    """What is to be told of several areas of one indicator and month.

    `judged`: how many have a value and a target; `behind`: how many of them are behind, each in `by_area`; `short`: how
    many people, employers or rupiah these lack together (None where it is told of none), without the `unknown` of them
    of which it cannot be told. `told`: the month in which most runs began, the earliest of several such, and `since` how
    many began in it; where each began in another month it is the first of all, and `since` is 1. None and 0 where none
    is behind, or the months before have not been read.
    """

    judged: int
    behind: int
    short: int | None
    unknown: int
    told: Since | None
    since: int
    by_area: dict[str, tuple[Standing, Since | None]] = field(default_factory=dict)


def counted_in(indicator: Indicator) -> str:
    """The unit of what an area lacks: of a share that of its numerator, else its own; "" where nothing can be counted.

    Months of arrears are rupiah over rupiah of a month, and no number of either reaches a target of months.
    """
    if indicator.unit == "months":
        return ""
    return indicator.unit if indicator.unit != "percent" else _UNITS.get(indicator.above[0], "workers")


def judge(indicator: Indicator, value: Any, held: Sequence[Target]) -> Standing | None:
    """How a value lies to the targets that it is held against; None where it is missing, or nothing judges it.

    `value` has value, numerator and denominator, as `data.indicators.measure` gives them. The people missing to a
    target (`Indicator.gap`) stand as the share does that they are worked out from.
    """
    if indicator.gap:
        return _of_gap(value, held)
    targets = sorted({target.value for target in held if target.unit == indicator.unit})
    if is_missing(value.value) or indicator.polarity == "neutral" or not targets:
        return None
    behind = all(_misses(indicator, float(value.value), target) for target in targets)
    if len(targets) > 1:
        return Standing(behind)
    short = _short(indicator, value, targets[0]) if counted_in(indicator) else None
    return Standing(behind, targets[0], float(value.value) - targets[0], short)


def is_known(indicator: Indicator, value: Any) -> bool:
    """Whether a value is known; people missing to a target are not where there is none, but the share behind them is."""
    return _has_share(value) if indicator.gap else not is_missing(value.value)


def _has_share(value: Any) -> bool:
    return not is_missing(value.numerator) and not is_missing(value.denominator) and value.denominator > 0


def _of_gap(value: Any, held: Sequence[Target]) -> Standing | None:
    if not _has_share(value) or not held:
        return None
    have = Fraction(100 * int(value.numerator), int(value.denominator))
    behind = all(have < Fraction(str(target.value)) for target in held)
    return Standing(behind, short=None if is_missing(value.value) else int(value.value))


def _misses(indicator: Indicator, value: float, target: float) -> bool:
    return value > target if indicator.polarity == "low_good" else value < target


def _short(indicator: Indicator, value: Any, target: float) -> int | None:
    """How many of what the numerator counts are missing to the target, a part of one rounded up to one."""
    have, needed = value.value, Fraction(str(target))
    if indicator.unit == "percent":
        if is_missing(value.numerator) or is_missing(value.denominator):
            return None
        have, needed = value.numerator, needed * int(value.denominator) / 100
    if indicator.polarity == "low_good":
        return max(int(have) - floor(needed), 0)
    return max(ceil(needed) - int(have), 0)


def contributions(told: Shortfall, each: Mapping[str, Fraction]) -> dict[str, int]:
    """By area that is behind what those who are missing there would bring in a month, in whole rupiah.

    `each`: by area what one of them would bring; an area that is not in it, or of which it is not told how many are
    missing, is left out.
    """
    return {
        area: round(one.short * each[area])
        for area, (one, _) in told.by_area.items()
        if one.short is not None and area in each
    }


def behind_since(past: Iterable[tuple[str, Standing | None, bool]]) -> Since | None:
    """Since when an area is behind; None where it is not.

    `past`: its months, newest first, each with how it stood and whether its value was known; it is read no further than
    the run goes back. A month that has a value and no target is a month in which nobody was behind.
    """
    first = ""
    for month, stood, known in past:
        if stood is None or not stood.behind:
            return Since(first, not known) if first else None
        first = month
    return Since(first, True) if first else None


def shortfall_of(judged: Mapping[str, Standing], since: Mapping[str, Since]) -> Shortfall:
    """What is to be told of areas together: `judged` are all that have a standing, `since` of those that are behind."""
    behind = {area: (one, since.get(area)) for area, one in judged.items() if one.behind}
    known = [one.short for one, _ in behind.values() if one.short is not None]
    told, count = _told([begun for _, begun in behind.values() if begun is not None])
    return Shortfall(
        judged=len(judged),
        behind=len(behind),
        short=sum(known) if known else None,
        unknown=len(behind) - len(known),
        told=told,
        since=count,
        by_area=behind,
    )


def _told(since: Sequence[Since]) -> tuple[Since | None, int]:
    """The most telling of the months in which runs began, and how many began in it."""
    if not since:
        return None, 0
    counts = Counter(since)
    told = min(counts, key=lambda one: (-counts[one], one.month, not one.or_earlier))
    return told, counts[told]
