"""What nobody said of some of those who came: the sector, the scale, and how old a debt is."""

from __future__ import annotations

from functools import lru_cache

from data.store import Release

_MAY_BE_UNTOLD = ("sector", "scale")


@lru_cache(maxsize=8)
def not_told(release: Release) -> frozenset[str]:
    """Of "sector" and "scale" those that are not known of some employers."""
    import pyarrow.compute as compute

    rows = release.table("employers", _MAY_BE_UNTOLD)
    return frozenset(name for name in _MAY_BE_UNTOLD if compute.any(compute.equal(rows[name], "")).as_py())


@lru_cache(maxsize=8)
def has_unaged(release: Release) -> bool:
    """Whether a position came without a number of months, so that some arrears may be of unknown age."""
    return any(not months for months in release.table("arrears_positions", ["months"])["months"].to_pylist())
