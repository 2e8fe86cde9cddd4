"""The value that a change was stated from: read when the promise is made, and told only to whom it may be."""

from __future__ import annotations

from dataclasses import replace

from data.access import PUBLIK
from data.commitments.commitment import Baseline, Condition
from data.indicators import Indicator, Measured
from data.queries import Reading


def value_at(reading: Reading, about: Indicator, level: str, key: str, month: str) -> Measured | None:
    """What this reader is told of a place at the end of a month; None where the release has nothing of it."""
    return reading.one(about, month, level, key) if month in reading.months else None


def baseline_of(reading: Reading, about: Indicator, level: str, key: str, month: str) -> Baseline | None:
    """What a change from this month is stated from; None where this reader is told no value of it."""
    found = value_at(reading, about, level, key, month)
    if found is None or found.value is None:
        return None
    public = value_at(replace(reading, viewer=PUBLIK), about, level, key, month)
    is_public = public is not None and public.value == found.value
    return Baseline(month, found.value, found.numerator, found.denominator, found.release, is_public)


def baseline_now(reading: Reading, about: Indicator, condition: Condition) -> float | None:
    """What this release tells this reader of the month of the baseline; None where it tells nothing."""
    if condition.baseline is None:
        return None
    found = value_at(reading, about, condition.level, condition.key, condition.baseline.month)
    return None if found is None else found.value


def is_told(reading: Reading, about: Indicator, condition: Condition) -> bool:
    """Whether this reader may know the number that is asked: with the change, which everybody heard, it gives the baseline.

    It may be known where the public was told it, by who sees every cell, and by who is told the same number anyway.
    """
    baseline = condition.baseline
    if baseline is None or baseline.public or reading.viewer.sees_every_cell:
        return True
    return baseline_now(reading, about, condition) == baseline.value
