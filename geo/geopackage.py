"""A map as a GeoPackage for QGIS: the shapes with their values, and what each value is.

The names of the columns are the same in every language, so that a project in QGIS keeps working.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.classes import Classes, Entry

LAYER = "peta_patuh"
COLUMNS = (
    "kode", "nama", "nilai", "pembilang", "penyebut", "satuan", "per", "kelas", "batas", "warna", "disembunyikan",
    "simulasi", "sumber",
)  # fmt: skip


def geopackage(
    rows: pd.DataFrame,
    shapes: gpd.GeoDataFrame,
    classes: Classes,
    legend: Sequence[Entry],
    *,
    unit: str,
    simulated: bool,
    title: str,
    description: str,
) -> bytes:
    """The bytes of a GeoPackage in EPSG:4326 with one layer, LAYER, of COLUMNS and the geometry.

    `rows`: code (Kemendagri), name, value and `classed` (float, NaN is missing), numerator, denominator, as_of (text),
    suppressed (why a value is not shown, "" where it is), source. Every row is written, what is missing as NULL, also
    a shape that nobody has drawn. `kelas` counts from 1, the lowest; `batas` are its limits as `legend` says them, `warna` its colour.
    """
    layer = rows.merge(shapes[["code", "geometry"]], "left", on="code", validate="one_to_one")
    numbers = classes.of(layer["classed"].tolist())
    entries = [legend[-1] if number is None else legend[number] for number in numbers]
    written = gpd.GeoDataFrame(
        {
            "kode": layer["code"].astype(str), "nama": layer["name"].astype(str), "nilai": _number(layer["value"]),
            "pembilang": _number(layer["numerator"]), "penyebut": _number(layer["denominator"]), "satuan": unit,
            "per": layer["as_of"].fillna("").astype(str),
            "kelas": pd.array([pd.NA if number is None else number + 1 for number in numbers], dtype="Int32"),
            "batas": [entry.label for entry in entries], "warna": [entry.colour for entry in entries],
            "disembunyikan": layer["suppressed"].fillna("").astype(str), "simulasi": simulated,
            "sumber": layer["source"].fillna("").astype(str),
        },
        geometry=layer["geometry"].tolist(), crs=shapes.crs,
    )  # fmt: skip
    made = io.BytesIO()
    told = {"IDENTIFIER": title, "DESCRIPTION": description}
    pyogrio.write_dataframe(written, made, layer=LAYER, driver="GPKG", geometry_type="MultiPolygon", promote_to_multi=True, layer_metadata=told)  # fmt: skip
    return made.getvalue()


def _number(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column).astype("Float64").astype(float)
