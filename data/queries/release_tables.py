"""The tables of a release that pages ask row by row, laid open once under their names and kept for the next question.

Opening the files anew at each question took longer than reading them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from contextlib import suppress
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd
from cachetools import LRUCache, cached

from data.cube import DIMENSIONS, MEASURES
from data.ledger import facts_of
from data.places import minimum_wages as in_force
from data.store import CUBE, TOTALS, Release, connected, view_files
from data.tables import Facts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Asked(Protocol):
    """What is read of a `data.queries.Reading`, which itself takes rows from here."""

    @property
    def place(self) -> str:
        """The folder of the releases."""
        ...

    @property
    def release(self) -> Release:
        """The one that is read."""
        ...

    @property
    def facts(self) -> Facts:
        """Those that it is read with."""
        ...


_TABLES = (
    "employers",
    "contributions",
    "instalments",
    "arrears_positions",
    "cases",
    "case_steps",
    "outreach",
)


def rows_of(reading: Asked, statement: str, values: Mapping[str, Any] | None = None) -> pd.DataFrame:
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


def _named(release: Release, month: str) -> Hashable:
    """A month of a release: not by its number alone, since a simulation that was made anew counts from 1 again.

    A copy of a store has the same releases, and may be damaged.
    """
    return release.root, release.entry.publication, release.number, month


# Cells of cubes that are kept, each of 8 bytes or a text that it shares: 60 to 100 MB.
_ROWS: LRUCache[Hashable, pd.DataFrame] = LRUCache(8_000_000, lambda rows: rows.size + 1)
_LOCK = Lock()


def rows_in(release: Release, month: str, regions: frozenset[str], numbers: tuple[str, ...]) -> pd.DataFrame:
    """The cells of the cube in these regions: DIMENSIONS and the `numbers`.

    Whoever comes back for further numbers of a month is given them all, of which a page asks for twenty in turn; for a
    month of a trend one reading of few is enough.
    """
    key = _named(release, month), regions
    with _LOCK:
        kept = _ROWS.get(key)
    if kept is None or not set(numbers) <= set(kept.columns):
        wanted = numbers if kept is None else tuple(dict.fromkeys((*MEASURES, *numbers)))
        rows = release.table(CUBE, (*DIMENSIONS, *wanted), months=[month], among=("region", regions))
        kept = rows.to_pandas()
        with _LOCK, suppress(ValueError):  # larger than all that may be kept
            _ROWS[key] = kept
    return kept[[*DIMENSIONS, *numbers]]


@cached(LRUCache(48), _named, Lock())
def totals_of(release: Release, month: str) -> pd.DataFrame:
    """The totals of a month, with all their columns: of a country a hundredth of the cube."""
    return release.table(TOTALS, months=[month]).to_pandas()


@cached(LRUCache(256), _named, Lock())
def offices_by_region(release: Release, month: str) -> Mapping[str, frozenset[str]]:
    """Region -> the offices that have anybody there in a month, "" where no office is known of some."""
    cells = totals_of(release, month)[["region", "office"]].drop_duplicates()
    there: dict[str, set[str]] = {}
    for region, office in zip(cells["region"], cells["office"], strict=True):
        there.setdefault(region, set()).add(office)
    return {region: frozenset(offices) for region, offices in there.items()}


@lru_cache(maxsize=64)
def minimum_wages(reading: Asked, month: str) -> pd.DataFrame:
    """The minimum wages that the release's wages of a month are held against: as `data.places.minimum_wages`."""
    return in_force(facts_of(reading.release, reading.facts), month)
