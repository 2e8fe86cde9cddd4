"""A map as a GeoPackage for QGIS: the shapes with their values, and what each value is.

The names of the columns are the same in every language, so that a project in QGIS keeps working.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.classes import Classes, Entry, entry_of_each

LAYER = "peta_patuh"
# Each column of the layer and the column of `rows` that it holds, as what; the others are worked out.
_NUMBERS = {"nilai": "value", "pembilang": "numerator", "penyebut": "denominator"}
_TEXTS = {"per": "as_of", "disembunyikan": "suppressed", "sumber": "source"}
COLUMNS = (
    "kode",
    "nama",
    "nilai",
    "pembilang",
    "penyebut",
    "satuan",
    "per",
    "kelas",
    "batas",
    "warna",
    "disembunyikan",
    "simulasi",
    "sumber",
)


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
    suppressed (why a value is not shown, "" where it is), `unclassed` (why it has no class, as
    `geo.classes.legend` takes it), source. Every row is written, what is missing as NULL, also
    a shape that nobody has drawn. `kelas` counts from 1, the lowest; `batas` are its limits as `legend` says them, `warna` its colour.
    """
    layer = rows.merge(shapes[["code", "geometry"]], "left", on="code", validate="one_to_one")
    columns = {"kode": layer["code"].astype(str), "nama": layer["name"].astype(str)}
    columns |= {name: _number(layer[given]) for name, given in _NUMBERS.items()}
    columns |= {name: layer[given].fillna("").astype(str) for name, given in _TEXTS.items()}
    columns |= _classed(classes, legend, layer["classed"].tolist(), layer["unclassed"].tolist())
    table = pd.DataFrame(columns).assign(satuan=unit, simulasi=simulated)[list(COLUMNS)]
    file = io.BytesIO()
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(table, geometry=layer["geometry"].tolist(), crs=shapes.crs),
        file,
        layer=LAYER,
        driver="GPKG",
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        layer_metadata={"IDENTIFIER": title, "DESCRIPTION": description},
    )
    return file.getvalue()


def _classed(
    classes: Classes, legend: Sequence[Entry], values: Sequence[float], reasons: Sequence[str]
) -> dict[str, Any]:
    """The class of each value, its limits in words and its colour; of what is not shown the line that says why."""
    entries = entry_of_each(classes, legend, values, reasons)
    numbers = [pd.NA if number is None else number + 1 for number in classes.of(values)]
    return {
        "kelas": pd.array(numbers, dtype="Int32"),
        "batas": [entry.label for entry in entries],
        "warna": [entry.colour for entry in entries],
    }


def _number(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column).astype("Float64").astype(float)
