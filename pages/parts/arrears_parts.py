"""Arrears added up: by ageing class, and by sector, scale and area."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from data.cells import each_row, is_missing
from data.cube import AGEING
from data.definitions import definitions
from data.ledger_schemas import SCALES
from data.words import Words
from pages.parts import house
from pages.parts.listing import Head, Shown, listing
from pages.parts.place import Place

AGEING_NAMES = {
    "lancar": "Lancar",
    "kurang_lancar": "Kurang lancar",
    "diragukan": "Diragukan",
    "macet": "Macet",
}
SCALE_NAMES = {"besar": "Besar", "menengah": "Menengah", "kecil": "Kecil", "mikro": "Mikro"}
# employers, workers exposed, rupiah: an indicator each, so that each is guarded by its own rule
_COLUMNS = ("ledger_arrears_employers", "exposed_workers", "ledger_arrears_rp")


def ageing(place: Place, words: Words) -> str:
    """A bar a class with its rupiah and its share; what is hidden says so."""
    values = {name: place.value(f"arrears_{name}_rp") for name in AGEING}
    top = max([value for value in values.values() if value] or [0])
    total = place.value("ledger_arrears_rp")
    rows = "".join(_bar(name, value, top, total, words) for name, value in values.items())
    heading = escape(words("Menurut umur tunggakan"))
    said = words.rupiah(total) if total is not None else words("disembunyikan")
    foot = f"<li><span><b>{escape(words('Jumlah'))}</b></span><span></span><b>{escape(said)}</b></li>"
    return (
        f'<section class="peta-changes"><h2>{heading}</h2><ol class="peta-funnel">{rows}{foot}</ol></section>'
    )


def _bar(name: str, value: float | None, top: float, total: float | None, words: Words) -> str:
    title = escape(words(AGEING_NAMES[name]))
    if value is None:
        return f"<li><span>{title}</span><em>{escape(words('disembunyikan'))}</em></li>"
    share = words.percent(100 * value / total, 1) if total else ""
    return (
        f'<li><span>{title}</span><i style="--share:{value / top if top else 0:.3f}"></i>'
        f"<b>{escape(words.rupiah(value))}</b><small>{escape(share)}</small></li>"
    )


def splits(place: Place, words: Words) -> None:
    """The arrears by a dimension that the reader chooses."""
    ways = {"sector": words("Lapangan usaha"), "scale": words("Skala"), "area": _areas(place, words)}
    if not ways["area"]:
        del ways["area"]
    by = st.segmented_control(
        words("Menurut"),
        list(ways),
        default="sector",
        required=True,
        format_func=lambda way: ways[way],
        key="arrears_by",
    )
    rows = by_area(place) if by == "area" else by_dimension(place, str(by))
    listing(_shown(rows, str(by), ways[str(by)], place, words), words, "arrears_split")


def _areas(place: Place, words: Words) -> str:
    return {"region": words("Kecamatan"), "kecamatan": ""}.get(place.level, words("Wilayah"))


def by_dimension(place: Place, by: str) -> pd.DataFrame:
    """A row a value of the dimension: key, and the three numbers (Int64; NA where hidden)."""
    parts = [_summed(place.split(name, by), by, name) for name in _COLUMNS]
    found = pd.concat(parts, axis=1).astype("Int64")
    # who owes nothing has no row, whether or not it is told how many there are
    found = found[found["ledger_arrears_rp"].fillna(1) != 0]
    return _together(found).reset_index(names="key")


def _together(found: pd.DataFrame) -> pd.DataFrame:
    """Where the rupiah of a row are hidden so is all of it: a handful of employers would still be a small cell."""
    return found.mask(found["ledger_arrears_rp"].isna(), pd.NA)


def _summed(rows: pd.DataFrame, by: str, name: str) -> pd.Series:
    """The numerator of an indicator by key; keys that nobody may be told are left out."""
    rows = rows[rows[by].notna()].set_index(by)
    return rows[list(definitions()[name].above)].sum(axis=1, skipna=False).rename(name)


def by_area(place: Place) -> pd.DataFrame:
    """A row a region of the place, or a kecamatan of its region."""
    level = "kecamatan" if place.level == "region" else "region"
    parts = []
    for name in _COLUMNS:
        rows = place.found.values(definitions()[name], place.month, level)
        if level == "kecamatan":
            rows = rows[
                rows["kecamatan"].str.startswith(place.key)
                | ((rows["kecamatan"] == "") & (rows.get("region", "") == place.key))
            ]
        elif place.regions is not None:
            rows = rows[rows["region"].isin(place.regions)]
        parts.append(rows.set_index(level)["value"].astype("Int64").rename(name))
    return _together(pd.concat(parts, axis=1)).reset_index(names="key")


def _shown(rows: pd.DataFrame, by: str, title: str, place: Place, words: Words) -> Shown:
    order = list(SCALES) if by == "scale" else None
    rows = rows.sort_values("ledger_arrears_rp", ascending=False, na_position="last") if order is None else rows.assign(at=rows["key"].map({k: i for i, k in enumerate(order)})).sort_values("at")  # fmt: skip
    lines = [
        (
            str(row.key),
            [
                _name(by, str(row.key), words),
                *(_number(getattr(row, name), name, words) for name in _COLUMNS),
            ],
        )
        for row in each_row(rows)
    ]
    total = [words("Jumlah"), *(_number(place.value(name), name, words) for name in _COLUMNS)]
    return Shown(
        caption=words("Tunggakan menurut {by}; angka yang disembunyikan tetap termasuk dalam jumlah.", by=title.lower()),
        heads=[Head(title), Head(words("Pemberi kerja"), True), Head(words("Pekerja terpapar"), True), Head(words("Rupiah"), True)],
        rows=lines,
        total=total,
        empty=words("Tidak ada tunggakan, atau rinciannya terlalu halus untuk peran ini."),
    )  # fmt: skip


def _name(by: str, key: str, words: Words) -> str:
    if by == "sector":
        return house.sector(key, words)
    if by == "scale":
        return words(SCALE_NAMES.get(key, key))
    return house.kecamatan_names().get(key) or (
        house.area_name(key) if key else words("kecamatan tidak diketahui")
    )


def _number(value: float | None, name: str, words: Words) -> str:
    if value is None or is_missing(value):
        return words("disembunyikan")
    return words.rupiah(float(value)) if name.endswith("_rp") else words.number(int(value))
