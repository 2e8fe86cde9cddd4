"""Small ledgers that once told a hidden number: the attacker finds nothing in them any more."""

from __future__ import annotations

import pytest

from tests.attack.one_month import of_random


@pytest.mark.parametrize(
    "seed, employers",
    [
        # Older arrears of whole areas, which those of all areas and the younger ones of all bounded within a hundredth.
        (402, 78),
        # Members without a formal job who all belong to a group with a target: one number was the other.
        (4707, 44),
    ],
)
def test_nothing_is_told_and_nothing_hidden_is_known(seed, employers):
    found = of_random(seed, employers)
    assert found.is_clean, found.lines()
