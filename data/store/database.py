"""DuckDB, opened: in memory, within bounds, and shut off from everything but the files of a release.

This is the one module that opens DuckDB. The tables of a release are laid open under their names by the functions
below, so that no statement ever holds the name of a file or of a table that varies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

import pyarrow as arrow

from data.settings import memory, spill_folder
from data.store.columns import LATER, MONTH_COLUMNS, schema_of, stands_for
from data.store.location import readable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Expression

# The month of a table kept by month stands in the folder's name. It is text there, and not the date or the number
# that DuckDB would make of it.
_PLAIN_FILES = "FROM read_parquet($files, hive_partitioning = false, union_by_name = $by_name)"
_FILES_BY_MONTH = "FROM read_parquet($files, hive_partitioning = true, hive_types_autocast = false, union_by_name = $by_name)"
_numbers = count()


def connected(*folders: str | os.PathLike[str], tuning: Sequence[str] = ()) -> DuckDBPyConnection:
    """A new DuckDB in memory that may read files below `folders`, and none without any.

    Of an address of object storage these are the copies that are made on this computer (data.store.location). It
    takes at most PETA_MEMORY, and writes what does not fit below PETA_SPILL, in a folder of its own: two databases in
    one folder would write over each other's files. `tuning` are whole SET statements. After them nothing can be set
    any more; extensions are never fetched or loaded, since the app asks no other host for anything. Raises BadSetting.
    """
    import duckdb  # takes a tenth of a second, which a page without a ledger need not spend

    database = duckdb.connect(
        config={
            "memory_limit": memory(),
            "temp_directory": str(spill_folder() / uuid4().hex),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    database.execute("SET enable_progress_bar = false")  # it would write over the server's log
    for statement in tuning:
        database.execute(statement)
    database.execute("SET allowed_directories = $folders", {"folders": _spellings(folders)})
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database


def _spellings(folders: Sequence[str | os.PathLike[str]]) -> list[str]:
    """The folders as they are written and as they are without symbolic links, since files are named either way."""
    written = [str(readable(os.fspath(folder))) for folder in folders]
    real = [os.path.realpath(folder) for folder in written]
    return list(dict.fromkeys([*written, *real]))


def view_files(database: DuckDBPyConnection, name: str, files: Sequence[str]) -> None:
    """Lay the Parquet files of the store's table `name` open as a view of that name; none is an empty table.

    The view has the columns of `schema_of(name)`, in that order, whatever version of the app wrote the files.
    """
    if not files:
        view_rows(database, name, schema_of(name).empty_table())
        return
    statement = _FILES_BY_MONTH if name in MONTH_COLUMNS else _PLAIN_FILES
    # Of a table that has grown, files of one release may have different columns.
    values = {"files": list(files), "by_name": name in LATER}
    rows = database.sql(statement, params=values)
    rows.select(*_columns(name, rows.columns)).create_view(name, replace=True)


def _columns(name: str, given: Sequence[str]) -> Iterator[Expression]:
    """The columns of the table in their order; those of LATER filled in where they are not `given`, or empty."""
    import duckdb

    for field in schema_of(name):
        column = duckdb.ColumnExpression(field.name)
        if field.name not in LATER.get(name, ()):
            yield column
            continue
        value = duckdb.ConstantExpression(stands_for(name, field.name))
        kind = {"string": "VARCHAR", "int64": "BIGINT", "date32[day]": "DATE"}[str(field.type)]
        known = duckdb.CaseExpression(column.isnotnull(), column).otherwise(value)
        yield (known if field.name in given else value).cast(kind).alias(field.name)


def view_rows(database: DuckDBPyConnection, name: str, rows: arrow.Table) -> None:
    """Copy rows into the database and show them as a view of that name, in place of what it showed before.

    The copy lies in a table of its own, so that a view is replaced the same way whatever it showed. Its name is none
    that a month's tables have (data.store.month_tables).
    """
    table = f"copied_{next(_numbers)}"
    database.from_arrow(rows).create(table)
    database.table(table).create_view(name, replace=True)
