"""What each employer owed at the end of each month, from what was paid by then.

A month of contributions is a bill. It becomes overdue at the end of the month after it and stays open
until payments cover it; what is paid beyond it settles no other bill. Every payment ends one spell of
an open amount and begins the next, so that a later payment never changes an earlier month.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir

from data.vocabulary import PROGRAMME_COLUMNS

ALWAYS = 2**30  # a month later than any


def month_of_text(blth: ir.StringValue) -> ir.IntegerValue:
    """The number of a month written "2025-03": years * 12 + months, January 0."""
    return (blth.substr(0, 4).cast("int64") * 12 + blth.substr(5, 2).cast("int64") - 1).cast("int64")


def month_of_day(day: ir.DateValue) -> ir.IntegerValue:
    """The number of the month that a day lies in."""
    return (day.year().cast("int64") * 12 + day.month().cast("int64") - 1).cast("int64")


def whole(value: ir.IntegerValue) -> Any:
    """The value in 64 bits.

    DuckDB adds in 128 bits, which every step after a sum would carry on; Ibis takes a sum for 64 bits and leaves the
    cast out, so that it has to be put there.
    """
    return ops.Cast(value.op(), to=dt.int64).to_expr()


def amount(table: ir.Table, what: str) -> ir.IntegerValue:
    """`due` or `paid` of one row in rupiah: over all programmes, or the one amount where there is no split."""
    first, *rest = (table[f"{what}_{short}"] for short in PROGRAMME_COLUMNS)
    for column in rest:
        first = first + column
    return first.fill_null(table[what])


def bills(contributions: ir.Table) -> ir.Table:
    """One row a month of contributions: npp, blth (month number), workers, wages, due, paid, paid_on.

    An amount without a day was not seen to be paid. workers and wages are NULL where they are not known.
    """
    return contributions.select(
        "npp",
        "workers",
        "wages",
        "paid_on",
        blth=month_of_text(contributions.blth),
        due=amount(contributions, "due"),
        paid=contributions.paid_on.isnull().ifelse(0, amount(contributions, "paid")),
    )


def spells(bills: ir.Table, instalments: ir.Table, carried: ir.Table) -> ir.Table:
    """Spells of an open bill: npp, blth, start, stop (month numbers, inclusive), open, settled (rupiah).

    Only bills that were not settled by the end of the month in which they fell due; `settled` is what
    was paid at the start of the spell, of an amount that had been overdue before. `carried` (npp, blth,
    open, as_of) stands for bills that are not among `bills`: what of them was open at the end of a month
    that was worked out before, so that only later payments count.
    """
    late = ibis.union(_unsettled(bills), _carried(carried), distinct=False)
    money = _payments(late, instalments)
    by_bill = ibis.window(group_by=["npp", "blth"], order_by="month")
    so_far = ibis.window(group_by=["npp", "blth"], order_by="month", preceding=None, following=0)
    running = money.mutate(
        owed=whole(money.due.sum().over(so_far) - money.paid.sum().over(so_far)),
        stop=(money.month.lead().over(by_bill) - 1).fill_null(ALWAYS),
    )
    # What was owed before the month is counted back from its end: looking it up takes half as long again.
    before = ibis.greatest(running.owed - running.due + running.paid, 0)
    running = running.mutate(open=ibis.greatest(running.owed, 0), before=before)
    settled = ibis.greatest(running.before - running.open, 0)
    rows = running.select("npp", "blth", "stop", "open", start="month", settled=settled)
    return rows.filter((rows.open > 0) | (rows.settled > 0))


def _unsettled(bills: ir.Table) -> ir.Table:
    late = bills.filter(
        (bills.paid < bills.due) | (bills.paid_on.notnull() & (month_of_day(bills.paid_on) > bills.blth + 1))
    )
    return late.select("npp", "blth", "due", "paid", "paid_on", since=ibis.literal(0, "int64"))


def _carried(carried: ir.Table) -> ir.Table:
    return carried.select(
        "npp",
        "blth",
        due="open",
        paid=ibis.literal(0, "int64"),
        paid_on=ibis.null("date"),
        since=carried.as_of + 1,
    )


def _payments(late: ir.Table, instalments: ir.Table) -> ir.Table:
    """npp, blth, month, due, paid: what was asked for and paid in each month, nothing before it was due."""
    nothing = ibis.literal(0, "int64")
    asked = late.select("npp", "blth", "due", month=late.blth + 1, paid=nothing)
    first = late.filter(late.paid > 0)
    first = first.select("npp", "blth", "paid", due=nothing, month=_counted(first))
    more = instalments.select(
        "npp", "paid_on", blth=month_of_text(instalments.blth), paid=amount(instalments, "paid")
    )
    more = more.join(late.select("npp", "blth", "since"), ["npp", "blth"])
    more = more.filter(month_of_day(more.paid_on) >= more.since)
    more = more.select("npp", "blth", "paid", due=nothing, month=_counted(more))
    columns = ["npp", "blth", "month", "due", "paid"]
    every = ibis.union(asked[columns], first[columns], more[columns], distinct=False)
    return every.group_by(["npp", "blth", "month"]).aggregate(
        due=whole(every.due.sum()), paid=whole(every.paid.sum())
    )


def _counted(payments: ir.Table) -> ir.IntegerValue:
    """The month in which a payment counts: what is paid before a bill falls due counts when it does."""
    return ibis.greatest(month_of_day(payments.paid_on), payments.blth + 1)


def still_open(spells: ir.Table, days: ir.Table) -> ir.Table:
    """The overdue bills at the end of the last month of `days`: npp, blth, open, as_of, to be carried on."""
    last = days.aggregate(as_of=days.m.max())
    rows = spells.cross_join(last)
    rows = rows.filter((rows.open > 0) & (rows.start <= rows.as_of) & (rows.stop >= rows.as_of))
    return rows.select("npp", "blth", "open", "as_of")


def began(spells: ir.Table, days: ir.Table) -> ir.Table:
    """The spells that began in a month of `days`: month ("2025-03"), npp, blth (month number), open, settled.

    A spell holds until the next one of its bill begins, so that a month more only adds rows.
    """
    rows = spells.join(days.select("month", start="m"), "start")
    return rows.select("month", "npp", "blth", "open", "settled")


def arrears(spells: ir.Table, calendar: ir.Table, days: ir.Table, balances: ir.Table) -> ir.Table:
    """What each employer owed at the end of each month of `days`, a run of months of the `calendar`.

    Columns npp, m, outstanding, fresh (of it what fell due in that very month), settled (paid in that
    month of what had been overdue before), penalty (rupiah), oldest (month number, null when nothing is open); and
    opening, what of it are `balances` (data.ledger.opening.balances_of), on which no penalty is known, and unaged, of
    these what is owed nobody knows since when.
    """
    rows = _owed_each_month(spells, calendar, days)
    nothing = ibis.literal(0, "int64")
    rows = rows.mutate(opening=nothing, unaged=nothing)
    before = balances.select(
        "npp",
        "m",
        open="rupiah",
        fresh=nothing,
        settled=nothing,
        penalty=nothing,
        oldest="oldest",
        opening="rupiah",
        unaged=balances.oldest.isnull().ifelse(balances.rupiah, 0),
    )
    rows = ibis.union(rows[before.columns], before, distinct=False)
    return rows.group_by(["npp", "m"]).aggregate(
        outstanding=whole(rows.open.sum()),
        fresh=whole(rows.fresh.sum()),
        settled=whole(rows.settled.sum()),
        penalty=whole(rows.penalty.sum()),
        oldest=rows.oldest.min(),
        opening=whole(rows.opening.sum()),
        unaged=whole(rows.unaged.sum()),
    )


def _owed_each_month(spells: ir.Table, calendar: ir.Table, days: ir.Table) -> ir.Table:
    """Each bill in each month of `days`: npp, m, open, fresh, settled, penalty, oldest, as `arrears` sums them."""
    reach = _reaching(spells, days)
    # A spell that ended in nothing open says only what was settled, in its first month.
    until = (reach.open > 0).ifelse(ibis.least(reach.stop, reach.last), reach.start)
    since = ibis.greatest(reach.start, reach.first)
    reach = reach.mutate(m=ibis.range(since, until + 1).unnest().cast("int64"))
    then = calendar.select(blth="m", bp_before="penalty_bp_sum")
    now = calendar.select("m", "penalty_bp_sum")
    rows = reach.join(then, "blth").join(now, "m")
    fine = (rows.open * (rows.penalty_bp_sum - rows.bp_before)) // 10_000
    return rows.select(
        "npp",
        "m",
        "open",
        fresh=(rows.m == rows.blth + 1).ifelse(rows.open, 0),
        settled=(rows.m == rows.start).ifelse(rows.settled, 0),
        penalty=fine.cast("int64"),
        oldest=(rows.open > 0).ifelse(rows.blth, ibis.null("int64")),
    )


def reaching(spells: ir.Table, days: ir.Table) -> ir.Table:
    """The spells that touch a month of `days`."""
    return _reaching(spells, days).drop("first", "last")


def _reaching(spells: ir.Table, days: ir.Table) -> ir.Table:
    rows = spells.cross_join(days.aggregate(first=days.m.min(), last=days.m.max()))
    return rows.filter((rows.start <= rows.last) & (rows.stop >= rows.first))
