"""One shape at a time: is it a polygon, is it valid, is it there twice."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.build.report import Report, listed
from geo.build.source import UnusableSource

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
_SAME_SHARE = 0.01
"""Rows of one code may overlap by this share of the smaller and still be parts of one region."""
_SHOWN = 5  # rows of one region in a sentence


def mend(shapes: gpd.GeoSeries) -> tuple[gpd.GeoSeries, pd.Series]:
    """Each shape as a valid polygon, and what was the matter with it.

    The second result holds, per row, "" (nothing), "rings" (invalid rings, mended), "mixed" (points
    or lines beside the polygons, dropped), "empty", or "no polygon"; the last two cannot be mended
    and keep an empty polygon.
    """
    given = shapes.to_numpy()
    matter = pd.Series("", index=shapes.index)
    empty = shapely.is_missing(given) | shapely.is_empty(given)
    kinds = shapely.get_type_id(given)
    matter[empty] = "empty"
    matter[~empty & ~np.isin(kinds, (_POLYGON, _MULTIPOLYGON, _COLLECTION))] = "no polygon"
    matter[~empty & (kinds == _COLLECTION)] = "mixed"
    broken = (matter.isin(["", "mixed"]) & ~shapely.is_valid(given)).to_numpy()
    matter[broken] = "rings"
    whole = _polygons_of(given, matter, broken)
    matter[matter.isin(["rings", "mixed"]).to_numpy() & shapely.is_empty(whole)] = "no polygon"
    return gpd.GeoSeries(whole, index=shapes.index, crs=shapes.crs), matter


def _polygons_of(given: np.ndarray, matter: pd.Series, broken: np.ndarray) -> np.ndarray:
    whole = given.copy()
    whole[broken] = shapely.make_valid(given[broken], method="structure", keep_collapsed=False)
    whole[matter.isin(["empty", "no polygon"])] = shapely.Polygon()
    kinds = shapely.get_type_id(whole)
    for place in np.flatnonzero(~np.isin(kinds, (_POLYGON, _MULTIPOLYGON))):
        whole[place] = areas_only(whole[place])
    return whole


def areas_only(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons in `shape`, joined; an empty one when there is none."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == _POLYGON])


def without_label_points(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """`rows` (columns code, label, matter) without those that are no polygon where another row of the code is one."""
    hopeless = rows["matter"].isin(_HOPELESS)
    beside = hopeless & rows["code"].isin(rows.loc[~hopeless, "code"])
    if beside.any():
        report.left_out(
            "Titik, garis atau bentuk kosong di samping poligon yang berkode sama ({count} baris): {regions}.",
            count=int(beside.sum()),
            regions=listed(dict.fromkeys(rows.loc[beside, "label"])),
        )
    return rows[~beside]


def account(rows: pd.DataFrame, report: Report) -> None:
    """Report what was mended in `rows` (columns label, lie, matter); refuse what could not be.

    Raises UnusableSource naming the row and the region of the first hopeless shape.
    """
    for row, state in rows.iterrows():
        if state["matter"] in _HOPELESS:
            raise UnusableSource(_HOPELESS[state["matter"]], row=row, region=state["label"])
        if state["lie"] == "astray":
            raise UnusableSource(
                "Baris {row}, {region}: koordinatnya jatuh di luar Indonesia. Perbaiki koordinat baris itu.",
                row=row,
                region=state["label"],
            )
    for column, matter, template in _MENDED:
        hit = rows[rows[column] == matter]
        if len(hit):
            report.repaired(template, count=len(hit), regions=listed(hit["label"]))


_HOPELESS = {
    "empty": "Baris {row}, {region}: bentuknya kosong. Isi poligonnya, atau hapus baris itu bila berlebih.",
    "no polygon": "Baris {row}, {region}: bentuknya bukan poligon. Ganti dengan poligon wilayahnya.",
}
_MENDED = (
    ("lie", "swapped", "Lintang dan bujur tertukar pada {count} wilayah, dibalik: {regions}."),
    ("matter", "rings", "Cincin poligon yang tidak sah pada {count} wilayah diperbaiki: {regions}."),
    (
        "matter",
        "mixed",
        "Titik atau garis yang bercampur dengan poligon pada {count} wilayah dibuang: {regions}.",
    ),
)


def one_per_code(layer: gpd.GeoDataFrame, report: Report) -> gpd.GeoDataFrame:
    """`layer` (code, label, geometry; index = row of the source) with one row per code, and `rows`: those it is joined of.

    The same shape twice is kept once; parts of one region in several rows become one; two
    different shapes that claim the same ground under one code are refused (UnusableSource).
    """
    twice = layer[layer["code"].duplicated(keep=False)]
    first = layer.drop_duplicates("code").assign(rows="")
    copies: list[str] = []
    merged: list[str] = []
    for code, rows in twice.groupby("code"):
        distinct = _distinct(rows)
        if len(distinct) == 1:
            copies.append(rows["label"].iloc[0])
        else:
            joined = ", ".join(map(str, distinct.index[:_SHOWN])) + (", …" if len(distinct) > _SHOWN else "")
            merged.append(f"{rows['label'].iloc[0]} ← {joined}")
            first.loc[first["code"] == code, "rows"] = joined
            first.loc[first["code"] == code, "geometry"] = _merged(distinct)
    if copies:
        report.repaired("Baris kembar yang sama persis, dipakai satu: {regions}.", regions=listed(copies))
    if merged:
        report.repaired(
            "Bagian dalam beberapa baris digabung menjadi satu wilayah (wilayah ← baris): {regions}.",
            regions=listed(merged),
        )
    return first


def _distinct(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    forms = shapely.normalize(rows.geometry.to_numpy())
    return rows[~pd.Series(shapely.to_wkb(forms), index=rows.index).duplicated()]


def _merged(rows: gpd.GeoDataFrame) -> shapely.Geometry:
    shapes = rows.geometry.to_numpy()
    union = shapely.union_all(shapes)
    overlap = shapely.area(shapes).sum() - union.area
    if overlap > _SAME_SHARE * shapely.area(shapes).min():
        raise UnusableSource(
            "{region} ada di baris {rows} dengan bentuk berbeda yang bertumpuk. Sisakan satu versi.",
            region=rows["label"].iloc[0],
            rows=listed(rows.index),
        )
    return union
