"""A chart as a still picture for slides and paper: the same marks as on the screen, on white, with what must be known of them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from PIL import Image, ImageDraw

from geo.picture import Lettering, typeface
from pages.charts.chart import Chart
from pages.charts.picture import Area, Mark, Picture, Point, Rule, Run, Spot, Text

_WIDTH, _MARGIN, _GAP = 1920, 48, 36
# Shapes are drawn at twice the size and then halved, which makes their edges smooth.
_TWICE = 2
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


class Pen(NamedTuple):
    """How a line is drawn: its colour, its width, and the lengths of its dashes and gaps (none: unbroken)."""

    ink: str
    width: float = 1.0
    dash: tuple[float, float] | None = None


_INK, _SOFT, _ACCENT, _ALARM = "#111827", "#4b5563", "#1d5fa8", "#b42318"
# The words of a look -> a pen; of several the last one that is known counts.
_PENS = {
    "grid": Pen("#d5dae1"),
    "axis": Pen("#9aa3af"),
    "joint": Pen("#344054"),
    "framed": Pen("#8b95a1"),
    "break": Pen("#344054", 1, (2, 3)),
    "target": Pen("#344054", 2.5, (5, 3)),
    "whole": Pen("#344054", 1.6),
    "limit-warning": Pen("#667085", 1.4, (5, 4)),
    "limit-action": Pen("#667085", 1.4),
    "line-peer": Pen("#667085", 1.6),
    "line-target": Pen("#344054", 1.6, (5, 4)),
    "line-main": Pen(_ACCENT, 3),
    "dot": Pen("#5b6672"),
    "on": Pen(_INK, 3),
}
_BOLD = {"bold", "heading", "inside", "line-main"}
_TEXT_INKS = {
    "soft": _SOFT,
    "unit": _SOFT,
    "step": _SOFT,
    "month": _SOFT,
    "window": _SOFT,
    "line-main": _ACCENT,
}
LETTERS = 14
"""Pixels of the letters of a picture."""


@dataclass(frozen=True)
class Caption:
    """What stands around a chart: its place and date below the title, sources at the foot, and the mark of its data.

    The mark is an alarm where the data is `simulated`. `face` is a font file of variable weight.
    """

    note: str
    foot: str
    mark: str = ""
    simulated: bool = True
    face: bytes = field(default=b"", repr=False)


def still_png(chart: Chart, caption: Caption) -> bytes:
    """The chart as the bytes of a PNG file, 1920 pixels wide and as high as it needs."""
    letters = typeface(caption.face)
    placed, height = _placed(chart.pictures, top=150.0)
    canvas = Image.new("RGB", (_WIDTH * _TWICE, int(height + 70) * _TWICE), "#ffffff")
    pen = ImageDraw.Draw(canvas)
    for picture, left, top, scale in placed:
        for mark in picture.marks:
            _draw(pen, mark, left, top, scale)
    canvas = canvas.resize((_WIDTH, int(height + 70)), Image.Resampling.BOX)
    writer = ImageDraw.Draw(canvas)
    for picture, left, top, scale in placed:
        for mark in picture.marks:
            if isinstance(mark, Text):
                _write(writer, mark, (left, top), scale, letters)
    _write_around(writer, chart, caption, height, letters)
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()


@cache
def face() -> bytes:
    """The font file that Streamlit ships, b"" where it has moved it: a picture then takes a plain one."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    fonts = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    return fonts[0].read_bytes() if fonts else b""


def _placed(
    pictures: Sequence[Picture], top: float
) -> tuple[list[tuple[Picture, float, float, float]], float]:
    """Each picture with its left, top and scale: one across the page, or two in a row; and where they end."""
    columns = 1 if len(pictures) == 1 else 2
    room = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) / columns
    placed, bottom = [], top
    for at, picture in enumerate(pictures):
        scale = min(room / picture.width, 2.4)
        if at % columns == 0:
            top = bottom
        placed.append((picture, _MARGIN + (at % columns) * (room + _GAP), top, scale))
        bottom = max(bottom, top + picture.height * scale + _GAP)
    return placed, bottom


def pen_of(look: str) -> Pen:
    """How a line of this look is drawn."""
    known = [_PENS[word] for word in look.split() if word in _PENS]
    return known[-1] if known else Pen(_INK)


def text_ink(look: str) -> str:
    """The colour of a text of this look."""
    return next((_TEXT_INKS[word] for word in reversed(look.split()) if word in _TEXT_INKS), _INK)


def is_bold(look: str) -> bool:
    """Whether a text of this look is bold."""
    return bool(_BOLD & set(look.split()))


def _draw(pen: ImageDraw.ImageDraw, mark: Mark, left: float, top: float, scale: float) -> None:
    """A line, an area or a dot at twice its size."""

    def at(x: float, y: float) -> Point:
        return (left + x * scale) * _TWICE, (top + y * scale) * _TWICE

    how, size = pen_of(getattr(mark, "look", "")), scale * _TWICE
    wide = max(round(how.width * size), 1)
    if isinstance(mark, Rule | Run):
        points = [(mark.x1, mark.y1), (mark.x2, mark.y2)] if isinstance(mark, Rule) else mark.points
        for piece in _pieces(points, how.dash):
            pen.line([at(*point) for point in piece], fill=how.ink, width=wide, joint="curve")
    elif isinstance(mark, Area):
        corner = at(mark.x + mark.width, mark.y + mark.height)
        pen.rectangle(
            [at(mark.x, mark.y), corner], fill=mark.colour, outline=how.ink if "framed" in mark.look else None
        )
    elif isinstance(mark, Spot):
        box = [at(mark.x - mark.r, mark.y - mark.r), at(mark.x + mark.r, mark.y + mark.r)]
        pen.ellipse(box, fill=mark.colour or how.ink, outline=how.ink, width=wide if mark.colour else 1)


def _pieces(points: Sequence[Point], dash: tuple[float, float] | None) -> Iterator[Sequence[Point]]:
    """A line as it is, or its dashes."""
    if dash is None:
        yield points
        return
    for (x1, y1), (x2, y2) in pairwise(points):
        length, at = hypot(x2 - x1, y2 - y1), 0.0
        while at < length:
            ends = [share / length for share in (at, min(at + dash[0], length))]
            yield [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in ends]
            at += sum(dash)


def _write(writer: ImageDraw.ImageDraw, mark: Text, corner: Point, scale: float, letters: Lettering) -> None:
    """A text at its own size, on its line."""
    font = letters.font(round(LETTERS * scale), is_bold(mark.look))
    at = (corner[0] + mark.x * scale, corner[1] + mark.y * scale)
    writer.text(at, letters.plain(mark.text), text_ink(mark.look), font, anchor=_ANCHORS[mark.anchor])


def _write_around(
    writer: ImageDraw.ImageDraw, chart: Chart, caption: Caption, height: float, letters: Lettering
) -> None:
    """The title, what the numbers are of, the mark of the data, and at the foot where they are from."""
    writer.text((_MARGIN, 70), letters.plain(chart.title), _INK, letters.font(38, bold=True), anchor="ls")
    note = " · ".join(part for part in (caption.note, chart.unit, chart.window) if part)
    writer.text((_MARGIN, 112), letters.plain(note), _SOFT, letters.font(24), anchor="ls")
    ink = _ALARM if caption.simulated else _INK
    writer.text(
        (_WIDTH - _MARGIN, 70), letters.plain(caption.mark), ink, letters.font(26, bold=True), anchor="rs"
    )
    room = _WIDTH - 2 * _MARGIN
    for line, text in enumerate(letters.lines(caption.foot, 20, room, 2)):
        writer.text(
            (_MARGIN, height + 18 + 26 * line), letters.plain(text), _SOFT, letters.font(20), anchor="ls"
        )
