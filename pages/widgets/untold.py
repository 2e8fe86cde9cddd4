"""What is said where a number is not shown: one sentence for each reason, on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from data import law
from data.access import why
from data.disclosure import HIDDEN
from data.indicators import Measured
from data.words import Words
from pages import session, templates
from pages.session import Place

# What the part of the page of sources is called that says how numbers are joined.
MERGED = "Angka yang digabung"


def no_number(measured: Measured | None, words: Words) -> str:
    """Why an indicator has no value: it is hidden from this reader, or nothing (None) or too little is known."""
    if measured is None or not measured.suppressed:
        return words("Tidak ada data untuk tempat dan bulan ini.")
    return f"{why(measured.suppressed, words, law.at(measured.as_of))}."


def told_together(place: Place, name: str, words: Words) -> str:
    """What is told in place of a number that is hidden: that of the narrowest wider place that has one; "" for none."""
    wider = told_of_wider(place, name, words)
    return words("Dihitung bersama: {wider}.", wider=wider) if wider else ""


def told_of_wider(place: Place, name: str, words: Words) -> str:
    """The same without the words around it: the wider place and its number."""
    measured, wider = place.sum(name), place.told(name)
    if measured is None or measured.suppressed != HIDDEN or wider is None or wider == place:
        return ""
    return f"{wider.name(words)} {words.quantity(wider.value(name), measured.unit)}"


def told_instead(place: Place, name: str, words: Words) -> str:
    """What stands in place of a number that the place does not have: the one of a wider place, else why there is none."""
    return told_together(place, name, words) or no_number(place.sum(name), words)


def untold_tile(place: Place, name: str, words: Words) -> tuple[str, str]:
    """What a tile says in place of a number, and the note under it."""
    if wider := told_of_wider(place, name, words):
        return words("Dihitung bersama"), wider
    measured = place.sum(name)
    value = place.instead(name, words)
    return value[:1].upper() + value[1:], no_number(measured, words) if measured is not None else ""


def merged_note(
    place: Place, employers: tuple[float | None, float | None], rupiah: float, words: Words
) -> None:
    """Says to those who are told of no employer that numbers are joined, how much of them is shown, and how that is done.

    `employers`: how many are in what is shown, and in all; `rupiah`: the share of it that is shown, in per cent.
    """
    if place.reading.viewer.names_employers:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="merged"):
        st.html(
            templates.render(
                "widgets_merged", bold=words("Angka digabung"), text=_kept(*employers, rupiah, words)
            )
        )
        st.button(words("Cara menggabung"), key="how_merged", type="tertiary", on_click=_explain)


def _kept(shown: float | None, all_there: float | None, rupiah: float, words: Words) -> str:
    said = words("sampai tidak ada pemberi kerja yang dapat dikenali.")
    if shown is None or all_there is None:
        return said
    kept = words(
        "Semua jumlah tetap tepat: {n} dari {all} pemberi kerja dan {share} rupiah tampil.",
        n=words.number(shown),
        all=words.number(all_there),
        share=words.percent(rupiah, 1),
    )
    return f"{said} {kept}"


def _explain() -> None:
    st.session_state["sources_part"] = MERGED
    session.open_page("sumber")


def not_shown(reasons: Iterable[str], month: str, words: Words, fine: bool = False) -> list[str]:
    """How many regions of a map (`fine`: kecamatan) have no number for each of these reasons ("" is one that is shown)."""
    counts = Counter(reason for reason in reasons if reason)
    texts = {reason: why(reason, words, law.at(month)) for reason in sorted(counts)}
    said = [{"n": counts[reason], "why": f"{text[:1].lower()}{text[1:]}"} for reason, text in texts.items()]
    if fine:
        return [words("{n} kecamatan: {why}.", **one) for one in said]
    return [words("{n} wilayah: {why}.", **one) for one in said]
