"""From an item of a running order to its screen: read for the public, of the release that the order was made on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from data.briefing import Ask, Item, Order
from data.clock import today
from data.months import month_end
from data.queries import Reading
from data.sheets import Sheet
from data.words import Problem, Words
from data.workpapers import Headline, Number, Workpaper
from pages import session, widgets
from pages.briefing.figures import about_place, dated, funnel_said, trend_said
from pages.briefing.promises import promised
from pages.briefing.screen import Figure, Screen
from pages.briefing.stage import Written
from pages.map import WallMap, wall_map, wall_numbers
from pages.view import View, from_query
from pages.workpapers import funnel_numbers, paper_sheet, trend_numbers


@dataclass(frozen=True)
class _Told:
    """What a view says by itself: message, number, what it counts, sentences, and what it shows."""

    said: tuple[str, str, str, tuple[str, ...]]
    figure: Figure
    date: str = ""
    source: str = ""
    signs: str = ""
    about: tuple[tuple[str, str], ...] = ()
    only: str = ""


def screens_of(order: Order, words: Words) -> list[Screen]:
    """The screens of an order, one after the other."""
    return [screen_of(item, order, words) for item in order.items]


def screen_of(item: Item, order: Order, words: Words) -> Screen:
    """One screen. What a person wrote stands in the place of what the view says by itself."""
    view = view_of(item, words)
    with session.read_with(view.data):
        told = _told(item, view, _reading(view, order), words)
        mark = words("SIMULASI") if "simulasi" in (view.data, order.data) else ""
    title, numeral, beside, said = told.said
    texts = (item.text,) if item.text else said
    written = Written(item.title or title, numeral, beside, texts, _asked(item.asks), words("Yang diminta"))
    details = told.figure.details if isinstance(told.figure, WallMap) else ()
    about = (*told.about, *([(words("Alamat"), _address(item, view))] if item.kind != "teks" else ()))
    return Screen(written, told.figure, mark, told.source, told.date, told.signs, about, details, told.only)


def paper_of(order: Order, words: Words) -> Workpaper:
    """The working paper of an order: every number of a ledger that its screens say, as the public sees it."""
    numbers: list[Number] = []
    parts: list[str] = []
    for at, item in enumerate(order.items, 1):
        view = view_of(item, words)
        with session.read_with(view.data):
            said = _numbers(item, view, _reading(view, order), words)
        numbers += said
        parts += [words("Layar {n}", n=at)] * len(said)
    return Workpaper(_paper_sheet(order, numbers, words), numbers, parts)


def _numbers(item: Item, view: View, reading: Reading | None, words: Words) -> list[Number]:
    """The numbers of a screen; of published figures, promises and texts there are none to be added up."""
    if reading is None or item.kind not in ("peta", "tren", "corong"):
        return []
    try:
        if item.kind == "peta":
            return wall_numbers(view, reading, words)
        place = session.place_of(view, session.month_of(view, reading), reading)
        return (
            funnel_numbers(place, words)
            if item.kind == "corong"
            else trend_numbers(place, view.indicator, words)
        )
    except (Problem, OSError):  # the screen says so
        return []


def _paper_sheet(order: Order, numbers: Sequence[Number], words: Words) -> Sheet:
    readings = list(dict.fromkeys(one.reading for one in numbers if isinstance(one, Headline)))
    months = sorted({one.month for one in numbers})
    rows = [row for reading in readings for row in widgets.release_rows(reading, words)]
    days = ", ".join(words.date(month_end(month)) for month in months)
    about = [
        (words("Paparan"), order.title),
        *([(words("Per"), days)] if days else []),
        *rows,
        (words("Alamat"), widgets.base_address()),
        (words("Asal angka"), widgets.origin(order.data, words)),
    ]
    return paper_sheet(
        order.title,
        about,
        scope=widgets.scope_line([(words("Paparan"), order.title)]),
        simulated=any(reading.release.simulated for reading in readings) or order.data == "simulasi",
        words=words,
    )


def view_of(item: Item, words: Words) -> View:
    """The view of an item's address; what in it names nothing any more falls back to what there is."""
    view, _ = from_query(item.query, session.url_choices())
    return view.changed(language=words.language, display="")


def _asked(asks: Sequence[Ask]) -> tuple[tuple[str, str], ...]:
    return tuple((ask.agency, ask.what) for ask in asks)


def _address(item: Item, view: View) -> str:
    """The address that opens the view, below that of the app."""
    return f"/?{urlencode(sorted(item.query.items()))}" if item.kind == "peta" or view.data else "/"


def _reading(view: View, order: Order) -> Reading | None:
    """The ledger of a view, of the release that the order was made on where it is of the same data."""
    return session.public_reading(view.data, order.release if view.data == order.data else 0)


def _told(item: Item, view: View, reading: Reading | None, words: Words) -> _Told:
    if item.kind == "teks":
        return _Told(("", "", "", ()), None)
    if reading is None and (view.data or item.kind != "peta"):
        return _Told((words("Data belum ada"), "", "", (words("Belum ada rilis untuk layar ini."),)), None)
    try:
        if item.kind == "peta" or reading is None:
            return _map(view, reading, words)
        if item.kind == "komitmen":
            return _promises(view, reading, words)
        return _of_place(item.kind, view, reading, words)
    except (Problem, OSError) as problem:
        return _Told((words("Layar ini tidak dapat dibaca"), "", "", (_why(problem, words),)), None)


def _map(view: View, reading: Reading | None, words: Words) -> _Told:
    wall = wall_map(view, reading, words)
    exported = wall.exported
    source = _released(reading, words) if reading else widgets.origin_in_short("", words)
    unit = words("angka di peta: {unit}", unit=words.unit(exported.shown.said_in))
    signs = [f"{look.sign} {look.said}" for look in exported.painting.looks if look.sign]
    about = (
        (words("Kalimat"), exported.heading[2]),
        *((term, text) for term, text in exported.about if term != words("Alamat")),
    )
    only = view.region if view.map.level and view.data else ""
    said = (wall.title, wall.number, wall.beside, wall.said)
    return _Told(said, wall, wall.date, source, " · ".join([unit, *signs]), about, only)


def _why(problem: Problem | OSError, words: Words) -> str:
    if isinstance(problem, Problem):
        return words.explain(problem)
    return words("Penyimpanan tidak dapat dibaca. Muat ulang halaman ini.")


def _promises(view: View, reading: Reading, words: Words) -> _Told:
    """What was promised in meetings of the place, or of a wider one, as this release judges it."""
    place = session.place_of(view, session.month_of(view, reading), reading)
    message, figure = promised(reading, view.data, place.regions, view.list.page, words)
    judged = words("dinilai {date}", date=words.date(today()))
    date = f"{dated(place, words)}  ·  {judged}"
    return _Told((message, "", "", ()), figure, date, _released(reading, words))


def _of_place(kind: str, view: View, reading: Reading, words: Words) -> _Told:
    """A screen of a place of a ledger, with everybody in its regions: a room asks for its region, not for an office."""
    place = session.place_of(view, session.month_of(view, reading), reading)
    said, figure = funnel_said(place, words) if kind == "corong" else trend_said(place, view.indicator, words)
    indicator = "compliance" if kind == "corong" else view.indicator
    about = tuple(about_place(place, indicator, words))
    return _Told(said, figure, dated(place, words), _released(place.reading, words), about=about)


def _released(reading: Reading, words: Words) -> str:
    name = session.release_name(reading.release, words)
    return words("Sumber: {source}", source=name)
