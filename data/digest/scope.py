"""What a reader's digest counts: all there are, or the employers of its own office and of those below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.access import Viewer
from data.digest.reader import Reader
from data.indicators import Measured, Movement, definitions
from data.offices import OfficeSums, Whose, alike_month, office_sums
from data.parsing import each_row
from data.queries import Reading, Where

# What an indicator has in a place at the end of a month: a Measured, or a row of `Reading.values`.
Row = Any
Pair = tuple[Row, Row, Movement]


@dataclass(frozen=True)
class Scope:
    """The newest month of a reading as one reader counts it; `of` is None where all there are count."""

    reader: Reader
    reading: Reading
    of: OfficeSums | None

    @property
    def month(self) -> str:
        """The newest month of the release."""
        return self.reading.months[-1]

    @property
    def before(self) -> str:
        """The month before, "" where the ledger begins with the newest one, or other regions came then."""
        return self.of.before if self.of else alike_month(self.reading, self.month, 1, None)

    @property
    def regions(self) -> tuple[str, ...] | None:
        """The Kemendagri codes of its regions; None is all."""
        return self.of.regions if self.of else None

    @property
    def is_served(self) -> bool:
        """Whether there is anybody to count: of some offices no region is known."""
        return self.of is None or bool(self.of.regions)

    @property
    def where(self) -> Where:
        """The same, as a list of employers is asked for it."""
        return Where(self.of.regions, "", self.of.whose.offices) if self.of else Where()

    def sum(self, name: str, month: str = "") -> Measured | None:
        """The indicator for the whole place, as this reader may see it; None when nothing is known of it."""
        if self.of:
            return self.of.sum(name, month)
        month = month or self.month
        about = definitions()[name]
        is_alike = self.reading.is_alike(about, month, self.month)
        return self.reading.one(about, month, "all", "") if is_alike else None

    def moved(self, name: str) -> Pair | None:
        """The value now, that of the month before, and how it moved; None where it is not known in both."""
        now, then = self._both(name)
        filters = self.of.whose.filters if self.of else ()
        moved = self.reading.moved(definitions()[name], now, then, self.regions, filters)
        return None if moved is None else (now, then, moved)

    def _both(self, name: str) -> tuple[Row | None, Row | None]:
        """The values of both months; of an office they are added up together, which takes half as long."""
        if not self.of:
            return self.sum(name), self.sum(name, self.before)
        rows = {row.as_of: row for row in each_row(self.of.sums(name, (self.before, self.month)))}
        return rows.get(self.month), rows.get(self.before)

    def regions_moved(self, name: str) -> dict[str, Pair]:
        """The same for each region, where there are several; those that are not known in both are left out."""
        if self.regions is not None and len(self.regions) < 2:
            return {}
        now, then = (self._values(name, month) for month in (self.month, self.before))
        both = sorted(now.keys() & then.keys()) if len(now) > 1 else []
        found = {code: self._region_moved(name, code, now[code], then[code]) for code in both}
        return {code: one for code, one in found.items() if one is not None}

    def _region_moved(self, name: str, code: str, now: Row, then: Row) -> Pair | None:
        filters = self.of.whose.filters if self.of else ()
        moved = self.reading.moved(definitions()[name], now, then, (code,), filters)
        return None if moved is None else (now, then, moved)

    def _values(self, name: str, month: str) -> Mapping[str, Row]:
        if self.of:
            return {row.Index: row for row in each_row(self.of.values(name, month))}
        return {row.region: row for row in each_row(self.reading.values(definitions()[name], month))}


def scope_of(reading: Reading, reader: Reader) -> Scope:
    """What this reader's digest counts in the newest month of a release, whoever has opened it."""
    reading = replace(reading, viewer=reader.viewer(reading.facts))
    return Scope(reader, reading, _office(reading, reader) if reader.office else None)


def _office(reading: Reading, reader: Reader) -> OfficeSums:
    """The office with its own employers alone.

    Where nobody else has any there, these are all; asked for by office they are told without the guard of the others'.
    """
    viewer: Viewer = reading.viewer
    of = office_sums(reader.office, reading.months[-1], reading, viewer.offices)
    return replace(of, whose=Whose(tuple(sorted(viewer.offices)), only=True))
