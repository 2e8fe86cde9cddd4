"""Arrears: how much, whose, how old, how they moved since last month, and the employers one by one."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data import law
from data.indicators import definitions
from data.queries import bridge_of
from data.vocabulary import AGES
from data.words import Words
from pages import session, templates, widgets
from pages.employers.ages import ageing
from pages.employers.bridge import bridge_chart, bridge_sheet
from pages.employers.moves import moves
from pages.employers.splits import split, splits
from pages.employers.table import arrears_list
from pages.employers.untold import names_are_hidden
from pages.session import Place
from pages.templates import AGEING_NAMES, way_said
from pages.view import LISTED, View
from pages.widgets import show_work_page

_VIEW_PARTS = (*LISTED, "sector", "scale")
_OWED, _OWING, _EXPOSED = "ledger_arrears_rp", "ledger_arrears_employers", "exposed_workers"
_MOVES_OF_OTHERS = (
    "Rincian perubahan dihitung per pemberi kerja, jadi hanya untuk binaan kantor Anda: pilih “Kantor saya”."
)


def show_arrears() -> None:
    """Draws the page "tunggakan"."""
    show_work_page("tunggakan", _VIEW_PARTS, _body, needs=definitions()[_OWED].counted_from)


def _body(place: Place, view: View, words: Words) -> None:
    note, (answer, rest) = widgets.place_note(place, words), _lead(place, words)
    counts = session.counts_of(place, _said(place, words))
    widgets.page_head(st.container(), words("Tunggakan iuran"), note, rest, counts, answer=answer)
    told = place.told(_OWED)
    if told is None:
        splits(place, view, words)
    elif told.value(_OWED):
        if told != place:
            st.html(templates.note(_instead_of(place, told, words)))
        _rupiah(told, view, words)
    if place.named is not None:
        _employers_that_owe(place, place.named, view, words)
    else:
        names_are_hidden(place, words)


def _rupiah(place: Place, view: View, words: Words) -> None:
    """How what is owed there came about, how old it is, and whose it is."""
    rows, owed = split(place, "sector"), place.value(_OWED) or 0
    shown = (rows["ledger_arrears_employers"].sum(), place.value("ledger_arrears_employers"))
    widgets.merged_note(place, shown, 100 * float(rows[_OWED].sum()) / owed, words)
    _month_moves(place, view, words)
    st.html(ageing(place, words))
    splits(place, view, words)


def _instead_of(place: Place, told: Place, words: Words) -> str:
    """Of which wider place the rupiah below are."""
    return words(
        "Rupiah di bawah ini dari {wider}: rupiah {place} digabung ke dalamnya.",
        wider=told.name(words),
        place=place.name(words),
    )


def _lead(place: Place, words: Words) -> tuple[str, str]:
    """What is owed, by how many employers, and the workers whose benefits hang on it, each as far as it is told.

    Then what else is to be said: what stands for a hidden number, and what changed.
    """
    said = _said(place, words)
    if place.value(_OWED) == 0:
        return words("Tidak ada pemberi kerja menunggak."), ""
    instead = "" if _OWED in said else widgets.told_instead(place, _OWED, words)
    if not said:
        return instead, ""
    if _OWED in said and _OWING in said:
        sentence = words("{rupiah} ditunggak {n} pemberi kerja", rupiah=said[_OWED], n=said[_OWING])
    elif _OWED in said:
        sentence = words("{rupiah} ditunggak", rupiah=said[_OWED])
    else:
        sentence = words("{n} pemberi kerja menunggak", n=said[_OWING])
    if _EXPOSED in said:
        sentence += words("; {n} pekerjanya terdampak", n=said[_EXPOSED])
    return f"{sentence}.", " ".join(part for part in (instead, _changes(place, words)) if part)


def _said(place: Place, words: Words) -> dict[str, str]:
    """What the first sentence says of each indicator; of workers alone, or of nothing owed, it says nothing."""
    values = {name: place.value(name) for name in (_OWED, _OWING, _EXPOSED)}
    if values[_OWED] == 0 or values[_OWED] is values[_OWING] is None:
        return {}
    told = {name: value for name, value in values.items() if value is not None}
    return {
        name: words.rupiah(value) if name == _OWED else words.number(value) for name, value in told.items()
    }


def _changes(place: Place, words: Words) -> str:
    """What is owed against last month and last year, in rupiah: risen or fallen only by more than chance."""
    about = definitions()[_OWED]
    moved = ((month, place.moved(about.id, month)) for month in (place.before, place.year_before) if month)
    text = "; ".join(way_said(about, one, month, words) for month, one in moved if one is not None)
    return text[:1].upper() + text[1:] + "." if text else ""


def _month_moves(place: Place, view: View, words: Words) -> None:
    """The bridge from last month's arrears to this month's: of rows of employers, or of sums where these are not told."""
    if not place.before:
        st.caption(words("Belum ada bulan pembanding untuk wilayah yang sama."))
    elif place.named == place and _is_told(place, place.before):
        st.subheader(words("Yang berubah dalam sebulan"))
        _bridge(place, view, words)
    else:
        st.html(moves(place, words))
        if place.reading.viewer.names_employers:
            st.caption(words(_MOVES_OF_OTHERS))


def _is_told(place: Place, month: str) -> bool:
    """Whether this reader could see all employers of the place by name in another month too."""
    then = replace(place, month=month)
    return then.named == then


def _bridge(place: Place, view: View, words: Words) -> None:
    with st.spinner(words("Menghitung perubahan …"), show_time=False):
        bridge = bridge_of(place.reading, place.where, place.before, place.month)
    st.html(bridge_chart(bridge, place, words))
    name = f"perubahan-tunggakan-{place.name(words)}-{place.month}"
    widgets.offer_files(name, lambda: bridge_sheet(bridge, place, view, words), words, "arrears_bridge")


def _employers_that_owe(counted: Place, place: Place, view: View, words: Words) -> None:
    st.subheader(words("Pemberi kerja menunggak"))
    widgets.named_note(counted, words)
    kinds = {
        "menunggak": words("Menunggak"),
        "lengkap_menunggak": words("Menunggak, pendaftarannya lengkap"),
        "tutup": words("Sudah tutup, masih berutang"),
    }
    widgets.filter_controls(view, words, kinds, ageing={name: words(AGEING_NAMES[name]) for name in AGES})
    arrears_list(place, widgets.employer_query(view, kinds, sort="tunggakan"), view, words)
    classes = "; ".join(_ageing_class(ageing_class, words) for ageing_class in law.at(place.month).ageing)
    said = words("Kelas umur: {classes}.", classes=classes)
    if not widgets.is_confirmed("ageing", place.month):
        said = words("Kelas umur (belum dikonfirmasi): {classes}.", classes=classes)
    st.html(templates.note(f"{widgets.penalty_note(place.month, words)} {said}"))


def _ageing_class(ageing_class: law.AgeingClass, words: Words) -> str:
    """A class with its months: "Lancar 1–3 bulan"."""
    if ageing_class.last_month is None:
        months = words("lebih dari {n} bulan", n=ageing_class.first_month - 1)
    else:
        months = words("{first}–{last} bulan", first=ageing_class.first_month, last=ageing_class.last_month)
    return words("{name} {range}", name=words(AGEING_NAMES[ageing_class.name]), range=months)
