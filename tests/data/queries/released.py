"""Random ledgers as releases of a store, for what reads a release."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from data.access.viewer import Viewer
from data.ledger.publishing import publish
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from data.tables import Facts
from tests.data.ledger.ledger_cases import as_reported, random_case
from tests.data.simulation.simulated import FACTS, SMALL, kept

FIRST = 2023 * 12 + 10


def released(
    folder: Path, tables: dict[str, pd.DataFrame], viewer: Viewer | None = None, facts: Facts = FACTS
) -> Reading:
    """The tables as the first release of a store in the folder, read by somebody who sees everything."""
    changes = {name: Change("overwrite", frame) for name, frame in tables.items()}
    release = publish(
        Store(folder, SIMULATED), changes, facts=facts, title="uji", role="pengelola", keep=False
    )
    return Reading(release, str(folder), facts, viewer or Viewer("pengelola"))


@cache
def simulated_reading() -> Reading:
    """The small simulated ledger, published once for all tests."""
    return released(Path(mkdtemp()), kept(SMALL))


def random_tables(seed: int, employers: int = 40, months: int = 8) -> dict[str, pd.DataFrame]:
    """Tables of a random ledger whose months end with FIRST + months - 1."""
    return as_reported(random_case(seed, employers, FIRST, months)).tables
