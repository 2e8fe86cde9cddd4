"""A map on a slide: each region a shape that can be recoloured, with its name and its value as what is read out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.classes import UNTARGETED_HATCH
from geo.picture import Name, Shape
from pages.briefing.drawn import DrawnMap, LegendLine
from pages.briefing.slides.marks import Box, Edge, Pen, Run, hatched, painted
from pages.briefing.stage import FOOT, LABEL, letters

_INK, _LIGHT, _GREY, _HATCH, _OLD = "#111827", "#ffffff", "#4b5563", "#8b95a1", "#55606e"
# The hatches of the wall, by what stands in place of a colour: nothing known, and no single target.
_HATCHES = {"": "wdUpDiag", UNTARGETED_HATCH: "dkVert"}
_ALIGNED = {"left": "l", "center": "ctr", "right": "r"}


def map_parts(drawn: DrawnMap, pen: Pen, left: float, top: float, title: str) -> Iterator[Any]:
    """The regions in one group called by what the map shows, then their names with lines and scales in another."""
    map, words = drawn.map, pen.words
    moved = _Moved(pen, left, top)
    whole = (left, top, float(map.width), float(map.height))
    yield pen.group(title, title, whole, [moved.shape(shape) for shape in map.shapes])
    names = [moved.line(name) for name in map.names if name.place.leader]
    names += [moved.name(name) for name in map.names]
    names += [part for bar in map.bars for part in moved.bar(bar)]
    names += [moved.caption(caption) for caption in map.captions]
    yield pen.group(words("Nama dan nilai"), "", whole, names)


def legend_parts(
    lines: tuple[LegendLine, ...], pen: Pen, left: float, top: float, ink: str = _INK
) -> Iterator[Any]:
    """The legend as a group; `ink` is the colour of its texts."""
    if not lines:
        return
    parts = [part for line in lines for part in _legend_line(line, pen, left, top, ink)]
    width = max(line.x + 58 + letters().width(line.text, FOOT) for line in lines)
    height = max(line.y for line in lines) + 44
    yield pen.group(pen.words("Legenda"), "", (left, top, width, height), parts)


def _legend_line(line: LegendLine, pen: Pen, left: float, top: float, ink: str) -> Iterator[Any]:
    x, y = left + line.x, top + line.y
    if line.sign:
        box = (x, y, 46.0, 44.0)
        yield pen.text(
            line.sign, box, [[Run(line.sign, colour=ink)]], FOOT, align="ctr", wraps=False, anchor="ctr"
        )
    else:
        yield pen.frame(line.text, (x, y + 7, 46.0, 30.0), _filled(line.colour), Edge(_HATCH, 2))
    width = letters().width(line.text, FOOT) + 20
    yield pen.text(
        line.text,
        (x + 58, y, width, 44.0),
        [[Run(line.text, colour=ink)]],
        FOOT,
        wraps=False,
        anchor="ctr",
    )


def _filled(colour: str, old: bool = False) -> Any:
    if colour in _HATCHES:
        return hatched(_HATCHES[colour], _HATCH, _LIGHT)
    return hatched("wdDnDiag", _OLD, colour) if old else painted(colour)


class _Moved:
    """Parts of a map that begins at `left` and `top` of the stage."""

    def __init__(self, pen: Pen, left: float, top: float) -> None:
        self._pen, self._left, self._top = pen, left, top

    def shape(self, shape: Shape) -> Any:
        """A region or kecamatan."""
        edge = Edge(_OLD, 2)
        if shape.dashed or shape.chosen:
            edge = Edge(_INK, 6 if shape.chosen else 2, dashed=shape.dashed)
        rings = [[(x + self._left, y + self._top) for x, y in ring] for ring in shape.rings]
        fill = painted("") if shape.framed else _filled(shape.ground, shape.old)
        return self._pen.outline(shape.name, f"{shape.name}: {shape.text}", rings, fill, edge)

    def line(self, name: Name) -> Any:
        """From a region to its name, which has no room on it."""
        assert name.place.leader is not None  # noqa: S101 - the caller has asked
        x1, y1, x2, y2 = name.place.leader
        start, end = (x1 + self._left, y1 + self._top), (x2 + self._left, y2 + self._top)
        return self._pen.line(name.place.lines[0], start, end, Edge(_INK, 2))

    def name(self, name: Name) -> Any:
        """A name with its value below it."""
        place = name.place
        left, top, right, bottom = place.box
        last = len(place.lines) - 1
        paragraphs = [
            [Run(text, bold=place.valued and at == last, colour=name.ink)]
            for at, text in enumerate(place.lines)
        ]
        box: Box = (left + self._left, top + self._top, right - left, bottom - top)
        return self._pen.text(
            " ".join(place.lines),
            box,
            paragraphs,
            LABEL,
            align=_ALIGNED[place.align],
            wraps=False,
            anchor="ctr",
            apart=(bottom - top) / len(place.lines) / LABEL,
            glow="#374151" if name.ink == _LIGHT else _LIGHT,
        )

    def bar(self, bar: tuple[float, float, float, str]) -> Iterator[Any]:
        """A scale, and how long it is."""
        x, y, length, text = bar
        x, y = x + self._left, y + self._top
        drawn = [(x, y - 12), (x, y), (x + length, y), (x + length, y - 12)]
        yield self._pen.outline(text, "", [drawn], painted(""), Edge(_GREY, 3), closed=False)
        box = (x + length + 10, y - 32, letters().width(text, FOOT) + 20, 37.0)
        yield self._pen.text(text, box, [[Run(text, colour=_INK)]], FOOT, wraps=False)

    def caption(self, caption: tuple[float, float, str]) -> Any:
        """What a panel of the map is called."""
        x, y, text = caption
        box = (x + self._left, y + self._top, letters().width(text, LABEL, bold=True) + 20, 42.0)
        return self._pen.text(text, box, [[Run(text, True, _INK)]], LABEL, wraps=False)
