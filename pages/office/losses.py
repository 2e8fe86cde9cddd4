"""What is lost at each step of the funnel, in employers, people and rupiah; rows of employers, so not for the public."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.answers import kept
from data.indicators import definitions
from data.queries import EmployerList, EmployerQuery
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import widgets
from pages.session import OfficeSums, Place, open_page, place_of_office
from pages.templates import counted_when, people_text
from pages.view import View, of_office
from pages.widgets import Cell, Head, Shown, kind_counts, listing, translated_columns, translated_heads


@dataclass(frozen=True)
class _Step:
    """A step that employers do not take: its title, which sums are its people and rupiah ("" is none), its page.

    What it is counted from is what the indicator `like` is.
    """

    title: str
    people: str
    rupiah: str
    page: str
    like: str


# Kind of rows (`EmployerQuery.kind`) -> the step. Sums are those of `EmployerList.total`.
_STEPS = {
    "pwbd": _Step("Wajib, belum terdaftar", "workers_known", "", "pwbd-pds", "ledger_pwbd_employers"),
    "pds": _Step("Terdaftar, belum lengkap", "workers_missing", "wage_gap", "pwbd-pds", "employers_complete"),
    "lengkap_menunggak": _Step(
        "Lengkap, menunggak", "workers_exposed", "outstanding", "tunggakan", "ledger_arrears_rp"
    ),
}
_HEADS = (
    Head("Yang hilang di tiap langkah"),
    Head("Pemberi kerja", number=True),
    Head("Pekerja", number=True),
    Head("Rupiah", number=True),
)
_FILE = (
    Column("step", "Yang hilang di tiap langkah"),
    Column("employers", "Pemberi kerja", "count"),
    Column("people", "Pekerja", "count"),
    Column("rupiah", "Rupiah", "rupiah"),
)
# Step -> name of a sum -> its value.
_Sums = dict[str, dict[str, int]]


def show(of: OfficeSums, view: View, words: Words) -> None:
    """The losses as rows, of each step of which data have come; a click opens the rows of the step."""
    place = place_of_office(of)
    known = [kind for kind, step in _STEPS.items() if not _lacking(of, step)]
    if not known or place.named != place:  # they would be those of some employers alone
        return
    with st.spinner(words("Menjumlahkan pemberi kerja …"), show_time=False):
        sums = _sums(place, tuple(known))
    listing(_shown(place, tuple(known), words), words, "office_losses", lambda kind: _open(of, kind))
    name = f"yang-hilang-{of.code}-{of.month}"
    widgets.offer_files(name, lambda: _sheet(of, sums, view, words), words, "losses")


def _lacking(of: OfficeSums, step: _Step) -> tuple[str, ...]:
    """What never came of what a step is counted from: nobody in it then is no number."""
    return of.reading.lacking(definitions()[step.like].counted_from, of.month, of.regions)


@kept
def _sums(place: Place, kinds: tuple[str, ...]) -> _Sums:
    employers = EmployerList(place.reading, place.month)
    return {kind: employers.total(place.where, EmployerQuery(kind=kind)) for kind in kinds}


@kept
def _shown(place: Place, kinds: tuple[str, ...], words: Words) -> Shown:
    sums = _sums(place, kinds)
    total = words.number(sum(step["employers"] for step in sums.values()))
    return Shown(
        words(
            "Pekerja yang belum terdaftar atau terdampak; rupiah: upah sebulan di bawah minimum, dan tunggakan."
        ),
        translated_heads(_HEADS, words),
        [(kind, _cells(_STEPS[kind], step, words)) for kind, step in sums.items()],
        [words("Belum patuh"), total, "", ""] if len(sums) == len(_STEPS) else (),
        counts={kind: kind_counts(place, kind, step, words) for kind, step in sums.items()},
    )


def _cells(step: _Step, sums: dict[str, int], words: Words) -> list[Cell]:
    return [
        words(step.title),
        words.number(sums["employers"]),
        _people(step, sums, words),
        words.rupiah(sums[step.rupiah]) if step.rupiah else "–",
    ]


def _people(step: _Step, sums: dict[str, int], words: Words) -> Cell:
    """The people of a step, and of those that others counted, when that was."""
    people = people_text(sums[step.people], sums["uncounted"], words)
    return (people, counted_when(sums, words)) if step.people == "workers_known" else people


def _sheet(of: OfficeSums, sums: _Sums, view: View, words: Words) -> Sheet:
    rows = [
        {
            "step": words(_STEPS[kind].title),
            "employers": lost["employers"],
            "people": lost[_STEPS[kind].people],
            "rupiah": lost[rupiah] if (rupiah := _STEPS[kind].rupiah) else pd.NA,
        }
        for kind, lost in sums.items()
    ]
    # Steps are disjoint, so that their employers add up to all that do not comply where every step is known.
    every = sum(lost["employers"] for lost in sums.values()) if len(sums) == len(_STEPS) else None
    return widgets.place_sheet(
        words("Yang hilang di tiap langkah"),
        translated_columns(_FILE, words),
        pd.DataFrame(rows),
        place_of_office(of),
        view,
        words,
        indicators=("compliance",),
        total={"employers": every},
        chart=Chart("bar", "step", ("employers",)),
    )


def _open(of: OfficeSums, kind: str) -> None:
    open_page(_STEPS[kind].page, **{**of_office(of.code), "kind": kind})
