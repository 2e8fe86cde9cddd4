"""Who must register and has not (PWBD), and who registered in part (PDS): how many, how known, and one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.answers import kept
from data.months import month_end
from data.parsing import each_row
from data.queries import EmployerList, EmployerQuery, Page
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.employers.evidence import show_known_from, show_minimum_wages
from pages.employers.shortfalls import INDICATORS, KIND_NAMES, NOT_COMPLIANT, how_known, shortfall, show_kinds
from pages.employers.table import (
    case_cell,
    employer_cell,
    employer_table,
    open_employer,
    total_cell,
    with_names,
)
from pages.employers.untold import names_are_hidden
from pages.session import Place
from pages.templates import count_text, counted_when, day_text, known_workers_cell, people_text
from pages.view import LISTED, View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

_VIEW_PARTS = (*LISTED, "sector", "scale")
_HEADS = (
    Head("Pemberi kerja", sort="nama"),
    Head("Pekerja diketahui", True, "diketahui"),
    Head("Pekerja terdaftar", True, "pekerja"),
    Head("Yang kurang"),
    Head("Cara diketahui", sort="sejak"),
    Head("Kasus", sort="tenggat"),
)
_COLUMNS = (
    Column("name", "Pemberi kerja"),
    Column("npp", "NPP"),
    Column("employer", "Nomor daftar"),
    Column("region_name", "Wilayah"),
    Column("kecamatan_name", "Kecamatan"),
    Column("sector_name", "Lapangan usaha"),
    Column("scale_name", "Skala"),
    Column("workers_known", "Pekerja diketahui", "count", adds=True),
    Column("workers_registered", "Pekerja terdaftar", "count", adds=True),
    Column("wages", "Upah", "rupiah", adds=True),
    Column("wage_floor", "Upah minimum × pekerja", "rupiah", adds=True),
    Column("lacking", "Yang kurang"),
    Column("how", "Cara diketahui"),
    Column("listed_on", "Pemberi kerja dikenal sejak", "date"),
    Column("case", "Nomor kasus"),
)


def show_unregistered() -> None:
    """Draws the page "pwbd-pds"."""
    show_work_page("pwbd-pds", _VIEW_PARTS, _body)


def _body(place: Place, view: View, words: Words) -> None:
    named = place.named
    employers = EmployerList(place.reading, place.month) if named is not None else None
    note = widgets.place_note(place, words)
    lead = _lead(place, employers is not None and named == place, words)
    counts = session.counts_of(place, {"ledger_pwbd_employers": _number(place, words)})
    said = ""
    if view.list.kind == NOT_COMPLIANT:
        said, of_said = _compliance(place, words)
        counts = (*of_said, *counts)
    widgets.page_head(st.container(), words("PWBD dan PDS"), note, lead, counts, answer=said)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        show_kinds(place, employers if named == place else None, view, words)
    with right:
        show_minimum_wages(place, words)
        if employers is not None and named == place:
            show_known_from(place, words)
    if employers is None or named is None:
        names_are_hidden(place, words)
    else:
        st.subheader(words("Pemberi kerja satu per satu"))
        widgets.named_note(place, words)
        _list(named, employers, view, words)


def _compliance(place: Place, words: Words) -> tuple[str, session.Counts]:
    """How many comply, and how many are missing to a target, as an office's first tile says it; why not, where hidden."""
    now = place.sum("compliance")
    if now is None or now.suppressed or now.value is None:
        return widgets.no_number(now, words), ()
    said = widgets.compliance_said(now, words)
    parts = words(
        "{value} pemberi kerja wajib patuh ({parts}); {missing} belum.",
        value=said.value,
        parts=said.parts,
        missing=said.missing,
    )
    short = "".join(f" {text[:1].upper()}{text[1:]}." for text in said.short)
    return f"{parts}{short}", session.counts_of(place, said.texts)


def _number(place: Place, words: Words) -> str:
    """How many have not registered, as it is written; "" where it is not."""
    unregistered = place.value("ledger_pwbd_employers")
    return "" if unregistered is None else words.number(unregistered)


@kept
def _lead(place: Place, names: bool, words: Words) -> str:
    """How many must register and have not, and how many registered in part; `names`: of employers that may be seen."""
    unregistered, in_part = place.value("ledger_pwbd_employers"), _registered_in_part(place)
    if unregistered is None and in_part is None:
        return widgets.no_number(place.sum("ledger_pwbd_employers"), words)
    counts = []
    if unregistered is not None:
        people = _known_workers(place, words) if names else ""
        counts.append(
            words(
                "{n} pemberi kerja wajib belum terdaftar{people}",
                n=words.number(unregistered),
                people=people,
            )
        )
    if in_part is not None:
        counts.append(words("{n} terdaftar sebagian", n=words.number(in_part)))
    return "; ".join(counts) + "."


def _known_workers(place: Place, words: Words) -> str:
    """In brackets, the workers known at employers that have not registered."""
    sums = EmployerList(place.reading, place.month).total(place.where, EmployerQuery(kind="pwbd"))
    people = words("{n} pekerja", n=words.number(sums["workers_known"]))
    return f" ({', '.join(part for part in (people, counted_when(sums, words)) if part)})"


def _registered_in_part(place: Place) -> float | None:
    """Employers that are registered, but not in full."""
    enrolled, complete = place.value("employers_enrolled"), place.value("employers_complete")
    return None if enrolled is None or complete is None else enrolled - complete


def _list(place: Place, employers: EmployerList, view: View, words: Words) -> None:
    kinds = _kinds(place, employers, words)
    widgets.filter_controls(view, words, kinds)
    query = widgets.employer_query(view, kinds, sort="diketahui")
    shown = _page(place, query, words)
    listing(shown, words, "pds_list", open_employer)
    if shown.count:
        name = f"{query.kind}-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: _sheet(place, query, view, words), words, "pds")


@kept
def _page(place: Place, query: EmployerQuery, words: Words) -> Shown:
    """The page of the list that is asked for."""
    page = EmployerList(place.reading, place.month).page(place.where, query)
    return _table(page, query, place, words)


def _kinds(place: Place, employers: EmployerList, words: Words) -> dict[str, str]:
    """The kinds of list with their names; of those who cannot be judged only where there are any."""
    names = {kind: words(name) for kind, name in KIND_NAMES.items()}
    if not employers.total(place.where, EmployerQuery(kind="belum_dinilai"))["employers"]:
        names.pop("belum_dinilai")
    return names


def _table(page: Page, query: EmployerQuery, place: Place, words: Words) -> Shown:
    sums = page.sums
    workers = (
        words.number(sums["workers_known"]),
        people_text(sums["workers_registered"], sums["uncounted"], words),
    )
    caption = words(
        "Per {date}; pilih nama untuk melihat halamannya. Pekerja diketahui: yang dihitung saat pemberi kerjanya "
        "didata, dan sekurangnya yang terdaftar.",
        date=words.date(month_end(place.month)),
    )
    total = [total_cell(page, words), *workers, "", "", ""]
    cells = partial(_cells, end=month_end(place.month))
    counts = widgets.list_counts(place, query, sums, words)
    return employer_table(page, query, _HEADS, cells, words, caption=caption, total=total, counts=counts)


def _cells(row: Any, words: Words, end: date) -> list[Cell]:
    # The day is the one since when the employer is known: what a registered one lacks may be new.
    since = words(
        "pemberi kerjanya dikenal sejak {start}" if row.terdaftar else "sejak {start}",
        start=day_text(row.listed_on, words),
    )
    return [
        employer_cell(row, words),
        known_workers_cell(row, end, words),
        count_text(row.workers_registered, words),
        shortfall(row, words),
        (how_known(row, words), since),
        case_cell(row, words),
    ]


def _sheet(place: Place, query: EmployerQuery, view: View, words: Words) -> Sheet:
    """The whole list as a file, narrowed and sorted as on the page."""
    rows = EmployerList(place.reading, place.month).every(place.where, query)
    kinds = {kind: words(name) for kind, name in KIND_NAMES.items()}
    return widgets.place_sheet(
        words("{kind}: {place}", kind=kinds[query.kind], place=place.name(words)),
        widgets.translated_columns(_COLUMNS, words),
        with_names(rows, words).assign(
            lacking=_texts(rows, shortfall, words),
            how=_texts(rows, how_known, words),
        ),
        place,
        view,
        words,
        indicators=INDICATORS,
        filters=widgets.filter_rows(query, kinds, words),
    )


def _texts(rows: pd.DataFrame, text: Callable[[Any, Words], str], words: Words) -> pd.Series:
    return pd.Series([text(row, words) for row in each_row(rows)], index=rows.index, dtype="object")
