"""Releases of earlier versions: the facts that their cube was worked out with, where these were others than today's."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from data.store import Release
from data.tables import Facts, shaped_as

_WAGES = "minimum_wages"


@lru_cache(maxsize=8)
def facts_of(release: Release, facts: Facts) -> Facts:
    """The facts that a release is read with, so that its lists say of an employer what its cube says.

    Earlier versions kept the minimum wages as a table of the ledger, by year, and held wages against these alone.
    """
    rows = release.dataset(_WAGES)
    if "year" not in rows.schema.names:
        return facts
    return replace(facts, minimum_wages=shaped_as(_WAGES, rows.to_table().to_pandas(date_as_object=False)))
