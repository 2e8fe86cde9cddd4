"""What is published of partners in a place: agreements and how long they hold, counters, events.

Most sources do not say until when an agreement holds: an end that the table lacks is shown as unknown, never guessed.
Several sources may tell of one signing, event or building (`same_as`, `same_place_as`): each row is shown, below the
one that it is the same as, and counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.answers import kept
from data.parsing import AsOf
from data.places import offices
from data.tables import Facts

RENEWAL_DAYS = 90  # days before its end in which an agreement asks to be renewed
# How an agreement stands on a day, most urgent first. "unconfirmed" was planned for a day that has passed, and no
# source says that it was signed; a "forum" is no agreement, though the sources list it with them.
STATES = ("ended", "ending", "running", "open", "planned", "unconfirmed", "forum")
_NOT_SIGNED = ("planned", "unconfirmed", "forum")
# How a counter (service point) stands on a day, likewise.
COUNTERS = ("opened", "planned", "unconfirmed", "unknown")


@dataclass(frozen=True)
class Counted:
    """How many things rows tell of, when each is counted once.

    `least` and `most` differ where two rows are perhaps the same; `rows` is how many there are.
    """

    least: int
    most: int
    rows: int


@kept
def agreements(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The agreements of a place that were known on a day: columns of the table and `state`, most urgent first.

    `level`: all, area, office, region or kecamatan (then those of its region), with its code. `state` is one of STATES:
    ended; ending within RENEWAL_DAYS days; running, its end further off; open, signed (or undated) with no known end;
    planned and unconfirmed, not known to be signed; forum, no agreement. A row that is the `same_as` another follows
    it. Raises UnknownOffice.
    """
    rows = facts.agreements
    if level == "office":
        rows = offices.agreements_for(facts, key)
    elif level != "all":
        rows = rows[_about(rows["areas"], _codes(facts, _regions(facts, level, key), on))]
    days = rows["signed_on"].where(rows["signed_on"] != "", rows["planned_on"])
    rows = _known_by(rows, days, on)
    cells = rows[["kind", "planned_on", "signed_on", "until"]].itertuples(index=False, name=None)
    states = [_state(kind, planned, signed, until, on) for kind, planned, signed, until in cells]
    ranked = rows.assign(state=states, rank=[STATES.index(state) for state in states])
    ranked = ranked.sort_values(["rank", "signed_on", "id"], ascending=[True, False, True])
    return _beside_its_own(ranked.drop(columns="rank"), "same_as")


def signings(rows: pd.DataFrame) -> Counted:
    """How many agreements rows of `agreements` tell of; what is planned or a forum is none."""
    signed = rows[~rows["state"].isin(_NOT_SIGNED)]
    things = _told_of(signed, "same_as")
    perhaps = {one for one, other in zip(things, signed["perhaps_same_as"], strict=True) if other in things}
    most = len(set(things))
    return Counted(most - len(perhaps), most, len(signed))


@kept
def service_points(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The counters of a place: columns of the table and `state` (one of COUNTERS) on that day, newest first.

    One in the building of another (`same_place_as`) follows it. `level` and `key` as for `agreements`. Raises
    UnknownOffice.
    """
    rows = facts.service_points
    if level == "office":
        rows = offices.service_points_for(facts, key)
    elif level != "all":
        rows = rows[rows["region"].isin(_regions(facts, level, key))]
    states = [
        "opened" if opened and _begun(opened, on) else _planned(planned, on) if planned else "unknown"
        for planned, opened in zip(rows["planned_on"], rows["opened_on"], strict=True)
    ]
    newest = ["opened_on", "planned_on", "id"]
    rows = rows.assign(state=states).sort_values(newest, ascending=[False, False, True])
    return _beside_its_own(rows, "same_place_as")


def buildings(rows: pd.DataFrame) -> int:
    """In how many buildings the counters of `service_points` are."""
    return len(set(_told_of(rows, "same_place_as")))


@kept
def events(facts: Facts, level: str, key: str, on: date) -> pd.DataFrame:
    """The published events of a place up to that day, newest first, undated ones last; columns of the table.

    A row that is the `same_as` another follows it. `level` and `key` as for `agreements`. Raises UnknownOffice.
    """
    rows = facts.events
    if level == "office":
        rows = offices.events_for(facts, key)
    elif level != "all":
        rows = rows[_about(rows["areas"], _codes(facts, _regions(facts, level, key), on))]
    days = rows["start"].where(rows["start"] != "", rows["end"])
    rows = _known_by(rows.assign(day=days), days, on)
    rows = rows.sort_values(["day", "id"], ascending=[False, True]).drop(columns="day")
    return _beside_its_own(rows, "same_as")


def held(rows: pd.DataFrame) -> Counted:
    """How many events rows of `events` tell of."""
    things = len(set(_told_of(rows, "same_as")))
    return Counted(things, things, len(rows))


def _told_of(rows: pd.DataFrame, same: str) -> list[str]:
    """What each row tells of: the row that it is the same as, or itself."""
    return list(rows[same].where(rows[same] != "", rows["id"]))


def _beside_its_own(rows: pd.DataFrame, same: str) -> pd.DataFrame:
    """The rows in their order, but those that are the same as another one directly below it."""
    things, ids = _told_of(rows, same), list(rows["id"])
    # Where each thing begins: at its own row, or at the first that tells of it where that is not here.
    lead = dict(zip(reversed(things), reversed(range(len(things))), strict=True))
    lead |= {thing: ids.index(thing) for thing in lead if thing in ids}
    order = sorted(range(len(things)), key=lambda at: (lead[things[at]], at != lead[things[at]], at))
    return rows.iloc[order].reset_index(drop=True)


def _regions(facts: Facts, level: str, key: str) -> list[str]:
    """The regions of an area, the region itself, or the one that a kecamatan is in."""
    return list(facts.regions.loc[facts.regions["area"] == key, "code"]) if level == "area" else [key[:5]]


def _codes(facts: Facts, regions: Sequence[str], on: date) -> set[str]:
    """What concerns regions: themselves, their provinces, and the branches that serve them."""
    provinces = facts.regions.loc[facts.regions["code"].isin(regions), "province_code"]
    serving = (office for region in regions for office in offices.offices_serving(facts, region, on))
    return {*regions, *provinces, *serving}


def _about(areas: pd.Series, codes: set[str]) -> pd.Series:
    """Which rows name one of the codes; `areas` are codes joined by ";"."""
    return areas.map(lambda cell: not codes.isdisjoint(cell.split(";"))).astype(bool)


def _known_by(rows: pd.DataFrame, days: pd.Series, on: date) -> pd.DataFrame:
    """The rows whose day had come on that day. A mask with its index: an empty list would choose no column."""
    return rows[days.map(lambda day: _begun(day, on)).astype(bool)]


def _begun(day: str, on: date) -> bool:
    """Whether what happened then was known on that day; what is undated is known always."""
    return not day or AsOf(day).start <= on


def _planned(day: str, on: date) -> str:
    """How a plan stands of which nobody says that it came true: a day that has passed confirms nothing."""
    return "planned" if AsOf(day).end >= on else "unconfirmed"


def _state(kind: str, planned: str, signed: str, until: str, on: date) -> str:
    if kind == "forum":
        return "forum"
    if not signed and (planned or kind == "plan"):
        return _planned(planned, on) if planned else "unconfirmed"
    if not until:
        return "open"
    end = AsOf(until)
    if end.end < on:
        return "ended"
    # An end of which only the year is known may come on any day of it.
    return "ending" if end.start <= on + timedelta(days=RENEWAL_DAYS) else "running"
