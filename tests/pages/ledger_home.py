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
from tests.facts import FACTS
from tests.shared import made_once

MONTHS = 14  # a year and the month before it, so that every change over a year can be told
# Up to the last full month, because the app makes a newer release of its own where that is missing.
LAST = last_full_month(date.today())


def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PETA_HOME whose simulated store has one release of `MONTHS` months, up to `LAST`.

    All workers share it, so it is to be read alone.
    """
    return made_once(tmp_path_factory, "small-home", _publish)


def _publish(home: Path) -> None:
    plan = Plan(employers=600, months=MONTHS, last=LAST)
    tables = {name: Change("overwrite", rows) for name, rows in simulate(plan, FACTS).items()}
    publish(Store(home, SIMULATED), tables, facts=FACTS, title="Simulasi kecil", role="pengelola", keep=False)
