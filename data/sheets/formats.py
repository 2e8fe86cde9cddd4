"""How the cells of a workbook look: their numbers with unit, language and decimals, headings, totals."""

from __future__ import annotations

from functools import cache
from typing import Any

from data.words import Words

# Separators and names of months as in Indonesian (0421) or English (0409), whatever the reader's spreadsheet has.
_LOCALE = {"id": "[$-421]", "en": "[$-409]"}
_FORMATS = {"count": "#,##0", "rupiah": '"Rp"#,##0', "date": "d mmm yyyy", "month": "mmm yyyy"}
# Decimals of a value that is not whole by nature, by what it has.
_DECIMALS = ("0", "0.0", "0.00")
# Kind -> the unit that stands behind each number.
_BEHIND = {"percent": "%", "points": "poin", "months": "bulan"}
_GREY, _LINE = "#F2F4F7", "#98A2B3"


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any, words: Words) -> None:
        self._book, self._words = book, words
        self._made = cache(self._make)
        self.title = self._made(bold=True, font_size=14, text_wrap=True, valign="top")
        self.line = self._made(text_wrap=True, valign="top")
        self.red = self._made(bold=True, font_color="#B42318", text_wrap=True, valign="top")
        # Without "left" no indent is drawn: the text would touch the number beside it.
        self.plain = self._made(align="left", valign="top", indent=1)
        self.wrapped = self._made(align="left", text_wrap=True, valign="top", indent=1)
        self.withheld = self._made(italic=True, font_color="#475467", align="right", valign="top")
        self.term = self._made(bold=True, valign="top")

    def _make(self, **properties: Any) -> Any:
        return self._book.add_format(properties)

    def heading(self, kind: str) -> Any:
        """A heading, over the numbers of its column where it has any."""
        look = {"align": "left", "indent": 1} if kind == "text" else {"align": "right"}
        return self._made(bold=True, text_wrap=True, valign="top", bottom=1, bg_color=_GREY, **look)

    def of(self, value: Any, kind: str) -> Any:
        """The format of a number, a day or a month."""
        return self._made(num_format=self._pattern(value, kind), valign="top")

    def total(self, kind: str, value: Any = None) -> Any:
        """The same in the last row."""
        look = {"bold": True, "top": 1, "bg_color": _GREY, "top_color": _LINE}
        if value is None or isinstance(value, str):
            return self._made(**look, align="left" if kind == "text" else "right")
        return self._made(**look, num_format=self._pattern(value, kind))

    def _pattern(self, value: Any, kind: str) -> str:
        return pattern(value, kind, self._words)


def pattern(value: Any, kind: str, words: Words) -> str:
    """The number format of a value; one of several units has decimals only where it has any."""
    language = _LOCALE[words.language]
    if kind in _BEHIND:
        return f'{language}{_decimals(value)}" {words(_BEHIND[kind])}"'
    return language + (f"#,##{_decimals(value)}" if kind == "number" else _FORMATS[kind])


def _decimals(value: float) -> str:
    """The pattern with as many decimals as the value has when it is rounded to two."""
    return next(one for one in _DECIMALS if round(value, len(one[2:])) == round(value, 2))


def scaled_rupiah(largest: float, words: Words) -> str:
    """The format of rupiah on a chart, all in the one unit in which the largest is a few digits."""
    language = _LOCALE[words.language]
    for step, name in ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta")):
        if largest >= step:
            commas = "," * (len(f"{step:.0f}") // 3)
            return f'{language}"Rp"#,##0.0{commas}" {words(name)}"'
    return language + _FORMATS["rupiah"]


def millions(words: Words, sign: str = "") -> str:
    """The format of rupiah in millions, without their unit, which the axis says; `sign` stands before each."""
    quoted = f'"{sign}"' if sign else ""
    return f"{_LOCALE[words.language]}{quoted}#,##0,,"
