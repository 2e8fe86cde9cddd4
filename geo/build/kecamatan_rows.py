"""Which kecamatan each row of a strange layer is: by its code, or by its name and its region.

Names and region names beside a code are witnesses, as for regions (`geo.build.region_rows`).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable

import geopandas as gpd
import pandas as pd

from data.parsing import shown
from data.places import all_kecamatan, all_regions
from geo.build.readings import (
    SYSTEMS,
    Columns,
    home_of_code,
    kecamatan_by_name,
    kecamatan_codes,
    region_codes,
    water_words,
)
from geo.build.region_rows import check_names, read_regions
from geo.build.report import Report, listed
from geo.build.source import UnusableSource


def kecamatan_rows(texts: pd.DataFrame, shapes: gpd.GeoSeries, columns: Columns, report: Report) -> pd.Series:
    """The kecamatan code (Kemendagri) of each row of `texts`, "" for a row that is none; by code, else by name."""
    code_column = columns.code or _best(texts, lambda column: kecamatan_codes(column) != "")
    if code_column is None:
        return _kecamatan_from_names(texts, shapes, columns, report)
    written = texts[code_column]
    codes = kecamatan_codes(written)
    regions = codes.str[:5]
    _refuse_unknown_codes(written, codes, texts, columns)
    check_names(regions, written, texts.drop(columns=code_column), columns.region)
    _check_kecamatan_names(codes, written, texts, columns.name, report)
    if (written == "").any() and (columns.name or columns.region):
        codes = codes.mask(written == "", _kecamatan_from_names(texts, shapes, columns, report))
    return codes


def _best(texts: pd.DataFrame, hits: Callable[[pd.Series], pd.Series]) -> str | None:
    """The column in which `hits` is true for most rows; None when it is true for none."""
    counts = {column: int(hits(texts[column]).sum()) for column in texts.columns}
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] else None


def _refuse_unknown_codes(
    written: pd.Series, codes: pd.Series, texts: pd.DataFrame, columns: Columns
) -> None:
    unread = written[(codes == "") & (written != "") & ~water_words(texts)]
    for row, text in zip(unread.index, unread, strict=True):
        home = home_of_code(text)
        if home:
            raise UnusableSource(
                "Baris {row}: kode kecamatan {code} di {region} tidak dikenal ({name}). Perbaiki kodenya, atau hapus "
                "barisnya bila bukan kecamatan.",
                row=row,
                code=shown(text),
                region=all_regions()[home].label,
                name=shown(texts.loc[row, columns.name]) if columns.name else listed(texts.loc[row], 4),
            )


def _check_kecamatan_names(
    codes: pd.Series, written: pd.Series, texts: pd.DataFrame, name: str | None, report: Report
) -> None:
    """Refuse a name that is another kecamatan of the same region; report names that we spell differently."""
    ours = codes[codes != ""]
    regions = ours.str[:5]
    column = name or _best(texts.loc[ours.index], lambda values: kecamatan_by_name(values, regions) != "")
    if column is None or column == written.name:
        report.noted("Tidak ada kolom nama kecamatan: kode tidak dapat dicocokkan dengan nama.")
        return
    named = kecamatan_by_name(texts.loc[ours.index, column], regions)
    for row in named[(named != "") & (named != ours)].index:
        raise UnusableSource(
            "Baris {row}: kode {code} berarti kecamatan {kecamatan}, tetapi namanya “{name}”. Perbaiki salah satunya.",
            row=row,
            code=shown(written.loc[row]),
            kecamatan=all_kecamatan()[ours.loc[row]].label,
            name=shown(texts.loc[row, column]),
        )
    unread = [
        f"{texts.loc[row, column]} → {all_kecamatan()[ours.loc[row]].name}"
        for row in named[named == ""].index
    ]
    if unread:
        report.noted("Nama kecamatan lain ejaannya; dipakai nama kami: {names}.", names=listed(unread))


def _kecamatan_from_names(
    texts: pd.DataFrame, shapes: gpd.GeoSeries, columns: Columns, report: Report
) -> pd.Series:
    regions, _ = read_regions(texts, shapes, _where_regions(texts, columns), report)
    name = columns.name or _best(texts, lambda values: kecamatan_by_name(values, regions) != "")
    if name is None:
        raise UnusableSource(
            "Tidak ada kolom yang berisi kode kecamatan, atau nama kecamatan beserta kabupaten/kotanya. Kolom yang "
            "ada: {columns}. Sebutkan dengan --code, atau --name dan --region; untuk lapisan kabupaten/kota pakai "
            "--level region.",
            columns=listed(texts.columns),
        )
    codes = kecamatan_by_name(texts[name], regions)
    for row in codes[(codes == "") & (regions != "") & ~water_words(texts)].index:
        _refuse_kecamatan(row, texts.loc[row, name], regions.loc[row])
    return codes


def _where_regions(texts: pd.DataFrame, columns: Columns) -> Columns:
    """`--region` names a column of codes or of names; which, its values say."""
    if columns.region is None:
        return Columns(system=columns.system)
    codes = any((region_codes(texts[columns.region], system) != "").any() for system in SYSTEMS)
    return Columns(
        code=columns.region if codes else None, name=None if codes else columns.region, system=columns.system
    )


def _refuse_kecamatan(row: int, name: str, region: str) -> None:
    here = [entry.name for entry in all_kecamatan().values() if entry.region == region]
    near = difflib.get_close_matches(name[:60], here, n=1) or here[:1]
    raise UnusableSource(
        "Baris {row}: kecamatan “{name}” tidak dikenal di {region}. Yang paling mirip: {suggestion}. "
        "Perbaiki namanya, atau beri kolom kode.",
        row=row,
        name=shown(name),
        region=all_regions()[region].label,
        suggestion=near[0],
    )
