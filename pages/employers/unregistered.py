"""Who must register and has not (PWBD), and who registered in part (PDS): how many, how known, and one by one."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import EmployerList, EmployerQuery, Reading
from data.sheets import Column, Sheet
from data.vocabulary import PROGRAMMES
from data.words import Words
from pages import session, templates, widgets
from pages.employers.table import case, opened, who
from pages.session import Place
from pages.templates import LISTED_FROM, SCALE_NAMES, day_text
from pages.view import LISTED, View
from pages.widgets import Cell, Head, Shown, listing, show_work_page

ONLY = (*LISTED, "sector", "scale")
_KINDS = {
    "pwbd": "PWBD: belum terdaftar",
    "pds": "PDS: semua jenis",
    "pds_tk": "PDS-TK: sebagian pekerja",
    "pds_upah": "PDS-Upah: upah di bawah minimum",
    "pds_program": "PDS-Program: program kurang",
}
_COUNTED = {
    "pwbd": "ledger_pwbd_employers",
    "pds_tk": "pds_workers_employers",
    "pds_upah": "pds_wage_employers",
    "pds_program": "pds_programme_employers",
}


def show_unregistered() -> None:
    """The page."""
    show_work_page("pwbd-pds", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    note = words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))
    named = place.found.viewer.names_employers
    found = EmployerList(place.found, place.month) if named else None
    widgets.page_head(st.container(), words("PWBD dan PDS"), note, _lead(place, found, words))
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _kinds(place, found, view, words)
    with right:
        _wages(place, words)
        if found is not None:
            _known(place, found, words)
    if found is None:
        st.info(words("Daftar pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola; peran publik melihat jumlahnya saja."))  # fmt: skip
        return
    _list(place, found, view, words)


def _lead(place: Place, found: EmployerList | None, words: Words) -> str:
    pwbd, pds = place.value("ledger_pwbd_employers"), _pds(place)
    if pwbd is None and pds is None:
        one = place.sum("ledger_pwbd_employers")
        return words("Jumlahnya disembunyikan dari peran ini.") if one else words("Tidak ada data untuk tempat dan bulan ini.")  # fmt: skip
    said = []
    if pwbd is not None:
        people = f" ({words('{n} pekerja', n=words.number(found.total(place.where, EmployerQuery(kind='pwbd'))['workers_known']))})" if found else ""  # fmt: skip
        said.append(
            words("{n} pemberi kerja wajib belum terdaftar{people}", n=words.number(pwbd), people=people)
        )
    if pds is not None:
        said.append(words("{n} terdaftar sebagian", n=words.number(pds)))
    return "; ".join(said) + "."


def _pds(place: Place) -> float | None:
    """Registered, but not in full."""
    enrolled, complete = place.value("employers_enrolled"), place.value("employers_complete")
    return None if enrolled is None or complete is None else enrolled - complete


def _kinds(place: Place, found: EmployerList | None, view: View, words: Words) -> None:
    """Each kind with its employers, what is missing, and the change since last month."""
    rows: list[tuple[str, list[Cell]]] = []
    for kind, name in _COUNTED.items():
        now, before = place.value(name), place.value(name, place.before) if place.before else None
        change = "–" if now is None or before is None else _signed(now - before, words)
        rows.append((kind, [words(_KINDS[kind]), words("disembunyikan") if now is None else words.number(now), change,
                            _missing(kind, place, found, words)]))  # fmt: skip
    heads = [Head(words("Jenis")), Head(words("Pemberi kerja"), True), Head(words("Sebulan"), True), Head(words("Yang kurang"), True)]  # fmt: skip
    caption = words(
        "Satu pemberi kerja dapat termasuk lebih dari satu jenis PDS; karena itu tidak dijumlahkan."
    )
    listing(Shown(caption, heads, rows), words, "kinds_table")
    name = f"pwbd-pds-{place.name(words)}-{place.month}"
    widgets.offer_files(name, lambda: _kinds_sheet(place, view, words), words, "kinds")


def _kinds_sheet(place: Place, view: View, words: Words) -> Sheet:
    rows = pd.DataFrame(
        {
            "kind": [words(_KINDS[kind]) for kind in _COUNTED],
            "employers": pd.array([place.value(name) for name in _COUNTED.values()], dtype="Float64"),
            "before": pd.array(
                [place.value(name, place.before) if place.before else None for name in _COUNTED.values()],
                dtype="Float64",
            ),
        }
    )
    columns = [Column("kind", words("Jenis")), Column("employers", words("Pemberi kerja"), "count"),
               Column("before", words.date(place.before) if place.before else words("Awal"), "count")]  # fmt: skip
    return Sheet(
        words("PWBD dan PDS: {place}", place=place.name(words)), columns, rows, widgets.about_rows(place, view, words),
        widgets.definition_rows(tuple(_COUNTED.values()), words), place.found.release.simulated,
    )  # fmt: skip


def _signed(change: float, words: Words) -> str:
    return ("+" if change > 0 else "−" if change < 0 else "±") + words.number(abs(change))


def _missing(kind: str, place: Place, found: EmployerList | None, words: Words) -> str:
    """People, or rupiah of wages a month, that are missing."""
    if found is None:
        return "–"
    sums = found.total(place.where, EmployerQuery(kind=kind))
    if kind == "pds_upah":
        return words("{rupiah} upah sebulan", rupiah=words.rupiah(sums["wage_gap"]))
    people = "workers_registered" if kind == "pds_program" else "workers_missing"
    return words("{n} pekerja", n=words.number(sums[people]))


@lru_cache(maxsize=8)
def _minimum_wages(found: Reading) -> pd.DataFrame:
    return found.release.table("minimum_wages").to_pandas()


def _wages(place: Place, words: Words) -> None:
    """The minimum wage in force, by which PDS-Upah is told."""
    table = _minimum_wages(place.found)
    table = table[table["year"] == int(place.month[:4])]
    if place.regions is not None:
        table = table[table["region"].isin(place.regions)]
    rows = [
        [
            escape(session.area_name(row.region)),
            escape(words.rupiah(row.rupiah)),
        ]
        for row in each_row(table.sort_values("region"))
    ]
    heads = [words("Wilayah"), words("Upah minimum sebulan, {year}", year=place.month[:4])]
    named = ["data simulasi"] if place.found.release.simulated else sorted({session.source_parts(one)[0] for one in table["source"]})  # fmt: skip
    sources = words(
        "Sumber: {names}", names=", ".join(words(name) if name == "data simulasi" else name for name in named)
    )
    said = templates.table(heads, rows, numeric=(1,)) if rows else escape(words("Upah minimum tempat ini belum diketahui untuk tahun ini."))  # fmt: skip
    opened_ = " open" if len(rows) <= 3 else ""
    st.html(f'<details class="peta-numbers"{opened_}><summary>{escape(words("Upah minimum yang berlaku"))}</summary>{said}<p class="peta-note">{escape(sources)}</p></details>')  # fmt: skip


def _known(place: Place, found: EmployerList, words: Words) -> None:
    """Where unregistered employers are known from."""
    asked = EmployerQuery(kind="pwbd", sort="nama")
    sums = found.sums(place.where, asked, "listed_from").sort_values("employers", ascending=False)
    rows: list[tuple[str, list[Cell]]] = [
        (str(row.listed_from), [words(LISTED_FROM[row.listed_from]), words.number(row.employers), words.number(row.workers_known)])
        for row in each_row(sums)
    ]  # fmt: skip
    total = [
        words("Jumlah"),
        words.number(int(sums["employers"].sum())),
        words.number(int(sums["workers_known"].sum())),
    ]
    heads = [Head(words("PWBD diketahui dari")), Head(words("Pemberi kerja"), True), Head(words("Pekerja diketahui"), True)]  # fmt: skip
    caption = words("Cara pemberi kerja yang belum terdaftar diketahui.")
    listing(
        Shown(caption, heads, rows, total, empty=words("Tidak ada PWBD yang diketahui.")),
        words,
        "known_table",
    )


def _list(place: Place, found: EmployerList, view: View, words: Words) -> None:
    st.subheader(words("Pemberi kerja satu per satu"))
    kinds = {kind: words(said) for kind, said in _KINDS.items()}
    widgets.filter_controls(view, words, kinds)
    asked = widgets.employer_query(view, kinds, sort="diketahui")
    page = found.page(place.where, asked)
    rows = [(str(row.employer), _cells(row, words)) for row in each_row(page.rows)]
    sums = page.sums
    shown = Shown(
        caption=words("Per {date}; pilih nama untuk melihat halamannya.", date=words.date(month_end(place.month))),
        heads=[Head(words("Pemberi kerja"), sort="nama"), Head(words("Pekerja diketahui"), True, "diketahui"),
               Head(words("Pekerja terdaftar"), True, "pekerja"), Head(words("Yang kurang")),
               Head(words("Cara diketahui"), False, "sejak"), Head(words("Perkara"), False, "tenggat")],
        rows=rows,
        total=[words("Jumlah {n} pemberi kerja", n=words.number(sums["employers"])), words.number(sums["workers_known"]),
               words.number(sums["workers_registered"]), "", "", ""],
        page=page.page, pages=page.pages, count=sums["employers"], sorted=(asked.sort, asked.rising),
        empty=words("Tidak ada pemberi kerja yang cocok. Kosongkan pencarian atau pilih tempat lain."),
    )  # fmt: skip
    listing(shown, words, "pds_list", opened)
    if sums["employers"]:
        widgets.offer_files(f"{asked.kind}-{place.name(words)}-{place.month}", lambda: _sheet(place, asked, kinds, view, words), words, "pds")  # fmt: skip


def _cells(row: Any, words: Words) -> list[Cell]:
    since = words("sejak {start}", start=day_text(row.listed_on, words))
    return [who(row, words), words.number(row.workers_known), words.number(row.workers_registered), _lacking(row, words),
            (_how(row, words), since), case(row, words)]  # fmt: skip


def lacks(row: Any) -> list[str]:
    """The programmes that its scale must follow and it does not (Perpres 109/2013)."""
    return [name for at, name in enumerate(PROGRAMMES) if int(row.lacks) >> at & 1]


def _lacking(row: Any, words: Words) -> str:
    if not row.terdaftar:
        return words("belum terdaftar")
    said = []
    if row.pds_workers:
        said.append(words("{n} pekerja", n=words.number(row.workers_known - row.workers_registered)))
    if row.pds_wage and not is_missing(row.wage_floor):
        said.append(words("upah {gap} di bawah minimum", gap=words.rupiah(row.wage_floor - row.wages)))
    if row.pds_programme:
        said.append(", ".join(lacks(row)))
    return "; ".join(said)


def _how(row: Any, words: Words) -> str:
    """How it is known: the list that named it, or what its reports are held against."""
    if not row.terdaftar:
        return words(LISTED_FROM[row.listed_from])
    said = []
    if row.pds_workers:
        said.append(words("pekerja diketahui lebih banyak"))
    if row.pds_wage:
        said.append(words("upah dilaporkan lawan upah minimum"))
    if row.pds_programme:
        said.append(words("program wajib skala {scale}", scale=words(SCALE_NAMES[row.scale]).lower()))
    return "; ".join(said)


def _sheet(place: Place, asked: EmployerQuery, kinds: dict[str, str], view: View, words: Words) -> Sheet:
    rows = EmployerList(place.found, place.month).every(place.where, asked)
    frame = rows.assign(
        region_name=rows["region"].map(session.area_name),
        kecamatan_name=rows["kecamatan"].map(lambda code: session.kecamatan_names().get(code, "")),
        lacking=pd.Series([_lacking(row, words) for row in each_row(rows)], index=rows.index, dtype="object"),
        how=pd.Series([_how(row, words) for row in each_row(rows)], index=rows.index, dtype="object"),
    )
    columns = [
        Column("employer", words("Nomor daftar")), Column("npp", "NPP"), Column("name", words("Pemberi kerja")),
        Column("region_name", words("Wilayah")), Column("kecamatan_name", words("Kecamatan")),
        Column("sector", words("Lapangan usaha")), Column("scale", words("Skala")),
        Column("workers_known", words("Pekerja diketahui"), "count"),
        Column("workers_registered", words("Pekerja terdaftar"), "count"),
        Column("wages", words("Upah"), "rupiah"), Column("wage_floor", words("Upah minimum × pekerja"), "rupiah"),
        Column("lacking", words("Yang kurang")), Column("how", words("Cara diketahui")),
        Column("listed_on", words("Diketahui sejak"), "date"), Column("case", words("Nomor perkara")),
    ]  # fmt: skip
    return Sheet(
        words("{kind}: {place}", kind=kinds[asked.kind], place=place.name(words)), columns, frame,
        widgets.about_rows(place, view, words, widgets.filter_rows(asked, kinds, words)),
        widgets.definition_rows(("ledger_pwbd_employers", "pds_workers_employers", "pds_wage_employers", "pds_programme_employers"), words),
        place.found.release.simulated,
    )  # fmt: skip
