"""Which region each row of a strange layer is, and the proof that it is that one.

A code alone is not believed. The names beside it and the place where the shape lies are two more
witnesses; when they contradict it, the build is refused, because five of the 24 regions would
otherwise change places without anybody seeing it.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from data.parsing import shown
from data.places import all_regions, lost_zero
from geo.build.crs import capitals_astray, refuse_astray
from geo.build.readings import SYSTEMS, Columns, plain_means_kabupaten, region_codes, region_names
from geo.build.report import Report, listed
from geo.build.source import UnusableSource


def region_rows(texts: pd.DataFrame, shapes: gpd.GeoSeries, columns: Columns, report: Report) -> pd.Series:
    """The region code (Kemendagri) of each row of `texts`, "" for a row that is none. Raises UnusableSource."""
    codes, column = read_regions(texts, shapes, columns, report)
    if column is None:
        raise UnusableSource(
            "Tidak ada kolom yang berisi kode atau nama kabupaten/kota yang dikenal. Kolom yang ada: {columns}. "
            "Sebutkan kolomnya dengan --code atau --name.",
            columns=listed(texts.columns),
        )
    return codes


def read_regions(
    texts: pd.DataFrame, shapes: gpd.GeoSeries, columns: Columns, report: Report
) -> tuple[pd.Series, str | None]:
    """Region code per row, and the column that it came from (None when nothing could be read)."""
    by_name, name_column = _regions_by_name(texts, columns.name)
    code_column = columns.code or _code_column(texts, columns.system)
    if code_column is None:
        if name_column is not None:
            _refuse_ambiguous(texts[name_column], by_name, report)
        return by_name, name_column
    codes = _proven(texts[code_column], shapes, texts, columns, report)
    codes = _with_lost_zeros(codes, texts, code_column, columns.name, report)
    blank = texts[code_column] == ""
    return codes.mask(blank, by_name), code_column


def _with_lost_zeros(
    codes: pd.Series, texts: pd.DataFrame, column: str, name: str | None, report: Report
) -> pd.Series:
    """`codes` with those that lost their last zero in a sheet, where the name beside them proves it.

    Raises UnusableSource, with the row and what stands there, for a code that is none beside the name of a region of
    ours: leaving it out would leave the region out.
    """
    unread = codes.index[(codes == "") & (texts[column] != "")]
    names = _names_beside(codes, texts, name)
    proven = codes.copy()
    for row in unread:
        written, meant = texts.loc[row, column], lost_zero(texts.loc[row, column])
        named = all_regions().get(names.loc[row])
        if meant is not None and meant == named:
            proven.loc[row] = meant.code
            report.repaired(
                "Baris {row}: kode “{code}” kehilangan nol di belakang; dibaca {region}, seperti namanya.",
                row=shown(row),
                code=shown(written),
                region=meant.label,
            )
        elif meant and named:
            raise UnusableSource(
                "Baris {row}: kode “{code}” tidak dikenal. Menurut angkanya mungkin {region}, padahal namanya {name}. "
                "Perbaiki salah satunya, dan simpan kolom kode sebagai teks.",
                row=row,
                code=shown(written),
                region=meant.label,
                name=named.label,
            )
        elif likely := meant or named:
            raise UnusableSource(
                "Baris {row}: kode “{code}” tidak dikenal; mungkin maksudnya {region}. Perbaiki kodenya, dan simpan kolom "
                "kode sebagai teks.",
                row=row,
                code=shown(written),
                region=likely.label,
            )
    return proven


def _names_beside(codes: pd.Series, texts: pd.DataFrame, name: str | None) -> pd.Series:
    """Region code per row by the column of names that agrees best with the codes, "" where there is none."""
    best, chosen = 0, pd.Series("", index=texts.index)
    for column in [name] if name in texts else texts.columns:
        named = plain_means_kabupaten(region_names(texts[column]))
        known = texts[column].map({text: entry.code for text, entry in named.items()})
        agreed = int(((known == codes) & (codes != "")).sum())
        if agreed > best:
            best, chosen = agreed, known
    return chosen


def _code_column(texts: pd.DataFrame, system: str | None) -> str | None:
    """The column with most region codes, then with most different ones: a neighbour's code comes again and again.

    A dotted code goes before four digits, which have two readings.
    """
    best, chosen = (0, 0, True), None
    for column in texts.columns:
        read = [
            codes[codes != ""] for codes in (region_codes(texts[column], one) for one in _systems(system))
        ]
        most = max(read, key=len)
        rank = (len(most), most.nunique(), bool(texts[column].str.contains(".", regex=False).any()))
        if rank > best:
            best, chosen = rank, column
    return chosen


def _systems(system: str | None) -> tuple[str, ...]:
    return (system,) if system else SYSTEMS


def _regions_by_name(texts: pd.DataFrame, wanted: str | None) -> tuple[pd.Series, str | None]:
    """Region code per row by name, and the column with most names of regions (None when there is none).

    Of two with as many the one with more different names counts: a neighbour's name comes again and again.
    """
    rank, best, chosen = (0, 0), pd.Series("", index=texts.index), None
    for column in [wanted] if wanted else texts.columns:
        names = plain_means_kabupaten(region_names(texts[column]))
        codes = texts[column].map({text: named.code for text, named in names.items()})
        read = codes[codes != ""]
        if (len(read), read.nunique()) > rank:
            rank, best, chosen = (len(read), read.nunique()), codes, column
    return best, chosen


def _refuse_ambiguous(texts: pd.Series, codes: pd.Series, report: Report) -> None:
    plain = plain_means_kabupaten(region_names(texts))
    open_names = [text for text, named in plain.items() if named.ambiguous]
    if open_names:
        raise UnusableSource(
            "Nama {names} bisa berarti kota atau kabupaten. Tulis “Kota …” atau “Kab. …”, atau beri kolom kode.",
            names=listed(open_names),
        )
    settled = [text for text, named in region_names(texts).items() if named.ambiguous]
    if settled:
        report.noted(
            "Nama {names} tanpa “Kota” dibaca sebagai kabupaten, karena kotanya disebut tersendiri.",
            names=listed(settled),
        )
    report.noted("Wilayah dikenali dari namanya (kolom {column}), tanpa kode.", column=shown(texts.name))


@dataclass(frozen=True)
class _Reading:
    """The codes of one column under one system, and the first thing that speaks against it."""

    system: str
    codes: pd.Series
    against: UnusableSource | None


def _proven(
    texts: pd.Series, shapes: gpd.GeoSeries, every: pd.DataFrame, columns: Columns, report: Report
) -> pd.Series:
    """Region codes under the one system that names and places agree with."""
    readings = []
    for system in _systems(columns.system):
        codes = region_codes(texts, system)
        readings.append(_Reading(system, codes, _against(codes, texts, shapes, every, columns.name)))
    standing = [reading for reading in readings if reading.against is None]
    if not standing:
        raise min(readings, key=lambda reading: (reading.codes == "").sum()).against  # type: ignore[misc]
    if len(standing) == 2 and not standing[0].codes.equals(standing[1].codes):
        raise UnusableSource(
            "Kolom {column}: tidak dapat dipastikan apakah kodenya kode BPS atau Kemendagri. "
            "Sebutkan dengan --system bps atau --system kemendagri.",
            column=shown(texts.name),
        )
    chosen = standing[0]
    if len(standing) < len(readings):
        report.noted(
            "Kolom {column} dibaca sebagai kode {system}: hanya itu yang cocok dengan nama dan letak ibu kota.",
            column=shown(texts.name),
            system=_SYSTEM_NAMES[chosen.system],
        )
    return chosen.codes


_SYSTEM_NAMES = {"bps": "BPS", "kemendagri": "Kemendagri"}


def _against(
    codes: pd.Series, texts: pd.Series, shapes: gpd.GeoSeries, every: pd.DataFrame, name: str | None
) -> UnusableSource | None:
    try:
        check_names(codes, texts, every, name)
        refuse_astray(capitals_astray(codes, shapes, all_regions()), all_regions())
    except UnusableSource as problem:
        return problem
    return None


def check_names(codes: pd.Series, written: pd.Series, every: pd.DataFrame, name: str | None) -> None:
    """Raises UnusableSource for the first row whose region code and region name disagree.

    A column counts as a witness when `name` names it, or when most of its values are regions'
    names (a kecamatan called Lahat is not). `written` holds the codes as the source wrote them.
    """
    for column, sure in _witnesses(codes[codes != ""], every, name).items():
        wrong = sure[sure != codes.loc[sure.index]]
        if len(wrong):
            _refuse_pair(wrong.index[0], written, codes, column, every)


_FEW = 3  # rows that are too few to tell a column of neighbours from one of errors


def _witnesses(ours: pd.Series, every: pd.DataFrame, name: str | None) -> dict[str, pd.Series]:
    """The columns that name the region of each row, with the codes of those names.

    A column that agrees much less than another, or not at all, tells something else: which region lies next to it.
    """
    told: dict[str, pd.Series] = {}
    for column in [name] if name is not None and name in every.columns else list(every.columns):
        names = region_names(every.loc[ours.index, column])
        known = every.loc[ours.index, column].map(lambda text, names=names: names[text].code)
        sure = known[known != ""]
        if name is not None or 2 * len(sure) > len(ours):
            told[column] = sure
    agreed = {column: int((sure == ours.loc[sure.index]).sum()) for column, sure in told.items()}
    best = max(agreed.values(), default=0)
    if name is not None or len(ours) < _FEW:
        return told
    return {column: sure for column, sure in told.items() if 2 * agreed[column] > best}


def _refuse_pair(row: int, written: pd.Series, codes: pd.Series, column: str, every: pd.DataFrame) -> None:
    raise UnusableSource(
        "Baris {row}: kode {code} berarti {region}, tetapi kolom {column} berisi “{name}”. Perbaiki salah satunya; "
        "bila semua kode adalah kode BPS atau Kemendagri, sebutkan dengan --system.",
        row=row,
        code=shown(written.loc[row]),
        region=all_regions()[codes.loc[row]].label,
        column=shown(column),
        name=shown(every.loc[row, column]),
    )
