"""What is lost at each step of the funnel, in employers, people and rupiah; rows of employers, so not for the public."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.queries import EmployerList, EmployerQuery, Where
from data.sheets import Column, Sheet
from data.words import Words
from pages import widgets
from pages.session import OfficeSums, Place, open_page
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

# Step lost -> the kind of rows, what is missing of people and of rupiah, and the page that holds the rows.
_STEPS = {
    "pwbd": ("Wajib, belum terdaftar", "workers_known", "", "pwbd-pds"),
    "pds": ("Terdaftar, belum lengkap", "workers_missing", "wage_gap", "pwbd-pds"),
    "lengkap_menunggak": ("Lengkap, menunggak", "workers_exposed", "outstanding", "tunggakan"),
}


def show(of: OfficeSums, view: View, words: Words) -> None:
    """The losses as rows; a click opens the rows of the step."""
    if not of.found.viewer.names_employers:
        return
    with st.spinner(words("Menjumlahkan pemberi kerja …"), show_time=False):
        found, where = EmployerList(of.found, of.month), Where(of.regions)
        sums = {kind: found.total(where, EmployerQuery(kind=kind)) for kind in _STEPS}
    rows: list[tuple[str, list[Cell]]] = [
        (kind, [words(title), words.number(sums[kind]["employers"]), words.number(sums[kind][people]),
                words.rupiah(sums[kind][rupiah]) if rupiah else "–"])
        for kind, (title, people, rupiah, _) in _STEPS.items()
    ]  # fmt: skip
    total = [words("Belum patuh"), words.number(sum(one["employers"] for one in sums.values())), "", ""]
    heads = [Head(words("Yang hilang di tiap langkah")), Head(words("Pemberi kerja"), True), Head(words("Pekerja"), True), Head(words("Rupiah"), True)]  # fmt: skip
    caption = words(
        "Pekerja yang belum terdaftar atau terpapar; rupiah: upah sebulan di bawah minimum, dan tunggakan."
    )
    listing(Shown(caption, heads, rows, total), words, "office_losses", lambda kind: _open(of, kind))
    widgets.offer_files(
        f"yang-hilang-{of.code}-{of.month}", lambda: _sheet(of, sums, view, words), words, "losses"
    )


def _sheet(of: OfficeSums, sums: dict[str, dict[str, int]], view: View, words: Words) -> Sheet:
    rows = pd.DataFrame(
        [
            {"step": words(title), "employers": sums[kind]["employers"], "people": sums[kind][people],
             "rupiah": sums[kind][rupiah] if rupiah else pd.NA}
            for kind, (title, people, rupiah, _) in _STEPS.items()
        ]
    )  # fmt: skip
    columns = [Column("step", words("Yang hilang di tiap langkah")), Column("employers", words("Pemberi kerja"), "count"),
               Column("people", words("Pekerja"), "count"), Column("rupiah", words("Rupiah"), "rupiah")]  # fmt: skip
    place = Place("office", of.code, of.month, of.found)
    return Sheet(
        words("Yang hilang di tiap langkah"), columns, rows, widgets.about_rows(place, view, words),
        widgets.definition_rows(("compliance",), words), of.found.release.simulated,
    )  # fmt: skip


def _open(of: OfficeSums, kind: str) -> None:
    page = _STEPS[kind][3]
    open_page(
        page,
        office=of.code,
        region="",
        kecamatan="",
        kind="" if page == "tunggakan" else kind,
        ageing="",
        search="",
        sort="",
        page=1,
    )
