"""What a drawing is made of: lines, areas, dots and texts at their places. The screen and the still picture draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from markupsafe import Markup

from pages.templates import render

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
# Letters of 13 pixels are about so wide.
LETTER = 7.4


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    kind: ClassVar[str] = "rule"
    x1: float
    y1: float
    x2: float
    y2: float
    look: str


@dataclass(frozen=True)
class Run:
    """A line through points."""

    kind: ClassVar[str] = "run"
    points: Sequence[Point]
    look: str


@dataclass(frozen=True)
class Area:
    """A rectangle in a colour ("#1d5fa8"); the colours of data are the same in light and dark."""

    kind: ClassVar[str] = "area"
    x: float
    y: float
    width: float
    height: float
    colour: str
    look: str = "area"


@dataclass(frozen=True)
class Spot:
    """A dot: what it says to who points at it, and its colour ("" takes that of its look)."""

    kind: ClassVar[str] = "spot"
    x: float
    y: float
    r: float
    look: str
    colour: str = ""
    title: str = ""


@dataclass(frozen=True)
class Text:
    """A line of text; `anchor` says which end of it stands at `x`."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    look: str = ""
    anchor: Anchor = "start"


Mark = Rule | Run | Area | Spot | Text


@dataclass(frozen=True)
class Picture:
    """Marks in a frame of pixels, later ones above earlier ones; a screen reader says `label` in their place.

    `look` is its kind and how it stands on the page, as words ("trend lebar"). The words of a mark's `look` say what
    it is; each drawer has its own inks for them.
    """

    look: str
    width: float
    height: float
    label: str
    marks: tuple[Mark, ...]


def svg(picture: Picture) -> Markup:
    """The picture as an SVG document."""
    return render("charts_picture", picture=picture)


def width_of(text: str) -> float:
    """About how many pixels a text takes."""
    return len(text) * LETTER
