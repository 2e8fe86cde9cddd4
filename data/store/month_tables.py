"""Months of a release laid out in a DuckDB in memory: each made when first asked for, the longest unasked let go."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock, RLock
from typing import Any

import pyarrow as arrow
from cachetools import LRUCache

from data.store.database import connected, view_files
from data.store.release import Release

# Months that are held at once, each in a slot of its own; the employers of one take some 100 MB where there are
# a million. The tables of a slot are named by its number, so that the statements that make them are few and fixed.
SLOTS = range(4)
# The folder in which months lie that another process has laid out ahead (data.ahead); none where nobody does.
_ahead: Path | None = None


def take_months_from(folder: Path | None) -> None:
    """From now on take the months of releases from this folder, where they lie there; None: lay each out."""
    global _ahead
    _ahead = folder


class HeldMonths(ABC):
    """The months of one release, as tables of the kinds that a subclass names: `rows` lies in rows_0 ... rows_3.

    A subclass makes the tables of one month in one slot (`_lay_out`), from the views that are here of the `tables` of
    the release. A statement names the tables of the month that it is asked of as query_table($rows).
    """

    kinds: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def __init__(self, release: Release, read_with: str = "") -> None:
        """`read_with` names what else the months follow from: a release may be read with the facts of a later one."""
        self._ahead = None if _ahead is None else _ahead / name_ahead(release, read_with)
        self._db = connected(release.root, *([self._ahead] if self._ahead else []))
        for name in self.tables:
            view_files(self._db, name, release.files(name))
        self._held: LRUCache[str, int] = LRUCache(len(SLOTS))  # month -> the slot that it lies in
        self._turns = [0 for _ in SLOTS]
        # One month is laid out at a time, and whoever asks for another one that lies there does not wait for it.
        self._lock, self._laying = Lock(), RLock()

    def lay_ahead(self, month: str) -> bool:
        """Write the tables of a month to where others take them from; False where they lie there already, or nobody takes them.

        Raises OSError, duckdb.Error: the disk is full, say. A file is there as a whole or not at all.
        """
        files = self._files(month)
        if all(file.exists() for file in files.values()):
            return False
        slot, _ = self._laid_out(month)
        cursor = self._db.cursor()
        for kind, file in files.items():
            part = file.with_suffix(".part")
            cursor.table(f"{kind}_{slot}").write_parquet(str(part), compression="snappy")
            part.replace(file)
        cursor.close()
        return True

    def answer(
        self, month: str, statement: str, values: Mapping[str, Any], before: str | None = None
    ) -> arrow.Table:
        """The rows of a statement about a month ("2025-10"); `values` are its parameters but for the tables' names.

        A statement about two months names the tables of the one `before` as query_table($rows_before).
        """
        months = {"": month} if before is None else {"": month, "_before": before}
        while True:
            lying = self._all_laid_out(months)
            names = {
                f"{kind}{end}": name
                for end, (slot, _) in lying.items()
                for kind, name in self._names(slot).items()
            }
            named = {name: table for name, table in names.items() if f"query_table(${name})" in statement}
            rows = self._rows(statement, {**values, **named})
            # Another reader's month may have come into a slot meanwhile, and then these may be its rows.
            if all(self._turns[slot] == turn for slot, turn in lying.values()):
                return rows

    def _all_laid_out(self, months: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """As `_laid_out`, for each of the months: none is let go for another reader's while the others are laid out."""
        there = {end: lying for end, month in months.items() if (lying := self._lying(month)) is not None}
        if len(there) == len(months):
            return there
        with self._laying:
            return {end: self._laid_out(month) for end, month in months.items()}

    def _rows(self, statement: str, values: Mapping[str, Any]) -> arrow.Table:
        cursor = self._db.cursor()
        try:
            return cursor.sql(statement, params=values).to_arrow_table()
        finally:
            cursor.close()

    def _laid_out(self, month: str) -> tuple[int, int]:
        """The slot that the month lies in, laid out first if it is in none, and how many months it held before."""
        if (there := self._lying(month)) is not None:
            return there
        with self._laying:
            if (there := self._lying(month)) is not None:
                return there
            with self._lock:
                slot = self._free_slot()
                self._turns[slot] += 1
            if not self._taken(month, slot):
                self._lay_out(month, slot)
            with self._lock:
                self._held[month] = slot
                return slot, self._turns[slot]

    def _lying(self, month: str) -> tuple[int, int] | None:
        with self._lock:
            slot = self._held.get(month)
            return None if slot is None else (slot, self._turns[slot])

    def _taken(self, month: str, slot: int) -> bool:
        """Whether the month was laid out ahead and its tables now lie in the slot."""
        import duckdb

        files = self._files(month)
        if not files or not all(file.exists() for file in files.values()):
            return False
        cursor = self._db.cursor()
        try:
            for kind, file in files.items():
                cursor.execute(in_each_slot(_TAKEN, kind)[slot], {"file": str(file)})
        except duckdb.Error:  # what cannot be read is laid out as if it were not there
            return False
        finally:
            cursor.close()
        return True

    def _files(self, month: str) -> dict[str, Path]:
        """The file of each kind of table of a month; none where nobody lays months out ahead."""
        return {kind: self._ahead / f"{kind}-{month}.parquet" for kind in self.kinds if self._ahead}

    def _free_slot(self) -> int:
        if len(self._held) == len(SLOTS):
            return self._held.popitem()[1]  # that of the month that was not asked for the longest
        taken = set(self._held.values())
        return next(slot for slot in SLOTS if slot not in taken)

    def _names(self, slot: int) -> dict[str, str]:
        return {kind: f"{kind}_{slot}" for kind in self.kinds}

    @abstractmethod
    def _lay_out(self, month: str, slot: int) -> None:
        """Make the tables of a month, in place of those that lie in the slot."""


_TAKEN = "SELECT * FROM read_parquet($file)"


def name_ahead(release: Release, read_with: str = "") -> str:
    """The name of the folder of a release among those that are laid out ahead: no two releases of any store share it, nor
    one that is read with this and with that."""
    return f"{release.entry.publication}-{release.number}-{read_with}"


def in_each_slot(statement: str, kind: str) -> Sequence[str]:
    """For each slot the whole statement that makes its table of a kind from the rows of `statement`."""
    return [f"CREATE OR REPLACE TABLE {kind}_{slot} AS {statement}" for slot in SLOTS]
