"""A small still map of a few regions, as outlines on a grid: for a page that shows two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from geo.boundaries import PROJECTED
from geo.layers import Layers

_DETAIL = 1.2  # outlines are drawn no finer than so many units of the grid
_ROOM = 900  # the least area of a region that a number of a few digits fits into
_BESIDE, _ABOVE = 20, 9  # half the width and the height of such a number


@dataclass(frozen=True)
class Outline:
    """One region: its code, its outline as the path of an SVG, and where its number stands; units of the grid.

    `at` is the middle of a region that its number has no room in: it stands in a corner, with a line to there.
    """

    code: str
    path: str
    x: int
    y: int
    at: tuple[int, int] | None = None


def outlines(layers: Layers, codes: Sequence[str], width: int, height: int) -> list[Outline]:
    """The regions with these codes, fitted into a grid of `width` by `height`; none where no code has a shape."""
    chosen = layers.regions[layers.regions["code"].isin(list(codes))]
    if chosen.empty:
        return []
    projected = chosen.to_crs(PROJECTED)
    left, bottom, right, top = projected.total_bounds
    scale = min((width - 8) / (right - left), (height - 8) / (top - bottom))
    moved = (4 + (width - 8 - scale * (right - left)) / 2, 4 + (height - 8 - scale * (top - bottom)) / 2)
    shapes = [
        shapely.transform(shape, lambda at: (at - (left, top)) * (scale, -scale) + moved).simplify(_DETAIL)
        for shape in projected.geometry
    ]
    corners = _free_corners(shapes, width, height)
    return [
        _outline(str(code), shape, corners) for code, shape in zip(projected["code"], shapes, strict=True)
    ]


def _outline(code: str, shape: shapely.Geometry, corners: list[shapely.Point]) -> Outline:
    """A region with its number inside, or, where it is small and a corner is left, in the nearest such corner."""
    middle = shape.representative_point()
    at = (round(middle.x), round(middle.y))
    if shape.area >= _ROOM or not corners:
        return Outline(code, _path(shape), *at)
    corner = min(corners, key=middle.distance)
    corners.remove(corner)
    return Outline(code, _path(shape), round(corner.x), round(corner.y), at)


def _free_corners(shapes: Sequence[shapely.Geometry], width: int, height: int) -> list[shapely.Point]:
    """Places for a number near the corners of the grid where no region lies."""
    land = shapely.union_all(shapes)
    across, down = (_BESIDE, width - _BESIDE), (_ABOVE, height - _ABOVE)
    corners = [shapely.Point(x, y) for x in across for y in down]
    return [
        one
        for one in corners
        if not land.intersects(shapely.box(one.x - _BESIDE, one.y - _ABOVE, one.x + _BESIDE, one.y + _ABOVE))
    ]


def _path(shape: shapely.Geometry) -> str:
    rings = [polygon.exterior for polygon in getattr(shape, "geoms", [shape]) if not polygon.is_empty]
    return "".join(f"M{' '.join(f'{x:.0f},{y:.0f}' for x, y in ring.coords)}Z" for ring in rings)
