"""From the rows of a strange layer to the regions and kecamatan that are ours."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.parsing import shown
from data.places import all_kecamatan, all_regions
from geo.build.kecamatan_rows import kecamatan_rows
from geo.build.readings import Columns, as_texts, named_as_water, not_regions, water_words, with_kinds
from geo.build.region_rows import region_rows
from geo.build.report import Report, listed
from geo.build.source import UnusableSource


def identify(
    attributes: pd.DataFrame, shapes: gpd.GeoSeries, level: str, columns: Columns, report: Report
) -> pd.DataFrame:
    """The rows that are ours: `code`, `region` (both Kemendagri), `label`; index = row of the source.

    `shapes` is in EPSG:4326. Water, forest and regions outside the 24 are left out and reported.
    Raises UnusableSource when no column can be read, when a kecamatan of ours is unknown, when
    code and name or code and place disagree, or when the code system cannot be proven.
    """
    _check_columns(attributes, columns)
    texts = as_texts(attributes)
    find_codes = kecamatan_rows if level == "kecamatan" else region_rows
    codes = find_codes(with_kinds(texts), shapes, columns, report)
    codes = codes.mask(_lakes(codes, texts), "")
    ours = codes[codes != ""]
    water = water_words(texts) | named_as_water(texts)
    _report_left_out(texts, water & (codes == ""), codes, report)
    names = all_kecamatan() if level == "kecamatan" else all_regions()
    labels = [names[code].label for code in ours]
    return pd.DataFrame({"code": ours, "region": ours.str[:5], "label": labels}, index=ours.index)


def _lakes(codes: pd.Series, texts: pd.DataFrame) -> pd.Series:
    """Rows called water or forest that carry the code of the region they lie in, which has a row of its own."""
    marked = (not_regions(texts) | named_as_water(texts)) & (codes != "")
    return marked & codes.isin(codes[~marked])


def _check_columns(attributes: pd.DataFrame, columns: Columns) -> None:
    for wanted in (columns.code, columns.name, columns.region):
        if wanted is not None and wanted not in attributes.columns:
            raise UnusableSource(
                "Kolom {column} tidak ada di lapisan ini; yang ada: {columns}.",
                column=shown(wanted),
                columns=listed(attributes.columns),
            )


def _report_left_out(texts: pd.DataFrame, water: pd.Series, codes: pd.Series, report: Report) -> None:
    if water.any():
        report.left_out(
            "Perairan atau hutan, bukan wilayah ({count}): {rows}.",
            count=int(water.sum()),
            rows=listed(_first_words(texts[water])),
        )
    elsewhere = codes[(codes == "") & ~water].index
    if len(elsewhere):
        report.left_out(
            "Baris di luar 24 kabupaten/kota atau tidak dikenali ({count}): {rows}.",
            count=len(elsewhere),
            rows=listed(_first_words(texts.loc[elsewhere])),
        )


def _first_words(texts: pd.DataFrame) -> list[str]:
    return [" ".join(value for value in row if value)[:60] for row in texts.to_numpy()[:1000]]
