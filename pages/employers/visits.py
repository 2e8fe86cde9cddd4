"""Whom to visit first: employers in arrears by recoverable rupiah x workers exposed x age, the weights in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.indicators import definitions
from data.months import month_end
from data.parsing import each_row
from data.queries import EmployerList, EmployerQuery, Page, Reading, Where, contacts, grounds_of
from data.sheets import Column, Sheet
from data.words import Words
from pages import charts, session, templates, widgets
from pages.employers.table import (
    case_cell,
    employer_cell,
    employer_sheet,
    employer_table,
    ledger_caption,
    open_employer,
    total_cell,
)
from pages.session import Place
from pages.templates import AGEING_NAMES, count_text, day_text, people_text
from pages.view import LISTED, WEIGHTS, View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

_VIEW_PARTS = (*LISTED, "sector", "scale", "weights")
_KINDS = {"menunggak": "Menunggak"}
_HEADS = (
    Head("Pemberi kerja", sort="nama"),
    Head("Skor", True, "bobot"),
    Head("Tunggakan + denda", True, "tunggakan"),
    Head("Pekerja", True, "pekerja"),
    Head("Umur", True, "umur"),
    Head("Bayar terakhir", sort="bayar"),
    Head("Kasus", sort="tenggat"),
)
_RANK, _SCORE = Column("rank", "Urutan", "count"), Column("score", "Skor (0–100)", "number")
_NOT_FOR_ALL = (
    "Daftar kunjungan menyebut nama pemberi kerja, jadi hanya untuk kantor cabang, kantor wilayah dan pengelola. "
    "Pilih peran lain di kanan atas bila Anda berhak."
)
_WORTH = (
    "{n} kunjungan pertama menyangkut {rupiah} tunggakan dan dendanya ({share} dari seluruhnya) dan {workers} pekerja; "
    "seluruhnya {all} pemberi kerja."
)
_FORMULA = (
    "Urutan: (tunggakan + denda) pangkat bobot rupiah × pekerja terdampak pangkat bobot pekerja × umur tertua dalam "
    "bulan pangkat bobot umur. Skor: rata-rata geometrik berbobot dari ketiganya; 100 adalah yang tertinggi dalam daftar."
)
# How many of the list an officer may take along for a week.
_AMOUNTS = (10, 25, 50, 100)
_USUAL_AMOUNT = 25
# How many kecamatan have a bar of their own.
_KECAMATAN = 6
_FIELD_HEADS = (
    "Pemberi kerja",
    "Alamat, telepon",
    "Pembina",
    "Tunggakan",
    "Pekerja",
    "Langkah berikut",
    "Hasil, tanggal berikut",
)
# How many visits the first sentence is of.
_FIRST = 10


def show_visits() -> None:
    """Draws the page "kunjungan"."""
    show_work_page("kunjungan", _VIEW_PARTS, _body, needs=definitions()["ledger_arrears_rp"].counted_from)


def _body(place: Place, view: View, words: Words) -> None:
    head = st.container()
    if place.named is None:
        _head(head, place, "", words)
        st.info(words(_NOT_FOR_ALL))
        return
    place = place.named  # nobody is visited who is not one's own
    query = replace(widgets.employer_query(view, _KINDS, sort="bobot"), kind="menunggak")
    page = EmployerList(place.reading, place.month).page(place.where, query)
    counts = widgets.list_counts(place, query, page.sums, words)
    lead = _lead(page, place, query, words)
    _head(head, place, lead, words, counts.get("", ()) if page.sums["employers"] else ())
    if bars := by_kecamatan(place, query, words):
        st.html(bars)
    _weights(view, words)
    widgets.filter_controls(
        view, words, _KINDS, ageing={key: words(name) for key, name in AGEING_NAMES.items()}
    )
    listing(_table(page, query, place, words), words, "visits_list", open_employer)
    _offer_first(place, query, view, words)


def by_kecamatan(place: Place, query: EmployerQuery, words: Words) -> Markup:
    """Where the list is: what is owed by kecamatan, the largest first, and all others as one bar; "" of one alone."""
    sums = EmployerList(place.reading, place.month).sums(place.where, query, "kecamatan")
    parts = [
        (session.kecamatan_names().get(row.kecamatan) or words("kecamatan belum diketahui"), row)
        for row in each_row(sums.sort_values(["outstanding", "kecamatan"], ascending=[False, True]))
    ]
    if len(parts) < 2:
        return Markup("")
    named, others = parts[:_KECAMATAN], [row for _, row in parts[_KECAMATAN:]]
    longest = max(int(parts[0][1].outstanding), sum(int(row.outstanding) for row in others), 1)
    bars = [_kecamatan_bar(name, [row], longest, words) for name, row in named]
    if others:
        rest = words("{n} kecamatan lain", n=words.number(len(others)))
        bars.append(_kecamatan_bar(rest, others, longest, words))
    heading = words("Tunggakan menurut kecamatan, terbesar dahulu")
    total = (words("Jumlah"), words.rupiah(int(sums["outstanding"].sum())))
    return charts.bars(bars, heading, words("rupiah"), words, total).html or Markup("")


def _kecamatan_bar(name: str, rows: Sequence[Any], longest: int, words: Words) -> charts.Bar:
    owed, employers, workers = (
        sum(int(getattr(row, column)) for row in rows)
        for column in ("outstanding", "employers", "workers_exposed")
    )
    note = words(
        "{n} pemberi kerja, {workers} pekerja", n=words.number(employers), workers=words.number(workers)
    )
    return charts.Bar(name, words.rupiah(owed), owed / longest, note)


def _head(container: Any, place: Place, lead: str, words: Words, counts: session.Counts = ()) -> None:
    note = widgets.place_note(place, words)
    widgets.page_head(container, words("Daftar kunjungan"), note, lead, counts)


@lru_cache(maxsize=256)
def _first_visits(reading: Reading, month: str, where: Where, query: EmployerQuery) -> pd.DataFrame:
    """The ten that come first, whatever page of the list is open; kept, since every page of the list asks for them."""
    return EmployerList(reading, month).every(where, query, most=_FIRST)


def _lead(page: Page, place: Place, query: EmployerQuery, words: Words) -> str:
    """What the first visits are worth of the whole."""
    if not page.sums["employers"]:
        return words("Tidak ada pemberi kerja menunggak yang perlu dikunjungi.")
    by_worth = replace(query, page=1, sort="bobot", rising=False)
    first = _first_visits(place.reading, place.month, place.where, by_worth)
    rupiah = int((first["outstanding"] + first["penalty"]).sum())
    total = page.sums["outstanding"] + page.sums["penalty"]
    return words(
        _WORTH,
        n=len(first),
        rupiah=words.rupiah(rupiah),
        share=words.percent(100 * rupiah / total, 0) if total else "–",
        workers=words.number(int(first["workers_exposed"].sum())),
        all=words.number(page.sums["employers"]),
    )


def _weights(view: View, words: Words) -> None:
    """Three weights: 0 leaves a factor out, 2 counts it twice."""
    names = (words("Bobot rupiah"), words("Bobot pekerja"), words("Bobot umur"))
    with st.container(horizontal=True, key="weights_row"):
        for at, name in enumerate(names):
            key = f"w_weight_{at}"
            st.session_state[key] = view.list.weights[at]
            st.select_slider(
                name, WEIGHTS, key=key, format_func=lambda weight: words.number(weight, 1), on_change=_weighed
            )
    st.html(templates.note(words(_FORMULA)))


def _weighed() -> None:
    weights = tuple(st.session_state[f"w_weight_{at}"] for at in range(3))
    session.change_view(weights=weights, page=1, sort="")


def _table(page: Page, query: EmployerQuery, place: Place, words: Words) -> Shown:
    sums = page.sums
    owed = words.rupiah(sums["outstanding"] + sums["penalty"])
    return employer_table(
        page,
        query,
        _HEADS,
        _cells,
        words,
        caption=ledger_caption(place, words),
        counts=widgets.list_counts(place, query, sums, words),
        total=[
            total_cell(page, words),
            "",
            owed,
            people_text(sums["workers_exposed"], sums["uncounted"], words),
            "",
            "",
            "",
        ],
    )


def _cells(row: Any, words: Words) -> list[Cell]:
    parts = words("{owed} + {fine}", owed=words.rupiah(row.outstanding), fine=words.rupiah(row.penalty))
    return [
        employer_cell(row, words),
        words.number(100 * row.score, 1) if hasattr(row, "score") else "–",
        (words.rupiah(row.outstanding + row.penalty), parts),
        count_text(row.workers_exposed, words),
        words("umur tidak diketahui") if row.unaged else words("{n} bulan", n=words.number(row.age)),
        day_text(row.last_paid_on, words),
        case_cell(row, words),
    ]


def _offer_first(place: Place, query: EmployerQuery, view: View, words: Words) -> None:
    """The first so many of the list, in its order, as a file for a week of visits."""
    amount = st.segmented_control(
        words("Ambil untuk minggu ini"),
        _AMOUNTS,
        default=_USUAL_AMOUNT,
        required=True,
        key="visits_amount",
        format_func=lambda amount: words("{n} teratas", n=words.number(amount)),
    )
    most = int(amount or _USUAL_AMOUNT)
    name = f"kunjungan-{place.name(words)}-{place.month}"
    widgets.offer_files(name, lambda: _sheet(place, query, most, view, words), words, "visits")
    if st.toggle(words("Lembar lapangan untuk dicetak"), key="field_sheet"):
        st.html(field_sheet(place, query, most, words))


def field_sheet(place: Place, query: EmployerQuery, most: int, words: Words) -> Markup:
    """The first so many of the list by kecamatan, with whom to meet, what is owed, the next step, and room to write.

    Printed, the sheet stands alone. Kecamatan are in the order of their first employer on the list.
    """
    rows = EmployerList(place.reading, place.month).every(place.where, replace(query, page=1), most=most)
    known = contacts(place.reading, list(rows["employer"]))
    grounds = grounds_of(place.reading, place.month, list(each_row(rows)))
    groups: dict[str, list[list[Cell]]] = {}
    for row, ground in zip(each_row(rows), grounds, strict=True):
        where = session.kecamatan_names().get(row.kecamatan) or session.area_name(row.region)
        step = widgets.first_step(ground, month_end(place.month), words)
        groups.setdefault(where, []).append(_field_cells(row, known.loc[row.employer], step, words))
    return templates.render(
        "employers_field",
        title=words("Lembar kunjungan: {place}", place=place.name(words)),
        note=f"{widgets.place_note(place, words)} · {widgets.origin_in_short(session.data_in_view(), words)}",
        heads=[words(head) for head in _FIELD_HEADS],
        groups=[(name, [list(map(_pair, cells)) for cells in inside]) for name, inside in groups.items()],
    )


def _field_cells(row: Any, contact: Any, step: Cell, words: Words) -> list[Cell]:
    """An employer on the sheet; the last cell is empty, for what came of the visit."""
    months = words("umur tidak diketahui") if row.unaged else words("{n} bulan", n=words.number(row.age))
    return [
        (row.name, str(row.npp)),
        (str(contact["address"]) or words("alamat belum diketahui"), str(contact["phone"])),
        str(contact["officer"]) or "–",
        (words.rupiah(row.outstanding), months),
        count_text(row.workers_exposed, words),
        step,
        "",
    ]


def _pair(cell: Cell) -> tuple[str, str]:
    return cell if isinstance(cell, tuple) else (cell, "")


def _sheet(place: Place, query: EmployerQuery, most: int, view: View, words: Words) -> Sheet:
    rows = EmployerList(place.reading, place.month).every(place.where, replace(query, page=1), most=most)
    rows = rows.assign(rank=range(1, len(rows) + 1))
    columns = [_RANK]
    if "score" in rows:  # the list is in the order of the score, and not in another that the reader chose
        rows, columns = rows.assign(score=(100 * rows["score"]).round(1)), [_RANK, _SCORE]
    rupiah, workers, age = (words.number(weight, 1) for weight in view.list.weights)
    weights = words("rupiah {a}, pekerja {b}, umur {c}", a=rupiah, b=workers, c=age)
    kinds = {"menunggak": words("Menunggak")}
    filters = [*widgets.filter_rows(query, kinds, words), (words("Bobot"), weights)]
    title = words("Daftar kunjungan: {place}", place=place.name(words))
    return employer_sheet(title, rows, place, view, words, filters, columns)
