"""One page of a branch: how its regions stand, what changed within a year, and what was agreed with it."""

from __future__ import annotations

from data.indicators import definitions
from data.queries import Reading
from data.words import Words
from pages import paper, session
from pages.briefing.handout import numbers
from pages.session import Place
from pages.view import View

_COLUMNS = ("compliance", "coverage_workers", "ledger_arrears_rp", "cases_open")


def branch_sheet(code: str, view: View, reading: Reading, words: Words, dated: str) -> paper.Sheet:
    """The sheet of the office with this code. Raises OSError where commitments cannot be read."""
    here = view.changed(office=code, region="", kecamatan="")
    place = session.place_of(here, session.month_of(view, reading), reading)
    promised = numbers.promise_lines(place, view.data, words)
    return paper.Sheet(
        mark=numbers.mark(place, words),
        title=session.area_name(code),
        under=numbers.whose(place, words),
        beside=(words("Lembar kantor"), dated),
        lead=_lead(place, words),
        tiles=(
            numbers.tile(place, "compliance", words),
            numbers.tile(place, "coverage_workers", words),
            numbers.arrears_tile(place, words),
            numbers.cases_tile(place, words),
        ),
        rows=(
            (_regions(place, words),),
            (numbers.year_block(place, "compliance", words), numbers.funnel_block(place, words)),
        ),
        asked="",
        asks=(),
        closing=promised,
        foot=numbers.origin(place, view.data, words),
    )


def _lead(place: Place, words: Words) -> tuple[str, str]:
    """Compliance in the words of the office's own page, and how it moved within a year."""
    now = place.sum("compliance")
    title = definitions()["compliance"].title[words.language]
    said = numbers.quantity(place, "compliance", words)
    parts = numbers.parts(now, words)
    return f"{title}: {said} ({parts})." if parts else f"{title}: {said}.", numbers.moved(
        place, "compliance", words
    )


def _regions(place: Place, words: Words) -> paper.Block:
    """Each region that the office serves, with its own numbers, and the office as their total."""
    heads = (words("Wilayah"), *(definitions()[name].title[words.language] for name in _COLUMNS))
    regions = [Place("region", code, place.month, place.reading) for code in place.regions or ()]
    rows = tuple((session.area_name(one.key), *_cells(one, words)) for one in regions)
    total = (words("Jumlah"), *_cells(place, words)) if len(rows) > 1 else ()
    return paper.Block(words("Wilayah kantor ini"), grid=paper.Grid(heads, rows, (1, 2, 3, 4), total=total))


def _cells(place: Place, words: Words) -> tuple[str, ...]:
    return tuple(_cell(place, name, words) for name in _COLUMNS)


def _cell(place: Place, name: str, words: Words) -> str:
    parts = numbers.parts(place.sum(name), words)
    said = numbers.quantity(place, name, words)
    return f"{said} ({parts})" if parts else said
