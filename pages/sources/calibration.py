"""How close the simulated ledger comes to the published figures, worked out when somebody asks for it."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.months import last_full_month
from data.simulation import Plan, calibration_report
from data.words import Words
from pages import session, templates

_COLUMNS = {
    "workers_active": "Pekerja aktif",
    "pu_active": "PU",
    "bpu_active": "BPU",
    "jakon_active": "Jakon",
    "unregistered_permille": "Belum terdaftar",
    "arrears_employers": "Menunggak",
}
_BASES = {"published": "terbit", "derived": "diturunkan", "assumed": "diandaikan"}


def calibration_table(today: date, words: Words) -> None:
    """What the simulation is, in a sentence; its targets beside what came out in a closed expander."""
    st.subheader(words("Bagaimana simulasi dibuat"))
    st.markdown(
        words(
            "Pemberi kerja simulasi dibuat-buat, lalu disetel agar pekerja aktif, pemberi kerja yang belum terdaftar, dan "
            "penunggak di tiap wilayah sama dengan angka yang terbit; yang tidak terbit diturunkan atau diandaikan. "
            "Jumlah pemberi kerja, kasus, dan rupiahnya bukan jumlah sebenarnya."
        )
    )
    kept = st.expander(words("Sasaran dan hasil simulasi per wilayah"), key="calibration", on_change="rerun")
    if not kept.open:
        return
    month = simulated_until(today)
    with kept:
        with st.spinner(words("Menghitung ulang simulasi …"), show_time=False):
            found = _found(month)
        st.html(_table(found, month, words))


def simulated_until(today: date) -> str:
    """The last month of the simulated ledger in force; of the one that would be made where there is none."""
    found = session.release("simulasi")
    return found.months[-1] if found is not None and found.months else last_full_month(today)


@st.cache_data(show_spinner=False, max_entries=2)
def _found(month: str) -> pd.DataFrame:
    return calibration_report(Plan(last=month), session.facts())


def _table(found: pd.DataFrame, month: str, words: Words) -> str:
    heads = [words("Wilayah"), *(words(name) for name in _COLUMNS.values())]
    rows = [
        [escape(str(short)), *_cells(part.set_index("indicator"), words)]
        for short, part in found.groupby("short", sort=False)
    ]
    note = words("Pada akhir {month}: sasaran, lalu hasil simulasi bila berbeda, lalu asal sasarannya.", month=words.date(month))  # fmt: skip
    return f'<p class="peta-note">{escape(note)}</p>' + templates.table(
        heads, rows, numeric=tuple(range(1, len(heads)))
    )


def _cells(part: pd.DataFrame, words: Words) -> list[str]:
    return [_cell(part.loc[name], words) for name in _COLUMNS]


def _cell(row: Any, words: Words) -> str:
    """Target, the simulated number where it is another, and what the target rests on."""

    def said(value: int) -> str:
        # per mille in the table, per cent on a screen
        return words.percent(value / 10, 1) if row["unit"] == "permille" else words.number(value)

    target, simulated = int(row["target"]), int(row["simulated"])
    met = said(target) if target == simulated else f"{said(target)} → {said(simulated)}"
    return f"{escape(met)}<br><small>{escape(words(_BASES[row['basis']]))}</small>"
