"""The cases of a release as known at the end of a month, laid out once in memory so that pages ask quickly.

Nothing dated after that day is in it: a case that closed later is open, a step taken later is not there. For who
sees what: data.queries.cases.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pyarrow as arrow

from data import law
from data.ledger import offices_of
from data.months import month_end, month_index
from data.store import HeldMonths, Release, in_each_slot
from data.tables import Facts
from data.vocabulary import STEPS

_UNTIMED = 'SELECT DISTINCT step, "on" FROM case_steps WHERE deadline IS NULL AND "on" <= $day'
# Of one day the step that comes later in the chain is the later one, as in the cube (data.ledger.other_work).
# Employers that have a case, with what tells their office: data.ledger.offices_of.
_WITH_CASES = "SELECT employer, region, office FROM employers SEMI JOIN cases USING (employer)"
_STEPS = """
SELECT "case", step, "on", actor, agency, recovered, rank, deadline, by_law,
       lead("on") OVER (PARTITION BY "case" ORDER BY "on", rank, document) AS next_on,
       row_number() OVER (PARTITION BY "case" ORDER BY "on", rank, document) AS nth
FROM (
  SELECT s.* EXCLUDE (deadline), list_position($steps, s.step) AS rank, l.deadline IS NOT NULL AS by_law,
         coalesce(s.deadline, l.deadline) AS deadline
  FROM case_steps s LEFT JOIN law l ON l.step = s.step AND l."on" = s."on" AND s.deadline IS NULL
  WHERE s."on" <= $day)
"""
_CASES = """
WITH stood AS (
  SELECT "case", CAST(sum(recovered) AS BIGINT) AS recovered,
         arg_max({'step': step, 'rank': rank, 'on': "on", 'deadline': deadline, 'by_law': by_law}, nth) AS now
  FROM query_table($steps) GROUP BY "case")
SELECT c."case", c.kind, c.opened_on, c.value,
       CASE WHEN c.closed_on <= $day THEN c.closed_on END AS closed_on,
       CASE WHEN c.closed_on <= $day THEN c.outcome ELSE '' END AS outcome,
       e.employer, e.npp, e.name, e.region, e.kecamatan, o.office,
       coalesce(s.now.step, '') AS step, coalesce(s.now.rank, 0) AS rank, s.now."on" AS step_on,
       s.now.deadline AS deadline, coalesce(s.now.by_law, false) AS by_law, coalesce(s.recovered, 0) AS recovered,
       coalesce(greatest(date_diff('day', s.now.deadline, $day), 0), 0) AS days_late
FROM cases c JOIN employers e ON e.employer = c.employer
LEFT JOIN stood s ON s."case" = c."case"
JOIN offices o ON o.employer = e.employer
WHERE c.opened_on <= $day
"""
_LAY_OUT_STEPS, _LAY_OUT_CASES = in_each_slot(_STEPS, "steps"), in_each_slot(_CASES, "cases")


class CaseMonths(HeldMonths):
    """The months of one release: a table of cases and one of their steps each.

    `cases`, opened by then, one a row: case, kind, opened_on, value (rupiah, when it was opened), closed_on,
    outcome, employer, npp, name, region, kecamatan, office (that it belongs to then), of its last step step,
    rank, step_on, deadline, by_law (the deadline is worked out from the rules), days_late (0 when it is not),
    and recovered (rupiah, of all its steps). Step is "" before the first.
    `steps`, taken by then: case, step, on, actor, agency, recovered, rank, deadline, by_law, next_on, nth (from 1).
    """

    kinds = ("cases", "steps")
    tables = ("employers", "cases", "case_steps")

    def __init__(self, release: Release, facts: Facts) -> None:
        super().__init__(release)
        self._facts = facts

    def _lay_out(self, month: str, slot: int) -> None:
        cursor, day = self._db.cursor(), month_end(month)
        cursor.register("law", limits(cursor.execute(_UNTIMED, {"day": day}).fetchall()))
        cursor.execute(_LAY_OUT_STEPS[slot], {"day": day, "steps": list(STEPS)})
        cursor.register("offices", self._offices(cursor.sql(_WITH_CASES).to_arrow_table(), month))
        cursor.execute(_LAY_OUT_CASES[slot], {"day": day, "steps": self._names(slot)["steps"]})
        cursor.close()

    def _offices(self, employers: arrow.Table, month: str) -> arrow.Table:
        """The office that each of the employers belongs to in the month: employer, office."""
        offices = offices_of(self._facts, employers.to_pandas().assign(m=month_index(month)))
        return arrow.table(
            {"employer": employers["employer"], "office": arrow.array(offices, arrow.string())}
        )


def limits(taken: list[tuple[str, date]]) -> arrow.Table:
    """Step, on, deadline of those of the steps `taken` on a day to which the rules of that month give a time limit."""
    rows = [(step, on, law_deadline(step, on)) for step, on in taken]
    limited = [row for row in rows if row[2] is not None]
    columns = list(zip(*limited, strict=True)) or [(), (), ()]
    kinds = (arrow.string(), arrow.date32(), arrow.date32())
    arrays = [arrow.array(list(column), kind) for column, kind in zip(columns, kinds, strict=True)]
    return arrow.Table.from_arrays(arrays, ["step", "on", "deadline"])


def law_deadline(step: str, on: date) -> date | None:
    """The last day of the time limit by the rules in force on the day; None without one, or before any rule kept."""
    try:
        rules = law.at(f"{on:%Y-%m}")
    except law.UnknownMonth:
        return None
    return law.deadline(step, on, rules)


@lru_cache(maxsize=2)
def _months(place: str, number: int, release: Release, facts: Facts) -> CaseMonths:
    return CaseMonths(release, facts)


def case_months(place: str, release: Release, facts: Facts) -> CaseMonths:
    """The cases of a release of the store at `place`, kept for the next one who asks."""
    return _months(place, release.number, release, facts)
