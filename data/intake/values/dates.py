"""Days as branches write them: 26/08/2026, 27-Agt-26, "Senin, 3 Agustus 2026", a number of days.

Day and month change places in exports from elsewhere. One text cannot say which order it has, but its column can:
"26/08/2026" proves that the day comes first, "03/25/2026" that the month does (`orders_proved`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from data.intake.values.months import EPOCH, MONTHS

OLDEST = 1980
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin monday",
            "selasa tuesday",
            "rabu wednesday",
            "kamis thursday",
            "jumat jum'at friday",
            "sabtu saturday",
            "minggu ahad sunday",
        )
    )
    for name in names.split()
}
_NAMES = "|".join(_WEEKDAYS)
# "Selasa-Rabu, 11-12 Agustus 2026": the first is held against the first day.
_WEEKDAY = re.compile(rf"({_NAMES})\b(?:\s*(?:-|–|&|dan\b|s\.?\s*/?\s*d\.?)\s*(?:{_NAMES})\b)?[\s,/]*")
_MARK = r"[\s./-]"
_NUMERIC = re.compile(
    rf"(\d{{1,2}}){_MARK}+(\d{{1,2}}){_MARK}+(\d{{4}}|\d{{2}})(?:\s+\d{{1,2}}[:.]\d{{2}}.*)?", re.ASCII
)
_NUMERIC_DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}.*)?", re.ASCII)
_CLOCK = r"(?:,?\s+(?:pukul\s+|pkl\.?\s+)?\d{1,2}[:.]\d{2}.*)?"
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*([a-z]+)\.?[\s,./'’-]*(\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII
)
_ENGLISH = re.compile(rf"\A([a-z]+)\.?[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(\d{{4}}){_CLOCK}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)", re.ASCII)
_LEAD = re.compile(r"^(?:tgl\.?|tanggal|per|pada)\s+")
_DASH = r"\s*(?:s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|-|–|—|dan|&)\s*"
_SPANS = (
    re.compile(
        rf"(\d{{1,2}})(?:\s*,\s*\d{{1,2}}){{0,9}}{_DASH}(\d{{1,2}})\s+([a-z]+)\.?\s+(\d{{4}}){_CLOCK}",
        re.ASCII,
    ),
    re.compile(
        rf"(\d{{1,2}})\s+([a-z]+)\.?(?:\s+(\d{{4}}))?{_DASH}(\d{{1,2}})\s+([a-z]+)\.?\s+(\d{{4}}){_CLOCK}",
        re.ASCII,
    ),
)
_TWO_NUMERIC = re.compile(rf"({_NUMERIC_DAY}){_DASH}({_NUMERIC_DAY})", re.ASCII)


@dataclass(frozen=True)
class Day:
    """What a text is: the day (None when it is none), and what one must know about how it was read.

    `order` is "both" when it depends on whether day or month comes first, else "" ; `year` has two digits when
    `short` is true; `weekday_wrong` says that the weekday in front belongs to another day.
    """

    day: date | None = None
    order: str = ""
    short: bool = False
    weekday_wrong: bool = False
    end: date | None = None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)


@lru_cache(maxsize=50_000)
def _parts(text: str) -> tuple[str, str | None]:
    """The text in lower case without what stands in front of the date, and the weekday that stood there."""
    plain = " ".join(text.casefold().replace("’", "'").strip().strip("'").split())
    weekday = None
    if match := _WEEKDAY.match(plain):
        weekday, plain = match[1], plain[match.end() :]
    return _LEAD.sub("", plain).strip(" ,()"), weekday


def orders_proved(texts: Iterable[str]) -> tuple[bool, bool, int]:
    """Whether some text proves day before month, whether some proves the other order, and how many prove neither."""
    day_first = month_first = False
    neither = 0
    for text in texts:
        match = _NUMERIC.fullmatch(_parts(text)[0])
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        day_first |= first > 12 >= second
        month_first |= second > 12 >= first
        neither += first <= 12 and second <= 12 and first != second
    return day_first, month_first, neither


@lru_cache(maxsize=50_000)
def read_day(text: str, order: str = "dmy") -> Day:
    """The day that a text is. `order` is dmy or mdy and matters only where both can be meant."""
    plain, weekday = _parts(text)
    found = _read(plain, order)
    if weekday and found.day and found.day.weekday() != _WEEKDAYS[weekday]:
        return Day(found.day, found.order, found.short, weekday_wrong=True, end=found.end)
    return found


def _read(plain: str, order: str) -> Day:
    if match := _ISO.fullmatch(plain):
        return Day(_made(int(match[1]), int(match[2]), int(match[3])))
    if match := _RUN_TOGETHER.fullmatch(plain):
        return Day(_made(int(match[1]), int(match[2]), int(match[3])))
    if match := _NUMERIC.fullmatch(plain):
        return _numeric(match, order)
    if (match := _NAMED.fullmatch(plain)) and match[2] in MONTHS:
        return Day(_made(_full(match[3]), MONTHS[match[2]], int(match[1])))
    if (match := _ENGLISH.fullmatch(plain)) and match[1] in MONTHS:
        return Day(_made(int(match[3]), MONTHS[match[1]], int(match[2])))
    if _SERIAL.fullmatch(plain):
        return Day(day_of_number(float(plain)))
    if (match := _TWO_NUMERIC.fullmatch(plain)) and (last := _read(match[2], order).day):
        return replace(_read(match[1], order), end=last)
    return _span(plain)


def _numeric(match: re.Match[str], order: str) -> Day:
    first, second, year = int(match[1]), int(match[2]), _full(match[3])
    both = first <= 12 and second <= 12 and first != second
    month, day = (first, second) if order == "mdy" else (second, first)
    return Day(_made(year, month, day), "both" if both else "", short=len(match[3]) == 2)


def _span(plain: str) -> Day:
    """Two days joined: "12 s.d. 13 Agustus 2026", "28 Sept - 2 Okt 2026"."""
    if (match := _SPANS[0].fullmatch(plain)) and match[3] in MONTHS:
        first, last, month, year = int(match[1]), int(match[2]), MONTHS[match[3]], int(match[4])
        return Day(_made(year, month, first), end=_made(year, month, last))
    if (match := _SPANS[1].fullmatch(plain)) and match[2] in MONTHS and match[5] in MONTHS:
        year = int(match[6])
        start = _made(int(match[3] or year), MONTHS[match[2]], int(match[1]))
        return Day(start, end=_made(year, MONTHS[match[5]], int(match[4])))
    return Day()


def day_of_number(number: float) -> date | None:
    """The day that Excel keeps as a number of days, or 20260826; None for a number that is neither."""
    if float(number).is_integer() and (joined := _RUN_TOGETHER.fullmatch(str(int(number)))):
        return _made(int(joined[1]), int(joined[2]), int(joined[3]))
    return EPOCH + timedelta(days=int(number)) if 20_000 <= number <= 73_000 else None
