"""Whose rows a file would change: an office brings its own, and what another has brought is not its to replace.

A row belongs to the office that serves its region today, as the file is read for it; what is of an employer or a case
lies where that employer does. Who serves whom, and every other table of facts without a region, counts for all offices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.clock import today
from data.facts import in_force
from data.places import areas_of
from data.store import Release
from data.tables import Facts, key_columns

# Facts that say where an office's own work is done; a source comes along with the rows that name it.
_OF_PLACES = ("agreements", "events", "service_points", "minimum_wages", "workforce")
_ALONG = "sources"


@dataclass(frozen=True)
class Ownership:
    """The regions that an office serves, and in which of them the published employers and cases lie, by their keys."""

    area: frozenset[str]
    employers: pd.Series
    npps: pd.Series
    cases: pd.Series

    def is_own(self, rows: pd.DataFrame) -> pd.Series:
        """Whether each row of a table of the ledger lies in the area, or nobody knows where it does."""
        regions = self._regions(rows)
        return regions.isin(self.area) | regions.isna() | (regions == "")

    def lies_inside(self, rows: pd.DataFrame) -> pd.Series:
        """Whether each row is known to lie in the area."""
        return self._regions(rows).isin(self.area)

    def _regions(self, rows: pd.DataFrame) -> pd.Series:
        if "region" in rows:
            return rows["region"]
        for column, known in (("npp", self.npps), ("employer", self.employers), ("case", self.cases)):
            if column in rows:
                return rows[column].map(known)
        raise KeyError("region")


def ownership(release: Release | None, office: str, embedded: Facts) -> Ownership:
    """What is an office's own in a release (None: nothing is published yet). Raises UnknownOffice, StorageFailed."""
    area = frozenset(areas_of(in_force(release, embedded).facts, office, today())["region"])
    employers = _rows(release, "employers", ["employer", "npp", "region"])
    regions = employers.set_index("employer")["region"]
    npps = employers[employers["npp"] != ""].drop_duplicates("npp").set_index("npp")["region"]
    cases = _rows(release, "cases", ["case", "employer"]).set_index("case")["employer"].map(regions)
    return Ownership(area, regions, npps, cases)


def _rows(release: Release | None, name: str, columns: list[str]) -> pd.DataFrame:
    """Columns of a table of a release, a row for each of the first column; none where it has no such table."""
    if release is None or name not in release.entry.versions:
        return pd.DataFrame(columns=columns, dtype=str)
    return release.table(name, columns).to_pandas().drop_duplicates(columns[0])


def others_rows(
    own: Ownership, keys: Sequence[str], before: pd.DataFrame, *touched: pd.DataFrame
) -> list[str]:
    """The rows of a table of the ledger that would come, become others, or go, and are another office's; as texts.

    Reading refuses rows of others too, but by what was published when the file was read: an employer may have moved since.
    """
    rows = pd.concat([_among(before, keys, touched), *touched], ignore_index=True)
    return _named(rows[~own.is_own(rows)], keys)


def others_facts(own: Ownership, name: str, before: pd.DataFrame, *touched: pd.DataFrame) -> list[str]:
    """Likewise of a table of facts, whose new rows count too, since they are read for any region."""
    keys = key_columns(name)
    if name == _ALONG:
        return []
    if name not in _OF_PLACES:
        return _named(_among(pd.concat([before, *touched]), keys, touched), keys)
    rows = pd.concat([_among(before, keys, touched), *touched], ignore_index=True)
    inside = [_lies_in(cell, own.area) for cell in rows["areas" if "areas" in rows else "region"]]
    return _named(rows[[not one for one in inside]], keys)


def _among(rows: pd.DataFrame, keys: Sequence[str], touched: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Those of the rows whose keys are among the touched ones."""
    marks = pd.concat([one[list(keys)] for one in touched]).set_index(list(keys)).index
    return rows[rows.set_index(list(keys)).index.isin(marks)]


def _named(rows: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    """What names each row, as one text."""
    cells = [rows[column].astype(str) for column in keys]
    return list(dict.fromkeys(" ".join(parts) for parts in zip(*cells, strict=True)))


def _lies_in(cell: object, area: frozenset[str]) -> bool:
    """Whether one of the places of a cell is the office's: what two offices sign together is of both."""
    return bool(area.intersection(str(cell).split(";")))
