"""The cube of a release, worked out some months at a time so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd
import pyarrow as arrow

from data.cube import COLUMNS, DIMENSIONS
from data.ledger.engines import (
    GIVEN_SCHEMAS,
    MEASURED,
    OPENING,
    TAKEN,
    UNSETTLED,
    Engine,
    given_table,
    statement,
)
from data.ledger.limits import time_limits
from data.ledger.moves import by_measure
from data.months import month_text
from data.store import SPELLS, schema_of
from data.tables import LEDGER

# Employer-months that are worked on at once: some 300 bytes each in DuckDB.
AT_ONCE = 3_000_000

# Parquet files of a table of the release; of a partitioned one those of the given months, or all (None).
Files = Callable[[str, Sequence[str] | None], Sequence[str]]


def cube_schema() -> arrow.Schema:
    """The cube as Arrow types: the dimensions text, everything else int64."""
    return arrow.schema([(n, arrow.string() if n in DIMENSIONS else arrow.int64()) for n in COLUMNS])


def keep_opening(engine: Engine, files: Files) -> None:
    """Keep the opening balances under their name; contributions are laid open anew after it.

    Few releases have positions, and only for these every month is read. The tables instalments, arrears_positions and
    carried must be open.
    """
    if not files("arrears_positions", None):
        engine.put(OPENING, GIVEN_SCHEMAS[OPENING].empty_table())
        return
    engine.open("contributions", files("contributions", None))
    engine.keep(OPENING, statement(OPENING, engine.dialect))


def limits_of_steps(engine: Engine) -> arrow.Table:
    """The time limits of the steps in the open table case_steps: GIVEN["limits"]."""
    taken = engine.answer(statement(TAKEN, engine.dialect))
    pairs = zip(taken["step"].to_pylist(), taken["on"].to_pylist(), strict=True)
    return time_limits(pairs).cast(GIVEN_SCHEMAS["limits"])


class Run:
    """One working out of the cube for a run of months on an engine.

    `given`: calendar, serves, main, floors (data.ledger.calendar). `carried`: what an earlier run left open at the
    end of the month before `first`; without it every month of contributions is read for what is unpaid.
    """

    def __init__(
        self,
        engine: Engine,
        files: Files,
        given: Mapping[str, pd.DataFrame],
        first: int,
        last: int,
        carried: arrow.Table | None = None,
    ) -> None:
        self._engine, self._files, self._calendar = engine, files, given["calendar"]
        self._first, self._last = first, last
        for name in LEDGER:
            if name != "contributions":
                engine.open(name, files(name, None))
        for name in ("calendar", "serves", "main", "floors"):
            engine.put(name, given_table(name, given[name]))
        engine.put("carried", GIVEN_SCHEMAS["carried"].empty_table() if carried is None else carried)
        engine.put("limits", limits_of_steps(engine))
        keep_opening(engine, files)
        # The bills of the last month fall due after it.
        unread = None if carried is None else self._months(first, last - 1)
        engine.open("contributions", files("contributions", unread))
        # The month before is asked for, too: who moved in the first month is told from it.
        self._want(first - 1, last)
        engine.keep(UNSETTLED, statement(UNSETTLED, engine.dialect))

    def cells(self, employers: int) -> Iterator[arrow.Table]:
        """The cells in tables of whole months, oldest first. `employers` says how many months fit at once."""
        for start, stop in self._at_once(employers):
            self._measure(start, stop)
            yield self._cells()

    def cells_and_moves(
        self, employers: int, progress: Callable[[float], None] = lambda done: None
    ) -> Iterator[tuple[arrow.Table, arrow.Table]]:
        """`cells`, each with who moved in its months: the columns of the store's table.

        Of the first month that is known nobody can say who moved in it.
        """
        months = self._last - self._first + 1
        for start, stop in self._at_once(employers):
            self._measure(start - 1, stop)
            progress((start - self._first + (stop - start + 1) / 2) / months)
            self._want(start, stop)
            cells = self._cells()
            oldest = int(self._calendar["m"].min())
            self._want(max(start, oldest + 1), stop)
            yield cells, by_measure(self._engine.answer(statement("moves", self._engine.dialect)))
            progress((stop - self._first + 1) / months)

    def _at_once(self, employers: int) -> Iterator[tuple[int, int]]:
        step = max(AT_ONCE // max(employers, 1), 1)
        for start in range(self._first, self._last + 1, step):
            yield start, min(start + step - 1, self._last)

    def _measure(self, first: int, last: int) -> None:
        """Keep every employer in each of the months, with all that is summed of it."""
        self._want(first, last)
        self._engine.open("contributions", self._files("contributions", self._months(first, last)))
        self._engine.keep(MEASURED, statement(MEASURED, self._engine.dialect))

    def _cells(self) -> arrow.Table:
        return self._engine.answer(statement("cube", self._engine.dialect)).cast(cube_schema())

    def left_open(self) -> arrow.Table:
        """What is overdue at the end of the last month, for the run of the next one: GIVEN["carried"]."""
        self._want(self._first, self._last)
        return self._engine.answer(statement("carried", self._engine.dialect)).cast(GIVEN_SCHEMAS["carried"])

    def spells(self, *, of_all: bool = False) -> arrow.Table:
        """What each late bill came to be in the months of the run: the columns of the store's table.

        `of_all`: also in the months before, as far back as there are bills.
        """
        self._want(int(self._calendar["m"].min()) if of_all else self._first, self._last)
        return self._engine.answer(statement("spells", self._engine.dialect)).cast(schema_of(SPELLS))

    @staticmethod
    def _months(first: int, last: int) -> list[str]:
        return [month_text(m) for m in range(first - 1, last + 1)]

    def _want(self, first: int, last: int) -> None:
        days = self._calendar[self._calendar["m"].between(first, last)]
        self._engine.put("days", given_table("days", days))
