"""Control limits: chance alone stays within them, what is more than chance does not, small regions get more room."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.indicators.control_limits import ACTION, FEWEST, WARNING, Funnel, funnel

counts = some.lists(
    some.integers(1, 5_000).flatmap(lambda size: some.tuples(some.integers(0, size), some.just(size))),
    min_size=1,
    max_size=30,
)
enough = counts.filter(lambda rows: len(rows) >= FEWEST)


def test_the_limits_are_those_of_two_and_three_deviations():
    assert (round(WARNING, 2), round(ACTION, 2)) == (1.96, 3.09)
    low, high = Funnel(0.5, 1.0).limits(100, WARNING)
    assert (low, high) == pytest.approx((0.5 - WARNING * 0.05, 0.5 + WARNING * 0.05))


@given(enough)
def test_the_whole_is_the_ratio_of_the_sums_and_lies_between_the_limits(rows):
    above, below = [part for part, _ in rows], [size for _, size in rows]
    plot = funnel(above, below)
    if not 0 < sum(above) < sum(below):
        assert plot is None
        return
    assert plot.whole == sum(above) / sum(below) and plot.overdispersion >= 1
    for size in below:
        for z in (WARNING, ACTION):
            low, high = plot.limits(size, z)
            assert 0 <= low <= plot.whole <= high <= 1


@given(counts)
def test_a_side_is_what_one_reads_off_the_limits(rows):
    """The slow twin: squares instead of roots, so that a region is judged without `limits`."""
    plot = funnel([part for part, _ in rows], [size for _, size in rows])
    for part, size in rows if plot else []:
        off = part / size - plot.whole
        square = ACTION**2 * plot.overdispersion * plot.whole * (1 - plot.whole) / size
        if math.isclose(off**2, square, rel_tol=1e-9):
            continue
        assert plot.side(part, size) == (int(math.copysign(1, off)) if off**2 > square else 0)


@given(some.integers(1, 10_000), some.integers(2, 50), some.floats(0.05, 0.95))
def test_a_larger_region_has_less_room(size, times, whole):
    plot = Funnel(whole, 1.0)
    (low, high), (lower, higher) = plot.limits(size * times, ACTION), plot.limits(size, ACTION)
    assert lower <= low and high <= higher
    assert (lower, higher) == (0, 1) or (higher - lower) > (high - low)


def test_chance_alone_is_seldom_taken_for_more():
    random = np.random.default_rng(16)
    beyond = regions = 0
    for _ in range(400):
        sizes = random.integers(60, 20_000, 24)
        plot = funnel(drawn := random.binomial(sizes, 0.6), sizes)
        beyond += sum(plot.side(int(part), int(size)) != 0 for part, size in zip(drawn, sizes, strict=True))
        regions += len(sizes)
    assert 0 < beyond / regions < 0.004  # one in 500 is what the limits promise


def test_what_is_more_than_chance_is_found_and_does_not_excuse_itself():
    random = np.random.default_rng(7)
    sizes = random.integers(500, 5_000, 24)
    drawn = random.binomial(sizes, 0.6)
    drawn[3], drawn[9] = int(sizes[3] * 0.3), int(sizes[9] * 0.9)
    plot = funnel(drawn, sizes)
    sides = [plot.side(int(part), int(size)) for part, size in zip(drawn, sizes, strict=True)]
    assert (sides[3], sides[9]) == (-1, 1) and sum(map(abs, sides)) == 2


def test_regions_that_all_differ_widen_the_limits():
    random = np.random.default_rng(7)
    sizes = np.full(24, 5_000)
    alike = funnel(random.binomial(sizes, 0.6), sizes)
    apart = funnel(random.binomial(sizes, random.uniform(0.5, 0.7, 24)), sizes)
    assert alike.overdispersion < 2 < 10 < apart.overdispersion
    assert apart.limits(5_000, ACTION)[0] < alike.limits(5_000, ACTION)[0]


@given(counts.filter(lambda rows: len(rows) < FEWEST))
def test_of_a_few_regions_nothing_is_told(rows):
    assert FEWEST == 10 and funnel([part for part, _ in rows], [size for _, size in rows]) is None
