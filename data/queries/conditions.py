"""What the statements of lists have in common: whose rows are asked for, and in what order.

A statement is put together from fixed texts alone. Whatever a reader chose is bound to it as a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.queries.reading import Reading


@dataclass(frozen=True)
class Where:
    """The regions (Kemendagri codes; None is everywhere) and the kecamatan ("" is all) that are looked at."""

    regions: tuple[str, ...] | None = None
    kecamatan: str = ""


# The condition of each value of `scope_of`.
SCOPE = {
    "regions": "region IN (SELECT unnest($regions))",
    "kecamatan": "kecamatan = $kecamatan",
    "offices": "office IN (SELECT unnest($offices))",
}


def scope_of(reading: Reading, where: Where) -> dict[str, Any]:
    """What limits the rows to a place, and to the offices of a reader who sees only those: values by names of SCOPE."""
    values: dict[str, Any] = {}
    if where.regions is not None:
        values["regions"] = list(where.regions)
    if where.kecamatan:
        values["kecamatan"] = where.kecamatan
    if reading.viewer.offices:
        values["offices"] = sorted(reading.viewer.offices)
    return values


def all_of(conditions: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """The conditions of the values that are bound, in one; "true" when there are none."""
    return " AND ".join(conditions[name] for name in values) or "true"


def orders(sorts: Mapping[str, str], last: str) -> dict[tuple[str, bool], str]:
    """How the rows are ordered for each sort, rising or not, and which of them are given: $most from $start on.

    Empty cells stand at the end. Equals stand by the column `last`, so that no row is on two pages.
    """
    ways = {True: "ASC", False: "DESC"}
    return {
        (sort, rising): f"ORDER BY {order} {way} NULLS LAST, {last} LIMIT $most OFFSET $start"
        for sort, order in sorts.items()
        for rising, way in ways.items()
    }
