"""The table of arrears by sector, scale or area: a line for each with a bar and its share, and one for all that are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.access import instead
from data.disclosure import HIDDEN
from data.parsing import each_row, is_missing
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import SCALE_NAMES
from pages.widgets import Cell

_HEADS = {
    "ledger_arrears_employers": "Pemberi kerja",
    "exposed_workers": "Pekerja terdampak",
    "ledger_arrears_rp": "Rupiah",
}
_OWED = "ledger_arrears_rp"
# What the rows of a table are, as they are counted.
_COUNTED_AS = {
    "sector": "lapangan usaha",
    "scale": "skala",
    "region": "wilayah",
    "kecamatan": "kecamatan",
}
# The key of the row that all rows are in which cannot be told one by one.
OTHERS = "lainnya"


def split_table(
    rows: pd.DataFrame, title: str, by: str, names: Sequence[str], place: Place, words: Words
) -> Markup:
    """The rows of `pages.employers.splits.split` by `by`, which is called `title`, and their sum.

    `names` are the indicators that are told of the whole place, the rupiah last; why another one is not stands below.
    """
    if rows.empty:
        return templates.note(words("Tidak ada tunggakan, atau rinciannya terlalu halus untuk peran ini."))
    counts = _area_counts(rows, by, names, place, words)
    longest, total = rows[_OWED].max(), place.value(_OWED)
    lines = [
        {
            "cells": _split_cells(row, rows, by, names, words),
            "bar": _part(row.ledger_arrears_rp, longest),
            "share": _share(row.ledger_arrears_rp, total, words),
            "is_joint": row.key == OTHERS,
            "counts": counts.get(str(row.key), ()),
        }
        for row in each_row(rows)
    ]
    table = templates.render(
        "employers_split",
        heads=[title, *(words(_HEADS[name]) for name in names), words("Bagian")],
        lines=lines,
        total=[words("Jumlah"), *(_total(place, name, words) for name in names), words.percent(100)],
        counts=_total_counts(place, names, words),
    )
    return templates.together(table, *_untold(place, names, words))


def _untold(place: Place, names: Sequence[str], words: Words) -> list[Markup]:
    """Of what the place has no number at all: that of a wider place, or why there is none."""
    return [
        templates.note(f"{words(head)}: {widgets.told_instead(place, name, words)}")
        for name, head in _HEADS.items()
        if name not in names
    ]


def _part(owed: Any, longest: Any) -> float:
    """The length of a bar, as a share of the longest."""
    return float(owed) / float(longest) if not is_missing(owed) and longest else 0.0


def _share(owed: Any, total: float | None, words: Words) -> str:
    return templates.share_text(float(owed) / total, words) if total and not is_missing(owed) else ""


def _total_counts(place: Place, names: Sequence[str], words: Words) -> session.Counts:
    values = {name: place.value(name) for name in names}
    texts = {name: "" if value is None else _number(value, name, words) for name, value in values.items()}
    return session.counts_of(place, texts)


def _area_counts(
    rows: pd.DataFrame, by: str, names: Sequence[str], place: Place, words: Words
) -> dict[str, session.Counts]:
    """What the numbers of regions count, which other pages show too."""
    if by != "region":
        return {}
    return {
        str(row.key): session.counts_of(
            replace(place, level="region", key=str(row.key), within=(str(row.key),)),
            {
                name: _number(getattr(row, name), name, words)
                for name in names
                if not is_missing(getattr(row, name))
            },
        )
        for row in each_row(rows)
        if row.key != OTHERS
    }


def _split_cells(
    row: Any, rows: pd.DataFrame, by: str, names: Sequence[str], words: Words
) -> list[tuple[str, str]]:
    """Name and numbers of a row, each with what stands below it; workers that are not told alone are in the joint row."""
    name = row_name(by, row, words)
    cells = [name if isinstance(name, tuple) else (name, "")]
    within = int(rows["exposed_workers"].isna().sum())
    for indicator in names:
        number, below = getattr(row, indicator), ""
        if indicator == "exposed_workers" and row.key == OTHERS and within:
            below = words("dengan {n} baris di atas", n=words.number(within))
        is_within = is_missing(number) and row.key != OTHERS
        text = words("di “Lainnya”") if is_within else _number(number, indicator, words)
        cells.append((text, below))
    return cells


def row_name(by: str, row: Any, words: Words) -> Cell:
    """What a row is called; a kecamatan with its region below it."""
    key = row.key
    if key == OTHERS:
        return words("Lainnya ({n} {what})", n=words.number(row.of), what=words(_COUNTED_AS[by]))
    if by == "sector":
        return session.sector_name(key, words)
    if by == "scale":
        return words(SCALE_NAMES.get(key, key))
    if by == "region":
        return session.area_name(key)
    return session.kecamatan_names().get(key, words("kecamatan tidak diketahui")), session.area_name(key[:5])


def _total(place: Place, name: str, words: Words) -> str:
    value = place.value(name)
    return place.instead(name, words) if value is None else _number(value, name, words)


def _number(value: float | None, name: str, words: Words) -> str:
    if value is None or is_missing(value):
        return instead(HIDDEN, words)
    return words.rupiah(float(value)) if name.endswith("_rp") else words.number(int(value))
