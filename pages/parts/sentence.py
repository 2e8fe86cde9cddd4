"""The first line of the map page: its question answered by a sentence with a number in it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from data.parsing import each_row
from data.words import Words
from pages.parts.mapped import Mapped
from pages.view import View


def sentence(view: View, found: Mapped, words: Words) -> tuple[str, str, str]:
    """Title, date and headline sentence of `found`."""
    heading = found.indicator.title[words.language]
    as_known = words("diketahui per {date}", date=words.date(view.known_on(date.today())))
    return heading, as_known, _headline(found, words)


@lru_cache(maxsize=256)
def _headline(found: Mapped, words: Words) -> str:
    known, total = found.known, len(found.rows)
    if known.empty:
        return words("Belum ada angka terbit untuk {total} wilayah ini sampai tanggal itu.", total=total)
    first, last = next(each_row(known.head(1))), next(each_row(known.tail(1)))
    unit = found.indicator.unit
    if len(known) == 1:
        return words(
            "Hanya 1 dari {total} wilayah punya angka terbit: {best}.",
            total=total,
            best=_named(first, unit, words),
        )
    said = words(
        "{n} dari {total} wilayah punya angka terbit: tertinggi {best}, terendah {worst}.",
        n=len(known),
        total=total,
        best=_named(first, unit, words),
        worst=_named(last, unit, words),
    )
    return f"{said} {_below(found, words)}".strip()


def _below(found: Mapped, words: Words) -> str:
    if found.target is None:
        return ""
    below = int((found.known["value"] < found.target).sum())
    return words(
        "{below} di bawah sasaran nasional {target} ({year}).",
        below=below,
        target=words.percent(found.target),
        year=found.target_year,
    )


def _named(row: Any, unit: str, words: Words) -> str:
    return f"{row.short} {words.quantity(row.value, unit)} ({words.date(row.as_of)})"
