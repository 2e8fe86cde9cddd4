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
from pages.employers.bridge import bridge_chart, bridge_sheet
from pages.employers.splits import ageing, splits
from pages.employers.table import arrears_list
from pages.employers.untold import names_are_hidden
from pages.session import Place
from pages.templates import AGEING_NAMES, way_said
from pages.view import LISTED, View
from pages.widgets import show_work_page

_VIEW_PARTS = (*LISTED, "sector", "scale")
_MOVES_HIDDEN = "Rincian perubahan (baru, dibayar, menua) dihitung per pemberi kerja dan tidak ditampilkan bagi peran publik."
_MOVES_OF_OTHERS = (
    "Rincian perubahan dihitung per pemberi kerja, jadi hanya untuk binaan kantor Anda: pilih “Kantor saya”."
)


def show_arrears() -> None:
    """Draws the page "tunggakan"."""
    show_work_page("tunggakan", _VIEW_PARTS, _body, needs=definitions()["ledger_arrears_rp"].counted_from)


def _body(place: Place, view: View, words: Words) -> None:
    note = widgets.place_note(place, words)
    widgets.page_head(
        st.container(), words("Tunggakan iuran"), note, _lead(place, words), _counts(place, words)
    )
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.html(ageing(place, words))
    with right:
        _month_moves(place, view, words)
    splits(place, view, words)
    if place.named is not None:
        _employers_that_owe(place, place.named, view, words)
    else:
        names_are_hidden(place, words)


def _lead(place: Place, words: Words) -> str:
    """What is owed, by how many employers, and the workers whose benefits hang on it."""
    owed = place.value("ledger_arrears_rp")
    if owed is None:
        return widgets.no_number(place.sum("ledger_arrears_rp"), words)
    if not owed:
        return words("Tidak ada pemberi kerja yang menunggak.")
    sentence = _owed(place, owed, words)
    exposed = place.value("exposed_workers")
    if exposed is not None:
        sentence += words("; {n} pekerjanya terpapar", n=words.number(exposed))
    return f"{sentence}. {_changes(place, words)}".strip()


def _counts(place: Place, words: Words) -> session.Counts:
    """What the numbers of the first sentence count; of nothing owed there are none."""
    owed = place.value("ledger_arrears_rp")
    employers, exposed = (place.value(name) for name in ("ledger_arrears_employers", "exposed_workers"))
    texts = {
        "ledger_arrears_rp": words.rupiah(owed) if owed else "",
        "ledger_arrears_employers": words.number(employers) if owed and employers is not None else "",
        "exposed_workers": words.number(exposed) if owed and exposed is not None else "",
    }
    return session.counts_of(place, texts)


def _owed(place: Place, owed: float, words: Words) -> str:
    employers = place.value("ledger_arrears_employers")
    if employers is None:
        return words("{rupiah} ditunggak", rupiah=words.rupiah(owed))
    return words("{rupiah} ditunggak {n} pemberi kerja", rupiah=words.rupiah(owed), n=words.number(employers))


def _changes(place: Place, words: Words) -> str:
    """What is owed against last month and last year, in rupiah: risen or fallen only by more than chance."""
    about = definitions()["ledger_arrears_rp"]
    moved = ((month, place.moved(about.id, month)) for month in (place.before, place.year_before) if month)
    text = "; ".join(way_said(about, one, month, words) for month, one in moved if one is not None)
    return text[:1].upper() + text[1:] + "." if text else ""


def _month_moves(place: Place, view: View, words: Words) -> None:
    """The bridge from last month's arrears to this month's. It is made of rows of employers, so not for the public."""
    st.subheader(words("Yang berubah dalam sebulan"))
    if place.named != place:
        st.caption(words(_MOVES_OF_OTHERS if place.reading.viewer.names_employers else _MOVES_HIDDEN))
    elif not place.before or not _is_told(place, place.before):
        st.caption(words("Belum ada bulan pembanding untuk wilayah yang sama."))
    else:
        _bridge(place, view, words)


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
    st.subheader(words("Pemberi kerja yang menunggak"))
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
