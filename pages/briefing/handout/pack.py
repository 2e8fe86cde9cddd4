"""The screens of a running order on paper, one a page, and behind them a table of what each map shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.briefing import Item, Order
from data.words import Words
from pages import paper
from pages.briefing.handout.drawings import chart, map_across
from pages.briefing.promises import Promised
from pages.briefing.screen import Bars, Screen, Trend
from pages.map import WallMap


def pack_pdf(order: Order, screens: Sequence[Screen], words: Words, base: str = "") -> bytes:
    """A page for each screen of an order, and an annex, as PDF; `base` is the address of the app."""
    marks = [screen.mark for screen in screens if screen.mark]
    marked = [replace(screen, mark=screen.mark or (marks[0] if marks else "")) for screen in screens]
    sheets = [
        _screen_sheet(order, item, screen, (at, len(screens)), words, base)
        for at, (item, screen) in enumerate(zip(order.items, marked, strict=True), 1)
    ]
    sheets += [sheet for screen in marked for sheet in _annex(screen, words)]
    return paper.sheets_pdf(order.title, sheets, words.language)


def lay_out(screen: Screen) -> None:
    """Places the names of a screen's map ahead, so that the pages are made at once."""
    if isinstance(screen.figure, WallMap):
        map_across(screen.figure.exported.painting, screen.only, screen.written.title)


def _screen_sheet(
    order: Order, item: Item, screen: Screen, page: tuple[int, int], words: Words, base: str
) -> paper.Sheet:
    written = screen.written
    number = " ".join(part for part in (written.number, written.beside) if part)
    return paper.Sheet(
        mark=screen.mark,
        title=written.title,
        under=" · ".join(part for part in (screen.source, screen.date) if part),
        beside=(order.title, words("layar {at} dari {of}", at=page[0], of=page[1])),
        lead=(number, " ".join(written.said)),
        tiles=(),
        rows=tuple((block,) for block in _blocks(screen, base, words)),
        asked=written.asks_heading,
        asks=tuple((agency, what, "") for agency, what in written.asks),
        closing=(),
        foot=_foot(screen, words),
    )


def _foot(screen: Screen, words: Words) -> str:
    said = [screen.source, screen.date, words("BPJS Ketenagakerjaan, bukan BPJS Kesehatan")]
    return " · ".join(part for part in said if part)


def _blocks(screen: Screen, base: str, words: Words) -> Iterator[paper.Block]:
    """What the screen shows, and where its number is from."""
    figure = screen.figure
    if isinstance(figure, WallMap):
        drawn = map_across(figure.exported.painting, screen.only, screen.written.title)
        yield paper.Block(screen.signs, drawn)
    elif isinstance(figure, Trend):
        wide = replace(figure.drawing, scaled="lebar")
        yield paper.Block(figure.title, chart(wide, figure.title, words))
    elif isinstance(figure, Bars):
        rows = tuple(
            (row.name, row.number or row.note, row.note if row.number else "") for row in figure.rows
        )
        heads = (words("Langkah"), figure.unit, words("dari yang wajib"))
        yield paper.Block(figure.title, grid=paper.Grid(heads, rows, (1, 2)))
    elif isinstance(figure, Promised):
        yield _promises(figure, words)
    if screen.about:
        about = tuple(
            (term, f"{base}{text}" if term == words("Alamat") else text) for term, text in screen.about
        )
        terms = (words("Angka ini"), words("Keterangan"))
        yield paper.Block(words("Dari mana angkanya"), grid=paper.Grid(terms, about, wide=(1,)))


def _steps(figure: Bars, words: Words) -> paper.Block:
    rows = tuple((row.name, row.number or row.note, row.note if row.number else "") for row in figure.rows)
    heads = (words("Langkah"), figure.unit, words("dari yang wajib"))
    return paper.Block(figure.title, grid=paper.Grid(heads, rows, (1, 2)))


def _promises(figure: Promised, words: Words) -> paper.Block:
    heads = tuple(words(head) for head in ("Instansi", "Komitmen", "Angka", "Tenggat", "Keadaan"))
    rows = tuple(
        (row.agency, row.what, row.number or "–", row.due, f"{row.sign} {row.said}") for row in figure.rows
    )
    said = ", ".join(f"{total.number} {total.said}" for total in figure.totals)
    return paper.Block(words("Komitmen"), grid=paper.Grid(heads, rows, wide=(0, 1, 2)), note=said)


def _annex(screen: Screen, words: Words) -> Iterator[paper.Sheet]:
    """What a map shows of each region, as a table."""
    if not isinstance(screen.figure, WallMap) or not screen.details:
        return
    heads = tuple(words(head) for head in ("Wilayah", "Nilai", "Bagian", "Terhadap target", "Tanggal"))
    rows = tuple((one.name, one.value, one.parts, one.held, one.dated) for one in screen.details)
    yield paper.Sheet(
        mark=screen.mark,
        title=words("Lampiran: {title}", title=screen.written.title),
        under=" · ".join(part for part in (screen.source, screen.date) if part),
        beside=(),
        lead=("", ""),
        tiles=(),
        rows=((paper.Block(words("Angka tiap wilayah"), grid=paper.Grid(heads, rows, (1, 2), (0, 3))),),),
        asked="",
        asks=(),
        closing=(),
        foot=_foot(screen, words),
    )
