"""One cell, whatever its type, into the value of a field: whole numbers, days, months, keys, text.

Each reader gives a Reading: the value, or the code of what is wrong or must be asked; and the code of the repair
that was made without asking, so that repairs can be counted and shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from data.intake.reading import ErrorCell
from data.intake.values.dates import OLDEST, day_of_number, read_day
from data.intake.values.months import month_of_day, month_of_number, read_month
from data.intake.values.numbers import ZERO_WORDS, Evidence, easy_number, taken_apart, value_of

_MOST = 10**15
# No single row is of so many rupiah; one that comes to it by its unit was written in full.
ABSURD = 10**12
# Where others of a column say "jt" or "M", an amount below this that says nothing is hardly in rupiah.
_BARE = 100_000
# What a computer's sums leave behind the last digit: 83570.4 / 1000 is kept as 83.57039999999999.
_NOISE = Decimal("1e-14")
_SHORT_FORM = re.compile(r"\A\d+(?:[.,]\d+)?E\+?\d+", re.I)
# A number that a program wrote as text: "10144.0".
_WITHOUT_POINT = re.compile(r"(?<=\d\d)\.0$")
_KEY = re.compile(r"[A-Z0-9]+")
_FORMULA = ("=", "+", "-", "@")
# A formula's error that was saved as text, in a text file or a web page.
_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")


class Reading(NamedTuple):
    """What a cell says: its value (None is missing), an error or question about it, and the repair made."""

    value: object = None
    error: str = ""
    note: str = ""
    ask: str = ""


MISSING = Reading()


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip("\xa0 \t\r\n"))


def text_of(cell: object) -> str:
    """What stands in a cell as people see it, in one line."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d")
    return " ".join(str(cell).replace("\xa0", " ").split())


@dataclass(frozen=True)
class Amounts:
    """How the amounts of a column are read: what its texts prove, their unit, and whether below zero is allowed.

    `scale` is what one is worth (1,000 where thousands are written); `people` says that workers are counted.
    """

    proved: Evidence = field(default_factory=Evidence)
    scale: int = 1
    people: bool = False
    negative: bool = False

    def read(self, cell: object) -> Reading:
        """A whole number of workers or rupiah. Errors: not_number, not_whole, negative; asks: number."""
        if is_empty(cell):
            return MISSING
        if isinstance(cell, (bool, ErrorCell, date)):
            return Reading(error="not_number")
        if isinstance(cell, (int, float)):
            return self._finished(Decimal(repr(cell)) if cell == cell else None, "")
        return self._from_text(str(cell))

    def _from_text(self, text: str) -> Reading:
        if self.people or (self.scale == 1 and not self.proved.units):
            number = easy_number(text)
            if number is not None and number < _MOST:
                return Reading(number, note="text_number")
        return self.read_closely(text)

    def read_closely(self, text: str) -> Reading:
        """What any text says, however it is written; `read` comes to the same, and sooner for the easy ones."""
        plain = " ".join(text.replace("\xa0", " ").split()).casefold()
        if plain in ZERO_WORDS:
            return Reading(0, note="zero_word")
        written = taken_apart(text)
        if written is None:
            return Reading(error="not_number")
        value = value_of(written, self.proved, whole=self.people or self.scale == 1)
        if isinstance(value, str):
            return Reading(ask="number") if value == "ask" else Reading(error="not_number")
        note = "footnote_mark" if written.footnote else "unit_word" if written.word else "text_number"
        return self._finished(value, note, scaled=bool(written.scale))

    def _finished(self, value: Decimal | None, note: str, *, scaled: bool = False) -> Reading:
        if value is None or not value.is_finite():
            return Reading(error="not_number")
        value = value if scaled or self.people else value * self.scale
        whole = value.to_integral_value()
        if abs(value - whole) > abs(value) * _NOISE:
            whole = value.to_integral_value(rounding="ROUND_DOWN")
        else:
            value = whole
        if abs(whole) >= _MOST:
            return Reading(error="not_number")
        if whole != value and self.people:
            return Reading(error="not_whole")
        if value < 0 and not self.negative:
            return Reading(error="negative")
        if self.scale > 1 and not scaled and not self.people and abs(whole) >= ABSURD:
            return Reading(
                ask="number"
            )  # "Rp 86.200.000" below "dalam jutaan": who wrote that forgot the unit
        if (
            self.proved.units
            and not scaled
            and not self.people
            and self.scale == 1
            and 0 < abs(whole) < _BARE
        ):
            return Reading(ask="number")  # "1.250" below "850 jt": millions, or rupiah?
        return Reading(int(whole), note="rounded" if whole != value else note)


@dataclass(frozen=True)
class Days:
    """How the days of a column are read: which order its texts have, and what lies too late.

    `order` is dmy, mdy or ask (the column proves both). `today` is the last day allowed, None where a later day is
    meant to come. `parts` allows a month or a year alone.
    """

    order: str = "dmy"
    today: date | None = None
    parts: bool = False

    def read(self, cell: object) -> Reading:
        """A day as ISO text. Errors: not_date, future; asks: date_order."""
        if is_empty(cell) or (isinstance(cell, str) and cell.strip() in ZERO_WORDS):
            return MISSING
        if isinstance(cell, (bool, ErrorCell)):
            return Reading(error="not_date")
        if isinstance(cell, date):
            return self._checked(cell.date() if isinstance(cell, datetime) else cell, "")
        if isinstance(cell, (int, float)):
            return self._from_number(cell)
        return self._from_text(str(cell))

    def _from_number(self, number: float) -> Reading:
        if self.parts and OLDEST <= number <= 2100:
            return Reading(str(int(number)))
        day = day_of_number(number)
        return self._checked(day, "date_serial") if day else Reading(error="not_date")

    def _from_text(self, text: str) -> Reading:
        found = read_day(text, "mdy" if self.order == "mdy" else "dmy")
        if found.day is None:
            return self._part(text)
        if found.order == "both" and self.order == "ask":
            return Reading(found.day.isoformat(), ask="date_order")
        note = "two_digit_year" if found.short else "date_text"
        checked = self._checked(found.day, note)
        if found.weekday_wrong and not checked.error:
            return checked._replace(note="weekday_wrong")
        return checked

    def _part(self, text: str) -> Reading:
        plain = text.strip()
        if self.parts and re.fullmatch(r"(?:19|20)\d{2}", plain):
            return Reading(plain)
        month = read_month(plain) if self.parts else ""
        return Reading(month, note="date_text") if month else Reading(error="not_date")

    def _checked(self, day: date, note: str) -> Reading:
        if day.year < OLDEST:
            return Reading(error="not_date")
        if self.today is not None and day > self.today:
            return Reading(error="future")
        return Reading(day.isoformat(), note=note)


@dataclass(frozen=True)
class Months:
    """How contribution months are read; none after `today` (its month)."""

    today: date

    def read(self, cell: object) -> Reading:
        """A month as "2026-07". Errors: missing, bad_month, future."""
        if is_empty(cell):
            return Reading(error="missing")
        if isinstance(cell, (bool, ErrorCell)):
            return Reading(error="bad_month")
        if isinstance(cell, date):
            return self._checked(month_of_day(cell), "")
        if isinstance(cell, (int, float)):
            return self._checked(month_of_number(cell), "month_text")
        return self._checked(read_month(str(cell)), "month_text")

    def _checked(self, month: str, note: str) -> Reading:
        if not month:
            return Reading(error="bad_month")
        if month > f"{self.today:%Y-%m}":
            return Reading(error="future")
        return Reading(month, note=note)


def read_text(cell: object) -> Reading:
    """Text in one line; what looks like a formula stays text and is told, and a dash stands where nothing does."""
    if is_empty(cell) or (isinstance(cell, str) and cell.strip() in ZERO_WORDS):
        return MISSING
    if isinstance(cell, ErrorCell) or (isinstance(cell, str) and _ERROR_TEXT.fullmatch(cell.strip())):
        return Reading(error="missing")
    text = text_of(cell)
    return Reading(text, note="formula_text" if text.startswith(_FORMULA) and len(text) > 1 else "")


def read_npp(cell: object) -> Reading:
    """An employer number (NPP) with its division: (number, division). Errors: bad_npp.

    A workbook that took it for a number lost its zeros in front; whether those put back are right, the register says.
    """
    if is_empty(cell) or (isinstance(cell, str) and cell.strip() in ZERO_WORDS):
        return MISSING
    if isinstance(cell, (bool, ErrorCell, date)):
        return Reading(error="bad_npp")
    if isinstance(cell, (int, float)):
        whole = f"{cell:.0f}" if float(cell).is_integer() and cell > 0 else ""
        return (
            Reading((whole.zfill(8), ""), note="npp_padded")
            if 0 < len(whole) <= 8
            else Reading(error="bad_npp")
        )
    text = _WITHOUT_POINT.sub("", str(cell).strip().strip("'").upper())
    if _SHORT_FORM.fullmatch(text):
        return Reading(error="bad_npp")
    head, _, division = text.replace("/", "-").partition("-")
    number = re.sub(r"[\s.]", "", head)
    division = division.strip() if division.strip().isdigit() else ""
    if not _KEY.fullmatch(number) or len(number) > 12:
        return Reading(error="bad_npp")
    note = "npp_trimmed" if number != text else ""
    if number.isdigit() and len(number) < 8:
        return Reading((number.zfill(8), division), note="npp_padded")
    return Reading((number, division), note=note)


def read_key(cell: object) -> Reading:
    """The number of a project, a licence or a list. Errors: bad_key (Excel's short form 2,6E+12 has lost its digits)."""
    if is_empty(cell) or (isinstance(cell, str) and cell.strip() in ZERO_WORDS):
        return MISSING
    if isinstance(cell, (bool, ErrorCell, date)):
        return Reading(error="bad_key")
    if isinstance(cell, float) and (not cell.is_integer() or abs(cell) >= 10**15):
        return Reading(error="bad_key")
    text = _WITHOUT_POINT.sub("", text_of(cell).strip("'"))
    if _SHORT_FORM.fullmatch(text) or len(text) > 60:
        return Reading(error="bad_key")
    return Reading(text)
