"""Which rows a release holds of which region.

A measure that nobody brought rows for is 0 in the cube as much as one that was counted and is none. Only the tables
can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.ledger import facts_of, service
from data.months import month_index, month_text
from data.places import minimum_wages
from data.store import Release, connected, view_files
from data.tables import Facts

BILLS = "contributions"
# The bills that have fallen due by the end of a month are at the latest those of the month before. A position says
# what was owed on its day, whatever was billed.
_BEFORE, _POSITIONS = "contributions.before", "arrears_positions"
# Brought month by month, so that there must be rows of the month that is looked at.
_BY_MONTH = (BILLS, "informal", "informal.target")
# A fact, which ships with the app and which an organisation may bring as well.
_WAGES = "minimum_wages"
# What an office brings of itself in its own time. Where it has rows of one of its regions, none of another is none.
_BY_OFFICE = ("cases", "case_steps", "outreach", "informal", "informal.target", "projects")
_TABLES = (*("employers", BILLS, _POSITIONS, "cases", "case_steps", "outreach", "informal", "projects"),)
# The regions of each source but the contributions; what is of an employer is of its region, as in the cube.
_REGIONS = """
SELECT DISTINCT 'employers' AS source, region, '' AS month FROM employers
UNION ALL SELECT DISTINCT 'cases', e.region, '' FROM cases c JOIN employers e USING (employer)
UNION ALL SELECT DISTINCT 'case_steps', e.region, ''
  FROM case_steps s JOIN cases c USING ("case") JOIN employers e USING (employer)
UNION ALL SELECT DISTINCT 'outreach', e.region, '' FROM outreach o JOIN employers e USING (employer)
UNION ALL SELECT DISTINCT 'arrears_positions', e.region, strftime(p.as_of, '%Y-%m')
  FROM arrears_positions p JOIN employers e ON e.npp = p.npp AND e.npp <> ''
UNION ALL SELECT DISTINCT 'informal', region, blth FROM informal
UNION ALL SELECT DISTINCT 'informal.target', region, blth FROM informal WHERE target IS NOT NULL
UNION ALL SELECT DISTINCT 'projects', region, '' FROM projects
"""
_BILLS = """
SELECT DISTINCT e.region, e.office, c.blth AS month
FROM contributions c JOIN employers e ON e.npp = c.npp AND e.npp <> ''
"""
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Given:
    """What there is of each region (Kemendagri code).

    `regions`: source (a table, or one column as "informal.target") and month, or "" (by how it is brought) ->
    the regions that have rows. `bills`: a row for every region, office (as the employers name it, "" is none) and
    month that contributions were brought of.
    """

    regions: Mapping[tuple[str, str], frozenset[str]]
    bills: pd.DataFrame
    facts: Facts

    def having(self, sources: Collection[str], month: str) -> frozenset[str]:
        """The regions of which there are rows of all these `sources`, of the month where they are brought by month."""
        return frozenset.intersection(*(self.of(source, month) for source in sources))

    def of(self, source: str, month: str) -> frozenset[str]:
        """The regions of which there are rows of one source."""
        if source == _WAGES:
            return waged_regions(self.facts, month)
        if source == _BEFORE:
            return self.of(BILLS, month_text(month_index(month) - 1)) | self._with_position(month)
        known = self.regions.get((source, _time(source, month)), _NONE)
        return _with_neighbours(self.facts, known, month) if source in _BY_OFFICE else known

    def _with_position(self, month: str) -> frozenset[str]:
        """The regions of which there is a position of arrears of this month or an earlier one."""
        held = (here for (name, at), here in self.regions.items() if name == _POSITIONS and at <= month)
        return _NONE.union(*held)

    def lacking(
        self, sources: Collection[str], month: str, regions: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """The `sources` of which no row of any month came of any of the `regions` (None: of any region at all).

        The month before is lacking where contributions begin with the month of all the regions that have it.
        """
        return tuple(source for source in sources if not self._ever(source, month, regions))

    def _ever(self, source: str, month: str, regions: Collection[str] | None) -> bool:
        if source == _BEFORE:
            now = self.of(BILLS, month) if regions is None else self.of(BILLS, month).intersection(regions)
            return not now or bool(now & self.of(source, month))
        known = _NONE.union(*(here for (name, _), here in self.regions.items() if name == source))
        if source == _WAGES:
            known = frozenset(self.facts.minimum_wages["region"])
        if source in _BY_OFFICE:
            known = _with_neighbours(self.facts, known, month)
        return bool(known if regions is None else known.intersection(regions))


def _time(source: str, month: str) -> str:
    """The month as a source is brought by: itself, or "" where it is not asked."""
    return month if source in _BY_MONTH else ""


@lru_cache(maxsize=256)
def waged_regions(facts: Facts, month: str) -> frozenset[str]:
    """The regions whose minimum wage of a month is known (`data.places.minimum_wages`)."""
    return frozenset(minimum_wages(facts, month)["region"])


@lru_cache(maxsize=1_024)
def _with_neighbours(facts: Facts, known: frozenset[str], month: str) -> frozenset[str]:
    """These regions, and the others of the offices that serve any of them in the month."""
    serves, _ = service(facts, month, month)
    offices = set(serves.loc[serves["region"].isin(known), "office"])
    return known.union(serves.loc[serves["office"].isin(offices), "region"])


def given(release: Release, facts: Facts) -> Given:
    """What a release holds; worked out once, since a release never changes."""
    return _given(release.root, release.number, release, facts_of(release, facts))


@lru_cache(maxsize=4)
def _given(root: str, number: int, release: Release, facts: Facts) -> Given:
    database = connected(root)
    try:
        for table in _TABLES:
            view_files(database, table, release.files(table))
        regions = database.sql(_REGIONS).to_arrow_table().to_pandas()
        bills = database.sql(_BILLS).to_arrow_table().to_pandas()
    finally:
        database.close()
    every = pd.concat([regions, bills.assign(source=BILLS)], ignore_index=True)
    grouped = every.groupby(["source", "month"])["region"]
    return Given({key: frozenset(rows) for key, rows in grouped}, bills, facts)
