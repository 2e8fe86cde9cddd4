"""Boundaries as JavaScript that a browser loads once: content-hashed, immutable, compressed.

Coordinates are whole numbers of `UNIT` Mercator metres (EPSG:3395), each ring written as its first
point and then differences, which is a fifth of the same GeoJSON. Names go in as JSON with
`<`, `>`, `&` and the two line separators escaped, so that none of them can end a script.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.boundaries import PROJECTED

UNIT = 50.0  # metres
ROUTE = "/aset"
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True)
class Asset:
    """A file that the app serves under a name made of its content, so that it can be kept forever."""

    stem: str
    kind: str
    body: bytes

    @cached_property
    def name(self) -> str:
        """File name with the content's hash: `batas.1a2b3c4d5e6f.js`."""
        return f"{self.stem}.{hashlib.sha256(self.body).hexdigest()[:12]}.{self.kind}"

    @property
    def url(self) -> str:
        """Path on our own server."""
        return f"{ROUTE}/{self.name}"

    @cached_property
    def compressed(self) -> bytes:
        """The body in gzip, the same bytes at every start (no time in the header)."""
        return gzip.compress(self.body, 9, mtime=0)


def to_json(value: Any) -> str:
    """JSON that is safe inside a script, whatever its texts say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(character, character) for character in text)


def boundary_asset(
    regions: gpd.GeoDataFrame,
    areas: Iterable[str],
    credit: str,
    kecamatan_url: str,
    covered: Mapping[str, str] | None = None,
) -> Asset:
    """The script that defines `window.petaBatas`.

    `regions` has code, name, short, area, muted (bool), label_lon, label_lat and polygon geometry
    in EPSG:4326; `areas` are the panels in the order they are laid out. `covered`: region -> the names of regions that
    are not drawn and whose ground its shape covers.
    """
    projected = regions.to_crs(PROJECTED)
    labels = gpd.points_from_xy(regions["label_lon"], regions["label_lat"], crs=4326).to_crs(PROJECTED)
    entries = {
        row.code: {
            "name": row.name_,
            "short": row.short,
            "area": row.area,
            "muted": bool(row.muted),
            "label": _whole(np.array([[label.x, label.y]]))[0].tolist(),
            **({"covers": covered[row.code]} if covered and row.code in covered else {}),
            "g": [[_encode(ring) for ring in _rings(part)] for part in _polygons(row.geometry)],
        }
        for row, label in zip(projected.rename(columns={"name": "name_"}).itertuples(), labels, strict=True)
    }
    panels = [_panel(area, projected[projected["area"] == area], regions) for area in areas]
    content = {
        "unit": UNIT,
        "credit": credit,
        "kecamatan": kecamatan_url,
        "areas": panels,
        "regions": entries,
    }
    return Asset("batas", "js", f"window.petaBatas={to_json(content)};".encode())


def kecamatan_asset(kecamatan: gpd.GeoDataFrame, names: Mapping[str, str] | None = None) -> Asset:
    """The script that defines `window.petaKecamatan`: region -> kecamatan -> its polygons.

    `kecamatan` has code and region (Kemendagri codes) and polygon geometry in EPSG:4326. With `names` of theirs it has
    label_lon and label_lat too, and `window.petaNamaKecamatan` says of each kecamatan [name, x, y of its name].
    """
    projected = kecamatan.to_crs(PROJECTED)
    shapes: dict[str, dict[str, list[list[list[int]]]]] = {}
    for code, region, geometry in zip(
        projected["code"], projected["region"], projected.geometry, strict=True
    ):
        polygons = [[_encode(ring) for ring in _rings(part)] for part in _polygons(geometry)]
        shapes.setdefault(region, {})[code] = polygons
    called = _called(kecamatan, names) if names else {}
    script = f"window.petaKecamatan={to_json(shapes)};window.petaNamaKecamatan={to_json(called)};"
    return Asset("kecamatan", "js", script.encode())


def _called(kecamatan: gpd.GeoDataFrame, names: Mapping[str, str]) -> dict[str, list[Any]]:
    points = gpd.points_from_xy(kecamatan["label_lon"], kecamatan["label_lat"], crs=4326).to_crs(PROJECTED)
    return {
        code: [names.get(code, code), *_whole(np.array([[point.x, point.y]]))[0].tolist()]
        for code, point in zip(kecamatan["code"], points, strict=True)
    }


def _panel(area: str, members: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> dict[str, Any]:
    """What the browser needs to lay out the panel of an area; `lat` is for its scale bar."""
    latitudes = regions.loc[members.index, "label_lat"]
    return {
        "id": area,
        "bounds": _whole(members.total_bounds).tolist(),
        "lat": round(float(latitudes.mean()), 3),
    }


def _polygons(geometry: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def _rings(polygon: shapely.Polygon) -> list[np.ndarray]:
    """Its outer ring and its holes, each without the last point, which repeats the first."""
    return [np.asarray(ring.coords)[:-1] for ring in (polygon.exterior, *polygon.interiors)]


def _whole(coordinates: np.ndarray) -> np.ndarray:
    """Metres as whole numbers of UNIT."""
    return np.rint(coordinates / UNIT).astype(int)


def _encode(ring: np.ndarray) -> list[int]:
    """Flat [x0, y0, dx, dy, ...]; points that fall together after rounding are written once."""
    points = _whole(ring)
    steps = np.diff(points, axis=0, prepend=[[0, 0]])
    moved = np.concatenate([[True], steps[1:].any(axis=1)])
    return steps[moved].ravel().tolist()
