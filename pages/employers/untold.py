"""What pages of employers say instead of a number or a list that this reader is not told."""

from __future__ import annotations

import streamlit as st

from data.cube import NOT_KNOWN
from data.indicators import Measured
from data.words import Words
from pages.session import Place

_NAMES_HIDDEN = (
    "Daftar pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola; "
    "peran publik melihat jumlahnya saja."
)
_NAMES_OF_OTHERS = "Nama pemberi kerja hanya ditampilkan bagi kantor yang membinanya; di sini jumlahnya saja."


def no_number(measured: Measured | None, words: Words) -> str:
    """Why an indicator has no value: it is hidden from this role, or nothing (None) or too little is known."""
    if measured and measured.suppressed == NOT_KNOWN:
        return words("Jumlahnya tidak diketahui: data sebagian pemberi kerja belum lengkap.")
    if measured:
        return words("Jumlahnya disembunyikan dari peran ini.")
    return words("Tidak ada data untuk tempat dan bulan ini.")


def names_are_hidden(place: Place, words: Words) -> None:
    """Says that employers are listed by name for offices alone, each its own."""
    st.info(words(_NAMES_OF_OTHERS if place.reading.viewer.names_employers else _NAMES_HIDDEN))
