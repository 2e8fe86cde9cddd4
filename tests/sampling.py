"""Which cases of a product `make test` tries, and which ones `make thorough` alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def in_turn(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """Every pair of both, as cases of a test: each of `first` once, with those of `second` in turn; the rest is thorough.

    >>> [pair for pair in in_turn("abc", [1, 2]) if isinstance(pair, tuple) and not hasattr(pair, "marks")]
    [('a', 1), ('b', 2), ('c', 1)]
    """
    return [
        (one, other) if at % len(second) == turn else pytest.param(one, other, marks=pytest.mark.thorough)
        for at, one in enumerate(first)
        for turn, other in enumerate(second)
    ]
