"""One employer's months: what was due, what was paid and when, what is open, as known at the end of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from data import law
from data.ledger import offices_of
from data.months import month_end, month_index
from data.queries.employers import NotAllowed, names_allowed
from data.queries.reading import Reading
from data.queries.release_tables import rows_of
from data.vocabulary import PROGRAMME_COLUMNS

# Over all programmes, or the one amount where there is no split.
_DUE, _PAID = (
    f"coalesce({what}, {' + '.join(f'{what}_{short}' for short in PROGRAMME_COLUMNS)})"
    for what in ("due", "paid")
)
# What was paid by the month's end; a bill is read once for both, since reading is what takes the time.
_BILLS = f"""
SELECT blth, workers, wages, {_DUE} AS due, CASE WHEN paid_on <= $day THEN {_PAID} ELSE 0 END AS paid, paid_on
FROM contributions WHERE npp = $npp AND blth <= $month ORDER BY blth
"""  # noqa: S608 - columns of ours
_LATER = f"SELECT blth, paid_on, {_PAID} AS paid FROM instalments WHERE npp = $npp AND paid_on <= $day"  # noqa: S608
_POSITION = """
SELECT as_of, nullif(months, 0) AS months, rupiah FROM arrears_positions WHERE npp = $npp AND as_of <= $day ORDER BY as_of DESC LIMIT 1
"""
_EMPLOYERS = "SELECT * FROM employers WHERE employer IN (SELECT unnest($employers))"
_CONTACTS = """
SELECT employer, address, phone, officer FROM employers WHERE employer IN (SELECT unnest($employers))
"""
# What several employers paid on which day, whichever month it was for.
_EVERY_PAYMENT = f"""
WITH asked AS (SELECT employer, npp FROM employers WHERE npp <> '' AND employer IN (SELECT unnest($employers)))
SELECT employer, paid_on, CAST(sum(paid) AS BIGINT) AS paid FROM (
  SELECT npp, paid_on, {_PAID} AS paid FROM contributions WHERE npp IN (SELECT npp FROM asked) AND blth <= $month
  UNION ALL SELECT npp, paid_on, {_PAID} AS paid FROM instalments WHERE npp IN (SELECT npp FROM asked)
) JOIN asked USING (npp) WHERE paid > 0 AND paid_on <= $day GROUP BY ALL ORDER BY ALL
"""  # noqa: S608 - columns of ours
# What came of a case is not known before it was closed.
_CASES = """
SELECT * REPLACE (CASE WHEN closed_on <= $day THEN closed_on END AS closed_on,
                  CASE WHEN closed_on <= $day THEN outcome ELSE '' END AS outcome)
FROM cases WHERE employer = $employer AND opened_on <= $day ORDER BY opened_on DESC
"""


class UnknownEmployer(NotAllowed):
    """A list number that the release does not have, or that is not this reader's: nobody is told which of the two."""


@dataclass(frozen=True)
class EmployerLedger:
    """One employer at the end of a month.

    `employer`: its row of the table employers. `months`: a row a BLTH, oldest first: blth, workers, wages, due,
    paid, open (rupiah; what is not yet overdue is open too), due_on, paid_on (the last payment, NaT without),
    penalty (rupiah, by law, of what is overdue), status: lunas, terlambat (paid late), sebagian, belum, berjalan
    (not yet overdue). `payments`: blth, paid_on, paid. `cases`: its cases as known then, newest first. `position`: what it owed in all
    by its newest position, as_of, months (NA where that is not said), rupiah: one row, or none.
    """

    employer: pd.Series
    months: pd.DataFrame
    payments: pd.DataFrame
    cases: pd.DataFrame
    position: pd.DataFrame


def contacts(reading: Reading, employers: Sequence[str]) -> pd.DataFrame:
    """Where and by whom employers of a reader's own list are visited: address, phone, officer, indexed by employer.

    "" is what nobody has told. Raises NotAllowed.
    """
    names_allowed(reading)
    return rows_of(reading, _CONTACTS, {"employers": list(employers)}).set_index("employer")


@lru_cache(maxsize=256)
def employer_ledger(reading: Reading, employer: str, month: str) -> EmployerLedger:
    """The ledger of one employer by its list number, kept for the next run. Raises NotAllowed, UnknownEmployer."""
    row = own_employer(reading, employer, month)
    npp, day = str(row["npp"]), month_end(month)
    bills = rows_of(reading, _BILLS, {"npp": npp, "day": day, "month": month})
    later = rows_of(reading, _LATER, {"npp": npp, "day": day})
    cases = rows_of(reading, _CASES, {"employer": employer, "day": day})
    position = rows_of(reading, _POSITION, {"npp": npp, "day": day})
    if not row["npp"]:
        bills, later, position = bills.iloc[:0], later.iloc[:0], position.iloc[:0]
    payments = _payments(bills, later)
    bills = bills[["blth", "workers", "wages", "due"]]
    return EmployerLedger(row, months_of(bills, payments, month), payments, cases, position)


def _payments(bills: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """What was paid of each bill on each day: blth, paid_on, paid."""
    every = pd.concat([bills[["blth", "paid_on", "paid"]], later], ignore_index=True)
    every = every[(every["paid"] > 0) & every["paid_on"].notna()]
    sums = every.groupby(["blth", "paid_on"])["paid"].sum().astype("int64")
    return sums.reset_index()


def own_employers(reading: Reading, employers: Sequence[str], month: str) -> pd.DataFrame:
    """The rows of the table employers of those of these list numbers that this reader may see, by list number.

    `office` is the one that each belongs to in the month, "" where none is known. Raises NotAllowed.
    """
    names_allowed(reading)
    return _own_employers(reading, tuple(employers), month)


@lru_cache(maxsize=256)
def _own_employers(reading: Reading, employers: tuple[str, ...], month: str) -> pd.DataFrame:
    rows = rows_of(reading, _EMPLOYERS, {"employers": list(employers)})
    rows = rows.assign(office=offices_of(reading.facts, rows.assign(m=month_index(month))))
    own = rows["office"].map(reading.viewer.sees_employers).astype(bool)
    return rows[own].set_index("employer", drop=False)


@lru_cache(maxsize=256)
def payments_of(reading: Reading, employers: tuple[str, ...], month: str) -> pd.DataFrame:
    """What these of a reader's own employers paid on which day, as known at the end of a month.

    Columns employer, paid_on, paid (rupiah, over all months that it was for). Raises NotAllowed.
    """
    own = own_employers(reading, employers, month)
    return rows_of(
        reading, _EVERY_PAYMENT, {"employers": list(own.index), "month": month, "day": month_end(month)}
    )


def own_employer(reading: Reading, employer: str, month: str) -> pd.Series:
    """The employer, for those who may see it: the branch that serves its region, and the offices above.

    As a row of `own_employers`. Raises NotAllowed, UnknownEmployer.
    """
    own = own_employers(reading, (employer,), month)
    if own.empty:
        raise UnknownEmployer(
            "Nomor daftar {employer} tidak ada dalam rilis ini, atau bukan milik kantor Anda. Buka dari daftar pemberi kerja.",
            employer=employer,
        )
    return own.iloc[0]


def months_of(bills: pd.DataFrame, payments: pd.DataFrame, month: str) -> pd.DataFrame:
    """The months of an employer (see EmployerLedger) from its bills and the payments known by the month's end."""
    end = month_end(month)
    paid = payments.groupby("blth")["paid"].sum()
    last = payments.groupby("blth")["paid_on"].max()
    rows = bills.assign(
        paid=paid.reindex(bills["blth"]).fillna(0).astype("int64").to_numpy(),
        paid_on=pd.to_datetime(last.reindex(bills["blth"]).to_numpy()),
        due_on=pd.to_datetime([law.due_date(blth) for blth in bills["blth"]]),
    )
    rows = rows.assign(open=(rows["due"] - rows["paid"]).clip(lower=0))
    overdue = rows["blth"].map(lambda blth: month_index(blth) < month_index(month)).astype(bool)
    rows["penalty"] = [
        law.penalty(amount, blth, month) if is_late else 0
        for amount, blth, is_late in zip(rows["open"], rows["blth"], overdue, strict=True)
    ]
    rows["status"] = [
        _status(row, is_late, end) for row, is_late in zip(rows.itertuples(), overdue, strict=True)
    ]
    return rows.reset_index(drop=True)


def _status(row: object, is_late: bool, end: date) -> str:
    open_, paid, paid_on, due_on = (getattr(row, name) for name in ("open", "paid", "paid_on", "due_on"))
    if open_ == 0:
        return "terlambat" if not pd.isna(paid_on) and paid_on > due_on else "lunas"
    if not is_late:
        return "berjalan"
    return "sebagian" if paid else "belum"
