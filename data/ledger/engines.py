"""Where the ledger runs: its expressions as the SQL of an engine, over tables that have fixed names there.

The expressions are made over tables that are only named, so that they are compiled once in a process and
not once a run; an engine is what can open Parquet files under a name and answer a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from os import PathLike
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as arrow

from data.ledger.expressions import (
    Inputs,
    begun,
    cube,
    employer_rows,
    first_change,
    measured,
    moves,
    open_at_end,
    open_bills,
    openings,
)
from data.ledger.offices import Offices
from data.store import connected, view_files, view_rows
from data.tables import LEDGER, PARTITIONED, arrow_schema
from data.vocabulary import AGEING, SCALES

UNSETTLED, OPENING, TAKEN, MEASURED = "unsettled", "opening", "steps taken", "measured"
_MONTHS = {
    "m": "int64",
    "month": "string",
    "year": "int64",
    "month_end": "date",
    "bill_due_on": "date",
    "active_until": "int64",
    "penalty_bp_sum": "int64",
    **{f"needs_{scale}": "int64" for scale in SCALES},
    **{f"bound_{scale}": "int64" for scale in SCALES},
    **{f"upto_{name}": "int64" for name in AGEING[:-1]},
}
# The small tables that the ledger joins to those of the release. `located` are rows, by number, whose office is asked.
GIVEN = {
    "calendar": _MONTHS,
    "days": _MONTHS,
    "serves": {"region": "string", "m": "int64", "office": "string"},
    "main": {"region": "string", "m": "int64", "main_office": "string"},
    "floors": {"region": "string", "m": "int64", "minimum_wage": "int64"},
    "opening": {
        "npp": "string",
        "since": "int64",
        "until": "int64",
        "rupiah": "int64",
        "oldest": "int64",
    },
    "carried": {"npp": "string", "blth": "int64", "open": "int64", "as_of": "int64"},
    "limits": {"step": "string", "on": "date", "last_day": "date", "confirmed": "int64"},
    "located": {"row": "int64", "region": "string", "m": "int64", "office": "string"},
}
GIVEN_SCHEMAS = {name: ibis.schema(columns).to_pyarrow() for name, columns in GIVEN.items()}

# By which day or month a row of a table is dated. Rows of the other tables say what is so from now on.
DATED = {
    "instalments": "paid_on",
    "informal": "blth",
    "projects": "started_on",
    "cases": "opened_on",
    "case_steps": "on",
    "arrears_positions": "as_of",
    "outreach": "on",
}
# The tables that an engine keeps, whose names are fixed.
_KEPT = {name: f"CREATE OR REPLACE TABLE {name}" for name in (UNSETTLED, OPENING, MEASURED)}
# DuckDB takes the employers of a month for a few rows and hashes them, with all their columns, instead of what is
# joined to them: a quarter of the time of all months, a third of that of one.
_TUNING = ("SET preserve_insertion_order = false", "SET disabled_optimizers = 'build_side_probe_side'")


class Engine(Protocol):
    """What the ledger asks of an engine. `dialect` is a name that Ibis compiles for."""

    dialect: str

    def open(self, name: str, files: Sequence[str]) -> None:
        """Lay the Parquet files of the ledger's table `name` open under that name."""

    def put(self, name: str, rows: arrow.Table) -> None:
        """Make a small table of this name."""

    def keep(self, name: str, sql: str) -> None:
        """Work a statement out and keep its rows as a table of this name, in place of those it had."""

    def answer(self, sql: str) -> arrow.Table:
        """The rows of a statement."""


@cache
def _inputs() -> Inputs:
    given = {name: _given(name) for name in GIVEN if name != "located"}
    return Inputs(**{name: _of_ledger(name) for name in LEDGER}, **given)


def _of_ledger(name: str, named: str = "") -> ir.Table:
    """A table of the ledger, as one of another name if said."""
    return ibis.table(ibis.Schema.from_pyarrow(arrow_schema(name)), name=named or name)


def _given(name: str) -> ir.Table:
    return ibis.table(GIVEN[name], name=name)


def _kept(name: str) -> ir.Table:
    """The table that an engine keeps of a statement."""
    return ibis.table(_expression(name).schema(), name=name)


def _changed(name: str, _: Inputs) -> ir.Table:
    before, now = (_of_ledger(name, version) for version in ("before", "now"))
    return first_change(before, now, DATED[name])


_OF_A_RUN = (TAKEN, UNSETTLED, MEASURED, "cube", "moves", "carried", "spells")
_compiling = Lock()
# Each is made when it is first asked for: making all of them takes a second.
_MADE: dict[str, Callable[[Inputs], ir.Table]] = {
    UNSETTLED: open_bills,
    OPENING: openings,
    MEASURED: lambda inputs: measured(inputs, _kept(UNSETTLED)),
    "cube": lambda inputs: cube(inputs, _kept(MEASURED)),
    "moves": lambda inputs: moves(inputs, _kept(MEASURED)),
    "carried": lambda inputs: open_at_end(inputs, _kept(UNSETTLED)),
    "spells": lambda inputs: begun(inputs, _kept(UNSETTLED)),
    "employers": lambda inputs: employer_rows(inputs, _kept(UNSETTLED)),
    TAKEN: lambda inputs: inputs.case_steps.select("step", "on").distinct(),
    "offices": lambda inputs: Offices(inputs.serves, inputs.main).serving(_given("located")),
    **{f"first change of {name}": partial(_changed, name) for name in DATED},
}


@cache
def _expression(what: str) -> ir.Table:
    return _MADE[what](_inputs())


@cache
def _compiled(what: str, dialect: str) -> str:
    return str(ibis.to_sql(_expression(what), dialect=dialect))


def statement(what: str, dialect: str) -> str:
    """The SQL of an expression of data.ledger for "duckdb" or "pyspark".

    `what`: "unsettled" (open_bills), "opening" (openings), "measured", "cube", "carried" (open_at_end),
    "spells" (begun), "employers" (employer_rows), "moves" (moves), "offices" (Offices.serving, of the table `located`),
    "steps taken" (which steps on which days), or "first change of ..." a table of DATED, between the tables `before`
    and `now`.
    """
    with _compiling:  # whoever asks for what is being compiled waits for it, and does not do it again
        return _compiled(what, dialect)


def compile_aside(dialect: str) -> None:
    """Begin to compile what a working out asks for, in a thread of its own: a second in which files can be written."""
    Thread(target=lambda: [statement(what, dialect) for what in _OF_A_RUN]).start()


def given_table(name: str, frame: pd.DataFrame) -> arrow.Table:
    """The frame with the columns and types of `GIVEN[name]`."""
    return arrow.Table.from_pandas(frame[list(GIVEN[name])], GIVEN_SCHEMAS[name], preserve_index=False)


class DuckDB:
    """DuckDB in this process, which may read the files below `folders`. Raises BadSetting."""

    dialect = "duckdb"

    def __init__(self, *folders: str | PathLike[str]) -> None:
        self._db = connected(*folders, tuning=_TUNING)

    def open(self, name: str, files: Sequence[str]) -> None:
        """As Engine.open."""
        view_files(self._db, name, files)

    def put(self, name: str, rows: arrow.Table) -> None:
        """As Engine.put."""
        view_rows(self._db, name, rows)

    def keep(self, name: str, sql: str) -> None:
        """As Engine.keep."""
        self._db.execute(f"{_KEPT[name]} AS {sql}")

    def answer(self, sql: str) -> arrow.Table:
        """As Engine.answer."""
        # `sql()` alone plans a statement twice, which is a fifth of the time of one month.
        self._db.execute(f"PREPARE asked AS {sql}")
        return self._db.sql("EXECUTE asked").to_arrow_table()


def _spark_columns(name: str) -> str:
    """The columns of a table of the ledger as Spark is told them."""
    kinds = {"string": "STRING", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}
    return ", ".join(f"`{field.name}` {kinds[str(field.type)]}" for field in arrow_schema(name))


class Spark:
    """A Spark session that the caller made and ends."""

    dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        self._session = session
        # A month "2025-03" in a folder's name is text, not a date.
        session.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")

    def open(self, name: str, files: Sequence[str]) -> None:
        """As Engine.open. The month of a partitioned table is in the folder's name."""
        if not files:
            self.put(name, arrow_schema(name).empty_table())
            return
        # Files of an earlier version lack columns; with all of them named, what is not there is NULL.
        reader = self._session.read.schema(_spark_columns(name))
        if name in PARTITIONED:
            reader = reader.option("basePath", str(Path(files[0]).parents[1]))
        reader.parquet(*files).createOrReplaceTempView(name)

    def put(self, name: str, rows: arrow.Table) -> None:
        """As Engine.put."""
        self._session.createDataFrame(rows).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """As Engine.keep."""
        self._session.sql(sql).cache().createOrReplaceTempView(name)

    def answer(self, sql: str) -> arrow.Table:
        """As Engine.answer."""
        return self._session.sql(sql).toArrow()
