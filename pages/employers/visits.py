"""Whom to visit first: employers in arrears by recoverable rupiah x workers exposed x age, the weights in sight."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.months import month_end
from data.parsing import each_row
from data.queries import EmployerList, EmployerQuery, Page, Reading, Where
from data.sheets import Sheet
from data.words import Words
from pages import session, widgets
from pages.employers.table import case, employer_sheet, opened, who
from pages.session import Place
from pages.templates import AGEING_NAMES, day_text
from pages.view import LISTED, WEIGHTS, View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

ONLY = (*LISTED, "sector", "scale", "weights")
_KINDS = {"menunggak": "Menunggak"}
_AMOUNTS = (10, 25, 50, 100)
_FIRST = 10


def show_visits() -> None:
    """The page."""
    show_work_page("kunjungan", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    title, note = (
        words("Daftar kunjungan"),
        words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month))),
    )
    if not place.found.viewer.names_employers:
        widgets.page_head(st.container(), title, note, "")
        st.info(words("Daftar kunjungan menyebut nama pemberi kerja, jadi hanya untuk kantor cabang, kantor wilayah dan pengelola. Pilih peran lain di kanan atas bila Anda berhak."))  # fmt: skip
        return
    asked = replace(widgets.employer_query(view, _KINDS, sort="bobot"), kind="menunggak")
    top = st.container()
    _weights(view, words)
    widgets.filter_controls(
        view, words, _KINDS, ageing={name: words(said) for name, said in AGEING_NAMES.items()}
    )
    found = EmployerList(place.found, place.month)
    page = found.page(place.where, asked)
    widgets.page_head(top, title, note, _lead(page, place, asked, words))
    _list(place, asked, page, words)
    _take(place, asked, view, words)


@lru_cache(maxsize=256)
def _first(found: Reading, month: str, where: Where, asked: EmployerQuery) -> pd.DataFrame:
    """The ten that come first, whatever page of the list is open."""
    return EmployerList(found, month).every(where, asked, most=_FIRST)


def _lead(page: Page, place: Place, asked: EmployerQuery, words: Words) -> str:
    """What the first visits are worth of the whole."""
    if not page.sums["employers"]:
        return words("Tidak ada pemberi kerja menunggak yang perlu dikunjungi.")
    first = _first(place.found, place.month, place.where, replace(asked, page=1, sort="bobot", rising=False))
    rupiah = int((first["outstanding"] + first["penalty"]).sum())
    total = page.sums["outstanding"] + page.sums["penalty"]
    return words(
        "{n} kunjungan pertama menyangkut {rupiah} ({share} dari seluruhnya) dan {workers} pekerja; seluruhnya {all} pemberi kerja.",
        n=len(first), rupiah=words.rupiah(rupiah), share=words.percent(100 * rupiah / total, 0) if total else "–",
        workers=words.number(int(first["workers_exposed"].sum())), all=words.number(page.sums["employers"]),
    )  # fmt: skip


def _weights(view: View, words: Words) -> None:
    """Three weights; 0 leaves a factor out, 2 counts it twice."""
    names = (words("Bobot rupiah"), words("Bobot pekerja"), words("Bobot umur"))
    with st.container(horizontal=True, key="weights_row"):
        for at, name in enumerate(names):
            key = f"w_weight_{at}"
            st.session_state[key] = view.weights[at]
            st.select_slider(
                name, WEIGHTS, key=key, format_func=lambda one: words.number(one, 1), on_change=_weighed
            )
    said = words("Urutan: (tunggakan + denda) pangkat bobot rupiah × pekerja terpapar pangkat bobot pekerja × umur tertua dalam bulan pangkat bobot umur. Skor: rata-rata geometrik berbobot dari ketiganya; 100 adalah yang tertinggi dalam daftar.")  # fmt: skip
    st.html(f'<p class="peta-note">{escape(said)}</p>')


def _weighed() -> None:
    session.change_view(weights=tuple(st.session_state[f"w_weight_{at}"] for at in range(3)), page=1, sort="")


def _list(place: Place, asked: EmployerQuery, found: Page, words: Words) -> None:
    end = month_end(place.month)
    rows: list[tuple[str, list[Cell]]] = [
        (str(row.employer), _cells(row, words)) for row in each_row(found.rows)
    ]
    sums = found.sums
    heads = [
        Head(words("Pemberi kerja"), sort="nama"), Head(words("Skor"), True, "bobot"),
        Head(words("Tunggakan + denda"), True, "tunggakan"), Head(words("Pekerja"), True, "pekerja"),
        Head(words("Umur"), True, "umur"), Head(words("Bayar terakhir"), False, "bayar"),
        Head(words("Perkara"), False, "tenggat"),
    ]  # fmt: skip
    shown = Shown(
        caption=words("Per {date}; pilih nama untuk melihat buku besarnya bulan demi bulan.", date=words.date(end)),
        heads=heads,
        rows=rows,
        total=[words("Jumlah {n} pemberi kerja", n=words.number(sums["employers"])), "",
               words.rupiah(sums["outstanding"] + sums["penalty"]), words.number(sums["workers_exposed"]), "", "", ""],
        page=found.page, pages=found.pages, count=sums["employers"],
        sorted=(asked.sort, asked.rising),
        empty=words("Tidak ada pemberi kerja yang cocok. Kosongkan pencarian atau pilih tempat lain."),
    )  # fmt: skip
    listing(shown, words, "visits_list", opened)


def _cells(row: Any, words: Words) -> list[Cell]:
    score = words.number(100 * row.score, 1) if hasattr(row, "score") else "–"
    parts = words("{owed} + {fine}", owed=words.rupiah(row.outstanding), fine=words.rupiah(row.penalty))
    return [
        who(row, words), score, (words.rupiah(row.outstanding + row.penalty), parts),
        words.number(row.workers_exposed), words("{n} bulan", n=words.number(row.age)),
        day_text(row.last_paid_on, words), case(row, words),
    ]  # fmt: skip


def _take(place: Place, asked: EmployerQuery, view: View, words: Words) -> None:
    amount = st.segmented_control(
        words("Ambil untuk minggu ini"),
        _AMOUNTS,
        default=_AMOUNTS[1],
        required=True,
        key="visits_amount",
        format_func=lambda n: words("{n} teratas", n=words.number(n)),
    )
    many = int(amount or _AMOUNTS[1])

    def make() -> Sheet:
        rows = EmployerList(place.found, place.month).every(place.where, replace(asked, page=1), most=many)
        weights = words("rupiah {a}, pekerja {b}, umur {c}", **dict(zip("abc", (words.number(w, 1) for w in view.weights), strict=True)))  # fmt: skip
        title = words("Daftar kunjungan: {place}", place=place.name(words))
        filters = [
            *widgets.filter_rows(asked, {"menunggak": words("Menunggak")}, words),
            (words("Bobot"), weights),
        ]
        return employer_sheet(title, rows, place, view, words, filters)

    widgets.offer_files(f"kunjungan-{place.name(words)}-{place.month}", make, words, "visits")
