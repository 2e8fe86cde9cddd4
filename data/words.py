"""Words and numbers as people read them: Indonesian first, English second.

The message ids in the code are the Indonesian sentences themselves; the English
catalogue is `data/locale/en/LC_MESSAGES/peta_patuh.po`. Numbers, dates and rupiah are
written by Babel in the form of the language.
"""

from __future__ import annotations

import gettext
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial
from numbers import Real
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal

LANGUAGES = ("id", "en")
CATALOGUE = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "peta_patuh.po"
# Length of a partial ISO date (a day, a month, a year) -> how it is written.
_PATTERNS = {10: "d MMM y", 7: "MMM y", 4: "y"}
_UNITS = {
    "percent": "%",
    "workers": "pekerja",
    "employers": "pemberi kerja",
    "cases": "kasus",
    "villages": "desa",
    "projects": "proyek",
    "rupiah": "rupiah",
    "people": "orang",
    "months": "bulan",
    "points": "poin",
    "regions": "wilayah",
}


# Unit -> decimals that a value of it has at most; any other has none.
DIGITS = {"percent": 2, "points": 2, "months": 1}
# A count or an amount from here on is written in three digits where it is to be read from far away.
_LONGEST = 10_000
# No value gets more decimals than these, however near it lies to a limit.
_MOST_DIGITS = 9


def digits_apart(value: float, digits: int, beside: Sequence[float]) -> int:
    """The decimals, `digits` or more, with which `value` stands on the same side of each limit as when it is exact.

    >>> digits_apart(52.1499, 2, [52.15]), digits_apart(52.15, 2, [52.15]), digits_apart(48.2, 2, [52.15])
    (4, 2, 2)
    """
    near = [limit for limit in beside if limit != value and abs(value - limit) < 10.0**-digits]
    while near and digits < _MOST_DIGITS and any(not _is_apart(value, limit, digits) for limit in near):
        digits += 1
    return digits


def _is_apart(value: float, limit: float, digits: int) -> bool:
    shown = float(_rounded(value, digits))
    return shown < limit if value < limit else shown > limit


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    """The value as Babel writes it: of two equally near ones the even one."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits))


# Values of a Problem that count lines, as programs show them beside a file, and the decimals of the others.
_PLACES = ("row", "line")
_PROBLEM_DIGITS = 3


class Problem(Exception):
    """Something a person can act on: what is wrong, where, and what to do.

    `template` is an Indonesian message id with `{placeholders}`; `str()` is the Indonesian
    sentence, `Words.explain` says it in the reader's language. A value named `row` (the line of
    a file) that the template does not place itself is said in front: "Baris 12: ...".
    """

    def __init__(self, template: str, **values: Any) -> None:
        self.template, self.values = template, values
        super().__init__(Words("id").explain(self))


class AsOf(str):
    """A day, a month or a year as partial ISO text, "2026-08-31", which `Words.say` writes as people read it."""


class Sentence(str):
    """An Indonesian sentence that can be said in the other language too, by `Words.say`; anywhere else it is its text.

    `template` is a message id with `{placeholders}`. Its values are texts, whole numbers, `AsOf`, other sentences, or
    lists of these, which are written with commas between them.

    >>> Sentence("Lembar {sheet} dari {count} lembar", sheet="IURAN", count=1200)
    'Lembar IURAN dari 1.200 lembar'
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, **values: Any) -> Sentence:
        sentence = super().__new__(cls, _filled(template, values, _plainly))
        sentence.template, sentence.values = template, values
        return sentence

    def with_texts(self, change: Callable[[str], str]) -> Sentence:
        """The sentence with each text among its values changed, as names that nobody may see are masked."""
        return Sentence(self.template, **{k: _changed(v, change) for k, v in self.values.items()})

    def as_json(self) -> dict[str, Any]:
        """The sentence in a form that can be kept in a file."""
        return {"template": self.template, "values": {k: _kept(v) for k, v in self.values.items()}}

    @classmethod
    def of_json(cls, kept: Any) -> str:
        """What `as_json` has kept; anything else as text."""
        if not isinstance(kept, Mapping) or "template" not in kept:
            return str(kept)
        return cls(kept["template"], **{k: _unkept(v) for k, v in kept["values"].items()})


def _filled(template: str, values: Mapping[str, Any], write: Callable[[Any], str]) -> str:
    return template.format(**{name: write(value) for name, value in values.items()}) if values else template


def _plainly(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plainly, value))
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_changed(one, change) for one in value]
    if isinstance(value, Sentence):
        return value.with_texts(change)
    return change(value) if isinstance(value, str) and not isinstance(value, AsOf) else value


def _kept(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_kept(one) for one in value]
    if isinstance(value, Sentence):
        return value.as_json()
    return {"as_of": str(value)} if isinstance(value, AsOf) else value


def _unkept(kept: Any) -> Any:
    if isinstance(kept, list):
        return [_unkept(one) for one in kept]
    if isinstance(kept, Mapping):
        return AsOf(kept["as_of"]) if "as_of" in kept else Sentence.of_json(kept)
    return kept


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "id":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with CATALOGUE.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# The same few numbers and dates are written at every run of a page; Babel takes 30 µs for each.
@lru_cache(maxsize=20_000)
def _number(value: float | Decimal, digits: int, language: str) -> str:
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=language)


@lru_cache(maxsize=20_000)
def _short_rupiah(value: float, digits: int, language: str) -> str:
    short = format_compact_decimal(value, format_type="long", locale=language, fraction_digits=digits)
    return f"Rp{short}".replace(" ", "\u00a0")


@lru_cache(maxsize=20_000)
def _date(as_of: str | date, language: str) -> str:
    if isinstance(as_of, date):
        return format_date(as_of, "d MMM y", locale=language)
    day = date.fromisoformat(as_of + "-01-01"[len(as_of) - 4 :] if len(as_of) < 10 else as_of)
    return format_date(day, _PATTERNS[len(as_of)], locale=language)


@dataclass(frozen=True)
class Words:
    """Everything that is said in one language, `"id"` or `"en"`.

    >>> Words("id").number(1234567)
    '1.234.567'
    >>> Words("id").percent(45.94)
    '45,94 %'
    """

    language: str = "id"

    def __call__(self, message: str, **values: Any) -> str:
        """`message` (an Indonesian message id) in this language, with `values` put in."""
        sentence = _catalogue(self.language).gettext(message) if message else ""
        return sentence.format(**values) if values else sentence

    def explain(self, problem: Problem) -> str:
        """A `Problem` as a sentence in this language; a value that is a Problem itself is said in it too."""
        said = {name: self._explained(name, value) for name, value in problem.values.items()}
        sentence = self(problem.template, **said)
        row = problem.values.get("row")
        if row is None or "{row}" in problem.template:
            return sentence
        return self("Baris {row}: {said}", row=row, said=sentence)

    def _explained(self, name: str, value: Any) -> Any:
        """A value of a `Problem` as it is read: a number in this language's form, but the place of a line as it is."""
        if isinstance(value, Problem):
            return self.explain(value)
        if name in _PLACES or isinstance(value, bool) or not isinstance(value, Real | Decimal):
            return value
        return self.number(float(value), _PROBLEM_DIGITS) if math.isfinite(value) else str(value)

    def say(self, text: str) -> str:
        """A `Sentence` in this language, with numbers and days in its form; any other text as it stands."""
        if not isinstance(text, Sentence):
            return text
        return _filled(self(text.template), text.values, self._written)

    def _written(self, value: Any) -> str:
        if isinstance(value, (list, tuple)):
            return ", ".join(map(self._written, value))
        if isinstance(value, AsOf):
            return self.date(str(value))
        return (
            self.number(value)
            if isinstance(value, int)
            else self.say(str(value) if not isinstance(value, str) else value)
        )

    def number(self, value: float | Decimal, digits: int = 0, beside: Sequence[float] = ()) -> str:
        """A count or amount with this language's separators and at most `digits` decimals.

        What would round to zero without being zero is "kurang dari 0,01". `beside` are limits or targets that the
        value is held against: it gets more decimals where it would else stand on their other side, or on them.

        >>> Words("id").number(0.004, 2), Words("id").number(52.1499, 2, beside=[52.15])
        ('kurang dari 0,01', '52,1499')
        """
        digits = digits_apart(float(value), digits, beside)
        if value and not _rounded(value, digits):
            sign = "−" if value < 0 else ""
            return self("kurang dari {least}", least=sign + _number(10.0**-digits, digits, self.language))
        return _number(value, digits, self.language)

    def percent(self, value: float, digits: int = 2, beside: Sequence[float] = ()) -> str:
        """A percentage in points (45.94 is 45,94 %) with at most `digits` decimals, after a no-break space.

        No zeros are added: a source that says 21 % has not said 21,00 %. `beside` as in `number`.
        """
        return f"{self.number(value, digits, beside)}\u00a0%"

    def rupiah(self, value: float, beside: Sequence[float] = ()) -> str:
        """Rupiah in short form: Rp5,5 miliar; Rp950.000; −Rp5,5 miliar. `beside` as in `number`."""
        if value < 0:
            return "−" + self.rupiah(-value, [-limit for limit in beside])
        if value and not _rounded(value, 0):
            return self("kurang dari {least}", least="Rp1")
        if value < 1_000_000:
            return f"Rp{self.number(value)}"
        scale = 1_000.0 ** min(int(math.log10(value)) // 3, 4)
        digits = digits_apart(value / scale, 2, [limit / scale for limit in beside])
        return _short_rupiah(value, digits, self.language)

    def of(self, row: Any, name: str) -> str:
        """The text `name` of a row of a table in this language, or in the other where only that is known.

        The row has `name`_id and `name`_en, as attributes or as keys.
        """
        read = row.__getitem__ if isinstance(row, Mapping) else partial(getattr, row)
        texts = {language: str(read(f"{name}_{language}")) for language in LANGUAGES}
        return texts[self.language] or next(filter(None, texts.values()), "")

    def unit(self, unit: str) -> str:
        """The name of a unit of the tables (`percent`, `workers`, ...)."""
        return self(_UNITS[unit])

    def bare(self, value: float, unit: str, beside: Sequence[float] = ()) -> str:
        """A value without its unit, in the one rounding that every value of the unit has; `beside` as in `number`."""
        if unit == "rupiah":
            return self.rupiah(value, beside)
        return self.number(value, DIGITS.get(unit, 0), beside)

    def quantity(self, value: float | None, unit: str, beside: Sequence[float] = ()) -> str:
        """A value with its unit; "tidak ada data" for a missing one, never zero. `beside` as in `number`."""
        if value is None or math.isnan(value):
            return self("tidak ada data")
        if unit == "rupiah":
            return self.rupiah(value, beside)
        return f"{self.bare(value, unit, beside)}\u00a0{self.unit(unit)}"

    def large(self, value: float, unit: str, beside: Sequence[float] = ()) -> tuple[str, str]:
        """A value in the few digits that can be read from far away, and what they count; `beside` as in `number`.

        Counts and rupiah from 10.000 on have three digits and the name of their scale.

        >>> Words("id").large(352218, "workers"), Words("id").large(31.8e9, "rupiah")
        (('352', 'ribu pekerja'), ('31,8', 'miliar rupiah'))
        """
        counted = self("rupiah") if unit == "rupiah" else self.unit(unit)
        if unit in DIGITS or abs(value) < _LONGEST:
            return self.number(value, DIGITS.get(unit, 0), beside), counted
        value = float(f"{value:.3g}")
        scale = 1_000.0 ** min(int(math.log10(abs(value)) + 1e-9) // 3, 4)
        digits = 2 - int(math.log10(abs(value) / scale) + 1e-9)
        short = format_compact_decimal(
            value, format_type="long", locale=self.language, fraction_digits=digits
        )
        number, _, scaled = short.replace("\u00a0", " ").partition(" ")
        return number, f"{scaled} {counted}"

    def date(self, as_of: str | date) -> str:
        """An as-of date as precise as it is known: 31 Des 2021, Agu 2025, 2018."""
        if not as_of:
            return self("tanpa tanggal")
        return _date(as_of, self.language)
