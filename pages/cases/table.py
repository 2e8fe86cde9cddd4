"""The open cases: how many stand at each step and for how long, and one by one with their clocks, overdue first."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data import law
from data.months import month_end, month_index, month_text
from data.parsing import each_row, is_missing
from data.queries import CASE_SORTS, CaseQuery, Enforcement
from data.sheets import Column, Sheet
from data.vocabulary import CASE_KINDS, STEPS
from data.words import Words
from pages import session, widgets
from pages.session import Place, open_page
from pages.templates import KIND_NAMES, STEP_NAMES, day_text
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, order_of

WINDOW = 12  # months in which what ended counts for the median
_DEFINED = ("cases_open", "cases_past_deadline", "ledger_recovered_rp")


def opened(case: str) -> None:
    """From a list to the page of one case."""
    open_page("perkara", case=case)


def board(place: Place, found: Enforcement, words: Words) -> None:
    """The open cases by step; a click on a step narrows the list below to it."""
    st.subheader(words("Papan langkah"))
    since = _since(place.month)
    rows = _with_waits(found.board(place.where), found.waits(place.where, since))
    sums = {name: int(rows[name].sum()) for name in ("cases", "overdue", "value", "recovered", "passed")}
    shown = Shown(
        caption=words("Perkara terbuka menurut langkah terakhirnya. Berlanjut: yang sejak {date} sampai ke langkah berikutnya atau ditutup, dan median harinya. Pilih langkah untuk menyaring daftar.", date=words.date(since)),
        heads=[Head(words("Langkah")), Head(words("Perkara"), True), Head(words("Lewat tenggat"), True), Head(words("Nilai"), True),
               Head(words("Tertagih"), True), Head(words("Berlanjut"), True), Head(words("Median hari"), True)],
        rows=[(str(row.step), _step_cells(row, words)) for row in each_row(rows)],
        total=[words("Jumlah"), words.number(sums["cases"]), words.number(sums["overdue"]), words.rupiah(sums["value"]),
               words.rupiah(sums["recovered"]), words.number(sums["passed"]), ""],
        empty=words("Tidak ada perkara terbuka"),
    )  # fmt: skip
    listing(shown, words, "case_board", lambda step: session.change_view(step=step, page=1))
    without = found.headline(place.where)["unstarted"]
    if without:
        st.caption(words("{n} perkara sudah dibuka tetapi belum punya langkah; tidak terhitung di sini.", n=words.number(without)))  # fmt: skip


def _since(month: str) -> date:
    return month_end(month_text(month_index(month) - WINDOW + 1)).replace(day=1)


def _with_waits(standing: pd.DataFrame, waits: pd.DataFrame) -> pd.DataFrame:
    """A row a step at which a case stands or that one left, in the order of STEPS; counts are 0 without a case."""
    rows = standing.merge(waits, on="step", how="outer")
    counts = ["cases", "overdue", "by_law", "value", "recovered", "passed"]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    return rows.sort_values("step", key=lambda step: step.map(STEPS.index), ignore_index=True)


def _step_cells(row: Any, words: Words) -> list[Cell]:
    median = "–" if is_missing(row.days) else words.number(float(row.days), 1)
    return [
        words(STEP_NAMES[row.step]), words.number(row.cases), words.number(row.overdue), words.rupiah(row.value),
        words.rupiah(row.recovered), words.number(row.passed), median,
    ]  # fmt: skip


def cases(place: Place, found: Enforcement, view: View, words: Words) -> None:
    """The list with its filters and its export."""
    st.subheader(words("Perkara terbuka"))
    kinds = {kind: words(KIND_NAMES[kind]) for kind in CASE_KINDS}
    widgets.case_filters(view, words, kinds, {step: words(STEP_NAMES[step]) for step in STEPS})
    asked = asked_of(view)
    page = found.page(place.where, asked)
    sums, end = page.sums, month_end(place.month)
    shown = Shown(
        caption=words("Per {date}; pilih perkara untuk langkah-langkahnya.", date=words.date(end)),
        heads=_heads(words),
        rows=[(str(row.case), _cells(row, end, words)) for row in each_row(page.rows)],
        total=[words("Jumlah {n} perkara", n=words.number(sums["cases"])), "", "",
               words("{n} lewat tenggat", n=words.number(sums["overdue"])), "", words.rupiah(sums["value"]), words.rupiah(sums["recovered"])],
        page=page.page, pages=page.pages, count=sums["cases"], sorted=(asked.sort, asked.rising),
        alarm=frozenset(str(row.case) for row in each_row(page.rows) if row.days_late > 0),
        empty=words("Tidak ada perkara terbuka yang cocok. Kosongkan pencarian atau saringan, atau pilih tempat lain."),
    )  # fmt: skip
    listing(shown, words, "case_list", opened)
    if sums["cases"]:
        st.html(f'<p class="peta-note">{escape(_law(place.month, sums, words))}</p>')
        name = f"perkara-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: sheet(place, found, asked, view, words), words, "cases")


def asked_of(view: View) -> CaseQuery:
    """What the view asks of the list of cases."""
    by, rising = order_of(view, "tenggat", True, CASE_SORTS)
    kind = view.kind if view.kind in CASE_KINDS else ""
    return CaseQuery(kind, view.step, view.search, by, rising, view.page)


def _law(month: str, sums: dict[str, int], words: Words) -> str:
    """The time limits in force, and which of them no source confirms."""
    rules = law.at(month)
    sure = {one.name: one.confirmed for one in rules.sources()}
    clocks = [
        _limit(step, rules.clocks[step], sure[f"clock_{step}"], words)
        for step in STEPS
        if step in rules.clocks
    ]
    said = words(
        "Tenggat menurut aturan yang berlaku: {clocks}; langkah lain tanpa tenggat.", clocks=", ".join(clocks)
    )
    if sums["by_law"]:
        said += " " + words(
            "{n} tenggat tidak dicatat dan dihitung dari aturan.", n=words.number(sums["by_law"])
        )
    return said


def _limit(step: str, clock: law.Clock, confirmed: bool, words: Words) -> str:
    days = words("{n} hari kerja", n=clock.days) if clock.working else words("{n} hari", n=clock.days)
    said = f"{words(STEP_NAMES[step])} {days}"
    return said if confirmed else words("{said} (pengandaian)", said=said)


def _heads(words: Words) -> list[Head]:
    return [
        Head(words("Perkara"), sort="perkara"), Head(words("Pemberi kerja"), sort="nama"), Head(words("Langkah"), sort="langkah"),
        Head(words("Tenggat"), sort="tenggat"), Head(words("Dibuka"), sort="dibuka"), Head(words("Nilai"), True, "nilai"),
        Head(words("Tertagih"), True, "tertagih"),
    ]  # fmt: skip


def _cells(row: Any, end: date, words: Words) -> list[Cell]:
    where = session.kecamatan_names().get(row.kecamatan) or session.area_name(row.region)
    return [
        (row.case, words(KIND_NAMES[row.kind])), (row.name, where),
        (words(STEP_NAMES[row.step]), words("sejak {date}", date=day_text(row.step_on, words))), _clock(row, end, words),
        day_text(row.opened_on, words), words.rupiah(row.value), words.rupiah(row.recovered),
    ]  # fmt: skip


def _clock(row: Any, end: date, words: Words) -> Cell:
    """The deadline, and how far it is."""
    if is_missing(row.deadline):
        return words("tanpa tenggat")
    left = (row.deadline.date() - end).days
    said = (
        words("lewat {n} hari", n=words.number(-left))
        if left < 0
        else words("sisa {n} hari", n=words.number(left))
    )
    if row.by_law:
        said = words("{said}, menurut aturan", said=said)
    return day_text(row.deadline, words), said


def sheet(place: Place, found: Enforcement, asked: CaseQuery, view: View, words: Words) -> Sheet:
    """The whole list, narrowed and sorted as on the page."""
    rows = found.every(place.where, asked)
    frame = rows.assign(
        kind_name=rows["kind"].map(lambda one: words(KIND_NAMES[one])),
        step_name=rows["step"].map(lambda one: words(STEP_NAMES[one])),
        region_name=rows["region"].map(session.area_name),
        kecamatan_name=rows["kecamatan"].map(lambda code: session.kecamatan_names().get(code, "")),
        office_name=rows["office"].map(session.area_name),
        source=rows["by_law"].map({True: words("dihitung dari aturan"), False: ""}),
    )
    columns = [
        Column("case", words("Nomor perkara")), Column("kind_name", words("Jenis")), Column("employer", words("Nomor daftar")),
        Column("npp", "NPP"), Column("name", words("Pemberi kerja")), Column("office_name", words("Kantor")),
        Column("region_name", words("Wilayah")), Column("kecamatan_name", words("Kecamatan")),
        Column("opened_on", words("Dibuka"), "date"), Column("step_name", words("Langkah")),
        Column("step_on", words("Tanggal langkah"), "date"), Column("deadline", words("Tenggat"), "date"),
        Column("source", words("Asal tenggat")), Column("days_late", words("Hari lewat"), "count"),
        Column("value", words("Nilai"), "rupiah"), Column("recovered", words("Tertagih"), "rupiah"),
    ]  # fmt: skip
    title = words("Perkara terbuka: {place}", place=place.name(words))
    about = widgets.about_rows(place, view, words, filters(asked, words))
    return Sheet(
        title, columns, frame, about, widgets.definition_rows(_DEFINED, words), place.found.release.simulated
    )


def filters(asked: CaseQuery, words: Words) -> list[tuple[str, str]]:
    """What the list is narrowed to, in words, for an export."""
    said = []
    if asked.kind:
        said.append((words("Jenis"), words(KIND_NAMES[asked.kind])))
    if asked.step:
        said.append((words("Langkah"), words(STEP_NAMES[asked.step])))
    if asked.search:
        said.append((words("Cari nama atau perkara"), asked.search))
    return said
