"""What a draft would change, row by row and cell by cell, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from data.parsing import is_missing
from data.tables import SCHEMAS, Breach, Difference, heading, kind_of, row_keys
from data.words import Words
from pages import templates
from pages.facts.names import key_name, table_name

_MOST = 50  # rows of a list; how many more there are is said below it
_WRONG_HEADS = ("Tabel", "Baris", "Kolom", "Tertulis", "Yang diterima")
_CHANGE_HEADS = ("Tabel", "Yang terjadi", "Baris data", "Perubahan")


def wrong_cells(found: Sequence[Breach], words: Words) -> Markup:
    """A row for every cell that has to be mended."""
    rows = [
        [
            table_name(one.table, words),
            words.number(one.row),
            heading(one.table, one.column, words.language),
            one.found if one.found.strip("“”") else words("kosong"),
            words.explain(one.accepted),
        ]
        for one in found[:_MOST]
    ]
    return _list(_WRONG_HEADS, rows, len(found), words)


def changed_rows(
    differences: Mapping[str, Difference],
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    said: Callable[[str], str],
    words: Words,
) -> Markup:
    """A row for every row of the tables that becomes new, another, or is gone, with its cells before and after."""
    rows = [
        [table_name(name, words), *cells]
        for name, one in differences.items()
        for cells in _changes(name, one, before[name], after[name], said, words)
    ]
    return _list(_CHANGE_HEADS, rows[:_MOST], len(rows), words)


def _list(heads: Sequence[str], rows: Sequence[Sequence[str]], count: int, words: Words) -> Markup:
    table = templates.stack([words(head) for head in heads], rows)
    more = words("Dan {n} baris lagi.", n=words.number(count - len(rows))) if count > len(rows) else ""
    return templates.together(table, templates.note(more) if more else "")


def _changes(
    name: str,
    one: Difference,
    before: pd.DataFrame,
    after: pd.DataFrame,
    said: Callable[[str], str],
    words: Words,
) -> Iterator[list[str]]:
    was, now = (_by_key(name, rows) for rows in (before, after))
    for key in one.new:
        yield [words("baru"), key_name(key, said), _filled(name, now[key], said, words)]
    for key in one.changed:
        yield [words("diganti"), key_name(key, said), _cells(name, was[key], now[key], said, words)]
    for key in one.gone:
        yield [words("dicabut"), key_name(key, said), _filled(name, was[key], said, words)]


def _by_key(name: str, rows: pd.DataFrame) -> dict[str, pd.Series]:
    return {key: rows.iloc[at] for at, key in enumerate(row_keys(name, rows))}


def _cells(name: str, was: pd.Series, now: pd.Series, said: Callable[[str], str], words: Words) -> str:
    """The cells that differ: heading, before and after."""
    pairs = {
        column: (_said(name, column, was[column], said, words), _said(name, column, now[column], said, words))
        for column in SCHEMAS[name].columns
    }
    return "; ".join(
        f"{heading(name, column, words.language)}: {old or '–'} → {new or '–'}"
        for column, (old, new) in pairs.items()
        if old != new
    )


def _filled(name: str, row: pd.Series, said: Callable[[str], str], words: Words) -> str:
    """The cells of a row that hold something."""
    texts = {column: _said(name, column, row[column], said, words) for column in SCHEMAS[name].columns}
    return "; ".join(
        f"{heading(name, column, words.language)}: {text}" for column, text in texts.items() if text
    )


def _said(name: str, column: str, cell: object, said: Callable[[str], str], words: Words) -> str:
    if is_missing(cell):
        return ""
    if kind_of(name, column) in ("number", "whole") and isinstance(cell, int | float):
        year = (SCHEMAS[name].columns[column].metadata or {}).get("unit") == "year"
        return f"{cell:.0f}" if year else words.number(cell, 6)
    return f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else said(str(cell))
