"""The shapes that a map is drawn from, joined to the region table: read once per data folder, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.tables import load as load_table
from geo import boundaries
from geo.join import JoinReport, join


@dataclass(frozen=True, eq=False)
class Layers:
    """Both levels in EPSG:4326, not to be changed, and how the region table met the boundaries.

    `regions`: the columns of the region table, label_lon, label_lat (degrees), muted (bool: a neighbour of the
    focus), geometry. `kecamatan`: code, region, label_lon, label_lat, geometry.
    """

    regions: gpd.GeoDataFrame
    kecamatan: gpd.GeoDataFrame
    report: JoinReport


@cache
def layers(folder: Path) -> Layers:
    """The layers of the tables and boundaries in `folder`. Raises DamagedFile or DamagedBoundaries."""
    path = folder / boundaries.FILE_NAME
    known = path == boundaries.EMBEDDED
    shapes = boundaries.load("region", path, known=known)
    regions, report = region_layer(load_table("regions", folder), shapes)
    return Layers(regions, boundaries.load("kecamatan", path, known=known), report)


def region_layer(table: pd.DataFrame, shapes: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, JoinReport]:
    """Regions that have both a row and a boundary, with `muted` for neighbours of the focus."""
    joined, report = join(table, shapes)
    known = joined[joined["name"].notna()].copy()
    known["muted"] = known["scope"] == "neighbour"
    return known, report
