"""Two months side by side: numbers that moved because of a few employers, or of one. Stated, not held to be wrong.

A mask of one month cannot prevent it, since whoever reads both months subtracts them (docs/decisions/0008-disclosure.md).
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from tests.attack.judge import Judge
from tests.attack.told import Form, Place, Told


def moved(before: Told, judge_before: Judge, now: Told, judge_now: Judge, least: int) -> Counter[str]:
    """How many amounts, and how many counts, that are shown in both months moved; by fewer than `least`; by one alone."""
    return _moved(before, judge_before, now, judge_now, least, "amounts") + _moved(
        before, judge_before, now, judge_now, least, "counts"
    )


def _moved(
    before: Told, judge_before: Judge, now: Told, judge_now: Judge, least: int, what: str
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for place, forms in _in_both(before, now, what == "amounts").items():
        vectors = np.array([form.vector for form in forms], dtype=float).T
        parts = [
            _by_contributor(judge, place, vectors, sign)
            for judge, sign in ((judge_now, 1), (judge_before, -1))
        ]
        names, at = np.unique(np.concatenate([who for who, _ in parts]), return_inverse=True)
        changes = np.zeros((len(names), len(forms)))
        np.add.at(changes, at, np.vstack([numbers for _, numbers in parts]))
        number = np.count_nonzero(changes, axis=0)
        counts[f"{what} moved"] += int((number > 0).sum())
        counts[f"{what} moved by fewer than {least}"] += int(((number > 0) & (number < least)).sum())
        counts[f"{what} moved by one alone"] += int((number == 1).sum())
    return counts


def _in_both(before: Told, now: Told, are_amounts: bool) -> dict[Place, list[Form]]:
    places: dict[Place, list[Form]] = {}
    for place, form in now.shown:
        if form.is_amount == are_amounts and (place, form) in before.shown:
            places.setdefault(place, []).append(form)
    return places


def _by_contributor(
    judge: Judge, place: Place, vectors: np.ndarray, sign: int
) -> tuple[np.ndarray, np.ndarray]:
    """Who has any of these amounts, and how much of each with this sign; groups of people have no name."""
    rows = judge.rows_of(place)
    rows = rows[~judge.truth.are_people[rows]]
    numbers = judge.truth.numbers[rows] @ vectors
    some = numbers.any(axis=1)
    return judge.truth.rows["who"].to_numpy(str)[rows[some]], sign * numbers[some]
