"""The boundaries that ship with the app: load them; `python -m geo.build SOURCE` makes them.

One FlatGeobuf file holds both levels, so that they are replaced in one step and always nest. It
is for drawing only: areas differ from the official ones by up to 10 % (see the report beside it).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
import shapely

from data.parsing import shown
from data.places import all_kecamatan, all_regions
from data.words import Problem
from geo import flatgeobuf
from geo.coverage import is_sound

FILE_NAME = "boundaries.fgb"
EMBEDDED: Path = Path(__file__).parent.parent / "data" / "embedded" / FILE_NAME
CREDIT = "Batas wilayah: BPS via OCHA/HDX COD-AB 2020, CC BY 3.0 IGO; disederhanakan"
"""What has to stand below every map drawn from the embedded file."""
INDONESIA = (94.0, -12.0, 142.0, 7.0)
"""West, south, east, north in degrees; no longitude in it is also one of its latitudes."""
PROJECTED = "EPSG:3395"
"""The coordinate system that maps are drawn in: Mercator on the ellipsoid, in metres."""
COLUMNS = ("level", "code", "region", "name", "label_lon", "label_lat")
Level = Literal["region", "kecamatan"]


class DamagedBoundaries(Problem):
    """The built boundary file is missing or does not hold what it must."""


def load(level: Level = "region", path: Path = EMBEDDED, *, known: bool = True) -> gpd.GeoDataFrame:
    """The built boundaries of one level in EPSG:4326, ordered by code.

    Columns: code (Kemendagri), region (the kecamatan's; only on that level), label_lon and
    label_lat (degrees, a roomy point inside), geometry. Names come from `data.places`. The file
    is read and checked once; the caller may change what it gets. With `known=False` codes beyond
    the 24 regions are taken too.
    Raises DamagedBoundaries when the file is missing, damaged, or holds an unknown code.
    """
    columns = ["code", "label_lon", "label_lat", "geometry"]
    return _of_level(path, level, known)[columns if level == "region" else ["code", "region", *columns[1:]]]


def load_any(path: Path) -> gpd.GeoDataFrame:
    """A file that was built with `--any`: code (as the source gave it), name, label_lon, label_lat, geometry.

    Raises DamagedBoundaries as `load` does, but takes every code.
    """
    return _of_level(path, "region", False)[["code", "name", "label_lon", "label_lat", "geometry"]]


def credit(path: Path = EMBEDDED) -> str:
    """The credit line that was written into a built file. Raises DamagedBoundaries."""
    try:
        metadata = flatgeobuf.info(path.read_bytes())["layer_metadata"] or {}
    except Exception as error:
        raise _unreadable(path, error) from error
    return str(metadata.get("DESCRIPTION", ""))


def covering(codes: pd.Series, shapes: gpd.GeoSeries) -> dict[str, str]:
    """Of the 24 regions that `codes` lacks, those whose capital lies in the shape of another: code -> that one's code.

    Such a layer is older than the region, or draws a kota and its kabupaten as one: the other's colour lies on ground
    that is not its own. `codes` (Kemendagri) has the code of each of `shapes` (EPSG:4326).
    """
    absent = [region for region in all_regions().values() if region.code not in set(codes)]
    polygons = shapes.to_numpy()
    found = {}
    for region in absent:
        inside = codes[shapely.intersects_xy(polygons, region.capital_lon, region.capital_lat)]
        if len(inside):
            found[region.code] = str(inside.iloc[0])
    return found


def _of_level(path: Path, level: str, known: bool) -> gpd.GeoDataFrame:
    """The rows of one level; `known` refuses codes beyond the 24 regions."""
    whole = _checked(path, _stamp(path), known)
    return whole[whole["level"] == level].reset_index(drop=True)


def _stamp(path: Path) -> tuple[int, int]:
    """Time and size of the file, so that a file that was replaced is read again. Raises DamagedBoundaries."""
    try:
        status = path.stat()
    except OSError as error:
        raise DamagedBoundaries(
            "Berkas batas wilayah {file} tidak ada. Kembalikan berkas itu dari paket aslinya, atau buat ulang: "
            "python -m geo.build SUMBER.",
            file=path.name,
        ) from error
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _checked(path: Path, _stamp: tuple[int, int], known: bool) -> gpd.GeoDataFrame:
    """The whole file, ordered by level and code, once it was found sound; kept until `_stamp` changes."""
    try:
        whole = flatgeobuf.read(path.read_bytes())
        trouble = _trouble(whole, known)
    except Exception as error:  # GDAL, Arrow and GEOS each have their own for a broken file
        raise _unreadable(path, error) from error
    if trouble:
        raise DamagedBoundaries(trouble, file=path.name)
    return whole.sort_values(["level", "code"], ignore_index=True)


def _unreadable(path: Path, error: Exception) -> DamagedBoundaries:
    return DamagedBoundaries(
        "Berkas batas wilayah {file} rusak, tidak dapat dibaca ({detail}). Kembalikan berkas itu dari paket aslinya, "
        "atau buat ulang: python -m geo.build SUMBER.",
        file=path.name,
        detail=shown(error),
    )


def _trouble(whole: pd.DataFrame, known: bool) -> str:
    """The message of what is wrong with a built file, "" when nothing is."""
    if (
        not isinstance(whole, gpd.GeoDataFrame)
        or not set(COLUMNS) <= set(whole.columns)
        or whole.crs != "EPSG:4326"
    ):
        return _NOT_BUILT
    if not (whole["level"] == "region").any():
        return _NO_REGION
    return _code_trouble(whole, known) or _shape_trouble(whole)


_NOT_BUILT = (
    "Berkas batas wilayah {file} bukan buatan aplikasi ini: kolom atau CRS-nya lain. Kembalikan berkas itu dari paket "
    "aslinya, atau buat ulang: python -m geo.build SUMBER."
)
_NO_REGION = (
    "Berkas batas wilayah {file} tidak berisi kabupaten/kota. Kembalikan berkas itu dari paket aslinya, atau buat "
    "ulang: python -m geo.build SUMBER."
)
_BAD_CODE = (
    "Berkas batas wilayah {file} berisi kode yang tidak dikenal atau berulang. Kembalikan berkas itu dari paket "
    "aslinya, atau buat ulang: python -m geo.build SUMBER."
)
_BAD_SHAPE = (
    "Berkas batas wilayah {file} berisi bentuk yang rusak. Kembalikan berkas itu dari paket aslinya, atau buat ulang: "
    "python -m geo.build SUMBER."
)


def _code_trouble(whole: gpd.GeoDataFrame, known: bool) -> str:
    """Codes that nobody knows, kecamatan of regions that are not there, a code twice on one level."""
    regions = set(whole.loc[whole["level"] == "region", "code"])
    kecamatan = whole[whole["level"] == "kecamatan"]
    strange = bool(regions - set(all_regions()) or set(kecamatan["code"]) - set(all_kecamatan()))
    homeless = not set(kecamatan["region"]) <= regions
    twice = whole.duplicated(["level", "code"]).any()
    return _BAD_CODE if (known and strange) or homeless or twice else ""


def _shape_trouble(whole: gpd.GeoDataFrame) -> str:
    """Shapes beyond Indonesia, labels outside their shape, levels that are no sound coverage."""
    west, south, east, north = whole.total_bounds
    inside = west >= INDONESIA[0] and south >= INDONESIA[1] and east <= INDONESIA[2] and north <= INDONESIA[3]
    labels = shapely.intersects_xy(whole.geometry.to_numpy(), whole["label_lon"], whole["label_lat"])
    sound = all(is_sound(level.geometry.to_numpy()) for _, level in whole.groupby("level"))
    return "" if inside and labels.all() and sound else _BAD_SHAPE


if __name__ == "__main__":
    import sys

    sys.exit("Perintah ini kini bernama: python -m geo.build SUMBER")
