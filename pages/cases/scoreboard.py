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
from pages.widgets import Head, Shown, listing, translated_columns, translated_heads

# Agency -> what its first column counts: how a case comes to it.
_HANDED_OVER = {
    "kejari": "SKK diserahkan",
    "disnaker": "Dilaporkan",
    "uptd_pengawasan": "Diperiksa",
    "dpmptsp": "TMP2T diminta",
}


_HEADS = (
    Head("Pemberi kerja", number=True),
    Head("Nilai", number=True),
    Head("Lunas", number=True),
    Head("Angsuran", number=True),
    Head("Ditutup", number=True),
    Head("Tertagih", number=True),
    Head("Tertagih / nilai", number=True),
)
_FILE = (
    Column("firms", "Pemberi kerja", "count"),
    Column("value", "Nilai", "rupiah"),
    Column("paid", "Lunas", "count"),
    Column("instalments", "Angsuran", "count"),
    Column("closed", "Ditutup", "count"),
    Column("open", "Terbuka", "count"),
    Column("recovered", "Tertagih", "rupiah"),
)


def scoreboard(place: Place, enforcement: Enforcement, view: View, words: Words) -> None:
    """One kind of agency at a time, of what was handed over in the year looked at or ever."""
    st.subheader(words("Papan skor instansi"))
    agency, since = _choices(place, words)
    rows = enforcement.scores(place.where, agency, since)
    listing(_shown(rows, agency, since, place, words), words, "case_scores")
    if len(rows):
        name = f"papan-skor-{agency}-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: _sheet(rows, agency, since, place, view, words), words, "scores")


def _choices(place: Place, words: Words) -> tuple[str, date | None]:
    """Which agency, and since which day; None is since the beginning of the data."""
    with st.container(horizontal=True, key="score_controls"):
        agency = st.segmented_control(
            words("Instansi"),
            list(HANDED),
            default="kejari",
            required=True,
            format_func=lambda name: words(ACTOR_NAMES[name]),
            key="score_agency",
        )
        ever = st.segmented_control(
            words("Diserahkan"),
            [False, True],
            default=False,
            required=True,
            format_func=lambda ever: words("sejak awal data") if ever else place.month[:4],
            key="score_period",
        )
    return str(agency), None if ever else date(int(place.month[:4]), 1, 1)


def _period(since: date | None, place: Place, words: Words) -> str:
    end = words.date(month_end(place.month))
    if since is None:
        return words("sejak awal data sampai {end}", end=end)
    return words("{start} sampai {end}", start=words.date(since), end=end)


def _caption(since: date | None, place: Place, words: Words) -> str:
    caption = words(
        "Perkara yang diserahkan {period}, dengan hasilnya pada tanggal terakhir itu. Nilai adalah yang terutang saat perkara dibuka; "
        "yang tertagih termasuk iuran yang jatuh tempo sesudahnya, jadi dapat melebihi {all}.",
        all=words.percent(100),
        period=_period(since, place, words),
    )
    return caption


def _shown(rows: pd.DataFrame, agency: str, since: date | None, place: Place, words: Words) -> Shown:
    handed_over = Head(words(_HANDED_OVER[agency]), number=True)
    return Shown(
        caption=_caption(since, place, words),
        heads=[Head(words("Instansi")), handed_over, *translated_heads(_HEADS, words)],
        rows=[
            ("", [row.agency or words("instansi tidak dicatat"), *_cells(row, words)])
            for row in each_row(rows)
        ],
        total=[words("Jumlah"), *_cells(rows[list(SCORES)].sum(), words)],
        empty=words("Belum ada perkara yang diserahkan pada masa ini."),
    )


def _cells(row: Any, words: Words) -> list[str]:
    """The numbers of an agency, or of all; shares are those of the sums."""
    paid, share = words.number(row.paid), _share(row.paid, row.cases, words)
    return [
        words.number(row.cases),
        words.number(row.firms),
        words.rupiah(row.value),
        f"{paid} ({share})" if share else paid,
        words.number(row.instalments),
        words.number(row.closed),
        words.rupiah(row.recovered),
        _share(row.recovered, row.value, words) or "–",
    ]


def _share(part: int, whole: int, words: Words) -> str:
    return words.percent(100 * part / whole, 1) if whole else ""


def _sheet(
    rows: pd.DataFrame, agency: str, since: date | None, place: Place, view: View, words: Words
) -> Sheet:
    """The scoreboard as a table to take along."""
    columns = [
        Column("agency", words("Instansi")),
        Column("cases", words(_HANDED_OVER[agency]), "count"),
        *translated_columns(_FILE, words),
    ]
    title = words("Papan skor {agency}: {place}", agency=words(ACTOR_NAMES[agency]), place=place.name(words))
    about = widgets.about_rows(place, view, words, [(words("Diserahkan"), _period(since, place, words))])
    about.append((words("Catatan"), _caption(since, place, words)))
    return Sheet(title, columns, rows, about, (), place.reading.release.simulated)
