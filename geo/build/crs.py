"""Where a layer really lies: its CRS, swapped axes, and whether each region holds its capital."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from data.parsing import shown
from data.places import Region
from geo.boundaries import INDONESIA
from geo.build.report import Report
from geo.build.source import UnusableSource
from geo.coverage import DEGREES

CAPITAL_KM = 5.0
"""A capital may lie this far outside its region: old lines and points on a river's other bank."""
_KM_PER_DEGREE = 111.2
_NEEDS_A_FILE = ("PARAMETERFILE", "NADGRIDS", "PROJ4_GRIDS", "GEOIDGRIDS")


def to_degrees(
    shapes: gpd.GeoSeries, declared: str, given: str | None, report: Report
) -> tuple[gpd.GeoSeries, pd.Series]:
    """`shapes` in EPSG:4326, and for each row "straight", "swapped" or "astray" (not in Indonesia).

    `given` (from the person who runs the build) goes before what the file declares; a file that
    declares nothing is taken as WGS 84 only when its numbers are degrees in Indonesia.
    A row that only fits with its axes swapped is swapped. Raises UnusableSource when nothing fits.
    """
    crs = _crs(shapes, declared, given, report)
    degrees = _transformed(shapes, crs)
    lie = pd.Series(np.where(_inside(degrees), "straight", "astray"), index=shapes.index, dtype=object)
    doubtful = lie == "astray"
    if doubtful.any():
        turned = _transformed(_swapped(shapes[doubtful]), crs)
        fits = turned[_inside(turned)]
        degrees.loc[fits.index] = fits
        lie.loc[fits.index] = "swapped"
    full = ~(shapes.is_empty | shapes.isna())
    if full.any() and (lie[full] == "astray").all():
        _refuse_place(shapes[full], crs)
    return degrees, lie


def _crs(shapes: gpd.GeoSeries, declared: str, given: str | None, report: Report) -> pyproj.CRS:
    if given:
        return _given_crs(declared, given, report)
    if not declared:
        return _assumed_crs(shapes, report)
    crs = _declared_crs(declared)
    if crs.to_epsg() != 4326 and crs != pyproj.CRS("OGC:CRS84"):
        report.repaired("Koordinat diubah dari {crs} ke WGS 84 (EPSG:4326).", crs=_named(crs))
    return crs


def _declared_crs(declared: str) -> pyproj.CRS:
    """The CRS that a file declares. Raises UnusableSource when it is unknown or is worked out from another file."""
    try:
        crs = pyproj.CRS(declared)
    except pyproj.exceptions.CRSError as error:
        raise UnusableSource(
            "CRS yang disebut berkas tidak dikenal: {crs}. Sebutkan dengan --crs, misalnya --crs EPSG:4326.",
            crs=shown(declared),
        ) from error
    if any(word in crs.to_wkt().upper() for word in _NEEDS_A_FILE):
        raise UnusableSource(
            "CRS yang disebut berkas dihitung dari berkas lain, yang tidak dibuka: {crs}. Sebutkan yang sebenarnya dengan "
            "--crs, misalnya --crs EPSG:4326.",
            crs=shown(crs.name),
        )
    return crs


def _given_crs(declared: str, given: str, report: Report) -> pyproj.CRS:
    try:
        crs = pyproj.CRS(given)
    except pyproj.exceptions.CRSError as error:
        raise UnusableSource(
            "CRS {crs} tidak dikenal. Tulis kodenya, misalnya EPSG:32748 (UTM 48S).", crs=shown(given)
        ) from error
    report.repaired(
        "Koordinat dibaca sebagai {crs} seperti yang diminta (berkas menyebut {declared}) dan diubah ke WGS 84.",
        crs=_named(crs),
        declared=declared[:60] or "-",
    )
    return crs


def _assumed_crs(shapes: gpd.GeoSeries, report: Report) -> pyproj.CRS:
    if not (_inside(shapes) | _inside(_swapped(shapes))).any():
        west, south, east, north = (round(float(edge), 3) for edge in shapes.total_bounds)
        raise UnusableSource(
            "Berkas tidak menyebut CRS yang terbaca, dan koordinatnya (x {west} sampai {east}, y {south} sampai {north}) "
            "bukan derajat di Indonesia. Sebutkan dengan --crs, misalnya --crs EPSG:32748 (UTM 48S) atau "
            "EPSG:32749 (UTM 49S).",
            west=west,
            south=south,
            east=east,
            north=north,
        )
    report.repaired(
        "Berkas tidak menyebut CRS yang terbaca; koordinatnya derajat di Indonesia, dibaca sebagai WGS 84."
    )
    return pyproj.CRS(DEGREES)


def _named(crs: pyproj.CRS) -> str:
    code = crs.to_epsg()
    return f"EPSG:{code} ({crs.name})" if code else shown(crs.name)


def _transformed(shapes: gpd.GeoSeries, crs: pyproj.CRS) -> gpd.GeoSeries:
    return gpd.GeoSeries(shapes.to_numpy(), index=shapes.index, crs=crs).to_crs(DEGREES)


def _swapped(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    turned = shapely.transform(shapes.to_numpy(), lambda xy: xy[:, ::-1])
    return gpd.GeoSeries(turned, index=shapes.index, crs=shapes.crs)


def _inside(shapes: gpd.GeoSeries) -> np.ndarray:
    west, south, east, north = INDONESIA
    box = shapes.bounds.to_numpy()
    with np.errstate(invalid="ignore"):
        return (box[:, 0] >= west) & (box[:, 1] >= south) & (box[:, 2] <= east) & (box[:, 3] <= north)


def _refuse_place(shapes: gpd.GeoSeries, crs: pyproj.CRS) -> None:
    west, south, east, north = (round(float(edge), 3) for edge in shapes.total_bounds)
    raise UnusableSource(
        "Dengan CRS {crs}, tidak satu wilayah pun jatuh di Indonesia (x {west} sampai {east}, y {south} sampai "
        "{north}). CRS itu salah: sebutkan yang benar dengan --crs, misalnya --crs {example}.",
        crs=_named(crs),
        example=_other_than(crs, shapes),
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _other_than(crs: pyproj.CRS, shapes: gpd.GeoSeries) -> str:
    """A CRS to try in place of one that does not fit: degrees where the numbers are some, else the zone beside."""
    if (_inside(shapes) | _inside(_swapped(shapes))).any():
        return "EPSG:4326 (WGS 84)"
    return "EPSG:32749 (UTM 49S)" if crs.to_epsg() == 32748 else "EPSG:32748 (UTM 48S)"


def capitals_astray(
    region_of: pd.Series, shapes: gpd.GeoSeries, regions: Mapping[str, Region]
) -> dict[str, tuple[float, str]]:
    """Regions whose capital lies over 5 km outside their own shapes: distance (km), and whose capital is inside.

    `region_of` holds the Kemendagri code per row of `shapes` (EPSG:4326). This is the check that
    no code column can fool: codes of one system read as the other put OKU Timur where OKU
    Selatan's capital stands. A region without any shape (distance NaN) is refused elsewhere.
    """
    astray = {}
    for code, rows in region_of[region_of != ""].groupby(region_of):
        own = shapes.loc[rows.index].to_numpy()
        own = own[~shapely.is_empty(own)] if not shapely.is_empty(own).all() else own
        distance = shapely.distance(own, _capital(regions[code])).min() * _KM_PER_DEGREE
        if distance > CAPITAL_KM:
            astray[code] = (float(distance), _holds(own, regions))
    return astray


def _capital(region: Region) -> shapely.Point:
    return shapely.Point(region.capital_lon, region.capital_lat)


def _holds(shapes: np.ndarray, regions: Mapping[str, Region]) -> str:
    inside = [
        region.label for region in regions.values() if (shapely.distance(shapes, _capital(region)) == 0).any()
    ]
    return ", ".join(inside) or "-"


def refuse_astray(astray: Mapping[str, tuple[float, str]], regions: Mapping[str, Region]) -> None:
    """Raises UnusableSource for the first region of `capitals_astray`."""
    for code, (distance, holds) in astray.items():
        raise UnusableSource(
            "{region}: ibu kotanya, {capital}, jatuh {distance} km di luar poligonnya; poligon itu memuat ibu kota: "
            "{holds}. Periksa kodenya (BPS atau Kemendagri: --system), CRS-nya (--crs) dan letak poligonnya.",
            region=regions[code].label,
            capital=regions[code].capital,
            distance=round(distance),
            holds=holds,
        )
