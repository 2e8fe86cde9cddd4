"""Which office a row belongs to: the one answer for the cube, for lists, cases, meetings and an employer's page.

A row names a region, a month and perhaps an office of its own. It belongs to that office if the office served the
region in that month, else to the main one of those that did, else to none ("").
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True)
class Offices:
    """Which office served a region in a month (data.ledger.calendar.service)."""

    serves: ir.Table
    main: ir.Table

    def serving(self, rows: ir.Table) -> ir.Table:
        """The rows, of which `office` is now the one that they belong to; they have region, m and office."""
        own = self.serves.select("region", "m", "office", is_serving=ibis.literal(True))
        rows = rows.left_join(own, ["region", "m", "office"]).drop("region_right", "m_right", "office_right")
        rows = rows.left_join(self.main, ["region", "m"]).drop("region_right", "m_right")
        office = rows.is_serving.fill_null(False).ifelse(rows.office, rows.main_office.fill_null(""))
        return rows.mutate(office=office).drop("is_serving", "main_office")
