"""The shapes of a still map: every region in the colour of its class, hatched where it has none, and its border.

They are drawn at TWICE the size; when the picture is halved, their edges come out smooth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw
from shapely.ops import substring

from geo.boundaries import PROJECTED
from geo.classes import UNTARGETED_HATCH
from geo.painting import Mark, Painting
from geo.picture.inks import EDGE, GROUND, HATCH, INK
from geo.picture.panels import Panel

TWICE = 2
_DASH = 14.0  # pixels of a dash, and of the gap after it


def draw_shapes(
    canvas: Image.Image,
    panel: Panel,
    members: gpd.GeoDataFrame,
    kecamatan: gpd.GeoDataFrame,
    painting: Painting,
) -> None:
    """The regions `members` of one panel, and over them the kecamatan that the painting has marks for.

    `members` (code, muted, geometry) is in the projection of the map, `kecamatan` (code, region, geometry) in degrees.
    """
    _fill(canvas, panel, members, painting.marks, painting)
    if painting.kecamatan:
        inside = kecamatan[kecamatan["region"].isin(members["code"])].to_crs(PROJECTED)
        _fill(canvas, panel, inside, painting.kecamatan, painting)
        _outline(canvas, panel, inside.geometry, GROUND, 1)
    _outline(canvas, panel, members.geometry[~members["muted"]], EDGE, 3)
    _outline(canvas, panel, members.geometry[members["muted"]], INK, 3, dashed=True)
    selected = members[members["code"] == painting.selected]
    _outline(canvas, panel, selected.geometry, INK, 8)


def ground_of(colour: str, size: tuple[int, int], step: int = 20, width: int = 5) -> Image.Image:
    """A ground of the colour; of no data slanted lines, of what is held against no target upright ones."""
    if colour and colour != UNTARGETED_HATCH:
        return Image.new("RGB", size, colour)
    hatch = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(hatch)
    for x in range(-size[1] if not colour else 0, size[0], step):
        pen.line([(x, size[1]), (x if colour else x + size[1], 0)], fill=HATCH, width=width)
    return hatch


def lined(ground: Image.Image, step: int = 24, width: int = 4) -> Image.Image:
    """A ground with slanted lines over it, the other way than those of no data: the value is old."""
    pen = ImageDraw.Draw(ground)
    for x in range(-ground.height, ground.width, step):
        pen.line([(x, 0), (x + ground.height, ground.height)], fill=EDGE, width=width)
    return ground


def _fill(
    canvas: Image.Image, panel: Panel, shapes: gpd.GeoDataFrame, marks: Sequence[Mark], painting: Painting
) -> None:
    """Each shape in the colour of its class, lined where its value is old; hatched where no mark names it."""
    looks = {mark.code: (painting.palette[mark.class_number], mark.old) for mark in marks}
    hatches = {colour: ground_of(colour, canvas.size) for colour in ("", UNTARGETED_HATCH)}
    for code, shape in zip(shapes["code"], shapes.geometry, strict=True):
        mask, box = _mask(panel, shape)
        colour, old = looks.get(code, ("", False))
        ground = hatches[colour].crop(box) if colour in hatches else ground_of(colour, mask.size)
        canvas.paste(lined(ground) if old else ground, box, mask)


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


def _outline(
    canvas: Image.Image,
    panel: Panel,
    shapes: Iterable[shapely.Geometry],
    colour: str,
    width: int,
    *,
    dashed: bool = False,
) -> None:
    pen = ImageDraw.Draw(canvas)
    for shape in shapes:
        for ring, _ in rings_of(shape):
            line = shapely.LineString(_pixels(panel, ring))
            for part in _dashes(line) if dashed else [line]:
                pen.line([tuple(point) for point in part.coords], fill=colour, width=width, joint="curve")


def _dashes(line: shapely.LineString) -> list[shapely.LineString]:
    """A line in pieces; Pillow draws none with gaps in it."""
    starts = np.arange(0, line.length, 2 * _DASH)
    return [substring(line, start, start + _DASH) for start in starts]


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
