"""Dates as Indonesian sources print them, kept no more precise than they are known.

A figure "per 2018" holds for a year, one "per Oktober 2018" for a month. Both become known when
their period ends, so the end is what everything compares.
"""

from __future__ import annotations

import calendar
import numbers
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering
from typing import NoReturn

from data.parsing.cells import is_missing, shown
from data.words import Problem

YEARS = range(1900, 2101)
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_MONTH_NAMES = (
    "januari jan january",
    "februari feb pebruari peb february",
    "maret mar march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu agt ags agus aug august",
    "september sep sept",
    "oktober okt october oct",
    "november nov nopember nop",
    "desember des december dec",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES = (
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat jum'at friday",
    "sabtu saturday",
    "minggu ahad sunday",
)
_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_LEADING = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\b[, ]*)?(?:(?:per|tanggal|tgl\.?) )?(?P<rest>.+)"
)
_SHAPES = (
    r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?",
    r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{2}|\d{4})",
    r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})",
    r"(?P<day>\d{1,2})[ -](?P<name>[a-z]+)\.?(?:[ -](?P<year>\d{2}|\d{4}))?",
    r"(?P<end>akhir )(?:tahun )?(?P<year>\d{4})",
    r"tahun (?P<year>\d{4})",
    r"(?P<end>akhir )?(?P<name>[a-z]+)\.?[ -](?P<year>\d{2}|\d{4})",
)
# What a sheet or a database adds to a day when it writes it as text; any other time of day stays and is refused.
_MIDNIGHT = re.compile(r"[ t]0?0[:.]00(?:[:.]00(?:[.,]0+)?)?(?: ?z|[+-]00:?00)?$")
_SHORT_YEAR = "“{text}” hanya menyebut dua angka tahun. Tulis tahunnya lengkap, misalnya 2026."
_NO_SUCH_DAY = "“{text}” bukan tanggal yang ada di kalender antara tahun 1900 dan 2100."
_NO_DATE = "“{text}” bukan tanggal. Tulis misalnya 31-08-2026, 31 Agustus 2026, Agustus 2026 atau 2026."
_EMPTY = "Tanggal kosong. Tulis misalnya 31-08-2026, 31 Agustus 2026, Agustus 2026 atau 2026."


class UnreadableDate(Problem):
    """What was written is no date, or not enough of one."""


@total_ordering
@dataclass(frozen=True)
class AsOf:
    """The year, month or day that a figure holds for: "2018", "2018-10" or "2018-10-31".

    Ordered by the end of the period, then by its start, so that the last of a sorted list is the
    latest known. Raises UnreadableDate for any other text, and for years outside 1900 to 2100.
    """

    text: str

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not _PARTIAL.fullmatch(self.text):
            raise UnreadableDate(
                "“{text}” bukan tanggal. Tulis 2018, 2018-10 atau 2018-10-31.", text=shown(self.text)
            )
        try:
            start = self.start
        except ValueError:
            raise UnreadableDate(_NO_SUCH_DAY, text=shown(self.text)) from None
        if start.year not in YEARS:
            raise UnreadableDate(_NO_SUCH_DAY, text=shown(self.text))

    @property
    def precision(self) -> str:
        """year, month or day."""
        return _PRECISIONS[len(self.text)]

    @property
    def start(self) -> date:
        """The first day."""
        return date.fromisoformat(self.text + "-01-01"[len(self.text) - 4 :])

    @property
    def end(self) -> date:
        """The last day: when a figure of this date is known."""
        start = self.start
        if self.precision == "day":
            return start
        month = 12 if self.precision == "year" else start.month
        return date(start.year, month, calendar.monthrange(start.year, month)[1])

    def contains(self, other: AsOf | date) -> bool:
        """Whether all of `other` lies within this period."""
        start, end = _span(other)
        return self.start <= start and end <= self.end

    def overlaps(self, other: AsOf | date) -> bool:
        """Whether this period and `other` share a day."""
        start, end = _span(other)
        return start <= self.end and self.start <= end

    def __lt__(self, other: AsOf) -> bool:
        return (self.end, self.start) < (other.end, other.start)

    def __str__(self) -> str:
        return self.text


def _span(period: AsOf | date) -> tuple[date, date]:
    return (period.start, period.end) if isinstance(period, AsOf) else (period, period)


def read_date(text: object, year: int | None = None, *, row: int | None = None) -> AsOf:
    """The period that `text` names, day before month as in Indonesian: "10/9" is 10 September.

    `year` is the year of the page it stands on, used only when `text` has none. A weekday in front
    must be the right one: it catches a wrong year. "akhir 2015" is 2015-12-31. Dates and whole
    numbers (a year) pass through. `row` is the line of a file, for the error.

    Raises UnreadableDate: a missing year, two digits for a year, a day that does not exist.

    >>> read_date("Senin (10/9)", 2018).text, read_date("Agustus 2025").text
    ('2018-09-10', '2025-08')
    """
    if isinstance(text, date) and not is_missing(text):
        return AsOf((text.date() if isinstance(text, datetime) else text).isoformat())
    written = _folded(text, row)
    leading = _LEADING.fullmatch(written)
    rest = leading["rest"] if leading else written
    parts = next(
        (match.groupdict() for shape in _SHAPES if (match := re.fullmatch(shape, rest, re.ASCII))), None
    )
    if parts is None:
        _refuse(_NO_DATE, written, row)
    period = _as_of(parts, year, written, row)
    weekday = leading["weekday"] if leading else None
    return _checked_weekday(period, weekday, written, row) if weekday else period


def _refuse(template: str, text: object, row: int | None, **values: str) -> NoReturn:
    raise UnreadableDate(template, text=shown(text), row=row, **values)


def _folded(text: object, row: int | None) -> str:
    """`text` in lower case, without brackets and commas, with single blanks."""
    if is_missing(text):
        raise UnreadableDate(_EMPTY, row=row)
    if isinstance(text, numbers.Real) and not isinstance(text, bool) and float(text).is_integer():
        text = f"{float(text):.0f}"
    if not isinstance(text, str) or len(text) > 60:
        _refuse(_NO_DATE, text, row)
    folded = _MIDNIGHT.sub("", text.casefold().replace("’", "'").strip())
    return " ".join(re.sub(r"[(),]", " ", folded).split())


def _as_of(parts: dict[str, str | None], year: int | None, written: str, row: int | None) -> AsOf:
    """The period of the `parts` of a date; `written` is the whole text, for the error."""
    own_year = parts.get("year")
    if own_year and len(own_year) == 2:
        _refuse(_SHORT_YEAR, written, row)
    if not own_year and year is None:
        _refuse("“{text}” tidak menyebut tahun. Tambahkan tahunnya, misalnya 10/9/2018.", written, row)
    pieces = [f"{int(own_year or year or 0):04d}", _month(parts, written, row), parts.get("day")]
    iso = "-".join(piece.zfill(2) for piece in pieces if piece)
    try:
        period = AsOf(iso)
    except UnreadableDate as problem:
        _refuse(problem.template, written, row)
    return AsOf(period.end.isoformat()) if parts.get("end") else period


def _month(parts: dict[str, str | None], written: str, row: int | None) -> str | None:
    """The number of the month, as text; None where only a year is written."""
    name = parts.get("name")
    if name is None:
        return parts.get("month")
    if name not in _MONTHS:
        _refuse("“{text}” bukan tanggal: {month} bukan nama bulan.", written, row, month=shown(name))
    return str(_MONTHS[name])


def _checked_weekday(period: AsOf, weekday: str, written: str, row: int | None) -> AsOf:
    if period.precision != "day" or period.start.weekday() != _WEEKDAYS[weekday]:
        _refuse(
            "“{text}”: {date} bukan hari {weekday}. Periksa tahunnya.",
            written,
            row,
            date=period.text,
            weekday=weekday,
        )
    return period
