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
    """Write `levels` (the columns of `geo.boundaries.COLUMNS`, geometry) as `out/boundaries.fgb` with its report.

    1. Write into a folder beside the target, so that moving a file from there is one step.
    2. Read it back through the same check that the app makes (`known`: only codes of the 24 regions).
    3. Write the report, which says how large the file came out, as `.json` and `.txt`.
    4. Move all of it into place, the map's file last: a reader sees the old file or the new one, never half.

    Raises DamagedBoundaries when what was written does not pass; then nothing in `out` has changed.
    """
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".boundaries-", dir=out))
    try:
        written = folder / FILE_NAME
        _write(levels, written, credit)
        boundaries.load(path=written) if known else boundaries.load_any(written)
        report.result["bytes"] = written.stat().st_size
        for file in (*report.write(written.with_suffix("")), written):
            file.chmod(0o644)
            file.replace(out / file.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(levels: gpd.GeoDataFrame, path: Path, credit: str) -> None:
    """One FlatGeobuf file for both levels; the credit goes into its description, where `boundaries.credit` reads it."""
    columns = [*boundaries.COLUMNS, "geometry"]
    whole = levels[columns].assign(geometry=_multi(levels.geometry.to_numpy()))
    titles = {"TITLE": "Batas kabupaten/kota dan kecamatan", "DESCRIPTION": credit}
    options = {"layer_options": titles, "SPATIAL_INDEX": "NO"}
    pyogrio.write_dataframe(whole, path, driver="FlatGeobuf", layer="boundaries", **options)


def _multi(polygons: np.ndarray) -> np.ndarray:
    """All as multipolygons: a FlatGeobuf file has one geometry type."""
    return np.array([shapely.multipolygons(shapely.get_parts(polygon)) for polygon in polygons], dtype=object)
