"""What lies on a slide: text boxes, frames, lines, outlines and groups, in pixels of a stage.

Their XML is made here and not by python-pptx: its builder of outlines takes time with the square of their points, and
its shapes bring a style of their own (`p:style`) with a shadow. Nothing takes its size from its text: what has no room is
refused at the desk, and a slide shows what the wall shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from data.words import Words
from pages.briefing.slides.xml import add_point, clean, made, written

LANGUAGES = {"id": "id-ID", "en": "en-GB"}
THEME_FONT = "+mn-lt"  # the font of the theme for texts: Calibri, or that of the organisation's template
LINE = 1.22  # lines are so many letters apart
_POINT = 12_700  # EMU
_FINE = 10  # steps of an outline in a pixel

Box = tuple[float, float, float, float]
"""Left, top, width and height."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Run:
    """A piece of a line in one kind of letters. `colour` is "#rrggbb" or the name of a colour of the theme."""

    text: str
    bold: bool = False
    colour: str = "tx1"


@dataclass(frozen=True)
class Edge:
    """The line around something: its colour, its width in pixels, and whether it is dashed."""

    colour: str
    width: float
    dashed: bool = False


@dataclass
class Pen:
    """Writes on one slide. `unit` is a pixel in EMU, `left` and `top` where the stage begins; letters are `letters` of theirs."""

    words: Words
    unit: float
    left: float = 0.0
    top: float = 0.0
    letters: float = 1.0
    _ids: count[int] = field(default_factory=lambda: count(100))

    def text(
        self,
        name: str,
        box: Box,
        paragraphs: Sequence[Sequence[Run]],
        size: float,
        *,
        align: str = "l",
        wraps: bool = True,
        anchor: str = "t",
        apart: float = LINE,
        glow: str = "",
        fill: str = "",
    ) -> Any:
        """A text box; its lines are `apart` letters of `size` pixels from each other, with a `glow` around the letters."""
        insets = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
        body = made(
            "a:bodyPr",
            made("a:noAutofit"),
            wrap="square" if wraps else "none",
            **insets,
            anchor=anchor,
            rtlCol=0,
        )
        lines = [self._paragraph(runs, size, align, apart, glow) for runs in paragraphs]
        return made(
            "p:sp",
            made("p:nvSpPr", self._named(name), made("p:cNvSpPr", txBox=1), made("p:nvPr")),
            made("p:spPr", self._place(box), _rectangle(), painted(fill), self._edge(None)),
            made("p:txBody", body, made("a:lstStyle"), *lines),
        )

    def frame(self, name: str, box: Box, fill: Any, edge: Edge | None = None) -> Any:
        """A rectangle; `fill` is the element of what it is filled with."""
        return self._shape(name, "", box, _rectangle(), fill, edge)

    def line(self, name: str, start: Point, end: Point, edge: Edge) -> Any:
        """A connector with a dot where it starts, and a glow that parts it from what it crosses."""
        (x1, y1), (x2, y2) = start, end
        turned = {key: 1 for key, is_so in (("flipH", x2 < x1), ("flipV", y2 < y1)) if is_so}
        box = (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        drawn = made("a:prstGeom", made("a:avLst"), prst="line")
        dot = made("a:headEnd", type="oval", w="lg", len="lg")
        glow = self._glow("#ffffff", 4)
        return made(
            "p:cxnSp",
            made("p:nvCxnSpPr", self._named(name), made("p:cNvCxnSpPr"), made("p:nvPr")),
            made("p:spPr", self._place(box, **turned), drawn, self._edge(edge, dot), glow),
        )

    def outline(
        self,
        name: str,
        said: str,
        rings: Sequence[Sequence[Point]],
        fill: Any,
        edge: Edge,
        closed: bool = True,
    ) -> Any:
        """A shape of rings (or one open line) in pixels, to be edited point by point; `said` is what it is read out as."""
        xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
        box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        path = made("a:path", w=round(_FINE * box[2]), h=round(_FINE * box[3]))
        for ring in rings:
            _add_ring(path, ring, box, closed)
        if not closed:
            path.set("fill", "none")
        lists = [made(tag) for tag in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst")]
        inside = made("a:rect", l="0", t="0", r="r", b="b")
        return self._shape(
            name, said, box, made("a:custGeom", *lists, inside, made("a:pathLst", path)), fill, edge
        )

    def group(self, name: str, said: str, box: Box, parts: Sequence[Any]) -> Any:
        """Parts that move together."""
        x, y, width, height = self.emu(box)
        place = self._place(box)
        place.extend([made("a:chOff", x=x, y=y), made("a:chExt", cx=width, cy=height)])
        about = made("p:nvGrpSpPr", self._named(name, said), made("p:cNvGrpSpPr"), made("p:nvPr"))
        return made("p:grpSp", about, made("p:grpSpPr", place), *parts)

    def next_id(self) -> int:
        """A number that nothing else on the slide has."""
        return next(self._ids)

    def emu(self, box: Box) -> tuple[int, int, int, int]:
        """A box where it lies on the slide."""
        x, y, width, height = box
        return (
            round(self.left + x * self.unit),
            round(self.top + y * self.unit),
            round(width * self.unit),
            round(height * self.unit),
        )

    def points(self, size: float) -> float:
        """The size of letters of so many pixels, in points."""
        return size * self.letters * self.unit / _POINT

    def _hundredths(self, size: float) -> int:
        return round(100 * self.points(size))

    def _shape(self, name: str, said: str, box: Box, drawn: Any, fill: Any, edge: Edge | None) -> Any:
        about = made("p:nvSpPr", self._named(name, said), made("p:cNvSpPr"), made("p:nvPr"))
        return made("p:sp", about, made("p:spPr", self._place(box), drawn, fill, self._edge(edge)))

    def _named(self, name: str, said: str = "") -> Any:
        described = {"descr": clean(said)} if said else {}
        return made("p:cNvPr", id=self.next_id(), name=clean(name), **described)

    def _place(self, box: Box, **turned: int) -> Any:
        x, y, width, height = self.emu(box)
        return made("a:xfrm", made("a:off", x=x, y=y), made("a:ext", cx=width, cy=height), **turned)

    def _edge(self, edge: Edge | None, end: Any = None) -> Any:
        if edge is None:
            return made("a:ln", made("a:noFill"))
        dashes = made("a:prstDash", val="dash") if edge.dashed else None
        return made(
            "a:ln", painted(edge.colour), dashes, made("a:round"), end, w=round(edge.width * self.unit)
        )

    def _paragraph(self, runs: Sequence[Run], size: float, align: str, apart: float, glow: str) -> Any:
        spacing = made("a:lnSpc", made("a:spcPts", val=self._hundredths(size * apart)))
        return made("a:p", made("a:pPr", spacing, algn=align), *(self._run(run, size, glow) for run in runs))

    def _run(self, run: Run, size: float, glow: str) -> Any:
        about = {"lang": LANGUAGES[self.words.language], "sz": self._hundredths(size), "b": int(run.bold)}
        around = self._glow(glow, 5) if glow else None
        font = made("a:latin", typeface=THEME_FONT)
        return made(
            "a:r", made("a:rPr", painted(run.colour), around, font, **about), written("a:t", run.text)
        )

    def _glow(self, colour: str, width: float) -> Any:
        return made("a:effectLst", made("a:glow", _colour(colour), rad=round(width * self.unit)))


def painted(colour: str) -> Any:
    """The fill of one colour; "" for none."""
    return made("a:solidFill", _colour(colour)) if colour else made("a:noFill")


def hatched(pattern: str, lines: str, ground: str) -> Any:
    """The fill of a hatch."""
    return made("a:pattFill", made("a:fgClr", _colour(lines)), made("a:bgClr", _colour(ground)), prst=pattern)


def _colour(colour: str) -> Any:
    if colour.startswith("#"):
        return made("a:srgbClr", val=colour[1:].upper())
    return made("a:schemeClr", val=colour)


def _rectangle() -> Any:
    return made("a:prstGeom", made("a:avLst"), prst="rect")


def _add_ring(path: Any, ring: Sequence[Point], box: Box, closed: bool) -> None:
    """Adds the steps along a ring, from the corner of its box."""
    left, top, *_ = box
    for at, (x, y) in enumerate(ring):
        tag = "a:lnTo" if at else "a:moveTo"
        add_point(path, tag, round(_FINE * (x - left)), round(_FINE * (y - top)))
    if closed:
        path.append(made("a:close"))
