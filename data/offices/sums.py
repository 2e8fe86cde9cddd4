"""What an office adds up to in a ledger, as one reader may see it: sums first, the ratio last.

Counted are the employers of the office and of those below it, or all that are in the regions that these serve
(`data.offices.whose`). The regions are the same in every month that is compared: those that are served at the end of
the month that is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data import places
from data.access import instead
from data.cube import NOT_KNOWN
from data.disclosure import HIDDEN
from data.indicators import Indicator, Measured, Movement, definitions, total
from data.months import month_end, month_index, month_text
from data.offices.whose import EVERYBODY, Whose, counted
from data.parsing import AsOf, each_row, is_missing
from data.queries import Filters, Reading, cells_together
from data.tables import Facts
from data.words import Words

# What an office is measured by, in the order in which its page shows it.
OFFICE_INDICATORS = (
    "compliance",
    "registration",
    "coverage_workers",
    "ledger_arrears_employers",
    "ledger_arrears_rp",
    "exposed_workers",
    "cases_open",
)


@dataclass(frozen=True)
class OfficeSums:
    """An office at the end of a month of a reading, with the Kemendagri codes of its regions and whose employers count."""

    code: str
    month: str
    regions: tuple[str, ...]
    reading: Reading
    whose: Whose = EVERYBODY

    @property
    def indicators(self) -> tuple[str, ...]:
        """OFFICE_INDICATORS, without those that are not known of the employers of one office among others."""
        return tuple(name for name in OFFICE_INDICATORS if self.knows(name))

    def knows(self, name: str) -> bool:
        """Whether the indicator is known of these employers: how many people work is known of whole regions alone."""
        return not self.whose.only or definitions()[name].narrows

    @property
    def before(self) -> str:
        """The month before, "" when the ledger begins with this one, or other regions came then."""
        return self._earlier(1)

    @property
    def year_before(self) -> str:
        """The same month of last year, "" when the ledger does not go back that far, or other regions came then."""
        return self._earlier(12)

    def _earlier(self, by: int) -> str:
        return alike_month(self.reading, self.month, by, self.regions)

    def sum(self, name: str, month: str = "") -> Measured | None:
        """What all regions add up to, in the month looked at or another; None when nothing is known.

        A region that is hidden from this reader makes the whole hidden, since its number could be computed, unless the
        regions are a whole area, which is shown or hidden for itself. A month of
        which other regions came than of the one looked at is not known: their sums would not compare.
        """
        month = month or self.month
        known = self.knows(name) and self._is_alike(name, month)
        return _sum(self, name, month) if known else None

    def sums(self, name: str, months: tuple[str, ...]) -> pd.DataFrame:
        """The sum of each month that has one: `month` and the columns of `data.indicators.measure`.

        The month looked at is to be one of `months`; those of which other regions came are left out.
        """
        return _sums(self, name, tuple(month for month in months if self._is_alike(name, month)))

    def _is_alike(self, name: str, month: str) -> bool:
        return self.reading.is_alike(definitions()[name], month, self.month, self.regions)

    def counted(self, name: str) -> int:
        """Of how many of the regions all came that the indicator is counted from."""
        known = self.reading.counted(definitions()[name], self.month)
        return len(self.regions) if known is None else len(known & frozenset(self.regions))

    def values(self, name: str, month: str = "") -> pd.DataFrame:
        """The regions that the ledger knows: the columns of `data.queries.Reading.values`, indexed by region."""
        rows = self.reading.values(definitions()[name], month or self.month, "region", self.whose.filters)
        return rows[rows["region"].isin(self.regions)].set_index("region")

    def moved(self, name: str, since: str) -> Movement | None:
        """How the sum moved since a month; None where it is not known in both."""
        now, before = self.sum(name), self.sum(name, since) if since else None
        return self.reading.moved(definitions()[name], now, before, self.regions, self.whose.filters)

    def regions_moved(self, name: str, since: str) -> dict[str, Movement]:
        """By region how its value moved since a month; those that are not known in both are left out."""
        now, before = (
            {row.Index: row for row in each_row(self.values(name, month))} for month in (self.month, since)
        )
        moved = {
            code: self.reading.moved(
                definitions()[name], now[code], before[code], (code,), self.whose.filters
            )
            for code in sorted(now.keys() & before.keys())
        }
        return {code: one for code, one in moved.items() if one is not None}

    def hidden(self, name: str) -> int:
        """How many of the regions are hidden from this reader."""
        return int((~self.values(name)["suppressed"].isin(["", NOT_KNOWN])).sum())

    def not_known(self, name: str) -> int:
        """How many of the regions leave employers out of whom something is not known."""
        return int((self.values(name)["suppressed"] == NOT_KNOWN).sum())

    def instead(self, name: str, words: Words) -> str:
        """What stands in place of a sum that has no value."""
        total = self.sum(name)
        return instead(total.suppressed if total else "", words)


def earlier_month(reading: Reading, month: str, by: int) -> str:
    """The month that is `by` months before `month`, "" where the reading does not have it."""
    earlier = month_text(month_index(month) - by)
    return earlier if earlier in reading.months else ""


@lru_cache(maxsize=1_024)
def alike_month(reading: Reading, month: str, by: int, regions: tuple[str, ...] | None) -> str:
    """The month that is `by` months before, "" where the reading does not have it of the same of these regions."""
    earlier = earlier_month(reading, month, by)
    alike = earlier and reading.is_alike(definitions()["ledger_arrears_employers"], month, earlier, regions)
    return earlier if alike else ""


def office_sums(code: str, month: str, reading: Reading, family: frozenset[str] = frozenset()) -> OfficeSums:
    """The office with the regions that it and those below it are known to serve on the last day of `month`.

    `family`: the offices whose employers are counted, those of the office or of its reader; none is everybody's there.
    """
    served = _regions(code, month, reading.facts)
    if not family:
        return OfficeSums(code, month, served, reading)
    regions, whose = counted(served, family, month, reading)
    return (
        OfficeSums(code, month, regions, reading, whose)
        if regions
        else OfficeSums(code, month, served, reading)
    )


@lru_cache(maxsize=1_024)
def _regions(code: str, month: str, facts: Facts) -> tuple[str, ...]:
    places.office(facts, code)  # an office that is not there is an error, not one that serves nobody
    served = places.regions_served(facts, month_end(month))
    return tuple(
        sorted(frozenset[str]().union(*(served.get(one, ()) for one in places.with_its_own(facts, code))))
    )


def sums_of_each(offices: Sequence[OfficeSums], name: str) -> dict[str, float]:
    """Office -> its value of an indicator that is a count, of those that have one: as `OfficeSums.sum` of each, at once.

    All are of one month of one reading.
    """
    asked = [one for one in offices if one.regions and one.knows(name)]
    if not asked:
        return {}
    alike: dict[Filters, list[OfficeSums]] = {}
    for one in asked:
        alike.setdefault(one.whose.filters, []).append(one)
    rows = total(
        definitions()[name],
        pd.concat([_parts(some, name) for some in alike.values()], ignore_index=True),
        over="office",
        workforce=None,
        as_of=asked[0].month,
        release=asked[0].reading.release.number,
        simulated=asked[0].reading.release.simulated,
    )
    return {row.office: float(row.value) for row in each_row(rows) if not is_missing(row.value)}


def _parts(offices: Sequence[OfficeSums], name: str) -> pd.DataFrame:
    """The cells of the regions of offices that count the same employers, and the `office` for which each is added up."""
    reading, indicator = offices[0].reading, definitions()[name]
    month, filters = offices[0].month, offices[0].whose.filters
    cells = reading.cells(indicator, month, "region", filters)
    at = {region: row for row, region in enumerate(cells["region"])}
    hidden = frozenset(cells.loc[cells["suppressed"] == HIDDEN, "region"])
    plain = [one for one in offices if hidden.isdisjoint(one.regions)]
    added = [(at[region], one.code) for one in plain for region in one.regions if region in at]
    parts = [cells.iloc[[row for row, _ in added]].assign(office=[code for _, code in added])]
    for one in offices:
        if not hidden.isdisjoint(one.regions):  # whose whole may be told all the same
            together = cells_together(reading, indicator, month, one.regions, filters)
            parts.append(together.assign(office=one.code))
    return pd.concat(parts, ignore_index=True)


# A page asks for the same few sums again and again: in its sentence, its tiles, its table.
@lru_cache(maxsize=4_096)
def _sum(office: OfficeSums, name: str, month: str) -> Measured | None:
    rows = _sums(office, name, (month,))
    return _measured(definitions()[name], office.code, next(each_row(rows))) if len(rows) else None


@lru_cache(maxsize=1_024)
def _sums(office: OfficeSums, name: str, months: tuple[str, ...]) -> pd.DataFrame:
    indicator, reading = definitions()[name], office.reading
    parts = [
        cells_together(reading, indicator, month, office.regions, office.whose.filters).assign(month=month)
        for month in months
    ]
    return total(
        indicator,
        pd.concat(parts, ignore_index=True),
        over="month",
        workforce=reading.facts.workforce,
        as_of=office.month,
        release=reading.release.number,
        simulated=reading.release.simulated,
        targets=reading.facts.targets,
        area=office.code,
    )


def _measured(indicator: Indicator, code: str, row: Any) -> Measured:
    """A row of `data.indicators.total` as the value of the office."""
    numbers: dict[str, Any] = {
        name: None if is_missing(getattr(row, name)) else getattr(row, name)
        for name in ("value", "numerator", "denominator")
    }
    return Measured(
        **numbers,
        indicator=indicator.id,
        key=code,
        unit=indicator.unit,
        as_of=row.as_of,
        as_of_day=AsOf(row.as_of).end,
        release=row.release,
        simulated=row.simulated,
        denominator_source=row.denominator_source,
        denominator_year=";".join(sorted({as_of[:4] for as_of in row.denominator_as_of.split(";")})),
        suppressed=row.suppressed,
        denominator_as_of=row.denominator_as_of,
        denominator_after=row.denominator_after,
        held=row.held,
    )
