"""Two pages of a region: what stands there, what is asked, and what the last meeting agreed to; then the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.briefing import Ask
from data.indicators import Since, Standing, definitions, difference_unit
from data.queries import Reading, course, stand_now
from data.words import Words
from pages import paper, session
from pages.briefing.handout import numbers
from pages.briefing.handout.kecamatan import kecamatan_blocks
from pages.session import Place
from pages.templates import brings_said, lacks_said, signed_quantity, since_written
from pages.view import View

_COVERAGE = "coverage_workers"


@dataclass(frozen=True)
class _Stood:
    """How a region stands to its target: by how much, since when, and what those who are missing would bring."""

    standing: Standing
    since: Since | None
    brings: int | None


def region_sheets(
    code: str, view: View, reading: Reading, asks: Sequence[Ask], words: Words, dated: str
) -> tuple[paper.Sheet, paper.Sheet]:
    """The two sheets of the region with this code; `asks` are what is asked there, `dated` what and when it is for.

    Raises OSError where commitments cannot be read.
    """
    here = view.changed(region=code, kecamatan="", office="", indicator=_COVERAGE)
    place = session.place_of(here, session.month_of(view, reading), reading)
    return (
        _first(place, here, asks, words, dated),
        _second(place, here, words, dated),
    )


def _first(place: Place, view: View, asks: Sequence[Ask], words: Words, dated: str) -> paper.Sheet:
    stood = _stood(place)
    tiles = (
        numbers.tile(place, _COVERAGE, words),
        *_gap_tile(place, stood, words),
        numbers.tile(place, "compliance", words),
        numbers.arrears_tile(place, words),
    )
    return paper.Sheet(
        mark=numbers.mark(place, words),
        title=_short(place),
        under=_under(place, words),
        beside=(words("Lembar wilayah"), dated),
        lead=_lead(place, stood, words),
        tiles=tiles,
        rows=(
            kecamatan_blocks(place, view, words),
            (numbers.year_block(place, _COVERAGE, words), numbers.funnel_block(place, words)),
        ),
        asked=words("Yang diminta"),
        asks=tuple((ask.agency, ask.what, "") for ask in asks),
        closing=numbers.promise_lines(place, view.data, words),
        foot=numbers.origin(place, view.data, words),
    )


def _second(place: Place, view: View, words: Words, dated: str) -> paper.Sheet:
    promised = numbers.promises_block(place, view.data, words)
    return paper.Sheet(
        mark=numbers.mark(place, words),
        title=words("{place}: lampiran", place=_short(place)),
        under=_under(place, words),
        beside=(words("Lembar wilayah"), dated),
        lead=("", ""),
        tiles=(),
        rows=(
            (numbers.months_block(place, words),),
            *(((promised,),) if promised else ()),
            (numbers.definitions_block(place, words),),
        ),
        asked="",
        asks=(),
        closing=(),
        foot=numbers.origin(place, view.data, words),
    )


def _short(place: Place) -> str:
    return str(session.facts().regions.set_index("code").at[place.key, "short"])


def _under(place: Place, words: Words) -> str:
    """The full name with its code, its province, and the offices that serve it."""
    row = session.facts().regions.set_index("code").loc[place.key]
    offices = [
        session.area_name(code)
        for code in sorted(place.reading.offices_in(place.month, (place.key,)))
        if code
    ]
    served = words("dilayani {offices}", offices=", ".join(offices[:3])) if offices else ""
    return " · ".join(part for part in (f"{row['name']} ({place.key}), {row['province']}", served) if part)


def _stood(place: Place) -> _Stood | None:
    """How the region stands to its target of coverage; None where there is none."""
    indicator, regions = definitions()[_COVERAGE], (place.key,)
    if stand_now(place.reading, indicator, place.month, regions) is None:
        return None
    known = course(place.reading, indicator, place.month, regions).result()
    since = known.shortfall.by_area.get(place.key, (None, None))[1]
    return _Stood(known.standings[place.key], since, known.brings.get(place.key))


def _gap_tile(place: Place, stood: _Stood | None, words: Words) -> tuple[paper.Tile, ...]:
    if stood is None or stood.standing.gap is None or stood.standing.target is None:
        return ()
    unit = definitions()[_COVERAGE].unit
    gap = signed_quantity(stood.standing.gap, difference_unit(unit), words)
    target = words.quantity(stood.standing.target, unit)
    title = words("Terhadap target {year}", year=place.month[:4])
    return (paper.Tile(title, gap, words("target {target}", target=target)),)


def _lead(place: Place, stood: _Stood | None, words: Words) -> tuple[str, str]:
    """The message in bold: coverage against its target; behind it since when, and what it would bring."""
    now = place.sum(_COVERAGE)
    if now is None or now.value is None:
        return (
            f"{definitions()[_COVERAGE].title[words.language]}: {numbers.quantity(place, _COVERAGE, words)}.",
            "",
        )
    said = words("{value} pekerja terlindungi", value=numbers.quantity(place, _COVERAGE, words))
    if stood is None or stood.standing.target is None:
        return f"{said}.", ""
    target = words.quantity(stood.standing.target, now.unit)
    if not stood.standing.behind:
        return words("{said}, target {target}: tercapai.", said=said, target=target), ""
    lacks = lacks_said(definitions()[_COVERAGE], stood.standing.short, words)
    more = [brings_said(stood.brings, 1, 1, words)] if stood.brings else []
    if stood.since is not None:
        more.append(words("di bawah target sejak {month}", month=since_written(stood.since, words)))
    rest = "; ".join(more)
    return (
        words("{said}, target {target}: {lacks}.", said=said, target=target, lacks=lacks),
        f"{rest[:1].upper()}{rest[1:]}." if rest else "",
    )
