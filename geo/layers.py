"""The shapes that a map is drawn from, joined to the region table by code, never by position; read once per folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.places import all_kecamatan
from data.tables import load_table
from data.words import Problem
from geo import boundaries


@dataclass(frozen=True, eq=False)
class Layers:
    """Both levels in EPSG:4326, not to be changed, how the region table met the boundaries, and whose these are.

    `regions`: the columns of the region table, label_lon, label_lat (degrees), muted (bool: a neighbour of the
    focus), geometry. `kecamatan`: code, region, label_lon, label_lat, geometry. `credit` stands below every map.
    """

    regions: gpd.GeoDataFrame
    kecamatan: gpd.GeoDataFrame
    report: JoinReport
    credit: str


@cache
def layers(folder: Path) -> Layers:
    """The layers of the tables and boundaries in `folder`. Raises DamagedFile or DamagedBoundaries."""
    path = folder / boundaries.FILE_NAME
    is_embedded = path == boundaries.EMBEDDED
    shapes = boundaries.load("region", path, known=is_embedded)
    regions, report = region_layer(load_table("regions", folder), shapes)
    kecamatan = boundaries.load("kecamatan", path, known=is_embedded)
    undrawn = tuple(sorted(set(all_kecamatan()) - set(kecamatan["code"])))
    report = replace(
        report, covered=boundaries.covering(shapes["code"], shapes.geometry), without_kecamatan=undrawn
    )
    return Layers(regions, kecamatan, report, boundaries.credit(path) or _NO_CREDIT)


# Nobody is credited whom the file does not name.
_NO_CREDIT = "Batas wilayah, sumber: tidak disebut"


def region_layer(table: pd.DataFrame, shapes: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, JoinReport]:
    """Regions that have both a row and a boundary, with `muted` for neighbours of the focus."""
    joined, report = join(table, shapes)
    known = joined[joined["name"].notna()].copy()
    known["muted"] = known["scope"] == "neighbour"
    return known, report


class DuplicateCodes(Problem):
    """More than one row for a region: which one counts is not ours to guess."""


@dataclass(frozen=True)
class JoinReport:
    """Codes (Kemendagri) that did not meet: values without a boundary, boundaries without a value.

    `covered` are regions without a boundary whose ground another's shape covers: their code -> that one's code.
    `without_kecamatan` are the kecamatan that are not drawn.
    """

    without_boundary: tuple[str, ...]
    without_value: tuple[str, ...]
    covered: Mapping[str, str] = field(default_factory=dict)
    without_kecamatan: tuple[str, ...] = ()


def join(
    values: pd.DataFrame, boundaries: gpd.GeoDataFrame, on: str = "code"
) -> tuple[gpd.GeoDataFrame, JoinReport]:
    """Every boundary with its row of `values`, missing where there is none, and what did not match.

    `values` has one row per region with the Kemendagri code as a string in column `on`;
    `boundaries` has `code` and `geometry`. The result keeps the boundaries' order and CRS; a value
    column that the boundaries have too is taken from the values.
    Raises DuplicateCodes when a code stands in more than one row of either.
    """
    _refuse_duplicates(values[on], _TWICE_IN_VALUES)
    _refuse_duplicates(boundaries["code"], _TWICE_IN_BOUNDARIES)
    kept = boundaries.drop(
        columns=[
            name for name in boundaries.columns if name in values.columns and name not in ("code", "geometry")
        ]
    )
    joined = kept.merge(values.rename(columns={on: "code"}), on="code", how="left", validate="one_to_one")
    report = JoinReport(_missing(values[on], boundaries["code"]), _missing(boundaries["code"], values[on]))
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=boundaries.crs), report


_TWICE_IN_VALUES = (
    "Kode wilayah {codes} ada lebih dari sekali di tabel nilai. Sisakan satu baris untuk tiap wilayah."
)
_TWICE_IN_BOUNDARIES = (
    "Kode wilayah {codes} ada lebih dari sekali di batas wilayah. Sisakan satu bentuk untuk tiap wilayah."
)


def _refuse_duplicates(codes: pd.Series, template: str) -> None:
    twice = sorted(set(codes[codes.duplicated()]))
    if twice:
        raise DuplicateCodes(template, codes=", ".join(twice[:5]))


def _missing(codes: pd.Series, others: pd.Series) -> tuple[str, ...]:
    """The codes that are not among the others, in order."""
    return tuple(sorted(set(codes) - set(others)))
