"""The value that a change was stated from: read when the promise is made, and told only to whom it may be."""

from __future__ import annotations

from dataclasses import replace

from data.access import PUBLIK
from data.commitments.commitment import Baseline, Commitment, Condition
from data.indicators import Indicator, Measured, definitions
from data.queries import Reading
from data.store import OWN, SIMULATED


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


def baseline_now(reading: Reading, condition: Condition) -> float | None:
    """What this release tells this reader of the month of the baseline; None where it tells nothing."""
    about = definitions().get(condition.indicator)
    if condition.baseline is None or about is None:
        return None
    found = value_at(reading, about, condition.level, condition.key, condition.baseline.month)
    return None if found is None else found.value


def as_told(commitment: Commitment, reading: Reading) -> Commitment:
    """The commitment as this reader may know it: without number and baseline where the baseline is hidden from it.

    Everybody heard the change, so that the number that is asked would give the baseline away. It may be known where
    the public was told it, by who sees every cell, and by who is told the same number anyway.
    """
    condition = commitment.condition
    if condition is None or condition.baseline is None or _is_known(commitment, condition, reading):
        return commitment
    return replace(commitment, condition=replace(condition, number=None, baseline=None))


def _is_known(commitment: Commitment, condition: Condition, reading: Reading) -> bool:
    baseline = condition.baseline
    if baseline is None or baseline.public or reading.viewer.sees_every_cell:
        return True
    return commitment.dataset == dataset_of(reading) and baseline_now(reading, condition) == baseline.value


def dataset_of(reading: Reading) -> str:
    """The dataset that a release is of."""
    return SIMULATED if reading.release.simulated else OWN
