"""What a number on a page counts, in a form that a machine reads: so that what counts the same can be held to be the same.

A mark stands beside its number in the attribute `data-counts` as "what|scope|month=text". `what` is the measures of
the cube that are added, whatever the indicator is called; `scope` stands for the employers: their offices and their
regions. Equal marks are equal counts, on every page, in every role, in every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2s

from data.indicators import Since, Standing, behind_since, definitions, is_known, judge
from pages.session.place import Place

# A mark and the number as it is written, of every number of an element.
Counts = tuple[tuple[str, str], ...]
# A mark is sent with every number: measures that are longer than this are told by a digest.
_LONGEST = 24


def counts_of(place: Place, texts: Mapping[str, str], month: str = "") -> Counts:
    """The marks of numbers of a place: `texts` has what each counts, and how it is written ("" is not shown).

    What it counts is an indicator, "name:above" or "name:below" for its two parts, or any other name.
    """
    scope, month = _scope(place), month or place.month
    return tuple((f"{_what(name)}|{scope}|{month}", text) for name, text in texts.items() if text)


@lru_cache(maxsize=2_048)
def _scope(place: Place) -> str:
    """A short text that is the same for the same employers, however the place is called."""
    regions = "*" if place.regions is None else "+".join(sorted(place.regions))
    kecamatan = place.key if place.level == "kecamatan" else ""
    offices = "people" if place.whose.people else "+".join(sorted(place.offices))
    return _digest(f"{offices}@{regions}@{kecamatan}")


@lru_cache(maxsize=256)
def _what(name: str) -> str:
    """The measures that a count adds up: two indicators of the same ones count the same."""
    indicator, _, part = name.partition(":")
    about = definitions().get(indicator)
    if about is None or (not part and about.unit == "percent") or about.gap:
        return name
    measures = about.below if part == "below" else about.above
    taken_off = () if part == "below" else about.minus
    added = "".join(["+".join(sorted(measures)) or name, *(f"-{measure}" for measure in sorted(taken_off))])
    return added if len(added) <= _LONGEST else f"{added[:_LONGEST]}~{_digest(added)}"


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=6).hexdigest()


# -- how a place stands to its targets and since when, by the sums that its own page shows


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
