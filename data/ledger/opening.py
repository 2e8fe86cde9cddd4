"""What an employer owes from before the months that are known: the opening balance that a position leaves.

A position says what an employer owed on a day, all months together. What of it are months of the ledger that were
open at the end of that day's month is known in more detail; the rest is an opening balance. It stands until the next
position of the employer, since nothing else tells what became of it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from data.ledger.arrears import ALWAYS, bills, month_of_day, spells, whole


def opening_balances(
    positions: ir.Table, contributions: ir.Table, instalments: ir.Table, carried: ir.Table
) -> ir.Table:
    """npp, since, until (month numbers, inclusive), rupiah, oldest (month number, NULL where that is not known).

    Of several positions in one month the last counts. `contributions` are those of all months; of `carried` only the
    columns are used.
    """
    rows = _last_of_each_month(positions)
    theirs, paid = (table.filter(table.npp.isin(positions.npp)) for table in (contributions, instalments))
    known = spells(bills(theirs), paid, carried.limit(0))
    owed = known.join(rows.select("npp", "since"), "npp")
    owed = owed.filter((owed.start <= owed.since) & (owed.since <= owed.stop))
    owed = owed.group_by(["npp", "since"]).aggregate(in_months=whole(owed.open.sum()))
    rows = rows.left_join(owed, ["npp", "since"]).drop("npp_right", "since_right")
    rows = rows.mutate(rupiah=ibis.greatest(rows.rupiah - rows.in_months.fill_null(0), 0))
    return rows.filter(rows.rupiah > 0).select("npp", "since", "until", "rupiah", "oldest")


def _last_of_each_month(positions: ir.Table) -> ir.Table:
    """npp, since, until, rupiah, oldest: the position that each month ends with, and until when it is the newest."""
    rows = positions.select("npp", "as_of", "months", "rupiah", since=month_of_day(positions.as_of))
    newest = ibis.window(group_by=["npp", "since"], order_by=ibis.desc("as_of"))
    rows = rows.mutate(place=ibis.row_number().over(newest))
    rows = rows.filter(rows.place == 0)
    following = ibis.window(group_by="npp", order_by="since")
    return rows.select(
        "npp",
        "since",
        "rupiah",
        until=(rows.since.lead().over(following) - 1).fill_null(ALWAYS).cast("int64"),
        oldest=rows.since - rows.months.nullif(0),
    )


def balances_of(opening: ir.Table, days: ir.Table) -> ir.Table:
    """The opening balance of each employer at the end of each month of `days`: npp, m, rupiah, oldest."""
    rows = opening.cross_join(days.select("m"))
    return rows.filter((rows.since <= rows.m) & (rows.m <= rows.until)).select("npp", "m", "rupiah", "oldest")
