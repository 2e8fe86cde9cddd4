"""The cells of an exported file, read by independent readers, as lines of text that can be compared."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import pyogrio
from python_calamine import CalamineWorkbook


def _workbook(body: bytes) -> dict[str, list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {
        name: [_line(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names
    }


def _table(body: bytes) -> list[str]:
    return [_line(row) for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")]


def _layer(body: bytes) -> list[str]:
    with warnings.catch_warnings():  # a file in memory has no name that ends in .gpkg
        warnings.simplefilter("ignore", RuntimeWarning)
        rows = pyogrio.read_dataframe(io.BytesIO(body), read_geometry=False)
    return [_line(rows.columns), *(_line(row) for row in rows.itertuples(index=False))]


def _line(cells: Iterable[Any]) -> str:
    return " | ".join(f"{cell:.10g}" if isinstance(cell, float) else str(cell) for cell in cells)


# Ending of a file -> what its cells say: lines, or the lines of each sheet.
CELLS: dict[str, Callable[[bytes], Any]] = {"xlsx": _workbook, "csv": _table, "gpkg": _layer}
