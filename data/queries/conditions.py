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
    """The regions (Kemendagri codes; None is everywhere) and the kecamatan ("" is all) that are looked at.

    `offices`: those whose employers are counted; () is everybody's.
    """

    regions: tuple[str, ...] | None = None
    kecamatan: str = ""
    offices: tuple[str, ...] = ()


# The condition of each value of `scope_of`.
SCOPE = {
    "regions": "region IN (SELECT unnest($regions))",
    "kecamatan": "kecamatan = $kecamatan",
    "offices": "office IN (SELECT unnest($offices))",
}


def scope_of(reading: Reading, where: Where) -> dict[str, Any]:
    """What limits the rows to a place, and to offices (its own, and those that this reader sees): by names of SCOPE."""
    values: dict[str, Any] = {}
    if where.regions is not None:
        values["regions"] = list(where.regions)
    if where.kecamatan:
        values["kecamatan"] = where.kecamatan
    offices = offices_of_rows(reading, where)
    if offices is not None:
        values["offices"] = sorted(offices)
    return values


def offices_of_rows(reading: Reading, where: Where) -> frozenset[str] | None:
    """The offices whose rows this reader is shown of a place; None is every office, those not known among them."""
    own, asked = reading.viewer.stands_for, frozenset(where.offices)
    if own and asked:
        return own & asked
    return own or asked or None


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
