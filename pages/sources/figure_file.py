"""Published figures as a table to take along: each as printed, with its date, marks, caveat and source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.indicators import computed_pct, definitions
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets

_COLUMNS = (
    Column("id", "Nomor"),
    Column("code", "Kode"),
    Column("where", "Wilayah atau kantor"),
    Column("title", "Indikator"),
    Column("value", "Nilai", "number"),
    Column("said_in", "Satuan"),
    Column("numerator", "Pembilang", "number"),
    Column("denominator", "Penyebut", "number"),
    Column("stated_pct", "Dinyatakan (%)", "number"),
    Column("computed", "Dihitung (%)", "percent"),
    Column("as_of", "Per"),
    Column("basis", "Dasar tanggal"),
    Column("marks", "Tanda"),
    Column("caveat", "Catatan"),
    Column("source_name", "Sumber"),
    Column("address", "Alamat sumber"),
)


def figure_sheet(figures: pd.DataFrame, about: Sequence[tuple[str, str]], words: Words) -> Sheet:
    """The figures (rows of the table figures) as a table; published, so never simulated.

    Dates stay texts, as precise as they are known. What a source does not say is empty, never zero.
    """
    records = figures.to_dict("records")
    named = [session.source_parts(row["source"]) for row in records]
    frame = figures.assign(
        code=figures["area_code"],
        where=[session.area_name(row["area_code"]) for row in records],
        title=[definitions()[row["indicator"]].title[words.language] for row in records],
        said_in=[words.unit(row["unit"]) for row in records],
        computed=[
            _computed(row["numerator"], row["denominator"], row["unit"], row["stated_pct"]) for row in records
        ],
        basis=[templates.basis(row["as_of_basis"], words) for row in records],
        marks=[
            "; ".join(words(templates.FLAGS[flag]) for flag in row["flags"].split(";") if flag)
            for row in records
        ],
        caveat=[words.of(row, "caveat") for row in records],
        source_name=[" – ".join(part for part in parts[:2] if part) for parts in named],
        address=[parts[2] for parts in named],
    )
    names = dict.fromkeys(row["indicator"] for row in records)
    columns = widgets.translated_columns(_COLUMNS, words)
    return Sheet(
        words("Angka terbit"), columns, frame, about, widgets.definition_rows(list(names), "", words)
    )


def _computed(above: float, below: float, unit: str, stated: float) -> float:
    """The percentage of a figure's own numbers, where it is or states a percentage; NaN elsewhere."""
    found = computed_pct(above, below) if unit == "percent" or stated == stated else None
    return float("nan") if found is None else found
