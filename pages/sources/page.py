"""Definitions, rules in force, contradictions, sources, releases and licences."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.clock import today
from data.indicators import definitions, stated_against_computed, two_sources
from data.parsing import each_row
from data.words import Words
from geo.boundaries import CREDIT
from pages import session, templates, widgets
from pages.sources.calibration import calibration_table
from pages.sources.definitions import definition_list
from pages.sources.minimum_wages import wage_list
from pages.sources.releases import release_list
from pages.sources.rules import rules_table

_STATED_HEADS = (
    "Wilayah atau kantor",
    "Indikator",
    "Per",
    "Pembilang / penyebut",
    "Dinyatakan",
    "Dihitung",
    "Sumber",
)
_PAIR_HEADS = ("Wilayah atau kantor", "Indikator", "Sumber pertama", "Nilai", "Sumber kedua", "Nilai")
_TARGET_HEADS = ("Wilayah", "Indikator", "Tahun", "Sasaran", "Seri", "Kedudukan", "Catatan", "Sumber")
_SOURCE_HEADS = ("No.", "Penerbit", "Judul", "Catatan")


def show_sources() -> None:
    """The page: what every number means, where it comes from, and where the sources disagree.

    It is about published figures, whichever data the page before showed.
    """
    session.current_view(session.SHARED, "sumber")
    with session.read_with(""):
        _show(session.words())


def _show(words: Words) -> None:
    widgets.address_warnings(words)
    widgets.page_head(st.container(), words("Sumber dan definisi"), "", _lead(words))
    parts = {
        "Definisi": _definitions,
        "Aturan": _rules,
        "Sasaran": _targets,
        "Upah minimum": wage_list,
        "Pertentangan": _contradictions,
        "Sumber-sumber": _sources,
        "Rilis": _releases,
        "Lisensi": _licences,
    }
    for tab, part in zip(st.tabs([words(name) for name in parts]), parts.values(), strict=True):
        with tab:
            part(words)
    widgets.page_footer(words)


def _lead(words: Words) -> str:
    facts = session.facts()
    return words(
        "{n} angka terbit dari {sources} sumber, masing-masing dengan tanggal dan catatannya.",
        n=words.number(len(facts.figures)),
        sources=words.number(len(facts.sources)),
    )


def _definitions(words: Words) -> None:
    definition_list(today(), words)


def _targets(words: Words) -> None:
    """Every target that is known, also those that nothing is held against, each with what weakens it."""
    st.html(
        templates.table([words(head) for head in _TARGET_HEADS], widgets.target_rows(words), numeric=(3,))
    )
    st.html(
        templates.note(
            words(
                "Sebuah angka dibandingkan hanya dengan sasaran dari tahun dan definisinya sendiri: milik "
                "wilayahnya, kalau tidak ada milik provinsinya, kalau tidak ada sasaran nasional menurut seri "
                "yang disebut definisinya."
            )
        )
    )


def _rules(words: Words) -> None:
    rules_table(today(), words)


def _releases(words: Words) -> None:
    release_list(words)
    calibration_table(today(), words)


def _contradictions(words: Words) -> None:
    figures = session.facts().figures
    st.subheader(words("Persen yang dinyatakan berbeda dari angkanya sendiri"))
    stated = [_stated(row, words) for row in each_row(stated_against_computed(figures))]
    st.html(templates.table([words(head) for head in _STATED_HEADS], stated, numeric=(3, 4, 5)))
    st.subheader(words("Dua sumber untuk satu hal"))
    pairs = [_pair(row, words) for row in two_sources(figures).to_dict("records")]
    st.html(templates.table([words(head) for head in _PAIR_HEADS], pairs, numeric=(3, 5)))


def _stated(row: Any, words: Words) -> list[str]:
    return [
        session.area_name(row.area_code),
        definitions()[row.indicator].title[words.language],
        words.date(row.as_of),
        widgets.fraction(row, words),
        words.percent(row.stated_pct),
        words.percent(row.computed_pct),
        widgets.source_link(row.source),
    ]


def _pair(row: dict[Any, Any], words: Words) -> list[str]:
    title = definitions()[row["indicator"]].title[words.language]
    area = session.area_name(row["area_code"])
    return [area, title, *_source_and_value(row, "a", words), *_source_and_value(row, "b", words)]


def _source_and_value(row: dict[Any, Any], side: str, words: Words) -> list[str]:
    """The cells of one of two sources: `side` "a" or "b" of a row of `data.indicators.two_sources`."""
    day = f", {words.date(row[f'as_of_{side}'])}"
    source = templates.together(widgets.source_link(row[f"source_{side}"]), day)
    return [source, words.quantity(row[f"value_{side}"], row["unit"])]


def _sources(words: Words) -> None:
    rows = [_source(row, words) for row in session.facts().sources.to_dict("records")]
    st.html(templates.table([words(head) for head in _SOURCE_HEADS], rows))


def _source(row: dict[Any, Any], words: Words) -> list[str]:
    title = templates.link(row["url"], row["title"] or row["url"]) if row["url"] else row["title"]
    return [row["id"], row["publisher"], title, words.of(row, "note")]


def _licences(words: Words) -> None:
    labour = words("BPS, Sakernas Agustus 2025 (salinan publik; periksa dulu sebelum dipakai resmi)")
    licences = [
        (words("Batas wilayah"), CREDIT),
        (words("Luas wilayah"), words("Surat BIG 16 Desember 2024")),
        (words("Penduduk"), words("Dukcapil Kemendagri, semester II 2024")),
        (words("Ketenagakerjaan"), labour),
        (words("Kode wilayah"), "Kepmendagri 300.2.2-2430/2025"),
        (words("Warna peta"), "ColorBrewer 2.0, Cynthia Brewer (Apache-2.0)"),
        (words("Perangkat lunak"), words("Peta Patuh: Apache-2.0; Leaflet: BSD-2-Clause")),
    ]
    st.html(templates.pairs(licences))
