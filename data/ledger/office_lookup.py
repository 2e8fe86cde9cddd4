"""The office of any rows, by the same expression that the cube is worked out with (data.ledger.offices)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as arrow

from data.ledger.calendar import service
from data.ledger.engines import given_table, statement
from data.months import month_text
from data.store import connected
from data.tables import Facts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def offices_of(facts: Facts, rows: pd.DataFrame) -> list[str]:
    """The office that each of the rows (region, m, a month number, and office, their own) belongs to.

    "" where no office serves the region then.
    """
    if rows.empty:
        return []
    located = rows[["region", "m", "office"]].assign(row=range(len(rows)))
    given = {"located": given_table("located", located)}
    given |= _service(facts, int(located["m"].min()), int(located["m"].max()))
    cursor = _database().cursor()
    try:
        for name, table in given.items():
            cursor.register(name, table)
        # `sql()` alone plans a statement twice, which would be half the time of a single row.
        answered = cursor.execute(statement("offices", "duckdb")).fetchall()
        return [office for _, *_, office in sorted(answered)]
    finally:
        cursor.close()


@lru_cache(maxsize=64)
def _service(facts: Facts, first: int, last: int) -> dict[str, arrow.Table]:
    """The tables `serves` and `main` of a run of months, given by their numbers."""
    serves, main = service(facts, month_text(first), month_text(last))
    return {"serves": given_table("serves", serves), "main": given_table("main", main)}


@lru_cache(maxsize=1)
def _database() -> DuckDBPyConnection:
    return connected()
