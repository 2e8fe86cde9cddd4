"""Enforcement as one reader may see it: the open cases with their clocks, the board by step, who collected what.

Cases are rows of an employer, so nobody but those who may see employers' names is answered, and a branch about
the cases of its own offices alone. Everything is as known at the end of a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data.months import month_end
from data.queries.case_months import case_months
from data.queries.conditions import SCOPE, Where, all_of, orders, scope_of
from data.queries.employers import BLOCK, PAGE, names_allowed
from data.queries.reading import Reading
from data.vocabulary import STEPS

CASE_SORTS = {
    "tenggat": "deadline",
    "nama": "lower(name)",
    "perkara": '"case"',
    "langkah": "rank",
    "dibuka": "opened_on",
    "nilai": "value",
    "tertagih": "recovered",
}
# Agencies beside BPJS that a case is handed to: which step hands it over, and whose steps its work is.
HANDED = {
    "kejari": ("step = 'skk'", ("kejari", "pengadilan")),
    "disnaker": ("actor = 'disnaker'", ("disnaker",)),
    "uptd_pengawasan": ("actor = 'uptd_pengawasan'", ("uptd_pengawasan",)),
    "dpmptsp": ("actor = 'dpmptsp'", ("dpmptsp",)),
}
SCORES = ("cases", "firms", "value", "paid", "instalments", "closed", "open", "recovered")
_OPEN = "closed_on IS NULL AND step <> ''"
_SUMS = """count(*) AS cases, count(*) FILTER (days_late > 0) AS overdue, count(*) FILTER (by_law) AS by_law,
CAST(coalesce(sum(value), 0) AS BIGINT) AS value, CAST(coalesce(sum(recovered), 0) AS BIGINT) AS recovered"""
_HEADLINE = f"""
SELECT count(*) FILTER ({_OPEN}) AS cases, count(*) FILTER ({_OPEN} AND days_late > 0) AS overdue,
       CAST(coalesce(sum(value) FILTER ({_OPEN}), 0) AS BIGINT) AS value,
       count(*) FILTER (closed_on IS NULL AND step = '') AS unstarted,
       count(*) FILTER (opened_on >= $begun) AS opened, count(*) FILTER (closed_on >= $begun) AS closed,
       (SELECT CAST(coalesce(sum(s.recovered), 0) AS BIGINT) FROM steps s JOIN scope USING ("case")
        WHERE s."on" >= $since) AS recovered
FROM scope
"""  # noqa: S608 - ours
_WAITS = """
SELECT step, count(*) AS passed, median(date_diff('day', "on", until)) AS days FROM (
  SELECT s.step, s."on", least(s.next_on, CASE WHEN c.closed_on >= s."on" THEN c.closed_on END) AS until
  FROM steps s JOIN scope c USING ("case"))
WHERE until >= $since GROUP BY step
"""
# A case is handed over once to each kind of agency, at its first such step; a firm counts where its first case went.
_HANDED = {
    agency: f""",
handed AS (
  SELECT "case", arg_min({{'agency': agency, 'on': "on", 'nth': nth}}, nth) AS first
  FROM steps WHERE {trigger} GROUP BY "case"),
"""  # noqa: S608 - ours
    for agency, (trigger, _) in HANDED.items()
}
_THEIRS = """
theirs AS (
  SELECT c.*, h.first.agency AS agency, h.first.nth AS nth,
         row_number() OVER (PARTITION BY c.employer ORDER BY h.first."on", c."case") = 1 AS is_first
  FROM scope c JOIN handed h USING ("case") WHERE h.first."on" >= $since),
got AS (
  SELECT t."case", bool_or(s.step = 'angsuran') AS paying,
         sum(CASE WHEN list_contains($actors, s.actor) THEN s.recovered END) AS recovered
  FROM theirs t JOIN steps s ON s."case" = t."case" AND s.nth >= t.nth GROUP BY 1)
"""
_SCORES = """
SELECT agency, count(*) AS cases, count(*) FILTER (is_first) AS firms, CAST(sum(value) AS BIGINT) AS value,
       count(*) FILTER (outcome = 'lunas') AS paid,
       count(*) FILTER (outcome <> 'lunas' AND (outcome = 'angsuran' OR coalesce(paying, false))) AS instalments,
       count(closed_on) AS closed, count(*) - count(closed_on) AS open,
       CAST(coalesce(sum(g.recovered), 0) AS BIGINT) AS recovered
FROM (SELECT * EXCLUDE (recovered) FROM theirs) LEFT JOIN got g USING ("case")
GROUP BY agency ORDER BY value DESC, agency
"""
_ORDERS = orders(CASE_SORTS, '"case"')
_ONE_CASE = 'FROM scope WHERE "case" = $case'
# What a list of open cases is narrowed by: the condition of each value that may be bound.
_SEARCHED = " OR ".join(
    f"contains(lower({column}), $search)" for column in ("name", "npp", "employer", '"case"')
)
_NARROWED = {"kind": "kind = $kind", "step": "step = $step", "search": f"({_SEARCHED})"}


@dataclass(frozen=True)
class CaseQuery:
    """One list of open cases: `kind` of CASE_KINDS and `step` of STEPS ("" is any), `search` in the employer's name,
    NPP or list number or in the case number, `sort` of CASE_SORTS, and which page of it (1 is the first)."""

    kind: str = ""
    step: str = ""
    search: str = ""
    sort: str = "tenggat"
    rising: bool = True
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows (columns of `data.queries.case_months`), and the sums of the whole list.

    `sums`: cases, overdue, by_law (deadlines worked out from the rules), value, recovered.
    """

    rows: pd.DataFrame
    sums: dict[str, int]
    page: int
    pages: int


class Enforcement:
    """The cases of a reading at the end of a month. Raises NotAllowed."""

    def __init__(self, reading: Reading, month: str) -> None:
        names_allowed(reading)
        self._reading, self.month = reading, month

    def page(self, where: Where, asked: CaseQuery) -> Page:
        """One page of the open cases in their order; equals stand by case number, so that none is on two pages."""
        narrowed = _narrowed(asked)
        sums = _sums(self._reading, self.month, where, narrowed)
        pages = max(-(-sums["cases"] // asked.size), 1)
        page = min(max(asked.page, 1), pages)
        block, at = divmod(page - 1, BLOCK)
        rows = _rows_in_order(
            self._reading, self.month, where, replace(asked, page=block + 1, size=asked.size * BLOCK)
        )
        shown = rows.iloc[at * asked.size : (at + 1) * asked.size].reset_index(drop=True)
        return Page(shown, sums, page, pages)

    def part(self, where: Where, asked: CaseQuery) -> pd.DataFrame:
        """The rows of the page that is asked for, asked anew."""
        return self._sorted(where, asked, most=asked.size, start=(asked.page - 1) * asked.size)

    def every(self, where: Where, asked: CaseQuery, most: int | None = None) -> pd.DataFrame:
        """The whole list in its order, or its first `most` rows."""
        return self._sorted(where, asked, most)

    def headline(self, where: Where) -> dict[str, int]:
        """Of the place: cases open, overdue, value (rupiah, of the open ones), unstarted (open without a step, in
        none of the others), opened and closed in the month, recovered (rupiah) in the year up to the month's end."""
        return _headline(self._reading, self.month, where)

    def board(self, where: Where) -> pd.DataFrame:
        """The open cases by the step they stand at, in the order of STEPS: step, and the sums of `Page`."""
        return _board(self._reading, self.month, where)

    def waits(self, where: Where, since: date | None = None) -> pd.DataFrame:
        """Days from a step to the next one or the closing, of those that ended since a day: step, passed, days.

        `days` is the median (halves may occur), in the order of STEPS. A step that is still waiting is in none.
        """
        return _waits(self._reading, self.month, where, since or date.min)

    def scores(self, where: Where, agency: str, since: date | None = None) -> pd.DataFrame:
        """What each agency of a kind (of HANDED) was handed since a day, and what came of it: agency, SCORES.

        A case is handed over at its first such step: to a Kejari with the SKK. `firms` are its employers, each at
        one agency only, so that the rows add up. `value` in rupiah when the case was opened; `paid` closed as paid
        in full, `instalments` paying or paid so; `recovered` in rupiah at the steps of the agency from then on (of a
        Kejari also at those in court).
        """
        return _scores(self._reading, self.month, where, agency, since or date.min)

    def _sorted(self, where: Where, asked: CaseQuery, most: int | None, start: int = 0) -> pd.DataFrame:
        """The rows in their order from the one numbered `start` on, as many as `most` (None: all)."""
        order, limits = _ORDERS[asked.sort, asked.rising], {"most": most, "start": start}
        return _listed(self._reading, self.month, where, _narrowed(asked), "*", order, limits)


# kind, step, search: what the sums of a list depend on.
_Narrowed = tuple[str, str, str]


def _narrowed(asked: CaseQuery) -> _Narrowed:
    return asked.kind, asked.step, asked.search.strip().lower()


def one_case(reading: Reading, month: str, case: str) -> pd.DataFrame:
    """The row of a case (columns of `data.queries.case_months`) by its number; none when it is not this reader's, or later."""
    return _answer(reading, month, Where(), _ONE_CASE, {"case": case})


def _answer(
    reading: Reading, month: str, where: Where, question: str, values: Mapping[str, Any], more: str = ""
) -> pd.DataFrame:
    """The rows of a question about `scope`, the cases of the place that are this reader's, and all `steps`.

    `values` are what it names, `more` defines further tables.
    """
    seen = scope_of(reading, where)
    scope = f"SELECT * FROM query_table($cases) WHERE {all_of(SCOPE, seen)}"  # noqa: S608 - conditions of ours
    statement = f"WITH scope AS ({scope}), steps AS (FROM query_table($steps)){more} {question}"
    return _rows(reading, month, statement, {**seen, **values})


def _listed(
    reading: Reading,
    month: str,
    where: Where,
    narrowed: _Narrowed,
    selected: str,
    ending: str = "",
    limits: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """What is selected of the open cases of the place that fit `narrowed` and are this reader's."""
    seen = scope_of(reading, where)
    fits = {name: text for name, text in zip(_NARROWED, narrowed, strict=True) if text}
    condition = f"{_OPEN} AND {all_of(SCOPE, seen)} AND {all_of(_NARROWED, fits)}"
    statement = f"SELECT {selected} FROM query_table($cases) WHERE {condition} {ending}"  # noqa: S608 - words of ours
    return _rows(reading, month, statement, {**seen, **fits, **(limits or {})})


def _rows(reading: Reading, month: str, statement: str, values: Mapping[str, Any]) -> pd.DataFrame:
    months = case_months(reading.place, reading.release, reading.facts)
    return months.answer(month, statement, values).to_pandas(date_as_object=False)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("step", key=lambda step: step.map(STEPS.index), ignore_index=True)


def _first_row(rows: pd.DataFrame) -> dict[str, int]:
    return {str(name): int(rows[name].iloc[0]) for name in rows}


@lru_cache(maxsize=256)
def _rows_in_order(reading: Reading, month: str, where: Where, asked: CaseQuery) -> pd.DataFrame:
    """A release never changes, so the rows of some pages are put in order once, for all who see the same."""
    return Enforcement(reading, month).part(where, asked)


@lru_cache(maxsize=512)
def _sums(reading: Reading, month: str, where: Where, narrowed: _Narrowed) -> dict[str, int]:
    return _first_row(_listed(reading, month, where, narrowed, _SUMS))


@lru_cache(maxsize=128)
def _headline(reading: Reading, month: str, where: Where) -> dict[str, int]:
    end = month_end(month)
    values = {"begun": end.replace(day=1), "since": end.replace(month=1, day=1)}
    return _first_row(_answer(reading, month, where, _HEADLINE, values))


@lru_cache(maxsize=128)
def _board(reading: Reading, month: str, where: Where) -> pd.DataFrame:
    return _in_order(_listed(reading, month, where, ("", "", ""), f"step, {_SUMS}", "GROUP BY step"))


@lru_cache(maxsize=128)
def _waits(reading: Reading, month: str, where: Where, since: date) -> pd.DataFrame:
    return _in_order(_answer(reading, month, where, _WAITS, {"since": since}))


@lru_cache(maxsize=128)
def _scores(reading: Reading, month: str, where: Where, agency: str, since: date) -> pd.DataFrame:
    _, actors = HANDED[agency]
    values = {"since": since, "actors": list(actors)}
    return _answer(reading, month, where, _SCORES, values, more=_HANDED[agency] + _THEIRS)
