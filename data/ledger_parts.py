"""The cells that do not come from contributions: cases, outreach, informal workers, construction projects."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from data.cube import CASES, INFORMAL, JAKON, OUTREACH
from data.ledger_arrears import ALWAYS, month_of_day, month_of_text
from data.ledger_cells import CELL
from data.ledger_schemas import STEPS

WINDOW_DAYS = 90  # after outreach, in which a registration is counted as its effect
PARTS = (*CASES, *OUTREACH, *INFORMAL, *JAKON)
_DIMS = ("region", "kecamatan", "office", "segment", "sector", "scale")


def case_cells(cases: ir.Table, steps: ir.Table, employers: ir.Table, calendar: ir.Table) -> ir.Table:
    """Cells with cases_* at each month's end, cases opened and closed, and rupiah recovered in it."""
    whose = cases.join(employers.select("employer", *_DIMS), "employer")
    closed = whose.filter(whose.closed_on.notnull())
    each = steps.join(whose.select("case", "closed_on", *_DIMS), "case")
    found = (
        _counted(whose.mutate(m=month_of_day(whose.opened_on)), "cases_opened"),
        _counted(closed.mutate(m=month_of_day(closed.closed_on)), "cases_closed"),
        _standing(each, calendar),
        _recovered(each),
    )
    return ibis.union(*(_wide(part) for part in found), distinct=False)


def _counted(rows: ir.Table, name: str) -> ir.Table:
    return rows.group_by(CELL).aggregate(**{name: rows.count().cast("int64")})


def _wide(cells: ir.Table) -> ir.Table:
    """The cells with every measure of this room, 0 where they say nothing of it."""
    zero = ibis.literal(0, "int64")
    return cells.select(*CELL, *(cells[name] if name in cells.columns else zero.name(name) for name in PARTS))


def _standing(steps: ir.Table, calendar: ir.Table) -> ir.Table:
    """Where each open case stands at each month's end: the last step by then, of one day the later one."""
    order = ibis.cases(*((steps.step == name, at) for at, name in enumerate(STEPS)), else_=0)
    rows = steps.mutate(start=month_of_day(steps.on), rank=order)
    after = ibis.window(group_by="case", order_by=["on", "rank"])
    rows = rows.mutate(next=rows.start.lead().over(after).fill_null(ALWAYS))
    ends = month_of_day(rows.closed_on).fill_null(ALWAYS)
    rows = rows.mutate(stop=ibis.least(rows.next, ends))
    days = calendar.select("m", "month_end")
    rows = rows.cross_join(days)
    rows = rows.filter((rows.start <= rows.m) & (rows.m < rows.stop))
    one = ibis.literal(1, "int64")
    rows = rows.mutate(
        cases_overdue=(rows.deadline < rows.month_end).ifelse(one, 0).fill_null(0),
        **{f"cases_{name}": (rows.step == name).ifelse(one, 0) for name in STEPS},
    )
    names = ["cases_overdue", *(f"cases_{name}" for name in STEPS)]
    return rows.group_by(CELL).aggregate(**{name: rows[name].sum().cast("int64") for name in names})


def _recovered(steps: ir.Table) -> ir.Table:
    rows = steps.mutate(m=month_of_day(steps.on))
    return rows.group_by(CELL).aggregate(recovered=rows.recovered.sum().cast("int64"))


def outreach_cells(outreach: ir.Table, employers: ir.Table) -> ir.Table:
    """Cells of the month in which the WINDOW_DAYS after attending ended: who attended unregistered, who registered."""
    who = employers.select(
        "employer", "registered_on", "kecamatan", "segment", "sector", "scale", home="region", desk="office"
    )
    rows = outreach.filter(outreach.attended).select("employer", "on").join(who, "employer")
    until = rows.on + ibis.interval(days=WINDOW_DAYS)
    rows = rows.rename(region="home", office="desk").mutate(until=until.cast("date"))
    rows = rows.filter(rows.registered_on.isnull() | (rows.registered_on > rows.on))
    done = (rows.registered_on <= rows.until).ifelse(1, 0).fill_null(0)
    rows = rows.mutate(m=month_of_day(rows.until), done=done)
    return _wide(
        rows.group_by(CELL).aggregate(
            outreach_attended=rows.count().cast("int64"), outreach_registered=rows.done.sum().cast("int64")
        )
    )


def informal_cells(informal: ir.Table) -> ir.Table:
    """Cells of segment BPU, with the trade as the sector."""
    rows = informal.select(
        "region", "kecamatan", "target", "active",
        m=month_of_text(informal.blth), office=ibis.literal(""), segment=ibis.literal("BPU"),
        sector=informal.trade, scale=ibis.literal(""),
    )  # fmt: skip
    found = rows.group_by(CELL).aggregate(
        informal_target=rows.target.sum().fill_null(0).cast("int64"),
        informal_active=rows.active.sum().cast("int64"),
    )
    return _wide(found)


def project_cells(projects: ir.Table, calendar: ir.Table) -> ir.Table:
    """Cells of segment JAKON: registered projects that run at some time in the month, and their workers."""
    running = projects.filter(projects.registered_on.notnull())
    running = running.select(
        "region", "kecamatan", "workers", office=ibis.literal(""), segment=ibis.literal("JAKON"),
        sector=ibis.literal("F"), scale=ibis.literal(""),
        start=month_of_day(ibis.greatest(running.registered_on, running.started_on)),
        stop=month_of_day(running.ends_on),
    )  # fmt: skip
    rows = running.cross_join(calendar.select("m"))
    rows = rows.filter((rows.start <= rows.m) & (rows.m <= rows.stop))
    return _wide(
        rows.group_by(CELL).aggregate(
            jakon_projects=rows.count().cast("int64"), jakon_workers=rows.workers.sum().cast("int64")
        )
    )
