"""What does not come from contributions: cases, outreach, informal workers, construction projects.

Each is rows of a month and an employer, or of a month and place (data.ledger.employers.CELL, with the office of
the row itself), one or more to a cell, and says only the measures that it knows.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from data.cube import CASES, CONTRIBUTORS, INFORMAL, JAKON, LARGEST_OF, OUTREACH, RECOVERED
from data.ledger.arrears import ALWAYS, month_of_day, month_of_text, whole
from data.ledger.employers import CELL
from data.vocabulary import DEBT, STEPS

WINDOW_DAYS = 90  # after outreach, in which a registration is counted as its effect
_ONE = ibis.literal(1, "int64")
_NONE = ibis.literal("")
_BY_EMPLOYER = (*CASES, *OUTREACH, *(CONTRIBUTORS[name] for name in RECOVERED))
_BY_PLACE = (*INFORMAL, *JAKON, CONTRIBUTORS["jakon_workers"])
PARTS = (*_BY_EMPLOYER, *_BY_PLACE)
# Of several rows of a cell these are the largest, not the sum.
_MOST_BY_EMPLOYER = tuple(LARGEST_OF[name] for name in RECOVERED)
MOST = (*_MOST_BY_EMPLOYER, LARGEST_OF["jakon_workers"])
BY_EMPLOYER = (*_BY_EMPLOYER, *_MOST_BY_EMPLOYER)
WHOSE = ("m", "employer")


def case_rows(cases: ir.Table, steps: ir.Table, limits: ir.Table, days: ir.Table) -> tuple[ir.Table, ...]:
    """Cases opened and closed and rupiah recovered in a month, and where each open case stands at its end (WHOSE).

    `limits` are those of the law (data.ledger.limits), for steps without a deadline of their own.
    """
    opened = cases.mutate(m=month_of_day(cases.opened_on), cases_opened=_ONE)
    closed = cases.filter(cases.closed_on.notnull())
    closed = closed.mutate(m=month_of_day(closed.closed_on), cases_closed=_ONE)
    return (
        opened.semi_join(days, "m").select(*WHOSE, "cases_opened"),
        closed.semi_join(days, "m").select(*WHOSE, "cases_closed"),
        _money(steps, cases, days),
        _standing(_limited(steps, limits), cases, days),
    )


def _money(steps: ir.Table, cases: ir.Table, days: ir.Table) -> ir.Table:
    """RECOVERED in each month (WHOSE), with who stands behind it.

    Payments go to the oldest debt first, so that what comes in is of the debt at opening until that is covered. Only
    a case for arrears is about money owed; where its value is not known nothing is beyond it.
    """
    taken = steps.select("case", "on", "recovered", m=month_of_day(steps.on))
    taken = taken.join(cases.select("case", "employer", "kind", "value"), "case")
    # In the order of days; which of one day comes first changes nothing, since they are of one month.
    so_far = ibis.window(group_by="case", order_by="m", preceding=None, following=0)
    of_month = taken.group_by(["case", "employer", "kind", "value", "m"]).aggregate(
        recovered=whole(taken.recovered.sum())
    )
    rows = of_month.mutate(until=whole(of_month.recovered.sum().over(so_far)))
    owed = (rows.kind == DEBT).ifelse(rows.value.fill_null(rows.until), 0)
    beyond = ibis.greatest(rows.until - owed, 0) - ibis.greatest(rows.until - rows.recovered - owed, 0)
    rows = rows.mutate(recovered_beyond=beyond).semi_join(days, "m")
    # An employer that pays in two cases is one.
    sums = {name: whole(rows[name].sum()) for name in RECOVERED[:2]}
    rows = rows.group_by(WHOSE).aggregate(**sums)
    return _backed(rows.mutate(recovered_within=rows.recovered - rows.recovered_beyond), RECOVERED)


def _backed(rows: ir.Table, names: Iterable[str]) -> ir.Table:
    """The rows, each of one contributor, with what the cube keeps of who stands behind these sums."""
    counts = {CONTRIBUTORS[name]: (rows[name] > 0).ifelse(_ONE, 0) for name in names}
    return rows.mutate(**counts, **{LARGEST_OF[name]: rows[name] for name in names})


def _limited(steps: ir.Table, limits: ir.Table) -> ir.Table:
    """The steps with the limit of the law as the deadline where none is recorded, and whether it is unconfirmed."""
    rows = steps.left_join(limits, ["step", "on"])
    is_by_law = rows.deadline.fill_null(rows.last_day) == rows.last_day
    return rows.select(
        "case",
        "step",
        "on",
        deadline=rows.deadline.fill_null(rows.last_day),
        unconfirmed=(is_by_law & (rows.confirmed == 0)).ifelse(_ONE, 0).fill_null(0),
    )


def _standing(steps: ir.Table, cases: ir.Table, days: ir.Table) -> ir.Table:
    """Where each open case stands at each month's end: the last step by then, of one day the later one.

    Before its first step it stands at none ("") from the month on in which it was opened.
    """
    order = ibis.cases(*((steps.step == name, at) for at, name in enumerate(STEPS)), else_=0)
    steps = steps.select(
        "case", "step", "on", "deadline", "unconfirmed", start=month_of_day(steps.on), rank=order
    )
    cases = cases.select(
        "case",
        "employer",
        begun=month_of_day(cases.opened_on),
        end=month_of_day(cases.closed_on).fill_null(ALWAYS),
    )
    cases = cases.cross_join(days.aggregate(first=days.m.min()))
    still = cases.filter(cases.end > cases.first)
    steps = ibis.union(steps, _unstarted(still, steps), distinct=False).semi_join(still, "case")
    after = ibis.window(group_by="case", order_by=["on", "rank"])
    rows = steps.mutate(next=steps.start.lead().over(after).fill_null(ALWAYS)).join(still, "case")
    rows = rows.mutate(start=ibis.greatest(rows.start, rows.begun), stop=ibis.least(rows.next, rows.end))
    rows = rows.cross_join(days.select("m", "month_end"))
    rows = rows.filter((rows.start <= rows.m) & (rows.m < rows.stop))
    overdue = (rows.deadline < rows.month_end).ifelse(_ONE, 0).fill_null(0)
    return rows.select(
        *WHOSE,
        cases_unstarted=(rows.step == "").ifelse(_ONE, 0),
        cases_overdue=overdue,
        cases_overdue_unconfirmed=overdue * rows.unconfirmed,
        **{f"cases_{name}": (rows.step == name).ifelse(_ONE, 0) for name in STEPS},
    )


def _unstarted(cases: ir.Table, steps: ir.Table) -> ir.Table:
    """A row for each case, of the columns of `steps`, that comes before whatever is taken in it."""
    ever = {"start": ibis.literal(0, "int64"), "rank": ibis.literal(-1, "int64")}
    rows = cases.select(
        "case",
        step=_NONE,
        on=ibis.date(1, 1, 1),
        deadline=ibis.null("date"),
        unconfirmed=ibis.literal(0, "int64"),
        **ever,
    )
    return rows.select(*(rows[name].cast(kind).name(name) for name, kind in steps.schema().items()))


def outreach_rows(outreach: ir.Table, employers: ir.Table, days: ir.Table) -> ir.Table:
    """Rows of the month in which the WINDOW_DAYS after attending ended: who attended unregistered, who registered."""
    rows = outreach.filter(outreach.attended).select("employer", "on")
    rows = rows.mutate(until=(rows.on + ibis.interval(days=WINDOW_DAYS)).cast("date"))
    rows = rows.mutate(m=month_of_day(rows.until)).semi_join(days, "m")
    rows = rows.join(employers.select("employer", "registered_on"), "employer")
    rows = rows.filter(rows.registered_on.isnull() | (rows.registered_on > rows.on))
    done = (rows.registered_on <= rows.until).ifelse(_ONE, 0).fill_null(0)
    return rows.select(*WHOSE, outreach_attended=_ONE, outreach_registered=done)


def informal_rows(informal: ir.Table, days: ir.Table) -> ir.Table:
    """Rows of segment BPU, with the trade as the sector."""
    rows = informal.select(
        "region",
        "kecamatan",
        "target",
        "active",
        m=month_of_text(informal.blth),
        office=_NONE,
        segment=ibis.literal("BPU"),
        sector=informal.trade,
        scale=_NONE,
    )
    has_target = rows.target.notnull()
    rows = rows.mutate(
        informal_target=rows.target.fill_null(0),
        informal_active=rows.active,
        informal_targeted=has_target.ifelse(rows.active, 0),
        informal_targeted_unknown=ibis.literal(0, "int64"),
    )
    return rows.semi_join(days, "m").select(*CELL, *INFORMAL)


def project_rows(projects: ir.Table, days: ir.Table) -> ir.Table:
    """Rows of segment JAKON: registered projects that run at some time in the month, and their workers."""
    running = projects.filter(projects.registered_on.notnull())
    running = running.select(
        "region",
        "kecamatan",
        "workers",
        office=_NONE,
        segment=ibis.literal("JAKON"),
        sector=ibis.literal("F"),  # KBLI section F is construction
        scale=_NONE,
        start=month_of_day(ibis.greatest(running.registered_on, running.started_on)),
        stop=month_of_day(running.ends_on),
    )
    rows = running.cross_join(days.select("m"))
    rows = rows.filter((rows.start <= rows.m) & (rows.m <= rows.stop))
    rows = rows.mutate(jakon_projects=_ONE, jakon_workers=rows.workers).select(*CELL, *JAKON)
    return _backed(rows, ("jakon_workers",))
