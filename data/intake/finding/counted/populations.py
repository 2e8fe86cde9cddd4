"""Columns of people as BPS prints them: of whom each is, of both sexes together, and of which month or year.

"Bekerja > Laki-laki, Perempuan, Jumlah" holds one number of ours, its last; "Bekerja > Pertanian" holds none, since
what stands below a word that we know narrows it. Years across are one number each.
"""

from __future__ import annotations

import re

from data.intake.finding.blocks import Block
from data.intake.finding.catalogue import TABLES, names
from data.intake.finding.headings import (
    folded,
    is_ratio,
    is_unit,
    month_and_rest,
    month_name,
    month_year,
    readings,
    year_in,
)
from data.intake.finding.variants import variant_of

_COUNTED = ("employed", "formal", "informal", "population", "labour_force")
_WHOLE = frozenset(names("jumlah jml total totaljumlah jumlahtotal banyaknya orang jiwa people persons"))
_YEAR = re.compile(r"\b(?:tahun|thn\.?|th\.?|year)?\s*(?:19|20)\d{2}\b", re.I)


def set_people(block: Block) -> None:
    """Give each column of people its field and, where its heading says so, its month and year."""
    for column in block.columns:
        if column.field not in (*_COUNTED, ""):
            continue
        column.field = "" if any(map(is_ratio, column.path)) else _counted(column.path)
        for part in column.path:
            column.month = column.month or month_name(part) or month_and_rest(part)[0]
            column.year = column.year or month_year(part) or year_in(part)


def _counted(path: tuple[str, ...]) -> str:
    """Of whom a column is: the lowest word that we know, with nothing below it but a sum, a month, a year or a unit."""
    for part in reversed(path):
        if field := _meant(_bare(part)):
            return field
        if not (folded(_bare(part)) in _WHOLE or not folded(_bare(part)) or is_unit(part)):
            return ""
    return ""


def _bare(part: str) -> str:
    """A part of a heading without its month and year."""
    if month_name(part):
        return ""
    month, rest = month_and_rest(part)
    return rest if month else _YEAR.sub(" ", part).strip()


def _meant(part: str) -> str:
    known = TABLES["workforce"].headings
    keys = readings(part) if part else ()
    exact = next((field for key in keys for field in _COUNTED if key in known[field]), "")
    made = (variant_of("workforce", key) for key in keys)
    return exact or next((field for field in made if field in _COUNTED), "")
