"""What a case is about in rupiah: the bills that were open when it was handed over, and those that came after.

The value of a case for arrears is the debt when it was opened. By the day on which a step hands it over to somebody
more bills may have fallen due; these are handed over with it. A bill that falls due later is not: what is paid of it
is no part of what was handed over, however late it comes.

A file may bring amounts of cases whose bills the ledger does not know. They stand as they were brought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as arrow

from data import law
from data.store import view_rows
from data.vocabulary import DEBT, PROGRAMME_COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DUE, _PAID = (" + ".join(f"c.{what}_{short}" for short in PROGRAMME_COLUMNS) for what in ("due", "paid"))
_BILLED_MONTHS = "SELECT DISTINCT blth FROM contributions"
# The bills of employers that have a case for arrears, from its opening on, and every payment of one of them.
_BILLS = f"""
CREATE TABLE bills AS
SELECT k."case", c.npp, c.blth, d.due_on, coalesce({_DUE}, c.due) AS due,
       CASE WHEN c.paid_on IS NOT NULL THEN coalesce({_PAID}, c.paid) END AS paid, c.paid_on
FROM cases k JOIN employers e USING (employer) JOIN contributions c ON c.npp = e.npp JOIN due_days d USING (blth)
WHERE k.kind = $debt AND e.npp <> '' AND d.due_on >= k.opened_on
"""  # noqa: S608 - columns of ours
_PAYMENTS = f"""
CREATE TABLE payments AS
SELECT "case", blth, due_on, paid_on AS day, paid AS rupiah FROM bills WHERE paid > 0
UNION ALL
SELECT b."case", b.blth, b.due_on, c.paid_on, coalesce({_PAID}, c.paid)
FROM bills b JOIN instalments c ON c.npp = b.npp AND c.blth = b.blth
"""  # noqa: S608 - columns of ours
# For each step what had fallen due since the case was opened and was open when the step was taken.
_FRESH = """
CREATE TABLE fresh AS
SELECT "case", "on", CAST(sum(greatest(due - paid, 0)) AS BIGINT) AS rupiah FROM (
  SELECT s."case", s."on", b.blth, any_value(b.due) AS due, coalesce(sum(p.rupiah) FILTER (p.day < s."on"), 0) AS paid
  FROM (SELECT DISTINCT "case", "on" FROM case_steps) s
  JOIN bills b ON b."case" = s."case" AND b.due_on < s."on"
  LEFT JOIN payments p ON p."case" = b."case" AND p.blth = b.blth
  GROUP BY s."case", s."on", b.blth)
GROUP BY "case", "on"
"""
_LATE = """
CREATE TABLE paid_late AS SELECT "case", due_on, day, rupiah FROM payments WHERE day > due_on
"""


def lay_out_money(database: DuckDBPyConnection) -> None:
    """Make two tables in a database that has the views employers, contributions, instalments, cases and case_steps.

    `fresh`: case, on, rupiah: of the bills that fell due between the opening and the day of a step what was open then.
    `paid_late`: case, due_on, day, rupiah: what was paid after its due day of bills that fell due since the opening.
    """
    view_rows(database, "due_days", _due_days(database))
    database.execute(_BILLS, {"debt": DEBT})
    for statement in (_PAYMENTS, _FRESH, _LATE):
        database.execute(statement)
    database.execute("DROP TABLE bills")
    database.execute("DROP TABLE payments")


def _due_days(database: DuckDBPyConnection) -> arrow.Table:
    """Every month that is billed with its due day; those before any rule kept are left out."""
    months = [blth for (blth,) in database.execute(_BILLED_MONTHS).fetchall()]
    known = {}
    for blth in months:
        try:
            known[blth] = law.due_date(blth)
        except law.UnknownMonth:
            continue
    days = arrow.array(list(known.values()), arrow.date32())
    return arrow.table({"blth": arrow.array(list(known), arrow.string()), "due_on": days})
