"""Arrears: how much, whose, how old, how they moved since last month, and the employers one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

import streamlit as st
from markupsafe import Markup

from data import law
from data.answers import kept
from data.indicators import definitions
from data.queries import Bridge, bridge_of
from data.sheets import Sheet
from data.vocabulary import AGES
from data.words import Words
from pages import session, templates, widgets
from pages.charts import Chart
from pages.employers.ages import ageing, ageing_sheet, class_name, told_ages
from pages.employers.bridge import bridge_drawn, bridge_sheet, class_table
from pages.employers.moves import moves, moves_sheet, told_moves
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
    told, files = place.told(_OWED), _no_files
    if told is not None and told.value(_OWED):
        if told != place:
            st.html(templates.note(_instead_of(place, told, words)))
        files = _pictures(told, view, words)
    if place.named is not None:
        _employers_that_owe(place, place.named, view, words, files)
        files = _no_files
    if told is None or told.value(_OWED):
        splits(told or place, view, words, files)
    if place.named is None:
        names_are_hidden(place, words)
    if told is not None and _is_by_employer(told):
        st.html(_classes(told, words))


@kept
def _classes(place: Place, words: Words) -> Markup:
    return class_table(_bridge(place), place, words)


@kept
def _told_by_sector(place: Place) -> tuple[tuple[float, float | None], float]:
    """Of how many employers a sector is told, and of how many there are; and the share of the rupiah in per cent."""
    rows, owed = split(place, "sector"), place.value(_OWED) or 0
    employers = (rows[_OWING].sum(), place.value(_OWING))
    return employers, 100 * float(rows[_OWED].sum()) / owed


def _no_files() -> None:
    """Nothing is drawn, so that there is nothing to take along."""


def _pictures(place: Place, view: View, words: Words) -> Callable[[], None]:
    """How what is owed there came about and how old it is, in one block so that the list begins in the first screen.

    What is returned offers the two as files, beside the heading of what comes next.
    """
    widgets.merged_note(place, *_told_by_sector(place), words)
    moved, aged = _month_moves(place, words), ageing(place, words)
    drawn = [part.html or "" if isinstance(part, Chart) else part for part in (moved, aged)]
    st.html(templates.together(*drawn))
    if place.before and not _is_by_employer(place) and place.reading.viewer.names_employers:
        st.caption(words(_MOVES_OF_OTHERS))
    return partial(_files, place, moved, aged, view, words)


def _instead_of(place: Place, told: Place, words: Words) -> str:
    """Of which wider place the rupiah below are."""
    return words(
        "Rupiah di bawah ini dari {wider}: rupiah {place} digabung ke dalamnya.",
        wider=told.name(words),
        place=place.name(words),
    )


@kept
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


def _month_moves(place: Place, words: Words) -> Markup | Chart:
    """The bridge from last month's arrears to this month's: of rows of employers, or of sums where these are not told."""
    if not place.before:
        return templates.note(words("Belum ada bulan pembanding untuk wilayah yang sama."))
    if not _is_by_employer(place):
        return moves(place, words)
    with st.spinner(words("Menghitung perubahan …"), show_time=False):
        return _drawn(place, words)


@lru_cache(maxsize=256)
def _drawn(place: Place, words: Words) -> Chart:
    return bridge_drawn(_bridge(place), place, words)


def _is_by_employer(place: Place) -> bool:
    """Whether this reader sees all employers of the place by name, in the month before too."""
    then = replace(place, month=place.before)
    return bool(place.before) and place.named == place and then.named == then


def _bridge(place: Place) -> Bridge:
    return bridge_of(place.reading, place.where, place.before, place.month)


def _files(place: Place, moved: Markup | Chart, aged: Markup | Chart, view: View, words: Words) -> None:
    """The two charts to take along, behind one button; what it holds is sent when it is open."""
    taken = st.popover(words("Unduh gambar"), key="arrears_pictures", on_change="rerun")
    if not taken.open:
        return
    with taken:
        whole = place if _is_by_employer(place) else told_moves(place)
        if isinstance(moved, Chart) and whole is not None:
            sheet = partial(moves_sheet, whole, view, words)
            if _is_by_employer(place):
                sheet = partial(bridge_sheet, _bridge(place), place, view, words)
            _offer("perubahan-tunggakan", moved, sheet, whole, words)
        told = told_ages(place)
        if isinstance(aged, Chart) and told is not None:
            _offer("umur-tunggakan", aged, partial(ageing_sheet, told, view, words), told, words)


def _offer(name: str, chart: Chart, sheet: Callable[[], Sheet], place: Place, words: Words) -> None:
    st.caption(chart.title)
    widgets.offer_chart(f"{name}-{place.name(words)}-{place.month}", chart, sheet, place, words, name)


def _employers_that_owe(
    counted: Place, place: Place, view: View, words: Words, files: Callable[[], None]
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="arrears_list_head"):
        st.html(templates.section("peta-changes", "", words("Pemberi kerja menunggak")))
        files()
    widgets.named_note(counted, words)
    kinds = {
        "menunggak": words("Menunggak"),
        "lengkap_menunggak": words("Menunggak, pendaftarannya lengkap"),
        "tutup": words("Sudah tutup, masih berutang"),
    }
    widgets.filter_controls(view, words, kinds, ageing={name: words(AGEING_NAMES[name]) for name in AGES})
    arrears_list(place, widgets.employer_query(view, kinds, sort="tunggakan"), view, words)
    classes = "; ".join(class_name(ageing_class, words) for ageing_class in law.at(place.month).ageing)
    said = words("Kelas umur: {classes}.", classes=classes)
    if not widgets.is_confirmed("ageing", place.month):
        said = words("Kelas umur (belum dikonfirmasi): {classes}.", classes=classes)
    st.html(templates.note(f"{widgets.penalty_note(place.month, words)} {said}"))
