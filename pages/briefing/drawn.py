"""A screen drawn on a stage, as HTML: the same words on both stages, and a map that is laid out for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from data.places import spoken_names
from data.settings import data_folder
from data.words import Words
from geo.classes import UNTARGETED_HATCH
from geo.layers import layers
from geo.painting import Painting
from geo.picture import Outlined, Room, outlined
from pages import charts
from pages.briefing import stage as stages
from pages.briefing.promises import Promised
from pages.briefing.screen import Bars, Screen, Trend
from pages.briefing.stage import FOOT, LABEL, STAGES, Fitted, Stage, fitted, letters
from pages.map import WallMap
from pages.templates import render

_LEGEND_LINE, _BESIDE = 44.0, 40.0
# What is kept free beside a map for names, and beside one that is narrower than so many pixels: above and below it
# there is room for them.
EDGES, _NARROW_MAP = {False: 70, True: 16}, 1_000


class Line(NamedTuple):
    """A line of a name at its place."""

    x: float
    y: float
    anchor: str
    text: str
    bold: bool
    light: bool


class LegendLine(NamedTuple):
    """A line of the legend: its place, the colour of its swatch ("" is hatched) or a sign in its stead, and what it says."""

    x: float
    y: float
    colour: str
    sign: str
    text: str


@dataclass(frozen=True)
class DrawnMap:
    """A map on a stage with its legend, in pixels; `height` includes a legend that stands below the map.

    `beside`: the legend's lines stand in the column beside the map, below each other, from its top.
    """

    map: Outlined
    legend: tuple[LegendLine, ...]
    height: int
    beside: bool = False


def drawn(screen: Screen, at: int, of: int, words: Words) -> Markup:
    """The screen, number `at` of `of`, on every stage; the style sheet shows the one that suits the window."""
    return Markup("").join(_on(stage, screen, f"{at}/{of}", words) for stage in STAGES)


def _on(stage: Stage, screen: Screen, page: str, words: Words) -> Markup:
    room, written = fitted(stage, screen.written), screen.written
    id = f"{stage.name}{page.partition('/')[0]}"
    one = map_of(stage, screen, room)
    return render(
        "briefing_screen",
        legend=one.legend if one and one.beside else (),
        fills=fills(id),
        stage=stage,
        screen=screen,
        written=written,
        said=" ".join(room.said),
        whole=isinstance(screen.figure, Promised),
        under=stages.is_wide(written.number, written.beside, stage),
        picture=map_svg(one, id, written.title) if one else _chart(screen, words),
        foot=foot(screen, stage),
        page=page,
    )


def foot(screen: Screen, stage: Stage) -> str:
    """Source, date and signs; the signs are left out where they have no room, and stand in the legend as well."""
    parts = [part for part in (screen.source, screen.date, screen.signs) if part]
    room = stage.across - letters().width(screen.mark, FOOT, bold=True) - 190
    while len(parts) > 2 and letters().width("  ·  ".join(parts), FOOT) > room:
        parts.pop()
    return "  ·  ".join(parts)


def map_of(stage: Stage, screen: Screen, room: Fitted) -> DrawnMap | None:
    """The map of a screen on a stage; None where it shows none."""
    figure = screen.figure
    if not isinstance(figure, WallMap):
        return None
    return map_on((stage.map_width, room.map_height, room.side_left), figure.exported.painting, screen.only)


def _chart(screen: Screen, words: Words) -> Markup:
    figure = screen.figure
    if isinstance(figure, Trend):
        chart = charts.trend(figure.drawing, figure.title, words)
        return charts.svg(chart.pictures[0]) if chart else Markup("")
    if isinstance(figure, Promised):
        return render("briefing_promises", promised=figure)
    return render("briefing_bars", bars=figure) if isinstance(figure, Bars) else Markup("")


def map_svg(one: DrawnMap, id: str, label: str, style: str = "") -> Markup:
    """The map as SVG; `id` names its patterns, which lie in one document with those of other screens.

    `style` is a style sheet of its own, where it stands on no page that has one.
    """
    legend = () if one.beside else one.legend
    lines = list(_lines(one.map))
    return render(
        "briefing_map",
        map=one.map,
        height=one.height,
        lines=lines,
        legend=legend,
        label=label,
        id=id,
        fills=fills(id),
        style=style,
    )


def fills(id: str) -> dict[str, str]:
    """What is drawn in place of a colour: the hatches."""
    return {"": f"url(#{id}-none)", UNTARGETED_HATCH: f"url(#{id}-free)"}


class _Asked:
    """A painting as the key of what is kept: equal ones have equal maps, whichever object they are."""

    def __init__(self, painting: Painting) -> None:
        self.painting = painting
        self._key = repr(painting)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._key == other._key


def map_on(size: tuple[int, int, int], painting: Painting, only: str) -> DrawnMap:
    """The map in a box of `size` (width, height, and how much is free in the column beside it); kept for a slide.

    The legend stands beside the map where there is room, else in a corner without land, else below it.
    """
    return _map_on(size, _Asked(painting), only)


@lru_cache(maxsize=128)
def _map_on(size: tuple[int, int, int], asked: _Asked, only: str) -> DrawnMap:
    # The unit of the values is said once, at the foot: behind each of them it would take the room of names.
    painting, (width, height, free) = replace(asked.painting, suffix=""), size
    lines = _legend_lines(painting)
    layout = stages.legend_layout([text for _, _, text in lines], width)
    edge = EDGES[width < _NARROW_MAP]
    beside = layout.block[1] <= free
    first = _outlined(
        painting, Room(width, height, LABEL, (0.0, 0.0) if beside else layout.block, edge), only
    )
    if first.legend or beside:
        x, y, *_ = first.legend or (0.0, 0.0)
        legend = [LegendLine(x, y + n * _LEGEND_LINE, *line) for n, line in enumerate(lines)]
        return DrawnMap(first, tuple(legend), height, beside)
    above = Room(width, round(height - layout.rows[1] - 12), LABEL, edge=edge)
    second = _outlined(painting, above, only)
    return DrawnMap(second, tuple(_in_rows(lines, width, above.height + 12)), height)


def _outlined(painting: Painting, room: Room, only: str) -> Outlined:
    return outlined(painting, layers(data_folder()), room, letters(), only, spoken_names())


def _in_rows(lines: Sequence[tuple[str, str, str]], width: int, top: float) -> Iterator[LegendLine]:
    """The legend across the foot of a map, from the left, in as many rows as it takes."""
    x, y = 0.0, top
    for colour, sign, text in lines:
        wide = stages.SWATCH + letters().width(text, FOOT)
        if x and x + wide > width:
            x, y = 0.0, y + _LEGEND_LINE
        yield LegendLine(x, y, colour, sign, text)
        x += wide + _BESIDE


def _legend_lines(painting: Painting) -> list[tuple[str, str, str]]:
    """Each line of the legend: colour, sign and text; a class that no region has is left out, for room."""
    entries = [
        (entry.colour, "", f"{entry.label} · {entry.count}") for entry in painting.legend if entry.count
    ]
    return [*entries, *(("", look.sign, look.said) for look in painting.looks if look.sign)]


def _lines(map: Outlined) -> Iterator[Line]:
    """Every line of every name at its baseline."""
    anchors = {"left": "start", "center": "middle", "right": "end"}
    for name in map.names:
        left, top, right, bottom = name.place.box
        x = {"left": left, "center": (left + right) / 2, "right": right}[name.place.align]
        height = (bottom - top) / len(name.place.lines)
        for at, text in enumerate(name.place.lines):
            bold = name.place.valued and at == len(name.place.lines) - 1
            y = top + (at + 0.5) * height + LABEL * 0.34
            yield Line(x, y, anchors[name.place.align], text, bold, name.ink == "#ffffff")
