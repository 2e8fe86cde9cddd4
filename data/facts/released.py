"""The facts of a release: what the organisation brought in it, laid over the embedded ones and kept for all readers."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from data.store import Release
from data.tables import (
    FACT_TABLES,
    FACTS,
    WITHDRAWN,
    BadFacts,
    Facts,
    Overlaid,
    OwnRows,
    key_columns,
    laid_over,
    overlaid,
    shaped_as,
)

# The release in force, the one before it that an undo would bring back, and one more while they change.
_KEPT = 4


def facts_version(release: Release | None) -> tuple[tuple[str, int], ...]:
    """The versions of the tables of facts in a release: the same where their rows are; () where it has none.

    A release of other tables alone leaves the facts as they are, and so must whatever is kept of them.
    """
    versions = release.entry.versions if release else {}
    return tuple((name, versions[name]) for name in FACT_TABLES if name in versions)


def as_released(release: Release | None) -> OwnRows:
    """The own rows of facts in a release, ordered by key; none where it is None. Raises StorageFailed."""
    names = dict(facts_version(release))
    if release is None or not names:
        return OwnRows()
    rows = {
        name: shaped_as(name, release.table(name).to_pandas()).sort_values(
            key_columns(name), ignore_index=True
        )
        for name in FACTS
        if name in names
    }
    gone = release.table(WITHDRAWN).to_pydict()
    return OwnRows(rows, frozenset(zip(gone["table"], gone["key"], strict=True)))


def in_force(release: Release | None, embedded: Facts) -> Overlaid:
    """The embedded facts with the own rows of a release over them. Raises StorageFailed.

    Own rows that break a rule, because the embedded ones have changed since, are left out as a whole: `problem` of
    the answer says which row it was. No page then shows a number that fits no other.
    """
    return _in_force(release if facts_version(release) else None, embedded)


def _key(release: Release | None, embedded: Facts) -> tuple[object, ...]:
    return hashkey(release.root if release else "", facts_version(release), embedded)


@cached(LRUCache(_KEPT), key=_key, lock=Lock())
def _in_force(release: Release | None, embedded: Facts) -> Overlaid:
    own = as_released(release)
    try:
        return overlaid(embedded, own)
    except BadFacts as problem:
        return replace(laid_over(embedded, own), facts=embedded, problem=problem)
