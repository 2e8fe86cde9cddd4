"""How the others differ from the first place, in whole sentences: of shares alone, and only like with like.

Amounts and counts are as large as the place is, so that their difference says nothing of how well anybody does. A
share is held against another of the same definition, month, employers and kind of denominator; a difference within
chance says so, and of places that share employers chance is not asked, since they are no two samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from data import places as offices
from data.indicators import Measured, apart_by_chance, definitions, difference_unit, exceed_chance
from data.words import Words
from pages import session
from pages.compare.standing import told
from pages.session import Place

# The shares that are held against each other, in the order in which they are told.
COMPARED = ("compliance", "coverage_workers", "arrears_share")


@dataclass(frozen=True)
class Difference:
    """A share of one place less that of the first: `points`, and whether that is more than chance (None: not tested).

    `points` is None where the two do not compare, and `why` says so.
    """

    name: str
    place: Place
    value: float
    first: float
    points: float | None
    exceeds: bool | None = None


def differences(places: Sequence[Place]) -> list[Difference]:
    """What the places after the first differ in from it; all are told at once, so that they share one chance."""
    first, *others = places
    pairs = [(name, other, told(first, name), told(other, name)) for other in others for name in COMPARED]
    known = [(name, other, base, own) for name, other, base, own in pairs if base and own]
    ps = [
        None if shared_regions(first, other) else apart_by_chance(definitions()[name], base, own)
        for name, other, base, own in known
    ]
    return [
        _difference(name, other, base, own, None if p is None else exceeds)
        for (name, other, base, own), p, exceeds in zip(known, ps, exceed_chance(ps), strict=True)
    ]


def _difference(name: str, place: Place, base: Measured, own: Measured, exceeds: bool | None) -> Difference:
    value, first = float(own.value or 0), float(base.value or 0)
    alike = base.denominator_as_of == own.denominator_as_of
    return Difference(name, place, value, first, value - first if alike else None, exceeds)


def sentences(places: Sequence[Place], words: Words) -> list[str]:
    """A sentence for each place after the first; "" is never among them."""
    first, *others = places
    every = differences(places)
    said = []
    for other in others:
        parts = [_said(one, words) for one in every if one.place == other]
        if parts:
            named = {"place": other.name(words), "first": first.name(words), "parts": "; ".join(parts)}
            said.append(words("{place} terhadap {first}: {parts}.", **named))
    return said


def _said(one: Difference, words: Words) -> str:
    title = definitions()[one.name].title[words.language]
    title = title[:1].lower() + title[1:]
    values = {
        "title": title,
        "value": words.percent(one.value, beside=[one.first]),
        "first": words.percent(one.first, beside=[one.value]),
    }
    if one.points is None:
        return words("{title} {value} dan {first}, tidak dibandingkan: penyebutnya dari waktu lain", **values)
    if not one.points:
        return words("{title} sama, {value}", **values)
    size = words.quantity(abs(one.points), difference_unit("percent"))
    if one.points > 0:
        said = words("{title} {size} lebih tinggi ({value}, {first})", size=size, **values)
    else:
        said = words("{title} {size} lebih rendah ({value}, {first})", size=size, **values)
    return said if one.exceeds is not False else words("{said}, belum beda nyata", said=said)


def answer(places: Sequence[Place], words: Words) -> str:
    """The first sentence of the page: compliance of the first place, and how far the others are from it."""
    name = COMPARED[0]
    first = told(places[0], name)
    found = [one for one in differences(places) if one.name == name and one.points is not None]
    if first is None or not found:
        return ""
    parts = "; ".join(_in_short(one, words) for one in found)
    value = words.percent(float(first.value or 0))
    return words(
        "Kepatuhan {place} {value}: {parts}.", place=_short(places[0], words), value=value, parts=parts
    )


def _in_short(one: Difference, words: Words) -> str:
    size = words.quantity(abs(one.points or 0), difference_unit("percent"))
    named = {"place": _short(one.place, words), "size": size}
    if not one.points:
        return words("{place} sama", **named)
    said = (
        words("{place} {size} di atasnya", **named)
        if one.points > 0
        else words("{place} {size} di bawahnya", **named)
    )
    return said if one.exceeds is not False else words("{said} (belum beda nyata)", said=said)


def _short(place: Place, words: Words) -> str:
    """A place as short as it may be called, so that the first sentence of four places stays on one line."""
    name = session.short_name(place.key)
    return place.name(words).replace(session.area_name(place.key), name)


def shared_regions(one: Place, other: Place) -> tuple[str, ...]:
    """The regions that both offices serve; none of two regions, which never share a part."""
    if one.level != "office":
        return ()
    return tuple(sorted(set(one.regions or ()) & set(other.regions or ())))


def overlaps(places: Sequence[Place], words: Words) -> list[str]:
    """What of the places is counted in two of them, a sentence each."""
    return [
        _overlap(one, other, shared, words)
        for one, other in combinations(places, 2)
        if (shared := shared_regions(one, other))
    ]


def _overlap(one: Place, other: Place, shared: tuple[str, ...], words: Words) -> str:
    names = {
        "regions": ", ".join(map(session.area_name, shared)),
        "one": one.name(words),
        "other": other.name(words),
    }
    facts = one.reading.facts
    if not one.whose.family or not other.whose.family:
        return words("{regions} dilayani {one} dan {other}, dan terhitung penuh di keduanya.", **names)
    for above, below in ((one, other), (other, one)):
        if below.key in offices.with_its_own(facts, above.key):
            names |= {"above": above.name(words), "below": below.name(words)}
            return words("{below} di bawah {above}: pemberi kerjanya terhitung di keduanya.", **names)
    return words(
        "{regions} dilayani {one} dan {other}: masing-masing dihitung pemberi kerja binaannya.", **names
    )
