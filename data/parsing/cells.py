"""What one cell of somebody's file holds: whether anything, and how an error may quote it."""

from __future__ import annotations

import unicodedata
from collections import namedtuple
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import starmap
from typing import Any, cast

import pandas as pd


def is_missing(cell: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT, NA or blank text."""
    if isinstance(cell, str):
        return not cell.strip()
    if isinstance(cell, Decimal):  # pandas raises on a signalling NaN
        return cell.is_nan()
    return cell is None or (pd.api.types.is_scalar(cell) and bool(pd.isna(cast(Any, cell))))


def shown(text: object, limit: int = 60) -> str:
    """`text` as an error may quote it: one line, no control or direction marks, cut at `limit`."""
    raw = unicodedata.normalize("NFC", str(text)[: limit * 4])
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in raw)
    line = " ".join(visible.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of `table` as named tuples with `Index` first, as `itertuples` gives them, of plain Python values.

    The rows of each table have a type of their own, hence Any.

    A page goes through hundreds of small tables. `itertuples` makes a new class for each, and takes every text out of
    Arrow by itself, which was an eighth of the time of an office's page.
    """
    columns = (column.to_numpy(dtype=object) for _, column in table.items())
    return starmap(_row_type(tuple(table.columns)), zip(table.index, *columns, strict=True))


@lru_cache(maxsize=512)
def _row_type(columns: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", ("Index", *map(str, columns)), rename=True)
