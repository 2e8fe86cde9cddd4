"""One employer: what is wrong, what it owes month by month, and its cases. For those who may see names."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import EmployerLedger, employer_grounds, employer_ledger
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.employers.letters import show_letters
from pages.employers.standing import standing
from pages.employers.visits.of_one import show_results
from pages.session import Place
from pages.templates import (
    CASE_WORTH,
    KIND_NAMES,
    LISTED_FROM,
    OUTCOME_NAMES,
    SCALE_NAMES,
    count_text,
    day_text,
    rupiah_text,
)
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, show_work_page, translated_columns, translated_heads

# How a month of contributions stands, as `EmployerLedger.months` has it.
_STATUS_NAMES = {
    "lunas": "Lunas",
    "terlambat": "Lunas, terlambat",
    "sebagian": "Dibayar sebagian",
    "belum": "Belum dibayar",
    "berjalan": "Belum jatuh tempo",
}
_OVERDUE = ("sebagian", "belum")
_CASE_HEADS = (Head("Kasus"), Head("Dibuka"), Head("Nilai", True), Head("Hasil"))
_MONTH_HEADS = (
    Head("Bulan iuran"),
    Head("Keadaan"),
    Head("Pekerja", True),
    Head("Upah", True),
    Head("Iuran", True),
    Head("Dibayar", True),
    Head("Sisa", True),
    Head("Denda", True),
)
# The last columns of _MONTH_HEADS, which are added up.
_AMOUNTS = ("due", "paid", "open", "penalty")
_COLUMNS = (
    Column("blth", "Bulan iuran", "month"),
    Column("status_name", "Keadaan"),
    Column("workers", "Pekerja", "count"),
    Column("wages", "Upah", "rupiah"),
    Column("due", "Iuran", "rupiah", adds=True),
    Column("due_on", "Jatuh tempo", "date"),
    Column("paid", "Dibayar", "rupiah", adds=True),
    Column("paid_on", "Bayar terakhir", "date"),
    Column("open", "Sisa", "rupiah", adds=True),
    Column("penalty", "Denda", "rupiah", adds=True),
)


def show_employer() -> None:
    """Draws the page "pemberi-kerja", of the employer that the address names."""
    show_work_page("pemberi-kerja", ("employer",), _body, placed=False)


def _body(place: Place, view: View, words: Words) -> None:
    if not view.list.employer:
        _no_employer(words)
        return
    ledger = employer_ledger(place.reading, view.list.employer, place.month)
    number = str(ledger.employer["npp"]) or view.list.employer
    note = words("{number}, per {date}", number=number, date=words.date(month_end(place.month)))
    late = widgets.received_note(place.reading, place.month, (str(ledger.employer["region"]),), words)
    said = standing(ledger, place, words)
    widgets.page_head(st.container(), str(ledger.employer["name"]), note, late, answer=said)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.html(_about(ledger.employer, words))
        show_results(place, view.list.employer, words)
    with right:
        _next_steps(said, place, view, words)
        show_letters(place, view.list.employer, words)
        _cases(ledger, words)
    _months(ledger, place, view, words)


def _no_employer(words: Words) -> None:
    """The way to an employer, where the address names none."""
    widgets.page_head(st.container(), words("Pemberi kerja"), "", "")
    st.info(words("Pilih pemberi kerja dari daftar tunggakan, kunjungan, atau PWBD dan PDS."))
    session.page_links(words, words("Buka:"), ["tunggakan", "kunjungan", "pwbd-pds"], "employer_from")


def _about(employer: pd.Series, words: Words) -> Markup:
    kecamatan = session.kecamatan_names().get(str(employer["kecamatan"]), "")
    areas = (kecamatan, session.area_name(str(employer["region"])))
    return templates.pairs(
        [
            (words("Nomor daftar"), str(employer["employer"])),
            ("NPP", str(employer["npp"]) or words("belum terdaftar")),
            (words("Tempat"), ", ".join(area for area in areas if area)),
            (words("Lapangan usaha"), session.sector_name(str(employer["sector"]), words)),
            (words("Skala"), words(SCALE_NAMES[str(employer["scale"])])),
            (words("Diketahui dari"), words(LISTED_FROM[str(employer["listed_from"])])),
            (words("Diketahui sejak"), day_text(employer["listed_on"], words)),
            (words("Terdaftar sejak"), day_text(employer["registered_on"], words)),
            (words("Program diikuti"), _programmes(employer, words)),
            ("NIB", str(employer["nib"])),
            (words("KBLI"), str(employer["kbli"])),
            (words("Alamat"), str(employer["address"])),
            (words("Telepon perusahaan"), str(employer["phone"])),
            (words("Pembina"), str(employer["officer"])),
        ]
    )


def _programmes(employer: pd.Series, words: Words) -> str:
    """The programmes that it follows; one that is registered follows some, known or not."""
    if employer["programmes"]:
        return ", ".join(str(employer["programmes"]).split(";"))
    return "–" if is_missing(employer["registered_on"]) else words("belum diketahui")


def _next_steps(said: str, place: Place, view: View, words: Words) -> None:
    """What may be done next on each ground, by the rule that the page of a case has too; without one, how it stands."""
    st.subheader(words("Langkah yang terbuka berikutnya"))
    grounds = employer_grounds(place.reading, view.list.employer, place.month)
    if not grounds:
        st.html(templates.note(f"{words('Tidak ada langkah berikutnya.')} {said}"))
    for ground in grounds:
        body = widgets.next_steps(ground, month_end(place.month), words)
        st.html(templates.section("peta-ground", body, widgets.ground_name(ground, words)))


def _cases(ledger: EmployerLedger, words: Words) -> None:
    if not len(ledger.cases):
        st.caption(words("Belum ada kasus."))
        return
    shown = Shown(
        words("Kasus pemberi kerja ini; pilih nomornya untuk langkah-langkahnya."),
        translated_heads(_CASE_HEADS, words),
        [(str(row.case), _case_cells(row, words)) for row in each_row(ledger.cases)],
    )
    listing(shown, words, "employer_cases", lambda case: session.open_page("perkara", case=case))


def _case_cells(row: Any, words: Words) -> list[Cell]:
    return [
        (str(row.case), words(KIND_NAMES[row.kind])),
        day_text(row.opened_on, words),
        _worth(row, words),
        words(OUTCOME_NAMES[row.outcome]),
    ]


def _worth(row: Any, words: Words) -> Cell:
    """What a case is worth, and what that is: a debt, or what one month should bring."""
    if is_missing(row.value):
        return words("tidak dicatat")
    return words.rupiah(row.value), words(CASE_WORTH[row.kind])


def _position(ledger: EmployerLedger, words: Words) -> None:
    """What its newest position says, which is no month and so in no row of the table."""
    for row in each_row(ledger.position):
        months = words("umur tidak diketahui")
        if not is_missing(row.months):
            months = words("{n} bulan", n=words.number(row.months))
        st.caption(
            words(
                "Posisi piutang per {date}: {rupiah}, {months}. Yang melebihi bulan yang tercatat dihitung sebagai saldo awal.",
                date=day_text(row.as_of, words),
                rupiah=words.rupiah(row.rupiah),
                months=months,
            )
        )


def _months(ledger: EmployerLedger, place: Place, view: View, words: Words) -> None:
    _position(ledger, words)
    if not len(ledger.months):
        st.info(words("Belum ada bulan iuran: pemberi kerja ini belum terdaftar atau belum melapor."))
        return
    listing(_month_table(ledger.months, words), words, "employer_months")
    notes = [
        widgets.scale_note(str(ledger.employer["scale"]), place, words),
        widgets.penalty_note(place.month, words),
        widgets.due_days_note(ledger.months["blth"], words),
    ]
    st.html(templates.note(" ".join(note for note in notes if note)))
    name = f"pemberi-kerja-{view.list.employer}-{place.month}"
    widgets.offer_files(name, lambda: _sheet(ledger, place, view, words), words, "employer")


def _month_table(months: pd.DataFrame, words: Words) -> Shown:
    sums = months[list(_AMOUNTS)].sum()
    overdue = months[months["status"].isin(_OVERDUE)]
    return Shown(
        caption=words(
            "Bulan demi bulan, terbaru dulu; {n} bulan lewat jatuh tempo: {rupiah}.",
            n=words.number(len(overdue)),
            rupiah=words.rupiah(int(overdue["open"].sum())),
        ),
        heads=translated_heads(_MONTH_HEADS, words),
        rows=[(row.blth, _month_cells(row, words)) for row in each_row(months.iloc[::-1])],
        total=[words("Jumlah"), "", "", "", *(words.rupiah(int(sums[amount])) for amount in _AMOUNTS)],
        alarm=frozenset(overdue["blth"]),
    )


def _month_cells(row: Any, words: Words) -> list[Cell]:
    return [
        words.date(row.blth),
        (words(_STATUS_NAMES[row.status]), _payment_day(row, words)),
        count_text(row.workers, words),
        rupiah_text(row.wages, words),
        *(words.rupiah(getattr(row, amount)) for amount in _AMOUNTS),
    ]


def _payment_day(row: Any, words: Words) -> str:
    """When a month was last paid for, or by when it must be."""
    if is_missing(row.paid_on):
        return words("jatuh tempo {date}", date=day_text(row.due_on, words))
    return words("dibayar {date}", date=day_text(row.paid_on, words))


def _sheet(ledger: EmployerLedger, place: Place, view: View, words: Words) -> Sheet:
    """Every month of the employer's contributions as a file, oldest first."""
    names = {status: words(name) for status, name in _STATUS_NAMES.items()}
    return widgets.place_sheet(
        str(ledger.employer["name"]),
        translated_columns(_COLUMNS, words),
        ledger.months.assign(status_name=ledger.months["status"].map(names)),
        place,
        view,
        words,
        indicators=("ledger_arrears_rp", "penalty_rp"),
        filters=[("NPP", str(ledger.employer["npp"]) or words("belum terdaftar"))],
        notes=_following(place, view, words),
        chart=Chart("line", "blth", ("due", "paid")),
    )


def _following(place: Place, view: View, words: Words) -> list[tuple[str, str]]:
    """The next steps for the cover of a file."""
    grounds = employer_grounds(place.reading, view.list.employer, place.month)
    return widgets.next_steps_rows(grounds, month_end(place.month), words)
