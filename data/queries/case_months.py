"""The cases of a release as known at the end of a month, laid out once in memory so that pages ask quickly.

Nothing dated after that day is in it: a case that closed later is open, a step taken later is not there. For who
sees what: data.queries.cases.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pandas as pd
import pyarrow as arrow

from data import law
from data.ledger import service
from data.months import month_end
from data.queries.employer_months import reading_sql
from data.store import HeldMonths, Release
from data.tables import Facts
from data.vocabulary import STEPS

_UNTIMED = 'SELECT DISTINCT step, "on" FROM case_steps WHERE deadline IS NULL AND "on" <= $day'
# Of one day the step that comes later in the chain is the later one, as in the cube (data.ledger.other_work).
_STEPS = """
CREATE OR REPLACE TABLE month_steps AS
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
CREATE OR REPLACE TABLE month_cases AS
WITH stood AS (
  SELECT "case", CAST(sum(recovered) AS BIGINT) AS recovered,
         arg_max({'step': step, 'rank': rank, 'on': "on", 'deadline': deadline, 'by_law': by_law}, nth) AS now
  FROM month_steps GROUP BY "case")
SELECT c."case", c.kind, c.opened_on, c.value,
       CASE WHEN c.closed_on <= $day THEN c.closed_on END AS closed_on,
       CASE WHEN c.closed_on <= $day THEN c.outcome ELSE '' END AS outcome,
       e.employer, e.npp, e.name, e.region, e.kecamatan, coalesce(v.office, m.main_office, '') AS office,
       coalesce(s.now.step, '') AS step, coalesce(s.now.rank, 0) AS rank, s.now."on" AS step_on,
       s.now.deadline AS deadline, coalesce(s.now.by_law, false) AS by_law, coalesce(s.recovered, 0) AS recovered,
       coalesce(greatest(date_diff('day', s.now.deadline, $day), 0), 0) AS days_late
FROM cases c JOIN employers e ON e.employer = c.employer
LEFT JOIN stood s ON s."case" = c."case"
LEFT JOIN serves v ON v.region = e.region AND v.office = e.office
LEFT JOIN main m ON m.region = e.region
WHERE c.opened_on <= $day
"""


class CaseMonths(HeldMonths):
    """The months of one release: a table of cases and one of their steps each."""

    prefixes = ("cases_", "steps_")

    def tables(self, month: str) -> tuple[str, str]:
        """The names of the tables of a month ("2025-10"); they are made when first asked for.

        Cases, one a row, opened by then: case, kind, opened_on, value (rupiah, when it was opened), closed_on,
        outcome, employer, npp, name, region, kecamatan, office (that serves the region then), of its last step step,
        rank, step_on, deadline, by_law (the deadline is worked out from the rules), days_late (0 when it is not),
        and recovered (rupiah, of all its steps). Step is "" before the first.
        Steps, taken by then: case, step, on, actor, agency, recovered, rank, deadline, by_law, next_on, nth (from 1).
        """
        cases, steps = self.held(month)
        return cases, steps

    def _lay_out(self, month: str, name: str) -> None:
        made = self._db.cursor()
        day = month_end(month)
        for table in ("employers", "cases", "case_steps"):
            made.execute(f'CREATE OR REPLACE TEMP VIEW "{table}" AS {reading_sql(self.release, table, None)}')
        serves, main = service(self._facts, month, month)
        made.register("serves", _texts(serves, "region", "office"))
        made.register("main", _texts(main, "region", "main_office"))
        made.register("law", limits(made.execute(_UNTIMED, {"day": day}).fetchall()))
        for sql, extra in ((_STEPS, {"steps": list(STEPS)}), (_CASES, {})):
            named = sql.replace("month_steps", f"steps_{name}").replace("month_cases", f"cases_{name}")
            made.execute(named, {"day": day, **extra})
        made.close()


def limits(taken: list[tuple[str, date]]) -> arrow.Table:
    """Step, on, deadline of those of the steps `taken` on a day to which the rules of that month give a time limit."""
    rows = [(step, on, law_deadline(step, on)) for step, on in taken]
    found = [row for row in rows if row[2] is not None]
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    kinds = (arrow.string(), arrow.date32(), arrow.date32())
    arrays = [arrow.array(list(one), kind) for one, kind in zip(columns, kinds, strict=True)]
    return arrow.Table.from_arrays(arrays, ["step", "on", "deadline"])


def law_deadline(step: str, on: date) -> date | None:
    """The last day of the time limit by the rules in force on the day; None without one, or before any rule kept."""
    try:
        rules = law.at(f"{on:%Y-%m}")
    except law.UnknownMonth:
        return None
    return law.deadline(step, on, rules)


def _texts(frame: pd.DataFrame, *columns: str) -> arrow.Table:
    schema = arrow.schema([(column, arrow.string()) for column in columns])
    return arrow.Table.from_pandas(frame[list(columns)], schema, preserve_index=False)


@lru_cache(maxsize=2)
def _months(place: str, number: int, release: Release, facts: Facts) -> CaseMonths:
    return CaseMonths(release, facts)


def case_months(place: str, release: Release, facts: Facts) -> CaseMonths:
    """The cases of a release of the store at `place`, kept for the next one who asks."""
    return _months(place, release.number, release, facts)
