"""The map as a still image for slides and paper: PNG of 1920 x 1080, drawn from the same painting as the web map.

Shapes are drawn at twice the size and halved, so that their edges are smooth; texts are drawn at their own size.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw

from data.places import areas_in_order
from geo.boundaries import PROJECTED
from geo.classes import Entry
from geo.layers import Layers
from geo.painting import Mark, Painting
from geo.picture.lettering import Lettering, typeface
from geo.picture.names import Box, Named, Spot, arrange
from geo.picture.panels import Panel, panels

SIZE = (1920, 1080)
_TWICE = 2
_INK, _SOFT, _EDGE, _HATCH, _ALARM, _GROUND = "#111827", "#4b5563", "#6b7280", "#b6bdc7", "#b42318", "#ffffff"
_MARGIN, _MAP, _LEGEND = 48, (48, 196, 1424, 1000), 1464
_NAME, _TEXT, _SMALL = 21, 26, 20
_FADED = 0.4  # how much of its colour a faded region keeps


@dataclass(frozen=True)
class Picture:
    """What a still map says. Texts are in the reader's language; `mark` is what simulated data says of itself, else "".

    `legend` as `geo.classes.legend` gives it, under `unit`; `note` is the as-of date, `lead` the sentence with the
    number, `foot` source and credit. `face` is a font file (variable weight), b"" for a plain typeface.
    """

    painting: Painting
    legend: Sequence[Entry]
    unit: str
    title: str
    note: str
    lead: str
    foot: str
    mark: str = ""
    face: bytes = b""


def png(picture: Picture, layers: Layers) -> bytes:
    """The picture as the bytes of a PNG file of SIZE. A region of another area than the painting's is left out."""
    letters = typeface(picture.face)
    regions, drawn = _projected(layers.regions, picture.painting.area), []
    for panel in _panels(regions):
        drawn.append((panel, regions[regions["area"] == panel.area]))
    canvas = Image.new("RGB", (SIZE[0] * _TWICE, SIZE[1] * _TWICE), _GROUND)
    for panel, members in drawn:
        _shapes(canvas, panel, members, layers.kecamatan, picture.painting)
    canvas = canvas.resize(SIZE, Image.Resampling.BOX)
    for panel, members in drawn:
        _panel_texts(canvas, panel, members, picture.painting, letters, single=len(drawn) == 1)
    _around(canvas, picture, letters)
    made = io.BytesIO()
    canvas.save(made, "PNG")
    return made.getvalue()


def _projected(regions: gpd.GeoDataFrame, area: str) -> gpd.GeoDataFrame:
    known = regions if area not in set(regions["area"]) else regions[regions["area"] == area]
    return known.to_crs(PROJECTED)


def _panels(regions: gpd.GeoDataFrame) -> list[Panel]:
    areas = areas_in_order(regions["area"])
    bounds = [(area, tuple(regions[regions["area"] == area].total_bounds.tolist())) for area in areas]
    return panels(bounds, _MAP)


def _shapes(
    canvas: Image.Image,
    panel: Panel,
    members: gpd.GeoDataFrame,
    kecamatan: gpd.GeoDataFrame,
    painting: Painting,
) -> None:
    hatch = _hatched(canvas.size)
    _filled(
        canvas, hatch, panel, zip(members["code"], members.geometry, strict=True), painting.marks, painting
    )
    if painting.kecamatan:
        inside = kecamatan[kecamatan["region"].isin(members["code"])].to_crs(PROJECTED)
        _filled(
            canvas,
            hatch,
            panel,
            zip(inside["code"], inside.geometry, strict=True),
            painting.kecamatan,
            painting,
        )
        _outlined(canvas, panel, inside.geometry, _GROUND, 1)
    _outlined(canvas, panel, members.geometry, _EDGE, 3)
    chosen = members[members["code"] == painting.selected]
    _outlined(canvas, panel, chosen.geometry, _INK, 8)


def _filled(
    canvas: Image.Image,
    hatch: Image.Image,
    panel: Panel,
    shapes: Iterable[tuple[str, shapely.Geometry]],
    marks: Sequence[Mark],
    painting: Painting,
) -> None:
    """Each shape in the colour of its class; hatched where it has none."""
    known = {mark.code: mark for mark in marks}
    for code, shape in shapes:
        rings = [(_pixels(panel, ring), inner) for ring, inner in _rings(shape)]
        low = np.floor(np.min([ring.min(axis=0) for ring, _ in rings], axis=0)).astype(int)
        high = np.ceil(np.max([ring.max(axis=0) for ring, _ in rings], axis=0)).astype(int) + 1
        mask = Image.new("L", (int(high[0] - low[0]), int(high[1] - low[1])), 0)
        pen = ImageDraw.Draw(mask)
        for ring, inner in rings:
            pen.polygon([tuple(point) for point in (ring - low).tolist()], fill=0 if inner else 255)
        at = (int(low[0]), int(low[1]), int(high[0]), int(high[1]))
        mark = known.get(code)
        canvas.paste(hatch.crop(at) if mark is None else _colour(mark, painting), at, mask)


def _colour(mark: Mark, painting: Painting) -> str:
    colour = painting.palette[mark.class_number]
    if not mark.faded:
        return colour
    parts = [round(255 - (255 - int(colour[k : k + 2], 16)) * _FADED) for k in (1, 3, 5)]
    return "#{:02x}{:02x}{:02x}".format(*parts)


def _outlined(
    canvas: Image.Image, panel: Panel, shapes: Iterable[shapely.Geometry], colour: str, width: int
) -> None:
    pen = ImageDraw.Draw(canvas)
    for shape in shapes:
        for ring, _ in _rings(shape):
            pen.line([tuple(point) for point in _pixels(panel, ring).tolist()], fill=colour, width=width, joint="curve")  # fmt: skip


def _rings(shape: shapely.Geometry) -> list[tuple[np.ndarray, bool]]:
    """The rings of a shape, and whether each is a hole; holes follow what they are in."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return [
        (np.asarray(ring.coords)[:, :2], inner)
        for part in polygons
        for ring, inner in [(part.exterior, False), *((hole, True) for hole in part.interiors)]
    ]


def _pixels(panel: Panel, ring: np.ndarray) -> np.ndarray:
    return panel.put(ring) * _TWICE


def _hatched(size: tuple[int, int], step: int = 20, width: int = 5) -> Image.Image:
    hatch = Image.new("RGB", size, _GROUND)
    pen = ImageDraw.Draw(hatch)
    for x in range(-size[1], size[0], step):
        pen.line([(x, size[1]), (x + size[1], 0)], fill=_HATCH, width=width)
    return hatch


def _panel_texts(
    canvas: Image.Image,
    panel: Panel,
    members: gpd.GeoDataFrame,
    painting: Painting,
    letters: Lettering,
    single: bool,
) -> None:
    pen = ImageDraw.Draw(canvas)
    left, top, right, bottom = panel.box
    if not single:
        pen.rectangle(panel.box, outline=_HATCH, width=1)
        pen.text((left + 14, top + 8), letters.plain(painting.captions.get(panel.area, "")), _INK, letters.font(_TEXT - 2, True))  # fmt: skip
    km, length = panel.bar(float(members["label_lat"].mean()))
    x, y = left + 16, bottom - 16
    pen.line([(x, y - 8), (x, y), (x + length, y), (x + length, y - 8)], fill=_SOFT, width=2)
    pen.text((x + length + 8, y + 4), f"{km} km", _SOFT, letters.font(_SMALL - 2), anchor="ls")
    _names(pen, panel, members, painting, letters, (left + 4, top + (40 if not single else 4), right - 4, bottom - 44))  # fmt: skip


def _names(
    pen: ImageDraw.ImageDraw,
    panel: Panel,
    members: gpd.GeoDataFrame,
    painting: Painting,
    letters: Lettering,
    room: Box,
) -> None:
    marks = {mark.code: mark for mark in painting.marks}
    points = gpd.points_from_xy(members["label_lon"], members["label_lat"], crs=4326).to_crs(PROJECTED)
    at = panel.put(np.column_stack([points.x, points.y]))
    named = [
        Named(_said(short, marks.get(code), painting), (float(x), float(y)), _box(panel, shape))
        for code, short, shape, (x, y) in zip(
            members["code"], members["short"], members.geometry, at, strict=True
        )
    ]
    spots = arrange(named, room, _NAME, letters)
    for code, one, spot in zip(members["code"], named, spots, strict=True):
        if spot is not None:
            _name(pen, one, spot, _ink(marks.get(code), one, spot, painting), letters)


def _said(short: str, mark: Mark | None, painting: Painting) -> tuple[str, ...]:
    if mark is None or not painting.values:
        return (short,)
    unit = painting.suffix if len(painting.suffix) < 3 else ""
    return short, f"{mark.text}{unit}{'*' if mark.flagged else ''}"


def _box(panel: Panel, shape: shapely.Geometry) -> Box:
    west, south, east, north = shape.bounds
    (left, bottom), (right, top) = panel.put(np.array([[west, south], [east, north]])).tolist()
    return left, top, right, bottom


def _ink(mark: Mark | None, one: Named, spot: Spot, painting: Painting) -> str:
    """White on a dark region that holds its whole name, else dark."""
    own, box = one.own, spot.box
    inside = (
        own[0] < box[0] and own[1] < box[1] and box[2] < own[2] and box[3] < own[3] and spot.far < 0.5 * _NAME
    )
    if mark is None or mark.faded or painting.kecamatan or not inside:
        return _INK
    return _GROUND if painting.inks[mark.class_number] == "dark" else _INK


def _name(pen: ImageDraw.ImageDraw, one: Named, spot: Spot, ink: str, letters: Lettering) -> None:
    left, top, right, bottom = spot.box
    beside = not (left <= one.at[0] <= right and top <= one.at[1] <= bottom)
    if beside and spot.far > _NAME:
        pen.line(
            [one.at, (max(left, min(one.at[0], right)), max(top, min(one.at[1], bottom)))], fill=_INK, width=1
        )
    halo = "#374151" if ink == _GROUND else _GROUND
    for k, line in enumerate(spot.lines):
        font = letters.font(
            _NAME, bold=k == len(spot.lines) - 1 and line == one.lines[-1] and len(one.lines) > 1
        )
        place = ((left + right) / 2, top + (k + 0.5) * (bottom - top) / len(spot.lines))
        pen.text(place, letters.plain(line), ink, font, anchor="mm", stroke_width=2, stroke_fill=halo)


def _around(canvas: Image.Image, picture: Picture, letters: Lettering) -> None:
    """Title, date, sentence, legend, source, and the mark of simulated data."""
    pen = ImageDraw.Draw(canvas)
    right = float(SIZE[0] - _MARGIN)
    if picture.mark:
        width = letters.width(picture.mark, 28, bold=True) + 40
        pen.rectangle([right - width, 28, right, 80], fill=_ALARM)
        pen.text(
            (right - width / 2, 54), letters.plain(picture.mark), _GROUND, letters.font(28, True), anchor="mm"
        )
        right -= width + 30
    for line in letters.lines(picture.title, 44, right - _MARGIN, 1, bold=True):
        pen.text((_MARGIN, 26), line if letters.face else letters.plain(line), _INK, letters.font(44, True))
    pen.text((_MARGIN, 84), letters.plain(picture.note), _SOFT, letters.font(_TEXT))
    _block(
        pen,
        letters.lines(picture.lead, _TEXT, SIZE[0] - 2 * _MARGIN, 2),
        (_MARGIN, 118),
        _INK,
        _TEXT,
        letters,
    )
    _legend(canvas, picture, letters)
    _block(pen, letters.lines(picture.foot, _SMALL, SIZE[0] - 2 * _MARGIN, 2), (_MARGIN, 1016), _SOFT, _SMALL, letters)  # fmt: skip


def _block(pen: ImageDraw.ImageDraw, lines: list[str], at: tuple[float, float], ink: str, size: int, letters: Lettering) -> None:  # fmt: skip
    for k, line in enumerate(lines):
        pen.text((at[0], at[1] + k * size * 1.3), letters.plain(line), ink, letters.font(size))


def _legend(canvas: Image.Image, picture: Picture, letters: Lettering) -> None:
    """The classes from the highest down, no data last, each with how many regions it has."""
    pen = ImageDraw.Draw(canvas)
    *classes, missing = picture.legend
    right, y = SIZE[0] - _MARGIN, 210
    _block(
        pen,
        letters.lines(picture.unit, _TEXT, right - _LEGEND, 2, bold=True),
        (_LEGEND, y),
        _INK,
        _TEXT,
        letters,
    )
    size = _fitting(picture.legend, right - _LEGEND - 66, letters)
    y += 84
    for entry in [*classes[::-1], missing]:
        box = (_LEGEND, y, _LEGEND + 52, y + 34)
        if entry.colour:
            pen.rectangle(box, fill=entry.colour)
        else:
            canvas.paste(_hatched((52, 34), step=10, width=3), (_LEGEND, y))
        pen.rectangle(box, outline=_EDGE)
        pen.text((_LEGEND + 66, y + 17), letters.plain(entry.label), _INK, letters.font(size), anchor="lm")
        pen.text((right, y + 17), str(entry.count), _INK, letters.font(_TEXT, True), anchor="rm")
        y += 50


def _fitting(entries: Sequence[Entry], room: float, letters: Lettering) -> int:
    """The largest size in which every line of the legend stands in full beside its count."""
    count = max(letters.width(str(entry.count), _TEXT, True) for entry in entries) + 14
    sizes = range(_TEXT - 2, 13, -1)
    return next(
        (size for size in sizes if all(letters.width(one.label, size) + count <= room for one in entries)), 14
    )
