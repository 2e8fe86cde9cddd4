"""The employers of a release that are not compliant in a month, laid out once in memory so that pages ask quickly.

The rows are those that the cube adds up (`data.ledger.employer_rows`), of one month worked out from what each late
bill came to be by then. Beside them stand the employer's name, its last payment and its open case.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import pandas as pd
import pyarrow as arrow

from data.law import at
from data.ledger import (
    GIVEN_SCHEMAS,
    TEXTS,
    UNSETTLED,
    DuckDB,
    calendar_of,
    facts_of,
    given_table,
    keep_opening,
    service,
    statement,
    wage_floors,
)
from data.months import month_end, month_index, month_text
from data.store import SPELLS, HeldMonths, Release, in_each_slot
from data.tables import LEDGER, Facts, fingerprint
from data.vocabulary import AGEING, STEPS, UNAGED

# The state of every late bill at the end of the month: the newest of its spells that had begun by then.
_BILLS = """
SELECT npp, blth, (CAST(substr(now.month, 1, 4) AS BIGINT) * 12 + CAST(substr(now.month, 6, 2) AS BIGINT) - 1) AS start,
       CAST(1073741824 AS BIGINT) AS stop, now.open AS open, now.settled AS settled
FROM (SELECT npp, blth, arg_max({'month': month, 'open': open, 'settled': settled}, month) AS now
      FROM spells GROUP BY npp, blth)
"""
# The same of the spells that the engine has worked out anew: those that hold in the one month of `days`.
_HELD_NOW = "SELECT u.* FROM unsettled u JOIN days ON u.start <= days.m AND u.stop >= days.m"
# The ageing class by the rules of the month: its last month of each class but the last is bound.
_CLASS = " ".join(f"WHEN f.age <= $upto_{name} THEN '{name}'" for name in AGEING[:-1])
_MONTH = f"""
WITH
paid AS (
  SELECT npp, max(paid_on) AS last_paid_on FROM (
    SELECT npp, paid_on FROM contributions
    WHERE blth <= $month AND paid_on <= $day AND coalesce(paid, paid_jkk + paid_jkm + paid_jht + paid_jp) > 0
    UNION ALL SELECT npp, paid_on FROM instalments WHERE paid_on <= $day
  ) WHERE npp IN (SELECT npp FROM found) GROUP BY npp),
positions AS (
  SELECT npp, arg_max({{'months': nullif(months, 0), 'since': year(as_of) * 12 + month(as_of) - 1}}, as_of) AS last
  FROM arrears_positions WHERE as_of <= $day GROUP BY npp),
owed AS (
  SELECT b.npp, count(*) AS months, count(*) FILTER (b.blth >= w.last.since) AS newer
  FROM bills b LEFT JOIN positions w ON w.npp = b.npp WHERE b.open > 0 GROUP BY b.npp),
stood AS (
  SELECT "case", arg_max({{'step': step, 'on': "on", 'deadline': deadline}}, {{'on': "on", 'rank': list_position($steps, step)}}) AS now
  FROM case_steps WHERE "on" <= $day GROUP BY "case"),
opened AS (
  SELECT c.employer, arg_min({{'case': c."case", 'kind': c.kind, 'step': s.now.step, 'on': s.now.on, 'deadline': s.now.deadline}},
                             {{'late': s.now.deadline IS NULL, 'deadline': s.now.deadline, 'case': c."case"}}) AS nearest
  FROM cases c JOIN stood s ON s."case" = c."case"
  WHERE c.opened_on <= $day AND (c.closed_on IS NULL OR c.closed_on > $day) GROUP BY c.employer)
SELECT f.*, e.name, e.officer, e.legal_form, e.listed_from, e.listed_on, e.registered_on, e.programmes, e.jkk_risk,
       CASE WHEN f.opening = 0 THEN coalesce(o.months, 0) ELSE coalesce(o.newer, 0) + w.last.months END AS months_owed,
       p.last_paid_on,
       coalesce(a.nearest."case", '') AS "case", coalesce(a.nearest.kind, '') AS case_kind,
       coalesce(a.nearest.step, '') AS case_step, a.nearest."on" AS step_on, a.nearest.deadline AS deadline,
       CASE WHEN f.outstanding = 0 THEN '' WHEN f.unaged > 0 THEN '{UNAGED}' {_CLASS} ELSE '{AGEING[-1]}' END AS ageing
FROM found f JOIN employers e USING (employer)
LEFT JOIN owed o ON o.npp = f.npp AND f.npp <> '' LEFT JOIN paid p ON p.npp = f.npp AND f.npp <> ''
LEFT JOIN opened a ON a.employer = f.employer
LEFT JOIN positions w ON w.npp = f.npp AND f.npp <> ''
ORDER BY f.region, f.kecamatan, f.employer
"""  # noqa: S608 - classes of ours
_LAY_OUT = in_each_slot(_MONTH, "rows")


class EmployerMonths(HeldMonths):
    """The months of one release, by name; for who sees them: data.queries.employers.

    `rows` has a row an employer: `data.ledger.employers.OWN_COLUMNS`, name, officer ("" where nobody said who), legal_form, listed_from, listed_on,
    registered_on, programmes, jkk_risk, months_owed (open bills and the months of its opening balance; NULL where
    nobody said how many these are), last_paid_on, and of its open case with the nearest deadline case, case_kind,
    case_step, step_on, deadline ("" and NULL without one), and the class of AGES by the rules of the month ("" without
    arrears) ageing.
    """

    kinds = ("rows",)
    tables = ("employers", "contributions", "instalments", "arrears_positions", "cases", "case_steps")

    def __init__(self, release: Release, facts: Facts) -> None:
        super().__init__(release, fingerprint(facts))
        self._release, self._facts = release, facts

    def _lay_out(self, month: str, slot: int) -> None:
        rows, bills = _rows_and_bills(self._release, self._facts, month)
        cursor = self._db.cursor()
        cursor.register("found", rows)
        cursor.register("bills", bills)
        values = {"month": month, "day": month_end(month), "steps": list(STEPS)}
        ends = {f"upto_{ageing.name}": ageing.last_month for ageing in at(month).ageing[:-1]}
        cursor.execute(_LAY_OUT[slot], values | ends)
        cursor.close()


@lru_cache(maxsize=2)
def _months(place: str, number: int, release: Release, facts: Facts) -> EmployerMonths:
    return EmployerMonths(release, facts)


def employer_months(place: str, release: Release, facts: Facts) -> EmployerMonths:
    """The months of a release of the store at `place`, kept for the next one who asks."""
    return _months(place, release.number, release, facts)


def _rows_and_bills(release: Release, facts: Facts, month: str) -> tuple[arrow.Table, arrow.Table]:
    """The rows of `data.ledger.employer_rows` of one month, and the state of every late bill at its end."""
    engine, m = DuckDB(release.root), month_index(month)
    for name in LEDGER:
        if name != "contributions":
            engine.open(name, release.files(name))
    known = release.months_of("contributions")
    for name, frame in _given(release, facts_of(release, facts), known[0], month).items():
        engine.put(name, given_table(name, frame))
    engine.put("carried", GIVEN_SCHEMAS["carried"].empty_table())
    keep_opening(engine, partial(_files, release))
    bills = _bills(release, engine, [past for past in known if past <= month])
    wanted = [text for text in (month_text(m - 1), month) if text in known]
    engine.open("contributions", release.files("contributions", months=wanted))
    rows = engine.answer(statement("employers", engine.dialect))
    return rows.cast(_whole_numbers(rows.schema)), bills


def _files(release: Release, name: str, months: Sequence[str] | None) -> list[str]:
    return release.files(name) if months is None else release.files(name, months=months)


def _bills(release: Release, engine: DuckDB, months: list[str]) -> arrow.Table:
    """The state of every late bill at the end of the last of the months, which the engine keeps as UNSETTLED."""
    if SPELLS in release.entry.versions:
        past = [month for month in release.months_of(SPELLS) if month <= months[-1]]
        engine.open(SPELLS, release.files(SPELLS, months=past))
        bills = engine.answer(_BILLS)
        engine.put(UNSETTLED, bills)
        return bills
    # A release from before the spells were kept: its bills are gone through once more.
    engine.open("contributions", release.files("contributions", months=months))
    engine.keep(UNSETTLED, statement(UNSETTLED, engine.dialect))
    return engine.answer(_HELD_NOW)


def _whole_numbers(columns: arrow.Schema) -> arrow.Schema:
    """DuckDB's sums are wider than what it adds; here everything that is no text is int64."""
    kinds = ((name, arrow.string() if name in TEXTS else arrow.int64()) for name in columns.names)
    return arrow.schema(list(kinds))


def _given(release: Release, facts: Facts, oldest: str, month: str) -> dict[str, pd.DataFrame]:
    serves, main = service(facts, month, month)
    months = calendar_of(release, oldest, month, month)
    return {
        "calendar": months,
        "days": months[months["month"] == month],
        "serves": serves,
        "main": main,
        "floors": wage_floors(facts, month, month),
    }
