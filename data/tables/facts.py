"""The tables that ship in `data/embedded/`, checked when they are loaded.

`TABLES` holds the schemas (`data.tables.published_schemas`), `load_table` reads one table, `load_facts` reads
all of them and checks that they fit together.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from data.tables.fact_tables import SCHEMAS
from data.tables.files import read_table
from data.tables.links import check_links
from data.tables.published_schemas import TABLES

EMBEDDED = Path(__file__).parents[1] / "embedded"


@dataclass(frozen=True, eq=False)
class Facts:
    """Every table of one folder, each with the columns of its schema and a plain index. Read only."""

    regions: pd.DataFrame
    kecamatan: pd.DataFrame
    workforce: pd.DataFrame
    sources: pd.DataFrame
    figures: pd.DataFrame
    offices: pd.DataFrame
    service_areas: pd.DataFrame
    service_points: pd.DataFrame
    agreements: pd.DataFrame
    events: pd.DataFrame
    targets: pd.DataFrame
    minimum_wages: pd.DataFrame


def load_table(name: str, folder: Path = EMBEDDED) -> pd.DataFrame:
    """The table `name` from `folder`/`name`.csv with the columns of `TABLES[name]`.

    Text is str, "" when empty; numbers are float, NaN when missing.

    Raises DamagedFile, which names the file, its row and column, what was there and what is accepted.
    """
    return read_table(name, Path(folder)).reset_index(drop=True)


def load_facts(folder: Path = EMBEDDED) -> Facts:
    """Every table of `folder`, checked one by one and against each other.

    Raises DamagedFile for a table that is damaged, or a code, source or indicator that no table knows.
    """
    by_line = {table.name: read_table(table.name, Path(folder)) for table in fields(Facts)}
    check_links(by_line)
    return Facts(**{name: frame.reset_index(drop=True) for name, frame in by_line.items()})


def facts_as_they_lie(folder: Path = EMBEDDED) -> Facts:
    """As `load_facts`, but read anew only where a file of the folder is another one than last time.

    For whoever asks every second: to read and check all tables takes a tenth of one, in which nothing else is computed.
    """
    folder = Path(folder)
    return _as_they_lay(folder, _state(folder))


@lru_cache(maxsize=2)
def _as_they_lay(folder: Path, _: object) -> Facts:
    return load_facts(folder)


def _state(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What changes with each file of a table: time of its last change in nanoseconds, size, and which file it is."""
    found = []
    for table in fields(Facts):
        with suppress(OSError):  # a file that is not there is told by load_facts
            now = (folder / f"{table.name}.csv").stat()
            found.append((table.name, now.st_mtime_ns, now.st_size, now.st_ino))
    return tuple(found)


@lru_cache(maxsize=16)
def fingerprint(facts: Facts) -> str:
    """What tells these facts from others in another process too. Targets are left out: no list of employers follows from
    them, and those of a simulated ledger are made up."""
    found = sha256()
    for table in fields(Facts):
        if table.name != "targets":
            found.update(getattr(facts, table.name).to_csv(index=False).encode())
    return found.hexdigest()[:16]


def heading(table: str, column: str, language: str) -> str:
    """The heading of a column in `"id"` or `"en"`, with its unit where it is a measured one.

    >>> heading("workforce", "value", "en"), heading("regions", "area_km2", "id")
    ('People', 'Luas (km²)')
    """
    headings = {**TABLES, **SCHEMAS}[table].columns[column].metadata or {}
    unit = headings["unit"]
    has_symbol = unit in ("km²", "°", "%")
    return (
        f"{headings[language]} ({unit})"
        if has_symbol and unit not in headings[language]
        else str(headings[language])
    )
