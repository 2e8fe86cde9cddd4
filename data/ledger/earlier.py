"""Releases of earlier versions: what their cube was worked out with, where that was other than today."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from data.cube import UNJUDGED
from data.ledger.calendar import month_calendar
from data.store import CUBE, Release
from data.tables import Facts, shaped_as
from data.vocabulary import SCALES

_WAGES = "minimum_wages"


@lru_cache(maxsize=16)
def judges_every_scale(release: Release) -> bool:
    """Whether its cube is from before micro and small employers were exempt from the minimum wage."""
    return CUBE in release.entry.versions and not set(UNJUDGED) & set(release.dataset(CUBE).schema.names)


@lru_cache(maxsize=8)
def facts_of(release: Release, facts: Facts) -> Facts:
    """The facts that a release is read with, so that its lists say of an employer what its cube says.

    Earlier versions kept the minimum wages as a table of the ledger, by year, and held wages against these alone.
    """
    if not judges_every_scale(release):
        return facts
    rows = release.dataset(_WAGES).to_table().to_pandas(date_as_object=False)
    return replace(facts, minimum_wages=shaped_as(_WAGES, rows))


def calendar_of(release: Release, oldest: str, first: str, last: str) -> pd.DataFrame:
    """`data.ledger.calendar.month_calendar`, with every scale held to the minimum wage where the cube had it so."""
    months = month_calendar(oldest, first, last)
    return months.assign(**{f"bound_{s}": 1 for s in SCALES}) if judges_every_scale(release) else months
