"""The map as a still image for slides and paper: PNG of 1920 x 1080, drawn from the same painting as the web map.

The shapes come first (geo.picture.shapes), at twice the size and then halved; texts are drawn at their own size.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
from PIL import Image, ImageDraw

from data.places import areas_in_order
from geo.boundaries import PROJECTED
from geo.layers import Layers
from geo.painting import OLD, Look, Painting
from geo.picture.inks import ALARM, EDGE, GROUND, HATCH, INK, SOFT
from geo.picture.lettering import Lettering, typeface
from geo.picture.names import ink_of, marks_of, places_of
from geo.picture.panels import Panel, panels
from geo.picture.shapes import TWICE, draw_shapes, ground_of, lined
from geo.picture.writing import NAME, SMALL, TEXT, Writer
from geo.placing import Box, Place

SIZE = (1920, 1080)
_MARGIN = 48
_MAP = (48, 196, 1424, 1000)  # left, top, right and bottom of the map
_Drawn = tuple[Panel, gpd.GeoDataFrame]
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
    _write_map(writer, drawn, layers.kecamatan, picture.painting)
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


def _write_map(
    writer: Writer, drawn: Sequence[_Drawn], kecamatan: gpd.GeoDataFrame, painting: Painting
) -> None:
    """What is written on the panels: captions (none where there is one panel), scale bars, names."""
    captions = {} if len(drawn) == 1 else painting.captions
    boxes = [_write_panel(writer, panel, members, captions.get(panel.area, "")) for panel, members in drawn]
    taken = [box for taken in boxes for box in taken]
    _write_names(writer, places_of(drawn, kecamatan, painting, taken, NAME, writer.letters), painting)


def _write_panel(writer: Writer, panel: Panel, members: gpd.GeoDataFrame, caption: str) -> list[Box]:
    """The frame and caption of a panel (none without a caption) and its scale bar; gives the boxes that they take."""
    left, top, right, _ = panel.box
    taken = [_scale_bar(writer, panel, float(members["label_lat"].mean()))]
    if caption:
        writer.pen.rectangle(panel.box, outline=HATCH, width=1)
        writer.line((left + 14, top + 8), caption, TEXT - 2, bold=True)
        taken.append(
            (left, top, min(right, left + 20 + writer.letters.width(caption, TEXT - 2, True)), top + 40)
        )
    return taken


def _scale_bar(writer: Writer, panel: Panel, latitude: float) -> Box:
    km, length = panel.bar(latitude)
    x, y = panel.box[0] + 16, panel.box[3] - 16
    writer.pen.line([(x, y - 8), (x, y), (x + length, y), (x + length, y - 8)], fill=SOFT, width=2)
    writer.line((x + length + 8, y + 4), f"{km} km", SMALL - 2, SOFT, anchor="ls")
    return x, y - 14, x + length + 8 + writer.letters.width(f"{km} km", SMALL - 2), y + 8


def _write_names(writer: Writer, places: Mapping[str, Place], painting: Painting) -> None:
    """All names; the lines first, so that no line runs over a name."""
    marks = marks_of(painting)
    for place in places.values():
        if place.leader:
            writer.leader(place.leader)
    for code, place in places.items():
        writer.name(place, ink_of(marks.get(code), place, painting))


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
