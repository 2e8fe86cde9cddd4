"""Polygons that share their borders: simplify them, lay them on a grid, dissolve them, label them.

All of it works on whole coverages, never on one polygon at a time, so that a border stays
the same line on both of its sides.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

DEGREES = "EPSG:4326"
METRES = "EPSG:3395"
"""World Mercator: lengths in metres, true to 0.7 % between 8 degrees south and 4 degrees north."""
EQUAL_AREA = "EPSG:6933"
GRID_DIGITS = 5
"""Coordinates are kept to 0.00001 degree (1.1 m), so that text made from them loses nothing."""
LABEL_TOLERANCE_M = 100.0


def simplify(layer: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """The coverage `layer` (EPSG:4326) with its lines simplified, still a coverage, on the grid.

    `tolerance` is in metres: roughly the side of the largest detail that is dropped
    (Visvalingam-Whyatt on shared lines, `shapely.coverage_simplify`). No polygon disappears.
    """
    metres = layer.geometry.to_crs(METRES)
    thin = shapely.coverage_simplify(metres.to_numpy(), tolerance)
    degrees = gpd.GeoSeries(thin, index=layer.index, crs=METRES).to_crs(DEGREES)
    return layer.set_geometry(gpd.GeoSeries(on_grid(degrees.to_numpy()), index=layer.index, crs=DEGREES))


def on_grid(polygons: np.ndarray, digits: int = GRID_DIGITS) -> np.ndarray:
    """`polygons` with rounded coordinates, still a valid coverage.

    Rounding lets thin necks collapse, which breaks a coverage; `coverage_clean` puts new nodes
    there, which may lie off the grid, hence the second round. When that does not settle, the
    cleaned polygons come back unrounded: a valid coverage matters more than short numbers.
    """
    cleaned = polygons
    for _ in range(3):
        rounded = shapely.transform(cleaned, lambda xy: np.round(xy, digits))
        if is_sound(rounded):
            return rounded
        cleaned = shapely.coverage_clean(rounded)
    return cleaned


def is_sound(polygons: np.ndarray) -> bool:
    """Whether all are valid, none is empty, and together they are a valid coverage."""
    return bool(
        shapely.is_valid(polygons).all()
        and not shapely.is_empty(polygons).any()
        and shapely.coverage_is_valid(polygons)
    )


def dissolve(layer: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """One polygon per value of `by`: columns `[by, geometry]`, ordered by it.

    The lines are those of `layer` to the last coordinate, so the two levels nest.
    """
    groups = layer.groupby(by, sort=True).geometry
    merged = {key: shapely.coverage_union_all(part.to_numpy()) for key, part in groups}
    return gpd.GeoDataFrame({by: list(merged)}, geometry=list(merged.values()), crs=layer.crs)


def label_points(layer: gpd.GeoDataFrame) -> pd.DataFrame:
    """`label_lon`, `label_lat` (degrees): the roomiest point of the largest part of each polygon.

    The centre of the largest circle that fits, to within 100 m, so always inside; a centroid
    can fall outside a crescent, or into the city that a kabupaten surrounds.
    """
    metres = largest_parts(layer.geometry.to_crs(METRES).to_numpy())
    circles = shapely.maximum_inscribed_circle(metres, tolerance=LABEL_TOLERANCE_M)
    centres = gpd.GeoSeries(shapely.get_point(circles, 0), crs=METRES).to_crs(DEGREES)
    digits = GRID_DIGITS
    return pd.DataFrame(
        {"label_lon": centres.x.round(digits).to_numpy(), "label_lat": centres.y.round(digits).to_numpy()},
        index=layer.index,
    )


def largest_parts(polygons: np.ndarray) -> np.ndarray:
    """Of each polygon or multipolygon its part with the largest area."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    by_size = pd.Series(shapely.area(parts)).groupby(owner).idxmax()
    return parts[by_size.to_numpy()]


def areas_km2(layer: gpd.GeoDataFrame) -> np.ndarray:
    """Area of each polygon in square kilometres, in an equal-area projection (EPSG:6933)."""
    return layer.geometry.to_crs(EQUAL_AREA).area.to_numpy() / 1e6
