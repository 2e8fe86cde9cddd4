"""Whom to visit first: employers in arrears by recoverable rupiah x workers exposed x age, beside where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from data.answers import kept
from data.indicators import definitions
from data.queries import EmployerList, EmployerQuery, Reading, Where, contacts
from data.sheets import Column, Sheet
from data.visits import Recorded, verdicts
from data.words import Words
from pages import session, widgets
from pages.employers.table import (
    case_cell,
    employer_cell,
    employer_sheet,
    employer_table,
    ledger_caption,
    open_employer,
    total_cell,
)
from pages.employers.visits.field import field_sheet
from pages.employers.visits.parts import KINDS, narrow, officers_of, show_parts
from pages.employers.visits.results import COLUMNS, schedule, schedule_names, with_results
from pages.employers.visits.since import show_since
from pages.session import Place
from pages.templates import count_text, day_text, people_text
from pages.view import LISTED, View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

_VIEW_PARTS = (*LISTED, "officer", "schedule", "sector", "scale", "weights")
_HEADS = (
    Head("Pemberi kerja", sort="nama"),
    Head("Skor", True, "bobot"),
    Head("Tunggakan + denda", True, "tunggakan"),
    Head("Pekerja", True, "pekerja"),
    Head("Umur", True, "umur"),
    Head("Bayar terakhir", sort="bayar"),
    Head("Kasus", sort="tenggat"),
    widgets.LAST_HEAD,
)
# Where and by whom an employer is visited; a column of which nothing is known is left out.
_CONTACTS = (Column("officer", "Pembina"), Column("address", "Alamat"), Column("phone", "Telepon"))
_RANK, _SCORE = Column("rank", "Urutan", "count"), Column("score", "Skor (0–100)", "number")
_NOT_FOR_ALL = (
    "Daftar kunjungan menyebut nama pemberi kerja, jadi hanya untuk kantor cabang, kantor wilayah dan pengelola. "
    "Bila Anda berhak, pilih peran di kanan atas atau masuk dengan akun yang berhak."
)
_WORTH = (
    "{n} kunjungan pertama menyangkut {rupiah} tunggakan dan dendanya ({share} dari seluruhnya) dan {workers} pekerja; "
    "seluruhnya {all} pemberi kerja."
)
# How many of the list an officer may take along for a week.
_AMOUNTS = (10, 25, 50, 100)
_USUAL_AMOUNT = 25
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
    recorded = widgets.visits_of(place.reading).read(place.reading)
    schedules = schedule_names(recorded, words)
    query = replace(_asked(view, recorded, schedules), kind="menunggak")
    officers = officers_of(place, query, words)
    query = replace(query, officer=view.list.officer if view.list.officer in officers else "")
    page = _page(place, query, words)
    lead = _lead(place, query, words)
    _head(head, place, lead, words, page.counts.get("", ()) if page.count else ())
    since = st.container()
    widgets.show_kept(place, words)
    narrow(place, query, officers, schedules, view, words)
    # Beside each other, so that both the picture and the first names are in the first sight of the page.
    beside, names = st.columns([2, 7], gap="medium")
    with beside:
        show_parts(place, query, bool(officers), words)
    with names:
        table = _table(page, recorded, place, words)
        listing(table, words, "visits_list", open_employer, widgets.ask_result)
    _offer_first(place, query, recorded, view, words)
    widgets.show_asked_form(place, words)
    with since:  # last, since the first reader after a start waits for the month before to be laid out
        show_since(place, recorded, words)


def _asked(view: View, recorded: Recorded, schedules: Mapping[str, str]) -> EmployerQuery:
    """What the view asks for; narrowed by next date, the nearest stands first unless another order was chosen."""
    due = view.list.schedule if view.list.schedule in schedules else ""
    query = widgets.employer_query(view, KINDS, sort="jadwal" if due else "bobot")
    return replace(query, among=schedule(recorded, due) if due else None, schedule=schedule(recorded))


def _head(container: Any, place: Place, lead: str, words: Words, counts: session.Counts = ()) -> None:
    note = widgets.place_note(place, words)
    widgets.page_head(container, words("Daftar kunjungan"), note, lead, counts)


@lru_cache(maxsize=256)
def _first_visits(reading: Reading, month: str, where: Where, query: EmployerQuery) -> pd.DataFrame:
    """The ten that come first, whatever page of the list is open; kept, since every page of the list asks for them."""
    return EmployerList(reading, month).every(where, query, most=_FIRST)


@kept
def _lead(place: Place, query: EmployerQuery, words: Words) -> str:
    """What the first visits are worth of the whole."""
    sums = EmployerList(place.reading, place.month).total(place.where, query)
    if not sums["employers"]:
        return words("Tidak ada pemberi kerja menunggak yang perlu dikunjungi.")
    by_worth = replace(query, page=1, sort="bobot", rising=False)
    first = _first_visits(place.reading, place.month, place.where, by_worth)
    rupiah = int((first["outstanding"] + first["penalty"]).sum())
    total = sums["outstanding"] + sums["penalty"]
    return words(
        _WORTH,
        n=len(first),
        rupiah=words.rupiah(rupiah),
        share=words.percent(100 * rupiah / total, 0) if total else "–",
        workers=words.number(int(first["workers_exposed"].sum())),
        all=words.number(sums["employers"]),
    )


def _table(page: Shown, recorded: Recorded, place: Place, words: Words) -> Shown:
    """The page with what came of the last visit at each employer, which is on record beside the release."""
    every = recorded.last
    last = {employer: every.get(employer) for employer, _ in page.rows}
    judged = verdicts([visit for visit in last.values() if visit is not None], place.reading)
    rows = [
        (employer, [*cells, widgets.last_cell(last[employer], judged, words)])
        for employer, cells in page.rows
    ]
    return replace(page, rows=rows)


@kept
def _page(place: Place, query: EmployerQuery, words: Words) -> Shown:
    """The page of the list that is asked for, as the release has it."""
    page = EmployerList(place.reading, place.month).page(place.where, query)
    sums = page.sums
    owed = words.rupiah(sums["outstanding"] + sums["penalty"])
    return employer_table(
        page,
        query,
        _HEADS,
        _cells,
        words,
        act=words("Catat hasil"),
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


def _offer_first(place: Place, query: EmployerQuery, recorded: Recorded, view: View, words: Words) -> None:
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
    widgets.offer_files(name, lambda: _sheet(place, query, most, recorded, view, words), words, "visits")
    if st.toggle(words("Lembar lapangan untuk dicetak"), key="field_sheet"):
        st.html(field_sheet(place, query, most, words))


def _sheet(
    place: Place, query: EmployerQuery, most: int, recorded: Recorded, view: View, words: Words
) -> Sheet:
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
    known = contacts(place.reading, list(rows["employer"]))
    told = [column for column in _CONTACTS if known[column.key].ne("").any()]
    # Not by `join`, which pandas cannot do for a list without rows.
    rows = rows.drop(columns="officer").merge(known.reset_index(names="employer"), "left", on="employer")
    if any(employer in recorded.last for employer in rows["employer"]):
        rows, told = with_results(rows, recorded, place.reading, words), [*told, *COLUMNS]
    return employer_sheet(title, rows, place, view, words, filters, columns, told)
