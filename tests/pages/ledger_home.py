"""A home with a small simulated ledger in it, for tests of the pages: the same for the same day, made in seconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.ledger.publishing import publish
from data.months import last_full_month, month_index, month_text
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from tests.facts import FACTS
from tests.own_ledger import MOJOKERTO, PEKALONGAN, joined, own_tables, publish_own, simulated_tables
from tests.shared import made_once

MONTHS = 14  # a year and the month before it, so that every change over a year can be told
# Up to the last full month, because the app makes a newer release of its own where that is missing.
LAST = last_full_month(date.today())
# The last month that a late office has sent.
LATE = month_text(month_index(LAST) - 2)


def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PETA_HOME whose simulated store has one release of `MONTHS` months, up to `LAST`.

    All workers share it, so it is to be read alone.
    """
    return made_once(tmp_path_factory, "small-home", publish_small)


def cases_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a simulated ledger large enough for more open cases than one page of them. To be read alone."""
    return made_once(tmp_path_factory, "cases-home", lambda home: publish_small(home, employers=2000))


def public_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two months of as many employers as were published, so that most may be told. To be read alone."""
    return made_once(tmp_path_factory, "public-home", _publish_all)


def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose own data are of KC Mojokerto alone; nobody has brought projects or outreach. To be read alone."""
    return made_once(tmp_path_factory, "own-home", _publish_one_office)


def late_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything of Mojokerto, and of Pekalongan up to two months before. To be read alone."""
    return made_once(tmp_path_factory, "late-home", _publish_one_late)


def first_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an office brings first: employers and one month of contributions. To be read alone."""
    return made_once(tmp_path_factory, "first-home", _publish_first)


def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small simulated ledger in whose shared regions each third employer is the main branch's."""
    return made_once(tmp_path_factory, "shared-home", _publish_shared)


# Regions that a branch and one below it both serve, with the branch: the employers of both are there.
SHARED = {"35.17": "KC-MOJOKERTO", "33.25": "KC-PEKALONGAN", "33.27": "KC-PEKALONGAN"}


def _publish_shared(home: Path) -> None:
    tables = simulate(Plan(employers=900, months=3, last=LAST), FACTS)
    employers = tables["employers"]
    third = employers["region"].isin(list(SHARED)) & (employers.index % 3 == 0)
    tables["employers"] = employers.assign(
        office=employers["office"].mask(third, employers["region"].map(SHARED))
    )
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    publish(
        Store(home, SIMULATED),
        changes,
        facts=FACTS,
        title="Kantor berdampingan",
        role="pengelola",
        keep=False,
    )


def _publish_first(home: Path) -> None:
    tables = own_tables(_tables(), MOJOKERTO)
    month = tables["contributions"].query("blth == @LAST")
    publish_own(home, {"employers": tables["employers"], "contributions": month})


def _publish_one_office(home: Path) -> None:
    publish_own(home, own_tables(_tables(), MOJOKERTO), without=("projects", "outreach"))


def _publish_one_late(home: Path) -> None:
    tables = _tables()
    publish_own(home, joined(own_tables(tables, MOJOKERTO), own_tables(tables, PEKALONGAN, until=LATE)))


def _tables() -> dict[str, pd.DataFrame]:
    return simulated_tables(Plan(employers=900, months=MONTHS, last=LAST))


def _publish_all(home: Path) -> None:
    publish_small(home, 12_000, 2, 24)


def publish_small(home: Path, employers: int | None = 600, months: int = MONTHS, before: int = 0) -> None:
    """Publish a small simulated ledger into a folder for PETA_HOME; `employers`: None for as many as were published."""
    plan = Plan(employers=employers, months=months, before=before, last=LAST)
    tables = {name: Change("overwrite", rows) for name, rows in simulate(plan, FACTS).items()}
    publish(Store(home, SIMULATED), tables, facts=FACTS, title="Simulasi kecil", role="pengelola", keep=False)
