"""One case: its steps as a timeline, with who took them, on what law, until when; its value against what came in."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.months import month_end
from data.parsing import is_missing
from data.queries import CaseFile, case_file
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import ACTOR_NAMES, KIND_NAMES, OUTCOME_NAMES, STEP_NAMES, day_text
from pages.view import View
from pages.widgets import show_work_page

_STATES = {
    "ditepati": "tindak lanjut {n} hari sebelum tenggat",
    "terlewat": "tindak lanjut {n} hari sesudah tenggat",
    "berjalan": "sisa {n} hari",
    "lewat": "lewat {n} hari, belum ada tindak lanjut",
}


def show_case() -> None:
    """The page."""
    show_work_page("perkara", ("case",), _body)


def _body(place: Place, view: View, words: Words) -> None:
    if not view.case:
        widgets.page_head(st.container(), words("Perkara"), "", "")
        st.info(words("Pilih perkara dari daftar penegakan atau dari halaman pemberi kerja."))
        session.page_links(words, words("Buka:"), ["penegakan"], "case_from")
        return
    found = case_file(place.found, view.case, place.month)
    row = found.case
    note = words("{number}, per {date}", number=view.case, date=words.date(month_end(place.month)))
    widgets.page_head(
        st.container(),
        words("Perkara {kind}", kind=words(KIND_NAMES[row["kind"]])),
        note,
        _lead(found, words),
    )
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _about(row, words)
    with right:
        st.subheader(words("Langkah demi langkah"))
        said = timeline(found, words)
        if said:
            st.html(said)
        else:
            st.caption(words("Belum ada langkah yang dicatat."))
        _take(found, place, view, words)


def _lead(found: CaseFile, words: Words) -> str:
    """Where it stands, and what is due or overdue."""
    row = found.case
    if not is_missing(row["closed_on"]):
        how = words(OUTCOME_NAMES[row["outcome"]]) if row["outcome"] else words("tanpa hasil yang dicatat")
        return words("Ditutup {date}: {how}; {rupiah} tertagih.", date=day_text(row["closed_on"], words), how=how.lower(), rupiah=words.rupiah(row["recovered"]))  # fmt: skip
    if not len(found.steps):
        return words("Terbuka sejak {date}; belum ada langkah.", date=day_text(row["opened_on"], words))
    last = found.steps.iloc[-1]
    said = words("Terbuka pada langkah {step} sejak {date}", step=words(STEP_NAMES[last["step"]]), date=day_text(last["on"], words))  # fmt: skip
    if is_missing(last["deadline"]):
        return words("{said}; langkah ini tanpa tenggat.", said=said)
    return words("{said}; tenggat {date}, {state}.", said=said, date=day_text(last["deadline"], words), state=_state(last, words))  # fmt: skip


def _state(step: Any, words: Words) -> str:
    return words(_STATES[step["state"]], n=words.number(step["days"]))


def _about(row: pd.Series, words: Words) -> None:
    st.button(
        templates.plain(str(row["name"])), key="case_employer", icon=":material/domain:",
        help=words("Buka buku besar pemberi kerja ini"), on_click=_employer, args=(str(row["employer"]),),
    )  # fmt: skip
    where = session.kecamatan_names().get(str(row["kecamatan"]), "")
    area = session.area_name(str(row["region"]))
    office = session.area_name(str(row["office"])) if row["office"] else words("kantor belum diketahui")
    st.html(
        _bars(int(row["value"]), int(row["recovered"]), words)
        + templates.pairs(
            [
                (words("Nomor daftar"), escape(str(row["employer"]))),
                ("NPP", escape(str(row["npp"]) or words("belum terdaftar"))),
                (words("Tempat"), escape(", ".join(part for part in (where, area) if part))),
                (words("Kantor"), escape(office)),
                (words("Dibuka"), escape(day_text(row["opened_on"], words))),
                (words("Ditutup"), escape(day_text(row["closed_on"], words))),
                (words("Hasil"), escape(words(OUTCOME_NAMES[str(row["outcome"])]))),
            ]
        )
    )


def _employer(employer: str) -> None:
    session.open_page("pemberi-kerja", employer=employer)


def _bars(value: int, recovered: int, words: Words) -> str:
    """What the case is worth, and what came in, on one scale."""
    top = max(value, recovered, 1)
    share = (
        words("{share} dari nilai saat dibuka", share=words.percent(100 * recovered / value, 1))
        if value
        else ""
    )
    rows = [(words("Nilai"), value, ""), (words("Tertagih"), recovered, share)]
    items = "".join(
        f'<li><span>{escape(title)}</span><i style="--share:{amount / top:.3f}"></i>'
        f"<b>{escape(words.rupiah(amount))}</b><small>{escape(below)}</small></li>"
        for title, amount, below in rows
    )
    return f'<ol class="peta-funnel">{items}</ol>'


def timeline(found: CaseFile, words: Words) -> str:
    """The steps as a list of HTML, oldest first, and the closing as the last."""
    items = "".join(_item(row, words) for _, row in found.steps.iterrows())
    closed = found.case["closed_on"]
    if not is_missing(closed):
        how = words(OUTCOME_NAMES[found.case["outcome"]]) if found.case["outcome"] else ""
        items += f"<li><time>{escape(day_text(closed, words))}</time><div><b>{escape(words('Ditutup'))}</b><small>{escape(how)}</small></div></li>"
    return f'<ol class="peta-timeline peta-steps">{items}</ol>' if items else ""


def _item(step: pd.Series, words: Words) -> str:
    parts = [
        str(step["agency"]) or words(ACTOR_NAMES[step["actor"]]),
        words("Dasar: {law}", law=str(step["basis"]) or words("tidak dicatat")),
        words("Dokumen: {number}", number=str(step["document"]) or words("tidak dicatat")),
    ]
    if step["recovered"]:
        parts.append(words("Tertagih {rupiah}", rupiah=words.rupiah(step["recovered"])))
    below = "".join(f"<small>{escape(part)}</small>" for part in parts) + _deadline(step, words)
    mark = ' class="peta-late"' if step["state"] == "lewat" else ""
    return (
        f"<li{mark}><time>{escape(day_text(step['on'], words))}</time>"
        f"<div><b>{escape(words(STEP_NAMES[step['step']]))}</b>{below}</div></li>"
    )


def _deadline(step: pd.Series, words: Words) -> str:
    if is_missing(step["deadline"]):
        return ""
    said = words("Tenggat {date}", date=day_text(step["deadline"], words))
    if step["by_law"]:
        said = words("{said}, menurut aturan", said=said)
    if step["state"]:
        said = f"{said}: {_state(step, words)}"
    return f'<small class="peta-clock">{escape(said)}</small>'


def _take(found: CaseFile, place: Place, view: View, words: Words) -> None:
    if len(found.steps):
        name = f"perkara-{view.case}-{place.month}"
        widgets.offer_files(name, lambda: _sheet(found, place, view, words), words, "case")


def _sheet(found: CaseFile, place: Place, view: View, words: Words) -> Sheet:
    steps = found.steps
    frame = steps.assign(
        step_name=steps["step"].map(lambda one: words(STEP_NAMES[one])),
        actor_name=steps["actor"].map(lambda one: words(ACTOR_NAMES[one])),
        said=[_state(row, words) if row["state"] else "" for _, row in steps.iterrows()],
        source=steps["by_law"].map({True: words("dihitung dari aturan"), False: ""}),
    )
    columns = [
        Column("on", words("Tanggal"), "date"), Column("step_name", words("Langkah")), Column("actor_name", words("Pelaku")),
        Column("agency", words("Instansi")), Column("basis", words("Dasar hukum")), Column("document", words("Nomor dokumen")),
        Column("deadline", words("Tenggat"), "date"), Column("source", words("Asal tenggat")), Column("said", words("Keadaan tenggat")),
        Column("recovered", words("Tertagih"), "rupiah"),
    ]  # fmt: skip
    title = words("Perkara {case}: {name}", case=view.case, name=str(found.case["name"]))
    about = widgets.about_rows(place, view, words, [(words("Nilai"), words.rupiah(int(found.case["value"])))])
    return Sheet(title, columns, frame, about, (), place.found.release.simulated)
