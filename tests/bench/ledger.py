"""The ledger against its plain twin and against one SQL statement written by hand, in the same run.

Every way reads the same files of a release of the simulated ledger, and every way must give the same cells.
An employer-month is a row that the cube sums: an employer, registered or not, in a month by whose end it
was known.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import pandas as pd
import pyarrow as arrow

from data.cube import (
    BACKING,
    COLUMNS,
    CONTRIBUTORS,
    DIFFERENCES,
    DIMENSIONS,
    LARGEST,
    LARGEST_OF,
    MEASURES,
    RECOVERED,
    RUPIAH,
    SPREADS,
    WORKER_STATES,
    WORKERS,
)
from data.ledger.calendar import month_calendar, service, wage_floors
from data.ledger.engines import DuckDB, given_table, statement
from data.ledger.run import Run
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.release import Release
from data.store.store import SIMULATED, Store
from data.tables.ledger_schemas import LEDGER
from data.vocabulary import STEPS
from tests.bench.lines import Line, line
from tests.data.ledger.ledger_twin import twin_cube
from tests.data.simulation.simulated import whole
from tests.facts import FACTS

# The twin works every month out from all the months before it: more employers, not more months.
SMALL, LARGE = Plan(employers=26_000, months=13), Plan(employers=200_000, months=37)
ROUNDS = 5


def by_hand() -> str:
    """The rival's statement, with the long lists of columns spelled out."""
    text = (Path(__file__).parent / "cube.sql").read_text("utf-8")
    steps = ", ".join(f"'{step}'" for step in STEPS)
    sums = ", ".join(
        [f"coalesce(sum({n}), 0)::BIGINT AS {n}" for n in MEASURES]
        + [f"coalesce(max({n}), 0)::BIGINT AS {n}" for n in LARGEST]
    )
    standing = ", ".join(f"count_if(step = '{step}') AS cases_{step}" for step in STEPS)
    text = text.replace("$backed", _backed([*WORKERS, *RUPIAH])).replace("$recovered", _each_of(RECOVERED))
    text = text.replace("$differences", _differences()).replace("$states", _states())
    return text.replace("$steps", f"[{steps}]").replace("$standing", standing).replace("$sums", sums)


def _backed(names: Sequence[str]) -> str:
    """Sums over employers, with how many have any of each, and the most that one has."""
    counts = {count: name for name, count in CONTRIBUTORS.items() if count in BACKING and name in names}
    return ", ".join(
        [f"sum({name}) AS {name}" for name in names]
        + [f"count_if({name} > 0) AS {count}" for count, name in counts.items()]
        + [f"max({name}) AS {LARGEST_OF[name]}" for name in names if name in LARGEST_OF]
    )


def _differences() -> str:
    """What is left of sums of rupiah when others are taken off, whatever its sign."""
    return ", ".join(
        f"abs({' + '.join(plus)} - {' - '.join(minus)}) AS {name}"
        for name, (plus, minus) in DIFFERENCES.items()
    )


def _states() -> str:
    """Who has workers in each state, and rupiah in each difference, the most that one has, and the differences' sums."""
    parts = {name: name for name in (*WORKER_STATES[:2], *DIFFERENCES)}
    for name in WORKER_STATES[2:]:
        step, debt = name.split("_")
        parts[name] = f"CASE WHEN step = '{step}' AND debt = '{debt}' THEN workers_registered ELSE 0 END"
    told = [f"count_if({part} > 0) AS {CONTRIBUTORS[name]}" for name, part in parts.items()]
    told += [f"max({part}) AS {LARGEST_OF[name]}" for name, part in parts.items()]
    return ", ".join([*told, *(f"sum({parts[name]}) AS {spread}" for name, spread in SPREADS.items())])


def _each_of(names: Sequence[str]) -> str:
    """The same of rows of one employer each."""
    counts = [f"({name} > 0)::BIGINT AS {CONTRIBUTORS[name]}" for name in names]
    return ", ".join(counts + [f"{name} AS {LARGEST_OF[name]}" for name in names])


class Made:
    """A release of a simulated ledger in a folder, and the ways to its cube."""

    def __init__(
        self,
        plan: Plan,
        folder: Path,
        tables: Mapping[str, object] | None = None,
        release: Release | None = None,
    ) -> None:
        """`tables`: the plan's, if they are made already; `release`: the one in the folder, if it has one."""
        self.plan = plan
        self.release: Release = release or _published(folder, tables or simulate(plan, FACTS))
        serves, main = service(FACTS, plan.texts[0], plan.last)
        months = month_calendar(plan.texts[0], plan.texts[0], plan.last)
        floors = wage_floors(FACTS, plan.texts[0], plan.last)
        self.given = {"calendar": months, "serves": serves, "main": main, "floors": floors}

    @property
    def employer_months(self) -> int:
        """Employers in the months by whose end they were known."""
        days = pd.to_datetime(self.release.table("employers", ["listed_on"])["listed_on"].to_pandas())
        first = (days.dt.year * 12 + days.dt.month - 1).clip(lower=self.plan.first_index)
        return int((self.plan.last_index + 1 - first).sum())

    def files(self, name: str, months: Sequence[str] | None = None) -> list[str]:
        """The files of a table of the release, of some months alone if said."""
        return self.release.files(name) if months is None else self.release.files(name, months=months)

    def ours(self) -> arrow.Table:
        """Open the files, find what was unsettled, sum the cells."""
        return self._run(self.plan.first_index, self.plan.last_index)

    def month(self, left_open: arrow.Table) -> arrow.Table:
        """The same of the last month alone, from what was left open before it."""
        return self._run(self.plan.last_index, self.plan.last_index, left_open)

    def left_open(self) -> arrow.Table:
        """What the publication of the month before has kept: the bills overdue at its end."""
        first, last = self.plan.first_index, self.plan.last_index
        return Run(DuckDB(self.release.root), self.files, self.given, first, last - 1).left_open()

    def _run(self, first: int, last: int, carried: arrow.Table | None = None) -> arrow.Table:
        run = Run(DuckDB(self.release.root), self.files, self.given, first, last, carried)
        return arrow.concat_tables(run.cells(self.plan.employers))

    def hand(self) -> arrow.Table:
        """The rival: the same files opened by the same engine, then the statement written by hand."""
        engine = DuckDB(self.release.root)
        for name in LEDGER:
            engine.open(name, self.files(name))
        for name, frame in {**self.given, "days": self.given["calendar"]}.items():
            engine.put(name, given_table(name, frame))
        return engine.answer(by_hand()).select(list(COLUMNS))


def _published(folder: Path, tables: Mapping[str, object]) -> Release:
    changes = {name: Change("overwrite", data) for name, data in tables.items()}
    return Store(folder, SIMULATED).publish(changes, title="bench", role="bench", keep=False)


def in_order(cells: arrow.Table) -> pd.DataFrame:
    """The cells in one order, whichever way made them."""
    return cells.to_pandas().sort_values(list(DIMENSIONS), ignore_index=True)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Raise AssertionError unless every cell is equal."""
    pd.testing.assert_frame_equal(one, other, check_dtype=False)


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(ways: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Seconds of each way, taken in turn so that a busy moment hits all."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            taken[name].append(seconds(work))
    return taken


def ratio(own: list[float], other: list[float]) -> float:
    """The median of the ratios of each round."""
    return median(one / two for one, two in zip(own, other, strict=True))


def compared(name: str, own: list[float], rival: str, other: list[float], limit: float) -> Line:
    """A line: seconds of ours, beside the rival's."""
    return line(name, median(own), "s", f"{rival}, {median(other):.1f} s", ratio(own, other), limit)


def measured() -> list[Line]:
    """The lines of the ledger; every pair of ways gave the same cells."""
    for what in ("unsettled", "cube", "carried"):
        statement(what, "duckdb")  # a process compiles them once
    with tempfile.TemporaryDirectory() as folder:
        return [*against_twin(Path(folder) / "small"), *against_hand(Path(folder) / "large")]


def against_twin(folder: Path) -> list[Line]:
    """The cube against a plain loop over the months, in pandas."""
    tables = whole(SMALL)
    made = Made(SMALL, folder, tables)
    first, last = SMALL.first_index, SMALL.last_index
    started = time.perf_counter()
    slow = twin_cube(tables, *made.given.values(), first, last)
    taken = time.perf_counter() - started
    same(in_order(made.ours()), slow)
    own = [seconds(made.ours) for _ in range(ROUNDS)]
    return [
        compared(f"cube, {made.employer_months:,} employer-months", own, "pandas twin", [taken] * ROUNDS, 0.1)
    ]


def against_hand(folder: Path) -> list[Line]:
    """The cube against the statement written by hand, and one new month against all of them."""
    made = Made(LARGE, folder)
    left = made.left_open()
    cells = in_order(made.ours())
    same(cells, in_order(made.hand()))
    same(in_order(made.month(left)), cells[cells["month"] == LARGE.last].reset_index(drop=True))
    del cells
    times = in_turn({"ours": made.ours, "hand": made.hand, "month": lambda: made.month(left)})
    size = f"{made.employer_months:,} employer-months"
    return [
        compared(f"cube, {size}", times["ours"], "SQL by hand", times["hand"], 1.3),
        compared(
            f"one month on top of {LARGE.months - 1}, of {size}",
            times["month"],
            "all months",
            times["ours"],
            0.1,
        ),
    ]
