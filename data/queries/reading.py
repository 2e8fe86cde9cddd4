"""One release as one viewer reads it: values of an indicator by area and month, each guarded before it is kept.

What is kept is keyed by the release, the month, the slice and the viewer's scope, so that no one is shown what
another may see. A release never changes, so nothing kept goes stale.

Of one's own data a region has a value only where everything was brought that the indicator is counted from: the cube
has 0 for what nobody brought. A wider area is then the sum of the regions that have one, as this viewer sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any

import pandas as pd

from data import law
from data.access import PUBLIK, Slice, Viewer, added_up, guarded
from data.cube import DIMENSIONS, MEASURES, TOLD
from data.indicators import (
    Indicator,
    Measured,
    Movement,
    Moves,
    definitions,
    measure,
    measured_one,
    moved_measure,
    movement,
    summed_by,
    without_guesses,
)
from data.ledger import facts_of
from data.months import months_between
from data.queries.release_tables import offices_by_region, rows_in, totals_of
from data.store import CUBE, MOVES, TOTALS, Release
from data.submissions import Received, given, has_unaged, not_told, received, waged_regions
from data.tables import Facts
from data.vocabulary import LEVEL_KEYS

Filters = tuple[tuple[str, tuple[str, ...]], ...]
_MOVES = tuple(Moves.__dataclass_fields__)
_NOBODY = (0,) * len(_MOVES)
# Dimensions that the totals of a release do not have.
_FINE = {"kecamatan", "sector", "scale"}


@dataclass(frozen=True, eq=False)
class Reading:
    """A release, read by a viewer; `place` names the store that it is of. Equal where the same is read."""

    release: Release
    place: str
    facts: Facts
    viewer: Viewer

    # Everything that is kept asks for it, some hundred times in the run of a page.
    @cached_property
    def _key(self) -> tuple[object, ...]:
        # A simulation that was made anew counts its releases from 1 again; an organisation's own facts may change.
        return self.place, self.release.entry.publication, self.release.number, self.viewer.scope, self.facts

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
        return not_told(self.release)

    @property
    def has_unaged(self) -> bool:
        """Whether some arrears may be of unknown age, since a position came without a number of months."""
        return has_unaged(self.release)

    def counted(self, indicator: Indicator, month: str) -> frozenset[str] | None:
        """The regions of which all came that the indicator is counted from; None: all, as of a simulated ledger.

        Wages are held against a minimum wage where one is known, in a simulated ledger too.
        """
        if self.release.simulated:
            return self._waged(month) if "minimum_wages" in indicator.counted_from else None
        return given(self.release, self.facts).having(indicator.counted_from, month)

    def lacking(
        self, sources: Collection[str], month: str, regions: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """The `sources` (as `Indicator.counted_from`) that never came of any of the `regions` (None: at all)."""
        if self.release.simulated:
            return ()
        return given(self.release, self.facts).lacking(sources, month, regions)

    def unchecked(self, indicator: Indicator, month: str, regions: Collection[str]) -> frozenset[str]:
        """Those of these regions that it is counted in, where it would check wages but no minimum wage is known."""
        if not indicator.checks_wages:
            return frozenset()
        known = self.counted(indicator, month)
        counted = frozenset(regions) if known is None else known.intersection(regions)
        return counted - self._waged(month)

    def _waged(self, month: str) -> frozenset[str]:
        """The regions whose minimum wage of the month is known."""
        return waged_regions(facts_of(self.release, self.facts), month)

    def is_alike(
        self, indicator: Indicator, month: str, other: str, regions: Collection[str] | None = None
    ) -> bool:
        """Whether of these regions (None: all) the same ones are counted in both months: else sums do not compare."""
        one, two = self.counted(indicator, month), self.counted(indicator, other)
        if one is None or two is None:
            return True
        return one == two if regions is None else one & frozenset(regions) == two & frozenset(regions)

    def received(self, month: str, regions: Collection[str] | None = None) -> Received | None:
        """What has come of these regions (None: of all) for a month, and from whom; None of a simulated ledger."""
        return None if self.release.simulated else received(self.release, self.facts, month, regions)

    def offices_in(self, month: str, regions: Collection[str] | None = None) -> frozenset[str]:
        """The offices that employers, projects or groups of these regions (None: all) belong to in a month.

        "" is among them where no office is known of some. Who serves a place is no secret.
        """
        there = offices_by_region(self.release, month)
        wanted = there if regions is None else regions
        return frozenset[str]().union(*(there[region] for region in wanted if region in there))

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
        return _one(self, indicator.id, month, level, key, filters)

    def near(self, month: str, numbers: Collection[str]) -> pd.DataFrame:
        """The rows of the cube of all regions that the viewer's offices have anybody in, whoever they are of: not guarded."""
        return rows_in(self.release, month, _regions_near(self, month), tuple(numbers))

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

    def moved(
        self,
        indicator: Indicator,
        now: Any,
        before: Any,
        regions: Collection[str] | None,
        filters: Filters = (),
    ) -> Movement | None:
        """How the value of these regions (None: all) moved between two months; None where one of them is missing.

        `now` and `before` are two of `one`, or of the rows of `values`. Who moved is told to those who see every cell
        behind it; of releases and filters for which it is not kept, and for the others, chance gets more room.
        """
        if now is None or before is None:
            return None
        sums, there = ((indicator.above, indicator.minus), (indicator.below, ())), _known(regions)
        above, below = (
            _moves(self, moved_measure(*names), now.as_of, before.as_of, there, filters) for names in sums
        )
        found = movement(indicator, now, before, above, below)
        # Whoever comes and goes within the months is counted each time: chance is given more room than it has.
        alone = len(months_between(before.as_of, now.as_of)) == 2
        return found and replace(found, exact=found.exact and alone)

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
    return measure(definitions()[name], cells, **_options(reading, name, month, level))


@lru_cache(maxsize=8_192)
def _one(reading: Reading, name: str, month: str, level: str, key: str, filters: Filters) -> Measured | None:
    cells = _only(_cells(reading, name, month, level, filters, ""), level, key)
    options = _options(reading, name, month, level)
    return measured_one(definitions()[name], cells, **options) if len(cells) else None


@lru_cache(maxsize=1_024)
def _cells(reading: Reading, name: str, month: str, level: str, filters: Filters, by: str) -> pd.DataFrame:
    if not definitions()[name].newer_columns <= reading.release.columns_of(CUBE):
        return _guarded(reading, name, month, level, filters, by).iloc[:0]
    counted = reading.counted(definitions()[name], month)
    if counted is None or counted.issuperset(offices_by_region(reading.release, month)):
        return _guarded(reading, name, month, level, filters, by)
    if level in ("region", "kecamatan"):
        rows = _guarded(reading, name, month, level, filters, by)
        return rows[rows["region"].isin(counted)].reset_index(drop=True)
    if reading.release.simulated:  # of whom wages are held against nothing, nobody is in a sum
        return _guarded(reading, name, month, level, filters, by)
    # The guard has hidden what another table of other regions could give away: a sum of what it shows gives nothing.
    return added_up(_cells(reading, name, month, "region", filters, by), reading.facts.regions, level, by)


def _regions_near(reading: Reading, month: str) -> frozenset[str]:
    """The regions that the viewer's offices have anybody in."""
    there, own = offices_by_region(reading.release, month), reading.viewer.stands_for
    return frozenset(region for region, offices in there.items() if offices & own)


def _guarded(reading: Reading, name: str, month: str, level: str, filters: Filters, by: str) -> pd.DataFrame:
    indicator = definitions()[name]
    if indicator.kind != "ledger":
        raise ValueError(f"{name} is not an indicator of the ledger")
    measures = summed_by(indicator)
    offices = dict(filters).get("office", ())
    if reading.viewer.is_told_all(offices) and not {level, by, *dict(filters)} & _FINE:
        cells = _exact(reading, month, level, filters, by)
        others = [name for name in MEASURES if name in cells and name not in measures]
        return without_guesses(indicator, cells.drop(columns=others))
    slice_ = Slice(month, level, by, filters)
    return without_guesses(indicator, _of_table(reading, CUBE, month, slice_, measures))


@lru_cache(maxsize=256)
def _exact(reading: Reading, month: str, level: str, filters: Filters, by: str) -> pd.DataFrame:
    """Every measure of a slice from which nothing is hidden: that of one takes as long as those of all."""
    return _of_table(reading, TOTALS, month, Slice(month, level, by, filters), TOLD)


def _of_table(
    reading: Reading, table: str, month: str, what: Slice, measures: Collection[str]
) -> pd.DataFrame:
    anybody, viewer = replace(reading, viewer=PUBLIK), reading.viewer
    is_fine = bool({what.level, what.by, *dict(what.filters)} & _FINE)
    # All columns of the cube, of a country 240 MB, are looked at once if the tables of the public do not lie there already.
    cube: pd.DataFrame | Callable[[], pd.DataFrame] = partial(_read_cube, anybody, month, None)
    if table == TOTALS:
        cube = totals_of(reading.release, month)
    elif viewer.sees_every_cell:
        cube = _cube(anybody, month, (*DIMENSIONS, *dict.fromkeys(measures)))
    return guarded(
        viewer,
        cube,
        reading.facts.regions,
        what,
        law.at(month),
        measures=measures,
        # Not by its place and number: a simulation that was made anew counts its releases from 1 again.
        release=(reading.release.entry.publication, reading.release.number),
        near=None if table == TOTALS else reading.near if is_fine else partial(_near_in_totals, reading),
    )


def _near_in_totals(reading: Reading, month: str, numbers: Collection[str]) -> pd.DataFrame:
    """As `Reading.near`, for what no finer dimension is asked of: a thousandth of the rows, read once for all numbers.

    What is hidden of others is worked out from the finest rows, and asks for the largest employers, too.
    """
    if not set(numbers) <= set(MEASURES):
        return reading.near(month, numbers)
    rows = totals_of(reading.release, month)
    there = rows["region"].isin(_regions_near(reading, month))
    return rows.loc[there, [*(name for name in DIMENSIONS if name in rows), *numbers]]


def _known(regions: Collection[str] | None) -> frozenset[str] | None:
    return None if regions is None else frozenset(regions)


@lru_cache(maxsize=8_192)
def _moves(
    reading: Reading, measure: str, month: str, since: str, regions: frozenset[str] | None, filters: Filters
) -> Moves | None:
    """Who moved in these regions from the end of `since` to that of `month`; None where that is not told or not kept."""
    narrowed = dict(filters)
    if not measure or set(narrowed) - {"office"}:
        return None
    offices = narrowed.get("office")
    if not reading.viewer.sees_every_cell and not _is_own(reading, month, regions, offices):
        return None
    sums = _moves_between(replace(reading, viewer=PUBLIK), since, month, offices)
    if sums is None:
        return None
    rows = [
        sums.get((measure, region), _NOBODY)
        for region in regions or offices_by_region(reading.release, month)
    ]
    sums_of = dict(zip(_MOVES, map(sum, zip(_NOBODY, *rows, strict=True)), strict=True))
    # Of several months an employer's own differences add up: the square of their sum is at most so many times theirs.
    sums_of["squares"] *= len(months_between(since, month)[1:])
    return Moves(**sums_of)


def _is_own(
    reading: Reading, month: str, regions: frozenset[str] | None, offices: Collection[str] | None
) -> bool:
    """Whether everybody in these regions, or of these offices, belongs to the offices of a branch that is looking."""
    if reading.viewer.role == "publik" or not reading.viewer.offices:
        return False
    if offices is None:
        there = totals_of(reading.release, month)
        offices = set(
            there["office"] if regions is None else there.loc[there["region"].isin(regions), "office"]
        )
    return reading.viewer.offices.issuperset(offices)


@lru_cache(maxsize=48)
def _moves_between(
    reading: Reading, since: str, month: str, offices: tuple[str, ...] | None
) -> dict[tuple[str, str], tuple[int, ...]] | None:
    """By measure and region who moved in all months after `since` up to `month`; None if not all of these are kept.

    `offices`: of whose employers alone, None of all.
    """
    if MOVES not in reading.release.entry.versions or since >= month:
        return None
    months = months_between(since, month)[1:]
    if not set(months) <= set(reading.release.months_of(MOVES)):
        return None
    rows = reading.release.table(MOVES, months=months).to_pandas()
    if offices is not None:
        rows = rows[rows["office"].isin(offices)]
    sums = rows.groupby(["measure", "region"])[list(_MOVES)].sum()
    return dict(zip(sums.index, map(tuple, sums.to_numpy().tolist()), strict=True))


def _read_cube(reading: Reading, month: str, columns: tuple[str, ...] | None) -> pd.DataFrame:
    return reading.release.table(CUBE, columns, months=[month]).to_pandas()


_cube = lru_cache(maxsize=2)(_read_cube)


def _options(reading: Reading, name: str, month: str, level: str) -> dict[str, Any]:
    return {
        "key": list(LEVEL_KEYS[level]),
        "workforce": reading.facts.workforce,
        "as_of": month,
        "release": reading.release.number,
        "simulated": reading.release.simulated,
        "members": _members(_counted_regions(reading, name, month), level),
        "targets": reading.facts.targets,
    }


def _counted_regions(reading: Reading, name: str, month: str) -> pd.DataFrame:
    """The rows of the table regions whose people a wider area is held against: those that it is the sum of."""
    regions = reading.facts.regions
    if reading.release.simulated or not definitions()[name].below_workforce:
        return regions
    return regions[regions["code"].isin(_cells(reading, name, month, "region", (), "")["region"])]


def _members(regions: pd.DataFrame, level: str) -> Mapping[str, Collection[str]] | None:
    """The regions that a wider area stands for."""
    if level in ("region", "kecamatan"):
        return None
    if level == "all":
        return {"": list(regions["code"])}
    return {str(name): list(codes) for name, codes in regions.groupby(LEVEL_KEYS[level][0])["code"]}
