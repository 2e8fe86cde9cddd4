"""The frames that people have, laid out by the browser's own script (geo/web/layout.js) in a small JavaScript engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import quickjs
import shapely

from data.places import all_kecamatan, areas_in_order
from data.tables.facts import EMBEDDED
from geo.boundaries import PROJECTED
from geo.layers import layers
from geo.picture.lettering import typeface
from geo.placing import Box
from pages.charts import face

ALL = "semua"
_SCRIPT = (Path(__file__).parents[3] / "geo/web/layout.js").read_text()
_CREDIT = 17  # how high the line of the credit is, in pixels
_ZOOM = (34, 66)  # how wide and high the zoom buttons are


class Frame(NamedTuple):
    """A map's frame in pixels and its letters."""

    width: float
    height: float
    size: int


FRAMES = {
    "1366": Frame(772, 424, 14),
    "1920": Frame(1130, 840, 14),
    "projector": Frame(1090, 890, 22),
    "phone": Frame(358, 480, 14),
}


class Legend(NamedTuple):
    """What a legend says: its heading, and each line with the count at its end, "" for none."""

    heading: str
    lines: tuple[tuple[str, str], ...]


USUAL = Legend(
    "Gap ke target, poin",
    (
        *((text, "13") for text in ("5+ di bawah", "2 – < 5 di bawah", "< 2 di bawah", "0 – < 1 di atas")),
        ("1+ di atas", "4"),
        ("disembunyikan", "2"),
        ("di bawah target", ""),
        ("di luar wilayah inti", ""),
    ),
)


@cache
def shapes(level: str) -> gpd.GeoDataFrame:
    """The shapes of a level in the projection of the map, with area, name and x, y of their label."""
    known = layers(EMBEDDED)
    area_of = known.regions.set_index("code")["area"]
    if level == "kecamatan":
        names = {code: one.name for code, one in all_kecamatan().items()}
        table = known.kecamatan.assign(
            area=known.kecamatan["region"].map(area_of), short=known.kecamatan["code"].map(names)
        )
    else:
        table = known.regions
    points = gpd.points_from_xy(table["label_lon"], table["label_lat"], crs=4326).to_crs(PROJECTED)
    return table.to_crs(PROJECTED).assign(x=points.x, y=points.y)


@cache
def letters():
    return typeface(face())


def areas() -> list[str]:
    return areas_in_order(shapes("")["area"])


@cache
def _area(area: str) -> dict:
    members = shapes("")[shapes("")["area"] == area]
    points = [
        np.asarray(part.exterior.coords)[:-1]
        for shape in members.geometry
        for part in shapely.get_parts(shape)
    ]
    return {
        "id": area,
        "bounds": members.total_bounds.tolist(),
        "points": np.concatenate(points).ravel().tolist(),
    }


def _measured(legend: Legend, size: int) -> dict | None:
    """As wide and as high as the browser makes it (choropleth.css)."""
    if not legend.lines:
        return None
    width = letters().width(legend.heading, size)
    for text, count in legend.lines:
        counted = 8 + letters().width(count, size, bold=True) if count else 0
        width = max(width, 27 + letters().width(text, size) + counted)
    line = 1.25 * size
    heading = line if legend.heading else 0
    return {
        "side": [width, heading + line * len(legend.lines)],
        "heading": heading,
        "line": line,
        "lines": len(legend.lines),
    }


@cache
def laid_out(frame: Frame, shown: tuple[str, ...], legend: Legend, before: Legend | None = None) -> Mapping:
    """What layout.js answers for these areas, with `panels`, their boxes, and `zoom`, that of the buttons, in pixels.

    `before` is the legend that stood there before, beside which the shapes took their places.
    """
    earlier = laid_out(frame, shown, before) if before else None
    engine = quickjs.Context()
    engine.eval(_SCRIPT)
    ask = {
        "frame": [frame.width, frame.height],
        "size": frame.size,
        "credit": _CREDIT,
        "legend": _measured(legend, frame.size),
        "kept": earlier["puts"] if earlier and not earlier["columns"] else None,
        "areas": [_area(area) for area in shown],
    }
    engine.eval(f"const ask = {json.dumps(ask)}, found = petaLayOut(ask);")
    found = json.loads(engine.eval("JSON.stringify(found)"))
    corners = json.loads(engine.eval(f"JSON.stringify(petaCorners(found, ask, {list(_ZOOM)}))"))
    zoom = _emptiest([one["box"] for one in reversed(corners)], found, shown[0], frame)
    return {**found, "panels": _panels(frame, found), "zoom": zoom}


def _emptiest(boxes: Sequence[Box], found: Mapping, area: str, frame: Frame) -> Box:
    """Of the places that the legend leaves, the one with least of a shape under it: so legend.js asks the drawing."""
    legend = shapely.box(*(found["legend"] or (0, 0, 0, 0)))
    free = (box for box in boxes if not shapely.box(*box).intersects(legend))
    return tuple(min(free, key=lambda box: covered(box, found, area, frame)))


def covered(box: Box, found: Mapping, area: str, frame: Frame) -> float:
    """How many square metres of the shapes of an area lie under a box of pixels."""
    put, (west, _, _, north) = found["puts"][area], _area(area)["bounds"]
    scale, unit = put["scale"], 1000 / frame.width
    x0, x1 = (west + (x * unit - put["left"]) / scale for x in (box[0], box[2]))
    y1, y0 = (north - (y * unit - put["top"]) / scale for y in (box[1], box[3]))
    members = shapes("").geometry[shapes("")["area"] == area]
    return float(members.intersection(shapely.box(x0, y0, x1, y1)).area.sum())


def _panels(frame: Frame, found: Mapping) -> list[Box]:
    if found["single"]:
        return [(1, 1, frame.width - 1, frame.height - 1)]
    return [tuple(one) for one in np.array(list(found["boxes"].values())) * frame.width / 1000]


def in_the_way(frame: Frame, found: Mapping) -> Sequence[Box]:
    """The captions, scale bars, legend, zoom buttons and credit of a frame."""
    taken = [(frame.width - 330, frame.height - _CREDIT, frame.width, frame.height)]
    for left, top, _, bottom in found["panels"]:
        taken.append((left + 12, bottom - 24, left + 110, bottom - 6))
        if not found["single"]:
            taken.append((left + 10, top + 6, left + 10 + 8 * frame.size, top + 6 + 1.3 * frame.size))
    if found["legend"]:
        taken.append(tuple(found["legend"]))
    taken.append(found["zoom"])
    return taken
