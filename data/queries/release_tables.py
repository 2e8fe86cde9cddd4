"""The tables of a release that pages ask row by row, laid open once under their names and kept for the next question.

Opening the files anew at each question took longer than reading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.ledger import facts_of
from data.places import minimum_wages as in_force
from data.queries.reading import Reading
from data.store import Release, connected, view_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = (
    "employers",
    "contributions",
    "instalments",
    "arrears_positions",
    "cases",
    "case_steps",
    "outreach",
)


def rows_of(reading: Reading, statement: str, values: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The rows of a statement over the tables of the release; `values` are its parameters."""
    cursor = _laid_open(reading.place, reading.release.number, reading.release).cursor()
    try:
        return cursor.sql(statement, params=values).to_arrow_table().to_pandas(date_as_object=False)
    finally:
        cursor.close()


@lru_cache(maxsize=2)
def _laid_open(place: str, number: int, release: Release) -> DuckDBPyConnection:
    database = connected(release.root, tuning=("SET parquet_metadata_cache = true",))
    for table in _TABLES:
        view_files(database, table, release.files(table))
    return database


@lru_cache(maxsize=64)
def minimum_wages(reading: Reading, month: str) -> pd.DataFrame:
    """The minimum wages that the release's wages of a month are held against: as `data.places.minimum_wages`."""
    return in_force(facts_of(reading.release, reading.facts), month)
