"""How close the simulated ledger comes to the published figures, worked out when somebody asks for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.months import last_full_month
from data.simulation import Plan, calibration_report
from data.words import Words
from pages import session, templates

# Indicators of the report that are shown, with their headings.
_COLUMNS = {
    "workers_active": "Pekerja aktif",
    "pu_active": "PU",
    "bpu_active": "BPU",
    "jakon_active": "Jakon",
    "employers_registered": "Terdaftar",
    "employers_unregistered": "Belum terdaftar",
    "arrears_employers": "Menunggak",
}
# What a target rests on.
_BASES = {"published": "terbit", "derived": "diturunkan", "assumed": "diandaikan"}


def calibration_table(today: date, words: Words) -> None:
    """What the simulation is, in a sentence; its targets beside what came out in a closed expander."""
    st.subheader(words("Bagaimana simulasi dibuat"))
    st.markdown(
        words(
            "Pemberi kerja simulasi dibuat-buat, lalu disetel agar jumlahnya sebanyak yang terakhir terbit dan pekerja aktif "
            "mendekati angka yang terbit; yang tidak terbit diturunkan atau diandaikan. "
            "Tidak satu pun pemberi kerja, kasus, dan rupiahnya nyata."
        )
    )
    expander = st.expander(
        words("Target dan hasil simulasi per wilayah"), key="calibration", on_change="rerun"
    )
    if not expander.open:
        return
    month = simulated_until(today)
    with expander:
        with st.spinner(words("Menghitung ulang simulasi …"), show_time=False):
            report = _report(month)
        st.html(_table(report, month, words))


def simulated_until(today: date) -> str:
    """The last month of the simulated ledger in force; of the one that would be made where there is none."""
    release = session.release("simulasi")
    return release.months[-1] if release is not None and release.months else last_full_month(today)


@st.cache_data(show_spinner=False, max_entries=2)
def _report(month: str) -> pd.DataFrame:
    """Targets and results of a simulation up to this month; kept, since it is made anew for the report."""
    return calibration_report(Plan(last=month), session.embedded_facts())


def _table(report: pd.DataFrame, month: str, words: Words) -> Markup:
    heads = [words("Wilayah"), *(words(title) for title in _COLUMNS.values())]
    rows = [
        [str(short), *_cells(part.set_index("indicator"), words)]
        for short, part in report.groupby("short", sort=False)
    ]
    note = words(
        "Pada akhir {month}: target, lalu hasil simulasi bila berbeda, lalu asal targetnya.",
        month=words.date(month),
    )
    table = templates.table(heads, rows, numeric=range(1, len(heads)))
    return templates.together(templates.note(note), table)


def _cells(part: pd.DataFrame, words: Words) -> list[Markup]:
    return [_cell(part.loc[name], words) for name in _COLUMNS]


def _cell(row: Any, words: Words) -> Markup:
    """Target, the simulated number where it is another, and what the target rests on."""
    target, simulated = (words.number(int(row[key])) for key in ("target", "simulated"))
    met = target if row["target"] == row["simulated"] else f"{target} → {simulated}"
    return templates.render("noted", text=met, note=words(_BASES[row["basis"]]))
