"""One case: its steps as a timeline, with who took them, on what law, until when; its value against what came in."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.months import month_end
from data.parsing import is_missing
from data.queries import CaseFile, case_file, case_ground
from data.sheets import Column, Sheet
from data.words import Words
from pages import charts, session, templates, widgets
from pages.cases.amounts import WORTH_HEADS, is_debt, outside
from pages.session import Place
from pages.templates import ACTOR_NAMES, KIND_NAMES, OUTCOME_NAMES, STEP_NAMES, day_text
from pages.view import View
from pages.widgets import show_work_page, translated_columns

# How a step stands to its deadline (`CaseFile.steps`, state) -> how that is said; n are its days.
_STATES = {
    "ditepati": "tindak lanjut {n} hari sebelum tenggat",
    "terlewat": "tindak lanjut {n} hari sesudah tenggat",
    "berjalan": "sisa {n} hari",
    "lewat": "lewat {n} hari, belum ada tindak lanjut",
}
_FILE = (
    Column("on", "Tanggal", "date"),
    Column("step_name", "Langkah"),
    Column("actor_name", "Pelaku"),
    Column("agency", "Instansi"),
    Column("basis", "Dasar hukum"),
    Column("document", "Nomor dokumen"),
    Column("deadline", "Tenggat", "date"),
    Column("source", "Asal tenggat"),
    Column("limit", "Batas tenggat"),
    Column("state_text", "Keadaan tenggat"),
    Column("recovered", "Dicatat masuk", "rupiah", adds=True),
)


def show_case() -> None:
    """The page of the case that the address names; without one, the ways to the lists where one is chosen."""
    show_work_page("perkara", ("case",), _body, needs=("employers", "cases"))


def _body(place: Place, view: View, words: Words) -> None:
    if not view.list.case:
        widgets.page_head(st.container(), words("Kasus"), "", "")
        st.info(words("Pilih kasus dari daftar penegakan atau dari halaman pemberi kerja."))
        session.page_links(words, words("Buka:"), ["penegakan"], "case_from")
        return
    file = case_file(place.reading, view.list.case, place.month)
    title = words("Kasus {kind}", kind=words(KIND_NAMES[file.case["kind"]]))
    note = words("{number}, per {date}", number=view.list.case, date=words.date(month_end(place.month)))
    widgets.page_head(st.container(), title, note, _lead(file, words))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _about(file.case, words)
    with right:
        _steps(file, place, view, words)


def _steps(file: CaseFile, place: Place, view: View, words: Words) -> None:
    st.subheader(words("Langkah demi langkah"))
    if steps := timeline(file, words):
        st.html(steps)
    else:
        st.caption(words("Belum ada langkah yang dicatat."))
    ground = case_ground(place.reading, file, place.month)
    st.subheader(words("Langkah yang terbuka berikutnya"))
    st.html(widgets.next_steps(ground, month_end(place.month), words))
    if len(file.steps):
        name = f"perkara-{view.list.case}-{place.month}"
        widgets.offer_files(name, lambda: _sheet(file, place, view, words), words, "case")


def _lead(file: CaseFile, words: Words) -> str:
    """Where the case stands, and what is due or overdue."""
    if not is_missing(file.case["closed_on"]):
        return _closed(file.case, words)
    if not len(file.steps):
        return words("Terbuka sejak {date}; belum ada langkah.", date=day_text(file.case["opened_on"], words))
    last = file.steps.iloc[-1]
    standing = words(
        "Terbuka pada langkah {step} sejak {date}",
        step=words(STEP_NAMES[last["step"]]),
        date=day_text(last["on"], words),
    )
    if is_missing(last["deadline"]):
        return words("{said}; langkah ini tanpa tenggat.", said=standing)
    day, state = day_text(last["deadline"], words), _state(last, words)
    return words("{said}; tenggat {date}, {state}.", said=standing, date=day, state=state)


def _closed(case: pd.Series, words: Words) -> str:
    outcome = words(OUTCOME_NAMES[case["outcome"]]) if case["outcome"] else words("tanpa hasil yang dicatat")
    said = words("Ditutup {date}: {how}", date=day_text(case["closed_on"], words), how=outcome.lower())
    money = (
        [words("{rupiah} utang tertagih", rupiah=words.rupiah(case["recovered"]))]
        if is_debt(case["kind"])
        else []
    )
    return "; ".join([said, *money, *outside(case, words)]) + "."


def _state(step: Any, words: Words) -> str:
    return words(_STATES[step["state"]], n=words.number(step["days"]))


def _about(case: pd.Series, words: Words) -> None:
    """The employer as a way to its page, the value of the case, and what is known of it."""
    st.button(
        templates.plain(str(case["name"])),
        key="case_employer",
        icon=":material/domain:",
        help=words("Buka data pemberi kerja ini"),
        on_click=_open_employer,
        args=(str(case["employer"]),),
    )
    st.html(templates.together(_money(case, words), templates.pairs(_facts(case, words))))


def _money(case: pd.Series, words: Words) -> Markup:
    """What the case is about: a debt with what came in of it, or what one month should bring."""
    known = None if is_missing(case["value"]) else int(case["value"])
    if is_debt(case["kind"]) and known is not None:
        return _bars(known, int(case["recovered"]), outside(case, words), words)
    said = words("tidak dicatat") if known is None else words.rupiah(known)
    came = [words("{rupiah} tertagih", rupiah=words.rupiah(case["recovered"]))] if case["recovered"] else []
    return templates.pairs(
        [(words(WORTH_HEADS[case["kind"]]), "; ".join([said, *came, *outside(case, words)]))]
    )


def _facts(case: pd.Series, words: Words) -> list[tuple[str, str]]:
    kecamatan = session.kecamatan_names().get(str(case["kecamatan"]), "")
    region = session.area_name(str(case["region"]))
    office = session.area_name(str(case["office"])) if case["office"] else words("kantor belum diketahui")
    return [
        (words("Nomor daftar"), str(case["employer"])),
        ("NPP", str(case["npp"]) or words("belum terdaftar")),
        (words("Tempat"), ", ".join(part for part in (kecamatan, region) if part)),
        (words("Kantor"), office),
        (words("Dibuka"), day_text(case["opened_on"], words)),
        (words("Ditutup"), day_text(case["closed_on"], words)),
        (words("Hasil"), words(OUTCOME_NAMES[str(case["outcome"])])),
    ]


def _open_employer(employer: str) -> None:
    session.open_page("pemberi-kerja", employer=employer)


def _bars(value: int, recovered: int, more: list[str], words: Words) -> Markup:
    """The debt at opening, and what came in of it, on one scale; `more` is what came in beyond it."""
    longest, share = max(value, 1), ""
    if value:
        share = words("{share} dari utang saat dibuka", share=words.percent(100 * recovered / value, 1))
    bars = [
        charts.Bar(words("Utang saat dibuka"), words.rupiah(value), value / longest, ""),
        charts.Bar(
            words("Tertagih"),
            words.rupiah(recovered),
            recovered / longest,
            "; ".join(filter(None, [share, *more])),
        ),
    ]
    title = words("Utang saat dibuka dan yang tertagih")
    return charts.bars(bars, title, words("rupiah"), words, heading=False).html or Markup("")


def timeline(file: CaseFile, words: Words) -> Markup:
    """The steps as a list, oldest first, and the closing as the last; empty where there is nothing to list."""
    entries = [_entry(step, words) for _, step in file.steps.iterrows()]
    closed_on, outcome = file.case["closed_on"], file.case["outcome"]
    if not is_missing(closed_on):
        how = words(OUTCOME_NAMES[outcome]) if outcome else ""
        closing = {"day": day_text(closed_on, words), "name": words("Ditutup"), "notes": [how]}
        entries.append({"late": False, "deadline": "", **closing})
    return templates.render("cases_timeline", entries=entries) if entries else Markup("")


def _entry(step: pd.Series, words: Words) -> dict[str, Any]:
    """A step as the template takes it: its day, name, notes, deadline ("" without), and whether that is over."""
    notes = [
        str(step["agency"]) or words(ACTOR_NAMES[step["actor"]]),
        words("Dasar: {law}", law=str(step["basis"]) or words("tidak dicatat")),
        words("Dokumen: {number}", number=str(step["document"]) or words("tidak dicatat")),
    ]
    if step["recovered"]:
        notes.append(words("Dicatat masuk {rupiah}", rupiah=words.rupiah(step["recovered"])))
    return {
        "day": day_text(step["on"], words),
        "name": words(STEP_NAMES[step["step"]]),
        "notes": notes,
        "deadline": _deadline(step, words),
        "late": step["state"] == "lewat",
    }


def _deadline(step: pd.Series, words: Words) -> str:
    if is_missing(step["deadline"]):
        return ""
    deadline = words("Tenggat {date}", date=day_text(step["deadline"], words))
    if step["by_law"]:
        deadline = words("{said}, menurut aturan", said=deadline)
    if step["unconfirmed"]:
        deadline = words("{said}, batas belum dikonfirmasi", said=deadline)
    return f"{deadline}: {_state(step, words)}" if step["state"] else deadline


def _sheet(file: CaseFile, place: Place, view: View, words: Words) -> Sheet:
    """The steps as a table to take along."""
    steps = file.steps
    frame = steps.assign(
        step_name=steps["step"].map(lambda step: words(STEP_NAMES[step])),
        actor_name=steps["actor"].map(lambda actor: words(ACTOR_NAMES[actor])),
        state_text=[_state(step, words) if step["state"] else "" for _, step in steps.iterrows()],
        source=steps["by_law"].map({True: words("dihitung dari aturan"), False: ""}),
        limit=steps["unconfirmed"].map({True: words("belum dikonfirmasi"), False: ""}),
    )
    title = words("Kasus {case}: {name}", case=view.list.case, name=str(file.case["name"]))
    ground = case_ground(place.reading, file, place.month)
    following = widgets.next_steps_rows([ground], month_end(place.month), words)
    columns = translated_columns(_FILE, words)
    worth = _worth(file.case, words)
    return widgets.place_sheet(title, columns, frame, place, view, words, filters=worth, notes=following)


def _worth(case: pd.Series, words: Words) -> list[tuple[str, str]]:
    """What the case is worth and what came in, for the cover of a file."""
    value = words("tidak dicatat") if is_missing(case["value"]) else words.rupiah(int(case["value"]))
    rows = [(words(WORTH_HEADS[case["kind"]]), value)]
    if is_debt(case["kind"]):
        rows.append((words("Utang tertagih"), words.rupiah(int(case["recovered"]))))
    return rows + [(words("Di luar utang"), said) for said in outside(case, words)]
