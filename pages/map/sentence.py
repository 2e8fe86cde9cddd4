"""The first line of the map page: its question answered by a sentence with a number in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from data.clock import today
from data.indicators import BELOW, Measured, Target, difference_unit, ends_apart
from data.months import month_index
from data.parsing import each_row
from data.places import ALL_AREAS, area_title
from data.queries import Reading
from data.words import Words
from pages import session, templates, widgets
from pages.map.ledger_values import Question, moved_since, regions_of, whole
from pages.map.painted import Mapped
from pages.templates import movement_said, regions_said, signed_quantity
from pages.view import View

_EQUALS = 3  # regions of one value that a sentence names


def headline(view: View, shown: Mapped, words: Words) -> tuple[str, str, str, str]:
    """Title, date, the sentence that answers of published figures, and what else is to be said."""
    heading = shown.indicator.title[words.language]
    as_known = words("diketahui per {date}", date=words.date(view.known_on(today())))
    return (heading, as_known, *_said(shown, words))


@lru_cache(maxsize=256)
def sentence(view: View, shown: Mapped, words: Words) -> tuple[str, str, str]:
    """The same with its sentences as one text, for a file."""
    title, known, *said = headline(view, shown, words)
    return title, known, " ".join(part for part in said if part)


@lru_cache(maxsize=256)
def _said(shown: Mapped, words: Words) -> tuple[str, str]:
    known, total = shown.known, len(shown.rows)
    if known.empty:
        none = words("Belum ada data publikasi untuk {total} wilayah ini sampai tanggal itu.", total=total)
        return none, ""
    if len(known) == 1:
        only = _named(next(each_row(known)), shown, words)
        one = words("Hanya 1 dari {total} wilayah punya data publikasi: {best}.", total=total, best=only)
        return one, ""
    having = words("{n} dari {total} wilayah punya data publikasi.", n=len(known), total=total)
    ends = _ends(shown, words)
    return ends or having, " ".join(_of_one_year(shown, bool(ends), words))


def _ends(shown: Mapped, words: Words) -> str:
    """The highest and the lowest of those that can be compared; "" where there are not two."""
    ranked, compared = shown.ranked, shown.compared
    if compared is None or len(ranked) < 2:
        return ""
    first, last = (_named(next(each_row(end)), shown, words) for end in (ranked.head(1), ranked.tail(1)))
    return words(
        "Angka {year}, {n} dari {total} wilayah: tertinggi {best}, terendah {worst}.",
        year=compared.year,
        n=len(ranked),
        total=len(shown.rows),
        best=first,
        worst=last,
    )


def _of_one_year(shown: Mapped, is_counted: bool, words: Words) -> Iterator[str]:
    """How many figures of the year are below their targets, which these are, and how many regions have none.

    The last is left out where it `is_counted` already how many have one.
    """
    if shown.compared is None or not shown.compared.year:
        yield words("Tahun atau definisinya berbeda, jadi tidak diperingkat.")
        return
    year, by_area = shown.compared.year, shown.compared.by_area
    held = [one for one in by_area.values() if one.held]
    if held:
        yield words(
            "{below} dari {n} di bawah target {year} ({targets}).",
            below=sum(one.side == BELOW for one in held),
            n=len(held),
            year=year,
            targets=_targets_said([target for one in held for target in one.held], words),
        )
    rest = len(shown.rows) - len(by_area)
    if rest and not is_counted:
        yield words("{rest} wilayah belum ada angka {year}.", rest=rest, year=year)


def _targets_said(held: Sequence[Target], words: Words) -> str:
    """The series, areas and values of targets: "BPJS: nasional 52,15 %; Pemkab: OKU Selatan 100 %"."""
    series: dict[str, dict[str, list[str]]] = {}
    for target in dict.fromkeys(held):
        values = series.setdefault(target.series, {}).setdefault(_short(target, words), [])
        values.append(words.bare(target.value, target.unit))
    unit = held[0].unit
    return "; ".join(
        f"{name}: " + ", ".join(f"{area} {_in_turn(values, unit, words)}" for area, values in areas.items())
        for name, areas in series.items()
    )


def _in_turn(values: Sequence[str], unit: str, words: Words) -> str:
    """The values that are in print for one area, the unit said once: "49,46, 50, atau 51 %"."""
    said = (
        values[0]
        if len(values) == 1
        else words("{some} atau {last}", some=", ".join(values[:-1]), last=values[-1])
    )
    return said + templates.suffix(unit, words)


def _short(target: Target, words: Words) -> str:
    regions = session.facts().regions
    short = regions.loc[regions["code"] == target.area, "short"]
    return str(short.iloc[0]) if len(short) else widgets.whose(target, words)


def _named(row: Any, shown: Mapped, words: Words) -> str:
    value = words.quantity(row.value, shown.indicator.unit, shown.limits_of(row.held))
    return f"{row.short} {value} ({words.date(row.as_of)})"


def sentences(asked: Question, reading: Reading, since: str, words: Words) -> list[str]:
    """The whole, then which regions moved beyond chance and how many did not; of what this reader may see."""
    changes = [moved_whole(asked, reading, since, words), *regions_moved(asked, reading, since, words)]
    return [change for change in changes if change]


def place_said(asked: Question, reading: Reading, words: Words) -> str:
    """What the area is called, and of how many of its regions its number is where some are missing."""
    name = words("Semua wilayah") if asked.area == ALL_AREAS else area_title(asked.area)
    known = reading.counted(asked.about, asked.month)
    if known is None:
        return name
    regions = regions_of(asked.area)
    return session.place_in_part(name, len(known.intersection(regions)), len(regions), words)


@lru_cache(maxsize=512)
def moved_whole(asked: Question, reading: Reading, since: str, words: Words) -> str:
    """The whole area now and since then, in a sentence; "" when either is not known or not shown.

    Neither is it said where other regions came then than now: their sums would not compare.
    """
    if not reading.is_alike(asked.about, asked.month, since, regions_of(asked.area)):
        return ""
    now, before = whole(asked, reading, asked.month), whole(asked, reading, since)
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    unit = difference_unit(now.unit)
    place = place_said(asked, reading, words)
    change = words(
        "{place}: {value}, {change} sejak {date}",
        place=place,
        value=words.quantity(float(now.value), now.unit),
        change=signed_quantity(float(now.value) - float(before.value), unit, words),
        date=words.date(since),
    )
    regions = None if asked.area == ALL_AREAS else regions_of(asked.area)
    moved = reading.moved(asked.about, now, before, regions, asked.filters)
    behind = movement_said(asked.about, moved, months_apart(since, asked.month), words)
    told = f"{change}, {behind}" if behind else change
    return f"{told} {_parts(now, before, words)}".strip() + ("" if now.denominator is not None else ".")


def _parts(now: Measured, before: Measured, words: Words) -> str:
    """People or employers beside every per cent, and a denominator that was revised named as that."""
    if now.numerator is None or now.denominator is None or before.numerator is None:
        return ""
    parts = words(
        "({above} dari {below}; sebelumnya {above_before} dari {below_before}).",
        above=words.number(now.numerator),
        below=words.number(now.denominator),
        above_before=words.number(before.numerator),
        below_before=words.number(before.denominator or 0),
    )
    if now.denominator_as_of != before.denominator_as_of:
        parts += " " + words(
            "Penyebutnya berganti: perubahan ini bukan hanya karena pekerja bertambah atau berkurang."
        )
    return parts


def regions_moved(asked: Question, reading: Reading, since: str, words: Words) -> list[str]:
    """Which regions of the area rose or fell since a month beyond chance, as far as this reader is told of them.

    Of kecamatan nothing: nobody keeps who moved there, and hundreds in a sentence tell nobody anything.
    """
    if asked.level:
        return []
    names = dict(zip(session.facts().regions["code"], session.facts().regions["short"], strict=True))
    moved = {names[code]: one for code, one in moved_since(asked, reading, since).items()}
    return regions_said(asked.about, moved, months_apart(since, asked.month), words)


def months_apart(since: str, month: str) -> int:
    """How many months lie between the ends of two."""
    return month_index(month) - month_index(since)


def counted_kecamatan(shown: Mapped, words: Words) -> str:
    """How many kecamatan have a value, how many are not told one by one, and of how many nothing is known."""
    withheld = sum(bool(reason) for reason in shown.suppressed)
    unknown = len(shown.rows) - len(shown.known) - withheld
    counts = {"n": words.number(len(shown.known)), "all": words.number(len(shown.rows))}
    parts = [words("{n} dari {all} kecamatan punya angka", **counts)]
    if withheld:
        parts.append(words("{n} disembunyikan", n=words.number(withheld)))
    if unknown:
        parts.append(words("{n} tanpa data", n=words.number(unknown)))
    return ", ".join(parts) + "."


@lru_cache(maxsize=256)
def ends_said(shown: Mapped, words: Words) -> str:
    """From where to where the values of the regions reach; highest and lowest only of ends that chance does not explain."""
    known = shown.known
    if len(known) < 2:
        return ""
    best, worst = (_at_end(known, at, shown, words) for at in (0, -1))
    if known["value"].iloc[0] == known["value"].iloc[-1]:
        return words(
            "Semua sama: {value}.", value=words.quantity(float(known["value"].iloc[0]), shown.said_in)
        )
    high, low = ends_apart(shown.indicator, list(each_row(known)))
    if high and low:
        return words("Tertinggi {best}, terendah {worst}.", best=best, worst=worst)
    if high:
        return words("Tertinggi {best}; yang lain dari {worst}.", best=best, worst=worst)
    if low:
        return words("Terendah {worst}; yang lain sampai {best}.", best=best, worst=worst)
    return words("Dari {worst} sampai {best}.", best=best, worst=worst)


def _at_end(known: pd.DataFrame, at: int, shown: Mapped, words: Words) -> str:
    """The value at an end of the ranking, with all who have it: equals are named as equals."""
    value = float(known["value"].iloc[at])
    names, said = list(known.loc[known["value"] == value, "short"]), words.quantity(value, shown.said_in)
    if len(names) == 1:
        return f"{names[0]} {said}"
    more = [words("dan {n} lagi", n=len(names) - _EQUALS)] if len(names) > _EQUALS else []
    return f"{said} ({' '.join([', '.join(names[:_EQUALS]), *more])})"
