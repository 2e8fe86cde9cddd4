"""The course of a place in a year, its targets month by month, and whether what came before is at hand."""

from __future__ import annotations

from collections.abc import Sequence

from cachetools import LRUCache

from data.indicators import Measured, Target, definitions, of_unit
from data.queries import Reading
from pages import session
from pages.session import Place

MONTHS = 12
# What is held against a target in a column, in the order in which it stands there.
TARGETED = ("compliance", "coverage_workers")
# Whether the months behind a place are read, which takes the public a while the first time.
_READ: LRUCache[tuple[Place, str], bool] = LRUCache(512)


def months_of(reading: Reading, month: str) -> tuple[str, ...]:
    """The months of the year that ends with one, as far as the ledger goes back."""
    return tuple([one for one in reading.months if one <= month][-MONTHS:])


def course(place: Place, name: str) -> tuple[float | None, ...]:
    """The values of `months_of`, None for a month that is not known or not told."""
    return tuple(place.value(name, month) for month in months_of(place.reading, place.month))


def breaks(place: Place, name: str) -> tuple[str, ...]:
    """Those of `months_of` from which the people who work there are counted anew."""
    if not definitions()[name].below_workforce:
        return ()
    months = months_of(place.reading, place.month)
    counted = [None if (one := place.sum(name, month)) is None else one.denominator_as_of for month in months]
    return tuple(
        month
        for month, before, now in zip(months[1:], counted, counted[1:], strict=False)
        if before and now and before != now
    )


def goals(place: Place, name: str, month: str) -> tuple[Target, ...]:
    """The targets that the place's value of a month is held against, in its own unit."""
    measured = place.sum(name, month)
    return () if measured is None else of_unit(measured.held, measured.unit)


def are_read(places: Sequence[Place], name: str) -> bool:
    """Whether what came before is at hand, so that it is told at once."""
    return all(place.reading.viewer.sees_every_cell or (place, name) in _READ for place in places)


def read(places: Sequence[Place], name: str) -> None:
    """Read what came before, of the indicator that is drawn (`name`) and of those that have targets."""
    for place in places:
        course(place, name)
        for targeted in TARGETED:
            session.since(place, targeted)
        _READ[place, name] = True


def told(place: Place, name: str) -> Measured | None:
    """The indicator of the place in the month looked at; None where there is no number to be written."""
    measured = place.sum(name)
    return None if measured is None or measured.suppressed or measured.value is None else measured
