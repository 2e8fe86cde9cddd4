"""The scoreboard: what each Kejari and other agency was handed, and what came of it. Percentages from sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data.months import month_end
from data.parsing import each_row
from data.queries import HANDED, SCORES, Enforcement
from data.sheets import Column, Sheet
from data.words import Words
from pages import widgets
from pages.session import Place
from pages.templates import ACTOR_NAMES
from pages.view import View
from pages.widgets import Head, Shown, listing

_WHAT = {
    "kejari": "SKK diserahkan",
    "disnaker": "Dilaporkan",
    "uptd_pengawasan": "Diperiksa",
    "dpmptsp": "TMP2T diminta",
}


def scoreboard(place: Place, found: Enforcement, view: View, words: Words) -> None:
    """One kind of agency at a time, of what was handed over in the year looked at or ever."""
    st.subheader(words("Papan skor instansi"))
    with st.container(horizontal=True, key="score_controls"):
        agency = st.segmented_control(
            words("Instansi"),
            list(HANDED),
            default="kejari",
            required=True,
            format_func=lambda one: words(ACTOR_NAMES[one]),
            key="score_agency",
        )
        whole = st.segmented_control(
            words("Diserahkan"),
            [False, True],
            default=False,
            required=True,
            format_func=lambda one: words("sejak awal data") if one else place.month[:4],
            key="score_period",
        )
    since = None if whole else date(int(place.month[:4]), 1, 1)
    rows = found.scores(place.where, str(agency), since)
    listing(_shown(rows, str(agency), since, place, words), words, "case_scores")
    if len(rows):
        name = f"papan-skor-{agency}-{place.name(words)}-{place.month}"
        widgets.offer_files(
            name, lambda: _sheet(rows, str(agency), since, place, view, words), words, "scores"
        )


def _period(since: date | None, place: Place, words: Words) -> str:
    end = words.date(month_end(place.month))
    if since is None:
        return words("sejak awal data sampai {end}", end=end)
    return words("{start} sampai {end}", start=words.date(since), end=end)


def _caption(since: date | None, place: Place, words: Words) -> str:
    said = words(
        "Perkara yang diserahkan {period}, dengan hasilnya pada tanggal terakhir itu. Nilai adalah yang terutang saat perkara dibuka; "
        "yang tertagih termasuk iuran yang jatuh tempo sesudahnya, jadi dapat melebihi {all}.",
        all=words.percent(100),
        period=_period(since, place, words),
    )
    if place.found.viewer.offices:
        said += " " + words("Hanya perkara kantor Anda.")
    return said


def _shown(rows: pd.DataFrame, agency: str, since: date | None, place: Place, words: Words) -> Shown:
    total = rows[list(SCORES)].sum()
    return Shown(
        caption=_caption(since, place, words),
        heads=[Head(words("Instansi")), Head(words(_WHAT[agency]), True), Head(words("Pemberi kerja"), True), Head(words("Nilai"), True),
               Head(words("Lunas"), True), Head(words("Angsuran"), True), Head(words("Ditutup"), True), Head(words("Tertagih"), True),
               Head(words("Tertagih / nilai"), True)],
        rows=[("", [row.agency or words("instansi tidak dicatat"), *_cells(row, words)]) for row in each_row(rows)],
        total=[words("Jumlah"), *_cells(total, words)],
        empty=words("Belum ada perkara yang diserahkan pada masa ini."),
    )  # fmt: skip


def _cells(row: Any, words: Words) -> list[str]:
    paid, share = words.number(row.paid), _share(row.paid, row.cases, words)
    return [
        words.number(row.cases), words.number(row.firms), words.rupiah(row.value), f"{paid} ({share})" if share else paid,
        words.number(row.instalments), words.number(row.closed), words.rupiah(row.recovered),
        _share(row.recovered, row.value, words) or "–",
    ]  # fmt: skip


def _share(part: int, whole: int, words: Words) -> str:
    return words.percent(100 * part / whole, 1) if whole else ""


def _sheet(
    rows: pd.DataFrame, agency: str, since: date | None, place: Place, view: View, words: Words
) -> Sheet:
    columns = [
        Column("agency", words("Instansi")), Column("cases", words(_WHAT[agency]), "count"),
        Column("firms", words("Pemberi kerja"), "count"), Column("value", words("Nilai"), "rupiah"),
        Column("paid", words("Lunas"), "count"), Column("instalments", words("Angsuran"), "count"),
        Column("closed", words("Ditutup"), "count"), Column("open", words("Terbuka"), "count"),
        Column("recovered", words("Tertagih"), "rupiah"),
    ]  # fmt: skip
    title = words("Papan skor {agency}: {place}", agency=words(ACTOR_NAMES[agency]), place=place.name(words))
    about = widgets.about_rows(place, view, words, [(words("Diserahkan"), _period(since, place, words))])
    about.append((words("Catatan"), _caption(since, place, words)))
    return Sheet(title, columns, rows, about, (), place.found.release.simulated)
