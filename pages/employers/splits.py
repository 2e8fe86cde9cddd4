"""Arrears added up by sector, scale, region or kecamatan: employers, workers exposed and rupiah, each guarded."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from data.indicators import definitions
from data.parsing import each_row, is_missing
from data.sheets import Column, Sheet
from data.vocabulary import AGEING, SCALES
from data.words import Words
from pages import session, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES, SCALE_NAMES
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

# employers, workers exposed, rupiah: an indicator each, so that each is guarded by its own rule
_COLUMNS = ("ledger_arrears_employers", "exposed_workers", "ledger_arrears_rp")
_AREAS = ("region", "kecamatan")


def splits(place: Place, view: View, words: Words) -> None:
    """The arrears by a dimension that the reader chooses."""
    ways = _ways(place, words)
    chosen = st.segmented_control(
        words("Menurut"), list(ways), default="sector", required=True, format_func=lambda way: ways[way], key="arrears_by",
    )  # fmt: skip
    by = str(chosen) if chosen in ways else "sector"
    rows = split(place, by)
    listing(_shown(rows, by, ways[by], place, words), words, "arrears_split")
    if len(rows):
        widgets.offer_files(
            f"tunggakan-{by}-{place.name(words)}-{place.month}",
            lambda: _sheet(rows, by, ways[by], place, view, words),
            words,
            "arrears_split",
        )


def _ways(place: Place, words: Words) -> dict[str, str]:
    """A place is split into the areas inside it; all kecamatan at once would be a list, not a picture."""
    ways = {"sector": words("Lapangan usaha"), "scale": words("Skala")}
    if place.level in ("all", "office"):
        ways["region"] = words("Wilayah")
    if place.level in ("office", "region"):
        ways["kecamatan"] = words("Kecamatan")
    return ways


@lru_cache(maxsize=256)
def split(place: Place, by: str) -> pd.DataFrame:
    """A row a value of `by` that owes: key, and the three numbers (Int64; NA where hidden), the largest first.

    The key of a kecamatan that is not known is its region's code and a dot.
    """
    numbers = by_area if by in _AREAS else by_dimension
    found = pd.concat([numbers(place, by, name) for name in _COLUMNS], axis=1).astype("Int64")
    # who owes nothing has no row, whether or not it is told how many there are
    found = found[found["ledger_arrears_rp"].fillna(1) != 0]
    # where the rupiah of a row are hidden so is all of it: a handful of employers would still be a small cell
    found = found.mask(found["ledger_arrears_rp"].isna(), pd.NA)
    if by == "scale":
        return found.reindex([scale for scale in SCALES if scale in found.index]).reset_index(names="key")
    return found.sort_values("ledger_arrears_rp", ascending=False, na_position="last").reset_index(
        names="key"
    )


def by_dimension(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by a dimension of the cube; keys that nobody may be told are left out."""
    rows = place.split(name, by)
    return _summed(rows[rows[by].notna()].set_index(by), name)


def by_area(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by region or kecamatan of the place."""
    rows = place.found.cells(definitions()[name], place.month, by)
    if place.regions is not None:
        rows = rows[rows["region"].isin(place.regions)]
    keys = rows["region"]
    if by == "kecamatan":
        keys = rows["kecamatan"].where(rows["kecamatan"] != "", rows["region"] + ".")
    return _summed(rows.set_index(keys.rename(by)), name)


def _summed(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[list(definitions()[name].above)].sum(axis=1, skipna=False).rename(name)


def _shown(rows: pd.DataFrame, by: str, title: str, place: Place, words: Words) -> Shown:
    lines: list[tuple[str, list[Cell]]] = [
        (str(row.key), [_name(by, str(row.key), words), *(_number(getattr(row, name), name, words) for name in _COLUMNS)])
        for row in each_row(rows)
    ]  # fmt: skip
    total = [words("Jumlah"), *(_number(place.value(name), name, words) for name in _COLUMNS)]
    return Shown(
        caption=words("Tunggakan menurut {by}; angka yang disembunyikan tetap termasuk dalam jumlah.", by=title.lower()),
        heads=[Head(title), Head(words("Pemberi kerja"), True), Head(words("Pekerja terpapar"), True), Head(words("Rupiah"), True)],
        rows=lines,
        total=total,
        empty=words("Tidak ada tunggakan, atau rinciannya terlalu halus untuk peran ini."),
    )  # fmt: skip


def _name(by: str, key: str, words: Words) -> Cell:
    if by == "sector":
        return session.sector_name(key, words)
    if by == "scale":
        return words(SCALE_NAMES.get(key, key))
    if by == "region":
        return session.area_name(key)
    return session.kecamatan_names().get(key, words("kecamatan tidak diketahui")), session.area_name(key[:5])


def _number(value: float | None, name: str, words: Words) -> str:
    if value is None or is_missing(value):
        return words("disembunyikan")
    return words.rupiah(float(value)) if name.endswith("_rp") else words.number(int(value))


def _sheet(rows: pd.DataFrame, by: str, title: str, place: Place, view: View, words: Words) -> Sheet:
    names = [_name(by, key, words) for key in rows["key"]]
    said = [", ".join(name) if isinstance(name, tuple) else name for name in names]
    columns = [
        Column("key", words("Kode")), Column("said", title), Column(_COLUMNS[0], words("Pemberi kerja"), "count"),
        Column(_COLUMNS[1], words("Pekerja terpapar"), "count"), Column(_COLUMNS[2], words("Tunggakan"), "rupiah"),
    ]  # fmt: skip
    return Sheet(
        words("Tunggakan iuran: {place}", place=place.name(words)), columns, rows.assign(said=said),
        widgets.about_rows(place, view, words, [(words("Menurut"), title)]), widgets.definition_rows(_COLUMNS, words),
        place.found.release.simulated,
    )  # fmt: skip


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
