"""The employers of a release that are not compliant in a month, laid out once in memory so that pages ask quickly.

The rows are those that the cube adds up (`data.ledger.employer_rows`), of one month worked out from what each late
bill came to be by then. Beside them stand the employer's name, its last payment and its open case.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import pyarrow as arrow

from data.ledger import (
    CELL,
    GIVEN_SCHEMAS,
    UNSETTLED,
    DuckDB,
    given_table,
    month_calendar,
    service,
    statement,
)
from data.months import month_end, month_index, month_text
from data.store import SPELLS, HeldMonths, Release, schema_of
from data.tables import LEDGER, Facts, arrow_schema
from data.vocabulary import STEPS

# The state of every late bill at the end of the month: the newest of its spells that had begun by then.
_BILLS = """
SELECT npp, blth, (CAST(substr(now.month, 1, 4) AS BIGINT) * 12 + CAST(substr(now.month, 6, 2) AS BIGINT) - 1) AS start,
       CAST(1073741824 AS BIGINT) AS stop, now.open AS open, now.settled AS settled
FROM (SELECT npp, blth, arg_max({'month': month, 'open': open, 'settled': settled}, month) AS now
      FROM spells GROUP BY npp, blth)
"""
_MONTH = """
CREATE OR REPLACE TABLE month_rows AS
WITH
paid AS (
  SELECT npp, max(paid_on) AS last_paid_on FROM (
    SELECT npp, paid_on FROM contributions
    WHERE paid_on <= $day AND (paid_jkk + paid_jkm + paid_jht + paid_jp) > 0
    UNION ALL SELECT npp, paid_on FROM instalments WHERE paid_on <= $day
  ) WHERE npp IN (SELECT npp FROM found) GROUP BY npp),
owed AS (SELECT npp, count(*) AS months_owed FROM bills WHERE open > 0 GROUP BY npp),
stood AS (
  SELECT "case", arg_max({'step': step, 'on': "on", 'deadline': deadline}, {'on': "on", 'rank': list_position($steps, step)}) AS now
  FROM case_steps WHERE "on" <= $day GROUP BY "case"),
opened AS (
  SELECT c.employer, arg_min({'case': c."case", 'kind': c.kind, 'step': s.now.step, 'on': s.now.on, 'deadline': s.now.deadline},
                             {'late': s.now.deadline IS NULL, 'deadline': s.now.deadline, 'case': c."case"}) AS one
  FROM cases c JOIN stood s ON s."case" = c."case"
  WHERE c.opened_on <= $day AND (c.closed_on IS NULL OR c.closed_on > $day) GROUP BY c.employer)
SELECT f.*, e.name, e.legal_form, e.listed_from, e.listed_on, e.registered_on, e.programmes, e.jkk_risk,
       coalesce(o.months_owed, 0) AS months_owed, p.last_paid_on,
       coalesce(a.one."case", '') AS "case", coalesce(a.one.kind, '') AS case_kind, coalesce(a.one.step, '') AS case_step,
       a.one."on" AS step_on, a.one.deadline AS deadline
FROM found f JOIN employers e USING (employer)
LEFT JOIN owed o ON o.npp = f.npp AND f.npp <> '' LEFT JOIN paid p ON p.npp = f.npp AND f.npp <> ''
LEFT JOIN opened a ON a.employer = f.employer
ORDER BY f.region, f.kecamatan, f.employer
"""


class EmployerMonths(HeldMonths):
    """The months of one release, by name; for who sees them: data.queries.employers."""

    prefixes = ("",)

    def table(self, month: str) -> str:
        """The name of the table of a month ("2025-10") of the release; it is made when first asked for.

        A row an employer: `data.ledger.employers.OWN_COLUMNS`, name, legal_form, listed_from, listed_on,
        registered_on, programmes, jkk_risk, months_owed (open bills), last_paid_on, and of its open case with the
        nearest deadline case, case_kind, case_step, step_on, deadline ("" and NULL without one).
        """
        [name] = self.held(month)
        return name

    def _lay_out(self, month: str, name: str) -> None:
        rows, bills = _found(self.release, self._facts, month)
        made = self._db.cursor()
        made.register("found", rows)
        made.register("bills", bills)
        upto = [one for one in self.release.months_of("contributions") if one <= month]
        for table in ("employers", "contributions", "instalments", "cases", "case_steps"):
            months = upto if table == "contributions" else None
            made.execute(
                f'CREATE OR REPLACE TEMP VIEW "{table}" AS {reading_sql(self.release, table, months)}'
            )
        asked = {"day": month_end(month), "steps": list(STEPS)}
        made.execute(_MONTH.replace("month_rows", name), asked)
        made.close()


@lru_cache(maxsize=2)
def _months(place: str, number: int, release: Release, facts: Facts) -> EmployerMonths:
    return EmployerMonths(release, facts)


def employer_months(place: str, release: Release, facts: Facts) -> EmployerMonths:
    """The months of a release of the store at `place`, kept for the next one who asks."""
    return _months(place, release.number, release, facts)


def reading_sql(release: Release, table: str, months: list[str] | None) -> str:
    """A statement that reads a table of the release."""
    files = release.files(table) if months is None else release.files(table, months=months)
    if not files:
        schema = schema_of(table) if table == SPELLS else arrow_schema(table)
        kinds = {"string": "VARCHAR", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}
        columns = ", ".join(f'CAST(NULL AS {kinds[str(one.type)]}) AS "{one.name}"' for one in schema)
        return f"SELECT {columns} LIMIT 0"
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    how = f"hive_partitioning = {months is not None}, hive_types_autocast = false"
    return f"SELECT * FROM read_parquet([{listed}], {how})"  # noqa: S608 - files of ours


def _found(release: Release, facts: Facts, month: str) -> tuple[arrow.Table, arrow.Table]:
    """The rows of `data.ledger.employer_rows` of one month, and the state of every late bill at its end."""
    engine, m = DuckDB(), month_index(month)
    for name in LEDGER:
        if name != "contributions":
            engine.open(name, release.files(name))
    known = release.months_of("contributions")
    for name, frame in _given(facts, known[0], month).items():
        engine.put(name, given_table(name, frame))
    bills = _bills(release, engine, [one for one in known if one <= month])
    wanted = [one for one in (month_text(m - 1), month) if one in known]
    engine.open("contributions", release.files("contributions", months=wanted))
    rows = engine.answer(statement("employers", engine.dialect))
    return rows.cast(_whole(rows.schema)), bills


def _bills(release: Release, engine: DuckDB, months: list[str]) -> arrow.Table:
    """The state of every late bill at the end of the last of the months, which the engine keeps as UNSETTLED."""
    if SPELLS in release.entry.versions:
        past = [one for one in release.months_of(SPELLS) if one <= months[-1]]
        engine.keep("spells", reading_sql(release, SPELLS, past))
        bills = engine.answer(_BILLS)
        engine.put(UNSETTLED, bills)
        return bills
    # A release from before the spells were kept: its bills are gone through once more.
    engine.put("carried", GIVEN_SCHEMAS["carried"].empty_table())
    engine.open("contributions", release.files("contributions", months=months))
    engine.keep(UNSETTLED, statement(UNSETTLED, engine.dialect))
    now = f"start <= {month_index(months[-1]):d} AND stop >= {month_index(months[-1]):d}"
    return engine.answer(f"SELECT * FROM {UNSETTLED} WHERE {now}")  # noqa: S608 - names and numbers of ours


def _whole(found: arrow.Schema) -> arrow.Schema:
    """DuckDB's sums are wider than what it adds; here everything that is no text is int64."""
    texts = {"employer", "npp", *CELL[1:]}
    return arrow.schema([(name, arrow.string() if name in texts else arrow.int64()) for name in found.names])


def _given(facts: Facts, oldest: str, month: str) -> dict[str, pd.DataFrame]:
    serves, main = service(facts, month, month)
    months = month_calendar(oldest, month, month)
    return {"calendar": months, "days": months[months["month"] == month], "serves": serves, "main": main}
