"""What employers lack that have not registered (PWBD) or registered in part (PDS): in all, and of each employer."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.answers import kept
from data.indicators import definitions
from data.parsing import is_missing
from data.queries import EmployerList, EmployerQuery
from data.sheets import Column, Sheet
from data.vocabulary import PROGRAMMES
from data.words import Words
from pages import charts, session, templates, widgets
from pages.session import Place
from pages.templates import LISTED_FROM, SCALE_NAMES, differences_said
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

# Every employer that does not comply, whatever it lacks.
NOT_COMPLIANT = "belum_patuh"
KIND_NAMES = {
    "pwbd": "PWBD: belum terdaftar",
    "pds": "PDS: semua jenis",
    "pds_tk": "PDS-TK: sebagian pekerja",
    "pds_upah": "PDS-Upah: upah di bawah minimum",
    "pds_program": "PDS-Program: program kurang",
    NOT_COMPLIANT: "Semua yang belum patuh",
    "belum_dinilai": "Belum dapat dinilai: data kurang",
}
# The kinds that are counted, each with the indicator of its employers.
_COUNTED = {
    "pwbd": "ledger_pwbd_employers",
    "pds_tk": "pds_workers_employers",
    "pds_upah": "pds_wage_employers",
    "pds_program": "pds_programme_employers",
}
INDICATORS = tuple(_COUNTED.values())
_HEADS = (Head("Jenis"), Head("Pemberi kerja", True), Head("Sebulan", True), Head("Yang kurang", True))


def show_kinds(place: Place, employers: EmployerList | None, view: View, words: Words) -> None:
    """Each kind with its employers, the change since last month and what is missing, as a table and as a file.

    What is missing is added up over `employers`; None for a reader who may not see them.
    """
    if bars := kind_bars(place, words):
        st.html(bars)
    listing(_kinds(place, employers is not None, words), words, "kinds_table")
    st.html(templates.note(widgets.wage_rule_note(place, words)))
    name = f"pwbd-pds-{place.name(words)}-{place.month}"
    widgets.offer_files(name, lambda: _kinds_sheet(place, view, words), words, "kinds")


@kept
def _kinds(place: Place, names: bool, words: Words) -> Shown:
    """The kinds as rows; what is missing is added up for who may see the `names` of employers."""
    employers = EmployerList(place.reading, place.month) if names else None
    caption = "Satu pemberi kerja dapat termasuk lebih dari satu jenis PDS; karena itu tidak dijumlahkan."
    moved = _moved(place, words)
    rows = [(kind, _kind_cells(kind, place, employers, moved[kind], words)) for kind in _COUNTED]
    values = {kind: place.value(name) for kind, name in _COUNTED.items()}
    counts = {
        kind: session.counts_of(place, {_COUNTED[kind]: words.number(value)})
        for kind, value in values.items()
        if value is not None
    }
    return Shown(words(caption), widgets.translated_heads(_HEADS, words), rows, counts=counts)


@kept
def kind_bars(place: Place, words: Words) -> Markup:
    """The kinds as bars on one scale; what is not told says what stands in its place, "" where nothing is told."""
    values = {kind: place.value(name) for kind, name in _COUNTED.items()}
    longest = max((value for value in values.values() if value is not None), default=0)
    if not longest:
        return Markup("")
    bars = [
        charts.Bar(words(KIND_NAMES[kind]), None, note=place.instead(_COUNTED[kind], words))
        if value is None
        else charts.Bar(words(KIND_NAMES[kind]), words.number(value), value / longest)
        for kind, value in values.items()
    ]
    texts = {_COUNTED[kind]: words.number(value) for kind, value in values.items() if value is not None}
    heading = words("Pemberi kerja menurut yang kurang")
    marks = session.counts_of(place, texts)
    return charts.bars(bars, heading, words("pemberi kerja"), words, counts=marks).html or Markup("")


def _moved(place: Place, words: Words) -> dict[str, tuple[str, str]]:
    """Kind -> how its employers differ from those of the month before, and what chance says of it."""
    since = place.before
    moved = [place.moved(name, since) if since else None for name in INDICATORS]
    return dict(zip(_COUNTED, differences_said(definitions()[INDICATORS[0]], moved, words), strict=True))


def _kind_cells(
    kind: str, place: Place, employers: EmployerList | None, moved: tuple[str, str], words: Words
) -> list[Cell]:
    now = place.value(_COUNTED[kind])
    return [
        words(KIND_NAMES[kind]),
        place.instead(_COUNTED[kind], words) if now is None else words.number(now),
        moved,
        _missing(kind, place, employers, words),
    ]


def _value_before(place: Place, name: str) -> float | None:
    """An indicator's value at the end of the month before; None where the ledger begins with this one."""
    return place.value(name, place.before) if place.before else None


def _missing(kind: str, place: Place, employers: EmployerList | None, words: Words) -> str:
    """The people, or rupiah of wages a month, that employers of a kind have not registered."""
    if employers is None or place.sum(_COUNTED[kind]) is None:
        return "–"
    sums = employers.total(place.where, EmployerQuery(kind=kind))
    if kind == "pds_upah":
        return words("{rupiah} upah sebulan", rupiah=words.rupiah(sums["wage_gap"]))
    people = "workers_registered" if kind == "pds_program" else "workers_missing"
    return words("{n} pekerja", n=words.number(sums[people]))


def _kinds_sheet(place: Place, view: View, words: Words) -> Sheet:
    before = words.date(place.before) if place.before else words("Awal")
    columns = [
        Column("kind", words("Jenis")),
        Column("employers", words("Pemberi kerja"), "count"),
        Column("before", before, "count"),
    ]
    caption = "Satu pemberi kerja dapat termasuk lebih dari satu jenis PDS; karena itu tidak dijumlahkan."
    return widgets.place_sheet(
        words("PWBD dan PDS: {place}", place=place.name(words)),
        columns,
        _kind_rows(place, words),
        place,
        view,
        words,
        indicators=INDICATORS,
        notes=[(words("Catatan"), words(caption))],
        instead={"employers": [_untold(place, name, words) for name in INDICATORS]},
    )


def _untold(place: Place, name: str, words: Words) -> str:
    """What stands in place of a number of the file; "" where it has one."""
    return place.instead(name, words) if place.value(name) is None else ""


def _kind_rows(place: Place, words: Words) -> pd.DataFrame:
    now = [place.value(name) for name in INDICATORS]
    before = [_value_before(place, name) for name in INDICATORS]
    return pd.DataFrame(
        {
            "kind": [words(KIND_NAMES[kind]) for kind in _COUNTED],
            "employers": pd.array(now, dtype="Float64"),
            "before": pd.array(before, dtype="Float64"),
        }
    )


def shortfall(row: Any, words: Words) -> str:
    """What one employer of the list lacks: registration, workers, wages, programmes."""
    if not row.terdaftar:
        return words("belum terdaftar")
    lacks = []
    if row.pds_workers:
        lacks.append(words("{n} pekerja", n=words.number(row.workers_known - row.workers_registered)))
    if row.pds_wage and not is_missing(row.wage_floor):
        lacks.append(words("upah {gap} di bawah minimum", gap=words.rupiah(row.wage_floor - row.wages)))
    if row.pds_programme:
        lacks.append(", ".join(_programmes(row)))
    if row.lengkap and row.in_arrears:
        lacks.append(words("{rupiah} belum dibayar", rupiah=words.rupiah(row.outstanding)))
    if unjudged := not_judged(row, words):
        lacks.append(unjudged)
    return "; ".join(lacks)


def not_judged(row: Any, words: Words) -> str:
    """What of one employer cannot be judged, since what it takes is not known; "" where there is nothing."""
    unknown = (
        (row.pds_workers_unknown, words("pekerja terdaftar")),
        (row.pds_wage_unknown, words("pekerja atau upah bulan itu")),
        (row.pds_programme_unknown, words("skala atau program")),
    )
    names = ", ".join(name for is_unknown, name in unknown if is_unknown)
    return words("{what} belum diketahui", what=names) if names else ""


def _programmes(row: Any) -> list[str]:
    """The programmes that an employer of its scale must follow and this one does not (Perpres 109/2013 Pasal 6).

    `lacks` holds a bit for each of PROGRAMMES, the lowest for the first.
    """
    return [name for at, name in enumerate(PROGRAMMES) if int(row.lacks) >> at & 1]


def how_known(row: Any, words: Words) -> str:
    """How that is known: the list that named the employer, or what its reports are held against."""
    if not row.terdaftar:
        return words(LISTED_FROM[row.listed_from])
    grounds = []
    if row.pds_workers:
        grounds.append(words("pekerja diketahui lebih banyak"))
    if row.pds_wage:
        grounds.append(words("upah dilaporkan lawan upah minimum"))
    if row.pds_programme:
        grounds.append(words("program wajib skala {scale}", scale=words(SCALE_NAMES[row.scale]).lower()))
    return "; ".join(grounds)
