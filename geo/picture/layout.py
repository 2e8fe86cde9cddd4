"""A still map as outlines, names and lines at their places, for whatever draws it: a screen on a wall, a slide, paper.

The picture of pixels (geo.picture.picture) shows the same painting with the same places of names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import shapely

from data.places import all_kecamatan, areas_in_order
from geo.boundaries import PROJECTED
from geo.layers import Layers
from geo.painting import Mark, Painting
from geo.picture.lettering import Lettering
from geo.picture.names import ink_of, marks_of, places_of
from geo.picture.panels import Panel, panels
from geo.picture.shapes import rings_of
from geo.placing import Box, Place

_FINEST = 0.8  # no detail smaller than so many pixels is drawn
# Fewer than on the picture: in large letters a value without its name is better than neither.
_ROOM = 12
_CORNER = 8  # pixels between the legend and the edges of the map
_Drawn = list[tuple[Panel, gpd.GeoDataFrame]]
Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class Shape:
    """A region or kecamatan: its rings in pixels (holes among them: fill by even and odd), and how it looks.

    `ground` is its colour, "" where nothing is known (hatched); `text` its value as it is written. An `old` value is
    hatched over its colour, a region outside the core `dashed`, the one that is looked at `chosen`. Without a ground of
    its own (`framed`) a region frames the kecamatan that are drawn before it.
    """

    code: str
    name: str
    text: str
    ground: str
    rings: Rings
    old: bool = False
    dashed: bool = False
    chosen: bool = False
    framed: bool = False


@dataclass(frozen=True)
class Name:
    """The lines of a region's name (its value last, where `place.valued`) at their place, in an ink."""

    code: str
    place: Place
    ink: str


@dataclass(frozen=True)
class Outlined:
    """A map of `width` by `height` pixels; later shapes lie over earlier ones, names over lines over shapes.

    `captions` name the panels: left, top and text. `bars` are the scales: left, bottom, length, text. `legend` is the
    box in which a legend covers no land, None where no corner of the map has room for it.
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]
    names: tuple[Name, ...]
    captions: tuple[tuple[float, float, str], ...]
    bars: tuple[tuple[float, float, float, str], ...]
    legend: Box | None


@dataclass(frozen=True)
class Room:
    """How large a map is drawn, in pixels: its width and height, its letters, and the legend that it should hold.

    `edge` is kept free on both sides of a single panel, for names that have no room on their region.
    """

    width: int
    height: int
    letters: int
    legend: tuple[float, float] = (0.0, 0.0)
    edge: int = 70


def outlined(
    painting: Painting,
    layers: Layers,
    room: Room,
    letters: Lettering,
    only: str = "",
    called: Mapping[str, str] = MappingProxyType({}),
) -> Outlined:
    """The map of a painting, as large as `room`; of the region `only` alone where one is named.

    `called` are shorter names of regions, by code, than those that the region table has.
    """
    drawn = [
        (panel, members.assign(short=_called(members, called)))
        for panel, members in _drawn(painting, layers, room, only)
    ]
    legend = _free_corner(drawn, room)
    captions = [_caption(panel, painting, room) for panel, _ in drawn if len(drawn) > 1]
    bars = [_bar(panel, members, room) for panel, members in drawn]
    taken = [*([legend] if legend else []), *_taken(captions, bars, room, letters)]
    places = places_of(drawn, layers.kecamatan, painting, taken, room.letters, letters, _ROOM)
    marks = marks_of(painting)
    names = [Name(code, place, ink_of(marks.get(code), place, painting)) for code, place in places.items()]
    shapes = [shape for panel, members in drawn for shape in _shapes(panel, members, layers, painting)]
    shapes.sort(key=lambda one: (one.framed, one.chosen, one.dashed))  # those that look different lie on top
    return Outlined(
        room.width, room.height, tuple(shapes), tuple(names), tuple(captions), tuple(bars), legend
    )


def _called(members: gpd.GeoDataFrame, called: Mapping[str, str]) -> list[str]:
    return [called.get(code, short) for code, short in zip(members["code"], members["short"], strict=True)]


def _caption(panel: Panel, painting: Painting, room: Room) -> tuple[float, float, str]:
    return panel.box[0] + 14, panel.box[1] + room.letters * 0.3, painting.captions.get(panel.area, "")


def _taken(
    captions: Sequence[tuple[float, float, str]],
    bars: Sequence[tuple[float, float, float, str]],
    room: Room,
    letters: Lettering,
) -> Iterator[Box]:
    """The boxes in which captions and scales stand, where no name may."""
    for left, top, text in captions:
        yield left, top, left + letters.width(text, room.letters, bold=True), top + room.letters * 1.3
    for left, bottom, length, text in bars:
        yield left, bottom - room.letters, left + length + 10 + letters.width(text, room.letters), bottom + 6


def _drawn(painting: Painting, layers: Layers, room: Room, only: str) -> _Drawn:
    """The panels with the regions that each shows, in the projection of the map."""
    regions = layers.regions
    if only in set(regions["code"]):
        regions = regions[regions["code"] == only]
    elif painting.area in set(regions["area"]):
        regions = regions[regions["area"] == painting.area]
    regions = regions.to_crs(PROJECTED)
    areas = areas_in_order(regions["area"])
    bounds = [(area, tuple(regions[regions["area"] == area].total_bounds.tolist())) for area in areas]
    edge = room.edge if len(areas) == 1 else 0
    box = (edge, 0, room.width - edge, room.height)
    return [(panel, regions[regions["area"] == panel.area]) for panel in panels(bounds, box)]


def _free_corner(drawn: _Drawn, room: Room) -> Box | None:
    """The first corner of a map of one panel in which the legend covers no land."""
    width, height = room.legend
    if len(drawn) > 1 or not width:
        return None
    panel, members = drawn[0]
    land = [
        shapely.Polygon(panel.put(ring))
        for shape in members.geometry
        for ring, hole in rings_of(shape)
        if not hole
    ]
    right, bottom = room.width - width - _CORNER, room.height - height - _CORNER
    for x, y in ((_CORNER, _CORNER), (right, bottom), (_CORNER, bottom), (right, _CORNER)):
        box = (x, y, x + width, y + height)
        if not shapely.intersects(land, shapely.box(*box)).any():
            return box
    return None


def _bar(panel: Panel, members: gpd.GeoDataFrame, room: Room) -> tuple[float, float, float, str]:
    km, length = panel.bar(float(members["label_lat"].mean()))
    return panel.box[0] + 16, panel.box[3] - 12, length, f"{km} km"


def _shapes(panel: Panel, members: gpd.GeoDataFrame, layers: Layers, painting: Painting) -> list[Shape]:
    """The kecamatan of a panel where they have the colours, and its regions."""
    marks = marks_of(painting)
    kecamatan = layers.kecamatan[layers.kecamatan["region"].isin(members["code"])]
    fine = kecamatan.to_crs(PROJECTED) if painting.kecamatan else kecamatan[:0]
    called = {code: one.name for code, one in all_kecamatan().items()}
    shapes = [
        _shape(code, called.get(code, code), rings, marks.get(code), painting)
        for code, rings in _thin(panel, fine)
    ]
    muted = set(members.loc[members["muted"], "code"])
    names = dict(zip(members["code"], members["name"], strict=True))
    for code, rings in _thin(panel, members):
        shape = _shape(code, names[code], rings, marks.get(code), painting)
        chosen = code == painting.selected
        shapes.append(replace(shape, dashed=code in muted, chosen=chosen, framed=bool(len(fine))))
    return shapes


def _thin(panel: Panel, shapes: gpd.GeoDataFrame) -> Iterator[tuple[str, Rings]]:
    """The rings of shapes in pixels, without what nobody sees; borders stay the same line on both of their sides."""
    if shapes.empty:
        return
    moved = shapely.transform(shapes.geometry.to_numpy(), panel.put)
    for code, shape in zip(shapes["code"], shapely.coverage_simplify(moved, _FINEST), strict=True):
        rings = [np.round(ring, 1).tolist() for ring, _ in rings_of(shape)]
        yield code, tuple(tuple((x, y) for x, y in ring) for ring in rings)


def _shape(code: str, name: str, rings: Rings, mark: Mark | None, painting: Painting) -> Shape:
    if mark is None:
        return Shape(code, name, painting.none, "", rings)
    unit = "" if mark.withheld else painting.suffix
    return Shape(code, name, f"{mark.text}{unit}", painting.palette[mark.class_number], rings, mark.old)
