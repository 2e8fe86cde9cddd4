"""Employer-months into the compliance cube, as Ibis expressions: DuckDB here, Spark elsewhere, same code.

    employers x months   (data.ledger_cells)    who must, who is registered, in full, who owes
    bills and payments   (data.ledger_arrears)  what was open at each month's end, from what was paid by then
    cases, outreach, ... (data.ledger_parts)
      -> cells of month x region x kecamatan x office x segment x sector x scale (data.cube)

Only whole numbers are added, so that two engines agree to the rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from data.cube import COLUMNS, DIMENSIONS, LARGEST, MEASURES
from data.ledger_arrears import arrears, bills, reaching, spells, still_open
from data.ledger_cells import CELL, EMPLOYER_MEASURES, employer_cells, employer_months, paid_early
from data.ledger_parts import PARTS, case_cells, informal_cells, outreach_cells, project_cells


@dataclass(frozen=True)
class Inputs:
    """The tables of a release (data.ledger_schemas) and what the law and the offices say of each month.

    `calendar`: data.ledger_calendar.calendar, back to the oldest bill; `days`: its rows of the months that
    are wanted, without a gap; `serves` and `main`: data.ledger_calendar.service.
    """

    employers: ir.Table
    contributions: ir.Table
    instalments: ir.Table
    informal: ir.Table
    projects: ir.Table
    minimum_wages: ir.Table
    cases: ir.Table
    case_steps: ir.Table
    outreach: ir.Table
    carried: ir.Table
    calendar: ir.Table
    days: ir.Table
    serves: ir.Table
    main: ir.Table


def open_bills(inputs: Inputs) -> ir.Table:
    """The spells of every bill that was not settled in time and touch a wanted month.

    Columns as `data.ledger_arrears.spells`. Without `carried` it needs every month of contributions;
    with it the wanted months and the one before them.
    """
    return reaching(spells(bills(inputs.contributions), inputs.instalments, inputs.carried), inputs.days)


def open_at_end(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """What is overdue at the end of the last wanted month: npp, blth (month number), open (rupiah), as_of."""
    return still_open(unsettled, inputs.days)


def cube(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """The cells of the wanted months: COLUMNS, sums as int64, month as "2025-03".

    `unsettled` is what `open_bills` gives; of the contributions only the wanted months and the one
    before them are needed.
    """
    parts = (
        _employers(inputs, unsettled),
        case_cells(inputs.cases, inputs.case_steps, inputs.employers, inputs.days),
        outreach_cells(inputs.outreach, inputs.employers),
        informal_cells(inputs.informal),
        project_cells(inputs.projects, inputs.days),
    )
    cells = ibis.union(*(_whole(part) for part in parts), distinct=False)
    cells = cells.join(inputs.days.select("m", "month"), "m")
    return _summed(_served(cells, inputs))


def _employers(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    rows = employer_months(
        inputs.employers,
        bills(inputs.contributions),
        paid_early(inputs.instalments, inputs.days),
        arrears(unsettled, inputs.calendar, inputs.days),
        inputs.minimum_wages.select("region", "year", minimum_wage="rupiah"),
        inputs.days,
    )
    return employer_cells(rows)


def _whole(cells: ir.Table) -> ir.Table:
    """The cells with every measure of the cube, 0 where this part says nothing of it."""
    zero = ibis.literal(0, "int64")
    names = (*EMPLOYER_MEASURES, *PARTS, *LARGEST)
    return cells.select(*CELL, *(cells[name] if name in cells.columns else zero.name(name) for name in names))


def _served(cells: ir.Table, inputs: Inputs) -> ir.Table:
    """The office that served the region in that month: the employer's own if it did, else the main one."""
    own = inputs.serves.select("region", "m", "office", is_serving=ibis.literal(True))
    rows = cells.left_join(own, ["region", "m", "office"]).drop("region_right", "m_right", "office_right")
    rows = rows.left_join(inputs.main, ["region", "m"]).drop("region_right", "m_right")
    office = rows.is_serving.fill_null(False).ifelse(rows.office, rows.main_office.fill_null(""))
    return rows.mutate(office=office).drop("is_serving", "main_office")


def _summed(cells: ir.Table) -> ir.Table:
    sums = {name: cells[name].sum().cast("int64") for name in MEASURES}
    most = {name: cells[name].max() for name in LARGEST}
    return cells.group_by(DIMENSIONS).aggregate(**sums, **most)[list(COLUMNS)]
