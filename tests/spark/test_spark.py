"""The same expressions on Spark: the cube that DuckDB gives, every cell equal, to the rupiah."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from data.cube import DIMENSIONS
from data.ledger.engines import DuckDB, Spark
from data.ledger.publishing import publish, release_run
from data.ledger.run import Run
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.columns import CUBE, LEFT_OPEN
from data.store.store import SIMULATED, Store
from data.tables.facts import load_facts
from tests.data.ledger.ledger_cases import as_reported, random_case, written
from tests.data.ledger.test_expressions import FIRST, fast, same

FACTS = load_facts()
PLAN = Plan(employers=600, months=15, last="2026-03", seed=3)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A release of the simulated ledger, with the cube that DuckDB made for it."""
    store = Store(tmp_path_factory.mktemp("home"), SIMULATED)
    changes = {name: Change("overwrite", rows) for name, rows in simulate(PLAN, FACTS).items()}
    return publish(store, changes, facts=FACTS, title="uji", role="uji", keep=False)


def ordered(rows, by=DIMENSIONS) -> pd.DataFrame:
    return rows.to_pandas().sort_values(list(by), ignore_index=True)


def test_spark_gives_every_cell_of_a_release_that_duckdb_gives(spark, release):
    run = release_run(release, FACTS, Spark(spark))
    (cells,) = run.cells(PLAN.employers)
    ours = ordered(release.table(CUBE))
    assert len(ours) > 3_000 and ours["outstanding_macet"].sum() > 0 and ours["cases_skk"].sum() > 0
    same(ordered(cells), ours)
    bill = ("npp", "blth")
    pd.testing.assert_frame_equal(ordered(run.left_open(), bill), ordered(release.table(LEFT_OPEN), bill))


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=some.integers(0, 2**32), employers=some.integers(1, 60), months=some.integers(2, 14))
def test_spark_gives_every_cell_of_a_random_ledger_that_duckdb_gives(
    spark, tmp_path_factory, seed, employers, months
):
    case, folder = as_reported(random_case(seed, employers, FIRST, months)), tmp_path_factory.mktemp("case")
    last = FIRST + months - 1
    same(fast(case, folder, FIRST, last, engine=Spark(spark)), fast(case, folder, FIRST, last))


def test_a_new_month_on_spark_follows_from_what_duckdb_left_open(spark, tmp_path):
    case = as_reported(random_case(21, 60, FIRST, 9))
    given = case.given
    left = Run(DuckDB(tmp_path), written(case, tmp_path), given, FIRST, FIRST + 7).left_open()
    month = partial(fast, case, tmp_path, FIRST + 8, FIRST + 8, carried=left)
    same(month(engine=Spark(spark)), month(engine=DuckDB(tmp_path)))
