"""Definitions, rules in force, contradictions, sources, releases and licences."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import streamlit as st

from data.indicators import definitions, stated_against_computed, two_sources
from data.parsing import each_row
from data.words import Words
from geo.boundaries import CREDIT
from pages import session, templates, widgets
from pages.sources.calibration import calibration_table
from pages.sources.definitions import definition_list
from pages.sources.releases import release_list
from pages.sources.rules import rules_table


def show_sources() -> None:
    """The page: what every number means, where it comes from, and where the sources disagree."""
    session.current_view(session.SHARED, "sumber")
    words = session.words()
    widgets.address_warnings(words)
    facts = session.facts()
    widgets.page_head(
        st.container(), words("Sumber dan definisi"), "", _lead(words, len(facts.figures), len(facts.sources))
    )
    parts = {
        "Definisi": _definitions,
        "Aturan": _rules,
        "Pertentangan": _contradictions,
        "Sumber-sumber": _sources,
        "Rilis": _releases,
        "Lisensi": _licences,
    }
    for tab, part in zip(st.tabs([words(name) for name in parts]), parts.values(), strict=True):
        with tab:
            part(words)
    widgets.page_footer(words)


def _lead(words: Words, n: int, sources: int) -> str:
    return words(
        "{n} angka terbit dari {sources} sumber, masing-masing dengan tanggal dan catatannya.",
        n=words.number(n),
        sources=words.number(sources),
    )


def _definitions(words: Words) -> None:
    definition_list(date.today(), words)


def _rules(words: Words) -> None:
    rules_table(date.today(), words)


def _releases(words: Words) -> None:
    release_list(words)
    calibration_table(date.today(), words)


def _contradictions(words: Words) -> None:
    st.subheader(words("Persen yang dinyatakan berbeda dari angkanya sendiri"))
    heads = [
        words(h)
        for h in (
            "Wilayah atau kantor",
            "Indikator",
            "Per",
            "Pembilang / penyebut",
            "Dinyatakan",
            "Dihitung",
            "Sumber",
        )
    ]
    rows = [_stated(row, words) for row in each_row(stated_against_computed(session.facts().figures))]
    st.html(templates.table(heads, rows, numeric=(3, 4, 5)))
    st.subheader(words("Dua sumber untuk satu hal"))
    heads = [
        words(h)
        for h in ("Wilayah atau kantor", "Indikator", "Sumber pertama", "Nilai", "Sumber kedua", "Nilai")
    ]
    pairs = [_pair(row, words) for row in two_sources(session.facts().figures).to_dict("records")]
    st.html(templates.table(heads, pairs, numeric=(3, 5)))


def _stated(row: Any, words: Words) -> list[str]:
    return [
        escape(session.area_name(row.area_code)),
        escape(definitions()[row.indicator].title[words.language]),
        escape(words.date(row.as_of)),
        escape(widgets.fraction(row, words)),
        escape(words.percent(row.stated_pct)),
        escape(words.percent(row.computed_pct)),
        widgets.source_link(row.source),
    ]


def _pair(row: dict[Any, Any], words: Words) -> list[str]:
    def told(side: str) -> list[str]:
        said = f"{widgets.source_link(row[f'source_{side}'])}, {escape(words.date(row[f'as_of_{side}']))}"
        return [said, escape(words.quantity(row[f"value_{side}"], row["unit"]))]

    title = definitions()[row["indicator"]].title[words.language]
    return [escape(session.area_name(row["area_code"])), escape(title), *told("a"), *told("b")]


def _sources(words: Words) -> None:
    heads = [words(h) for h in ("No.", "Penerbit", "Judul", "Catatan")]
    rows = [
        [
            escape(row["id"]),
            escape(row["publisher"]),
            templates.link(row["url"], row["title"] or row["url"]) if row["url"] else escape(row["title"]),
            escape(row[f"note_{words.language}"]),
        ]
        for row in session.facts().sources.to_dict("records")
    ]
    st.html(templates.table(heads, rows))


def _licences(words: Words) -> None:
    st.html(
        templates.pairs(
            [
                (words("Batas wilayah"), escape(CREDIT)),
                (words("Luas wilayah"), escape(words("Surat BIG 16 Desember 2024"))),
                (words("Penduduk"), escape(words("Dukcapil Kemendagri, semester II 2024"))),
                (
                    words("Ketenagakerjaan"),
                    escape(
                        words(
                            "BPS, Sakernas Agustus 2025 (salinan publik; periksa dulu sebelum dipakai resmi)"
                        )
                    ),
                ),
                (words("Kode wilayah"), escape("Kepmendagri 300.2.2-2430/2025")),
                (words("Warna peta"), escape("ColorBrewer 2.0, Cynthia Brewer (Apache-2.0)")),
                (words("Perangkat lunak"), escape(words("Peta Patuh: Apache-2.0; Leaflet: BSD-2-Clause"))),
            ]
        )
    )
