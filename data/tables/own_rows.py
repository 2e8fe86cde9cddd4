"""An organisation's own rows of the facts over the embedded ones, by key: a row with a known key replaces, a new one adds.

Nothing here reads or writes: the same rows over the same facts are always the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import pandas as pd

from data.tables.breaches import Breach, breaches
from data.tables.fact_tables import FACTS, as_key, row_keys, shaped_as
from data.tables.facts import Facts
from data.tables.links import link_breaches
from data.words import Problem

# Where a row in force comes from, as it is written beside it.
EMBEDDED_ROW, ADDED, REPLACED = "bawaan", "ditambah", "diganti"


class BadFacts(Problem):
    """Own rows that break a rule of their table, or do not fit the other tables."""


@dataclass(frozen=True, eq=False)
class OwnRows:
    """What an organisation brought: rows by table, and the table and key of embedded rows that it withdrew."""

    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    withdrawn: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, eq=False)
class Overlaid:
    """Facts in force. `origins`: table -> bawaan, ditambah or diganti for each of its rows, in their order.

    `tables` are the rows themselves; `withdrawn` the embedded rows that are
    not in force. `problem` says why own rows were left out of `facts`, which then are the embedded ones alone.
    """

    facts: Facts
    tables: Mapping[str, pd.DataFrame]
    origins: Mapping[str, list[str]]
    withdrawn: Mapping[str, pd.DataFrame]
    problem: Problem | None = None

    def count(self, origin: str) -> int:
        """How many rows of all tables come from there."""
        return sum(origins.count(origin) for origins in self.origins.values())

    @property
    def withdrawn_count(self) -> int:
        """How many embedded rows are not in force."""
        return sum(len(rows) for rows in self.withdrawn.values())


@dataclass(frozen=True)
class Difference:
    """What becomes of the rows of one table: keys of those that are new, changed and gone."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def embedded_tables(embedded: Facts) -> dict[str, pd.DataFrame]:
    """The embedded rows of every table of facts."""
    return {name: getattr(embedded, name) for name in FACTS}


def overlaid(embedded: Facts, own: OwnRows) -> Overlaid:
    """The embedded facts with own rows laid over them: in the place of those with their key, or at the end.

    Raises BadFacts, which names table, row (its place in the merged table, from 1), column, what stands there and
    what is accepted.
    """
    laid = laid_over(embedded, own)
    brought = [name for name in FACTS if len(own.rows.get(name, ()))]
    if brought or own.withdrawn:
        labelled = {name: numbered_rows(rows) for name, rows in laid.tables.items()}
        _refuse(all_breaches(embedded, labelled, brought))
    return laid


def laid_over(embedded: Facts, own: OwnRows) -> Overlaid:
    """The same without asking whether the rows fit: for a page on which they are mended."""
    laid = {
        name: _laid(name, rows, own.rows.get(name), _keys_of(name, own.withdrawn))
        for name, rows in embedded_tables(embedded).items()
    }
    frames = {name: rows for name, (rows, _, _) in laid.items()}
    return Overlaid(
        _with_tables(embedded, frames),
        frames,
        {name: origins for name, (_, origins, _) in laid.items()},
        {name: gone for name, (_, _, gone) in laid.items() if len(gone)},
    )


def _with_tables(embedded: Facts, frames: Mapping[str, pd.DataFrame]) -> Facts:
    """The facts with these tables in place of their own; the same facts where none is another."""
    known = {one.name: getattr(embedded, one.name) for one in fields(Facts)}
    others = {name: rows for name, rows in frames.items() if name in known and rows is not known[name]}
    return replace(embedded, **others) if others else embedded


def _refuse(found: Iterable[Breach]) -> None:
    for breach in sorted(found, key=lambda breach: (FACTS.index(breach.table), breach.row)):
        raise BadFacts(
            "Tabel {table} baris {row}, kolom {column}: tertulis {found}. Yang diterima: {accepted}.",
            table=breach.table,
            row=breach.row,
            column=breach.column,
            found=breach.found,
            accepted=breach.accepted,
        )


def numbered_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their numbers from 1 as labels, as a page shows them and a breach names them."""
    return rows.set_axis(range(1, len(rows) + 1))


def all_breaches(embedded: Facts, frames: Mapping[str, pd.DataFrame], brought: Iterable[str]) -> list[Breach]:
    """What is wrong in the tables `brought` or, when nothing is, between all tables of facts.

    `frames` are all of them, each row under the label that a breach is to name it by.
    """
    found = [breach for name in brought for breach in breaches(name, frames[name])]
    return found or link_breaches({"regions": embedded.regions, "kecamatan": embedded.kecamatan, **frames})


def merged(name: str, table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """A table of facts with these rows in the place of those with their key, or at its end."""
    return _laid(name, table, rows, set())[0]


def own_of(embedded: Facts, frames: Mapping[str, pd.DataFrame]) -> OwnRows:
    """The own rows that make the embedded facts into these tables: what is added, replaced, and withdrawn."""
    rows, withdrawn = {}, set()
    before = embedded_tables(embedded)
    for name, frame in frames.items():
        known = _by_key(name, before[name])
        now = _by_key(name, frame)
        differs = [key not in known or known[key] != cells for key, cells in now.items()]
        rows[name] = frame[differs].reset_index(drop=True)
        withdrawn |= {(name, key) for key in known if key not in now}
    return OwnRows(rows, frozenset(withdrawn))


def difference(name: str, before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """What becomes of the rows of a table of facts, by key."""
    was, now = _by_key(name, before), _by_key(name, after)
    return Difference(
        tuple(key for key in now if key not in was),
        tuple(key for key in now if key in was and was[key] != now[key]),
        tuple(key for key in was if key not in now),
    )


def _keys_of(name: str, withdrawn: Iterable[tuple[str, str]]) -> set[str]:
    return {as_key(key) for table, key in withdrawn if table == name}


def _by_key(name: str, frame: pd.DataFrame) -> dict[str, tuple[Any, ...]]:
    """Key of each row -> its cells, so that two rows can be compared: NaN and NaT are as missing as None."""
    cells = frame.astype(object).where(frame.notna(), None)
    return dict(zip(row_keys(name, frame), cells.itertuples(index=False, name=None), strict=True))


def _laid(
    name: str, embedded: pd.DataFrame, own: pd.DataFrame | None, withdrawn: set[str]
) -> tuple[pd.DataFrame, list[str], pd.DataFrame]:
    """Rows in force, where each comes from, and the embedded rows that are not in force."""
    if own is None and not withdrawn:
        return embedded, [EMBEDDED_ROW] * len(embedded), embedded.head(0)
    brought = shaped_as(name, embedded.head(0) if own is None else own).reset_index(drop=True)
    place = {key: len(embedded) + at for at, key in enumerate(row_keys(name, brought))}
    known = row_keys(name, embedded)
    # Where each row in force stands among the embedded rows and, after them, the own ones.
    kept = [(place.get(key, at), key) for at, key in enumerate(known) if key in place or key not in withdrawn]
    origins = [REPLACED if key in place else EMBEDDED_ROW for _, key in kept]
    added = [at for key, at in place.items() if key not in set(known)]
    every = pd.concat([embedded, brought], ignore_index=True)
    rows = every.iloc[[*(at for at, _ in kept), *added]].reset_index(drop=True)
    gone = [key in withdrawn and key not in place for key in known]
    return rows, [*origins, *[ADDED] * len(added)], embedded[gone].reset_index(drop=True)
