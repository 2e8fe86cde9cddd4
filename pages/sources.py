"""Definitions, sources, licences, and the list of contradictions."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from data.cells import each_row
from data.contradictions import stated_against_computed, two_sources
from data.indicators import Indicator, definitions
from data.words import Words
from geo.boundaries import CREDIT
from pages.parts import address, figures, head, house, html


def show() -> None:
    """The page: what every number means, where it comes from, and where the sources disagree."""
    address.current(address.SHARED, "sumber")
    words = address.words()
    head.problems(words)
    facts = house.facts()
    head.head(
        st.container(), words("Sumber dan definisi"), "", _lead(words, len(facts.figures), len(facts.sources))
    )
    tabs = st.tabs([words("Definisi"), words("Pertentangan"), words("Sumber-sumber"), words("Lisensi")])
    for tab, part in zip(tabs, (_definitions, _contradictions, _sources, _licences), strict=True):
        with tab:
            part(words)
    head.footer(words)


def _lead(words: Words, n: int, sources: int) -> str:
    return words(
        "{n} angka terbit dari {sources} sumber, masing-masing dengan tanggal dan catatannya.",
        n=words.number(n),
        sources=words.number(sources),
    )


def _definitions(words: Words) -> None:
    for indicator in definitions().values():
        st.html(_definition(indicator, words))


def _definition(indicator: Indicator, words: Words) -> str:
    language = words.language
    polarity = {
        "high_good": words("makin tinggi makin baik"),
        "low_good": words("makin rendah makin baik"),
        "neutral": words("tidak dinilai"),
    }[indicator.polarity]
    items = [
        (words("Pertanyaan"), escape(indicator.question[language])),
        (words("Definisi"), escape(indicator.definition[language])),
        (words("Pembilang"), escape(indicator.numerator[language])),
        (words("Penyebut"), escape(indicator.denominator[language])),
        (words("Satuan"), escape(words.unit(indicator.unit))),
        (words("Arah"), escape(polarity)),
        (words("Dasar"), escape(indicator.legal[language])),
        (words("Catatan"), escape(indicator.caveat[language])),
    ]
    title = escape(indicator.title[language])
    return f'<section id="{escape(indicator.id)}" class="peta-panel"><h2>{title}</h2>{html.pairs(items)}</section>'


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
    rows = [_stated(row, words) for row in each_row(stated_against_computed(house.facts().figures))]
    st.html(html.table(heads, rows, numeric=(3, 4, 5)))
    st.subheader(words("Dua sumber untuk satu hal"))
    heads = [
        words(h)
        for h in ("Wilayah atau kantor", "Indikator", "Sumber pertama", "Nilai", "Sumber kedua", "Nilai")
    ]
    pairs = [_pair(row, words) for row in two_sources(house.facts().figures).to_dict("records")]
    st.html(html.table(heads, pairs, numeric=(3, 5)))


def _stated(row: Any, words: Words) -> list[str]:
    return [
        escape(house.area_name(row.area_code)),
        escape(definitions()[row.indicator].title[words.language]),
        escape(words.date(row.as_of)),
        escape(figures.fraction(row, words)),
        escape(words.percent(row.stated_pct)),
        escape(words.percent(row.computed_pct)),
        figures.source_link(row.source),
    ]


def _pair(row: dict[Any, Any], words: Words) -> list[str]:
    def told(side: str) -> list[str]:
        said = f"{figures.source_link(row[f'source_{side}'])}, {escape(words.date(row[f'as_of_{side}']))}"
        return [said, escape(words.quantity(row[f"value_{side}"], row["unit"]))]

    title = definitions()[row["indicator"]].title[words.language]
    return [escape(house.area_name(row["area_code"])), escape(title), *told("a"), *told("b")]


def _sources(words: Words) -> None:
    heads = [words(h) for h in ("No.", "Penerbit", "Judul", "Catatan")]
    rows = [
        [
            escape(row["id"]),
            escape(row["publisher"]),
            html.link(row["url"], row["title"] or row["url"]) if row["url"] else escape(row["title"]),
            escape(row[f"note_{words.language}"]),
        ]
        for row in house.facts().sources.to_dict("records")
    ]
    st.html(html.table(heads, rows))


def _licences(words: Words) -> None:
    st.html(
        html.pairs(
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
