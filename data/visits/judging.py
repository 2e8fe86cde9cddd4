"""How the ledger judges a promise: a pure function of the visit, what was paid on which day, and how far the ledger goes.

Every payment counts from the day of the promise itself on, whichever month it was for: what an employer promises is
rupiah, not a month. Two promises of one employer are judged each for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.visits.visit import Visit

ON_THE_WAY, KEPT, LATE, MISSED = "berjalan", "ditepati", "terlambat", "lewat"
STATES = (KEPT, LATE, MISSED, ON_THE_WAY)


@dataclass(frozen=True)
class Verdict:
    """What the ledger says of one promise of `promised` rupiah until `due`, as known on the day `known_on`.

    paid: rupiah since the day of the promise, up to `due` or, where that is later than the ledger goes or too little
    came by then, up to `known_on`. days_late: from `due` to the day on which all was there, of LATE alone.
    """

    state: str
    promised: int
    due: date
    paid: int
    known_on: date
    days_late: int | None = None

    @property
    def reached(self) -> bool:
        """Whether all of it has been paid, in time or not."""
        return self.paid >= self.promised


def judge(visit: Visit, payments: Iterable[tuple[date, int]], known_on: date) -> Verdict | None:
    """What became of the promise of a visit; None where there is none, or it was withdrawn.

    `payments` are days and rupiah of the employer, in any order; `known_on` is the last day that the ledger tells of.
    A promise is on the way until the ledger goes as far as its day, kept when all was paid by then, late when it was
    paid later, and else missed, in part or wholly.
    """
    promise = visit.promise
    if promise is None or visit.withdrawn:
        return None
    since = sorted((day, rupiah) for day, rupiah in payments if visit.on <= day <= known_on)
    in_time = sum(rupiah for day, rupiah in since if day <= promise.day)
    in_all = sum(rupiah for _, rupiah in since)
    said = (promise.rupiah, promise.day)
    if promise.day > known_on:
        return Verdict(ON_THE_WAY, *said, in_time, known_on)
    if in_time >= promise.rupiah:
        return Verdict(KEPT, *said, in_time, known_on)
    if in_all < promise.rupiah:
        return Verdict(MISSED, *said, in_all, known_on)
    days = (_reached_on(since, promise.rupiah) - promise.day).days
    return Verdict(LATE, *said, in_all, known_on, days)


def _reached_on(payments: list[tuple[date, int]], rupiah: int) -> date:
    """The day on which payments in the order of their days come to this much, which they do."""
    so_far = 0
    for day, paid in payments:
        so_far += paid
        if so_far >= rupiah:
            return day
    raise ValueError(f"the payments do not come to {rupiah}")
