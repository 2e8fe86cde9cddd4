"""Where the ledger runs: its expressions as the SQL of an engine, over tables that have fixed names there.

The expressions are made over tables that are only named, so that they are compiled once in a process and
not once a run; an engine is what can open Parquet files under a name and answer a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from os import PathLike
from pathlib import Path
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
    moves,
    open_at_end,
    open_bills,
    openings,
)
from data.ledger.offices import Offices
from data.store import connected, view_files, view_rows
from data.tables import LEDGER, PARTITIONED, arrow_schema
from data.vocabulary import AGEING, SCALES

UNSETTLED, OPENING, TAKEN = "unsettled", "opening", "steps taken"
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
        """Work a statement out and keep its rows as a table of this name."""

    def answer(self, sql: str) -> arrow.Table:
        """The rows of a statement."""


@cache
def _expressions() -> dict[str, Any]:
    named = {name: ibis.table(ibis.Schema.from_pyarrow(arrow_schema(name)), name=name) for name in LEDGER}
    given = {name: ibis.table(columns, name=name) for name, columns in GIVEN.items()}
    located = given.pop("located")
    inputs = Inputs(**named, **given)
    bills = open_bills(inputs)
    kept = ibis.table(bills.schema(), name=UNSETTLED)
    return {
        UNSETTLED: bills,
        OPENING: openings(inputs),
        "cube": cube(inputs, kept),
        "carried": open_at_end(inputs, kept),
        "spells": begun(inputs, kept),
        "employers": employer_rows(inputs, kept),
        TAKEN: inputs.case_steps.select("step", "on").distinct(),
        "moves": moves(inputs, kept),
        "offices": Offices(inputs.serves, inputs.main).serving(located),
        **{f"first change of {name}": _changed(named[name], name) for name in DATED},
    }


def _changed(table: ir.Table, name: str) -> ir.Table:
    before, now = (ibis.table(table.schema(), name=version) for version in ("before", "now"))
    return first_change(before, now, DATED[name])


@cache
def statement(what: str, dialect: str) -> str:
    """The SQL of an expression of data.ledger for "duckdb" or "pyspark".

    `what`: "unsettled" (open_bills), "opening" (openings), "cube", "carried" (open_at_end), "spells" (begun), "employers" (employer_rows), "moves" (moves),
    "offices" (Offices.serving, of the table `located`), "steps taken" (which steps on which days), or "first change of ..." a table of DATED, between the
    tables `before` and `now`.
    """
    return str(ibis.to_sql(_expressions()[what], dialect=dialect))


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
        """As Engine.keep; once for a name."""
        self._db.sql(sql).create(name)

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
