"""Which cases of a test `make test` tries, and which ones `make thorough` alone.

Cases that are as good as each other are marked `sampled(n)`, and tests/conftest.py takes some evenly between the first and
the last. Where it matters which ones are tried they are named here: those of `with_rest`, or pairs `in_turn`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def with_rest(tried: Iterable[Any], rest: Iterable[Any]) -> list[Any]:
    """Cases of a test of which only some are tried in `make test`: of every kind one at least. The rest is thorough."""
    return [*tried, *(_thorough(case) for case in rest)]


def _thorough(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.thorough)
