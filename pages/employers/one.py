"""One employer: what is wrong, what it owes month by month, and its cases. For those who may see names."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.months import month_end
from data.parsing import each_row
from data.queries import EmployerLedger, EmployerList, employer_ledger
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import KIND_NAMES, LISTED_FROM, OUTCOME_NAMES, SCALE_NAMES, day_text
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

STATUS = {
    "lunas": "Lunas",
    "terlambat": "Lunas, terlambat",
    "sebagian": "Dibayar sebagian",
    "belum": "Belum dibayar",
    "berjalan": "Belum jatuh tempo",
}


def show_employer() -> None:
    """The page."""
    show_work_page("pemberi-kerja", ("employer",), _body, placed=False)


def _body(place: Place, view: View, words: Words) -> None:
    if not view.employer:
        widgets.page_head(st.container(), words("Pemberi kerja"), "", "")
        st.info(words("Pilih pemberi kerja dari daftar tunggakan, kunjungan, atau PWBD dan PDS."))
        session.page_links(words, words("Buka:"), ["tunggakan", "kunjungan", "pwbd-pds"], "employer_from")
        return
    found = employer_ledger(place.found, view.employer, place.month)
    row = found.employer
    note = words(
        "{number}, per {date}",
        number=str(row["npp"]) or view.employer,
        date=words.date(month_end(place.month)),
    )
    widgets.page_head(st.container(), str(row["name"]), note, _lead(found, place, words))
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.html(_about(row, place, words))
    with right:
        _cases(found, words)
    _months(found, place, view, words)


def _lead(found: EmployerLedger, place: Place, words: Words) -> str:
    """What is wrong with it, in people and rupiah."""
    now = EmployerList(place.found, place.month).one(str(found.employer["employer"]))
    if not len(now):
        return words("Patuh: tidak ada yang terbuka pada tanggal ini.")
    row = next(each_row(now))
    said = []
    if row.terdaftar == 0 and row.wajib == 1:
        said.append(
            words(
                "Wajib tetapi belum terdaftar, dengan {n} pekerja yang diketahui",
                n=words.number(row.workers_known),
            )
        )
    if row.outstanding > 0:
        said.append(words("Menunggak {rupiah} untuk {n} bulan, ditambah denda {fine}", rupiah=words.rupiah(row.outstanding),
                          n=words.number(row.months_owed), fine=words.rupiah(row.penalty)))  # fmt: skip
    if row.pds_workers:
        said.append(words("{n} dari {all} pekerja terdaftar", n=words.number(row.workers_registered), all=words.number(row.workers_known)))  # fmt: skip
    if row.pds_wage:
        said.append(
            words(
                "upah dilaporkan {gap} sebulan di bawah upah minimum",
                gap=words.rupiah(row.wage_floor - row.wages),
            )
        )
    if row.pds_programme:
        said.append(words("program belum lengkap"))
    return "; ".join(said) + "." if said else words("Tidak ada yang terbuka pada tanggal ini.")


def _about(row: pd.Series, place: Place, words: Words) -> str:
    get = row.__getitem__
    where = session.kecamatan_names().get(str(get("kecamatan")), "")
    return templates.pairs(
        [
            (words("Nomor daftar"), escape(str(get("employer")))),
            ("NPP", escape(str(get("npp")) or words("belum terdaftar"))),
            (
                words("Tempat"),
                escape(", ".join(part for part in (where, session.area_name(str(get("region")))) if part)),
            ),
            (words("Lapangan usaha"), escape(session.sector_name(str(get("sector")), words))),
            (words("Skala"), escape(words(SCALE_NAMES[str(get("scale"))]))),
            (words("Diketahui dari"), escape(words(LISTED_FROM[str(get("listed_from"))]))),
            (words("Diketahui sejak"), escape(day_text(get("listed_on"), words))),
            (words("Terdaftar sejak"), escape(day_text(get("registered_on"), words))),
            (words("Program diikuti"), escape(", ".join(str(get("programmes")).split(";")) or "–")),
        ]
    )


def _cases(found: EmployerLedger, words: Words) -> None:
    if not len(found.cases):
        st.caption(words("Belum ada perkara."))
        return
    rows: list[tuple[str, list[Cell]]] = [
        (
            str(row.case),
            [
                (str(row.case), words(KIND_NAMES[row.kind])),
                day_text(row.opened_on, words),
                words.rupiah(row.value),
                words(OUTCOME_NAMES[row.outcome]),
            ],
        )
        for row in each_row(found.cases)
    ]
    heads = [Head(words("Perkara")), Head(words("Dibuka")), Head(words("Nilai"), True), Head(words("Hasil"))]
    shown = Shown(words("Perkara pemberi kerja ini; pilih nomornya untuk langkah-langkahnya."), heads, rows)
    listing(shown, words, "employer_cases", lambda case: session.open_page("perkara", case=case))


def _months(found: EmployerLedger, place: Place, view: View, words: Words) -> None:
    months = found.months
    if not len(months):
        st.info(words("Belum ada bulan iuran: pemberi kerja ini belum terdaftar atau belum melapor."))
        return
    sums = months[["due", "paid", "open", "penalty"]].sum()
    overdue = months[months["status"].isin(["sebagian", "belum"])]
    rows = [(row.blth, _month(row, words)) for row in each_row(months.iloc[::-1])]
    shown = Shown(
        caption=words("Bulan demi bulan, terbaru dulu; {n} bulan lewat jatuh tempo: {rupiah}.", n=words.number(len(overdue)),
                      rupiah=words.rupiah(int(overdue["open"].sum()))),
        heads=[Head(words("Bulan iuran")), Head(words("Keadaan")), Head(words("Pekerja"), True), Head(words("Upah"), True),
               Head(words("Iuran"), True), Head(words("Dibayar"), True), Head(words("Terbuka"), True), Head(words("Denda"), True)],
        rows=rows,
        total=[words("Jumlah"), "", "", "", *(words.rupiah(int(sums[name])) for name in ("due", "paid", "open", "penalty"))],
        alarm=frozenset(overdue["blth"]),
    )  # fmt: skip
    listing(shown, words, "employer_months")
    widgets.offer_files(
        f"pemberi-kerja-{view.employer}-{place.month}",
        lambda: _sheet(found, place, view, words),
        words,
        "employer",
    )


def _month(row: Any, words: Words) -> list[Cell]:
    paid = (
        words("dibayar {date}", date=day_text(row.paid_on, words))
        if day_text(row.paid_on, words) != "–"
        else words("jatuh tempo {date}", date=day_text(row.due_on, words))
    )
    return [
        words.date(row.blth), (words(STATUS[row.status]), paid), words.number(row.workers), words.rupiah(row.wages),
        words.rupiah(row.due), words.rupiah(row.paid), words.rupiah(row.open), words.rupiah(row.penalty),
    ]  # fmt: skip


def _sheet(found: EmployerLedger, place: Place, view: View, words: Words) -> Sheet:
    columns = [
        Column("blth", words("Bulan iuran"), "month"), Column("said", words("Keadaan")), Column("workers", words("Pekerja"), "count"),
        Column("wages", words("Upah"), "rupiah"), Column("due", words("Iuran"), "rupiah"), Column("due_on", words("Jatuh tempo"), "date"),
        Column("paid", words("Dibayar"), "rupiah"), Column("paid_on", words("Bayar terakhir"), "date"),
        Column("open", words("Terbuka"), "rupiah"), Column("penalty", words("Denda"), "rupiah"),
    ]  # fmt: skip
    rows = found.months.assign(said=found.months["status"].map(lambda one: words(STATUS[one])))
    return Sheet(
        str(found.employer["name"]), columns, rows, widgets.about_rows(place, view, words),
        widgets.definition_rows(("ledger_arrears_rp", "penalty_rp"), words), place.found.release.simulated,
    )  # fmt: skip
