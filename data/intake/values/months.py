"""Months as branches write them: "Jul-26", "Juli 2026", 07/2026, 202607, a day that Excel shows as a month.

No library reads these: "Jan-26" is the 26th of January to most of them, and "202608" nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agust agts agst agt agu ags agus aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_WORD = re.compile(r"[a-z]+")
_ONE_OF = "|".join(sorted(MONTHS, key=len, reverse=True))
_NAMED = re.compile(rf"({_ONE_OF})\.?[\s.,'’/_-]*(\d{{4}}|\d{{2}})", re.ASCII)
_RUN_TOGETHER = re.compile(r"(0[1-9]|1[0-2])(20\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[\s./-]?(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[\s./-](\d{4})", re.ASCII)
_DAY = re.compile(r"0?1[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{1,2})-0?1(?:[ T]00:00(?::00)?)?", re.ASCII)
_IN_TEXT = re.compile(
    rf"(?<![a-z\d])(?P<day>\d{{1,2}}\s+)?({_ONE_OF})\.?[\s'’_-]*((?:19|20)\d{{2}}|\d{{2}}(?!\d))", re.ASCII
)
_RANGE = re.compile(
    rf"(?<![a-z])({_ONE_OF})\.?(?:[\s'’_-]*(?:19|20)?\d{{2}})?\s*(?:s\.?\s*d\.?|s/d|sampai|hingga|dan|-|–|&|,|/|_)+\s*({_ONE_OF})(?![a-z])"
)
# "09/2026" in a title, but no day in front of it; "BLTH 072026", "Periode 202607".
_NUMBERED = re.compile(
    r"(?<![\d/.-])(0?[1-9]|1[0-2])\s?[/-]\s?(20\d{2})(?![\d/.-])|(?:blth|bulan|periode)\W{0,3}(0[1-9]|1[0-2])(20\d{2})(?!\d)|"
    r"(?:blth|bulan|periode)\W{0,3}(20\d{2})[/-]?(0[1-9]|1[0-2])(?![\d/.-])",
    re.ASCII,
)
EPOCH = date(1899, 12, 30)


def as_month(year: int, month: int) -> str:
    """The month as text, "" for one that no calendar has."""
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and 1980 <= year <= 2100 else ""


def months_named(text: str) -> list[int]:
    """The numbers of the months that a text names, in their order."""
    return [MONTHS[word] for word in _WORD.findall(text.casefold()) if word in MONTHS]


def month_in(text: str) -> Iterator[str]:
    """The months with a year that a title names; two joined by a dash are two, and a day is none."""
    lowered = text.casefold()
    if _RANGE.search(lowered):
        yield from ("two", "months")
        return
    for match in _NUMBERED.finditer(lowered):
        yield as_month(int(match[2] or match[4] or match[5]), int(match[1] or match[3] or match[6]))
    for match in _IN_TEXT.finditer(lowered):
        if match["day"] is None:
            year = int(match[3])
            yield as_month(year if year > 99 else 2000 + year, MONTHS[match[2]])


@lru_cache(maxsize=50_000)
def read_month(text: str) -> str:
    """The contribution month (BLTH) that a text is, as "2026-07"; "" when it is none.

    >>> read_month("Jul-26"), read_month("202607"), read_month("07/2026"), read_month("Juli")
    ('2026-07', '2026-07', '2026-07', '')
    """
    plain = re.sub(
        r"^(?:blth|bulan iuran|bulan|bln|periode)[\s.:]+",
        "",
        " ".join(text.casefold().strip().strip("'’").split()),
    )
    if named := _NAMED.fullmatch(plain):
        year = int(named[2])
        return as_month(year if year > 99 else 2000 + year, MONTHS[named[1]])
    if joined := _RUN_TOGETHER.fullmatch(plain):
        return as_month(int(joined[2]), int(joined[1]))
    if first := _YEAR_FIRST.fullmatch(plain):
        return as_month(int(first[1]), int(first[2]))
    if last := _YEAR_LAST.fullmatch(plain):
        return as_month(int(last[2]), int(last[1]))
    if day := _DAY.fullmatch(plain):
        return as_month(int(day[2] or day[3]), int(day[1] or day[4]))
    return ""


def month_of_number(number: float) -> str:
    """The month of 202607, or of the number of days by which Excel keeps 1 July 2026; "" for any other number."""
    if not float(number).is_integer():
        return ""
    whole = int(number)
    if 198001 <= whole <= 210012:
        return as_month(*divmod(whole, 100))
    if 100_000 < whole < 1_000_000:
        return read_month(str(whole))
    if 20_000 <= whole <= 73_000:
        return month_of_day(EPOCH + timedelta(days=whole))
    return ""


def month_of_day(day: date | datetime) -> str:
    """The month of its first day; "" for another day, which Excel may have made of "Jul-26"."""
    return as_month(day.year, day.month) if day.day == 1 else ""
