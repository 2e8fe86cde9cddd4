"""The scoreboard: what each Kejari and other agency was handed, and what came of it. Percentages from sums."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.answers import kept
from data.months import month_end
from data.queries import HANDED, SCORES, VALUES, Enforcement
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import widgets
from pages.cases.amounts import WORTH_HEADS, collected
from pages.session import Place
from pages.templates import ACTOR_NAMES
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_columns

# Agency -> what its first column counts: how a case comes to it.
_HANDED_OVER = {
    "kejari": "Kasus dengan SKK",
    "disnaker": "Kasus diserahkan",
    "uptd_pengawasan": "Kasus diperiksa",
    "dpmptsp": "Kasus, TMP2T diminta",
}
# Agency -> the title of its file, where it is called otherwise than that of the others.
_TITLES = {"kejari": "Rekap SKK per {agency}: {place}"}
_OTHER_TITLE = "Rekap {agency}: {place}"
# Sums that are shown where they are of something: their names, headings and units.
_DEBT = (
    ("handed", "Utang diserahkan", "rupiah"),
    ("recovered", "Utang tertagih", "rupiah"),
    ("covered", "Tertagih / diserahkan", "share"),
    ("paid", "Lunas", "count"),
    ("instalments", "Angsuran", "count"),
)
_MONTHLY = tuple((VALUES[kind], WORTH_HEADS[kind], "rupiah") for kind in ("pwbd", "pds"))
_ALWAYS = (("closed", "Ditutup", "count"),)
# A file has every column; nothing is left out of it.
_FILE = (
    Column("firms", "Pemberi kerja", "count", adds=True),
    Column("handed", "Utang diserahkan", "rupiah", adds=True),
    Column("recovered", "Utang tertagih", "rupiah", adds=True),
    Column("covered", "Utang tertagih yang nilai diserahkannya diketahui", "rupiah", adds=True),
    Column("afterwards", "Iuran sesudah diserahkan", "rupiah", adds=True),
    Column("beyond", "Di atas yang diserahkan, seperti dicatat", "rupiah", adds=True),
    *(Column(name, title, "rupiah", adds=True) for name, title, _ in _MONTHLY),
    Column("paid", "Lunas", "count", adds=True),
    Column("instalments", "Angsuran", "count", adds=True),
    Column("closed", "Ditutup", "count", adds=True),
    Column("open", "Kasus terbuka", "count", adds=True),
)


def scoreboard(place: Place, enforcement: Enforcement, view: View, words: Words) -> None:
    """One kind of agency at a time, of what was handed over in the year looked at or ever."""
    st.subheader(words("Rekap SKK per Kejari dan rekap instansi lain"))
    agency, since = _choices(place, words)
    shown = _scores(place, agency, since, words)
    listing(shown, words, "case_scores")
    if len(shown.rows):
        name = f"papan-skor-{agency}-{place.name(words)}-{place.month}"
        rows = enforcement.scores(place.where, agency, since)
        widgets.offer_files(name, lambda: _sheet(rows, agency, since, place, view, words), words, "scores")


@kept
def _scores(place: Place, agency: str, since: date | None, words: Words) -> Shown:
    rows = Enforcement(place.reading, place.month).scores(place.where, agency, since)
    return _shown(rows, agency, since, place, words)


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
        "Kasus yang diserahkan {period}, dengan hasilnya pada tanggal terakhir itu; satu kasus dihitung sekali, pada "
        "penyerahan pertamanya, juga bila suratnya lebih dari satu. Diserahkan: sisa utang pada hari itu. Tertagih: yang "
        "dibayar dari utang itu, yang terlama lebih dulu; iuran yang jatuh tempo sesudahnya, dan yang dicatat di atas itu tanpa tagihan yang menjelaskannya, dihitung tersendiri.",
        period=_period(since, place, words),
    )
    return caption


def _shown(rows: pd.DataFrame, agency: str, since: date | None, place: Place, words: Words) -> Shown:
    columns = _columns(rows)
    heads = [_HANDED_OVER[agency], "Pemberi kerja", *(title for _, title, _ in columns)]
    return Shown(
        caption=_caption(since, place, words),
        heads=[Head(words("Instansi")), *(Head(words(title), number=True) for title in heads)],
        rows=[
            ("", [row["agency"] or words("instansi tidak dicatat"), *_cells(row, columns, words)])
            for _, row in rows.iterrows()
        ],
        total=[words("Jumlah"), *_cells(rows[list(SCORES)].sum(), columns, words)],
        empty=words("Belum ada kasus yang diserahkan pada masa ini."),
    )


def _columns(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Those of a debt where one was handed over, those of a month's contributions where a case is about these."""
    has_debt = bool(rows[["handed", "recovered", "afterwards", "beyond"]].to_numpy().any())
    monthly = [column for column in _MONTHLY if rows[column[0]].any()]
    return [*(_DEBT if has_debt else ()), *monthly, *_ALWAYS]


def _cells(row: pd.Series, columns: list[tuple[str, str, str]], words: Words) -> list[Cell]:
    """The numbers of an agency, or of all; shares are those of the sums."""
    numbers = [_cell(row, name, unit, words) for name, _, unit in columns]
    return [words.number(row["cases"]), words.number(row["firms"]), *numbers]


def _cell(row: pd.Series, name: str, unit: str, words: Words) -> Cell:
    if unit == "share":
        return _share(row[name], row["handed"], words) or "–"
    if name == "recovered":
        return collected(row, words)
    if unit == "rupiah":
        return words.rupiah(row[name])
    count, share = words.number(row[name]), _share(row[name], row["cases"], words) if name == "paid" else ""
    return f"{count} ({share})" if share else count


def _share(part: int, whole: int, words: Words) -> str:
    return words.percent(100 * part / whole, 1) if whole else ""


def _sheet(
    rows: pd.DataFrame, agency: str, since: date | None, place: Place, view: View, words: Words
) -> Sheet:
    """The scoreboard as a table to take along."""
    columns = [
        Column("agency", words("Instansi")),
        Column("cases", words(_HANDED_OVER[agency]), "count", adds=True),
        *translated_columns(_FILE, words),
    ]
    title = words(
        _TITLES.get(agency, _OTHER_TITLE), agency=words(ACTOR_NAMES[agency]), place=place.name(words)
    )
    return widgets.place_sheet(
        title,
        columns,
        rows.assign(agency=[name or words("instansi tidak dicatat") for name in rows["agency"]]),
        place,
        view,
        words,
        filters=[(words("Diserahkan"), _period(since, place, words))],
        notes=[(words("Catatan"), _caption(since, place, words))],
        chart=Chart("bar", "agency", ("recovered",), target="handed") if rows["handed"].any() else None,
    )
