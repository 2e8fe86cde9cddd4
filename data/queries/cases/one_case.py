"""One case: its steps with who took them, on what law, until when, and whether the time limit was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.ledger import limit_of
from data.months import month_end
from data.parsing import each_row
from data.queries.cases.asking import answer
from data.queries.cases.lists import named_cases
from data.queries.conditions import Where
from data.queries.employers import names_allowed
from data.queries.reading import Reading
from data.queries.release_tables import rows_of
from data.vocabulary import STEPS
from data.words import Problem

_STEPS = """
SELECT step, "on", actor, agency, basis, document, deadline, recovered FROM case_steps
WHERE "case" = $case AND "on" <= $day ORDER BY "on", list_position($steps, step), document
"""
_TAKEN = """
SELECT s."case", s.step, s.deadline, s.unconfirmed FROM steps s JOIN scope USING ("case")
WHERE "case" IN (SELECT unnest($named)) ORDER BY "case", nth
"""
STATES = ("", "ditepati", "terlewat", "berjalan", "lewat")


class UnknownCase(Problem):
    """A case number that the release does not have, or not for this reader, or not yet."""


@dataclass(frozen=True)
class CaseFile:
    """One case at the end of a month.

    `case`: its row of `data.queries.cases.months`. `steps`, oldest first: step, on, actor, agency, basis, document,
    deadline, by_law (the deadline is worked out from the rules), unconfirmed (it is that of a rule that no source
    confirms), recovered (rupiah, as recorded), until (the next step or the closing, NaT
    without), state of STATES and days (Int64, NA without a state): "ditepati" the next step or the closing came so
    many days before the deadline, "terlewat" after it; "berjalan" so many days are left, "lewat" they are over.
    """

    case: pd.Series
    steps: pd.DataFrame


def case_file(reading: Reading, case: str, month: str) -> CaseFile:
    """A case by its number. Raises NotAllowed, UnknownCase."""
    names_allowed(reading)
    rows = named_cases(reading, month, [case])
    if not len(rows):
        raise UnknownCase(
            "Nomor kasus {case} tidak ada dalam rilis ini, bukan milik kantor Anda, atau belum dibuka pada bulan ini. "
            "Buka dari daftar kasus, atau pilih bulan yang lebih baru.",
            case=case,
        )
    row = rows.iloc[0]
    return CaseFile(row, clocked(_steps(reading, case, month), row["closed_on"], month_end(month)))


def steps_taken(reading: Reading, month: str, numbers: Sequence[str]) -> pd.DataFrame:
    """What several cases have taken by the end of a month, in their order: case, step, deadline, unconfirmed."""
    return answer(reading, month, Where(), _TAKEN, {"named": list(numbers)})


def _steps(reading: Reading, case: str, month: str) -> pd.DataFrame:
    values = {"case": case, "day": month_end(month), "steps": list(STEPS)}
    return rows_of(reading, _STEPS, values)


def clocked(steps: pd.DataFrame, closed_on: pd.Timestamp, end: date) -> pd.DataFrame:
    """The steps of a case (see CaseFile) in their order, with by_law, unconfirmed, until, state and days at the day `end`."""
    given = steps["deadline"]
    law = [limit_of(row.step, row.on.date()) for row in each_row(steps)]
    days = pd.Series([limit and limit.day for limit in law], index=steps.index, dtype="datetime64[s]")
    deadline = given.fillna(days)
    after = steps["on"].shift(-1)
    closing = pd.Series(closed_on, index=steps.index).where(steps["on"] <= closed_on)
    rows = steps.assign(
        deadline=deadline,
        by_law=given.isna() & deadline.notna(),
        unconfirmed=(deadline == days)
        & pd.Series([limit is not None and not limit.confirmed for limit in law], steps.index, dtype=bool),
        until=pd.concat([after, closing], axis=1).min(axis=1),
    )
    clocks = [_clock(row.deadline, row.until, closed_on, pd.Timestamp(end)) for row in each_row(rows)]
    states = pd.DataFrame(clocks, columns=["state", "days"], index=rows.index)
    return rows.assign(state=states["state"], days=states["days"].astype("Int64"))


def _clock(
    deadline: pd.Timestamp, until: pd.Timestamp, closed_on: pd.Timestamp, end: pd.Timestamp
) -> tuple[str, int | None]:
    if pd.isna(deadline) or (pd.isna(until) and not pd.isna(closed_on)):
        return "", None
    if pd.isna(until):
        left = (deadline - end).days
        return ("berjalan", left) if left >= 0 else ("lewat", -left)
    left = (deadline - until).days
    return ("ditepati", left) if left >= 0 else ("terlewat", -left)
