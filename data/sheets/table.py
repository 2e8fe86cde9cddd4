"""What a table that people take along is: columns, rows, a total, what must be known to use it, and a chart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from data.parsing import is_missing
from data.words import Words

# Kinds of numbers with one unit that is said in the format of each cell.
NUMBERS = ("count", "rupiah", "percent", "points", "months", "number")
KINDS = ("text", *NUMBERS, "date", "month")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Column:
    """The column `key` of a table with its heading.

    `kind` is text, count, rupiah, percent, points (per cent points), months, number (of several units, with the
    decimals that each has), date (a day) or month ("2025-03"). The cells of a column that `adds` may be added up: they
    are counts or sums of things that no two rows share. A column that is not `in_book` is in CSV alone: a workbook says
    the same elsewhere.
    """

    key: str
    title: str
    kind: str = "text"
    adds: bool = False
    in_book: bool = True


@dataclass(frozen=True)
class Chart:
    """A drawing of some columns: bars from the first row down, or lines from the first row to the last.

    `names` is the column that names rows, `values` those that are drawn; `target` is the column of what the first of
    them is held against ("" for none), of the same unit. Bars end at the first row without a value, and after the `first`
    rows, where those below may not be compared with them; in a line such a row is a gap. The axis begins at zero.
    A "bridge" leads from the first row, which stands, over rows that are added (below zero: taken off) to the last, which
    stands too; "stacked" is one bar of all rows.
    """

    kind: Literal["bar", "line", "bridge", "stacked"]
    names: str
    values: tuple[str, ...]
    target: str = ""
    first: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A table that people take along.

    `about` has what a reader must know to use it (as-of, release, filters, address) and `definitions` each term with
    what it means, both as pairs of texts. That data is `simulated` is said on every sheet and on every row of CSV; of
    one's own data so is the release, where `about` names it as "Data".

    `scope` says in one line whose numbers these are: it stands under the title. `instead` has, by column, what stands
    in the place of each row's number that is not told ("" where there is nothing to tell), and `reasons` the sentence
    behind each such text that has one. `total` has the last row by column, where it is known otherwise than by adding up;
    None in it leaves the cell of a column that adds empty. `joint`: how many of the rows are what others of them have
    together, and are not counted beside these.
    """

    title: str
    columns: Sequence[Column]
    rows: pd.DataFrame
    about: Sequence[tuple[str, str]]
    definitions: Sequence[tuple[str, str]] = ()
    simulated: bool = False
    scope: str = ""
    instead: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    total: Mapping[str, Any] = field(default_factory=dict)
    chart: Chart | None = None
    joint: int = 0


def shown_columns(sheet: Sheet) -> list[Column]:
    """The columns that a workbook has."""
    return [column for column in sheet.columns if column.in_book]


def mark(sheet: Sheet, words: Words) -> str:
    """What is said of simulated data, or of one's own the release; "" of published figures."""
    if sheet.simulated:
        return words("SIMULASI – bukan data resmi")
    return dict(sheet.about).get(words("Data"), "")


def as_of(sheet: Sheet, words: Words) -> str:
    """Of which day the numbers are, or on which day they were known; "" where `about` has neither."""
    about = dict(sheet.about)
    if day := about.get(words("Per"), ""):
        return words("posisi per {date}", date=day)
    known = about.get(words("Diketahui per"), "")
    return words("diketahui per {date}", date=known) if known else ""


def totals(sheet: Sheet) -> dict[str, Any]:
    """The last row by the key of its column: sums of the columns that add, and what the sheet says itself.

    A column with a number that is hidden is not added: the sum of the rest would be taken for the whole.
    """
    if not len(sheet.rows):
        return {}
    sums = {column.key: _sum(sheet, column.key) for column in sheet.columns if column.adds}
    found = sums | dict(sheet.total)
    return {key: value for key, value in found.items() if not is_missing(value)}


def _sum(sheet: Sheet, key: str) -> Any:
    """The sum of a column; None where nothing is known, or a number is hidden."""
    if any(sheet.instead.get(key, ())):
        return None
    numbers = pd.to_numeric(sheet.rows[key])
    return numbers.sum() if numbers.notna().any() else None


def in_part(sheet: Sheet) -> list[str]:
    """The titles of the columns whose total is of some rows alone, since the others are not known."""
    added = totals(sheet).keys() - sheet.total.keys()
    return [
        column.title
        for column in sheet.columns
        if column.key in added and sheet.rows[column.key].isna().any()
    ]


def reasons_used(sheet: Sheet) -> dict[str, str]:
    """Those of the `reasons` that stand behind a text in the table or its total."""
    used = {text for texts in sheet.instead.values() for text in texts}
    used |= {text for text in sheet.total.values() if isinstance(text, str)}
    return {text: sentence for text, sentence in sheet.reasons.items() if text in used}


def printable(text: str) -> str:
    """A text without the control characters that XML forbids, each a blank."""
    return _CONTROL.sub(" ", text)
