"""What falls due: steps of cases, what meetings agreed to, and what employers have promised to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data import commitments, visits
from data.commitments import Commitments, judged
from data.digest.scope import Scope
from data.indicators import Measured
from data.months import month_end
from data.parsing import each_row
from data.queries import OVERDUE, CaseQuery, Enforcement, own_employers
from data.store import Store
from data.visits import Visits, verdicts

# How many days ahead a digest looks: one of `data.queries.DUE_WITHIN`.
DAYS = 30
# How many employers it names of each kind.
MOST = 5


@dataclass(frozen=True)
class PaymentDue:
    """What an employer promised to pay at a visit, not all of it paid yet; `is_over`: the ledger goes beyond its day."""

    employer: str
    name: str
    rupiah: int
    paid: int
    due: date
    is_over: bool


@dataclass(frozen=True)
class Deadlines:
    """What falls due within DAYS, and what is overdue.

    `counts`: of the cases of who may see employers, overdue, due_30 and unconfirmed (`data.queries.Enforcement`), None
    where nobody brought any; `overdue` and `due` are rows of the first MOST of each. `told`: for who may see none, how
    many cases are overdue as the guard gives it. `promises`: commitments that are over their day or reach it soon, None
    where they cannot be read. `payments` likewise, the nearest first.
    """

    counts: dict[str, int] | None
    overdue: tuple[Any, ...]
    due: tuple[Any, ...]
    told: Measured | None
    promises: tuple[commitments.Verdict, ...] | None
    payments: tuple[PaymentDue, ...] | None


def deadlines_of(scope: Scope, store: Store, on: date) -> Deadlines:
    """What falls due for this reader: of the ledger from the end of its newest month on, of commitments from `on`."""
    counts, overdue, due = _cases(scope)
    told = None if scope.reading.viewer.names_employers else scope.sum("cases_past_deadline")
    return Deadlines(counts, overdue, due, told, _promises(scope, store, on), _payments(scope, store))


def _cases(scope: Scope) -> tuple[dict[str, int] | None, tuple[Any, ...], tuple[Any, ...]]:
    reading, month = scope.reading, scope.month
    if not reading.viewer.names_employers or not scope.is_served:
        return None, (), ()
    if reading.lacking(("employers", "cases"), month, scope.regions):
        return None, (), ()
    cases = Enforcement(reading, month)
    late = cases.every(scope.where, CaseQuery(due=OVERDUE, sort="pekerja", rising=False), most=MOST)
    soon = cases.every(scope.where, CaseQuery(due=str(DAYS), sort="tenggat", rising=True), most=MOST)
    return cases.headline(scope.where), tuple(each_row(late)), tuple(each_row(soon))


def _promises(scope: Scope, store: Store, on: date) -> tuple[commitments.Verdict, ...] | None:
    """Commitments of meetings of these regions, and of wider ones, that are open after their day or near it."""
    regions, until = scope.regions, on + timedelta(days=DAYS)
    try:
        every = Commitments(store).all()
    except OSError:
        return None
    own = [
        one
        for one in every
        if not one.withdrawn and (regions is None or not one.region or one.region in regions)
    ]
    found = [one for one in judged(own, scope.reading, on) if _presses(one, until)]
    return tuple(sorted(found, key=lambda one: (one.commitment.due, one.commitment.agency)))


def _presses(verdict: commitments.Verdict, until: date) -> bool:
    is_open = verdict.state in (commitments.MISSED, commitments.ON_THE_WAY, commitments.NOT_JUDGED)
    return is_open and verdict.commitment.due <= until


def _payments(scope: Scope, store: Store) -> tuple[PaymentDue, ...] | None:
    """What employers of this reader's promised at a visit and have not paid in full."""
    reading = scope.reading
    if not reading.viewer.names_employers or not scope.is_served:
        return ()
    try:
        standing = Visits(store).read(reading).standing
    except OSError:
        return None
    until = month_end(scope.month) + timedelta(days=DAYS)
    found = verdicts(standing, reading)
    pressing = [
        (visit, found[visit.id])
        for visit in standing
        if visit.id in found
        and found[visit.id].state in (visits.ON_THE_WAY, visits.MISSED)
        and not found[visit.id].reached
        and found[visit.id].due <= until
    ]
    names: pd.Series = own_employers(reading, sorted({one.employer for one, _ in pressing}), scope.month)[
        "name"
    ]
    due = [
        PaymentDue(
            one.employer,
            str(names[one.employer]),
            said.promised,
            said.paid,
            said.due,
            said.state == visits.MISSED,
        )
        for one, said in pressing
    ]
    return tuple(sorted(due, key=lambda one: (one.due, one.employer)))
