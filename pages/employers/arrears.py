"""Arrears: how much, whose, how old, how they moved since last month, and the employers one by one."""

from __future__ import annotations

from html import escape

import streamlit as st

from data import law
from data.months import month_end
from data.queries import bridge_of
from data.vocabulary import AGEING
from data.words import Words
from pages import widgets
from pages.employers.bridge import chart, sheet
from pages.employers.splits import ageing, splits
from pages.employers.table import employers, opened
from pages.session import Place
from pages.templates import AGEING_NAMES
from pages.view import LISTED, View
from pages.widgets import show_work_page

ONLY = (*LISTED, "sector", "scale")


def show_arrears() -> None:
    """The page."""
    show_work_page("tunggakan", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    widgets.page_head(st.container(), words("Tunggakan iuran"), _note(place, words), _lead(place, words))
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st.html(ageing(place, words))
    with right:
        _moves(place, view, words)
    splits(place, view, words)
    if place.found.viewer.names_employers:
        _list(place, view, words)
    else:
        st.info(words("Daftar pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola; peran publik melihat jumlahnya saja."))  # fmt: skip


def _note(place: Place, words: Words) -> str:
    return words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))


def _lead(place: Place, words: Words) -> str:
    owed, owing, exposed = (place.value(name) for name in ("ledger_arrears_rp", "ledger_arrears_employers", "exposed_workers"))  # fmt: skip
    if owed is None:
        one = place.sum("ledger_arrears_rp")
        return words("Jumlahnya disembunyikan dari peran ini.") if one else words("Tidak ada data untuk tempat dan bulan ini.")  # fmt: skip
    if not owed:
        return words("Tidak ada pemberi kerja yang menunggak.")
    said = words("{rupiah} ditunggak", rupiah=words.rupiah(owed))
    if owing is not None:
        said = words("{rupiah} ditunggak {n} pemberi kerja", rupiah=words.rupiah(owed), n=words.number(owing))
    if exposed is not None:
        said += words("; {n} pekerjanya terpapar", n=words.number(exposed))
    return f"{said}. {_change(place, owed, words)}".strip()


def _change(place: Place, owed: float, words: Words) -> str:
    """Against last month and last year, in rupiah."""
    said = []
    for month in (place.before, place.year_before):
        was = place.value("ledger_arrears_rp", month) if month else None
        if was is not None:
            change = owed - was
            way = words("naik {rupiah}", rupiah=words.rupiah(change)) if change > 0 else words("turun {rupiah}", rupiah=words.rupiah(-change))  # fmt: skip
            said.append(words("{way} sejak {date}", way=way, date=words.date(month)))
    text = ", ".join(said)
    return text[:1].upper() + text[1:] + "." if text else ""


def _moves(place: Place, view: View, words: Words) -> None:
    """The bridge from last month's arrears to this month's: rows of employers, so not for the public."""
    st.subheader(words("Yang berubah dalam sebulan"))
    if not place.found.viewer.names_employers:
        st.caption(words("Rincian perubahan (baru, dibayar, menua) dihitung per pemberi kerja dan tidak ditampilkan bagi peran publik."))  # fmt: skip
    elif not place.before:
        st.caption(words("Ini bulan pertama data; belum ada bulan pembanding."))
    else:
        with st.spinner(words("Menghitung perubahan …"), show_time=False):
            found = bridge_of(place.found, place.where, place.before, place.month)
        st.html(chart(found, place, words))
        name = f"perubahan-tunggakan-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: sheet(found, place, view, words), words, "arrears_bridge")


def _list(place: Place, view: View, words: Words) -> None:
    st.subheader(words("Pemberi kerja yang menunggak"))
    kinds = {"menunggak": words("Menunggak"), "tutup": words("Sudah tutup, masih berutang")}
    widgets.filter_controls(view, words, kinds, ageing={name: words(AGEING_NAMES[name]) for name in AGEING})
    asked = widgets.employer_query(view, kinds, sort="tunggakan")
    employers(place, asked, view, words, key="arrears_list", on_open=opened)
    classes = "; ".join(words("{name} {range}", name=words(AGEING_NAMES[one.name]), range=_months(one, words)) for one in law.at(place.month).ageing)  # fmt: skip
    st.html(f'<p class="peta-note">{escape(words("Denda menurut PP 44/2015 dan aturan pada bulannya. Kelas umur: {classes}.", classes=classes))}</p>')  # fmt: skip


def _months(one: law.AgeingClass, words: Words) -> str:
    if one.last_month is None:
        return words("lebih dari {n} bulan", n=one.first_month - 1)
    return words("{first}–{last} bulan", first=one.first_month, last=one.last_month)
