"""The minimum wages that count for a month: those that wages of the ledger are held against."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from data.queries.reading import Reading


@lru_cache(maxsize=64)
def minimum_wages(reading: Reading, month: str) -> pd.DataFrame:
    """In force on the first day of the month: region (Kemendagri code), rupiah a month, source, from_day, by region.

    `from_day` is NaT for a value of the whole year. A value of another year does not count (data.ledger).
    """
    first = pd.Timestamp(f"{month}-01")
    table = reading.release.table(
        "minimum_wages", ["region", "year", "rupiah", "source", "from_day"]
    ).to_pandas(date_as_object=False)
    rows = table[table["year"] == first.year]
    since = rows["from_day"].fillna(pd.Timestamp(year=first.year, month=1, day=1))
    rows = rows[since <= first].assign(since=since).sort_values(["region", "since"])
    newest = rows.drop_duplicates("region", keep="last")
    return newest[["region", "rupiah", "source", "from_day"]].reset_index(drop=True)
