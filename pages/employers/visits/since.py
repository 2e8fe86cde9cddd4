"""Since the last look: who is new in arrears, who has paid up and who owes more, by name, on top of the call list."""

from __future__ import annotations

import streamlit as st

from data.queries import Reading
from data.visits import Moved, Recorded, Since
from data.words import Words
from pages import widgets
from pages.employers.table import open_employer
from pages.session import Place
from pages.widgets import Cell, Head, Shown, listing

_HEADS = (Head("Pemberi kerja"), Head("Perubahan"), Head("Waktu itu", True), Head("Sekarang", True))
_NAMES = {"new": "Baru menunggak", "paid": "Tidak menunggak lagi", "worse": "Tunggakan bertambah"}
# How many of each group have a row; how many there are in all stands above them.
_MOST = 10


def show_since(place: Place, recorded: Recorded, words: Words) -> None:
    """The closed list with its counts; nothing where there is no month to hold the newest against."""
    found = widgets.since_looked(place, recorded)
    if found is None:
        return
    since, was_said = found
    with st.expander(_title(since, was_said, words), key="visits_since"):
        rows = [(name, one) for name in _NAMES for one in getattr(since, name)[:_MOST]]
        if rows:
            listing(_shown(since, rows, words), words, "since_list", open_employer)
        else:
            st.caption(words("Belum ada perubahan: tidak ada yang baru menunggak, lunas, atau bertambah."))
        st.button(
            words("Tandai sudah dilihat"),
            key="visits_looked",
            on_click=_looked,
            args=(place.reading, widgets.looked_at(place), words),
        )


def _title(since: Since, was_said: bool, words: Words) -> str:
    counts = [
        words("{n} baru menunggak", n=words.number(len(since.new))),
        words("{n} tidak menunggak lagi", n=words.number(len(since.paid))),
        words("{n} bertambah", n=words.number(len(since.worse))),
    ]
    month = words.date(since.month)
    when = (
        words("Sejak terakhir dilihat ({month})", month=month)
        if was_said
        else words("Sejak {month}", month=month)
    )
    return f"{when}: {', '.join(counts)}"


def _shown(since: Since, rows: list[tuple[str, Moved]], words: Words) -> Shown:
    caption = words(
        "Posisi akhir {month} menurut rilis {release} dibanding bulan terbaru; paling banyak {n} dari tiap kelompok.",
        month=words.date(since.month),
        release=words.number(since.release),
        n=words.number(_MOST),
    )
    heads = widgets.translated_heads(_HEADS, words)
    return Shown(caption, heads, [(one.employer, _cells(name, one, words)) for name, one in rows])


def _cells(name: str, one: Moved, words: Words) -> list[Cell]:
    return [one.name, words(_NAMES[name]), words.rupiah(one.was), words.rupiah(one.now)]


def _looked(reading: Reading, place: str, words: Words) -> None:
    """Remember that this role has seen it; what changes from now on is told the next time."""
    try:
        widgets.visits_of(reading).look(reading, place)
    except OSError:
        st.toast(words("Penyimpanan tidak dapat ditulis, jadi belum ditandai. Coba lagi."))
