"""One employer's months: what was due, what was paid and when, what is open, as known at the end of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data import law
from data.ledger import service
from data.months import month_end, month_index
from data.queries.employer_months import reading_sql
from data.queries.employers import NotAllowed
from data.queries.reading import Reading
from data.store import Release
from data.vocabulary import PROGRAMME_COLUMNS
from data.words import Problem

_DUE, _PAID = (" + ".join(f"{what}_{short}" for short in PROGRAMME_COLUMNS) for what in ("due", "paid"))
# What was paid by the month's end; a bill is read once for both, since reading is what takes the time.
_BILLS = f"""
SELECT blth, workers, wages, {_DUE} AS due, CASE WHEN paid_on <= $day THEN {_PAID} ELSE 0 END AS paid, paid_on
FROM contributions WHERE npp = $npp AND blth <= $month ORDER BY blth
"""  # noqa: S608 - columns of ours
_LATER = f"SELECT blth, paid_on, {_PAID} AS paid FROM instalments WHERE npp = $npp AND paid_on <= $day"  # noqa: S608
_CASES = "SELECT * FROM cases WHERE employer = $employer AND opened_on <= $day ORDER BY opened_on DESC"


class UnknownEmployer(Problem):
    """A list number that the release does not have."""


@dataclass(frozen=True)
class EmployerLedger:
    """One employer at the end of a month.

    `employer`: its row of the table employers. `months`: a row a BLTH, oldest first: blth, workers, wages, due,
    paid, open (rupiah; what is not yet overdue is open too), due_on, paid_on (the last payment, NaT without),
    penalty (rupiah, by law, of what is overdue), status: lunas, terlambat (paid late), sebagian, belum, berjalan
    (not yet overdue). `payments`: blth, paid_on, paid. `cases`: its cases, newest first.
    """

    employer: pd.Series
    months: pd.DataFrame
    payments: pd.DataFrame
    cases: pd.DataFrame


@lru_cache(maxsize=256)
def employer_ledger(reading: Reading, employer: str, month: str) -> EmployerLedger:
    """The ledger of one employer by its list number, kept for the next run. Raises NotAllowed, UnknownEmployer."""
    row = _row(reading, employer, month)
    asked = {"npp": str(row["npp"]), "day": month_end(month), "employer": employer, "month": month}
    bills, later, cases = (_answer(reading, sql, asked) for sql in (_BILLS, _LATER, _CASES))
    if not row["npp"]:
        bills, later = bills.iloc[:0], later.iloc[:0]
    payments = _payments(bills, later)
    bills = bills[["blth", "workers", "wages", "due"]]
    return EmployerLedger(row, months_of(bills, payments, month), payments, cases)


def _payments(bills: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """What was paid of each bill on each day: blth, paid_on, paid."""
    every = pd.concat([bills[["blth", "paid_on", "paid"]], later], ignore_index=True)
    every = every[(every["paid"] > 0) & every["paid_on"].notna()]
    sums = every.groupby(["blth", "paid_on"])["paid"].sum().astype("int64")
    return sums.reset_index()


def _answer(reading: Reading, sql: str, asked: Mapping[str, Any]) -> pd.DataFrame:
    """The rows of a statement over the release; only the values that it names are bound."""
    cursor = _tables(reading.place, reading.release.number, reading.release).cursor()
    try:
        named = {name: value for name, value in asked.items() if f"${name}" in sql}
        return cursor.sql(sql, params=named).to_arrow_table().to_pandas(date_as_object=False)
    finally:
        cursor.close()


@lru_cache(maxsize=2)
def _tables(place: str, number: int, release: Release) -> Any:
    """The tables of a release under their names; opening the files anew at each question took longer than reading them."""
    import duckdb  # a tenth of a second that a page without employers need not spend

    db = duckdb.connect()
    db.execute("SET enable_progress_bar = false")
    db.execute("SET parquet_metadata_cache = true")
    for table in ("contributions", "instalments", "cases", "employers"):
        months = list(release.months_of(table)) if table == "contributions" else None
        db.execute(f'CREATE VIEW "{table}" AS {reading_sql(release, table, months)}')
    return db


def _row(reading: Reading, employer: str, month: str) -> pd.Series:
    """The employer, for those who may see it: the branch that serves its region, and the offices above."""
    if not reading.viewer.names_employers:
        raise NotAllowed("Nama pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola. Pilih peran lain di kanan atas bila Anda berhak.")  # fmt: skip
    found = _answer(reading, "SELECT * FROM employers WHERE employer = $employer", {"employer": employer})
    rows = [
        row for _, row in found.iterrows() if reading.viewer.sees_employers(office_of(reading, row, month))
    ]
    if not rows:
        raise UnknownEmployer(
            "Nomor daftar {employer} tidak ada dalam rilis ini, atau bukan milik kantor Anda. Buka dari daftar pemberi kerja.",
            employer=employer,
        )
    return rows[0]


def office_of(reading: Reading, row: pd.Series, month: str) -> str:
    """The office that an employer belongs to in a month: its own if that serves the region then, else the main one."""
    serves, main = service(reading.facts, month, month)
    here = set(serves.loc[serves["region"] == row["region"], "office"])
    standing = main.loc[main["region"] == row["region"], "main_office"]
    return str(row["office"]) if row["office"] in here else (str(standing.iloc[0]) if len(standing) else "")


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
