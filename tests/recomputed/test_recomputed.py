"""Every indicator of the ledger again, by plain SQL over the files of a release and no function of the product.

What differs is wrong in one of the two: an indicator's sentence, its formula, the cube, the guard, or the SQL here.
Each indicator is asked of two of the three months in turn, and of a third of the places in each; the narrower roles are
asked of the newest month and of one indicator for each rule of the guard alone. `make recompute` asks all of all.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from data.indicators import definitions
from tests.data.queries.released import simulated_reading
from tests.recomputed.comparing import ALL_SEEING, NARROWER, PLACES, Comparison
from tests.recomputed.indicators import ELSEWHERE, FORMULAS

MONTHS = ("2025-08", "2025-12", "2026-03")
GUARDED = (
    *("compliance", "ledger_arrears_rp", "due_rp", "coverage_workers"),
    *("informal_attainment", "ledger_jakon_workers", "cases_open", "outreach_conversion"),
)


def test_every_ledger_indicator_is_recomputed():
    ledger = {name for name, indicator in definitions().items() if indicator.kind == "ledger"}
    assert ledger == FORMULAS.keys() | ELSEWHERE


@pytest.mark.sampled(18)
@pytest.mark.parametrize("name", FORMULAS)
def test_the_product_says_what_plain_sql_says(name: str):
    turn, compared = list(FORMULAS).index(name), []
    for at in (turn, turn + 1):
        compared += _comparison().of(name, [MONTHS[at % len(MONTHS)]], [ALL_SEEING], _sample(at))
    if name in GUARDED:
        compared += _comparison().of(name, MONTHS[-1:], NARROWER)
    assert not [one for one in compared if one.differs]
    assert sum(one.product is not None for one in compared) >= 2


def _sample(turn: int) -> list[tuple[str, str]]:
    """All together and every third of the other places, so that in three turns each has been there."""
    return [PLACES[0], *(place for at, place in enumerate(PLACES[1:]) if (at + turn) % len(MONTHS) == 0)]


@cache
def _comparison() -> Comparison:
    reading = simulated_reading()
    return Comparison(reading, Path(reading.place) / "simulasi" / "tables", MONTHS)
