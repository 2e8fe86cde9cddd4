"""A list of employers on a page: the rows, their sum, a click on one, and the whole list to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import EmployerList, EmployerQuery
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import Place, open_page
from pages.templates import STEP_NAMES, day_text
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing


def opened(employer: str) -> None:
    """From a list to the page of one employer."""
    open_page("pemberi-kerja", employer=employer)


def employers(
    place: Place,
    asked: EmployerQuery,
    view: View,
    words: Words,
    key: str,
    on_open: Callable[[str], None] = opened,
) -> None:
    """The list of employers that owe, and its export."""
    found = EmployerList(place.found, place.month)
    page = found.page(place.where, asked)
    end = month_end(place.month)
    rows: list[tuple[str, list[Cell]]] = [
        (str(row.employer), _cells(row, words)) for row in each_row(page.rows)
    ]
    late = frozenset(
        str(row.employer)
        for row in each_row(page.rows)
        if not is_missing(row.deadline) and row.deadline.date() < end
    )
    sums = page.sums
    shown = Shown(
        caption=words("Per {date}; pilih nama untuk melihat buku besarnya bulan demi bulan.", date=words.date(end)),
        heads=heads(words),
        rows=rows,
        total=[words("Jumlah {n} pemberi kerja", n=words.number(sums["employers"])), words.rupiah(sums["outstanding"]),
               words.number(sums["months_owed"]), words.rupiah(sums["due"]), words.rupiah(sums["penalty"]),
               words.number(sums["workers_exposed"]), "", ""],
        page=page.page, pages=page.pages, count=sums["employers"],
        sorted=(asked.sort, asked.rising), alarm=late,
        empty=words("Tidak ada pemberi kerja yang cocok. Kosongkan pencarian atau pilih tempat lain."),
    )  # fmt: skip
    listing(shown, words, key, on_open)
    if page.sums["employers"]:
        widgets.offer_files(
            f"tunggakan-{place.name(words)}-{place.month}",
            lambda: sheet(place, asked, view, words),
            words,
            key,
        )


def heads(words: Words) -> list[Head]:
    """The columns of a list of arrears."""
    return [
        Head(words("Pemberi kerja"), sort="nama"), Head(words("Tunggakan"), True, "tunggakan"),
        Head(words("Bulan"), True, "bulan"), Head(words("Iuran sebulan"), True, "iuran"),
        Head(words("Denda"), True, "denda"), Head(words("Pekerja"), True, "pekerja"),
        Head(words("Bayar terakhir"), False, "bayar"), Head(words("Perkara"), False, "tenggat"),
    ]  # fmt: skip


def who(row: Any, words: Words) -> Cell:
    """The name, with its number and where it is."""
    where = session.kecamatan_names().get(row.kecamatan) or session.area_name(row.region)
    return row.name, " · ".join(part for part in (row.npp, where, row.sector) if part)


def _cells(row: Any, words: Words) -> list[Cell]:
    since = words("tertua {n} bulan", n=words.number(row.age)) if row.age else ""
    return [
        who(row, words), words.rupiah(row.outstanding), (words.number(row.months_owed), since), words.rupiah(row.due),
        words.rupiah(row.penalty), words.number(row.workers_exposed), day_text(row.last_paid_on, words), case(row, words),
    ]  # fmt: skip


def case(row: Any, words: Words) -> Cell:
    """The step that the open case stands at and when it must be answered."""
    if not row.case:
        return "–"
    until = "" if is_missing(row.deadline) else words("tenggat {date}", date=words.date(row.deadline.date()))
    return words(STEP_NAMES[row.case_step]), until


def sheet(place: Place, asked: EmployerQuery, view: View, words: Words) -> Sheet:
    """The whole list, narrowed and sorted as on the page."""
    rows = EmployerList(place.found, place.month).every(place.where, asked)
    return employer_sheet(
        words("Tunggakan iuran: {place}", place=place.name(words)), rows, place, view, words
    )


def employer_sheet(
    title: str,
    rows: pd.DataFrame,
    place: Place,
    view: View,
    words: Words,
    filters: Sequence[tuple[str, str]] = (),
) -> Sheet:
    """Employers as a table to take along."""
    frame = rows.assign(
        region_name=rows["region"].map(session.area_name),
        kecamatan_name=rows["kecamatan"].map(lambda code: session.kecamatan_names().get(code, "")),
        office_name=rows["office"].map(session.area_name),
        step_name=rows["case_step"].map(lambda step: words(STEP_NAMES[step]) if step else ""),
    )
    columns = [
        Column("employer", words("Nomor daftar")), Column("npp", "NPP"), Column("name", words("Pemberi kerja")),
        Column("office_name", words("Kantor")), Column("region_name", words("Wilayah")),
        Column("kecamatan_name", words("Kecamatan")), Column("sector", words("Lapangan usaha")),
        Column("scale", words("Skala")), Column("outstanding", words("Tunggakan"), "rupiah"),
        Column("months_owed", words("Bulan menunggak"), "count"), Column("age", words("Umur tertua (bulan)"), "count"),
        Column("due", words("Iuran sebulan"), "rupiah"), Column("penalty", words("Denda"), "rupiah"),
        Column("workers_registered", words("Pekerja terdaftar"), "count"),
        Column("workers_exposed", words("Pekerja terpapar"), "count"),
        Column("last_paid_on", words("Bayar terakhir"), "date"), Column("case", words("Nomor perkara")),
        Column("step_name", words("Langkah")), Column("deadline", words("Tenggat"), "date"),
    ]  # fmt: skip
    return Sheet(
        title, columns, frame, widgets.about_rows(place, view, words, filters),
        widgets.definition_rows(("ledger_arrears_rp", "exposed_workers", "penalty_rp"), words), place.found.release.simulated,
    )  # fmt: skip
