"""Lists of employers by name: their cells, the sum of the whole list, and the list of those that owe as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from data.answers import kept
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import EmployerList, EmployerQuery, Page
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import Place
from pages.templates import SCALE_NAMES, STEP_NAMES, count_text, day_text, people_text
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_columns, translated_heads

_HEADS = (
    Head("Pemberi kerja", sort="nama"),
    Head("Tunggakan", True, "tunggakan"),
    Head("Bulan", True, "bulan"),
    Head("Iuran sebulan", True, "iuran"),
    Head("Denda", True, "denda"),
    Head("Pekerja", True, "pekerja"),
    Head("Bayar terakhir", sort="bayar"),
    Head("Kasus", sort="tenggat"),
)
_COLUMNS = (
    Column("name", "Pemberi kerja"),
    Column("npp", "NPP"),
    Column("employer", "Nomor daftar", in_book=False),
    Column("office_name", "Kantor"),
    Column("region_name", "Wilayah"),
    Column("kecamatan_name", "Kecamatan"),
    Column("sector_name", "Lapangan usaha"),
    Column("scale_name", "Skala"),
    Column("outstanding", "Tunggakan", "rupiah", adds=True),
    Column("months_owed", "Bulan menunggak", "count"),
    Column("age", "Umur tertua (bulan)", "count"),
    Column("due", "Iuran sebulan", "rupiah", adds=True),
    Column("penalty", "Denda", "rupiah", adds=True),
    Column("workers_registered", "Pekerja terdaftar", "count", adds=True),
    Column("workers_exposed", "Pekerja terdampak", "count", adds=True),
    Column("last_paid_on", "Bayar terakhir", "date"),
    Column("case", "Nomor kasus"),
    Column("step_name", "Langkah"),
    Column("deadline", "Tenggat", "date"),
)
_INDICATORS = ("ledger_arrears_rp", "exposed_workers", "penalty_rp")


def open_employer(employer: str) -> None:
    """From a list to the page of one employer, by its list number."""
    session.open_page("pemberi-kerja", employer=employer)


def employer_cell(row: Any, words: Words) -> Cell:
    """The employer's name, and under it its number, where it is, and its sector."""
    area = session.kecamatan_names().get(row.kecamatan) or session.area_name(row.region)
    return row.name, " · ".join(part for part in (row.npp, area, row.sector) if part)


def case_cell(row: Any, words: Words) -> Cell:
    """The step that the employer's open case stands at, and when it must be answered."""
    if not row.case:
        return "–"
    deadline = (
        "" if is_missing(row.deadline) else words("tenggat {date}", date=words.date(row.deadline.date()))
    )
    return words(STEP_NAMES[row.case_step]), deadline


def employer_table(
    page: Page,
    query: EmployerQuery,
    heads: Sequence[Head],
    cells: Callable[[Any, Words], list[Cell]],
    words: Words,
    **rest: Any,
) -> Shown:
    """One page of a list of employers, ready for `listing`; `rest` are the other fields of `Shown`.

    Every such list is made here, so that all are sorted, turned and, where they are empty, explained in the same way.
    """
    return Shown(
        heads=translated_heads(heads, words),
        rows=[(str(row.employer), cells(row, words)) for row in each_row(page.rows)],
        page=page.page,
        pages=page.pages,
        count=page.sums["employers"],
        sorted=(query.sort, query.rising),
        empty=words("Tidak ada pemberi kerja yang cocok. Kosongkan pencarian atau pilih tempat lain."),
        **rest,
    )


def total_cell(page: Page, words: Words) -> str:
    """What stands before the sums of a whole list: how many employers they are of."""
    return words("Jumlah {n} pemberi kerja", n=words.number(page.sums["employers"]))


def ledger_caption(place: Place, words: Words) -> str:
    """The caption of a list whose rows open an employer's months."""
    return words(
        "Per {date}; pilih nama untuk melihat iurannya bulan demi bulan.",
        date=words.date(month_end(place.month)),
    )


def arrears_list(place: Place, query: EmployerQuery, view: View, words: Words) -> None:
    """The employers that owe, and the whole list as a file."""
    shown = _arrears_page(place, query, words)
    listing(shown, words, "arrears_list", open_employer)
    if shown.count:
        name = f"tunggakan-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: arrears_sheet(place, query, view, words), words, "arrears_list")


@kept
def _arrears_page(place: Place, query: EmployerQuery, words: Words) -> Shown:
    """The page of the list that is asked for."""
    page = EmployerList(place.reading, place.month).page(place.where, query)
    return employer_table(
        page,
        query,
        _HEADS,
        _arrears_cells,
        words,
        caption=ledger_caption(place, words),
        total=_arrears_total(page, words),
        alarm=_overdue(page, place),
        counts=widgets.list_counts(
            place, query, page.sums, words, rupiah=words.rupiah(page.sums["outstanding"])
        ),
    )


def _arrears_cells(row: Any, words: Words) -> list[Cell]:
    oldest = words("tertua {n} bulan", n=words.number(row.age)) if row.age else ""
    if row.unaged:
        oldest = words("umur tidak diketahui")
    return [
        employer_cell(row, words),
        words.rupiah(row.outstanding),
        (count_text(row.months_owed, words), oldest),
        words.rupiah(row.due) if row.due else "–",  # no bill is known of that month
        _penalty(row, words),
        count_text(row.workers_exposed, words),
        day_text(row.last_paid_on, words),
        case_cell(row, words),
    ]


def _penalty(row: Any, words: Words) -> Cell:
    """The penalty on the months that are known; of an opening balance none is."""
    penalty = words.rupiah(row.penalty)
    return (penalty, words("tanpa denda saldo awal")) if row.opening else penalty


def _arrears_total(page: Page, words: Words) -> list[str]:
    sums = page.sums
    return [
        total_cell(page, words),
        words.rupiah(sums["outstanding"]),
        "",  # months of different employers are no number of months
        words.rupiah(sums["due"]),
        words.rupiah(sums["penalty"]),
        people_text(sums["workers_exposed"], sums["uncounted"], words),
        "",
        "",
    ]


def _overdue(page: Page, place: Place) -> frozenset[str]:
    """The employers whose open case should have been answered by the end of the month."""
    end = month_end(place.month)
    return frozenset(
        str(row.employer)
        for row in each_row(page.rows)
        if not is_missing(row.deadline) and row.deadline.date() < end
    )


def arrears_sheet(place: Place, query: EmployerQuery, view: View, words: Words) -> Sheet:
    """The whole list of employers that owe as a file, narrowed and sorted as on the page."""
    rows = EmployerList(place.reading, place.month).every(place.where, query)
    title = words("Tunggakan iuran: {place}", place=place.name(words))
    kinds = {query.kind: words("Menunggak")}
    return employer_sheet(title, rows, place, view, words, widgets.filter_rows(query, kinds, words))


def employer_sheet(
    title: str,
    rows: pd.DataFrame,
    place: Place,
    view: View,
    words: Words,
    filters: Sequence[tuple[str, str]] = (),
    before: Sequence[Column] = (),
    after: Sequence[Column] = (),
) -> Sheet:
    """Rows of an `EmployerList` as a file, with what they owe; `filters` are said beside place and month.

    `before` are columns of the rows that stand before the employer's name, `after` those that stand after all others.
    """
    return widgets.place_sheet(
        title,
        translated_columns([*before, *_COLUMNS, *after], words),
        _with_names(rows, words),
        place,
        view,
        words,
        indicators=_INDICATORS,
        rules=("ageing",),
        filters=filters,
    )


def _with_names(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    step_names = {step: words(name) for step, name in STEP_NAMES.items()}
    return with_names(rows, words).assign(
        office_name=session.areas_named(rows["office"]),
        step_name=rows["case_step"].map(lambda step: step_names[step] if step else ""),
    )


def with_names(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The rows with region_name and kecamatan_name ("" where it is not known), sector_name and scale_name."""
    kecamatan = session.kecamatan_names()
    # A section is named with its letter before it, which says nothing to whom a file is handed on.
    sectors = {code: session.sector_name(code, words).split(" – ")[-1] for code in set(rows["sector"])}
    return rows.assign(
        sector_name=rows["sector"].map(sectors),
        scale_name=rows["scale"].map(lambda scale: words(SCALE_NAMES[scale])),
        region_name=session.areas_named(rows["region"]),
        kecamatan_name=rows["kecamatan"].map(lambda code: kecamatan.get(code, "")),
    )
