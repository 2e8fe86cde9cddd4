"""Maps and charts for paper: the same shapes, colours and lines as on the wall, with signs that survive a grey copier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import shapely

from data.settings import data_folder
from data.words import Words
from geo.classes import Entry
from geo.layers import layers
from geo.painting import Painting
from geo.picture import Room, Shape, outlined
from pages import charts, paper
from pages.briefing.drawn import map_on, map_svg
from pages.briefing.stage import LABEL, letters
from pages.templates import render

_ACROSS, _HIGH = 1160, 780  # pixels of a map across a page, whose letters are as large to it as on a wall
_SMALL = Room(660, 560, LABEL, edge=0)
_SMALL_LETTERS, _LEGEND_ACROSS, _LEGEND_LINE = 24, 3, 34
_HATCHED = "hatched"


class _Swatch(NamedTuple):
    """A line of the legend at its place: how it is filled, and what it says."""

    x: int
    y: int
    fill: str
    text: str


@dataclass(frozen=True)
class _Number:
    """A number in the middle of its place."""

    x: float
    y: float
    text: str


def map_across(painting: Painting, only: str, label: str) -> paper.Drawn:
    """The map across the page, with names, values and legend."""
    one = map_on((_ACROSS, _HIGH, 0), painting, only)
    return paper.Drawn(str(map_svg(one, "peta", label, _style())), label)


def numbered_map(
    painting: Painting, numbers: Mapping[str, str], only: str, label: str, words: Words
) -> paper.Drawn:
    """The kecamatan of the region `only`, each with its number in the table beside it, by code.

    The lowest class that is there is dotted, and what has no value of its own hatched.
    """
    one = outlined(painting, layers(data_folder()), _SMALL, letters(), only)
    own = [shape for shape in one.shapes if not shape.framed]
    hidden = {mark.code for mark in painting.kecamatan if mark.withheld}
    colours = [_HATCHED if shape.code in hidden or not shape.ground else shape.ground for shape in own]
    low = next((entry.colour for entry in _lowest_first(painting) if entry.colour in colours), "")
    legend = _legend(painting, colours, low, words)
    drawn = render(
        "briefing_numbered_map",
        map=one,
        height=one.height + _LEGEND_LINE * -(-len(legend) // _LEGEND_ACROSS),
        shapes=[(shape, _fill(colour, low)) for shape, colour in zip(own, colours, strict=True)],
        frame=[shape for shape in one.shapes if shape.framed],
        numbers=[_number(shape, numbers[shape.code]) for shape in own if shape.code in numbers],
        letters=_SMALL_LETTERS,
        low=low,
        legend=legend,
        family=paper.FAMILY,
    )
    return paper.Drawn(str(drawn), label)


def _lowest_first(painting: Painting) -> list[Entry]:
    """The classes of the legend, which a map has from the highest down."""
    return [entry for entry in reversed(painting.legend) if entry.colour in painting.palette]


def _fill(colour: str, low: str) -> str:
    return {_HATCHED: "url(#hidden)", low: "url(#low)"}.get(colour, colour)


def _legend(painting: Painting, colours: Sequence[str], low: str, words: Words) -> list[_Swatch]:
    """A line for each class that a kecamatan has, the lowest first, and for those without a value of their own."""
    entries = [
        (entry.colour, entry.label, colours.count(entry.colour))
        for entry in _lowest_first(painting)
        if entry.colour in colours
    ]
    if _HATCHED in colours:
        entries.append((_HATCHED, words("digabung atau tanpa angka"), colours.count(_HATCHED)))
    across = _SMALL.width // _LEGEND_ACROSS
    return [
        _Swatch(
            across * (at % _LEGEND_ACROSS),
            _SMALL.height + _LEGEND_LINE * (at // _LEGEND_ACROSS),
            _fill(colour, low),
            f"{label} · {count}",
        )
        for at, (colour, label, count) in enumerate(entries)
    ]


def _number(shape: Shape, text: str) -> _Number:
    """The number in the widest part of the largest piece of a shape."""
    largest = max((shapely.Polygon(ring) for ring in shape.rings), key=lambda one: one.area)
    middle = shapely.maximum_inscribed_circle(largest.buffer(0), tolerance=2.0).coords[0]
    return _Number(middle[0], middle[1] + _SMALL_LETTERS * 0.34, text)


def chart(drawing: charts.Drawing, label: str, words: Words) -> paper.Drawn | None:
    """The lines of months; None where there are too few."""
    made = charts.trend(drawing, label, words)
    if made is None:
        return None
    return paper.Drawn(str(charts.printed(made.pictures[0], paper.FAMILY)), made.pictures[0].label)


@cache
def _style() -> str:
    return (Path(__file__).parent / "map.css").read_text()
