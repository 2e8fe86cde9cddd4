"""What is published of partners in a place: agreements and how long they hold, counters, events.

Most sources do not say until when an agreement holds: an end that the table lacks is shown as unknown, never guessed.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from data.parsing import AsOf
from data.places import offices
from data.tables import Facts

RENEWAL_DAYS = 90  # days before its end in which an agreement asks to be renewed
# How an agreement stands on a day, most urgent first.
STATES = ("ended", "ending", "running", "open", "planned")
# How a counter (service point) stands on a day.
COUNTERS = ("opened", "planned", "unknown")


def agreements(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The agreements of a place that were known on a day: columns of the table and `state`, most urgent first.

    `level`: all, office, region or kecamatan (then those of its region), with its code. `state` is one of STATES:
    ended; ending within RENEWAL_DAYS days; running, its end further off; open, signed (or undated) with no known end;
    planned, not known to be signed. Raises UnknownOffice.
    """
    rows = facts.agreements
    if level == "office":
        rows = offices.agreements_for(facts, key)
    elif level != "all":
        rows = rows[_about(rows["areas"], _codes(facts, key[:5], on))]
    days = rows["signed_on"].where(rows["signed_on"] != "", rows["planned_on"])
    rows = rows[[_begun(day, on) for day in days]]
    states = [
        _state(*row, on) for row in zip(rows["planned_on"], rows["signed_on"], rows["until"], strict=True)
    ]
    ranked = rows.assign(state=states, rank=[STATES.index(state) for state in states])
    ranked = ranked.sort_values(["rank", "signed_on", "id"], ascending=[True, False, True])
    return ranked.drop(columns="rank").reset_index(drop=True)


def service_points(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The counters of a place: columns of the table and `state` (one of COUNTERS) on that day, newest first.

    `level` and `key` as for `agreements`. Raises UnknownOffice.
    """
    rows = facts.service_points
    if level == "office":
        rows = offices.service_points_for(facts, key)
    elif level != "all":
        rows = rows[rows["region"] == key[:5]]
    states = [
        "opened" if opened and _begun(opened, on) else "planned" if planned else "unknown"
        for planned, opened in zip(rows["planned_on"], rows["opened_on"], strict=True)
    ]
    newest = ["opened_on", "planned_on", "id"]
    rows = rows.assign(state=states).sort_values(newest, ascending=[False, False, True])
    return rows.reset_index(drop=True)


def events(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The published events of a place up to that day, newest first, undated ones last; columns of the table.

    `level` and `key` as for `agreements`. Raises UnknownOffice.
    """
    rows = facts.events
    if level == "office":
        rows = offices.events_for(facts, key)
    elif level != "all":
        rows = rows[_about(rows["areas"], _codes(facts, key[:5], on))]
    rows = rows[[_begun(day, on) for day in rows["start"]]]
    return rows.sort_values(["start", "id"], ascending=[False, True]).reset_index(drop=True)


def _codes(facts: Facts, region: str, on: date) -> set[str]:
    """What concerns a region: itself, its province, and the branches that serve it."""
    provinces = facts.regions.loc[facts.regions["code"] == region, "province_code"]
    return {region, *provinces, *offices.offices_serving(facts, region, on)}


def _about(areas: pd.Series, codes: set[str]) -> list[bool]:
    """Which rows name one of the codes; `areas` are codes joined by ";"."""
    return [not codes.isdisjoint(cell.split(";")) for cell in areas]


def _begun(day: str, on: date) -> bool:
    """Whether what happened then was known on that day; what is undated is known always."""
    return not day or AsOf(day).start <= on


def _state(planned: str, signed: str, until: str, on: date) -> str:
    if not signed and planned:
        return "planned"
    if not until:
        return "open"
    end = AsOf(until)
    if end.end < on:
        return "ended"
    # An end of which only the year is known may come on any day of it.
    return "ending" if end.start <= on + timedelta(days=RENEWAL_DAYS) else "running"
