"""One slide of one screen: the message as its title, the figure, number, sentences, what is asked, and the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from data.words import Words
from pages.briefing.drawn import DrawnMap, foot, map_of
from pages.briefing.promises import Promised
from pages.briefing.screen import Bars, Screen, Trend
from pages.briefing.slides.graphs import axis_said, bar_chart, line_chart, untold, window_of
from pages.briefing.slides.ground import ABOVE, WIDER, Ground, Spot, room_on, spot_of
from pages.briefing.slides.maps import legend_parts, map_parts
from pages.briefing.slides.marks import LINE, Box, Edge, Pen, Run, painted
from pages.briefing.slides.rows import promise_parts
from pages.briefing.slides.titles import write_title
from pages.briefing.stage import (
    ASK,
    FOOT,
    FOOT_ROOM,
    NUMBER,
    SENTENCE,
    TITLE,
    WIDE,
    Fitted,
    asks_height,
    is_wide,
    letters,
    lines_of,
)
from pages.map import WallMap

_GAP, _PAD = 24, 22
_WHITE, _DARK, _INK = "#ffffff", "#2a2f3a", "#111827"
_ROW = 46.0  # pixels of a line of the foot, or above and below a chart


@dataclass(frozen=True)
class Layout:
    """Where the parts of a screen stand: `top` is where they begin below the title, `room` what has room, and the map."""

    spot: Spot
    screen: Screen
    top: float
    room: Fitted
    map: DrawnMap | None


def layout_of(ground: Ground, screen: Screen) -> Layout:
    """The layout of a screen on a ground. Placing the names of its map takes a while the first time."""
    spot = spot_of(ground, screen.written)
    top = float(ABOVE) if ground.own else 36 + title_lines(screen) * TITLE * LINE + _GAP
    # A template has its own room for the title, so that the stage has none.
    written = replace(screen.written, title="") if ground.own else screen.written
    room = room_on(spot.stage, written)
    return Layout(spot, replace(screen, written=written), top, room, map_of(spot.stage, screen, room))


def title_lines(screen: Screen) -> int:
    """How many lines the title takes on a slide without a template."""
    return lines_of(screen.written.title, TITLE, WIDE.across, bold=True)


def add_slide(ground: Ground, screen: Screen, page: str, words: Words) -> Any:
    """Adds the slide of a screen, number `page` ("3/12")."""
    slide, layout = ground.presentation.slides.add_slide(ground.layout), layout_of(ground, screen)
    spot = layout.spot
    write_title(slide, ground, screen.written.title, title_lines(screen), words)
    _Drawn(slide, layout, Pen(words, spot.unit, spot.left, spot.top, spot.letters), ground.own).draw(page)
    return slide


class _Drawn:
    """The parts of one slide below its title, on a stage; `own`: on a template, whose ground may have any colour."""

    def __init__(self, slide: Any, layout: Layout, pen: Pen, own: bool) -> None:
        self._slide, self._layout, self._screen = slide, layout, layout.screen
        self._stage, self._top, self._pen, self._own = layout.spot.stage, layout.top, pen, own
        self._ink = "tx1" if own else _INK

    def draw(self, page: str) -> None:
        """All of it; what is asked and the foot stand at the bottom."""
        stage, drawn, room = self._stage, self._layout.map, self._layout.room
        figure = self._screen.figure
        plain = figure is None
        left, width = (float(stage.margin), float(stage.across)) if plain else self._side()
        if drawn is not None:
            self._add(self._map(drawn))
        elif isinstance(figure, Promised):
            self._add(promise_parts(figure, self._pen, stage, self._top, self._ink))
        elif not plain:
            self._chart(room)
        below, parts = self._number(left, width)
        parts += self._sentences(room, left, width, below)
        if drawn is not None and drawn.beside:
            below += lines_of(" ".join(room.said), SENTENCE, width / WIDER) * SENTENCE * LINE + _GAP
            parts += legend_parts(drawn.legend, self._pen, left, below, self._ink)
        self._add([*parts, *self._asks(left, width, room), *self._foot(page)])

    def _add(self, parts: Iterator[Any] | list[Any]) -> None:
        """Lays parts onto the slide, above what is there."""
        self._slide.shapes._spTree.extend(parts)

    def _side(self) -> tuple[float, float]:
        """Left and width of the column beside the figure."""
        stage = self._stage
        return stage.width - stage.margin - stage.side, float(stage.side)

    def _map(self, drawn: DrawnMap) -> Iterator[Any]:
        figure, left = self._screen.figure, float(self._stage.margin)
        assert isinstance(figure, WallMap)  # noqa: S101 - only such a screen has a map
        if self._own:
            yield self._ground((left, self._top, float(drawn.map.width), float(drawn.height)))
        yield from map_parts(drawn, self._pen, left, self._top, figure.exported.painting.title)
        if not drawn.beside:
            yield from legend_parts(drawn.legend, self._pen, left, self._top)

    def _ground(self, box: Box) -> Any:
        """White below a figure: its names and colours are chosen for that, and a template may be dark."""
        return self._pen.frame(self._pen.words("Alas gambar"), box, painted(_WHITE))

    def _chart(self, room: Fitted) -> None:
        """The chart, with what its axis counts above it, and what is to be known of it below."""
        figure, words = self._screen.figure, self._pen.words
        box: Box = (
            float(self._stage.margin),
            self._top,
            float(self._stage.map_width),
            float(room.map_height),
        )
        above, notes = "", []
        if isinstance(figure, Trend):
            above, notes = axis_said(figure.drawing, words), [window_of(figure, words)]
        elif isinstance(figure, Bars):
            above, notes = figure.unit, untold(figure)
        notes = [note for note in notes if note]
        pad = 14.0 if self._own else 0.0
        left, top, width, height = box[0] + pad, box[1], box[2] - 2 * pad, box[3]
        inner = (left, top + _ROW, width, height - _ROW * (1 + len(notes)))
        parts = [self._ground(box)] if self._own else []
        parts.append(self._line(above, (left, top, width, _ROW)))
        parts += [
            self._line(note, (left, inner[1] + inner[3] + at * _ROW, width, _ROW))
            for at, note in enumerate(notes)
        ]
        self._add(parts)
        if isinstance(figure, Trend):
            line_chart(self._slide.shapes, inner, figure, self._pen)
        elif isinstance(figure, Bars):
            bar_chart(self._slide.shapes, inner, figure, self._pen)

    def _line(self, text: str, box: Box) -> Any:
        return self._pen.text(text, box, [[Run(text, colour="#4b5563")]], FOOT, wraps=False)

    def _number(self, left: float, width: float) -> tuple[float, list[Any]]:
        """The number with what it counts beside or below it, and where what comes next begins."""
        written, top = self._screen.written, self._top
        if not written.number:
            return top, []
        high, wide = NUMBER * 0.95, letters().width(written.number, NUMBER, bold=True)
        numeral = [[Run(written.number, True, self._ink)]]
        parts = [
            self._pen.text(
                self._pen.words("Angka"), (left, top, wide, high), numeral, NUMBER, wraps=False, apart=0.95
            )
        ]
        counted = [[Run(written.beside, colour=self._ink)]]
        if is_wide(written.number, written.beside, self._stage):
            under = lines_of(written.beside, SENTENCE, width / WIDER) * SENTENCE * LINE
            box: Box = (left, top + high, width, under)
        else:
            under, box = 0.0, (left + wide + _GAP, top, width - wide - _GAP, high)
        if written.beside:
            name = self._pen.words("Yang dihitung")
            parts.append(self._pen.text(name, box, counted, SENTENCE, anchor="t" if under else "ctr"))
        return top + high + under + _GAP, parts

    def _sentences(self, room: Fitted, left: float, width: float, top: float) -> list[Any]:
        said = " ".join(room.said)
        if not said:
            return []
        high = lines_of(said, SENTENCE, width / WIDER) * SENTENCE * LINE
        name = self._pen.words("Kalimat")
        return [self._pen.text(name, (left, top, width, high), [[Run(said, colour=self._ink)]], SENTENCE)]

    def _asks(self, left: float, width: float, room: Fitted) -> list[Any]:
        """What is asked of whom, in a frame: below the column, or across the slide."""
        written, stage = self._screen.written, self._stage
        if not written.asks:
            return []
        if stage.asks_below:
            left, width = float(stage.margin), float(stage.across)
        high = asks_height(stage, written, round(width / WIDER)) - _GAP
        plain = self._screen.figure is None
        top = self._top + 2 * _GAP if plain and not room.said else stage.height - FOOT_ROOM - high
        accent = "accent1" if self._own else "#1d5fa8"
        lines = [[Run(written.asks_heading, True, accent)]]
        lines += [
            [Run(f"{agency}: ", True, self._ink), Run(what, colour=self._ink)]
            for agency, what in written.asks
        ]
        inside = (left + _PAD, top + _PAD * 0.6, width - 2 * _PAD, high - _PAD)
        return [
            self._pen.frame(
                self._pen.words("Bingkai"), (left, top, width, high), painted(""), Edge(accent, 4)
            ),
            self._pen.text(written.asks_heading, inside, lines, ASK),
        ]

    def _foot(self, page: str) -> Iterator[Any]:
        """What the data say of themselves, source and date, and the number of the slide."""
        stage, mark, pen = self._stage, self._screen.mark, self._pen
        top, left = stage.height - 59.0, float(stage.margin)
        if mark:
            wide = letters().width(mark, FOOT, bold=True) + 36
            run = [[Run(mark, True, _WHITE)]]
            yield pen.text(
                mark, (left, top, wide, _ROW), run, FOOT, align="ctr", wraps=False, anchor="ctr", fill=_DARK
            )
            left += wide + 28
        right = stage.width - stage.margin - 120.0
        said = foot(self._screen, stage)
        if said:
            colour = "tx1" if self._own else "#4b5563"
            name, run = pen.words("Sumber"), [[Run(said, colour=colour)]]
            yield pen.text(name, (left, top, right - left, _ROW), run, FOOT, wraps=False, anchor="ctr")
        number = [[Run(page, True, self._ink)]]
        box = (right, top, 120.0, _ROW)
        yield pen.text(pen.words("Halaman"), box, number, FOOT, align="r", wraps=False, anchor="ctr")
