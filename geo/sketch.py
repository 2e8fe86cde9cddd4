"""A small still map of a few regions, as outlines on a grid: for a page that shows two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from geo.boundaries import PROJECTED
from geo.layers import Layers

_DETAIL = 1.2  # outlines are drawn no finer than so many units of the grid


@dataclass(frozen=True)
class Outline:
    """One region: its code, its outline as the path of an SVG, and where its number stands; units of the grid."""

    code: str
    path: str
    x: int
    y: int


def outlines(layers: Layers, codes: Sequence[str], width: int, height: int) -> list[Outline]:
    """The regions with these codes, fitted into a grid of `width` by `height`; none where no code has a shape."""
    chosen = layers.regions[layers.regions["code"].isin(list(codes))]
    if chosen.empty:
        return []
    projected = chosen.to_crs(PROJECTED)
    left, bottom, right, top = projected.total_bounds
    scale = min((width - 8) / (right - left), (height - 8) / (top - bottom))
    moved = (4 + (width - 8 - scale * (right - left)) / 2, 4 + (height - 8 - scale * (top - bottom)) / 2)
    found = []
    for code, shape in zip(projected["code"], projected.geometry, strict=True):
        fitted = shapely.transform(shape, lambda at: (at - (left, top)) * (scale, -scale) + moved).simplify(
            _DETAIL
        )
        label = fitted.representative_point()
        found.append(Outline(str(code), _path(fitted), round(label.x), round(label.y)))
    return found


def _path(shape: shapely.Geometry) -> str:
    rings = [polygon.exterior for polygon in getattr(shape, "geoms", [shape]) if not polygon.is_empty]
    return "".join(f"M{' '.join(f'{x:.0f},{y:.0f}' for x, y in ring.coords)}Z" for ring in rings)
