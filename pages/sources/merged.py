"""How numbers are joined until no employer can be told from them: the part of the sources page that says it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data import law
from data.access import largest_share, why
from data.disclosure import HIDDEN
from data.words import Words
from pages import templates

_COARSER = (
    ("Umur tunggakan", "empat kelas, atau dua kelas bila satu dari yang empat tidak dapat ditampilkan"),
    (
        "Lapangan usaha, skala, wilayah, kecamatan",
        "yang tidak dapat ditampilkan sendiri menjadi satu baris “Lainnya”, sebesar jumlah seluruhnya tanpa baris yang tampil",
    ),
    (
        "Perubahan tunggakan sebulan",
        "empat baris, atau tiga bila yang dibayar kemudian tidak dapat ditampilkan",
    ),
    (
        "Kecamatan dan wilayah",
        "angka tempat lebih luas yang memuatnya, bila angkanya sendiri tidak dapat ditampilkan",
    ),
)


def merged(today: date, words: Words) -> None:
    """What is joined with what, the thresholds of today, and what is said where nothing coarser can be told either."""
    limits = law.at(f"{today:%Y-%m}")
    intro = words(
        "Peran publik melihat angka gabungan. Jumlah pekerja dan rupiah tampil bila ada sekurangnya {least} pemberi kerja "
        "di baliknya dan tidak satu pun memiliki lebih dari {share} nilainya, juga pada setiap selisih dan jumlah angka "
        "yang tampil. Sebelum sebuah angka dihilangkan, ia digabung dengan yang di sebelahnya; jumlah seluruhnya tetap tepat.",
        least=words.number(limits.min_employers),
        share=largest_share(words, limits),
    )
    rest = words(
        "Bila yang lebih luas pun tidak dapat ditampilkan, tertulis: “{why}.”",
        why=why(HIDDEN, words, limits),
    )
    rows = [(words(what), words(how)) for what, how in _COARSER]
    st.html(templates.together(templates.note(intro), templates.pairs(rows), templates.note(rest)))
