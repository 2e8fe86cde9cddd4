"""The facts that an organisation may bring rows of: their schemas, what names a row, and how the store keeps them.

Regions and kecamatan are not among them: shapes, addresses and every other table hang on their codes.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow

from data.parsing import is_missing
from data.tables.checks import RULES
from data.tables.published_schemas import TABLES

_FIXED = ("regions", "kecamatan")
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    name: schema for name, schema in TABLES.items() if name not in _FIXED
}
FACTS = tuple(SCHEMAS)
_FIRST_OWN = 9_001
_PEKALONGAN = ("33.25", "33.26", "33.27", "33.75")
# Services that an earlier version knew from a later day only -> the same row now, so that what an organisation put in
# its place, or withdrew, still is.
_RENAMED = {
    **{f"KC-PEKALONGAN|{code}|2018": f"KC-PEKALONGAN|{code}|2014-05" for code in _PEKALONGAN},
    "KC-MUBA-BANYUASIN|16.06|2025": "KC-MUBA-BANYUASIN|16.06|2024-02",
    "KCP-LUBUKLINGGAU|16.05|2023": "KCP-LUBUKLINGGAU|16.05|2018-08",
    "KCP-LUBUKLINGGAU|16.73|2023": "KCP-LUBUKLINGGAU|16.73|2021-11",
}
# The table of the store that names the embedded rows that an organisation has withdrawn.
WITHDRAWN = "withdrawn_facts"
# The tables of a release that hold facts; all others are of the ledger, or follow from it.
FACT_TABLES = (*FACTS, WITHDRAWN)


def key_columns(name: str) -> list[str]:
    """The columns that name a row of a table of facts: no two rows have the same in all of them."""
    schema = SCHEMAS[name]
    return list(schema.unique or [next(iter(schema.columns))])


def row_keys(name: str, frame: pd.DataFrame) -> list[str]:
    """What names each row, as one text; "|" stands between several columns, since no code or date has one.

    Columns at the end that are empty add nothing, so that a row keeps its name when a later version of the app tells
    rows apart by one column more.

    >>> row_keys("targets", pd.DataFrame([["ucj_pct", "ID", 2025.0, "BPJS", ""]], columns=key_columns("targets")))
    ['ucj_pct|ID|2025|BPJS']
    """
    cells = [[key_text(cell) for cell in frame[column]] for column in key_columns(name)]
    return [as_key("|".join(parts)) for parts in zip(*cells, strict=True)]


def as_key(text: str) -> str:
    """The name of a row as this version of the app writes it, of one that any version wrote."""
    key = text.rstrip("|")
    return _RENAMED.get(key, key)


def counted_key(name: str) -> str:
    """The letter that the row numbers of a table begin with ("S" for S001), "" where rows have no such numbers."""
    columns = key_columns(name)
    examples = [
        str(RULES[check.error].details.get("example", ""))
        for check in SCHEMAS[name].columns[columns[0]].checks
        if check.error in RULES and len(columns) == 1
    ]
    return next((example[0] for example in examples if re.fullmatch(r"[A-Z][0-9]+", example)), "")


def with_numbers(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, each that has no number yet with the next of the organisation's own: S9001, S9002, ...

    Own numbers are far from those of the embedded rows, which grow with each version of the app: a row that came
    with a new version would else be replaced by an older one of the same number. A table without such numbers stays.
    """
    letter, column = counted_key(name), key_columns(name)[0]
    if not letter or (rows[column] != "").all():
        return rows
    taken = [int(key[1:]) for key in rows[column] if re.fullmatch(rf"{letter}[0-9]+", key, re.ASCII)]
    number = count(max([_FIRST_OWN, *(known + 1 for known in taken)]))
    return rows.assign(**{column: [key or f"{letter}{next(number)}" for key in rows[column]]})


def key_text(cell: Any) -> str:
    """A cell as it stands in a key: a whole number without decimals, a day as ISO text, nothing as ""."""
    if is_missing(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def kind_of(name: str, column: str) -> str:
    """What the cells of a column are: "text", "number" (may have decimals), "whole" or "day"."""
    dtype = str(SCHEMAS[name].columns[column].dtype).lower()
    kinds = {"float": "number", "int": "whole", "date": "day"}
    return next((kind for begin, kind in kinds.items() if dtype.startswith(begin)), "text")


def stored_schema(name: str) -> arrow.Schema:
    """The columns of a table of facts as the store keeps them. Raises KeyError for any other table."""
    if name == WITHDRAWN:
        return arrow.schema([("table", arrow.string()), ("key", arrow.string())])
    types = {"text": arrow.string(), "number": arrow.float64(), "whole": arrow.int64(), "day": arrow.date32()}
    return arrow.schema([(column, types[kind_of(name, column)]) for column in SCHEMAS[name].columns])


def shaped_as(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with exactly the columns and types of a table of facts, as the embedded ones have them.

    A column that they do not have is empty: a release may be older than the column. Text is "" where nothing
    stands, a number NaN, a day NaT; whole numbers are floats here too, so that one may be missing while it is edited.
    """
    rows = _of_whole_years(rows) if name == "minimum_wages" and "year" in rows else rows
    columns = {
        column: _cells(rows.get(column), kind_of(name, column), rows.index)
        for column in SCHEMAS[name].columns
    }
    return pd.DataFrame(columns, index=rows.index)


def _of_whole_years(wages: pd.DataFrame) -> pd.DataFrame:
    """Minimum wages as earlier versions kept them, by year and the day in it from which they hold (NaT: the first)."""
    years = [str(int(year)) for year in wages["year"]]
    days = wages["from_day"] if "from_day" in wages else pd.Series(pd.NaT, index=wages.index)
    since = pd.to_datetime(days).dt.strftime("%Y-%m-%d").astype(object)
    rows = wages.copy()
    rows["from"] = since.where(since.notna(), pd.Series([f"{y}-01-01" for y in years], wages.index, object))
    rows["to"] = [f"{y}-12-31" for y in years]
    return rows


def _cells(cells: pd.Series | None, kind: str, index: pd.Index) -> pd.Series:
    given = pd.Series([None] * len(index), index=index, dtype=object) if cells is None else cells
    if kind == "text":
        texts = ["" if is_missing(cell) else str(cell).strip() for cell in given]
        return pd.Series(texts, index=index, dtype=object).astype(str)
    if kind == "day":
        return pd.to_datetime(given).astype("datetime64[s]")
    return pd.to_numeric(given).astype(float)
