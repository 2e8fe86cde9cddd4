"""How a place stands to its targets and since when, by the sums that its own page shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from data.indicators import Since, Standing, behind_since, definitions, is_known, judge
from pages.session.place import Place


def stood(place: Place, name: str, month: str = "") -> Standing | None:
    """How the place stands to its targets in a month; None where it is not known, or nothing judges it."""
    return _stood(place, name, month or place.month)[0]


def since(place: Place, name: str) -> Since | None:
    """The first month of the present run below the target; None where the place is not behind."""
    return behind_since(_past(place, name))


def _past(place: Place, name: str) -> Iterator[tuple[str, Standing | None, bool]]:
    """The months of the ledger up to the one looked at, newest first; each is read when it is asked for."""
    for month in reversed(place.reading.months):
        if month <= place.month:
            yield (month, *_stood(place, name, month))


@lru_cache(maxsize=4_096)
def _stood(place: Place, name: str, month: str) -> tuple[Standing | None, bool]:
    measured = place.sum(name, month)
    if measured is None:
        return None, False
    return judge(definitions()[name], measured, measured.held), is_known(definitions()[name], measured)
