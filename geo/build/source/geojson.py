"""GeoJSON, read by ourselves.

A program that opens "any JSON with shapes in it" also runs the commands of a GDALG file, follows the address of a CRS
or takes another format that begins the same. Here nothing is followed: the text is parsed, its features are read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from data.parsing import shown
from geo.build.report import Report
from geo.build.source.encodings import UTF_8, chosen
from geo.build.source.files import Staged, not_that
from geo.build.source.problems import (
    MOST_COLUMNS,
    Limits,
    UnusableSource,
    damaged,
    too_many_columns,
    too_many_rows,
    too_many_vertices,
)

_LONGEST_TEXT = 1_000  # characters of a value; codes and names are shorter
_CRS_NAME = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|OGC)(?:[:/][\d.]*)?[:/](CRS84|\d{4,6})",
    re.IGNORECASE,
)


@dataclass
class _Tally:
    """How much of the limit is used up, and what was mended."""

    file: str
    most: int
    vertices: int = 0
    opened: bool = False

    def count(self, more: int) -> None:
        self.vertices += more
        if self.vertices > self.most:
            raise too_many_vertices(self.file, self.vertices, self.most)


def read(
    staged: Staged, limits: Limits, encoding: str | None, report: Report
) -> tuple[pd.DataFrame, np.ndarray, str]:
    """The attributes, the shapes and the CRS ("" where none is known) of the features of a GeoJSON file.

    Raises UnusableSource for a text that is no GeoJSON, that breaks off, or that holds more than `limits`.
    """
    features = _features(content := _parsed(staged, encoding, report), staged, limits)
    tally = _Tally(staged.name, limits.vertices)
    shapes = np.empty(len(features), dtype=object)
    for place, feature in enumerate(features):
        shapes[place] = _shape_of(feature, place + 1, tally)
    if tally.opened:
        report.repaired("Ada cincin poligon yang tidak tertutup; ditutup.")
    return _attributes(features, staged.name), shapes, _crs(content, report)


def _parsed(staged: Staged, encoding: str | None, report: Report) -> dict[str, Any]:
    raw = staged.path.read_bytes()
    detected = json.detect_encoding(raw)
    if encoding is None and not detected.startswith(UTF_8):
        encoding = detected
    used = chosen([raw], UTF_8, encoding, staged.name, report)
    text = raw.decode(used, errors="replace").removeprefix("\ufeff").lstrip()
    del raw
    if not text.startswith("{"):
        raise not_that(staged.name, staged.format)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _a_feature_a_line(text):
            raise UnusableSource(
                "Berkas {file} berisi satu wilayah per baris (GeoJSONSeq), padahal yang dibaca hanya FeatureCollection. "
                "Simpan ulang lapisannya sebagai GeoJSON.",
                file=staged.name,
            ) from error
        raise damaged(staged.name, shown(error)) from error
    return content


def _a_feature_a_line(text: str) -> bool:
    """Whether the text is no broken file but the other form of GeoJSON, with a whole feature on each line."""
    try:
        return json.loads(text.partition("\n")[0])["type"] == "Feature"
    except (ValueError, RecursionError, TypeError, KeyError):
        return False


def _features(content: dict[str, Any], staged: Staged, limits: Limits) -> list[dict[str, Any]]:
    kind, found = content.get("type"), content.get("features")
    features = [content] if kind == "Feature" else found if kind == "FeatureCollection" else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise UnusableSource(
            "Berkas {file} bukan lapisan GeoJSON: jenisnya “{type}”, padahal yang dibaca hanya FeatureCollection, "
            "kumpulan wilayah dengan bentuknya. Simpan ulang lapisannya sebagai GeoJSON.",
            file=staged.name,
            type=shown(kind) if isinstance(kind, str) else "-",
        )
    if len(features) > limits.features:
        raise too_many_rows(staged.name, len(features), limits)
    return features


def _attributes(features: list[dict[str, Any]], file: str) -> pd.DataFrame:
    """The properties of the features as columns; what is no single value is left out."""
    rows: list[dict[str, Any]] = []
    columns: dict[str, None] = {}
    for feature in features:
        given = feature.get("properties")
        row = {"id": feature["id"]} if "id" in feature else {}
        row |= given if isinstance(given, dict) else {}
        rows.append({name[:_LONGEST_TEXT]: _value(value) for name, value in row.items()})
        columns |= dict.fromkeys(rows[-1])
        if len(columns) > MOST_COLUMNS:
            raise too_many_columns(file)
    return pd.DataFrame(rows, columns=list(columns), index=range(len(rows)))


def _value(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return None
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


def _crs(content: dict[str, Any], report: Report) -> str:
    """The CRS that the file names; without one GeoJSON is in WGS 84. An address or a file is never followed."""
    if "crs" not in content:
        return "EPSG:4326"
    crs = content["crs"]
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    match = _CRS_NAME.fullmatch(name.strip().replace("::", ":")) if isinstance(name, str) else None
    if match is None:
        report.noted("CRS yang disebut berkas tidak dipakai, karena bukan kode EPSG: {crs}.", crs=shown(crs))
        return ""
    return "EPSG:4326" if match[2].upper() == "CRS84" else f"EPSG:{match[2]}"


# -- shapes


def _shape_of(feature: dict[str, Any], row: int, tally: _Tally) -> shapely.Geometry | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    try:
        return _shape(geometry, tally)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
        raise UnusableSource(
            "Berkas {file}, baris {row}: bentuknya tidak dapat dibaca ({detail}). Perbaiki atau hapus baris itu.",
            file=tally.file,
            row=row,
            detail=shown(error),
        ) from error
    except shapely.errors.ShapelyError as error:
        raise damaged(tally.file, shown(error)) from error


def _shape(geometry: dict[str, Any], tally: _Tally) -> shapely.Geometry:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return shapely.GeometryCollection([_shape(one, tally) for one in geometry["geometries"]])
    coordinates = geometry["coordinates"]
    if kind == "Polygon":
        return _polygon(coordinates, tally)
    if kind == "MultiPolygon":
        parts = [_polygon(polygon, tally) for polygon in coordinates]
        return shapely.MultiPolygon([part for part in parts if not part.is_empty])
    if kind in ("Point", "MultiPoint"):
        return shapely.MultiPoint(_positions([coordinates] if kind == "Point" else coordinates, tally))
    lines = [coordinates] if kind == "LineString" else coordinates
    if kind not in ("LineString", "MultiLineString"):
        raise ValueError(f"type {kind!r}")
    return shapely.MultiLineString([_positions(line, tally) for line in lines])


def _polygon(rings: list[Any], tally: _Tally) -> shapely.Polygon:
    """A polygon of its rings; one of fewer than three corners is no ring."""
    closed = [_ring(ring, tally) for ring in rings]
    if not closed or len(closed[0]) < 4:
        return shapely.Polygon()
    return shapely.Polygon(closed[0], [ring for ring in closed[1:] if len(ring) >= 4])


def _ring(ring: list[Any], tally: _Tally) -> np.ndarray:
    points = _positions(ring, tally)
    if len(points) > 2 and (points[0] != points[-1]).any():
        tally.opened = True
        points = np.vstack([points, points[:1]])
    return points


def _positions(positions: list[Any], tally: _Tally) -> np.ndarray:
    """Longitude and latitude of each position; heights are left out. Raises ValueError for what is no number."""
    tally.count(len(positions))
    points = np.array([position[:2] for position in positions], dtype=float).reshape(len(positions), 2)
    if not np.isfinite(points).all():
        raise ValueError("NaN")
    return points
