"""Open a layer that somebody handed over: which file it is, what is in it, whether it is too much.

Only the four formats of the issue are opened, and only when the first bytes are theirs: GDAL
guesses formats by content, and some of those (VRT) make it read other files or the network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

from data.parsing import shown
from data.words import Problem
from geo.build.report import Report, listed

FORMATS = {
    ".gpkg": ("GeoPackage", b"SQLite format 3\x00"),
    ".shp": ("Shapefile", b"\x00\x00\x27\x0a"),
    ".fgb": ("FlatGeobuf", b"fgb"),
    ".geojson": ("GeoJSON", b"{"),
    ".json": ("GeoJSON", b"{"),
}
_SPATIAL_ERRORS = (
    DataSourceError,
    DataLayerError,
    FieldError,
    GeometryError,
    shapely.errors.ShapelyError,
    OSError,
    ValueError,
)


class UnusableSource(Problem):
    """A layer, or something in it, that the builder refuses: what, where, and what to do."""


@dataclass(frozen=True)
class Limits:
    """How much the builder takes on: bytes on disk, features, vertices, seconds."""

    megabytes: float = 500
    features: int = 100_000
    vertices: int = 10_000_000
    seconds: float = 300


@dataclass(frozen=True)
class Source:
    """A layer as read: `attributes` and `shapes` share an index, the row's number from 1.

    `crs` is what the file declares, or "". `shapes` has no CRS set: whether the declared one is
    right is still to be seen (`geo.build.crs`).
    """

    attributes: pd.DataFrame
    shapes: gpd.GeoSeries
    crs: str


def read(path: Path, report: Report, *, layer: str | None = None, limits: Limits | None = None) -> Source:
    """The one polygon layer of `path`, with what it is written to `report.source`.

    Raises UnusableSource when the file is missing, of another format, damaged, without features,
    or larger than `limits`; and when it holds several layers and `layer` names none of them.
    """
    limits = limits or Limits()
    _check_file(path, limits)
    name = _layer_name(path, layer)
    info = _guarded(path, lambda: pyogrio.read_info(path, layer=name, force_feature_count=True))
    _check_count(path, info["features"], limits)
    frame = _guarded(path, lambda: _frame(path, name, report))
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnusableSource(
            "Lapisan {layer} di {file} tidak berisi bentuk, hanya tabel.", layer=name, file=path.name
        )
    source = _split(frame)
    report.source |= {
        "file": path.name,
        "sha256": _fingerprint(path),
        "format": FORMATS[path.suffix.lower()][0],
        "layer": shown(name),
        "crs": source.crs or "-",
        "features": len(frame),
        "source_vertices": _check_vertices(path, source.shapes, limits),
    }
    return source


def _frame(path: Path, name: str, report: Report) -> pd.DataFrame:
    """All rows; rings that do not close, which GEOS refuses to take in, are closed and reported."""
    try:
        return pyogrio.read_dataframe(path, layer=name)
    except shapely.errors.GEOSException:
        frame = pyogrio.read_dataframe(path, layer=name, on_invalid="fix")
        report.repaired("Ada cincin poligon yang tidak tertutup; ditutup.")
        return frame


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_file(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise UnusableSource("Berkas {file} tidak ditemukan. Periksa letak dan namanya.", file=path)
    accepted = FORMATS.get(path.suffix.lower())
    if accepted is None:
        raise UnusableSource(
            "Berkas {file} bukan GeoPackage (.gpkg), Shapefile (.shp), FlatGeobuf (.fgb) atau GeoJSON "
            "(.geojson, .json). Simpan ulang dalam salah satunya; arsip .zip dibuka dulu.",
            file=path.name,
        )
    size = sum(part.stat().st_size for part in path.parent.glob(f"{_escaped(path.stem)}.*")) / 1e6
    if path.suffix.lower() != ".shp":
        size = path.stat().st_size / 1e6
    if size > limits.megabytes:
        raise UnusableSource(
            "Berkas {file} terlalu besar: {size} MB, batasnya {limit} MB. Potong ke wilayah yang "
            "diperlukan, atau naikkan batasnya dengan --max-mb.",
            file=path.name,
            size=round(size, 1),
            limit=limits.megabytes,
        )
    _check_first_bytes(path, *accepted)


def _escaped(stem: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)


def _check_first_bytes(path: Path, name: str, expected: bytes) -> None:
    with path.open("rb") as file:
        first = file.read(64)
    if not first:
        raise UnusableSource("Berkas {file} kosong (0 bita). Minta salinan yang utuh.", file=path.name)
    if not first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(expected.lstrip()):
        raise UnusableSource(
            "Berkas {file} berakhiran seperti {format}, tetapi isinya bukan itu. Minta salinan yang "
            "utuh, atau beri akhiran yang benar.",
            file=path.name,
            format=name,
        )


def _guarded(path: Path, step: Callable[[], Any]) -> Any:
    """The result of one reading step, its library's many errors made into one sentence."""
    try:
        return step()
    except _SPATIAL_ERRORS as error:
        raise UnusableSource(
            "Berkas {file} rusak atau tidak lengkap ({detail}). Minta salinan yang utuh; Shapefile "
            "terdiri atas .shp, .shx, .dbf dan .prj.",
            file=path.name,
            detail=shown(error),
        ) from error


def _layer_name(path: Path, wanted: str | None) -> str:
    layers = [
        str(name) for name, kind in _guarded(path, lambda: pyogrio.list_layers(path)) if kind is not None
    ]
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted in layers:
        return wanted
    if not layers:
        raise UnusableSource(
            "Lapisan {layer} di {file} tidak berisi bentuk, hanya tabel.", layer="-", file=path.name
        )
    if wanted is None:
        raise UnusableSource(
            "Berkas {file} berisi beberapa lapisan: {layers}. Sebutkan satu dengan --layer.",
            file=path.name,
            layers=listed(layers),
        )
    raise UnusableSource(
        "Berkas {file} tidak punya lapisan {layer}; yang ada: {layers}.",
        file=path.name,
        layer=shown(wanted),
        layers=listed(layers),
    )


def _check_count(path: Path, features: int, limits: Limits) -> None:
    if features == 0:
        raise UnusableSource("Berkas {file} tidak berisi satu wilayah pun.", file=path.name)
    if features > limits.features:
        raise UnusableSource(
            "Berkas {file} berisi {count} baris, batasnya {limit}. Potong ke wilayah yang diperlukan.",
            file=path.name,
            count=features,
            limit=limits.features,
        )


def _check_vertices(path: Path, shapes: gpd.GeoSeries, limits: Limits) -> int:
    count = int(shapely.get_num_coordinates(shapes.to_numpy()).sum())
    if count > limits.vertices:
        raise UnusableSource(
            "Berkas {file} berisi {count} titik, batasnya {limit}. Sederhanakan dulu atau potong ke "
            "wilayah yang diperlukan.",
            file=path.name,
            count=count,
            limit=limits.vertices,
        )
    return count


def _split(frame: gpd.GeoDataFrame) -> Source:
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    flat = shapely.force_2d(np.asarray(frame.geometry.to_numpy(), dtype=object))
    crs = frame.crs.to_string() if frame.crs else ""
    return Source(attributes, gpd.GeoSeries(flat, index=frame.index), crs)
