"""A data folder of 514 regions for the bench: a given national layer, or a made-up one of the same weight."""

from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.tables.facts import EMBEDDED
from geo.build.pipeline import Options, write_any
from geo.build.readings import Columns

REGIONS = 514
TOLERANCE = 1_500.0
_INDICATORS = {
    "ucj_pct": "percent",
    "workers_active": "workers",
    "workers_protected": "workers",
    "pu_active": "workers",
}
VERTICES = 427_276  # of the national layer that the limits were set with


def national_folder(folder: Path, layer: str | None) -> Path:
    """`folder` filled with tables and boundaries of 514 regions, each with a published figure."""
    for table in EMBEDDED.glob("*.csv"):
        shutil.copy(table, folder)
    shapes = _given(Path(layer)) if layer else made_up()
    _write_boundaries(shapes, folder)
    _write_tables(shapes, folder)
    return folder


def made_up(seed: int = 7) -> gpd.GeoDataFrame:
    """514 regions that share wiggly borders: columns code (as of Kemendagri), name, geometry (EPSG:4326)."""
    random = np.random.default_rng(seed)
    points = shapely.multipoints(
        np.column_stack([random.uniform(95, 141, REGIONS), random.uniform(-11, 6, REGIONS)])
    )
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(95, -11, 141, 6)))
    cells = shapely.intersection(cells, shapely.box(95, -11, 141, 6))
    edges = float(shapely.length(cells).sum())
    dense = shapely.segmentize(cells, edges / VERTICES)
    wiggly = shapely.transform(dense, _wiggle)
    real = sorted(pd.read_csv(EMBEDDED / "regions.csv", dtype=str)["code"])
    codes = [*real, *(f"{50 + k // 60}.{1 + k % 60:02d}" for k in range(len(wiggly) - len(real)))]
    names = [f"Kab. Contoh {k + 1}" for k in range(len(wiggly))]
    return gpd.GeoDataFrame({"code": codes, "name": names}, geometry=wiggly, crs=4326)


def _wiggle(points: np.ndarray) -> np.ndarray:
    """The same shift for the same point, so that shared borders stay shared."""
    x, y = points[:, 0], points[:, 1]
    return points + 0.05 * np.column_stack([np.sin(23 * x + 31 * y), np.cos(29 * x - 19 * y)])


def _given(path: Path) -> gpd.GeoDataFrame:
    """A national layer of kabupaten/kota with its BPS codes, written as 12.34."""
    layer = gpd.read_file(path)
    layer = layer[~layer["kind"].isin(["water", "forest"])].sort_values("kab_bps")
    codes = layer["kab_bps"].str[:2] + "." + layer["kab_bps"].str[2:]
    return gpd.GeoDataFrame({"code": codes, "name": layer["kab"]}, geometry=layer.geometry, crs=layer.crs)


def _write_boundaries(shapes: gpd.GeoDataFrame, folder: Path) -> None:
    """The layer as the project's own builder makes it."""
    source = folder / "source.fgb"
    shapes.to_file(source, driver="FlatGeobuf")
    write_any(
        source,
        folder,
        Options(level="region", columns=Columns(code="code", name="name"), tolerance=TOLERANCE),
    )
    source.unlink()


def _write_tables(shapes: gpd.GeoDataFrame, folder: Path) -> None:
    random = np.random.default_rng(7)
    rows = shapes.reset_index(drop=True)
    regions = pd.DataFrame(
        {
            "code": rows["code"],
            "bps": rows["code"].str.replace(".", ""),
            "name": rows["code"] + " " + rows["name"],
            "short": rows["name"] + " " + rows["code"],
            "kind": "kabupaten",
            "province_code": rows["code"].str[:2],
            "province": "Provinsi " + rows["code"].str[:2],
            "area": "nasional",
            "scope": "core",
            "area_km2": 1000.0,
            "population": 500_000,
            "capital": "",
            "capital_lat": "",
            "capital_lon": "",
        }
    )
    regions.to_csv(folder / "regions.csv", index=False)
    figures = pd.read_csv(folder / "figures.csv", dtype=str, keep_default_na=False)
    figures = figures[figures["area_kind"] != "region"]
    made = [_figures(regions["code"], key, unit, random) for key, unit in _INDICATORS.items()]
    pd.concat([figures, *made]).assign(id=lambda f: [f"A{k:05d}" for k in range(len(f))]).to_csv(
        folder / "figures.csv", index=False
    )


def _figures(codes: pd.Series, key: str, unit: str, random: np.random.Generator) -> pd.DataFrame:
    values = (
        random.uniform(5, 80, len(codes)).round(2)
        if unit == "percent"
        else random.integers(50, 90_000, len(codes))
    )
    months = random.integers(1, 13, len(codes))
    return pd.DataFrame(
        {
            "area_code": codes,
            "area_kind": "region",
            "indicator": key,
            "value": values,
            "numerator": "",
            "denominator": "",
            "stated_pct": "",
            "unit": unit,
            "as_of": [f"2025-{m:02d}" for m in months],
            "as_of_basis": "stated",
            "flags": "",
            "source": "S001",
            "caveat_id": "",
            "caveat_en": "",
        }
    ).astype(str)
