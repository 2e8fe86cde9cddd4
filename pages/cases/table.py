"""The open cases one by one with their clocks, those overdue first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from data import law
from data.answers import kept
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import CASE_SORTS, DUE_WITHIN, OVERDUE, VALUES, CaseQuery, Enforcement
from data.sheets import Column, Sheet
from data.vocabulary import CASE_KINDS, NOT_TOLD, STEPS
from data.words import Words
from pages import session, templates, widgets
from pages.cases.amounts import WORTH_HEADS, collected, is_debt, overdue, worth, worth_of_all
from pages.session import Place, open_page
from pages.templates import KIND_NAMES, STEP_NAMES, day_text
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, order_of, translated_columns, translated_heads

# The indicators whose definitions go into the file.
_DEFINED = (
    "cases_open",
    "cases_past_deadline",
    "cases_past_deadline_unconfirmed",
    "ledger_recovered_rp",
    "ledger_recovered_beyond_rp",
)
_HEADS = (
    Head("Kasus", sort="perkara"),
    Head("Pemberi kerja", sort="nama"),
    Head("Langkah", sort="langkah"),
    Head("Tenggat", sort="tenggat"),
    Head("Dibuka", sort="dibuka"),
    Head("Nilai", number=True, sort="nilai"),
    Head("Utang tertagih", number=True, sort="tertagih"),
)
_FILE = (
    Column("case", "Nomor kasus"),
    Column("kind_name", "Jenis"),
    Column("employer", "Nomor daftar"),
    Column("npp", "NPP"),
    Column("name", "Pemberi kerja"),
    Column("office_name", "Kantor"),
    Column("region_name", "Wilayah"),
    Column("kecamatan_name", "Kecamatan"),
    Column("opened_on", "Dibuka", "date"),
    Column("step_name", "Langkah"),
    Column("step_on", "Tanggal langkah", "date"),
    Column("deadline", "Tenggat", "date"),
    Column("source", "Asal tenggat"),
    Column("limit", "Batas tenggat"),
    Column("days_late", "Hari lewat", "count"),
    *(Column(VALUES[kind], title, "rupiah", adds=True) for kind, title in WORTH_HEADS.items()),
    Column("recovered", "Utang tertagih", "rupiah", adds=True),
    Column("afterwards", "Iuran sesudah diserahkan", "rupiah", adds=True),
    Column("beyond", "Di atas yang diserahkan, seperti dicatat", "rupiah", adds=True),
)


def cases(place: Place, enforcement: Enforcement, view: View, words: Words) -> None:
    """The list with its filters and its export; a click opens the case."""
    st.subheader(words("Kasus terbuka"))
    kinds = {kind: words(KIND_NAMES[kind]) for kind in CASE_KINDS}
    steps = {step: words(STEP_NAMES[step]) for step in (NOT_TOLD, *STEPS)}
    widgets.case_filters(view, words, kinds, steps, due_names(words))
    asked = asked_of(view)
    shown, limits = _page(place, asked, words)
    listing(shown, words, "case_list", _open_case)
    if shown.count:
        st.html(templates.note(limits))
        name = f"perkara-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: sheet(place, enforcement, asked, view, words), words, "cases")


@kept
def _page(place: Place, asked: CaseQuery, words: Words) -> tuple[Shown, str]:
    """The page of the list that is asked for, and the time limits in force."""
    page = Enforcement(place.reading, place.month).page(place.where, asked)
    counts = {"": _counts(place, asked, page.sums, words)}
    shown = replace(_shown(page, asked, month_end(place.month), words), counts=counts)
    return shown, _limits(place.month, page.sums, words)


def _counts(place: Place, asked: CaseQuery, sums: dict[str, int], words: Words) -> session.Counts:
    """What the total of the list counts as it is narrowed; of one narrowed otherwise nothing else counts the same."""
    if asked.search or (asked.due and (asked.step or asked.kind)) or (asked.kind and not asked.step):
        return ()
    if asked.due:
        what = "cases_past_deadline" if asked.due == OVERDUE else f"due {asked.due}"
        return session.counts_of(place, {what: words.number(sums["cases"])})
    if asked.step:
        what = f"{asked.kind} step {asked.step}".strip()
        return session.counts_of(place, {what: words.number(sums["cases"])})
    return case_counts(place, sums, words)


def case_counts(place: Place, sums: dict[str, int], words: Words) -> session.Counts:
    """What the numbers of open cases and of those overdue count."""
    texts = {"cases_open": words.number(sums["cases"]), "cases_past_deadline": words.number(sums["overdue"])}
    return session.counts_of(place, texts)


def _open_case(case: str) -> None:
    open_page("perkara", case=case)


def asked_of(view: View) -> CaseQuery:
    """What the view asks of the list of cases."""
    by, rising = order_of(view, "tenggat", True, CASE_SORTS)
    kind = view.list.kind if view.list.kind in CASE_KINDS else ""
    return CaseQuery(kind, view.list.step, view.list.search, view.list.due, by, rising, view.list.page)


def _shown(page: Any, asked: CaseQuery, end: date, words: Words) -> Shown:
    """One page of the list (as `Enforcement.page` gives it) as known on the day `end`."""
    return Shown(
        caption=words("Per {date}; pilih kasus untuk langkah-langkahnya.", date=words.date(end)),
        heads=translated_heads(_HEADS, words),
        rows=[(str(row["case"]), _cells(row, end, words)) for _, row in page.rows.iterrows()],
        total=_total(page.sums, words),
        page=page.page,
        pages=page.pages,
        count=page.sums["cases"],
        sorted=(asked.sort, asked.rising),
        alarm=frozenset(str(row.case) for row in each_row(page.rows) if row.days_late > 0),
        empty=words(
            "Tidak ada kasus terbuka yang cocok. Kosongkan pencarian atau filter, atau pilih tempat lain."
        ),
    )


def _total(sums: dict[str, int], words: Words) -> list[Cell]:
    late: Cell = words("{n} lewat tenggat", n=words.number(sums["overdue"]))
    if sums["unconfirmed"]:
        late = (str(late), overdue(sums, words)[1])
    return [
        words("Jumlah {n} kasus", n=words.number(sums["cases"])),
        "",
        "",
        late,
        "",
        worth_of_all(sums, words),
        collected(sums, words),
    ]


def _cells(row: pd.Series, end: date, words: Words) -> list[Cell]:
    where = session.kecamatan_names().get(row["kecamatan"]) or session.area_name(row["region"])
    step = words(STEP_NAMES[row["step"]])
    return [
        (row["case"], words(KIND_NAMES[row["kind"]])),
        (row["name"], where),
        (step, words("sejak {date}", date=day_text(row["step_on"], words))) if row["step"] else step,
        _clock(row, end, words),
        day_text(row["opened_on"], words),
        worth(row["kind"], row["value"], words),
        collected(row, words) if is_debt(row["kind"]) or row["beyond"] else "–",
    ]


def _clock(row: pd.Series, end: date, words: Words) -> Cell:
    """The deadline, and how far it is from the day `end`."""
    if is_missing(row["deadline"]):
        return words("tanpa tenggat")
    left = (row["deadline"].date() - end).days
    if left < 0:
        distance = words("lewat {n} hari", n=words.number(-left))
    else:
        distance = words("sisa {n} hari", n=words.number(left))
    if row["by_law"]:
        distance = words("{said}, menurut aturan", said=distance)
    if row["unconfirmed"]:
        distance = words("{said}, batas belum dikonfirmasi", said=distance)
    return day_text(row["deadline"], words), distance


def _limits(month: str, sums: dict[str, int], words: Words) -> str:
    """The time limits in force, and which of them no source confirms."""
    rules = law.at(month)
    limits = [_limit(step, rules.clocks[step], words) for step in STEPS if step in rules.clocks]
    note = words(
        "Tenggat menurut aturan yang berlaku: {clocks}; langkah lain tanpa tenggat.", clocks=", ".join(limits)
    )
    if not sums["by_law"]:
        return note
    by_law = words("{n} tenggat tidak dicatat dan dihitung dari aturan.", n=words.number(sums["by_law"]))
    return f"{note} {by_law}"


def _limit(step: str, clock: law.Clock, words: Words) -> str:
    days = words("{n} hari kerja", n=clock.days) if clock.working else words("{n} hari", n=clock.days)
    limit = f"{words(STEP_NAMES[step])} {days}"
    return limit if clock.confirmed else words("{said} (pengandaian, belum dikonfirmasi)", said=limit)


def sheet(place: Place, enforcement: Enforcement, asked: CaseQuery, view: View, words: Words) -> Sheet:
    """The whole list, narrowed and sorted as on the page."""
    rows = enforcement.every(place.where, asked)
    frame = rows.assign(
        kind_name=rows["kind"].map(lambda kind: words(KIND_NAMES[kind])),
        step_name=rows["step"].map(lambda step: words(STEP_NAMES[step])),
        region_name=session.areas_named(rows["region"]),
        kecamatan_name=rows["kecamatan"].map(lambda code: session.kecamatan_names().get(code, "")),
        office_name=session.areas_named(rows["office"]),
        source=rows["by_law"].map({True: words("dihitung dari aturan"), False: ""}),
        limit=rows["unconfirmed"].map({True: words("belum dikonfirmasi"), False: ""}),
        **{name: rows["value"].where(rows["kind"] == kind) for kind, name in VALUES.items()},
    )
    return widgets.place_sheet(
        words("Kasus terbuka: {place}", place=place.name(words)),
        translated_columns(_FILE, words),
        frame,
        place,
        view,
        words,
        indicators=_DEFINED,
        filters=_filters(asked, words),
    )


def _filters(asked: CaseQuery, words: Words) -> list[tuple[str, str]]:
    """What the list is narrowed to, in words, for an export."""
    filters = []
    if asked.kind:
        filters.append((words("Jenis"), words(KIND_NAMES[asked.kind])))
    if asked.step:
        filters.append((words("Langkah"), words(STEP_NAMES[asked.step])))
    if asked.due:
        filters.append((words("Tenggat"), due_names(words)[asked.due]))
    if asked.search:
        filters.append((words("Cari nama atau kasus"), asked.search))
    return filters


def due_names(words: Words) -> dict[str, str]:
    """What a list of cases may be narrowed to by their deadlines -> what that is called."""
    within = {str(days): words("jatuh tempo {days} hari", days=days) for days in DUE_WITHIN}
    return {OVERDUE: words("sudah lewat"), **within}
