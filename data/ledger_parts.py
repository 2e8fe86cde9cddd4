"""The cells that do not come from contributions: cases, outreach, informal workers, construction projects."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from data.cube import CASES, INFORMAL, JAKON, OUTREACH
from data.ledger_arrears import ALWAYS, month_of_day, month_of_text
from data.ledger_cells import CELL, Offices, wide
from data.ledger_schemas import STEPS

WINDOW_DAYS = 90  # after outreach, in which a registration is counted as its effect
_ONE = ibis.literal(1, "int64")
PARTS = (*CASES, *OUTREACH, *INFORMAL, *JAKON)
_DIMS = ("region", "kecamatan", "office", "segment", "sector", "scale")


def case_cells(
    cases: ir.Table, steps: ir.Table, employers: ir.Table, days: ir.Table, offices: Offices
) -> ir.Table:
    """Cells with cases_* at each month's end, cases opened and closed, and rupiah recovered in it."""
    whose = cases.join(employers.select("employer", *_DIMS), "employer")
    closed = whose.filter(whose.closed_on.notnull())
    each = steps.join(whose.select("case", "closed_on", *_DIMS), "case")
    found = (
        _happened(whose.mutate(on=whose.opened_on, cases_opened=_ONE), "cases_opened", days, offices),
        _happened(closed.mutate(on=closed.closed_on, cases_closed=_ONE), "cases_closed", days, offices),
        _happened(each, "recovered", days, offices),
        _standing(each, days, offices),
    )
    return ibis.union(*(wide(part, CASES) for part in found), distinct=False)


def _happened(rows: ir.Table, what: str, days: ir.Table, offices: Offices) -> ir.Table:
    """Cells of the month of `on`, with `what` summed."""
    rows = rows.mutate(m=month_of_day(rows.on))
    return _summed(rows.semi_join(days, "m"), [what], offices)


def _summed(rows: ir.Table, names: Iterable[str], offices: Offices) -> ir.Table:
    rows = offices.placed(rows)
    return rows.group_by(CELL).aggregate(**{name: rows[name].sum().cast("int64") for name in names})


def _standing(steps: ir.Table, days: ir.Table, offices: Offices) -> ir.Table:
    """Where each open case stands at each month's end: the last step by then, of one day the later one."""
    order = ibis.cases(*((steps.step == name, at) for at, name in enumerate(STEPS)), else_=0)
    rows = steps.mutate(start=month_of_day(steps.on), rank=order)
    after = ibis.window(group_by="case", order_by=["on", "rank"])
    rows = rows.mutate(next=rows.start.lead().over(after).fill_null(ALWAYS))
    ends = month_of_day(rows.closed_on).fill_null(ALWAYS)
    rows = rows.mutate(stop=ibis.least(rows.next, ends))
    rows = rows.cross_join(days.select("m", "month_end"))
    rows = rows.filter((rows.start <= rows.m) & (rows.m < rows.stop))
    rows = rows.mutate(
        cases_overdue=(rows.deadline < rows.month_end).ifelse(1, 0).fill_null(0),
        **{f"cases_{name}": (rows.step == name).ifelse(1, 0) for name in STEPS},
    )
    return _summed(rows, ["cases_overdue", *(f"cases_{name}" for name in STEPS)], offices)


def outreach_cells(outreach: ir.Table, employers: ir.Table, days: ir.Table, offices: Offices) -> ir.Table:
    """Cells of the month in which the WINDOW_DAYS after attending ended: who attended unregistered, who registered."""
    who = employers.select(
        "employer", "registered_on", "kecamatan", "segment", "sector", "scale", home="region", desk="office"
    )
    rows = outreach.filter(outreach.attended).select("employer", "on").join(who, "employer")
    until = rows.on + ibis.interval(days=WINDOW_DAYS)
    rows = rows.rename(region="home", office="desk").mutate(until=until.cast("date"))
    rows = rows.filter(rows.registered_on.isnull() | (rows.registered_on > rows.on))
    done = (rows.registered_on <= rows.until).ifelse(1, 0).fill_null(0)
    rows = rows.mutate(m=month_of_day(rows.until), outreach_attended=_ONE, outreach_registered=done)
    return _summed(rows.semi_join(days, "m"), OUTREACH, offices)


def informal_cells(informal: ir.Table, days: ir.Table, offices: Offices) -> ir.Table:
    """Cells of segment BPU, with the trade as the sector."""
    rows = informal.select(
        "region", "kecamatan", "target", "active",
        m=month_of_text(informal.blth), office=ibis.literal(""), segment=ibis.literal("BPU"),
        sector=informal.trade, scale=ibis.literal(""),
    )  # fmt: skip
    rows = rows.mutate(informal_target=rows.target.fill_null(0), informal_active=rows.active)
    return _summed(rows.semi_join(days, "m"), INFORMAL, offices)


def project_cells(projects: ir.Table, days: ir.Table, offices: Offices) -> ir.Table:
    """Cells of segment JAKON: registered projects that run at some time in the month, and their workers."""
    running = projects.filter(projects.registered_on.notnull())
    running = running.select(
        "region", "kecamatan", "workers", office=ibis.literal(""), segment=ibis.literal("JAKON"),
        sector=ibis.literal("F"), scale=ibis.literal(""),
        start=month_of_day(ibis.greatest(running.registered_on, running.started_on)),
        stop=month_of_day(running.ends_on),
    )  # fmt: skip
    rows = running.cross_join(days.select("m"))
    rows = rows.filter((rows.start <= rows.m) & (rows.m <= rows.stop))
    return _summed(rows.mutate(jakon_projects=_ONE, jakon_workers=rows.workers), JAKON, offices)
