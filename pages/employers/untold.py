"""What pages of employers say instead of a list that this reader is not told."""

from __future__ import annotations

import streamlit as st

from data.words import Words
from pages.session import Place

_NAMES_HIDDEN = (
    "Daftar pemberi kerja hanya untuk kantor cabang, kantor wilayah dan pengelola; "
    "peran publik melihat jumlahnya saja."
)
_NAMES_OF_OTHERS = "Nama pemberi kerja hanya ditampilkan bagi kantor yang membinanya; di sini jumlahnya saja."


def names_are_hidden(place: Place, words: Words) -> None:
    """Says that employers are listed by name for offices alone, each its own."""
    st.caption(words(_NAMES_OF_OTHERS if place.reading.viewer.names_employers else _NAMES_HIDDEN))
