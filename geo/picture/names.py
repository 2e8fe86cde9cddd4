"""Where the names stand in a still picture: what geo.placing, which the browser asks too, says for its panels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from data.places import all_kecamatan
from geo.boundaries import PROJECTED
from geo.painting import BEHIND, Mark, Painting
from geo.picture.inks import GROUND, INK
from geo.picture.lettering import Lettering
from geo.picture.panels import Panel
from geo.picture.shapes import rings_of
from geo.placing import Box, Label, Place, Task, place

ROOM = 25
"""So many squares of the names' size each kecamatan needs, for kecamatan to be named."""


@dataclass(frozen=True)
class Named:
    """A region to be named: its name, its value ("" for none), the number of its panel; point and rings in pixels."""

    name: str
    value: str
    panel: int
    at: tuple[float, float]
    rings: Sequence[np.ndarray]


def arrange(
    names: Sequence[Named],
    panels: Sequence[Box],
    obstacles: Sequence[Box],
    size: int,
    letters: Lettering,
    *,
    named: bool = False,
) -> list[Place | None]:
    """A place for each name in letters of `size` pixels, None where there is none; `named` as a task has it."""
    labels = [_label(one, size, letters) for one in names]
    return place(Task(size, panels, obstacles, labels, named))


def _label(named: Named, size: int, letters: Lettering) -> Label:
    """A name with the widths of its words, two pixels more than measured: halos stand out."""
    words = [(word, letters.width(word, size)) for word in named.name.split()]
    value = (named.value, letters.width(named.value, size, bold=True) + 2) if named.value else None
    rings = [ring.round(2).ravel().tolist() for ring in named.rings]
    return Label(named.panel, named.at, rings, words, letters.width(" ", size), value)


def places_of(
    drawn: Sequence[tuple[Panel, gpd.GeoDataFrame]],
    kecamatan: gpd.GeoDataFrame,
    painting: Painting,
    taken: Sequence[Box],
    size: int,
    letters: Lettering,
    room: int = ROOM,
) -> dict[str, Place]:
    """By code where the names of all panels stand, clear of what is `taken`; one without a place is left out.

    `room`: so many squares of the names' `size` each kecamatan needs, or the regions are named in their stead. With
    less than ROOM the names are of the size of a wall's, where a value without its name says nothing.
    """
    named = {
        code: name
        for number, (panel, members) in enumerate(drawn)
        for code, name in _named(
            number,
            panel,
            _to_name(panel, members, kecamatan, painting, room * size**2),
            marks_of(painting),
            painting,
        )
    }
    rooms = [_inside(panel.box) for panel, _ in drawn]
    found = arrange(list(named.values()), rooms, taken, size, letters, named=room < ROOM)
    return {code: one for code, one in zip(named, found, strict=True) if one is not None}


def marks_of(painting: Painting) -> dict[str, Mark]:
    """What is shown of each region and kecamatan, by its code."""
    return {mark.code: mark for mark in (*painting.marks, *painting.kecamatan)}


def ink_of(mark: Mark | None, place: Place, painting: Painting) -> str:
    """White on a dark region that holds the name, else dark."""
    if mark is None or place.leader or (painting.kecamatan and len(mark.code) == 5):
        return INK
    return GROUND if painting.inks[mark.class_number] == "dark" else INK


def _to_name(
    panel: Panel, members: gpd.GeoDataFrame, kecamatan: gpd.GeoDataFrame, painting: Painting, room: int
) -> gpd.GeoDataFrame:
    """The regions of a panel, or their kecamatan where these have the colours and room for names (as on the web map)."""
    left, top, right, bottom = panel.box
    inside = kecamatan[kecamatan["region"].isin(members["code"])] if painting.kecamatan else kecamatan[:0]
    if not len(inside) or (right - left) * (bottom - top) / len(inside) < room:
        return members
    names = {code: one.name for code, one in all_kecamatan().items()}
    return inside.to_crs(PROJECTED).assign(short=[names.get(code, code) for code in inside["code"]])


def _named(
    number: int, panel: Panel, members: gpd.GeoDataFrame, marks: Mapping[str, Mark], painting: Painting
) -> Iterator[tuple[str, Named]]:
    points = gpd.points_from_xy(members["label_lon"], members["label_lat"], crs=4326).to_crs(PROJECTED)
    at = panel.put(np.column_stack([points.x, points.y])).tolist()
    for code, short, shape, (x, y) in zip(
        members["code"], members["short"], members.geometry, at, strict=True
    ):
        rings = [panel.put(ring) for ring, _ in rings_of(shape)]
        yield code, Named(short, _value(marks.get(code), painting), number, (x, y), rings)


def _value(mark: Mark | None, painting: Painting) -> str:
    """The value that stands under a region's name, "" for none."""
    if mark is None or mark.withheld or mark.quiet or not painting.values:
        return ""
    unit = painting.suffix if len(painting.suffix) < 3 else ""
    behind = "".join(f"{look.sign}\u00a0" for look in painting.looks if look.kind == BEHIND and mark.behind)
    return f"{behind}{mark.text}{unit}{'*' if mark.flagged else ''}"


def _inside(box: Box) -> Box:
    return box[0] + 4, box[1] + 4, box[2] - 4, box[3] - 4
