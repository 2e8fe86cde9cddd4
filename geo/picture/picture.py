"""The map as a still image for slides and paper: PNG of 1920 x 1080, drawn from the same painting as the web map.

The shapes come first (geo.picture.shapes), at twice the size and then halved; texts are drawn at their own size.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw

from data.places import areas_in_order
from geo.boundaries import PROJECTED
from geo.layers import Layers
from geo.painting import BEHIND, OLD, Look, Mark, Painting
from geo.picture.inks import ALARM, EDGE, GROUND, HATCH, INK, SOFT
from geo.picture.lettering import Lettering, typeface
from geo.picture.names import Box, Named, Spot, arrange
from geo.picture.panels import Panel, panels
from geo.picture.shapes import TWICE, draw_shapes, ground_of, lined
from geo.picture.writing import NAME, SMALL, TEXT, Writer

SIZE = (1920, 1080)
_MARGIN = 48
_MAP = (48, 196, 1424, 1000)  # left, top, right and bottom of the map
_LEGEND = 1464  # where the legend begins, from the left
_SWATCH = (52, 34)


@dataclass(frozen=True)
class Picture:
    """What a still map says. Texts are in the reader's language.

    `mark` is what the data says of itself, "" for nothing; it is an alarm where the data is `simulated`.
    `note` is the as-of date, `lead` the sentence with the number, `foot` source and credit. `face` is a font file (variable weight), b"" for a plain typeface.
    """

    painting: Painting
    title: str
    note: str
    lead: str
    foot: str
    mark: str = ""
    simulated: bool = True
    face: bytes = b""


def png(picture: Picture, layers: Layers) -> bytes:
    """The picture as the bytes of a PNG file of SIZE. A region of another area than the painting's is left out."""
    regions = _projected(layers.regions, picture.painting.area)
    drawn = [(panel, regions[regions["area"] == panel.area]) for panel in _panels(regions)]
    canvas = Image.new("RGB", (SIZE[0] * TWICE, SIZE[1] * TWICE), GROUND)
    for panel, members in drawn:
        draw_shapes(canvas, panel, members, layers.kecamatan, picture.painting)
    canvas = canvas.resize(SIZE, Image.Resampling.BOX)
    writer = Writer(ImageDraw.Draw(canvas), typeface(picture.face))
    for panel, members in drawn:
        _write_panel(writer, panel, members, picture.painting, single=len(drawn) == 1)
    _write_around(writer, picture)
    _draw_legend(canvas, writer, picture.painting)
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()


def _projected(regions: gpd.GeoDataFrame, area: str) -> gpd.GeoDataFrame:
    """The regions of an area, or all of them where `area` is none of theirs, in the projection of the map."""
    shown = regions if area not in set(regions["area"]) else regions[regions["area"] == area]
    return shown.to_crs(PROJECTED)


def _panels(regions: gpd.GeoDataFrame) -> list[Panel]:
    areas = areas_in_order(regions["area"])
    bounds = [(area, tuple(regions[regions["area"] == area].total_bounds.tolist())) for area in areas]
    return panels(bounds, _MAP)


def _write_panel(
    writer: Writer, panel: Panel, members: gpd.GeoDataFrame, painting: Painting, *, single: bool
) -> None:
    """The frame and caption of a panel (none where it is the only one), its scale bar, and the names."""
    left, top, right, bottom = panel.box
    if not single:
        writer.pen.rectangle(panel.box, outline=HATCH, width=1)
        writer.line((left + 14, top + 8), painting.captions.get(panel.area, ""), TEXT - 2, bold=True)
    _scale_bar(writer, panel, float(members["label_lat"].mean()))
    room = (left + 4, top + (4 if single else 40), right - 4, bottom - 44)
    _write_names(writer, panel, members, painting, room)


def _scale_bar(writer: Writer, panel: Panel, latitude: float) -> None:
    km, length = panel.bar(latitude)
    x, y = panel.box[0] + 16, panel.box[3] - 16
    writer.pen.line([(x, y - 8), (x, y), (x + length, y), (x + length, y - 8)], fill=SOFT, width=2)
    writer.line((x + length + 8, y + 4), f"{km} km", SMALL - 2, SOFT, anchor="ls")


def _write_names(
    writer: Writer, panel: Panel, members: gpd.GeoDataFrame, painting: Painting, room: Box
) -> None:
    marks = {mark.code: mark for mark in painting.marks}
    points = gpd.points_from_xy(members["label_lon"], members["label_lat"], crs=4326).to_crs(PROJECTED)
    at = panel.put(np.column_stack([points.x, points.y]))
    names = [
        Named(_lines(short, marks.get(code), painting), (float(x), float(y)), _box(panel, shape))
        for code, short, shape, (x, y) in zip(
            members["code"], members["short"], members.geometry, at, strict=True
        )
    ]
    spots = arrange(names, room, NAME, writer.letters)
    for code, named, spot in zip(members["code"], names, spots, strict=True):
        if spot is not None:
            writer.name(named, spot, _ink(marks.get(code), named, spot, painting))


def _lines(short: str, mark: Mark | None, painting: Painting) -> tuple[str, ...]:
    """What stands on the map for a region: its short name and, where the painting shows values, the value."""
    if mark is None or mark.withheld or mark.quiet or not painting.values:
        return (short,)
    unit = painting.suffix if len(painting.suffix) < 3 else ""
    behind = "".join(f"{look.sign}\u00a0" for look in painting.looks if look.kind == BEHIND and mark.behind)
    return short, f"{behind}{mark.text}{unit}{'*' if mark.flagged else ''}"


def _box(panel: Panel, shape: shapely.Geometry) -> Box:
    west, south, east, north = shape.bounds
    (left, bottom), (right, top) = panel.put(np.array([[west, south], [east, north]])).tolist()
    return left, top, right, bottom


def _ink(mark: Mark | None, named: Named, spot: Spot, painting: Painting) -> str:
    """White on a dark region that holds its whole name, else dark."""
    own, box = named.own, spot.box
    holds = own[0] < box[0] and own[1] < box[1] and box[2] < own[2] and box[3] < own[3]
    if mark is None or painting.kecamatan or not holds or spot.far >= 0.5 * NAME:
        return INK
    return GROUND if painting.inks[mark.class_number] == "dark" else INK


def _write_around(writer: Writer, picture: Picture) -> None:
    """Title, date, sentence, source, and the mark of the data, which takes its room from the title."""
    letters, right = writer.letters, float(SIZE[0] - _MARGIN)
    if picture.mark:
        width = letters.width(picture.mark, 28, bold=True) + 40
        ground, ink = (ALARM, GROUND) if picture.simulated else (GROUND, INK)
        writer.pen.rectangle([right - width, 28, right, 80], fill=ground, outline=ink)
        writer.line((right - width / 2, 54), picture.mark, 28, ink, bold=True, anchor="mm")
        right -= width + 30
    for title in letters.lines(picture.title, 44, right - _MARGIN, 1, bold=True):
        writer.line((_MARGIN, 26), title, 44, bold=True)
    writer.line((_MARGIN, 84), picture.note, TEXT, SOFT)
    room = SIZE[0] - 2 * _MARGIN
    writer.block((_MARGIN, 118), letters.lines(picture.lead, TEXT, room, 2), TEXT)
    writer.block((_MARGIN, 1016), letters.lines(picture.foot, SMALL, room, 2), SMALL, SOFT)


def _draw_legend(canvas: Image.Image, writer: Writer, painting: Painting) -> None:
    """The colours in the order in which they are read, each with how many regions it has, and the looks below them."""
    right, y = SIZE[0] - _MARGIN, 210
    heading = writer.letters.lines(painting.heading, TEXT, right - _LEGEND, 2, bold=True)
    writer.block((_LEGEND, y), heading, TEXT)
    size = _fitting(painting, right - _LEGEND - 66, writer.letters)
    y += 84
    for entry in painting.legend:
        _swatch(canvas, writer, y, entry.colour)
        writer.line((_LEGEND + 66, y + 17), entry.label, size, anchor="lm")
        writer.line((right, y + 17), str(entry.count), TEXT, bold=True, anchor="rm")
        y += 50
    for look in painting.looks:
        _sign(canvas, writer, y, look)
        writer.line((_LEGEND + 66, y + 17), look.said, size, anchor="lm")
        y += 50


def _swatch(canvas: Image.Image, writer: Writer, y: int, colour: str) -> None:
    box = (_LEGEND, y, _LEGEND + _SWATCH[0], y + _SWATCH[1])
    canvas.paste(ground_of(colour, _SWATCH, step=10, width=3), (_LEGEND, y))
    writer.pen.rectangle(box, outline=EDGE)


def _sign(canvas: Image.Image, writer: Writer, y: int, look: Look) -> None:
    """What a look is known by: its sign, a swatch that is hatched over its colour, or dashes."""
    if look.sign:
        writer.line((_LEGEND + _SWATCH[0] / 2, y + 17), look.sign, TEXT, bold=True, anchor="mm")
    elif look.kind == OLD:
        canvas.paste(lined(Image.new("RGB", _SWATCH, HATCH), step=12, width=2), (_LEGEND, y))
        writer.pen.rectangle((_LEGEND, y, _LEGEND + _SWATCH[0], y + _SWATCH[1]), outline=EDGE)
    else:
        for start in range(_LEGEND, _LEGEND + _SWATCH[0], 14):
            writer.pen.line([(start, y + 17), (start + 8, y + 17)], fill=INK, width=2)


def _fitting(painting: Painting, room: float, letters: Lettering) -> int:
    """The largest size in which every line of the legend stands in full beside its count."""
    counts = [letters.width(str(entry.count), TEXT, True) for entry in painting.legend]
    room -= max(counts, default=0) + 14
    said = [*(entry.label for entry in painting.legend), *(look.said for look in painting.looks)]
    for size in range(TEXT - 2, 14, -1):
        if max((letters.width(text, size) for text in said), default=0) <= room:
            return size
    return 14
