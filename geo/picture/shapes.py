"""The shapes of a still map: every region in the colour of its class, hatched where it has none, and its border.

They are drawn at TWICE the size; when the picture is halved, their edges come out smooth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw

from geo.boundaries import PROJECTED
from geo.painting import Mark, Painting
from geo.picture.inks import EDGE, GROUND, HATCH, INK
from geo.picture.panels import Panel

TWICE = 2
_FADED = 0.4  # how much of its colour a faded region keeps


def draw_shapes(
    canvas: Image.Image,
    panel: Panel,
    members: gpd.GeoDataFrame,
    kecamatan: gpd.GeoDataFrame,
    painting: Painting,
) -> None:
    """The regions `members` of one panel, and over them the kecamatan that the painting has marks for.

    `members` (code, geometry) is in the projection of the map, `kecamatan` (code, region, geometry) in degrees.
    """
    _fill(canvas, panel, members, painting.marks, painting)
    if painting.kecamatan:
        inside = kecamatan[kecamatan["region"].isin(members["code"])].to_crs(PROJECTED)
        _fill(canvas, panel, inside, painting.kecamatan, painting)
        _outline(canvas, panel, inside.geometry, GROUND, 1)
    _outline(canvas, panel, members.geometry, EDGE, 3)
    selected = members[members["code"] == painting.selected]
    _outline(canvas, panel, selected.geometry, INK, 8)


def hatched(size: tuple[int, int], step: int = 20, width: int = 5) -> Image.Image:
    """A ground of slanted lines, which stands for no data."""
    hatch = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(hatch)
    for x in range(-size[1], size[0], step):
        pen.line([(x, size[1]), (x + size[1], 0)], fill=HATCH, width=width)
    return hatch


def _fill(
    canvas: Image.Image, panel: Panel, shapes: gpd.GeoDataFrame, marks: Sequence[Mark], painting: Painting
) -> None:
    """Each shape in the colour of its class; hatched where no mark names it."""
    hatch = hatched(canvas.size)
    marks_by_code = {mark.code: mark for mark in marks}
    for code, shape in zip(shapes["code"], shapes.geometry, strict=True):
        mask, box = _mask(panel, shape)
        mark = marks_by_code.get(code)
        canvas.paste(hatch.crop(box) if mark is None else _colour(mark, painting), box, mask)


def _mask(panel: Panel, shape: shapely.Geometry) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """Which pixels a shape covers, and the box of the canvas that the mask lies on."""
    rings = [(_pixels(panel, ring), is_hole) for ring, is_hole in rings_of(shape)]
    low = np.floor(np.min([ring.min(axis=0) for ring, _ in rings], axis=0)).astype(int)
    high = np.ceil(np.max([ring.max(axis=0) for ring, _ in rings], axis=0)).astype(int) + 1
    mask = Image.new("L", (int(high[0] - low[0]), int(high[1] - low[1])), 0)
    pen = ImageDraw.Draw(mask)
    for ring, is_hole in rings:
        pen.polygon([tuple(point) for point in (ring - low).tolist()], fill=0 if is_hole else 255)
    return mask, (int(low[0]), int(low[1]), int(high[0]), int(high[1]))


def _colour(mark: Mark, painting: Painting) -> str:
    """The colour of the mark's class, paler where the mark is faded."""
    colour = painting.palette[mark.class_number]
    if not mark.faded:
        return colour
    channels = [round(255 - (255 - int(colour[k : k + 2], 16)) * _FADED) for k in (1, 3, 5)]
    return "#{:02x}{:02x}{:02x}".format(*channels)


def _outline(
    canvas: Image.Image, panel: Panel, shapes: Iterable[shapely.Geometry], colour: str, width: int
) -> None:
    pen = ImageDraw.Draw(canvas)
    for shape in shapes:
        for ring, _ in rings_of(shape):
            points = [tuple(point) for point in _pixels(panel, ring).tolist()]
            pen.line(points, fill=colour, width=width, joint="curve")


def rings_of(shape: shapely.Geometry) -> list[tuple[np.ndarray, bool]]:
    """The rings of a shape, and whether each is a hole; holes follow what they are in."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return [
        (np.asarray(ring.coords)[:, :2], is_hole)
        for part in polygons
        for ring, is_hole in [(part.exterior, False), *((hole, True) for hole in part.interiors)]
    ]


def _pixels(panel: Panel, ring: np.ndarray) -> np.ndarray:
    return panel.put(ring) * TWICE
