"""Columns into a table of the ledger, checked as a table that people bring is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.tables import LEDGER, validated


def tabled(name: str, columns: dict[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """The table `name` of these columns, in the order and types of its schema; also without any row.

    Raises pandera's SchemaErrors.
    """
    schema = LEDGER[name].columns
    # An empty array of objects says nothing of its type, and text is not coerced by the schemas.
    texts = [column for column, spec in schema.items() if str(spec.dtype).startswith("str")]
    return validated(name, pd.DataFrame(columns)[list(schema)].astype(dict.fromkeys(texts, "str")))
