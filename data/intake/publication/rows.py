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
    "arrears_positions": ("npp", "as_of"),
}
_PROGRAMMES = ("jkk", "jkm", "jht", "jp")
_BLANK = {"employers": {"segment": "PU", "status": "belum daftar"}, "cases": {"kind": "tunggakan"}}


def brought(report: Report, name: str, office: str) -> pd.DataFrame:
    """The rows of a table that can be published, with the columns of its schema that the file gives."""
    records, table = report.ready(name), report.tables[name]
    values = [record.values for record in records]
    columns = {column: [one.get(column) for one in values] for column in table.columns}
    if name == "contributions":
        days = [one.get("paid_on") for one in values]
        columns |= _amounts(columns, len(values)) | {"paid_on": _pay_days(records, days)}
    elif name == "employers":
        columns |= _of_employers(records, office)
    return pd.DataFrame(
        {column: columns[column] for column in LEDGER[name].columns if column in columns}, dtype=object
    )


def _of_employers(records: Sequence[Record], office: str) -> dict[str, list[Any]]:
    """The NIB, and the office where an employer is not registered yet: the register knows that of the others."""
    nibs = [str(record.values.get("nib") or "") for record in records]
    waiting = [record.values.get("status") == "belum daftar" for record in records]
    return {
        "nib": [nib if len(nib) == 13 else None for nib in nibs],
        "office": [office if waits else None for waits in waiting],
    }


def _amounts(given: Mapping[str, list[Any]], rows: int) -> dict[str, list[Any]]:
    """Due and paid by programme where the file has a split, else as one amount; never both."""
    amounts: dict[str, list[Any]] = {}
    nothing = [None] * rows
    for whole in ("due", "paid"):
        split = [f"{whole}_{programme}" for programme in _PROGRAMMES]
        has_split = any(column in given for column in split)
        for column in split:
            said = given.get(column, nothing)
            amounts[column] = [amount or 0 for amount in said] if has_split else nothing
        amounts[whole] = nothing if has_split else given.get(whole, [0] * rows)
    return amounts


def _pay_days(records: Sequence[Record], days: Sequence[Any]) -> list[str | None]:
    """The day of each payment; where the file has none and the due day was answered, that day (law: due_date)."""
    return [str(day) if day else _due_day(record) for record, day in zip(records, days, strict=True)]


def _due_day(record: Record) -> str | None:
    paid = (record.values.get("paid") or 0) > 0 and record.values.get("_paid_day")
    return law.due_date(record.values["blth"]).isoformat() if paid else None


def laid_over(name: str, before: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The table with the rows brought: same key, what is brought replaces what was there; a new key is added.

    What a row does not say stays as it was. Columns as the schema has them. Raises pandera's SchemaErrors where the
    whole would break a rule.
    """
    if rows.empty:
        return before
    given = [column for column in rows.columns if column not in KEYS[name]]
    new = typed(name, rows.drop_duplicates(list(KEYS[name]), keep="last").reset_index(drop=True))
    if before.empty:
        return validated(name, new)
    place = pd.Index(_keys(name, before)).get_indexer(pd.Index(_keys(name, new)))
    known = place >= 0
    after = before.reset_index(drop=True).copy()
    kept = after[["listed_on", "listed_from"]].copy() if name == "employers" else None
    for column in given:
        _replace(after, column, place[known], new.loc[known, column], says_all=name == "contributions")
    if kept is not None:
        _known_longest(after, kept)
    return validated(name, pd.concat([after, new[~known]], ignore_index=True))


def _known_longest(after: pd.DataFrame, before: pd.DataFrame) -> None:
    """An employer is known since the first list that named it, whatever names it later."""
    earlier = before["listed_on"] <= after.loc[before.index, "listed_on"]
    for column in before.columns:
        after.loc[earlier[earlier].index, column] = before.loc[earlier, column]


def _keys(name: str, frame: pd.DataFrame) -> list[str]:
    """What names each row, as one text."""
    columns = [frame[column].astype(str) for column in KEYS[name]]
    return ["|".join(parts) for parts in zip(*columns, strict=True)]


def _replace(after: pd.DataFrame, column: str, place: Any, values: pd.Series, *, says_all: bool) -> None:
    """Write values into rows; one that is not known leaves what was there, unless the rows say all there is."""
    said = pd.Series(True, index=values.index) if says_all else values.notna() & (values.astype(object) != "")
    if said.any():
        after.loc[after.index[place[said.to_numpy()]], column] = values[said].to_numpy()


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table's frame with all its columns, missing texts as "", numbers and days as their types."""
    columns = {}
    for column, spec in LEDGER[name].columns.items():
        given = (
            frame[column]
            if column in frame
            else pd.Series([None] * len(frame), index=frame.index, dtype=object)
        )
        columns[column] = _typed(given, str(spec.dtype), _BLANK.get(name, {}).get(column, ""))
    return pd.DataFrame(columns, index=frame.index)


def _typed(values: pd.Series, kind: str, blank: str) -> pd.Series:
    if kind.startswith("datetime"):
        return pd.to_datetime(values, errors="coerce").astype("datetime64[s]")
    if "int" in kind.lower():
        numbers = pd.to_numeric(values, errors="coerce").astype("Int64")
        return numbers if kind == "Int64" else numbers.fillna(0).astype("int64")
    if kind == "bool":
        return values.fillna(False).astype(bool)
    texts = values.astype(object).where(values.notna(), "")
    return texts.where(texts != "", blank).astype(str)


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


def months_laid_over(before: pd.DataFrame, rows: pd.DataFrame, how: str, is_own: pd.Series) -> pd.DataFrame:
    """The contributions of the months that rows bring, after a correction (`how`, see `correction`).

    `is_own` says which of the published rows are of the office that brings them: to replace a whole month takes those
    alone away.
    """
    if how == "replace_all":
        return laid_over("contributions", before[~is_own].reset_index(drop=True), rows)
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


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value) or value == ""
