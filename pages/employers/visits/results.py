"""What was recorded of the employers of the call list: whom it narrows to, in which order, and the columns of its file."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from data.clock import today
from data.queries import DUE, OVERDUE, Reading
from data.sheets import Column
from data.visits import Recorded, verdicts
from data.words import Words
from pages import widgets

COLUMNS = (
    Column("result", "Hasil terakhir"),
    Column("result_on", "Tanggal hasil", "date"),
    Column("promised", "Janji", "rupiah"),
    Column("promised_until", "Janji sampai", "date"),
    Column("next_on", "Jadwal berikutnya", "date"),
    Column("called_by", "Petugas"),
    Column("note", "Catatan"),
)


def schedule_names(recorded: Recorded, words: Words) -> dict[str, str]:
    """What the list may be narrowed to by next date; nothing where there is no such date."""
    if not schedule(recorded):
        return {}
    within = {due: words("Sampai {n} hari lagi", n=due) for due in DUE if due != OVERDUE}
    return {OVERDUE: words("Hari ini atau lewat"), **within}


def schedule(recorded: Recorded, due: str = "") -> tuple[str, ...]:
    """List numbers by their next date, the nearest first: all, or those of one of DUE."""
    days = 0 if due == OVERDUE else int(due or 0)
    last = today() + timedelta(days=days)
    dated = [
        (visit.next_on, employer)
        for employer, visit in recorded.last.items()
        if visit.next_on is not None and (not due or visit.next_on <= last)
    ]
    return tuple(employer for _, employer in sorted(dated))


def with_results(rows: pd.DataFrame, recorded: Recorded, reading: Reading, words: Words) -> pd.DataFrame:
    """The rows of a list with COLUMNS, empty where nothing was recorded."""
    last = [recorded.last.get(employer) for employer in rows["employer"]]
    judged = verdicts([visit for visit in last if visit is not None], reading)
    told = [
        (
            widgets.result_said(visit, judged.get(visit.id), words),
            visit.on,
            visit.promise.rupiah if visit.promise else None,
            visit.promise.day if visit.promise else None,
            visit.next_on,
            visit.officer,
            visit.note,
        )
        if visit
        else ("", None, None, None, None, "", "")
        for visit in last
    ]
    keys = [column.key for column in COLUMNS]
    found = pd.DataFrame(told, columns=keys, index=rows.index)
    days = {column.key: pd.to_datetime(found[column.key]) for column in COLUMNS if column.kind == "date"}
    return rows.assign(
        **{key: found[key] for key in keys} | days | {"promised": found["promised"].astype("Int64")}
    )
