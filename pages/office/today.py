"""Whom to turn to today: the five employers of an office that press most, why now, and what the law allows next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from data.months import month_end
from data.parsing import is_missing
from data.queries import DUE_SOON, DUE_WITHIN, LATE, OWING, Pressing, pressing
from data.visits import verdicts
from data.vocabulary import DEBT
from data.words import Words
from pages import session, widgets
from pages.office.first import Clock, nothing_due
from pages.session import Place, open_page
from pages.templates import KIND_NAMES, SHORT_STEPS, day_text
from pages.view import of_office
from pages.widgets import Cell, Head, Shown, listing, translated_heads

_HEADS = (
    Head("Pemberi kerja"),
    Head("Mengapa sekarang", alarms=True),
    Head("Langkah berikut"),
    replace(widgets.LAST_HEAD, sort=""),
)


def show(place: Place, now: Clock | None, words: Words) -> None:
    """The list; a click on a name opens the employer's page, where all of its next steps stand.

    Where nobody has brought what it is made from, it says so and where that is done.
    """
    if lacking := place.reading.lacking(("employers", "contributions"), place.month, place.regions):
        st.info(widgets.not_counted(lacking, words))
        return
    widgets.show_kept(place, words)
    listing(shown(place, now, words), words, "office_today", partial(_open, place), widgets.ask_result)
    widgets.show_asked_form(place, words)
    widgets.named_note(place, words)


def _open(place: Place, employer: str) -> None:
    """The employer, with the office as the place that the ways from its page lead to."""
    open_page("pemberi-kerja", **of_office(place.key), employer=employer)


def shown(place: Place, now: Clock | None, words: Words) -> Shown:
    """The five with the rule that put them there, or that nobody presses."""
    rows = pressing(place.reading, place.month, place.where)
    last = widgets.visits_of(place.reading).read(place.reading).last if rows else {}
    judged = verdicts([last[one.row.employer] for one in rows if one.row.employer in last], place.reading)
    rule = words(
        "Hari ini: dua yang lewat tenggat (pekerja terbanyak), dua tenggat terdekat dalam {days} hari, satu tunggakan terbesar; sisanya urut sama.",
        days=DUE_WITHIN[0],
    )
    if now is not None and not now.due and not now.late:
        rule = f"{nothing_due(now, words)} {words('Hari ini: tunggakan terbesar.')}"
    return Shown(
        rule,
        translated_heads(_HEADS, words),
        [
            (
                str(one.row.employer),
                [*_cells(one, place, words), widgets.last_cell(last.get(one.row.employer), judged, words)],
            )
            for one in rows
        ],
        alarm=frozenset(str(one.row.employer) for one in rows if one.why == LATE),
        act=words("Catat hasil"),
        empty=words("Tidak ada yang mendesak: tidak ada kasus terbuka dan tidak ada tunggakan."),
    )


def _cells(one: Pressing, place: Place, words: Words) -> list[Cell]:
    where = session.kecamatan_names().get(one.row.kecamatan) or session.area_name(one.row.region)
    why = _owing(one, words) if one.why == OWING else _of_case(one, words)
    return [(one.row.name, where), why, widgets.first_step(one.ground, month_end(place.month), words)]


def _of_case(one: Pressing, words: Words) -> Cell:
    """The step that waits, since when or until when, and below it what is at stake."""
    row, step = one.row, words(SHORT_STEPS[one.row.step])
    if row.unconfirmed:
        step = f"{step} ?"
    said = words("● {step} lewat {n} hari", step=step, n=words.number(row.days_late))
    if one.why == DUE_SOON:
        said = words("{step} berakhir {date}", step=step, date=day_text(row.deadline, words))
    return said, _stake(row, words)


def _stake(row: Any, words: Words) -> str:
    is_debt = row.kind == DEBT
    parts = ["" if is_debt else words(KIND_NAMES[row.kind]), _people(row.workers, words)]
    if not is_missing(row.value):
        amount = "utang {rupiah}" if is_debt else "{rupiah} sebulan"
        parts.append(words(amount, rupiah=words.rupiah(row.value)))
    return ", ".join(part for part in parts if part)


def _owing(one: Pressing, words: Words) -> Cell:
    row = one.row
    said = words("Menunggak {rupiah}", rupiah=words.rupiah(row.outstanding))
    months = "" if is_missing(row.months_owed) else words("{n} bulan", n=words.number(row.months_owed))
    case = "" if row.case else words("belum ada kasus")
    return said, ", ".join(part for part in (months, _people(row.workers_known, words), case) if part)


def _people(workers: Any, words: Words) -> str:
    """How many workers stand behind it: of who is not registered it may be that nobody has counted them."""
    if is_missing(workers):
        return words("belum ada pekerja terdata")
    return words("{n} pekerja", n=words.number(workers))
