"""Chance stays unnamed, what exceeds it is named, and what cannot be told is neither."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.indicators.definition import definitions
from data.indicators.movements import LEVEL, Moves, exceed_chance, flip_bound, movement, sign_test


@dataclass(frozen=True)
class Value:
    """What a movement is told from."""

    value: float | None
    numerator: int | None
    denominator: int | None = None
    denominator_as_of: str = ""


def share(above: int, below: int) -> Value:
    return Value(100 * above / below, above, below)


def count(number: int) -> Value:
    return Value(number, number)


def employers(entered: int, gone: int) -> Moves:
    return Moves(entered, gone, entered, gone, entered + gone)


@given(some.integers(0, 60), some.integers(0, 60))
def test_the_sign_test_is_the_sum_of_both_tails(up, down):
    """The slow twin: every outcome of the coin that lies at least as far to one side."""
    n = up + down
    tails = sum(comb(n, k) for k in range(n + 1) if abs(2 * k - n) >= abs(up - down))
    assert sign_test(up, down) == pytest.approx(tails / 2**n)


def test_six_up_and_three_down_are_chance():
    assert sign_test(6, 3) == pytest.approx(0.5078, abs=1e-4)
    moved = movement(
        definitions()["compliance"], share(163, 300), share(160, 300), employers(6, 3), employers(0, 0)
    )
    assert moved.p == pytest.approx(sign_test(6, 3)) and moved.way == 1
    assert not any(exceed_chance([moved.p]))


@given(some.lists(some.integers(1, 10), min_size=1, max_size=9))
def test_the_bound_of_amounts_is_never_below_what_the_signs_give(sizes):
    for total in {
        sum(s * d for s, d in zip(signs, sizes, strict=True)) for signs in product((1, -1), repeat=len(sizes))
    }:
        flips = [
            sum(s * d for s, d in zip(signs, sizes, strict=True))
            for signs in product((1, -1), repeat=len(sizes))
        ]
        exact = sum(abs(flip) >= abs(total) for flip in flips) / len(flips)
        assert flip_bound(total, sum(d * d for d in sizes)) >= exact - 1e-9


def test_one_large_employer_is_no_rise_and_many_small_ones_are():
    about = definitions()["ledger_arrears_rp"]
    one = Moves(1, 0, 10_000_000_000, 0, 10_000_000**2)
    many = Moves(100, 10, 100_000_000, 10_000_000, 110 * 1_000**2)
    assert movement(about, count(10_000_000_000), count(0), one).p == 1
    assert movement(about, count(90_000_000), count(0), many).p < 0.001


def test_a_share_that_only_its_denominator_moved_is_told_to_be_neither():
    about = definitions()["compliance"]
    assert movement(about, share(300, 400), share(300, 500), employers(0, 0), employers(0, 100)).p is None
    # Three hundred more of both: the numerator rose, and the share stands where it stood.
    grown = movement(about, share(901, 1500), share(600, 1000), employers(301, 0), employers(500, 0))
    assert grown.p > 0.5


def test_what_cannot_be_tested_has_no_chance():
    for name in (
        "coverage_workers",
        "informal_attainment",
        "on_time_rp",
        "compliance_workers",
        "arrears_months",
    ):
        assert movement(definitions()[name], share(500, 1000), share(100, 1000), None).p is None, name
    revised = Value(50.0, 500, 1000, "2025-08")
    about = definitions()["coverage_formal"]
    assert movement(about, revised, Value(10.0, 100, 1000, "2024-08"), Moves(400, 0, 400, 0, 400)).p is None
    assert movement(about, Value(None, None), revised, None) is None


def test_moves_that_do_not_explain_the_difference_are_not_used():
    about = definitions()["ledger_arrears_employers"]
    moved = movement(about, count(150), count(100), employers(40, 0))
    assert moved.moves is None and moved.p == pytest.approx(sign_test(150, 100))


@given(some.integers(0, 40), some.integers(0, 40), some.integers(0, 200))
def test_who_is_not_told_who_moved_never_names_what_others_would_not(entered, gone, stayed):
    about = definitions()["ledger_arrears_employers"]
    now, before = count(stayed + entered), count(stayed + gone)
    told, untold = (movement(about, now, before, moves) for moves in (employers(entered, gone), None))
    if told.p is not None:
        assert untold.p >= told.p - 1e-9


def test_of_24_regions_that_chance_moves_one_is_seldom_named():
    random, named = np.random.default_rng(24), 0
    for _ in range(1_000):
        moved = random.integers(1, 60, 24)
        entered = random.binomial(moved, 0.5)
        named += any(
            exceed_chance([sign_test(int(up), int(n - up)) for up, n in zip(entered, moved, strict=True)])
        )
    assert 0 < named / 1_000 <= LEVEL
