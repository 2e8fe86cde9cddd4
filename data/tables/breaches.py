"""Every cell of a table of facts that a rule refuses, for a page where all of them are mended at once.

A damaged file names its first breach and stops (`data.tables.files`); these are the same rules, asked one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from data.parsing import is_missing, shown
from data.tables.checks import RULES, Rule
from data.tables.columns import MUCH
from data.tables.fact_tables import SCHEMAS, key_columns, key_text, kind_of, row_keys
from data.words import Problem

# The first word of a rule's name -> what it accepts.
_ACCEPTS = {
    "shape": "berbentuk seperti {example}",
    "period": "tahun, bulan, atau hari: {example}",
    "choice": "salah satu dari {choices}",
    "range": "angka dari {low} sampai {high}",
    "at least": "angka, paling kecil {low}",
    "text": "teks satu baris, paling panjang {limit} huruf",
    "filled": "sesuatu yang diisi",
    "unique": "yang belum dipakai di baris lain",
    "whole": "bilangan bulat",
    "row": "sesuatu yang cocok dengan sel lain di baris itu",
}


@dataclass(frozen=True)
class Breach:
    """A cell that a rule refuses.

    `row` is its label in the table, `found` what stands there (in quotation marks), `accepted` what would be taken.
    """

    table: str
    row: int
    column: str
    found: str
    accepted: Problem


def breaches(name: str, frame: pd.DataFrame) -> list[Breach]:
    """What is wrong with the rows of a table of facts, by row and column: the first breach of each cell.

    `frame` has the columns of `data.tables.fact_tables.shaped_as`.
    """
    first: dict[tuple[int, str], Breach] = {}
    for breach in [*_of_cells(name, frame), *_of_keys(name, frame)]:
        first.setdefault((breach.row, breach.column), breach)
    whole = frame.drop(index=[row for row, _ in first])
    first |= {(breach.row, breach.column): breach for breach in _of_rows(name, whole)}
    columns = list(frame.columns)
    return sorted(first.values(), key=lambda breach: (breach.row, columns.index(breach.column)))


def _of_cells(name: str, frame: pd.DataFrame) -> Iterator[Breach]:
    for column, spec in SCHEMAS[name].columns.items():
        cells = frame[column]
        filled = cells[cells.notna()]
        if not spec.nullable:
            yield from _refused(name, cells[cells.isna()], "filled")
        if kind_of(name, column) == "whole":
            yield from _refused(name, filled[filled % 1 != 0], "whole")
        for rule in rules_of(spec):
            yield from _refused(name, filled[~rule.holds(filled)], _kind(rule), rule)


def _kind(rule: Rule) -> str:
    """What a rule accepts, as a word of `_ACCEPTS`; a limit that only a slip of the hand goes beyond is not said."""
    return "at least" if rule.details.get("high") == f"{MUCH:g}" else rule.name.split()[0]


def rules_of(spec: pa.Column) -> list[Rule]:
    """The rules of a column that can say what they accept."""
    return [RULES[check.error] for check in spec.checks if check.error in RULES]


def _of_keys(name: str, frame: pd.DataFrame) -> Iterator[Breach]:
    """A key that an earlier row has, at its first column."""
    keys = pd.Series(row_keys(name, frame), index=frame.index)
    yield from _refused(name, frame[key_columns(name)[0]][keys.duplicated().to_numpy()], "unique")


def _of_rows(name: str, frame: pd.DataFrame) -> Iterator[Breach]:
    """Cells that do not fit the others of their row; the column stands first in the name of such a check."""
    counts = [column for column in frame if kind_of(name, str(column)) == "whole"]
    typed = frame.astype(dict.fromkeys(counts, "Int64"))
    for check in SCHEMAS[name].checks:
        column = str(check.error).split(":")[0]
        yield from _refused(name, frame[column][~check(typed).check_output.astype(bool)], "row")


def _refused(name: str, cells: pd.Series, kind: str, rule: Rule | None = None) -> Iterator[Breach]:
    accepted = Problem(_ACCEPTS[kind], **(rule.details if rule else {}))
    for row, cell in cells.items():
        found = "" if is_missing(cell) else key_text(cell)
        yield Breach(name, int(str(row)), str(cells.name), f"“{shown(found)}”", accepted)
