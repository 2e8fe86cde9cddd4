"""Rows of a report as rows of our tables, laid over what is published already.

A file brings some columns of a table; the others keep what is published, or are missing. Employers are updated, not
replaced: a labour report that counts workers says nothing of the programmes that the register knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data import law
from data.intake.report import Question, Record, Report
from data.tables import LEDGER, validated

KEYS: Mapping[str, tuple[str, ...]] = {
    "employers": ("employer",),
    "contributions": ("npp", "blth"),
    "informal": ("region", "kecamatan", "trade", "payer", "blth"),
    "projects": ("project",),
    "cases": ("case",),
    "case_steps": ("case", "step", "on"),
}
_PROGRAMMES = ("jkk", "jkm", "jht", "jp")
_BLANK = {"employers": {"segment": "PU", "status": "belum daftar"}, "cases": {"kind": "tunggakan"}}


def brought(report: Report, name: str, office: str) -> pd.DataFrame:
    """The rows of a table that can be published, with the columns of its schema that the file gives."""
    rows = [_row(report, name, record, office) for record in report.ready(name)]
    frame = pd.DataFrame(rows)
    known = [column for column in LEDGER[name].columns if column in frame]
    return frame[known] if len(frame) else pd.DataFrame(columns=list(LEDGER[name].columns))


def _row(report: Report, name: str, record: Record, office: str) -> dict[str, Any]:
    table = report.tables[name]
    values = {column: record.values.get(column) for column in table.columns}
    if name == "contributions":
        return values | _amounts(table.columns, record) | {"paid_on": _pay_day(record)}
    if name == "employers":
        nib = record.values.get("nib")
        extra = {"nib": str(nib)} if nib and len(str(nib)) == 13 else {}
        return values | extra | ({"office": office} if values.get("status") == "belum daftar" else {})
    return values


def _amounts(columns: Sequence[str], record: Record) -> dict[str, Any]:
    """Due and paid by programme where the file has a split, else as one amount; never both."""
    amounts: dict[str, Any] = {}
    for whole in ("due", "paid"):
        split = [f"{whole}_{programme}" for programme in _PROGRAMMES]
        if any(column in columns for column in split):
            amounts |= {column: record.values.get(column) or 0 for column in split} | {whole: None}
        elif whole in columns:
            amounts |= dict.fromkeys(split) | {whole: record.values.get(whole)}
        else:
            amounts |= dict.fromkeys(split) | {whole: 0}
    return amounts


def _pay_day(record: Record) -> str | None:
    """The day of payment; where the file has none and the due day was answered, that day (law: due_date)."""
    if record.values.get("paid_on"):
        return str(record.values["paid_on"])
    if (record.values.get("paid") or 0) > 0 and record.values.get("_paid_day"):
        return law.due_date(record.values["blth"]).isoformat()
    return None


def laid_over(name: str, before: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The table with the rows brought: same key, the columns brought are replaced; a new key is added.

    Columns as the schema has them. Raises pandera's SchemaErrors where the whole would break a rule.
    """
    keys = list(KEYS[name])
    whole = list(LEDGER[name].columns)
    if rows.empty:
        return before
    new = rows.drop_duplicates(keys, keep="last").set_index(keys)
    old = (
        before.set_index(keys)
        if len(before)
        else pd.DataFrame(columns=[c for c in whole if c not in keys]).set_index(
            pd.MultiIndex.from_arrays([[]] * len(keys), names=keys)
            if len(keys) > 1
            else pd.Index([], name=keys[0])
        )
    )
    order = old.index.append(new.index.difference(old.index, sort=False))
    merged = old.reindex(order).astype(object)
    for column in new.columns:
        if column in merged:
            merged.loc[new.index, column] = new[column].astype(object)
    return validated(name, typed(name, merged.reset_index()[whole]))


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table's frame with missing texts as "", numbers and days as their types."""
    typed = {}
    for column, spec in LEDGER[name].columns.items():
        kind, values = str(spec.dtype), frame[column]
        blank = _BLANK.get(name, {}).get(column, "")
        if kind.startswith("datetime"):
            typed[column] = pd.to_datetime(values, errors="coerce").astype("datetime64[s]")
        elif "int" in kind.lower():
            missing = None if "Int" in kind else 0
            typed[column] = pd.array([_whole(value, missing) for value in values], dtype="Int64")
            if kind == "int64":
                typed[column] = typed[column].astype("int64")
        else:
            typed[column] = [blank if _is_missing(value) else str(value) for value in values]
    return pd.DataFrame(typed, index=frame.index)


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value) or value == ""


def _whole(value: Any, missing: int | None) -> Any:
    return (pd.NA if missing is None else missing) if _is_missing(value) else int(value)


def correction(questions: Sequence[Question]) -> str:
    """What was answered about a month that is published already: replace, replace_all, add or difference."""
    said = next(
        (str(q.answer).casefold() for q in questions if q.code == "correction" and q.answer is not None),
        "replace",
    )
    if said.startswith(("differ", "selisih")):
        return "difference"
    if said.startswith(("add", "tambah")):
        return "add"
    return "replace_all" if said in ("replace_all", "replace all") else "replace"


def months_laid_over(before: pd.DataFrame, rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """The contributions of the months that rows bring, after a correction (`how`, see `correction`)."""
    if how == "replace_all":
        return laid_over("contributions", before.iloc[0:0], rows)
    if how == "add":
        known = set(map(tuple, before[["npp", "blth"]].to_numpy())) if len(before) else set()
        rows = rows[[tuple(key) not in known for key in rows[["npp", "blth"]].to_numpy()]]
    elif how == "difference" and len(before):
        rows = _added(before, rows)
    return laid_over("contributions", before, rows)


def _added(before: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are differences, added to what is published of the same employer and month."""
    known = before.set_index(["npp", "blth"])
    added = []
    for row in rows.to_dict("records"):
        key = (row["npp"], row["blth"])
        if key in known.index:
            old = known.loc[key]
            for column, value in row.items():
                if (
                    column not in ("npp", "blth", "paid_on")
                    and not _is_missing(value)
                    and not _is_missing(old[column])
                ):
                    row[column] = int(old[column]) + int(value)
        added.append(row)
    return pd.DataFrame(added, columns=rows.columns)
