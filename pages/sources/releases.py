"""The releases of the ledgers: which there have been, when each was published, and what it holds."""

from __future__ import annotations

from datetime import timedelta, timezone
from html import escape

import streamlit as st

from data.settings import home
from data.store import OWN, SIMULATED, Release, Store
from data.words import Problem, Words
from pages import templates

_STORES = {SIMULATED: "Data simulasi", OWN: "Data sendiri"}
# Western Indonesia, where every region of the map is; it has no summer time.
_WIB = timezone(timedelta(hours=7), "WIB")


@st.cache_resource(show_spinner=False)
def _store(place: str, dataset: str) -> Store:
    return Store(place, dataset)


def release_list(words: Words) -> None:
    """The releases of each store, newest first; where there are none, how one comes to have some."""
    st.markdown(
        words(
            "Data terbit sebagai rilis: semuanya atau tidak sama sekali. Angka menyebut rilisnya, dan rilis lama tetap tersimpan."
        )
    )
    for dataset, heading in _STORES.items():
        st.subheader(words(heading))
        try:
            found = _store(home(), dataset).history()
        except Problem as problem:
            st.error(templates.plain(words.explain(problem)))
            continue
        if found:
            st.html(_table(found, words))
        elif dataset == SIMULATED:
            st.markdown(words("Belum ada rilis. Rilis pertama dibuat saat Simulasi dipilih di halaman peta."))
        else:
            st.markdown(words("Belum ada rilis. Data sendiri terbit setelah pengelola data memasukkannya."))


def _table(found: list[Release], words: Words) -> str:
    heads = [words(h) for h in ("Rilis", "Terbit", "Jenis", "Bulan", "Judul")]
    rows = templates.table(heads, [_row(one, one is found[0], words) for one in found])
    return f'<div class="peta-stack">{rows}</div>'


def _row(one: Release, in_force: bool, words: Words) -> list[str]:
    flag = f' <span class="peta-flag">{escape(words("berlaku"))}</span>' if in_force else ""
    return [
        escape(words("Rilis {number}", number=one.number)),
        escape(_at(one, words)) + flag,
        escape(_kind(one, words)),
        escape(_months(one, words)),
        escape(one.entry.title),
    ]


def _at(one: Release, words: Words) -> str:
    at = one.at.astimezone(_WIB)
    return f"{words.date(at.date())}, {at:%H.%M} WIB"


def _kind(one: Release, words: Words) -> str:
    if one.points_to == one.number:
        return words("terbit")
    return words("pembatalan: kembali ke nomor {number}", number=one.points_to)


def _months(one: Release, words: Words) -> str:
    first, last = one.entry.first_month, one.entry.last_month
    if not first:
        return words("tanpa bulan")
    return words("{start} sampai {end}", start=words.date(first), end=words.date(last))
