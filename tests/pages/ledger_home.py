"""A home with a small simulated ledger in it, for tests of the pages: the same for the same day, made in seconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.ledger.publishing import publish
from data.months import last_full_month
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from data.tables.facts import load_facts

MONTHS = 14  # a year and the month before it, so that every change over a year can be told


def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PETA_HOME whose simulated store has one release of `MONTHS` months, up to the last full one.

    Up to the last full month, because the app makes a newer release of its own where that is missing.
    """
    home, facts = tmp_path_factory.mktemp("home"), load_facts()
    plan = Plan(employers=600, months=MONTHS, last=last_full_month(date.today()))
    tables = {name: Change("overwrite", rows) for name, rows in simulate(plan, facts).items()}
    publish(Store(home, SIMULATED), tables, facts=facts, title="Simulasi kecil", role="pengelola", keep=False)
    return home
