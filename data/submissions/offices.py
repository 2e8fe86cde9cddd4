"""Which offices have sent their month, and who is late since when.

An office has sent a month when there are contributions of that month of its own employers. One that never had any of
its own, since the office above it sends for both, has sent when there are some of each of its regions.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.ledger import offices_of, service
from data.months import month_index, month_text
from data.store import Release
from data.submissions.held import BILLS, given
from data.tables import Facts


@dataclass(frozen=True)
class Submission:
    """An office and the months that it sent, up to the one asked for ("2025-03"), oldest first."""

    office: str
    month: str
    months: tuple[str, ...]

    @property
    def sent(self) -> bool:
        """Whether the month asked for has come."""
        return self.last == self.month

    @property
    def last(self) -> str:
        """The last month that it sent, "" when it never has."""
        return self.months[-1] if self.months else ""

    @property
    def since(self) -> str:
        """The first month that is missing, "" when none is, or none ever came."""
        return "" if self.sent or not self.last else month_text(month_index(self.last) + 1)


@dataclass(frozen=True)
class Received:
    """What has come of some regions for a month: from which offices, and of which regions there are contributions.

    `regions` are those asked for, `known` those of them that have come; `offices` are those that serve any of them.
    """

    month: str
    regions: tuple[str, ...]
    known: frozenset[str]
    offices: tuple[Submission, ...]

    @property
    def late(self) -> tuple[Submission, ...]:
        """The offices that have not sent the month."""
        return tuple(one for one in self.offices if not one.sent)

    @property
    def is_whole(self) -> bool:
        """Whether every region has come, and every office has sent."""
        return not self.late and self.known.issuperset(self.regions)


def received(release: Release, facts: Facts, month: str, regions: Collection[str] | None = None) -> Received:
    """What has come of these regions (None: all of the table regions) for a month that the release may have."""
    asked = tuple(sorted(facts.regions["code"] if regions is None else set(regions)))
    return _received(release.root, release.number, release, facts, month, asked)


@lru_cache(maxsize=512)
def _received(
    root: str, number: int, release: Release, facts: Facts, month: str, regions: tuple[str, ...]
) -> Received:
    held = given(release, facts)
    serves, _ = service(facts, month, month)
    serving = set(serves.loc[serves["region"].isin(regions), "office"])
    sent = _months_sent(root, number, release, facts)
    offices = tuple(
        Submission(office, month, _until(month, sent.get(office) or _shared(office, serves, held.bills)))
        for office in facts.offices["code"]
        if office in serving
    )
    return Received(month, regions, held.of(BILLS, month).intersection(regions), offices)


def _until(month: str, months: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(one for one in months if one <= month))


@lru_cache(maxsize=4)
def _months_sent(root: str, number: int, release: Release, facts: Facts) -> dict[str, frozenset[str]]:
    """Office -> the months of which contributions of its own employers came."""
    bills = given(release, facts).bills
    rows = bills.assign(m=[month_index(month) for month in bills["month"]])
    rows = rows.assign(belongs=offices_of(facts, rows))
    return {str(office): frozenset(months) for office, months in rows.groupby("belongs")["month"]}


def _shared(office: str, serves: pd.DataFrame, bills: pd.DataFrame) -> frozenset[str]:
    """The months of which contributions of every region of an office came, whoever sent them."""
    regions = set(serves.loc[serves["office"] == office, "region"])
    by_region = bills.groupby("region")["month"].agg(frozenset)
    return frozenset.intersection(*(by_region.get(region, frozenset()) for region in regions))
