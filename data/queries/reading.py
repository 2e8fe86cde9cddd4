"""One release as one viewer reads it: values of an indicator by area and month, each guarded before it is kept.

What is kept is keyed by the release, the month, the slice and the viewer's scope, so that no one is shown what
another may see. A release never changes, so nothing kept goes stale.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from data import law
from data.access import PUBLIK, Slice, Viewer, guarded
from data.indicators import (
    Indicator,
    Measured,
    definitions,
    left_out,
    measure,
    measured_one,
    without_guesses,
)
from data.store import CUBE, TOTALS, Release
from data.tables import Facts
from data.vocabulary import LEVEL_KEYS

Filters = tuple[tuple[str, tuple[str, ...]], ...]
# Dimensions that the totals of a release do not have.
_FINE = {"kecamatan", "sector", "scale"}


@dataclass(frozen=True, eq=False)
class Reading:
    """A release, read by a viewer; `place` names the store that it is of. Equal where the same is read."""

    release: Release
    place: str
    facts: Facts
    viewer: Viewer

    @property
    def _key(self) -> tuple[object, ...]:
        return self.place, self.release.number, self.viewer.scope

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the cube, oldest first."""
        return self.release.months

    @property
    def not_told(self) -> frozenset[str]:
        """Of "sector" and "scale" those that are not known of some employers."""
        return _not_told(replace(self, viewer=PUBLIK))

    @property
    def has_unaged(self) -> bool:
        """Whether some arrears may be of unknown age, since a position came without a number of months."""
        return _has_unaged(replace(self, viewer=PUBLIK))

    def values(
        self, indicator: Indicator, month: str, level: str = "region", filters: Filters = ()
    ) -> pd.DataFrame:
        """A row for every area of `level` in `month`: its key, and the columns of `data.indicators.measurement.measure`.

        The key column is region, kecamatan, area or province_code; none for "all". An area of which nothing is
        known has no row.
        """
        return _values(self, indicator.id, month, level, filters)

    def one(
        self, indicator: Indicator, month: str, level: str, key: str, filters: Filters = ()
    ) -> Measured | None:
        """One area's value with all that answers "why this number?"; None when nothing is known of it."""
        cells = _only(self.cells(indicator, month, level, filters), level, key)
        return measured_one(indicator, cells, **_options(self, month, level)) if len(cells) else None

    def trend(
        self,
        indicator: Indicator,
        level: str,
        key: str,
        filters: Filters = (),
        months: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """The value of one area in every month (or in `months`), oldest first; months without a row are missing.

        Columns as `values`, with as_of the month.
        """
        wanted = self.months if months is None else months
        rows = [_only(self.values(indicator, month, level, filters), level, key) for month in wanted]
        return pd.concat(rows, ignore_index=True)

    def cells(
        self, indicator: Indicator, month: str, level: str, filters: Filters = (), by: str = ""
    ) -> pd.DataFrame:
        """The sums behind `values`, as this viewer may see them: key, measures, `suppressed`.

        `suppressed` is also said of sums that leave somebody out (data.indicators.without_guesses).
        """
        return _cells(self, indicator.id, month, level, filters, by)


def _only(rows: pd.DataFrame, level: str, key: str) -> pd.DataFrame:
    return rows[rows[LEVEL_KEYS[level][0]] == key] if LEVEL_KEYS[level] else rows


@lru_cache(maxsize=2_048)
def _values(reading: Reading, name: str, month: str, level: str, filters: Filters) -> pd.DataFrame:
    cells = _cells(reading, name, month, level, filters, "")
    return measure(definitions()[name], cells, **_options(reading, month, level))


@lru_cache(maxsize=1_024)
def _cells(reading: Reading, name: str, month: str, level: str, filters: Filters, by: str) -> pd.DataFrame:
    indicator = definitions()[name]
    if indicator.disclosure is None:
        raise ValueError(f"{name} is not an indicator of the ledger")
    cells = guarded(
        reading.viewer,
        _month(reading, month, {level, by, *(dimension for dimension, _ in filters)}),
        reading.facts.regions,
        Slice(month, level, by, filters),
        indicator.disclosure,
        law.at(month),
        measures=(*indicator.above, *indicator.minus, *indicator.below, *left_out(indicator)),
        release=(reading.place, reading.release.number),
    )
    return without_guesses(indicator, cells)


def _month(reading: Reading, month: str, used: set[str]) -> pd.DataFrame:
    """The cube's cells of a month; its totals where they are enough, for those from whom nothing is hidden."""
    coarse = reading.viewer.sees_every_cell and not used & _FINE
    return _cube(replace(reading, viewer=PUBLIK), TOTALS if coarse else CUBE, month)


@lru_cache(maxsize=48)
def _cube(reading: Reading, table: str, month: str) -> pd.DataFrame:
    return reading.release.table(table, months=[month]).to_pandas()


@lru_cache(maxsize=8)
def _not_told(reading: Reading) -> frozenset[str]:
    import pyarrow.compute as compute

    names = ("sector", "scale")
    rows = reading.release.table("employers", names)
    return frozenset(name for name in names if compute.any(compute.equal(rows[name], "")).as_py())


@lru_cache(maxsize=8)
def _has_unaged(reading: Reading) -> bool:
    return bool(reading.release.table("arrears_positions", ["months"])["months"].null_count)


def _options(reading: Reading, month: str, level: str) -> dict[str, Any]:
    return {
        "key": list(LEVEL_KEYS[level]),
        "workforce": reading.facts.workforce,
        "as_of": month,
        "release": reading.release.number,
        "simulated": reading.release.simulated,
        "members": _members(reading.facts.regions, level),
        "targets": reading.facts.targets,
    }


def _members(regions: pd.DataFrame, level: str) -> Mapping[str, Collection[str]] | None:
    """The regions that a wider area stands for."""
    if level in ("region", "kecamatan"):
        return None
    if level == "all":
        return {"": list(regions["code"])}
    return {str(name): list(codes) for name, codes in regions.groupby(LEVEL_KEYS[level][0])["code"]}
