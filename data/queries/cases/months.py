"""The cases of a release as known at the end of a month, laid out once in memory so that pages ask quickly.

Nothing dated after that day is in it: a case that closed later is open, a step taken later is not there. For who
sees what: data.queries.cases.
"""

from __future__ import annotations

from functools import lru_cache

import pyarrow as arrow

from data.ledger import offices_of, time_limits
from data.months import month_end, month_index
from data.queries.cases.money import lay_out_money
from data.store import HeldMonths, Release, in_each_slot
from data.tables import Facts, fingerprint
from data.vocabulary import DEBT, STEPS

_TAKEN = 'SELECT DISTINCT step, "on" FROM case_steps WHERE "on" <= $day'
# Of one day the step that comes later in the chain is the later one, as in the cube (data.ledger.other_work).
# Employers that have a case, with what tells their office: data.ledger.offices_of.
_WITH_CASES = "SELECT employer, region, office FROM employers SEMI JOIN cases USING (employer)"
# Payments go to the oldest debt first: `covered` is what of a step's rupiah is of the debt at opening. Where the value
# is not known nothing is beyond it (least() passes NULL over); a case of another kind is about no debt.
_STEPS = """
SELECT * EXCLUDE (value, kind),
       CASE WHEN kind <> $debt THEN 0 ELSE least(until, value) - least(until - recovered, value) END AS covered
FROM (
  SELECT "case", step, "on", actor, agency, recovered, rank, deadline, by_law, unconfirmed, value, kind,
         lead("on") OVER w AS next_on, row_number() OVER w AS nth,
         CAST(sum(recovered) OVER (w ROWS UNBOUNDED PRECEDING) AS BIGINT) AS until
  FROM (
    SELECT s.* EXCLUDE (deadline), list_position($steps, s.step) AS rank, k.value, k.kind,
           s.deadline IS NULL AND l.last_day IS NOT NULL AS by_law,
           coalesce(l.confirmed = 0 AND coalesce(s.deadline, l.last_day) = l.last_day, false) AS unconfirmed,
           coalesce(s.deadline, l.last_day) AS deadline
    FROM case_steps s JOIN cases k USING ("case") LEFT JOIN law l ON l.step = s.step AND l."on" = s."on"
    WHERE s."on" <= $day)
  WINDOW w AS (PARTITION BY "case" ORDER BY "on", rank, document))
"""
_CASES = """
WITH stood AS (
  SELECT "case", CAST(sum(recovered) AS BIGINT) AS recorded, CAST(sum(covered) AS BIGINT) AS recovered,
         arg_max({'step': step, 'rank': rank, 'on': "on", 'deadline': deadline, 'by_law': by_law,
                  'unconfirmed': unconfirmed}, nth) AS now
  FROM query_table($steps) GROUP BY "case"),
afterwards AS (SELECT "case", sum(rupiah) AS rupiah FROM paid_late WHERE day <= $day GROUP BY "case")
SELECT c."case", c.kind, c.opened_on, c.value,
       CASE WHEN c.closed_on <= $day THEN c.closed_on END AS closed_on,
       CASE WHEN c.closed_on <= $day THEN c.outcome ELSE '' END AS outcome,
       e.employer, e.npp, e.name, e.region, e.kecamatan, o.office,
       coalesce(s.now.step, '') AS step, coalesce(s.now.rank, 0) AS rank, s.now."on" AS step_on,
       s.now.deadline AS deadline, coalesce(s.now.by_law, false) AS by_law,
       coalesce(s.now.unconfirmed, false) AS unconfirmed,
       coalesce(greatest(date_diff('day', s.now.deadline, $day), 0), 0) AS days_late,
       CASE WHEN s.now.deadline >= $day THEN date_diff('day', $day, s.now.deadline) END AS days_left,
       CASE WHEN e.registered_on <= $day THEN greatest(coalesce(b.workers, e.workers_registered), e.workers_known)
            ELSE e.workers_known END AS workers,
       coalesce(s.recovered, 0) AS recovered,
       CAST(least(coalesce(s.recorded - s.recovered, 0), coalesce(a.rupiah, 0)) AS BIGINT) AS afterwards,
       CAST(greatest(coalesce(s.recorded - s.recovered, 0) - coalesce(a.rupiah, 0), 0) AS BIGINT) AS beyond
FROM cases c JOIN employers e ON e.employer = c.employer
LEFT JOIN stood s ON s."case" = c."case"
LEFT JOIN afterwards a ON a."case" = c."case"
JOIN offices o ON o.employer = e.employer
LEFT JOIN contributions b ON b.npp = e.npp AND b.blth = $month AND e.npp <> ''
WHERE c.opened_on <= $day
"""
_LAY_OUT_STEPS, _LAY_OUT_CASES = in_each_slot(_STEPS, "steps"), in_each_slot(_CASES, "cases")


class CaseMonths(HeldMonths):
    """The months of one release: a table of cases and one of their steps each.

    `cases`, opened by then, one a row: case, kind, opened_on, value (rupiah, NULL where nobody told it: of arrears the
    debt when it was opened, of the others what one month should bring), closed_on, outcome, employer, npp, name, region,
    kecamatan, office (that it belongs to then), of its last step step, rank, step_on, deadline, by_law (the deadline is
    worked out from the rules), unconfirmed (it is that of a rule that no source confirms), days_late (0 when it is not),
    days_left (until a deadline that is not over, 0 on its day; NULL without one), workers (known at the employer at the
    month's end, as in the list of employers; NULL where nobody knows them, as of one not registered whom nobody counted), and in rupiah what its steps recorded: recovered (of the debt at opening), afterwards (beyond it, paid late of bills
    that fell due since) and beyond (beyond both: as it was brought). Step is "" before the first.
    `steps`, taken by then: case, step, on, actor, agency, recovered (as recorded), covered (what of it is of the debt at
    opening), until (recorded so far), rank, deadline, by_law, unconfirmed, next_on, nth (from 1).
    `fresh` and `paid_late`, of all months: data.queries.cases.money.
    """

    kinds = ("cases", "steps")
    tables = ("employers", "contributions", "instalments", "cases", "case_steps")

    def __init__(self, release: Release, facts: Facts) -> None:
        super().__init__(release, fingerprint(facts))
        self._facts = facts
        lay_out_money(self._db)

    def _lay_out(self, month: str, slot: int) -> None:
        cursor, day = self._db.cursor(), month_end(month)
        cursor.register("law", time_limits(cursor.execute(_TAKEN, {"day": day}).fetchall()))
        cursor.execute(_LAY_OUT_STEPS[slot], {"day": day, "steps": list(STEPS), "debt": DEBT})
        cursor.register("offices", self._offices(cursor.sql(_WITH_CASES).to_arrow_table(), month))
        known = {"day": day, "month": month, "steps": self._names(slot)["steps"]}
        cursor.execute(_LAY_OUT_CASES[slot], known)
        cursor.close()

    def _offices(self, employers: arrow.Table, month: str) -> arrow.Table:
        """The office that each of the employers belongs to in the month: employer, office."""
        offices = offices_of(self._facts, employers.to_pandas().assign(m=month_index(month)))
        return arrow.table(
            {"employer": employers["employer"], "office": arrow.array(offices, arrow.string())}
        )


@lru_cache(maxsize=2)
def _months(place: str, number: int, release: Release, facts: Facts) -> CaseMonths:
    return CaseMonths(release, facts)


def case_months(place: str, release: Release, facts: Facts) -> CaseMonths:
    """The cases of a release of the store at `place`, kept for the next one who asks."""
    return _months(place, release.number, release, facts)
