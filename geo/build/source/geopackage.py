"""GeoPackage, read as the SQLite database that it is, by SQLite without a single extension.

What a table of a GeoPackage says when it is opened may be a program: a view, a virtual table or a generated column
can call functions, and some that GDAL adds open other files or ask a host. So only tables are read, column by column.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd
import shapely
from sqlglot import exp

from data.parsing import shown
from geo.build.report import Report, listed
from geo.build.source.encodings import UTF_8, chosen, decoded
from geo.build.source.files import Staged
from geo.build.source.problems import (
    MOST_COLUMNS,
    Limits,
    UnusableSource,
    damaged,
    too_many_columns,
    too_many_rows,
)

_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the box in the head of a shape, by the number that the head gives."""
_STEPS = 100_000  # of SQLite's machine between two looks at the clock
_LAYERS = """
    SELECT g.table_name, g.column_name, g.srs_id, m.type, coalesce(m.sql, '')
    FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
    LEFT JOIN sqlite_master m ON m.name = g.table_name
    ORDER BY g.table_name LIMIT 1000
"""
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
_FUNCTIONS = ("coalesce", "count")


def read(
    staged: Staged, layer: str | None, limits: Limits, encoding: str | None, report: Report
) -> tuple[str, pd.DataFrame, np.ndarray, str]:
    """The name, the attributes, the shapes and the CRS ("" where none is known) of one layer of a GeoPackage.

    Raises UnusableSource when there is none or `layer` names none of several, when it is no plain table, when it
    holds more than `limits`, and when the file is damaged.
    """
    try:
        with _opened(staged, limits) as database:
            table, column, crs = _layer(database, staged.name, layer)
            names = _columns(database, table, column, staged.name)
            count = database.execute(_select(table, exp.Count(this=exp.Star()))).fetchone()[0]
            if count > limits.features:
                raise too_many_rows(staged.name, count, limits)
            wanted = [exp.column(name, quoted=True) for name in (column, *names)]
            rows = database.execute(_select(table, *wanted)).fetchall()
            crs_name = _crs(database, crs)
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise damaged(staged.name, shown(error)) from error
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = _shapes([row[0] for row in rows], staged.name)
    return table, _table(rows, names, staged.name, encoding, report), shapes, crs_name


@contextmanager
def _opened(staged: Staged, limits: Limits) -> Iterator[sqlite3.Connection]:
    """The database, to be read only, for no longer than `limits`, by plain look-ups in tables alone."""
    address = f"file:{quote(str(staged.path))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        end = time.monotonic() + limits.seconds
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        database.text_factory = bytes
        database.set_authorizer(_allowed)
        database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        yield database


def _allowed(action: int, one: str | None, two: str | None, _name: str | None, inside: str | None) -> int:
    """Whether SQLite may do this: read a column of a table, not from within a view."""
    if (
        action == sqlite3.SQLITE_UPDATE and one == "sqlite_master"
    ):  # the listing of columns announces itself so
        return sqlite3.SQLITE_OK
    fits = action in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and two in _FUNCTIONS)
    plain = action != sqlite3.SQLITE_PRAGMA or one in ("table_xinfo",)
    return sqlite3.SQLITE_OK if fits and plain and inside is None else sqlite3.SQLITE_DENY


def _layer(database: sqlite3.Connection, file: str, wanted: str | None) -> tuple[str, str, int]:
    """Table, geometry column and number of the CRS of the layer to read."""
    found = {_text(row[0]): row for row in database.execute(_LAYERS)}
    name = _one_of(list(found), file, wanted)
    _, column, crs, kind, sql = found[name]
    if kind != b"table" or sql.split()[:2] == [b"CREATE", b"VIRTUAL"]:
        raise UnusableSource(
            "Lapisan {layer} di {file} bukan tabel biasa, melainkan tampilan (view) yang dihitung dari yang lain. "
            "Simpan ulang sebagai lapisan biasa.",
            layer=shown(name),
            file=file,
        )
    return name, _text(column), int(crs)


def _one_of(layers: list[str], file: str, wanted: str | None) -> str:
    """The layer that is wanted, or the only one."""
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted in layers:
        return wanted
    if not layers:
        raise UnusableSource(
            "Lapisan {layer} di {file} tidak berisi bentuk, hanya tabel.", layer="-", file=file
        )
    if wanted is None:
        raise UnusableSource(
            "Berkas {file} berisi beberapa lapisan: {layers}. Sebutkan satu dengan --layer.",
            file=file,
            layers=listed(layers),
        )
    raise no_such_layer(file, wanted, layers)


def no_such_layer(file: str, wanted: str, layers: list[str]) -> UnusableSource:
    """The refusal of a layer that the file does not have."""
    return UnusableSource(
        "Berkas {file} tidak punya lapisan {layer}; yang ada: {layers}.",
        file=file,
        layer=shown(wanted),
        layers=listed(layers),
    )


def _columns(database: sqlite3.Connection, table: str, geometry: str, file: str) -> list[str]:
    """The stored columns but for the geometry and the number of the row."""
    listing = database.execute("SELECT * FROM pragma_table_xinfo(?)", (table,)).fetchall()
    names = [
        _text(name)
        for _, name, kind, _, _, key, hidden in listing
        if not hidden and not (key and kind.upper() == b"INTEGER")
    ]
    if len(names) > MOST_COLUMNS:
        raise too_many_columns(file)
    return [name for name in names if name != geometry]


def _crs(database: sqlite3.Connection, number: int) -> str:
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (number,),
    ).fetchone()
    if row is None or number in (0, -1):
        return ""
    organization, code, definition = row
    return f"EPSG:{code}" if organization.upper() == b"EPSG" else _text(definition)


def _select(table: str, *what: exp.Expression) -> str:
    """The statement that reads these columns of a table; names of the file are identifiers, whatever they hold."""
    source = exp.Table(this=exp.to_identifier(table, quoted=True))
    return exp.select(*what).from_(source).sql(dialect="sqlite")


def _text(name: bytes) -> str:
    return name.decode(UTF_8, errors="replace")


def _table(
    rows: list[tuple[Any, ...]], names: list[str], file: str, encoding: str | None, report: Report
) -> pd.DataFrame:
    """The attributes; texts are UTF-8 by the standard, or what they prove to be."""
    texts = (cell for row in rows for cell in row[1:] if isinstance(cell, bytes))
    used = chosen(texts, UTF_8, encoding, file, report)
    cells = [[decoded(cell, used) if isinstance(cell, bytes) else cell for cell in row[1:]] for row in rows]
    return pd.DataFrame(cells, columns=names, index=range(len(rows)))


def _shapes(blobs: list[bytes | None], file: str) -> np.ndarray:
    """The shapes in the binary form of the standard: "GP", a head with a box, then well-known binary."""
    try:
        return shapely.from_wkb([_well_known(blob) for blob in blobs])
    except (shapely.errors.ShapelyError, IndexError, TypeError, ValueError) as error:
        raise damaged(file, shown(error)) from error


def _well_known(blob: bytes | None) -> bytes | None:
    if blob is None:
        return None
    if blob[:2] != b"GP":
        raise ValueError("GeoPackageBinary")
    return blob[8 + _ENVELOPES[blob[3] >> 1 & 7] :]
