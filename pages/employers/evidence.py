"""What PWBD and PDS are told by: the minimum wages in force, and the lists that name unregistered employers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.answers import kept
from data.parsing import each_row
from data.queries import EmployerList, EmployerQuery, minimum_wages
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import LISTED_FROM, counted_when
from pages.widgets import Cell, Head, Shown, listing

_KNOWN_HEADS = (Head("PWBD diketahui dari"), Head("Pemberi kerja", True), Head("Pekerja diketahui", True))
# What says when the workers of a list were counted.
_COUNTED = ("employers", "listed_first", "listed_last")
# A table of more minimum wages than this is folded up, so that what follows it stays in sight.
_OPEN_ROWS = 3


def _minimum_wages(place: Place) -> pd.DataFrame:
    """The minimum wages of the place's regions that count for the month, by region."""
    wages = minimum_wages(place.reading, place.month)
    return wages if place.regions is None else wages[wages["region"].isin(place.regions)]


def show_minimum_wages(place: Place, words: Words) -> None:
    """The minimum wages in force, by which wages that are too low (PDS-Upah) are told, and where they are from."""
    st.html(_wages_said(place, words))


@kept
def _wages_said(place: Place, words: Words) -> Markup:
    wages = _minimum_wages(place)
    return templates.render(
        "employers_wages",
        opened=len(wages) <= _OPEN_ROWS,
        summary=words("Upah minimum yang berlaku"),
        wages=_wage_table(wages, place, words),
        sources=templates.note(_told(wages, place, words)),
    )


def _told(wages: pd.DataFrame, place: Place, words: Words) -> str:
    """Whose minimum wage is not known, and where the others are from."""
    sources = words("Sumber: {names}", names=_sources(wages, words)) if len(wages) else ""
    return " ".join(part for part in (_unknown(wages, place, words), sources) if part)


def _wage_table(wages: pd.DataFrame, place: Place, words: Words) -> str:
    if not len(wages):
        return words("Upah minimum tempat ini belum diketahui untuk tahun ini.")
    heads = [words("Wilayah"), words("Upah minimum sebulan, {year}", year=place.month[:4])]
    rows = [[session.area_name(row["region"]), _wage(row, words)] for row in wages.to_dict("records")]
    return templates.table(heads, rows, numeric=(1,))


def _wage(row: dict[Any, Any], words: Words) -> str:
    """A minimum wage, and since when it holds where that is not the whole year."""
    rupiah = f"Rp{words.number(row['rupiah'])}"
    if row["from"].endswith("-01-01"):
        return rupiah
    return words("{rupiah}, sejak {date}", rupiah=rupiah, date=words.date(row["from"]))


def _unknown(wages: pd.DataFrame, place: Place, words: Words) -> str:
    """The regions of the place whose minimum wage is not known, so that no wage is judged there; "" without any."""
    regions = session.facts().regions["code"]
    here = regions if place.regions is None else regions[regions.isin(place.regions)]
    names = [session.area_name(code) for code in here if code not in set(wages["region"])]
    if not names or not len(wages):
        return ""
    return words("Belum diketahui, jadi upah di sana tidak dinilai: {names}.", names=", ".join(names))


def _sources(wages: pd.DataFrame, words: Words) -> str:
    """The publishers; a release of an earlier version has simulated ones, whose source no table knows."""
    known = set(session.facts().sources["id"])
    names = {
        session.source_parts(source)[0] if source in known else words("data simulasi")
        for source in wages["source"]
    }
    return ", ".join(sorted(names))


def show_known_from(place: Place, words: Words) -> None:
    """Where unregistered employers are known from: how many each list names."""
    listing(_known(place, words), words, "known_table")


@kept
def _known(place: Place, words: Words) -> Shown:
    employers = EmployerList(place.reading, place.month)
    sums = employers.sums(place.where, EmployerQuery(kind="pwbd", sort="nama"), "listed_from")
    sums = sums.sort_values("employers", ascending=False)
    counts = (words.number(int(sums[name].sum())) for name in ("employers", "workers_known"))
    return Shown(
        words("Cara pemberi kerja yang belum terdaftar diketahui."),
        widgets.translated_heads(_KNOWN_HEADS, words),
        [(str(row.listed_from), _known_cells(row, words)) for row in each_row(sums)],
        [words("Jumlah"), *counts],
        empty=words("Tidak ada PWBD yang diketahui."),
        counts={"": widgets.kind_counts(place, "pwbd", {"employers": int(sums["employers"].sum())}, words)},
    )


def _known_cells(row: Any, words: Words) -> list[Cell]:
    name = words(LISTED_FROM[row.listed_from])
    when = counted_when({name: getattr(row, name) for name in _COUNTED}, words)
    return [name, words.number(row.employers), (words.number(row.workers_known), when)]
