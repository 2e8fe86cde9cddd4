"""What one cell of somebody's file holds: whether anything, and how an error may quote it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
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
    """The rows of `table` as named tuples; a row of its own type each, hence Any."""
    return iter(table.itertuples())
