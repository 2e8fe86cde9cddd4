"""The first line of the map page: its question answered by a sentence with a number in it."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from typing import Any

from data.indicators import Measured
from data.parsing import each_row
from data.places import ALL, title
from data.queries import Reading
from data.words import Words
from pages.map.ledger_values import Question, answered
from pages.map.painted import Mapped
from pages.templates import signed_quantity
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


def whole(asked: Question, found: Reading, month: str) -> Measured | None:
    """The value of the whole area that is looked at."""
    level = "all" if asked.area == ALL else "area"
    return found.one(asked.about, month, level, "" if level == "all" else asked.area, asked.filters)


def sentences(asked: Question, found: Reading, since: str, words: Words) -> list[str]:
    """The whole, then who moved most, then how many moved which way; of what this reader may see."""
    then = Question(
        asked.indicator, asked.area, asked.month, since, asked.filters, asked.scheme, asked.classes
    )
    said = [moved_whole(asked, found, since, words), *_moved(answered(then, found), words)]
    return [sentence for sentence in said if sentence]


def moved_whole(asked: Question, found: Reading, since: str, words: Words) -> str:
    """The whole area now and since then, in a sentence; "" when either is not known or not shown."""
    now, before = whole(asked, found, asked.month), whole(asked, found, since)
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    unit = "points" if now.unit == "percent" else now.unit
    place = words("Semua wilayah") if asked.area == ALL else title(asked.area)
    said = words(
        "{place}: {value}, {change} sejak {date}",
        place=place,
        value=words.quantity(float(now.value), now.unit),
        change=signed_quantity(float(now.value) - float(before.value), unit, words),
        date=words.date(since),
    )
    return f"{said} {_parts(now, before, words)}".strip() + ("" if now.denominator is not None else ".")


def _parts(now: Measured, before: Measured, words: Words) -> str:
    """People or employers beside every per cent, and a denominator that was revised named as that."""
    if now.numerator is None or now.denominator is None or before.numerator is None:
        return ""
    said = words(
        "({above} dari {below}; sebelumnya {above_before} dari {below_before}).",
        above=words.number(now.numerator),
        below=words.number(now.denominator),
        above_before=words.number(before.numerator),
        below_before=words.number(before.denominator or 0),
    )
    if now.denominator_as_of != before.denominator_as_of:
        said += " " + words(
            "Penyebutnya berganti: perubahan ini bukan hanya karena pekerja bertambah atau berkurang."
        )
    return said


def _moved(moved: Mapped, words: Words) -> list[str]:
    known = moved.known
    if len(known) < 2:
        return []
    first, last = next(each_row(known.head(1))), next(each_row(known.tail(1)))
    up, down = int((known["value"] > 0).sum()), int((known["value"] < 0).sum())
    said = [
        words("{up} wilayah naik, {down} turun, {same} tetap.", up=up, down=down, same=len(known) - up - down)
    ]
    if first.value > 0:
        said.append(words("Naik terbanyak: {named}.", named=_moved_by(first, moved, words)))
    if last.value < 0:
        said.append(words("Turun terbanyak: {named}.", named=_moved_by(last, moved, words)))
    return said


def _moved_by(row: Any, moved: Mapped, words: Words) -> str:
    return (
        f"{row.short} {signed_quantity(row.value, moved.said_in, words)}"
        if not math.isnan(row.value)
        else row.short
    )
