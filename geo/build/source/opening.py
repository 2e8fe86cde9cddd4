"""A layer of any of the four formats, each read by its own reader and by no other.

No library guesses the format: by content, some that GDAL knows run a command, read other files or ask a host.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.parsing import shown
from geo import flatgeobuf
from geo.build.report import Report
from geo.build.source import geojson, geopackage, shapefile
from geo.build.source.encodings import wanted
from geo.build.source.files import Staged, staged
from geo.build.source.problems import Limits, UnusableSource, damaged, too_many_rows, too_many_vertices

_GDAL_ERRORS = shapefile.ERRORS


@dataclass(frozen=True)
class Source:
    """A layer as read: `attributes` and `shapes` share an index, the row's number from 1.

    `crs` is what the file declares, or "". `shapes` has no CRS set: whether the declared one is
    right is still to be seen (`geo.build.crs`).
    """

    attributes: pd.DataFrame
    shapes: gpd.GeoSeries
    crs: str


def read(
    path: Path,
    report: Report,
    *,
    layer: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Source:
    """The one polygon layer of `path`, with what it is written to `report.source`.

    `encoding` is that of its texts, None: found by their bytes.
    Raises UnusableSource when the file is missing, of another format, damaged, without features,
    or larger than `limits`; and when it holds several layers and `layer` names none of them.
    """
    limits, asked = limits or Limits(), wanted(encoding)
    with staged(path, limits) as files:
        name, attributes, shapes, crs = _READERS[files.format](files, layer, limits, asked, report)
    if len(shapes) == 0:
        raise UnusableSource("Berkas {file} tidak berisi satu wilayah pun.", file=path.name)
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    if vertices > limits.vertices:
        raise too_many_vertices(path.name, vertices, limits.vertices)
    report.source |= {
        "file": path.name,
        "sha256": files.sha256,
        **({"sha256_parts": files.parts} if files.parts else {}),
        "format": files.format,
        "layer": shown(name),
        "crs": crs or "-",
        "features": len(shapes),
        "source_vertices": vertices,
    }
    return _numbered(attributes, shapes, crs)


def _numbered(attributes: pd.DataFrame, shapes: np.ndarray, crs: str) -> Source:
    """Rows counted from 1, shapes without their heights."""
    rows = pd.RangeIndex(1, len(shapes) + 1)
    flat = shapely.force_2d(np.asarray(shapes, dtype=object))
    return Source(attributes.set_axis(rows, axis=0), gpd.GeoSeries(flat, index=rows), crs)


_Read = tuple[str, pd.DataFrame, np.ndarray, str]


def _geojson(files: Staged, layer: str | None, limits: Limits, encoding: str | None, report: Report) -> _Read:
    return _only(files, Path(files.name).stem, layer), *geojson.read(files, limits, encoding, report)


def _shapefile(
    files: Staged, layer: str | None, limits: Limits, encoding: str | None, report: Report
) -> _Read:
    return _only(files, Path(files.name).stem, layer), *shapefile.read(files, limits, encoding, report)


def _flatgeobuf(files: Staged, layer: str | None, limits: Limits, _: str | None, report: Report) -> _Read:
    content = files.path.read_bytes()
    try:
        said = flatgeobuf.info(content)
        name = _only(files, str(said["layer_name"]), layer)
        if said["features"] > limits.features:
            raise too_many_rows(files.name, said["features"], limits)
        frame = _closed(content, report)
    except _GDAL_ERRORS as error:
        raise damaged(files.name, shown(error)) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnusableSource(
            "Lapisan {layer} di {file} tidak berisi bentuk, hanya tabel.", layer=shown(name), file=files.name
        )
    crs = frame.crs.to_string() if frame.crs else ""
    return name, pd.DataFrame(frame.drop(columns=frame.geometry.name)), frame.geometry.to_numpy(), crs


def _closed(content: bytes, report: Report) -> gpd.GeoDataFrame:
    """All rows; rings that do not close, which GEOS refuses to take in, are closed and reported."""
    try:
        return flatgeobuf.read(content)
    except shapely.errors.GEOSException:
        frame = flatgeobuf.read(content, on_invalid="fix")
        report.repaired("Ada cincin poligon yang tidak tertutup; ditutup.")
        return frame


def _only(files: Staged, name: str, layer: str | None) -> str:
    """The name of the only layer of a file. Raises UnusableSource when another one is asked for."""
    if layer not in (None, name):
        raise geopackage.no_such_layer(files.name, layer, [name])
    return name


_READERS = {
    "GeoPackage": geopackage.read,
    "GeoJSON": _geojson,
    "Shapefile": _shapefile,
    "FlatGeobuf": _flatgeobuf,
}
