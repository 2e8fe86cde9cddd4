"""A table as CSV, as spreadsheets in Indonesia open it; CSV has no types, so every text is quoted and made inert."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import Any

import pandas as pd

from data.parsing import is_missing
from data.sheets.table import Sheet, mark, printable
from data.words import Words

# What a text begins with that a spreadsheet would run; also after what parts cells for a spreadsheet that is set to
# commas or tabs, whose cells begin in the middle of ours, quoted or not.
_RUN = re.compile(r"""(^|[,;\t\r\n])(["' \u00a0]*)(?=[=+@\t\r-])""")
_MONTH = r"(?:jan|feb|mar|apr|mei|may|jun|jul|ag[ut]|aug|sep|o[kc]t|nov|de[sc])[a-z]*"
# What a spreadsheet with Indonesian settings reads as something else than the text that stands there: 16.10 as a time
# or 16,1, 2022-12 as a day, 007 as 7, twelve digits as 1,23E+11. A whole day is the same day in every spreadsheet.
_TAKEN = re.compile(
    r"(?!(?:0|[1-9]\d{0,10})$|\d{4}-\d\d-\d\d$)"
    r"(?:(?:rp|idr|[$€£])?[\d.,:/ \u00a0-]*\d[\d.,:/ \u00a0-]*(?:%|[ap]m?)?|\([\d.,: \u00a0-]*\d[\d.,: \u00a0-]*\)"
    r"|\d+(?:[.,]\d+)?e[+-]?\d+|true|false|benar|salah"
    rf"|{_MONTH}[ .-]+\d{{1,4}}|\d{{1,2}}[ .-]+{_MONTH}(?:[ .-]+\d\d)?)",
    re.IGNORECASE,
)


def csv_file(sheet: Sheet, words: Words) -> bytes:
    """The CSV file, as spreadsheets in Indonesia open it: UTF-8 with a mark, ";" between cells, decimal comma.

    CSV has no place for notes, so each row says of which date it is, of which release, and whose data it is.
    """
    about, index = dict(sheet.about), sheet.rows.index
    of_every_row = {term: inert(about[term]) for term in (words("Per"), words("Rilis")) if term in about}
    if said := mark(sheet, words):
        of_every_row[words("Data")] = inert(said)
    columns = [(column.title, _plain(sheet.rows[column.key], column.kind)) for column in sheet.columns]
    columns += [(term, pd.Series(text, index=index, dtype="object")) for term, text in of_every_row.items()]
    # Columns are told apart by their position, since two of them may have the same title.
    frame = pd.DataFrame({at: values for at, (_, values) in enumerate(columns)}, index=index)
    heads = [inert(title) for title, _ in columns]
    text = frame.to_csv(
        index=False, header=heads, sep=";", decimal=",", lineterminator="\r\n", quoting=csv.QUOTE_ALL
    )
    return b"\xef\xbb\xbf" + text.encode()


def _plain(column: pd.Series, kind: str) -> pd.Series:
    """The cells of a column as CSV has them: texts inert, days and months in ISO form, whole numbers whole."""
    if kind == "text":
        return column.map(lambda value: "" if is_missing(value) else inert(str(value))).astype("object")
    if kind == "date":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    if kind == "month":
        return _plain(column, "text")
    return _whole(column) if kind in ("count", "rupiah") else column.map(_shortest).astype("object")


def _shortest(value: Any) -> str:
    """A number with a decimal comma and no decimals that it does not have: a source that says 44 has not said 44,0.

    >>> _shortest(9823.0), _shortest(15.04)
    ('9823', '15,04')
    """
    if is_missing(value):
        return ""
    return f"{Decimal(repr(float(value))):f}".removesuffix(".0").replace(".", ",")


def _whole(column: pd.Series) -> pd.Series:
    """Whole numbers that are held as floats (some are missing), without their ",0"."""
    numbers = pd.to_numeric(column).astype("Float64")
    return numbers.astype("Int64") if (numbers.dropna() % 1 == 0).all() else column


def inert(text: str) -> str:
    """`text` so that a spreadsheet takes it for text: no formula, and no number, day or time in place of a code.

    Nor is there a formula where one that is set to commas or tabs would see a cell begin.

    >>> inert("=1+1"), inert("16.10"), inert("2022-12"), inert("2022-12-31"), inert("1610"), inert("x,=1+1")
    ("'=1+1", "'16.10", "'2022-12", '2022-12-31', '1610', "x,'=1+1")
    """
    cleaned = printable(text)
    if _TAKEN.fullmatch(cleaned.strip()):
        return f"'{cleaned}"
    return _RUN.sub(_led_by_apostrophe, cleaned)


def _led_by_apostrophe(begun: re.Match[str]) -> str:
    """What stands before a sign that would run, with an apostrophe where a cell begins that has none yet."""
    parted, blank = begun[1], begun[2]
    return begun[0] if "'" in blank else f"{parted}'{blank}"
