"""Which office serves which region, when, and what is published about it.

The mapping is many-to-many and dated: press reports name it, so a start is when it was first read,
not when it began, and a missing end means that nothing contradicts it. No shape is involved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import pandas as pd

from data.clock import today
from data.parsing import AsOf, shown
from data.tables import Facts
from data.words import Problem

_AREA_COLUMNS = ["region", "name", "short", "from", "to", "source", "note_id", "note_en"]


class UnknownOffice(Problem):
    """An office code or address that no office of the table has."""


def office(facts: Facts, code: str) -> pd.Series:
    """The row of the office with this code or `slug`. Raises UnknownOffice."""
    row = _offices(facts).get(str(code).upper())
    if row is None:
        raise UnknownOffice(
            "Kantor {office} tidak ada di daftar. Pilih salah satu: {choices}.",
            office=f"“{shown(code)}”",
            choices=", ".join(office_slug(known) for known in facts.offices["code"]),
        )
    return row


@lru_cache(maxsize=8)
def _offices(facts: Facts) -> Mapping[str, pd.Series]:
    """Each office's row by its code: a page that compares offices asks for every one."""
    return {str(row["code"]): row for _, row in facts.offices.iterrows()}


def office_slug(code: str) -> str:
    """The office's code as its page's address has it: KC-MOJOKERTO is kc-mojokerto."""
    return code.lower()


def office_group(facts: Facts, code: str) -> str:
    """The heading under which an office is listed: its kanwil's name, or its seat's province when none is known."""
    above = office(facts, code)
    while above["parent"]:
        above = office(facts, above["parent"])
    if above["kind"] == "kanwil":
        return str(above["name"])
    seat = facts.regions["code"] == above["seat"]
    return str(facts.regions.loc[seat, "province"].iloc[0])


@lru_cache(maxsize=512)  # the choice of a role asks it of every office, in each run of a page
def with_its_own(facts: Facts, code: str) -> frozenset[str]:
    """An office with those below it, and those below these: whose employers it answers for."""
    found, added = frozenset[str](), frozenset([code])
    while added:
        found |= added
        below = facts.offices.loc[facts.offices["parent"].isin(added), "code"]
        added = frozenset(below) - found
    return found


def without_kanwil(facts: Facts) -> list[str]:
    """The offices of which no kanwil is known, so that no deputy answers for them, in the order of the offices."""
    kanwil = facts.offices.loc[facts.offices["kind"] == "kanwil", "code"]
    known = frozenset[str]().union(*(with_its_own(facts, code) for code in kanwil))
    return [code for code in facts.offices["code"] if code not in known]


def offices_serving(facts: Facts, region: str, on: date) -> list[str]:
    """Codes of the branches known to serve `region` (Kemendagri code) on that day, in the order of the offices.

    A kanwil is not among them: it serves by way of its branches. Empty: no office is known.
    """
    rows = facts.service_areas[facts.service_areas["region"] == region]
    serving = {row["office"] for row in rows.to_dict("records") if _serves(row["from"], row["to"], on)}
    return [code for code in facts.offices["code"] if code in serving]


def areas_of(facts: Facts, code: str, on: date | None = None) -> pd.DataFrame:
    """The regions that an office serves on that day, or has ever been known to serve when `on` is None.

    A province in the table (a kanwil's) is spelled out into its regions. `from` is the first day that any table
    knows: of the service itself, or of an agreement that the office made for the region before.

    Columns region, name, short, from, to (partial dates as text, "" when open), source, note_id, note_en,
    ordered by region and start. Raises UnknownOffice.
    """
    return _areas_of(facts, code, on).copy(deep=False)


@lru_cache(maxsize=1_024)
def _areas_of(facts: Facts, code: str, on: date | None) -> pd.DataFrame:
    rows = facts.service_areas[facts.service_areas["office"] == office(facts, code)["code"]]
    served = [row for row in rows.to_dict("records") if on is None or _serves(row["from"], row["to"], on)]
    spelled = [row | {"region": region} for row in served for region in _regions_in(facts, row["region"])]
    names = facts.regions.set_index("code")[["name", "short"]]
    frame = pd.DataFrame(spelled, columns=["region", "from", "to", "source", "note_id", "note_en"])
    frame["from"] = [_first_served(facts, code, *row) for row in frame[["region", "from", "to"]].to_numpy()]
    return frame.join(names, on="region")[_AREA_COLUMNS].sort_values(["region", "from"], ignore_index=True)


@lru_cache(maxsize=64)
def regions_served(facts: Facts, on: date) -> Mapping[str, frozenset[str]]:
    """Office -> the codes of the regions that it is known to serve on that day, of those that serve any.

    The same as the regions of `areas_of`, of all offices at once: a page that compares them asks for every one.
    """
    inside = facts.regions.groupby("province_code")["code"].agg(frozenset).to_dict()
    inside |= {code: frozenset([code]) for code in facts.regions["code"]}
    served: dict[str, frozenset[str]] = {}
    for row in facts.service_areas.to_dict("records"):
        if _serves(row["from"], row["to"], on):
            served[row["office"]] = served.get(row["office"], frozenset()) | inside.get(
                row["region"], frozenset()
            )
    return served


def known_since(facts: Facts, code: str) -> str:
    """The first day that any table knows the office from, as partial ISO text; "" where none is dated.

    Press reports name an office long after it opened, and figures of one are often older than the first report of
    whom it serves. Raises UnknownOffice.
    """
    own = office(facts, code)["code"]
    areas, figures = facts.service_areas, facts.figures
    days = [
        *areas.loc[areas["office"] == own, "from"],
        *figures.loc[figures["area_code"] == own, "as_of"],
        *_days_of(facts.agreements, "offices", "signed_on", own),
        *_days_of(facts.agreements, "areas", "signed_on", own),
        *_days_of(facts.events, "areas", "start", own),
    ]
    return min(filter(None, days), key=_first_day, default="")


def _days_of(rows: pd.DataFrame, column: str, day: str, code: str) -> list[str]:
    """The days of the rows whose `column` names a code; it holds codes joined by ";"."""
    return list(rows.loc[[code in cell.split(";") for cell in rows[column]], day])


def _first_served(facts: Facts, code: str, region: str, start: str, end: str) -> str:
    """`start`, or the day of an agreement of the office for the region that is older; "" where nothing is known.

    A region that the office served twice keeps the start of the later time.
    """
    rows = facts.agreements
    both = rows[[code in offices.split(";") for offices in rows["offices"]]]
    days = [start, *_days_of(both, "areas", "signed_on", region)]
    return start if end else min(filter(None, days), key=_first_day, default="")


def _first_day(day: str) -> date:
    return AsOf(day).start


def service_gaps(facts: Facts, on: date | None = None) -> pd.DataFrame:
    """The regions for which no office is known on that day (today by default): "kantor belum diketahui".

    Columns region, name, short, last_office, until ("" when none was ever known), ordered by region.
    """
    return _gaps(facts, on or today())


@lru_cache(maxsize=16)
def _gaps(facts: Facts, day: date) -> pd.DataFrame:
    areas = facts.service_areas.to_dict("records")
    served = {area["region"] for area in areas if _serves(area["from"], area["to"], day)}
    rows = [
        {"region": region["code"], "name": region["name"], "short": region["short"]}
        | _last_served(facts, region["code"])
        for region in facts.regions.to_dict("records")
        if region["code"] not in served
    ]
    columns = ["region", "name", "short", "last_office", "until"]
    return pd.DataFrame(rows, columns=columns).sort_values("region", ignore_index=True)


def figures_for(facts: Facts, code: str) -> pd.DataFrame:
    """The figures of the office itself, of the regions it serves, and of a kanwil's province.

    Of a region that it no longer serves only figures from before it stopped. Raises UnknownOffice.
    """
    until = _areas_until(facts, code)
    figures = facts.figures
    return figures[_concerning(figures["area_code"], figures["as_of"], until)].reset_index(drop=True)


def agreements_for(facts: Facts, code: str) -> pd.DataFrame:
    """The agreements about the office or its regions; as `figures_for`, by the day signed, else planned."""
    signed = facts.agreements["signed_on"]
    days = signed.where(signed != "", facts.agreements["planned_on"])
    until = _areas_until(facts, code)
    return facts.agreements[_concerning(facts.agreements["areas"], days, until)].reset_index(drop=True)


def events_for(facts: Facts, code: str) -> pd.DataFrame:
    """The events of the office or its regions; as `figures_for`, by the day they started."""
    events = facts.events
    until = _areas_until(facts, code)
    return events[_concerning(events["areas"], events["start"], until)].reset_index(drop=True)


def service_points_for(facts: Facts, code: str) -> pd.DataFrame:
    """The counters in the regions that the office serves; as `figures_for`, by the day opened, else planned."""
    opened = facts.service_points["opened_on"]
    days = opened.where(opened != "", facts.service_points["planned_on"])
    until = _areas_until(facts, code)
    counters = facts.service_points
    return counters[_concerning(counters["region"], days, until)].reset_index(drop=True)


def _serves(start: str, end: str, on: date) -> bool:
    """Whether a service from `start` to `end` (partial dates, "" when open) covers the day."""
    return (not start or AsOf(start).start <= on) and (not end or on <= AsOf(end).end)


def _regions_in(facts: Facts, area: str) -> Iterator[str]:
    """The region with this code, or all regions of the province with this code."""
    regions = facts.regions
    yield from regions.loc[(regions["code"] == area) | (regions["province_code"] == area), "code"]


def _last_served(facts: Facts, region: str) -> dict[str, str]:
    """The office that served a region last, of those that are known to have stopped, and until when."""
    rows = facts.service_areas[(facts.service_areas["region"] == region) & (facts.service_areas["to"] != "")]
    if rows.empty:
        return {"last_office": "", "until": ""}
    last = max(rows.to_dict("records"), key=lambda row: AsOf(row["to"]))
    return {"last_office": last["office"], "until": last["to"]}


@lru_cache(maxsize=512)
def _areas_until(facts: Facts, code: str) -> Mapping[str, str]:
    """Area codes that concern an office, each with the end of its service, "" while it goes on."""
    own = office(facts, code)["code"]
    rows = facts.service_areas[facts.service_areas["office"] == own]
    until = {own: ""}
    for row in rows.sort_values("to", ascending=False).to_dict("records"):
        # Sorted so that an open end comes last and wins when a region was served twice.
        until[row["region"]] = row["to"]
        until |= dict.fromkeys(_regions_in(facts, row["region"]), row["to"])
    return until


def _concerning(areas: pd.Series, days: pd.Series, until: Mapping[str, str]) -> list[bool]:
    """Which rows name an area of `until` on a day before its service ended; `areas` are codes joined by ";"."""
    return [
        any(code in until and _before_end(day, until[code]) for code in cell.split(";"))
        for cell, day in zip(areas, days, strict=True)
    ]


def _before_end(day: str, end: str) -> bool:
    """Starts of service are first mentions, so only the end is held against a date."""
    return not end or (bool(day) and AsOf(day).start <= AsOf(end).end)
