"""Months of a release laid out in a DuckDB in memory: each made when first asked for, the longest unasked let go."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from data.months import month_index
from data.store.release import Release
from data.tables import Facts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Months that are held at once; the employers of one take some 100 MB where there are a million.
_HELD = 6


class HeldMonths:
    """What the months of one release have in common; a kind of it says in `prefixes` which tables a month has."""

    prefixes: tuple[str, ...] = ()

    def __init__(self, release: Release, facts: Facts) -> None:
        import duckdb  # a tenth of a second that a page without such tables need not spend

        self.release, self._facts = release, facts
        self._db = duckdb.connect()
        self._db.execute("SET enable_progress_bar = false")  # it writes over the server's log
        self._held: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def held(self, month: str) -> tuple[str, ...]:
        """The names of the tables of a month ("2025-10") of the release, one for each of `prefixes`."""
        name = f"m{month_index(month)}"
        with self._lock:
            if name not in self._held:
                self._lay_out(month, name)
                self._let_go()
            self._held[name] = None
            self._held.move_to_end(name)
        return tuple(prefix + name for prefix in self.prefixes)

    def cursor(self) -> DuckDBPyConnection:
        """A connection of one's own to the tables."""
        return self._db.cursor()

    def _lay_out(self, month: str, name: str) -> None:
        """Make the tables of a month: `name` after each of `prefixes`."""
        raise NotImplementedError

    def _let_go(self) -> None:
        while len(self._held) >= _HELD:
            old, _ = self._held.popitem(last=False)
            for prefix in self.prefixes:
                self._db.execute(f"DROP TABLE {prefix}{old}")
