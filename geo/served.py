"""What the app serves to the browser for the maps: made once per data folder, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.areas import in_order
from data.tables import load as load_table
from geo import boundaries
from geo.choropleth import RegionMap, drawing_assets
from geo.join import JoinReport, join
from geo.script import Asset, boundary_asset, kecamatan_asset


@dataclass(frozen=True)
class Served:
    """The four files of a map, and how the region table met the boundaries."""

    boundary: Asset
    kecamatan: Asset
    script: Asset
    style: Asset
    report: JoinReport

    @property
    def assets(self) -> tuple[Asset, ...]:
        """All files to serve."""
        return (self.boundary, self.kecamatan, self.script, self.style)

    def new_map(self) -> RegionMap:
        """A fresh folium map that loads these files."""
        return RegionMap(self.boundary.url, self.script.url, self.style.url)


@cache
def served(folder: Path) -> Served:
    """The browser files for the tables and boundaries in `folder`.

    Raises DamagedFile or DamagedBoundaries when a file there cannot be used.
    """
    path = folder / boundaries.FILE_NAME
    known = path == boundaries.EMBEDDED
    shapes = boundaries.load("region", path, known=known)
    regions, report = region_layer(load_table("regions", folder), shapes)
    kecamatan = kecamatan_asset(boundaries.load("kecamatan", path, known=known))
    boundary = boundary_asset(regions, in_order(regions["area"]), boundaries.CREDIT, kecamatan.url)
    script, style = drawing_assets()
    return Served(boundary, kecamatan, script, style, report)


def region_layer(table: pd.DataFrame, shapes: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, JoinReport]:
    """Regions that have both a row and a boundary, with `muted` for neighbours of the focus."""
    joined, report = join(table, shapes)
    known = joined[joined["name"].notna()].copy()
    known["muted"] = known["scope"] == "neighbour"
    return known, report
