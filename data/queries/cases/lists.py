"""Enforcement as one reader may see it: the open cases with their clocks, the board by step, who collected what.

Cases are rows of an employer, so nobody but those who may see employers' names is answered, and a branch about
the cases of its own offices alone. Everything is as known at the end of a month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data.months import month_end
from data.queries.cases.asking import COUNT_SUMS, MONEY_SUMS, VALUE_SUMS, answer, rows_of_month
from data.queries.cases.scores import scores_of
from data.queries.conditions import SCOPE, Where, all_of, orders, scope_of
from data.queries.employers import BLOCK, PAGE, names_allowed
from data.queries.reading import Reading
from data.vocabulary import NOT_TOLD, STEPS

CASE_SORTS = {
    "tenggat": "deadline",
    "nama": "lower(name)",
    "perkara": '"case"',
    "langkah": "rank",
    "dibuka": "opened_on",
    # What different kinds are worth are different things, so that they are not put in one order.
    "nilai": "{'kind': list_position(['pwbd', 'pds', 'tunggakan'], kind), 'value': value}",
    "tertagih": "recovered",
    "pekerja": "workers",
}
_OPEN = "closed_on IS NULL"
# Days after the month's end within which a deadline is told to fall due; each number holds those before it.
DUE_WITHIN = (7, 14, 30)
OVERDUE = "lewat"
DUE = (OVERDUE, *map(str, DUE_WITHIN))
_DUE_SUMS = ", ".join(f"count(*) FILTER (days_left <= {days}) AS due_{days}" for days in DUE_WITHIN)
_SUMS = f"""count(*) AS cases, {COUNT_SUMS}, count(*) FILTER (days_late > 0) AS overdue, {_DUE_SUMS},
count(*) FILTER (days_late > 0 AND unconfirmed) AS unconfirmed, count(*) FILTER (by_law) AS by_law, {VALUE_SUMS}, {MONEY_SUMS}"""
_MOVED = """
SELECT count(*) FILTER (opened_on >= $begun) AS opened, count(*) FILTER (closed_on >= $begun) AS closed,
       (SELECT CAST(coalesce(sum(s.covered), 0) AS BIGINT) FROM steps s JOIN scope USING ("case")
        WHERE s."on" >= $since) AS collected
FROM scope
"""
_WAITS = """
SELECT step, count(*) AS passed, median(date_diff('day', "on", until)) AS days FROM (
  SELECT s.step, s."on", least(s.next_on, CASE WHEN c.closed_on >= s."on" THEN c.closed_on END) AS until
  FROM steps s JOIN scope c USING ("case"))
WHERE until >= $since GROUP BY step
"""
_ORDERS = orders(CASE_SORTS, '"case"')
_NAMED = 'FROM scope WHERE "case" IN (SELECT unnest($named))'
# What a list of open cases is narrowed by: the condition of each value that may be bound.
_SEARCHED = " OR ".join(
    f"contains(lower({column}), $search)" for column in ("name", "npp", "employer", '"case"')
)
_NARROWED = {
    "kind": "kind = $kind",
    "step": f"step = CASE WHEN $step = '{NOT_TOLD}' THEN '' ELSE $step END",
    "search": f"({_SEARCHED})",
    "due": f"CASE WHEN $due = '{OVERDUE}' THEN days_late > 0 ELSE days_left <= TRY_CAST($due AS INTEGER) END",
}


@dataclass(frozen=True)
class CaseQuery:
    """One list of open cases: `kind` of CASE_KINDS and `step` of STEPS ("" is any, NOT_TOLD before the first), `search` in the employer's name,
    NPP or list number or in the case number, `due` of DUE ("" is any: overdue, or due within so many days of the month's
    end), `sort` of CASE_SORTS, and which page of it (1 is the first)."""

    kind: str = ""
    step: str = ""
    search: str = ""
    due: str = ""
    sort: str = "tenggat"
    rising: bool = True
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows (columns of `data.queries.cases.months`), and the sums of the whole list.

    `sums`: cases, of them cases_tunggakan, cases_pwbd and cases_pds, overdue, due_7, due_14 and due_30 (of DUE_WITHIN), unconfirmed (overdue by a limit that no source confirms), by_law (deadlines worked out from
    the rules), and in rupiah, never to be added together: value_tunggakan (the debt when the cases were opened),
    value_pwbd (a month's contribution of those not registered), value_pds (what a month falls short of), recovered
    (of the debt), afterwards (paid late of bills that fell due since) and beyond (as it was brought).
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

    def sums(self, where: Where, asked: CaseQuery) -> dict[str, int]:
        """The sums of the whole list (see `Page`), without its rows."""
        return _sums(self._reading, self.month, where, _narrowed(asked))

    def part(self, where: Where, asked: CaseQuery) -> pd.DataFrame:
        """The rows of the page that is asked for, asked anew."""
        return self._sorted(where, asked, most=asked.size, start=(asked.page - 1) * asked.size)

    def every(self, where: Where, asked: CaseQuery, most: int | None = None) -> pd.DataFrame:
        """The whole list in its order, or its first `most` rows."""
        return self._sorted(where, asked, most)

    def headline(self, where: Where) -> dict[str, int]:
        """Of the place: the sums of the whole list (see `Page`), opened and closed in the month, and collected: the
        rupiah of the debt handed over that came in during the year up to the month's end."""
        return _sums(self._reading, self.month, where, _EVERY) | _moved(self._reading, self.month, where)

    def board(self, where: Where) -> pd.DataFrame:
        """The open cases by the step they stand at, in the order of STEPS, those without one ("") first: step, and the sums of
        `Page`."""
        return _board(self._reading, self.month, where)

    def lanes(self, where: Where) -> pd.DataFrame:
        """The open cases by kind and the step they stand at: kind, step ("" before the first), and the sums of `Page`."""
        return _lanes(self._reading, self.month, where)

    def waits(self, where: Where, since: date | None = None) -> pd.DataFrame:
        """Days from a step to the next one or the closing, of those that ended since a day: step, passed, days.

        `days` is the median (halves may occur), in the order of STEPS. A step that is still waiting is in none.
        """
        return _waits(self._reading, self.month, where, since or date.min)

    def scores(self, where: Where, agency: str, since: date | None = None) -> pd.DataFrame:
        """What each agency of a kind (of HANDED) was handed since a day, and what came of it: agency, SCORES.

        A case is handed over at its first such step: to a Kejari with the SKK. `firms` are its employers, each at
        one agency only, so that the rows add up. `paid` closed as paid in full, `instalments` paying or paid so. In
        rupiah: `handed` the debt on that day (a case of which nobody told the debt adds nothing), `value_pwbd` and
        `value_pds` as in `Page`; of what the steps of the agency recorded from then on (of a Kejari also those in
        court) `recovered` is of the debt, `covered` of it where the debt is known and so never more than `handed`,
        `afterwards` paid late of bills that fell due since, `beyond` more than both: as it was brought.
        """
        return scores_of(self._reading, self.month, where, agency, since or date.min)

    def _sorted(self, where: Where, asked: CaseQuery, most: int | None, start: int = 0) -> pd.DataFrame:
        """The rows in their order from the one numbered `start` on, as many as `most` (None: all)."""
        order, limits = _ORDERS[asked.sort, asked.rising], {"most": most, "start": start}
        return _listed(self._reading, self.month, where, _narrowed(asked), "*", order, limits)


# kind, step, search, due: what the sums of a list depend on.
_Narrowed = tuple[str, str, str, str]
_EVERY: _Narrowed = ("", "", "", "")


def _narrowed(asked: CaseQuery) -> _Narrowed:
    return asked.kind, asked.step, asked.search.strip().lower(), asked.due


def named_cases(reading: Reading, month: str, numbers: Sequence[str]) -> pd.DataFrame:
    """The rows of cases (columns of `data.queries.cases.months`) by their numbers, without those that are not this
    reader's, or later."""
    return answer(reading, month, Where(), _NAMED, {"named": list(numbers)})


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
    return rows_of_month(reading, month, statement, {**seen, **fits, **(limits or {})})


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("step", key=lambda step: step.map(("", *STEPS).index), ignore_index=True)


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
def _moved(reading: Reading, month: str, where: Where) -> dict[str, int]:
    end = month_end(month)
    values = {"begun": end.replace(day=1), "since": end.replace(month=1, day=1)}
    return _first_row(answer(reading, month, where, _MOVED, values))


@lru_cache(maxsize=128)
def _board(reading: Reading, month: str, where: Where) -> pd.DataFrame:
    return _in_order(_listed(reading, month, where, _EVERY, f"step, {_SUMS}", "GROUP BY step"))


@lru_cache(maxsize=128)
def _lanes(reading: Reading, month: str, where: Where) -> pd.DataFrame:
    by_kind = f"kind, step, {_SUMS}"
    return _in_order(_listed(reading, month, where, _EVERY, by_kind, "GROUP BY kind, step ORDER BY kind"))


@lru_cache(maxsize=128)
def _waits(reading: Reading, month: str, where: Where, since: date) -> pd.DataFrame:
    return _in_order(answer(reading, month, where, _WAITS, {"since": since}))
