"""Published figures as a table to take along: each as printed, with its date, marks, caveat and source."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.indicators import computed_pct, definitions
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets

# What the list is narrowed to, which stands under the title of the file.
_NARROWED = ("Wilayah atau kantor", "Indikator", "Tanda", "Cari")
# Unit -> kind of its column; of any other it has the decimals that each number has.
_KINDS = {"percent": "percent", "points": "points", "months": "months", "rupiah": "rupiah"}
_BEFORE = (
    Column("id", "Nomor"),
    Column("code", "Kode"),
    Column("where", "Wilayah atau kantor"),
    Column("title", "Indikator"),
)
_COLUMNS = (
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
    before, after = widgets.translated_columns(_BEFORE, words), widgets.translated_columns(_COLUMNS, words)
    values = _by_unit(frame, words)
    return Sheet(
        words("Data publikasi"),
        [*before, *values, *after],
        frame.assign(
            **{
                column.key: frame["value"].where(frame["unit"] == column.key.removeprefix("in_"))
                for column in values
            }
        ),
        about,
        widgets.definition_rows(list(names), "", words),
        scope=widgets.scope_line([pair for pair in about[1:] if pair[0] in map(words, _NARROWED)]),
    )


def _by_unit(figures: pd.DataFrame, words: Words) -> list[Column]:
    """A column of values for each unit that a figure has: numbers of two units in one column invite to be added up."""
    return [
        Column(f"in_{unit}", words("Nilai ({unit})", unit=words.unit(unit)), _KINDS.get(unit, "number"))
        for unit in sorted(set(figures["unit"]))
    ]


def _computed(above: float, below: float, unit: str, stated: float) -> float:
    """The percentage of a figure's own numbers, where it is or states a percentage; NaN elsewhere."""
    found = computed_pct(above, below) if unit == "percent" or stated == stated else None
    return float("nan") if found is None else found
