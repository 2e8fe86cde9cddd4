"""Arrears added up by sector, scale, region or kecamatan: employers, workers exposed and rupiah.

Every number is read by way of an indicator, so that what this reader may not be told stays hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.access import instead
from data.answers import kept
from data.disclosure import HIDDEN
from data.indicators import definitions
from data.parsing import each_row, is_missing
from data.sheets import Chart, Column, Sheet
from data.vocabulary import SCALES
from data.words import Words
from pages import templates, widgets
from pages.employers.split_table import OTHERS, row_name, split_table
from pages.session import Place
from pages.view import View
from pages.widgets import choose_dimension

# Employers, workers exposed, rupiah: an indicator each, so that each is guarded by its own rule.
INDICATORS = ("ledger_arrears_employers", "exposed_workers", "ledger_arrears_rp")
_COLUMNS = (
    Column("ledger_arrears_employers", "Pemberi kerja", "count"),
    Column("exposed_workers", "Pekerja terdampak", "count"),
    Column("ledger_arrears_rp", "Tunggakan", "rupiah"),
)
_AREAS = ("region", "kecamatan")


def splits(place: Place, view: View, words: Words, beside: Callable[[], None]) -> None:
    """The arrears by a dimension that the reader chooses, as a table and as a file; `beside` draws what stands at its head."""
    dimensions = _dimensions(place, words)
    with st.container(horizontal=True, vertical_alignment="center", key="arrears_split_head"):
        heading = st.container()
        by = choose_dimension(dimensions, "arrears_by", words)
        beside()
    rows, title = split(place, by), dimensions[by]
    heading.html(templates.section("peta-changes", "", words("Tunggakan menurut {by}", by=title.lower())))
    st.html(_said(place, by, title, words))
    if len(rows):
        name = f"tunggakan-{by}-{place.name(words)}-{place.month}"
        widgets.offer_files(
            name, lambda: _split_sheet(rows, by, title, place, view, words), words, "arrears_split"
        )


@kept
def _said(place: Place, by: str, title: str, words: Words) -> Markup:
    return split_table(split(place, by), title, by, told_of(place), place, words)


def _dimensions(place: Place, words: Words) -> dict[str, str]:
    """A place is split into the areas inside it; all kecamatan at once would be a list, not a picture."""
    dimensions = {"sector": words("Lapangan usaha"), "scale": words("Skala")}
    if place.level in ("all", "area", "office"):
        dimensions["region"] = words("Wilayah")
    if place.level in ("office", "region"):
        dimensions["kecamatan"] = words("Kecamatan")
    return dimensions


@lru_cache(maxsize=256)
def split(place: Place, by: str) -> pd.DataFrame:
    """A row for each value of `by` (sector, scale, region, kecamatan) that owes, the largest amount first.

    Columns: key, ledger_arrears_employers, exposed_workers, ledger_arrears_rp (Int64), and `of`, how many rows it
    stands for. Rows that cannot be told are one row, OTHERS, which comes last; it also has the workers of rows that are
    NA in them alone. The key of a kecamatan that is not known is its region's code and a dot.
    """
    numbers = _by_area if by in _AREAS else _by_dimension
    rows = pd.concat([numbers(place, by, name) for name in INDICATORS], axis=1).astype("Int64")
    # Who owes nothing has no row, whether or not this reader is told how many there are.
    rows = rows[rows["ledger_arrears_rp"].fillna(1) != 0]
    is_told = _is_told(rows, told_of(place))
    told, others = rows[is_told], rows[~is_told]
    if by == "scale":
        told = told.reindex([scale for scale in (*SCALES, "") if scale in told.index])
    else:
        told = told.sort_values("ledger_arrears_rp", ascending=False)
    if len(others):
        told.loc[OTHERS] = _others(place, told)
    return told.reset_index(names="key").assign(
        of=[*[1] * int(is_told.sum()), *([len(others)] if len(others) else [])]
    )


def told_of(place: Place) -> list[str]:
    """The indicators of INDICATORS that are told of the whole place, and the rupiah; of the others no row says anything."""
    return [name for name in INDICATORS if name == "ledger_arrears_rp" or place.value(name) is not None]


def _is_told(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Which rows stand alone: those whose employers and rupiah are told, if the workers that are not have a row to be in."""
    amounts = [name for name in names if name != "exposed_workers"]
    has_amounts = rows[amounts].notna().all(axis=1)
    return rows[names].notna().all(axis=1) if has_amounts.all() else has_amounts


def _others(place: Place, told: pd.DataFrame) -> pd.Series:
    """What the rows that cannot be told have together: the whole without the rows that are told.

    Everybody can subtract that, so that the guard sees to it that enough employers are left; NA where the whole is hidden.
    """
    wholes = {name: place.value(name) for name in INDICATORS}
    known = {name: pd.NA if whole is None else int(whole) for name, whole in wholes.items()}
    return pd.Series(known, dtype="Int64") - told.sum()


def _by_dimension(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by a dimension of the cube; keys that nobody may be told are left out."""
    rows = place.split(name, by)
    return _numerator(rows[rows[by].notna()].set_index(by), name)


def _by_area(place: Place, by: str, name: str) -> pd.Series:
    """An indicator's number by region or kecamatan of the place."""
    rows = place.reading.cells(definitions()[name], place.month, by, place.whose.filters)
    if place.regions is not None:
        rows = rows[rows["region"].isin(place.regions)]
    keys = rows["region"]
    if by == "kecamatan":
        keys = rows["kecamatan"].where(rows["kecamatan"] != "", rows["region"] + ".")
    return _numerator(rows.set_index(keys.rename(by)), name)


def _numerator(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[list(definitions()[name].above)].sum(axis=1, skipna=False).rename(name)


def _split_sheet(rows: pd.DataFrame, by: str, title: str, place: Place, view: View, words: Words) -> Sheet:
    names = [row_name(by, row, words) for row in each_row(rows)]
    frame = rows.assign(name=[", ".join(name) if isinstance(name, tuple) else name for name in names])
    columns = [Column("key", words("Kode")), Column("name", title)]
    wholes = {name: place.value(name) for name in INDICATORS}
    return widgets.place_sheet(
        words("Tunggakan iuran: {place}", place=place.name(words)),
        [*columns, *widgets.translated_columns(_COLUMNS, words)],
        frame,
        place,
        view,
        words,
        indicators=INDICATORS,
        filters=[(words("Menurut"), title)],
        instead={name: [_untold(value, words) for value in rows[name]] for name in INDICATORS},
        total={
            name: place.instead(name, words) if whole is None else whole for name, whole in wholes.items()
        },
        chart=Chart("bar", "name", ("ledger_arrears_rp",)),
    )


def _untold(value: object, words: Words) -> str:
    """What stands in place of a number that nobody is told; "" where there is one."""
    return instead(HIDDEN, words) if is_missing(value) else ""
