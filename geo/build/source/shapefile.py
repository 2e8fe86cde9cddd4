"""Shapefile: four files that belong together, each of which is often missing or says something wrong."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

from data.parsing import shown
from geo.build.report import Report
from geo.build.source.encodings import chosen, decoded
from geo.build.source.files import Staged
from geo.build.source.problems import Limits, UnusableSource, damaged, too_many_rows

_RAW = "ISO-8859-1"  # every byte is a character of it, so that no byte is lost before the encoding is known
ERRORS = (
    DataSourceError,
    DataLayerError,
    FieldError,
    GeometryError,
    shapely.errors.ShapelyError,
    OSError,
    ValueError,
)
"""What GDAL and GEOS say of a file that they cannot read."""
_DRIVER = "ESRI Shapefile"


def read(
    staged: Staged, limits: Limits, encoding: str | None, report: Report
) -> tuple[pd.DataFrame, np.ndarray, str]:
    """The attributes, the shapes and the CRS ("" where none is said) of a Shapefile.

    A missing index is made again. Raises UnusableSource when the table is missing or of another length than the
    shapes, when there is more than `limits` allow, and when the files are damaged.
    """
    _check_parts(staged, report)
    # A missing index is made beside our copy, not beside the person's file.
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None if ".shx" in staged.parts else True})
    try:
        said = pyogrio.read_info(staged.path, encoding=_RAW, force_feature_count=True)
        if said["driver"] != _DRIVER:
            raise ValueError(said["driver"])
        if said["features"] > limits.features:
            raise too_many_rows(staged.name, said["features"], limits)
        frame = _frame(staged.path, report)
    except ERRORS as error:
        raise damaged(staged.name, shown(error)) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnusableSource(
            "Lapisan {layer} di {file} tidak berisi bentuk, hanya tabel.", layer="-", file=staged.name
        )
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    crs = frame.crs.to_string() if frame.crs else ""
    return _told(attributes, staged, encoding, report), frame.geometry.to_numpy(), crs


def _frame(path: Path, report: Report) -> pd.DataFrame:
    """All rows; rings that do not close, which GEOS refuses to take in, are closed and reported."""
    try:
        return pyogrio.read_dataframe(path, encoding=_RAW)
    except shapely.errors.GEOSException:
        frame = pyogrio.read_dataframe(path, encoding=_RAW, on_invalid="fix")
        report.repaired("Ada cincin poligon yang tidak tertutup; ditutup.")
        return frame


def _check_parts(staged: Staged, report: Report) -> None:
    """Raises UnusableSource for files that are missing, cut short, or no pair."""
    stem = Path(staged.name).stem
    if ".dbf" not in staged.parts:
        raise UnusableSource(
            "Berkas {part} tidak ada di samping {file}: di situlah kode dan nama wilayahnya. Minta keempat berkas "
            "Shapefile (.shp, .shx, .dbf, .prj) dan taruh dalam satu folder.",
            part=f"{stem}.dbf",
            file=staged.name,
        )
    whole, there = 2 * int.from_bytes(_head(staged.path, 28)[24:], "big"), staged.path.stat().st_size
    if there < whole:
        raise UnusableSource(
            "Berkas {file} terpotong: {there} dari {whole} bita. Minta salinan yang utuh.",
            file=staged.name,
            there=there,
            whole=whole,
        )
    if ".shx" not in staged.parts:
        report.repaired("Berkas {part} tidak ada; daftar bentuknya dibuat ulang.", part=f"{stem}.shx")
        return
    rows = int.from_bytes(_head(staged.path.with_suffix(".dbf"), 8)[4:8], "little")
    shapes = (staged.path.with_suffix(".shx").stat().st_size - 100) // 8
    if rows != shapes:
        raise UnusableSource(
            "Berkas {part} berisi {rows} baris, sedangkan {file} berisi {shapes} bentuk: keduanya bukan pasangan. "
            "Minta salinan yang utuh dari satu kali simpan.",
            part=f"{stem}.dbf",
            rows=rows,
            file=staged.name,
            shapes=shapes,
        )


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _told(attributes: pd.DataFrame, staged: Staged, encoding: str | None, report: Report) -> pd.DataFrame:
    """The attributes with their texts and headings in the encoding that they prove to be in."""
    said = staged.path.with_suffix(".cpg")
    declared = _head(said, 40).decode("ascii", errors="replace").strip() if said.exists() else ""
    texts = (
        cell.encode(_RAW)
        for name in attributes
        for cell in (name, *attributes[name])
        if isinstance(cell, str)
    )
    used = chosen(texts, declared, encoding, staged.name, report)
    if used == "iso8859-1":
        return attributes

    def told(cell: object) -> object:
        return decoded(cell.encode(_RAW), used) if isinstance(cell, str) else cell

    again = {told(name): [told(cell) for cell in attributes[name]] for name in attributes}
    return pd.DataFrame(again, index=attributes.index)
