"""The visits that are kept beside a ledger, and which part of a list a reader has looked at."""

from __future__ import annotations

from data.queries import Reading
from data.visits import Look, Recorded, Since, Visits, since_last_look
from pages import session
from pages.session import Place


def visits_of(reading: Reading) -> Visits:
    """The visits of the store that a reading is of: what is noted in a simulation stays there."""
    return Visits(session.store("simulasi" if reading.release.simulated else "sendiri"))


def looked_at(place: Place) -> str:
    """The name under which a look at a place is remembered: whatever else narrows a list is left out of it."""
    return " ".join((place.level, place.key, *place.whose.offices)).strip()


def since_looked(place: Place, recorded: Recorded) -> tuple[Since, bool] | None:
    """What has changed in a place since its reader looked at it, and whether it ever said so.

    Whoever never has is told of the month before. None where there is nothing to hold the newest month against, or an
    older one is looked at.
    """
    reading = place.reading
    if place.month != reading.months[-1]:
        return None
    look = recorded.looks.get(looked_at(place))
    if look is None:
        if not place.before:
            return None
        newest = reading.release
        look = Look(newest.number, place.before, newest.at)
        return _changed(since_last_look(reading, place.where, look), False)
    then = visits_of(reading).told_then(look, reading)
    return _changed(since_last_look(reading, place.where, look, then), True)


def _changed(since: Since | None, was_said: bool) -> tuple[Since, bool] | None:
    return None if since is None else (since, was_said)
