"""Visits as nobody recorded them, and the small ledger that judges them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from data.access.viewer import Viewer
from data.queries.reading import Reading
from data.store.store import SIMULATED
from data.visits.visit import PROMISED, Amount, Visit
from tests.data.queries.released import simulated_reading

AT = datetime(2024, 1, 5, tzinfo=UTC)
FIRST = date(2024, 1, 1)


def visit(on: date, promise: Amount | None, **more) -> Visit:
    told = {
        "employer": "X-1",
        "kind": "ditelepon",
        "result": PROMISED,
        "on": on,
        "promise": promise,
        "id": "a",
        "at": AT,
        "role": "pengelola",
        "offices": (),
        "dataset": SIMULATED,
        "release": 1,
        "npp": "N1",
        "office": "KC-MOJOKERTO",
    }
    return Visit(**(told | more))


def drawn(dice: random.Random) -> tuple[Visit, list[tuple[date, int]], date]:
    """A promise, what was paid on days around it, and how far the ledger goes; sums lie at, above or below what is asked."""
    on = FIRST + timedelta(days=dice.randrange(20))
    due = on + timedelta(days=dice.randrange(15))
    payments = [
        (FIRST + timedelta(days=dice.randrange(45)), dice.randrange(1, 6)) for _ in range(dice.randrange(6))
    ]
    asked = max(1, sum(paid for _, paid in payments if dice.random() < 0.6) + dice.choice([0, 0, -1, 1]))
    return visit(on, Amount(asked, due)), payments, FIRST + timedelta(days=dice.randrange(60))


def reading(role: str = "pengelola", *offices: str) -> Reading:
    """The small simulated ledger, as somebody sees it."""
    return replace(simulated_reading(), viewer=Viewer(role, frozenset(offices)))
