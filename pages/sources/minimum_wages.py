"""The minimum wages in force: what was decreed for each region, since when, by which source, and what is not known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.words import Words
from pages import session, templates, widgets

_HEADS = ("Wilayah", "Berlaku", "Upah minimum sebulan", "Jenis", "Keputusan", "Catatan", "Sumber")


def wage_list(words: Words) -> None:
    """A year to choose, and the minimum wage of every region in it; those that are not known by name."""
    wages = session.facts().minimum_wages
    years = sorted({year[:4] for year in wages["from"]}, reverse=True)
    if not years:
        st.markdown(words("Belum ada upah minimum."))
        return
    year = st.selectbox(words("Tahun"), years, key="wages_year", width=160)
    rows = wages[(wages["from"].str[:4] <= year) & (year <= wages["to"].str[:4])]
    rows = rows.sort_values(["region", "from"])
    table = templates.table(
        [words(head) for head in _HEADS], [_row(row, words) for row in rows.to_dict("records")], numeric=(2,)
    )
    st.html(templates.together(templates.note(_lead(rows, year, words)), table))


def _lead(rows: pd.DataFrame, year: str, words: Words) -> str:
    """How many there are, and whose is not known."""
    regions = session.facts().regions
    unknown = [session.area_name(code) for code in regions["code"] if code not in set(rows["region"])]
    told = words(
        "{n} upah minimum tahun {year}, dalam rupiah penuh. Di wilayah tanpa upah minimum sendiri (UMK) berlaku upah "
        "minimum provinsi (UMP).",
        n=words.number(len(rows)),
        year=year,
    )
    if not unknown:
        return told
    missing = words(
        "Belum diketahui: {names}. UMP tidak dipakai sebagai gantinya, jadi upah di sana tidak dinilai.",
        names=", ".join(unknown),
    )
    return f"{told} {missing}"


def _row(row: dict[Any, Any], words: Words) -> list[str]:
    return [
        session.area_name(row["region"]),
        words("{start} sampai {end}", start=words.date(row["from"]), end=words.date(row["to"])),
        f"Rp{words.number(row['rupiah'])}",
        row["kind"].upper(),
        row["decision"],
        words.of(row, "note"),
        widgets.source_link(row["source"]),
    ]
