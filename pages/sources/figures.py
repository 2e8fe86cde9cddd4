"""Every published figure in one list: to be searched, narrowed by area, indicator and mark, and taken along.

Maps and tiles show one figure of many, and no flow, target or part at all. Here is each row of the table, as it was
printed, with its date, what marks it, its caveat and its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.clock import today
from data.indicators import definitions
from data.parsing import each_row
from data.words import Words
from pages import session, templates, widgets
from pages.sources.figure_file import figure_sheet
from pages.view import UNDATED, UNMARKED, View

_PARTS = ("about", "measure", "mark", "search", "page")
_ROWS = 25  # on one page of the list
_HEADS = (
    "No.",
    "Wilayah atau kantor",
    "Indikator",
    "Nilai",
    "Per",
    "Tanda dan catatan",
    "Sumber",
)
# Below this an amount of rupiah is written in full at once; above it is short, and in full in small print.
_SHORTENED = 1_000_000


def show_figures() -> None:
    """The page. It is about published figures, whichever data the page before showed."""
    view = session.current_view((*session.SHARED, *_PARTS), "angka")
    with session.read_with(""):
        _show(view, session.words())


def _show(view: View, words: Words) -> None:
    figures = session.facts().figures
    widgets.address_warnings(words)
    widgets.page_head(st.container(), words("Data publikasi"), "", _lead(figures, words))
    areas, measures, marks = _areas(figures), _measures(words), _marks(words)
    widgets.figure_filters(view, words, areas, measures, marks)
    found = listed(figures, view, words)
    pages = max(1, -(-len(found) // _ROWS))
    page = min(view.list.page, pages)
    shown = found.iloc[(page - 1) * _ROWS : page * _ROWS]
    st.html(templates.note(_how_many(found, page, pages, words)))
    if len(found):
        cells = [_row(figure, words) for figure in each_row(shown)]
        st.html(templates.stack([words(head) for head in _HEADS], cells, numeric=(3,), wide=(5,)))
        _turns(page, pages, words)
        about = _about(view, areas, measures, marks, words)
        widgets.offer_files("angka-terbit", lambda: figure_sheet(found, about, words), words, "figures")
    else:
        st.info(words("Tidak ada data publikasi yang cocok. Kosongkan pencarian atau pilih semua wilayah."))
    widgets.page_footer(words, "")


def _lead(figures: pd.DataFrame, words: Words) -> str:
    return words(
        "{n} data publikasi dari pers dan laman publik: {marked} bertanda, {undated} tanpa tanggal. Target, arus, dan "
        "angka sebagian kelompok tidak ada di peta mana pun dan tidak dijumlahkan.",
        n=words.number(len(figures)),
        marked=words.number(int((figures["flags"] != "").sum())),
        undated=words.number(int((figures["as_of"] == "").sum())),
    )


def listed(figures: pd.DataFrame, view: View, words: Words) -> pd.DataFrame:
    """The figures that the reader asks for, newest first, those without a date at the end."""
    asked = view.list
    fits = pd.Series(True, index=figures.index)
    if asked.about:
        fits &= figures["area_code"] == asked.about
    if asked.measure:
        fits &= figures["indicator"] == asked.measure
    if asked.mark:
        fits &= _marked(figures, asked.mark)
    found = figures[fits]
    wanted = asked.search.casefold().split()
    if wanted:
        texts = [_text(row, words).casefold() for row in found.to_dict("records")]
        found = found[[all(word in text for word in wanted) for text in texts]]
    return found.sort_values(["as_of", "id"], ascending=[False, True], ignore_index=True)


def _marked(figures: pd.DataFrame, mark: str) -> pd.Series:
    if mark == UNDATED:
        return figures["as_of"] == ""
    if mark == UNMARKED:
        return figures["flags"] == ""
    return figures["flags"].map(lambda flags: mark in flags.split(";")).astype(bool)


def _text(row: Mapping[Any, Any], words: Words) -> str:
    """What a search is held against: everything that the row says on the page."""
    title = definitions()[row["indicator"]].title[words.language]
    source = session.source_parts(row["source"])
    present = [number for number in (row["value"], row["numerator"], row["denominator"]) if number == number]
    numbers = [words.number(number, 2) for number in present]
    return " ".join(
        [row["id"], session.area_name(row["area_code"]), title, words.of(row, "caveat"), *source, *numbers]
    )


# -- what can be chosen


def _areas(figures: pd.DataFrame) -> dict[str, str]:
    """Areas that have a figure: provinces, regions, offices, each in the order of their codes."""
    order = {"province": 0, "region": 1, "office": 2}
    pairs = {
        (order[kind], code) for kind, code in zip(figures["area_kind"], figures["area_code"], strict=True)
    }
    return {code: session.area_name(code) for _, code in sorted(pairs)}


def _measures(words: Words) -> dict[str, str]:
    return {key: one.title[words.language] for key, one in definitions().items() if one.kind == "published"}


def _marks(words: Words) -> dict[str, str]:
    flags = {flag: words(name) for flag, name in templates.FLAGS.items()}
    return {UNMARKED: words("tanpa tanda"), **flags, UNDATED: words("tanpa tanggal")}


# -- the list


def _how_many(found: pd.DataFrame, page: int, pages: int, words: Words) -> str:
    n = words.number(len(found))
    if pages == 1:
        return words("{n} angka.", n=n)
    return words("{n} angka; halaman {page} dari {pages}.", n=n, page=page, pages=pages)


def _row(figure: Any, words: Words) -> list[str]:
    return [
        figure.id,
        session.area_name(figure.area_code),
        definitions()[figure.indicator].title[words.language],
        _value(figure, words),
        templates.render(
            "noted", text=words.date(figure.as_of), note=templates.basis(figure.as_of_basis, words)
        ),
        _marks_and_caveat(figure, words),
        widgets.source_link(figure.source),
    ]


def _value(figure: Any, words: Words) -> Markup:
    """The value as printed; below it the whole amount where it is shortened, and the numbers behind it."""
    whole = f"Rp{words.number(figure.value)}" if _is_shortened(figure) else ""
    said = (whole, widgets.fraction(figure, words), widgets.stated_against_computed(figure, words))
    note = " · ".join(part for part in said if part)
    return templates.render("noted", text=words.quantity(figure.value, figure.unit), note=note)


def _is_shortened(figure: Any) -> bool:
    return figure.unit == "rupiah" and figure.value >= _SHORTENED


def _marks_and_caveat(figure: Any, words: Words) -> Markup:
    undated = (
        templates.note(words("Sumber tidak bertanggal: angka ini tidak dipetakan."))
        if not figure.as_of
        else ""
    )
    return templates.together(templates.flags(figure.flags, words), " ", words.of(figure, "caveat"), undated)


def _turns(page: int, pages: int, words: Words) -> None:
    """Two buttons that turn the pages of the list; none where there is only one."""
    if pages == 1:
        return
    with st.container(horizontal=True, key="figures_pages"):
        for label, to in ((words("Sebelumnya"), page - 1), (words("Berikutnya"), page + 1)):
            st.button(
                label,
                key=f"figures_to_{label}",
                disabled=not 1 <= to <= pages,
                on_click=session.change_view,
                kwargs={"page": to},
            )


def _about(
    view: View, areas: Mapping[str, str], measures: Mapping[str, str], marks: Mapping[str, str], words: Words
) -> list[tuple[str, str]]:
    """What the file says of itself: the day on which that was known, what it was narrowed to, and the address."""
    asked = view.list
    chosen = {
        words("Wilayah atau kantor"): areas.get(asked.about, ""),
        words("Indikator"): measures.get(asked.measure, ""),
        words("Tanda"): marks.get(asked.mark, ""),
        words("Cari"): asked.search,
    }
    return [
        (words("Diketahui per"), words.date(today())),
        *((name, value) for name, value in chosen.items() if value),
        *widgets.address_rows(view, words, ""),
    ]
