"""Employer-months into the compliance cube, as Ibis expressions: DuckDB here, Spark elsewhere, same code.

    employers x months   (data.ledger.employers)    who must, who is registered, in full, who owes
    bills and payments   (data.ledger.arrears)  what was open at each month's end, from what was paid by then
    cases, outreach, ... (data.ledger.other_work)
      -> cells of month x region x kecamatan x office x segment x sector x scale (data.cube)

Only whole numbers are added, so that two engines agree to the rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from data.cube import COLUMNS, LARGEST
from data.ledger.arrears import arrears, began, bills, reaching, spells, still_open, whole
from data.ledger.employers import (
    CELL,
    EMPLOYER_MEASURES,
    employer_cells,
    employer_months,
    measured_months,
    noncompliant,
    paid_early,
    wide,
)
from data.ledger.moves import moved
from data.ledger.offices import Offices
from data.ledger.opening import balances_of, opening_balances
from data.ledger.other_work import (
    BY_EMPLOYER,
    MOST,
    PARTS,
    WHOSE,
    case_rows,
    informal_rows,
    outreach_rows,
    project_rows,
)


@dataclass(frozen=True)
class Inputs:
    """The tables of a release (data.tables.ledger_schemas) and what the law and the offices say of each month.

    `calendar`: data.ledger.calendar.calendar, back to the oldest bill; `days`: its rows of the months that
    are wanted, without a gap; `serves` and `main`: data.ledger.calendar.service; `floors`: data.ledger.calendar.wage_floors.
    `opening` is what `openings` gives, `limits` what `data.ledger.limits` does of the steps taken.
    """

    employers: ir.Table
    contributions: ir.Table
    instalments: ir.Table
    informal: ir.Table
    projects: ir.Table
    cases: ir.Table
    case_steps: ir.Table
    outreach: ir.Table
    arrears_positions: ir.Table
    opening: ir.Table
    carried: ir.Table
    limits: ir.Table
    calendar: ir.Table
    days: ir.Table
    serves: ir.Table
    main: ir.Table
    floors: ir.Table


def open_bills(inputs: Inputs) -> ir.Table:
    """The spells of every bill that was not settled in time and touch a wanted month.

    Columns as `data.ledger.arrears.spells`. Without `carried` it needs every month of contributions;
    with it the wanted months and the one before them.
    """
    return reaching(spells(bills(inputs.contributions), inputs.instalments, inputs.carried), inputs.days)


def openings(inputs: Inputs) -> ir.Table:
    """The opening balances that positions leave (data.ledger.opening). It needs every month of contributions."""
    return opening_balances(
        inputs.arrears_positions, inputs.contributions, inputs.instalments, inputs.carried
    )


def open_at_end(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """What is overdue at the end of the last wanted month: npp, blth (month number), open (rupiah), as_of."""
    return still_open(unsettled, inputs.days)


def begun(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """What each late bill came to be in the wanted months: month, npp, blth (month number), open, settled."""
    return began(unsettled, inputs.days)


def employer_rows(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """A row for every employer and wanted month that is not compliant or settled something: what the cube adds.

    Columns as `data.ledger.employers.noncompliant`; the inputs as for `cube`.
    """
    return noncompliant(_employers(inputs, unsettled), Offices(inputs.serves, inputs.main))


def measured(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    """Every employer in every wanted month, with what `cube` and `moves` add up (`employers.measured_months`).

    `unsettled` is what `open_bills` gives; of the contributions only the wanted months and the one
    before them are needed.
    """
    return measured_months(_employers(inputs, unsettled), Offices(inputs.serves, inputs.main))


def cube(inputs: Inputs, measured: ir.Table) -> ir.Table:
    """The cells of the wanted months: COLUMNS, sums as int64, month as "2025-03".

    `measured` is what the function of that name gives, of the wanted months and perhaps of others.
    """
    people = employer_cells(measured.semi_join(inputs.days, "m"))
    work = _work(inputs, Offices(inputs.serves, inputs.main))
    cells = ibis.union(_beside(people, work), _whole(work.anti_join(people, CELL)), distinct=False)
    return cells.join(inputs.days.select("m", "month"), "m")[list(COLUMNS)]


def moves(inputs: Inputs, measured: ir.Table) -> ir.Table:
    """Who moved in each of the wanted months: month, region, office and the columns of `moved`.

    `measured` as for `cube`, and of the month before the wanted ones, too.
    """
    rows = moved(measured, inputs.days)
    return rows.join(inputs.days.select("m", "month"), "m").drop("m")


def _employers(inputs: Inputs, unsettled: ir.Table) -> ir.Table:
    return employer_months(
        inputs.employers,
        bills(inputs.contributions),
        paid_early(inputs.instalments, inputs.calendar, inputs.days),
        arrears(unsettled, inputs.calendar, inputs.days, balances_of(inputs.opening, inputs.days)),
        inputs.floors,
        inputs.days,
    )


def _work(inputs: Inputs, offices: Offices) -> ir.Table:
    """Cells (CELL) with PARTS and MOST, from everything but the contributions."""
    days, employers = inputs.days, inputs.employers
    done = (
        *case_rows(inputs.cases, inputs.case_steps, inputs.limits, days),
        outreach_rows(inputs.outreach, employers, days),
    )
    theirs = ibis.union(*(wide(part, BY_EMPLOYER, WHOSE) for part in done), distinct=False)
    theirs = theirs.join(employers.select("employer", *CELL[1:]), "employer")
    rows = (theirs, informal_rows(inputs.informal, days), project_rows(inputs.projects, days))
    served = offices.serving(ibis.union(*(wide(part, (*PARTS, *MOST)) for part in rows), distinct=False))
    sums = {name: whole(served[name].sum()) for name in PARTS}
    return served.group_by(CELL).aggregate(**sums, **{name: served[name].max() for name in MOST})


def _beside(people: ir.Table, work: ir.Table) -> ir.Table:
    """The cells of employers with what was done about them; summing both together would cost twice the time."""
    rows = people.left_join(work, CELL)
    return _whole(rows.mutate(**{name: rows[name].fill_null(0) for name in (*PARTS, *MOST)}))


def _whole(cells: ir.Table) -> ir.Table:
    return wide(cells, (*EMPLOYER_MEASURES, *PARTS, *LARGEST))


def first_change(before: ir.Table, now: ir.Table, dated_by: str) -> ir.Table:
    """The first month ("2025-03") that a new, changed or missing row of a table is dated in: one row, `month`.

    `dated_by` is a day or the text of a month. NULL where every row is as it was.
    """
    fewer, more = (ibis.difference(*pair, distinct=False) for pair in ((before, now), (now, before)))
    rows = ibis.union(fewer, more, distinct=False)
    dates = rows[dated_by]
    months = dates if dates.type().is_string() else dates.strftime("%Y-%m")
    return rows.aggregate(month=months.min())
