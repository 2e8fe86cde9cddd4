"""What the statements about cases have in common: whose cases are asked about, and the sums that are given of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.queries.cases.months import case_months
from data.queries.conditions import SCOPE, Where, all_of, scope_of
from data.queries.reading import Reading
from data.vocabulary import CASE_KINDS

# Kind -> the sum of what its cases are worth. Three different things, never added together.
VALUES = {kind: f"value_{kind}" for kind in CASE_KINDS}
VALUE_SUMS = ", ".join(
    f"CAST(coalesce(sum(value) FILTER (kind = '{kind}'), 0) AS BIGINT) AS {name}"
    for kind, name in VALUES.items()
)
COUNT_SUMS = ", ".join(f"count(*) FILTER (kind = '{kind}') AS cases_{kind}" for kind in CASE_KINDS)
MONEY_SUMS = ", ".join(
    f"CAST(coalesce(sum({name}), 0) AS BIGINT) AS {name}" for name in ("recovered", "afterwards", "beyond")
)


def answer(
    reading: Reading, month: str, where: Where, question: str, values: Mapping[str, Any], more: str = ""
) -> pd.DataFrame:
    """The rows of a question about `scope`, the cases of the place that are this reader's, and all `steps`.

    `values` are what it names, `more` defines further tables.
    """
    seen = scope_of(reading, where)
    scope = f"SELECT * FROM query_table($cases) WHERE {all_of(SCOPE, seen)}"  # noqa: S608 - conditions of ours
    statement = f"WITH scope AS ({scope}), steps AS (FROM query_table($steps)){more} {question}"
    return rows_of_month(reading, month, statement, {**seen, **values})


def rows_of_month(reading: Reading, month: str, statement: str, values: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of a statement about the tables of a month (data.queries.cases.months); `values` are its parameters."""
    months = case_months(reading.place, reading.release, reading.facts)
    return months.answer(month, statement, values).to_pandas(date_as_object=False)
