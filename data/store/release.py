"""One release as its readers hold it: the tables at the versions it names, whatever is published meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute

from data.store.columns import CUBE, LATER, MONTH_COLUMNS, TABLES, completed, schema_of
from data.store.delta import Table
from data.store.location import Place
from data.store.log import Entry


class Release:
    """The tables of one release of one store. Cheap to hold, safe to share between threads.

    A release stays readable for ever. A table that no publication has brought is empty.
    """

    def __init__(self, place: Place, entry: Entry) -> None:
        self._place = place
        self._opened: dict[str, Table] = {}
        self._months: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, frozenset[str]] = {}
        self.entry = entry

    def __repr__(self) -> str:
        return f"Release({self.number}, {self.entry.kind}, tables of {self.points_to}, {self._place.root})"

    @property
    def number(self) -> int:
        """1 for the first release, then counting up without gaps."""
        return self.entry.number

    @property
    def points_to(self) -> int:
        """The release whose tables these are: itself, or the one that an undo went back to."""
        return self.entry.points_to

    @property
    def at(self) -> datetime:
        """When it was published, in UTC."""
        return self.entry.at

    @property
    def simulated(self) -> bool:
        """Whether the rows are simulated; every screen and export must say so."""
        return self.entry.simulated

    @property
    def root(self) -> str:
        """The folder or address below which all its files lie."""
        return self._place.root

    @property
    def months(self) -> tuple[str, ...]:
        """The months that have rows ("2025-03"), sorted: of the cube, or of the contributions without a cube."""
        for name in (CUBE, *MONTH_COLUMNS):
            if name in self.entry.versions:
                return self.months_of(name)
        return ()

    def months_of(self, name: str) -> tuple[str, ...]:
        """The months that one table has rows of, sorted. Raises ValueError for one not kept by month."""
        self._check(name, ())
        if name not in self._months:  # a page asks several times in each run, and a release never changes
            self._months[name] = tuple(sorted(self._parts(name)))
        return self._months[name]

    def columns_of(self, name: str) -> frozenset[str]:
        """The columns that a table has in its files: fewer than `table` gives where an earlier version wrote them."""
        if name not in self._columns:
            self._columns[name] = frozenset(self.dataset(name).schema.names)
        return self._columns[name]

    def table(
        self,
        name: str,
        columns: Sequence[str] | None = None,
        months: Sequence[str] | None = None,
        among: tuple[str, Collection[str]] | None = None,
    ) -> arrow.Table:
        """The rows of a table, of some columns or months alone if said; in no particular order.

        `among` names a column and the values that the rows have one of there.

        What an earlier version of the app lacks is filled in (data.store.columns).

        Raises KeyError for an unknown table or column, ValueError for months of a table not kept by month,
        StorageFailed.
        """
        rows = self.dataset(name, months)
        later = LATER.get(name, ())
        known = dict.fromkeys([*rows.schema.names, *later])
        names = list(columns) if columns is not None else _in_order(name, list(known))
        if unknown := [column for column in names if column not in known]:
            raise KeyError(f"table {name} has no column {', '.join(unknown)}")
        found = rows.to_table(
            columns=[column for column in names if column in rows.schema.names],
            filter=among and compute.field(among[0]).isin(arrow.array(list(among[1]), arrow.string())),
        )
        return completed(found, name, [column for column in names if column in later]).select(names)

    def dataset(self, name: str, months: Sequence[str] | None = None) -> Any:
        """A table as a pyarrow dataset, of the columns that it has in its files; also of object storage.

        Raises as `table` does.
        """
        self._check(name, months)
        if name in self.entry.versions:
            return self._table(name).dataset(months)
        import pyarrow.dataset as datasets

        return datasets.dataset(schema_of(name).empty_table())

    def files(self, name: str, months: Sequence[str] | None = None) -> list[str]:
        """The Parquet files of a table, as absolute paths, sorted; of object storage, of copies on this computer.

        The month of a table kept by month stands in the folder's name alone (`month=2025-03`): read it with
        `hive_partitioning`. No files: no rows. Raises as `table` does.
        """
        self._check(name, months)
        return self._table(name).readable_files(months) if name in self.entry.versions else []

    def changed(self, since: Release, name: str) -> frozenset[str] | None:
        """The months whose rows may differ between two releases of one store; none when nothing does.

        None: any may, since the table is not kept by month, or the other release is of another store.
        """
        self._check(name, None)
        if since._place != self._place:
            return None
        mine, other = self.entry.versions.get(name), since.entry.versions.get(name)
        if mine == other:
            return frozenset()
        before, now = since._parts(name), self._parts(name)
        differ = {part for part in before.keys() | now.keys() if before.get(part) != now.get(part)}
        return None if name not in MONTH_COLUMNS and differ else frozenset(differ)

    def _parts(self, name: str) -> dict[str, frozenset[str]]:
        return self._table(name).parts() if name in self.entry.versions else {}

    def _table(self, name: str) -> Table:
        # Opening twice at the same moment is harmless; the table at its version never changes.
        if name not in self._opened:
            self._opened[name] = Table(self._place.at("tables", name), self.entry.versions[name])
        return self._opened[name]

    def _check(self, name: str, months: Sequence[str] | None) -> None:
        if name not in TABLES:
            raise KeyError(f"there is no table {name}")
        if months is not None and name not in MONTH_COLUMNS:
            raise ValueError(f"table {name} is not kept by month")


def _in_order(name: str, columns: Sequence[str]) -> list[str]:
    """The columns of a version in the order of the schema; a release of an earlier schema may have others."""
    wanted = schema_of(name).names
    return sorted(columns, key=lambda column: wanted.index(column) if column in wanted else len(wanted))
