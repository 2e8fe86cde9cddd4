"""Rows of facts that a file brings (agreements, events, counters, minimum wages, ...), laid over those in force.

A row that stands in force already keeps its number: the same agreement brought twice is one. Where the file names no
source, the file itself becomes one, under the name of the office that brought it and the day. Sources are shown to
everybody, so that the name of the file, which may be that of an employer, is not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.clock import today
from data.facts import in_force
from data.intake.report import Report
from data.store import Release
from data.tables import FACTS, SCHEMAS, Facts, merged, shaped_as, with_numbers

# What tells two rows apart that have a number of their own.
_NATURAL: Mapping[str, tuple[str, ...]] = {
    "agreements": ("parties", "subject_id", "signed_on"),
    "events": ("kind_id", "start", "areas"),
    "service_points": ("name", "region"),
    "sources": ("publisher", "title"),
}


def fact_tables(
    report: Report, release: Release | None, embedded: Facts, office: str
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The tables of facts before and after the rows of a report that are ready, of those that it brings.

    Columns as `SCHEMAS`. Empty where it brings none. Raises StorageFailed.
    """
    names = [name for name in report.tables if name in FACTS and report.ready(name)]
    if not names:
        return {}, {}
    before = dict(in_force(release, embedded).tables)
    offices = before["offices"].set_index("code")["name"]
    sources, source = _with_source(before["sources"], str(offices.get(office, office)))
    after = {name: _laid(name, before[name], _rows(report, name, source)) for name in names}
    if any("source" in SCHEMAS[name].columns for name in names):
        after["sources"] = sources
    return {name: before[name] for name in after}, after


def _with_source(sources: pd.DataFrame, publisher: str) -> tuple[pd.DataFrame, str]:
    """The sources with one for what an office brings today, and its number; one that is there stays as it is."""
    title = f"Berkas kantor, diterima {today():%Y-%m-%d}"
    mine = (sources["publisher"] == publisher) & (sources["title"] == title)
    if not mine.any():
        row = shaped_as("sources", pd.DataFrame([{"publisher": publisher, "title": title}]))
        sources = _laid("sources", sources, row)
        mine = (sources["publisher"] == publisher) & (sources["title"] == title)
    return sources, str(sources.loc[mine, "id"].iloc[-1])


def _rows(report: Report, name: str, source: str) -> pd.DataFrame:
    """The rows that are ready, with the columns of the table; what the file does not say is empty."""
    rows = []
    for record in report.ready(name):
        row: dict[str, Any] = {column: record.values.get(column) for column in report.tables[name].columns}
        row["source"] = record.values.get("source") or source
        if name == "minimum_wages":
            row |= _whole_year(int(row.pop("year")))
        rows.append(row | ({"id": ""} if name in _NATURAL else {}))
    return shaped_as(name, pd.DataFrame(rows))


def _whole_year(year: int) -> dict[str, str]:
    """The first and the last day of a year: lists of minimum wages say the year alone."""
    return {"from": f"{year}-01-01", "to": f"{year}-12-31"}


def _laid(name: str, table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    if name not in _NATURAL:
        return merged(name, table, rows)
    columns = list(_NATURAL[name])
    known = {tuple(row[columns]): row["id"] for _, row in table.iterrows()}
    rows = rows.assign(id=[known.get(tuple(row[columns]), "") for _, row in rows.iterrows()])
    again, new = rows[rows["id"] != ""], rows[rows["id"] == ""]
    whole = merged(name, table, again) if len(again) else table
    return with_numbers(name, pd.concat([whole, new], ignore_index=True)) if len(new) else whole
