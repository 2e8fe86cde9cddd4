"""Definitions, rules in force, contradictions, sources, releases and licences."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.clock import today
from data.indicators import (
    Disagreement,
    definitions,
    disagreements,
    parts_beyond_whole,
    stated_against_computed,
)
from data.parsing import each_row
from data.words import Words
from pages import session, templates, widgets
from pages.sources.calibration import calibration_table
from pages.sources.definitions import definition_list
from pages.sources.glossary import word_list
from pages.sources.merged import merged
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
_PARTS_HEADS = (
    "Wilayah atau kantor",
    "Indikator",
    "Per",
    "Keseluruhan",
    "Jumlah rincian",
    "Rincian",
    "Sumber",
)
_TARGET_HEADS = ("Wilayah", "Indikator", "Tahun", "Target", "Seri", "Kedudukan", "Catatan", "Sumber")
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
        "Istilah": word_list,
        "Aturan": _rules,
        "Target": _targets,
        "Upah minimum": wage_list,
        "Angka yang berbeda": _contradictions,
        "Daftar sumber": _sources,
        widgets.MERGED: _merged,
        "Rilis": _releases,
        "Lisensi": _licences,
    }
    opened = words(st.session_state.pop("sources_part", next(iter(parts))))
    tabs = st.tabs([words(name) for name in parts], default=opened)
    for tab, part in zip(tabs, parts.values(), strict=True):
        with tab:
            part(words)
    widgets.page_footer(words)


def _lead(words: Words) -> str:
    facts = session.facts()
    return words(
        "{n} data publikasi dari {sources} sumber, masing-masing dengan tanggal dan catatannya.",
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
                "Sebuah angka dibandingkan hanya dengan target dari tahun dan definisinya sendiri: milik "
                "wilayahnya, kalau tidak ada milik provinsinya, kalau tidak ada target nasional menurut seri "
                "yang disebut definisinya."
            )
        )
    )


def _rules(words: Words) -> None:
    rules_table(today(), words)


def _merged(words: Words) -> None:
    merged(today(), words)


def _releases(words: Words) -> None:
    release_list(words)
    calibration_table(today(), words)


def _contradictions(words: Words) -> None:
    figures = session.facts().figures
    st.subheader(words("Persen yang dinyatakan berbeda dari angkanya sendiri"))
    stated = [_stated(row, words) for row in each_row(stated_against_computed(figures))]
    st.html(templates.table([words(head) for head in _STATED_HEADS], stated, numeric=(3, 4, 5)))
    st.subheader(words("Rincian yang berjumlah lebih daripada keseluruhannya"))
    summed = [_summed(whole, parts, words) for whole, parts in parts_beyond_whole(figures)]
    st.html(templates.table([words(head) for head in _PARTS_HEADS], summed, numeric=(3, 4)))
    every = disagreements(figures)
    for partial, heading in ((False, "Beberapa angka untuk satu hal"), (True, "Angka sebagian yang berbeda")):
        shown = [_disagreement(one, words) for one in every if one.partial == partial]
        st.subheader(words(heading))
        if partial:
            st.html(templates.note(words("Masing-masing hanya sebagian: bisa jadi bukan bagian yang sama.")))
        st.html(templates.render("sources_apart", facts=shown))


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


def _summed(whole: dict[Any, Any], parts: list[dict[Any, Any]], words: Words) -> list[str]:
    values = [words.bare(part["value"], part["unit"]) for part in parts]
    return [
        session.area_name(whole["area_code"]),
        definitions()[whole["indicator"]].title[words.language],
        words.date(whole["as_of"]),
        words.quantity(whole["value"], whole["unit"]),
        words.quantity(sum(part["value"] for part in parts), whole["unit"]),
        " + ".join(values),
        widgets.source_link(whole["source"]),
    ]


def _disagreement(one: Disagreement, words: Words) -> dict[str, Any]:
    """The numbers of one fact, each with its date, its parts and its source, as the template sets them side by side."""
    title = definitions()[one.indicator].title[words.language]
    apart = "" if one.same_time else words("tidak semuanya dari hari yang sama: sebagian bisa jadi perubahan")
    return {
        "name": f"{session.area_name(one.area_code)}, {title}",
        "note": apart,
        "figures": [_figure(pd.Series(figure), one.unit, words) for figure in one.figures],
    }


def _figure(figure: pd.Series, unit: str, words: Words) -> dict[str, str]:
    return {
        "value": words.quantity(figure["value"], unit),
        "date": words.date(figure["as_of"]) + widgets.date_basis(figure, words),
        "parts": widgets.fraction(figure, words),
        "flags": templates.flags(figure["flags"], words),
        "caveat": words.of(figure, "caveat"),
        "source": widgets.source_link(figure["source"]),
    }


def _sources(words: Words) -> None:
    """Every source, those without an address said to be so; a search, since there are hundreds."""
    table = session.facts().sources
    asked = st.text_input(
        words("Cari sumber"),
        key="sources_search",
        max_chars=60,
        placeholder=words("penerbit, judul, atau nomor"),
    )
    wanted = asked.casefold().split()
    records = [row for row in table.to_dict("records") if all(word in _text(row, words) for word in wanted)]
    counted = words(
        "{n} sumber, {without} di antaranya tanpa alamat halaman.",
        n=words.number(len(records)),
        without=words.number(sum(not row["url"] for row in records)),
    )
    st.html(templates.note(counted))
    st.html(
        templates.table([words(head) for head in _SOURCE_HEADS], [_source(row, words) for row in records])
    )


def _text(row: dict[Any, Any], words: Words) -> str:
    """What a search among the sources is held against."""
    return " ".join((row["id"], row["publisher"], row["title"], row["url"], words.of(row, "note"))).casefold()


def _source(row: dict[Any, Any], words: Words) -> list[str]:
    if row["url"]:
        title = templates.link(row["url"], row["title"] or row["url"])
    else:
        title = templates.render("noted", text=row["title"], note=words("tanpa alamat halaman"))
    return [row["id"], row["publisher"], title, words.of(row, "note")]


def _licences(words: Words) -> None:
    labour = words("BPS, Sakernas Agustus 2025 (salinan publik; periksa dulu sebelum dipakai resmi)")
    licences = [
        (words("Batas wilayah"), session.maps().credit),
        (words("Luas wilayah"), words("Surat BIG 16 Desember 2024")),
        (words("Penduduk"), words("Dukcapil Kemendagri, semester II 2024")),
        (words("Ketenagakerjaan"), labour),
        (words("Kode wilayah"), "Kepmendagri 300.2.2-2430/2025"),
        (words("Warna peta"), "ColorBrewer 2.0, Cynthia Brewer (Apache-2.0)"),
        (words("Perangkat lunak"), words("Peta Patuh: Apache-2.0; Leaflet: BSD-2-Clause")),
    ]
    st.html(templates.pairs(licences))
