"""The minimum wage of a region in a month, as it was decreed: of the region itself, or of its province.

Which is in force is told by the first and the last day of each row: a region may have two in a year. A region whose
value nobody knows has none; that of its province is no stand-in, since where a region has its own, it is another one.
"""

from __future__ import annotations

import pandas as pd

from data.tables import Facts


def minimum_wages(facts: Facts, month: str) -> pd.DataFrame:
    """In force on the first day of the month ("2025-03"): the columns of the table, a row a region, by region.

    Of several that hold on that day the one that began last counts. `rupiah` is for a month of work.
    """
    first, rows = f"{month}-01", facts.minimum_wages
    holds = rows[(rows["from"] <= first) & (first <= rows["to"])].sort_values(["region", "from"])
    return holds.drop_duplicates("region", keep="last").reset_index(drop=True)


def minimum_wage(facts: Facts, region: str, month: str) -> int | None:
    """Rupiah a month of one region (Kemendagri code), None where its minimum wage of that month is not known.

    Columns and rule as `minimum_wages`.
    """
    rows = minimum_wages(facts, month)
    known = rows.loc[rows["region"] == region, "rupiah"]
    return int(known.iloc[0]) if len(known) else None
