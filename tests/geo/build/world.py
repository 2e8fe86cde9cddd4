"""A small country to build boundaries from: 24 regions and their kecamatan as square-ish cells.

Cells are the Voronoi cells of points around each region's true capital, so every capital lies in
its own region, as it does on the real map, and neighbours share their borders exactly.
"""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from data.places.find import all_kecamatan, all_regions

DIFFERING = ("16.08", "16.09", "16.72", "16.73", "16.74")
"""The regions whose BPS code is another number."""
FRAME = shapely.box(101.5, -9.0, 113.5, -1.0)
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".fgb": "FlatGeobuf", ".geojson": "GeoJSON"}


def _cells(points: np.ndarray) -> np.ndarray:
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=FRAME, ordered=True)
    )
    return shapely.intersection(cells, FRAME)


@cache
def _kecamatan() -> gpd.GeoDataFrame:
    random = np.random.default_rng(24)
    known = [entry for entry in all_kecamatan().values() if entry.bps]
    first = {entry.region: entry.code for entry in reversed(known)}
    points = []
    for entry in known:
        home = all_regions()[entry.region]
        step = np.zeros(2) if entry.code == first[entry.region] else random.uniform(-0.01, 0.01, 2)
        points.append([home.capital_lon + step[0], home.capital_lat + step[1]])
    columns = {
        "kode": [entry.code for entry in known],
        "kec_bps": [entry.bps for entry in known],
        "kecamatan": [entry.name for entry in known],
        "kab_bps": [all_regions()[entry.region].bps for entry in known],
        "kab": [all_regions()[entry.region].name for entry in known],
    }
    return gpd.GeoDataFrame(columns, geometry=_cells(np.array(points)), crs=4326)


@cache
def _regions() -> gpd.GeoDataFrame:
    known = list(all_regions().values())
    points = np.array([[entry.capital_lon, entry.capital_lat] for entry in known])
    columns = {
        "kode": [entry.code for entry in known],
        "kab_bps": [entry.bps for entry in known],
        "kab": [entry.name for entry in known],
    }
    return gpd.GeoDataFrame(columns, geometry=_cells(points), crs=4326)


def kecamatan() -> gpd.GeoDataFrame:
    """330 kecamatan: kode (Kemendagri), kec_bps, kecamatan, kab_bps, kab, geometry."""
    return _kecamatan().copy()


def regions() -> gpd.GeoDataFrame:
    """24 regions: kode (Kemendagri), kab_bps, kab, geometry."""
    return _regions().copy()


def written(layer: pd.DataFrame, folder: Path, name: str = "lapisan.gpkg") -> Path:
    """`layer` as a file of the format of `name`."""
    path = folder / name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a layer without a CRS is written on purpose
        pyogrio.write_dataframe(layer, path, driver=DRIVERS[path.suffix])
    return path


def row_of(layer: gpd.GeoDataFrame, code: str) -> int:
    """The label of the row of a region or kecamatan, by its Kemendagri code."""
    return int(layer.index[layer["kode"] == code][0])


def capital(code: str) -> shapely.Point:
    """The point of a region's capital."""
    return shapely.Point(all_regions()[code].capital_lon, all_regions()[code].capital_lat)
