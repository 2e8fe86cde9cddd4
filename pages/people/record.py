"""The record of deeds, a month at a time: who did what and when, to be read and taken along, never to be changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.clock import local, now
from data.months import month_index, month_text
from data.people import ACTIONS, Record
from data.settings import home, record_months
from data.sheets import Column, Sheet
from data.words import Words
from pages import templates, widgets
from pages.people.names import deed_said, role_said

_HEIGHT = 420
# Pixels: the longest role, deed and office are read whole, on a laptop without scrolling.
_WIDTHS = {"at": 160, "account": 300, "role": 130, "action": 230, "what": 460}


def show_record(words: Words) -> None:
    """The lines of a month, newest first."""
    this = f"{local(now()):%Y-%m}"
    months = [month_text(month_index(this) - back) for back in range(min(record_months(), 24))]
    month = st.selectbox(
        words("Bulan"), months, key="record_month", format_func=lambda one: words.date(one), width=200
    )
    rows = _rows(month, words)
    if rows.empty:
        st.html(templates.note(words("Belum ada kegiatan yang tercatat di bulan ini.")))
        return
    st.html(
        templates.note(
            words(
                "{n} kegiatan. Catatan disimpan {months} bulan, tanpa nama pemberi kerja dan tanpa isi pertanyaan.",
                n=words.number(len(rows)),
                months=words.number(record_months()),
            )
        )
    )
    with st.container(key="people_record"):
        st.dataframe(
            rows,
            key="record_rows",
            hide_index=True,
            height=_HEIGHT,
            column_config={
                column.key: st.column_config.TextColumn(column.title, width=_WIDTHS[column.key])
                for column in _columns(words)
            },
        )
    widgets.offer_files(f"catatan-kegiatan-{month}", lambda: _sheet(rows, month, words), words, "record")


def _rows(month: str, words: Words) -> pd.DataFrame:
    lines = [
        {
            "at": f"{local(deed.at):%Y-%m-%d %H.%M.%S}",
            "account": deed.account or words("(tanpa akun)"),
            "role": role_said(deed.role, words),
            "action": words(ACTIONS[deed.action]),
            "what": deed_said(deed, words),
        }
        for deed in Record(home()).of(month)
    ]
    return pd.DataFrame(lines, columns=[column.key for column in _columns(words)])


def _columns(words: Words) -> list[Column]:
    return [
        Column("at", words("Waktu (WIB)")),
        Column("account", words("Akun")),
        Column("role", words("Peran")),
        Column("action", words("Kegiatan")),
        Column("what", words("Keterangan")),
    ]


def _sheet(rows: pd.DataFrame, month: str, words: Words) -> Sheet:
    about = [(words("Bulan"), words.date(month)), (words("Aplikasi"), "Peta Patuh")]
    return Sheet(words("Catatan kegiatan"), _columns(words), rows, about)
