"""A built layer becomes the file that the app reads: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from geo import boundaries
from geo.boundaries import FILE_NAME
from geo.build.report import Report


def publish(levels: gpd.GeoDataFrame, out: Path, credit: str, report: Report, known: bool) -> None:
    """`levels` (the columns of `geo.boundaries.COLUMNS`, geometry) as `out/boundaries.fgb` with its report.

    Written aside, read back through the same check as the app's, then moved into place, the map's
    file last: a reader sees the old one or the new one. `known`: only codes of the 24 regions.
    Raises DamagedBoundaries when what was written does not pass.
    """
    out.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".boundaries-", dir=out))
    try:
        written = aside / FILE_NAME
        _write(levels, written, credit)
        boundaries.load(path=written) if known else boundaries.load_any(written)
        report.result["bytes"] = written.stat().st_size
        for made in (*report.write(written.with_suffix("")), written):
            made.chmod(0o644)
            made.replace(out / made.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(levels: gpd.GeoDataFrame, path: Path, credit: str) -> None:
    columns = [*boundaries.COLUMNS, "geometry"]
    whole = levels[columns].assign(geometry=_multi(levels.geometry.to_numpy()))
    titles = {"TITLE": "Batas kabupaten/kota dan kecamatan", "DESCRIPTION": credit}
    options = {"layer_options": titles, "SPATIAL_INDEX": "NO"}
    pyogrio.write_dataframe(whole, path, driver="FlatGeobuf", layer="boundaries", **options)


def _multi(polygons: np.ndarray) -> np.ndarray:
    """All as multipolygons: a FlatGeobuf file has one geometry type."""
    return np.array([shapely.multipolygons(shapely.get_parts(one)) for one in polygons], dtype=object)
