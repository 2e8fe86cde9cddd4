"""The kinds of column that tables are made of: a pandera column with its unit and its heading in each language.

A text column is never missing (empty is ""), a number column may be (NaN or NA), except where it says so.
"""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

from data.tables.checks import between, period, shaped, text, unique

REGION = r"\d{2}\.\d{2}"
PROVINCE = r"\d{2}"
OFFICE = r"(?:KANWIL|KC|KCP)(?:-[A-Z]+)+"
SOURCE = r"S\d{3,}"
FLAGS = ("target", "flow", "partial", "bound", "derived", "doubtful", "other_definition")
# What weakens a target: a page that was not read again or a rounded value; a source that contradicts itself or is
# alone; a newer plan; a review that is going on. "" is a target as it was set.
STANDINGS = ("weak", "doubtful", "old", "review")
UNITS = ("percent", "workers", "employers", "rupiah", "cases", "villages", "projects")
# No number in a table is larger: what is beyond it was typed wrongly.
MUCH = 1e15


def text_column(ind: str, eng: str, *checks: pa.Check) -> pa.Column:
    """One line of text."""
    return pa.Column(str, [text(), *checks], metadata={"id": ind, "en": eng, "unit": ""})


def number_column(ind: str, eng: str, unit: str, *checks: pa.Check, missing: bool = True) -> pa.Column:
    """A number of `unit`, by default from 0 to 1e15, that may be missing unless `missing` is False."""
    metadata = {"id": ind, "en": eng, "unit": unit}
    return pa.Column(float, list(checks) or [between(0, MUCH)], nullable=missing, metadata=metadata)


def key_column(ind: str, eng: str, pattern: str, example: str) -> pa.Column:
    """Text that names its row: no other row has it."""
    return text_column(ind, eng, shaped(pattern, example), unique())


def region_column(ind: str = "Wilayah", eng: str = "Region") -> pa.Column:
    """A Kemendagri code of a kabupaten or kota."""
    return text_column(ind, eng, shaped(REGION, "16.08"))


def offices_column() -> pa.Column:
    """Codes of the offices that took part, separated by ";"; "" where none is known by its code."""
    return text_column(
        "Kantor yang ikut", "Offices taking part", shaped(OFFICE, "KC-MOJOKERTO", blank=True, several=True)
    )


def areas_column() -> pa.Column:
    """Codes of regions, provinces or offices, separated by ";"."""
    pattern = f"{REGION}|{PROVINCE}|{OFFICE}"
    return text_column("Wilayah", "Areas", shaped(pattern, "35.16;35.17", several=True))


def date_column(ind: str, eng: str, *, blank: bool = True) -> pa.Column:
    """A year, month or day as partial ISO text."""
    return text_column(ind, eng, period(blank=blank))


def day_column(ind: str, eng: str) -> pa.Column:
    """A whole day as ISO text, never empty: for what begins and ends on a day that a decree names."""
    return text_column(ind, eng, shaped(r"\d{4}-\d{2}-\d{2}", "2026-01-01"), period())


def source_column(*, blank: bool = False) -> pa.Column:
    """An id of the sources table; `blank` allows a row that names none."""
    return text_column("Sumber", "Source", shaped(SOURCE, "S001", blank=blank))


def same_column(ind: str, eng: str, pattern: str, example: str) -> pa.Column:
    """The key of another row of the same table that tells of the same thing; "" where there is none."""
    return text_column(ind, eng, shaped(pattern, example, blank=True))


def pair_columns(name: str, ind: str, eng: str, *checks: pa.Check) -> dict[str, pa.Column]:
    """The columns `name`_id, with these checks, and `name`_en, which is "" where nobody has said it in English.

    Readers of English are shown the Indonesian text then (`data.words.Words.of`).
    """
    return {
        f"{name}_id": text_column(ind, f"{eng} (Indonesian)", *checks),
        f"{name}_en": text_column(f"{ind} (Inggris)", eng),
    }


def later(columns: dict[str, pa.Column]) -> dict[str, pa.Column]:
    """Columns that a table was given after files of it were made elsewhere: a file without them is read too."""
    for column in columns.values():
        column.metadata = {**(column.metadata or {}), "later": True}
    return columns


def later_columns(schema: pa.DataFrameSchema) -> set[str]:
    """The names of the `later` columns of a table."""
    return {name for name, column in schema.columns.items() if (column.metadata or {}).get("later")}


def table(columns: dict[str, pa.Column], **options: Any) -> pa.DataFrameSchema:
    """A table with exactly these columns in this order."""
    return pa.DataFrameSchema(columns, strict=True, ordered=True, **options)
