"""The area of an office on a day: for a figure of the office, the regions that it stands for."""

from __future__ import annotations

from datetime import date

from data.parsing import AsOf
from data.places.offices import areas_of
from data.tables import Facts


def served_on(facts: Facts, code: str, on: date) -> tuple[str, ...]:
    """Codes of the regions that an office served on a day, in order; () where none is known.

    A day before the first that any table knows has the regions of that first day: press reports name whom an office
    serves long after it began to. Raises UnknownOffice.
    """
    areas = areas_of(facts, code)
    days = [on, *sorted({AsOf(start).start for start in areas["from"] if start} - {date.min})]
    for day in days:
        served = {
            row["region"]
            for row in areas.to_dict("records")
            if day >= on and _covers(row["from"], row["to"], day)
        }
        if served:
            return tuple(sorted(served))
    return ()


def _covers(start: str, end: str, day: date) -> bool:
    return (not start or AsOf(start).start <= day) and (not end or day <= AsOf(end).end)
