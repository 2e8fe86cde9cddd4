"""The ledger against its plain twin and against one SQL statement written by hand, in the same run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd
import pyarrow as arrow

from data.cube import COLUMNS, DIMENSIONS, LARGEST, MEASURES
from data.ledger_engine import DuckDB, given_table, statement
from data.ledger_run import Run
from data.ledger_schemas import LEDGER, STEPS
from tests.data.ledger_cases import Case, as_reported, random_case, written
from tests.data.ledger_twin import twin_cube

FIRST, MONTHS = 2023 * 12 + 10, 36
LAST = FIRST + MONTHS - 1
TWIN_EMPLOYERS, RIVAL_EMPLOYERS = 9_000, 60_000


def by_hand() -> str:
    """The rival's statement, with the long lists of columns spelled out."""
    text = (Path(__file__).parent / "cube.sql").read_text("utf-8")
    steps = ", ".join(f"'{step}'" for step in STEPS)
    sums = ", ".join(
        [f"coalesce(sum({n}), 0)::BIGINT AS {n}" for n in MEASURES]
        + [f"coalesce(max({n}), 0)::BIGINT AS {n}" for n in LARGEST]
    )
    standing = ", ".join(f"count_if(step = '{step}') AS cases_{step}" for step in STEPS)
    return text.replace("$steps", f"[{steps}]").replace("$standing", standing).replace("$sums", sums)


class Made:
    """A ledger on disk, and the three ways to its cube."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self.files = case, written(case, folder)
        self.given = {"calendar": case.calendar, "serves": case.serves, "main": case.main}

    def ours(self, first: int = FIRST, carried: arrow.Table | None = None) -> arrow.Table:
        run = Run(DuckDB(), self.files, self.given, first, LAST, carried)
        return arrow.concat_tables(run.cells(len(self.case.tables["employers"])))

    def left_open(self) -> arrow.Table:
        return Run(DuckDB(), self.files, self.given, FIRST, LAST - 1).left_open()

    def hand(self) -> arrow.Table:
        engine = DuckDB()
        for name in LEDGER:
            engine.open(name, self.files(name))
        for name, frame in self.given.items():
            engine.put(name, given_table(name, frame))
        days = self.case.calendar[self.case.calendar["m"].between(FIRST, LAST)]
        engine.put("days", given_table("days", days))
        return engine.answer(by_hand()).select(list(COLUMNS))

    def twin(self) -> pd.DataFrame:
        return twin_cube(self.case.tables, *self.given.values(), FIRST, LAST)


def in_order(cells: arrow.Table) -> pd.DataFrame:
    return cells.to_pandas().sort_values(list(DIMENSIONS), ignore_index=True)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_dtype=False)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each way, taken in turn so that a busy moment hits all."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            taken[name].append(seconds(work))
    return {name: median(times) for name, times in taken.items()}


def measured(rounds: int) -> dict[str, tuple[float, float, int]]:
    """Line -> seconds of ours, seconds of the rival, employer-months; every pair gave the same cells."""
    for what in ("unsettled", "cube", "carried"):
        statement(what, "duckdb")  # a process compiles them once
    with tempfile.TemporaryDirectory() as folder:
        small = Made(random_case(1, TWIN_EMPLOYERS, FIRST, MONTHS), Path(folder) / "small")
        same(in_order(small.ours()), small.twin())
        twin = {"ours": median(seconds(small.ours) for _ in range(rounds)), "twin": seconds(small.twin)}
        large = Made(as_reported(random_case(2, RIVAL_EMPLOYERS, FIRST, MONTHS)), Path(folder) / "large")
        same(in_order(large.ours()), in_order(large.hand()))
        left = large.left_open()
        ways = {"ours": large.ours, "hand": large.hand, "month": lambda: large.ours(LAST, left)}
        large_times = in_turn(ways, rounds)
    months = RIVAL_EMPLOYERS * MONTHS
    return {
        "twin": (twin["ours"], twin["twin"], TWIN_EMPLOYERS * MONTHS),
        "hand": (large_times["ours"], large_times["hand"], months),
        "month": (large_times["month"], large_times["ours"], months),
    }
