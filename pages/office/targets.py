"""What the regions of an office, and the office itself, lack to their targets and since when, for the file of its regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.indicators import Since, Standing, counted_in, definitions
from data.queries import course, stand_now
from data.sheets import Column
from data.words import Words
from pages import session
from pages.session import OfficeSums, place_of_office
from pages.templates import is_high, since_written

Told = tuple[Standing | None, Since | None]


def columns(of: OfficeSums, name: str, words: Words) -> list[Column]:
    """The columns of an indicator: target, what is missing to it and since when; none where nothing is held against one."""
    about = definitions()[name]
    if not any(stood for stood, _ in (_office(of, name), *_regions(of, name).values())):
        return []
    title, unit = about.title[words.language], words.unit(counted_in(about))
    lacks = "{title}: kurang, {unit}" if is_high(about) else "{title}: lebih, {unit}"
    since = "{title}: di bawah sejak" if is_high(about) else "{title}: di atas sejak"
    return [
        Column(f"{name}_target", words("{title}: target", title=title), "percent"),
        Column(f"{name}_lacks", words(lacks, title=title, unit=unit), "count"),
        Column(f"{name}_since", words(since, title=title)),
    ]


def cells(of: OfficeSums, name: str, codes: Sequence[str], words: Words) -> dict[str, list[Any]]:
    """What stands in these columns for each region, by the key of the column."""
    regions = _regions(of, name)
    rows = [_written(name, regions.get(code, (None, None)), words) for code in codes]
    return {key: [row[key] for row in rows] for key in _written(name, (None, None), words)}


def whole(of: OfficeSums, name: str, words: Words) -> dict[str, Any]:
    """The same of the office, whose target is its own."""
    return {
        key: said for key, said in _written(name, _office(of, name), words).items() if said not in (None, "")
    }


def _written(name: str, told: Told, words: Words) -> dict[str, Any]:
    stood, since = told
    return {
        f"{name}_target": stood.target if stood else None,
        f"{name}_lacks": stood.short if stood else None,
        f"{name}_since": since_written(since, words) if since else "",
    }


def _office(of: OfficeSums, name: str) -> Told:
    if definitions()[name].unit != "percent":
        return None, None
    place = place_of_office(of)
    return session.stood(place, name), session.since(place, name)


def _regions(of: OfficeSums, name: str) -> dict[str, Told]:
    """By region that is judged. The target of a region is that of all employers there, not of one office's alone."""
    about = definitions()[name]
    if of.whose.only or about.unit != "percent" or stand_now(of.reading, about, of.month, of.regions) is None:
        return {}
    known = course(of.reading, about, of.month, of.regions).result()
    behind = known.shortfall.by_area
    return {
        code: (stood, behind[code][1] if code in behind else None) for code, stood in known.standings.items()
    }
