"""Numbers as Indonesian sources print them, read into exact decimals or refused.

The Indonesian rule comes first: a dot groups thousands, a comma is the decimal mark. What the rule
cannot be meant for is read in the one way that is left ("45.94", "1,234,567"); what has two
readings is refused ("63,806", which is 63.806 to one reader and 63 thousand to another).

| written | read | why |
|---|---|---|
| 63.806; 52.912 | 63806; 52912 | three digits after a dot are thousands |
| 15,04; 1.234,5 | 15.04; 1234.5 | a comma is the decimal mark |
| 45.94; 0.346; 63806.0 | 45.94; 0.346; 63806 | not a group of three, or nothing before it: a decimal point |
| 1,234,567; 1,234.5 | 1234567; 1234.5 | two commas, or a comma before a dot: English |
| 63,806 | refused | unless per cent or a scale word follows: 5,498 miliar |
| 45.940 % | refused | thousands of per cent, or a decimal point |
| 63. 806 | 63806 | a blank beside a mark is a slip of the typesetter |
| 63 806 | refused | a blank alone may part two numbers |
"""

from __future__ import annotations

import numbers
import re
from decimal import Context, Decimal
from typing import NoReturn

from data.parsing.cells import is_missing, shown
from data.words import Problem

_SCALES = {
    **dict.fromkeys(("ribu", "rb"), 3),
    **dict.fromkeys(("juta", "jt"), 6),
    **dict.fromkeys(("miliar", "milyar"), 9),
    "triliun": 12,
}
# "M" is miliar to an Indonesian reader and million to others: only after Rp.
_RUPIAH_SCALES = {"m": 9, "t": 12}
_NOUNS = {
    "percent": ("%", "persen", "percent"),
    "workers": ("orang", "pekerja", "peserta", "tenaga kerja"),
    "employers": ("perusahaan", "pemberi kerja", "badan usaha"),
    "cases": ("kasus",),
    "rupiah": ("rupiah",),
}
_UNIT_OF = {noun: unit for unit, nouns in _NOUNS.items() for noun in nouns}
_COUNTS = ("workers", "employers", "cases")
_WRITTEN = re.compile(
    r"(?P<minus>-\s?)?(?P<rp>(?:rp\.?|idr)\s?)?(?P<inner_minus>-\s?)?"
    r"(?P<digits>[0-9](?:[0-9]|\s?[.,]\s?(?=[0-9]))*)(?P<cents>,-)?"
    rf"(?:\s?(?P<scale>{'|'.join([*_SCALES, *_RUPIAH_SCALES])})(?![a-z]))?"
    rf"(?:\s?(?P<noun>{'|'.join(map(re.escape, _UNIT_OF))}))?"
)
_EXACT = Context(prec=60)
_LONGEST = 60
_LARGEST = Decimal(10) ** 18


class UnreadableNumber(Problem):
    """What was written is no number, or can be read as two."""


def read_number(text: object, unit: str = "", *, row: int | None = None) -> Decimal:
    """The number that `text` states, exactly; a percentage in points ("15,04 %" is 15.04).

    `unit` (percent, workers, employers, cases or rupiah) is what the number must count, when that
    is known: it decides "15,040" for per cent and refuses "12,5" workers. Numbers that are numbers
    already pass through. `row` is the line of a file, for the error.

    Raises UnreadableNumber, saying what was there and how to write it.

    >>> read_number("63. 806"), read_number("15,04 %"), read_number("Rp5,498 miliar")
    (Decimal('63806'), Decimal('15.04'), Decimal('5498000000'))
    """
    if isinstance(text, (numbers.Real, Decimal)) and not isinstance(text, bool):
        value = _from_number(text, row)
    else:
        value, unit = _from_text(_folded(text, row), unit, row)
    if unit in _COUNTS and value != value.to_integral_value():
        _refuse(
            "“{text}” bukan bilangan bulat, padahal yang dihitung orang, badan usaha atau kasus.", text, row
        )
    return value


def _refuse(template: str, text: object, row: int | None) -> NoReturn:
    raise UnreadableNumber(template, text=shown(text), row=row)


def _from_number(number: numbers.Real | Decimal, row: int | None) -> Decimal:
    if isinstance(number, Decimal):
        value = number
    else:
        value = Decimal(int(number) if isinstance(number, numbers.Integral) else repr(float(number)))
    if value.is_nan():
        _refuse_empty(row)
    if abs(value) >= _LARGEST:
        _refuse("“{text}” lebih besar daripada angka mana pun di sini. Periksa satuannya.", number, row)
    return _settled(value, whole=not isinstance(number, Decimal))


def _settled(value: Decimal, whole: bool = False) -> Decimal:
    """`value` written out (5E+3 is 5000); with `whole`, 63806.0 is 63806."""
    at_unit = value.as_tuple().exponent > 0 or (whole and value == value.to_integral_value())  # type: ignore[operator]
    return value.quantize(Decimal(1)) if at_unit else value


def _refuse_empty(row: int | None) -> NoReturn:
    raise UnreadableNumber("Angka kosong. Isi dengan bilangan, misalnya 63.806 atau 15,04.", row=row)


def _folded(text: object, row: int | None) -> str:
    """`text` in lower case with single blanks; never empty, never long."""
    if is_missing(text):
        _refuse_empty(row)
    if not isinstance(text, str) or len(text) > _LONGEST:
        _refuse("“{text}” bukan angka. Tulis misalnya 63.806, 15,04 % atau Rp5,5 miliar.", text, row)
    # No compatibility folding: it would make 63.806¹, a footnote, into 63.8061.
    folded = text.casefold().replace("\u2212", "-")
    return " ".join(folded.split()) or _refuse_empty(row)


def _from_text(text: str, unit: str, row: int | None) -> tuple[Decimal, str]:
    """The number and the unit that it turned out to have ("" when nothing says)."""
    match = _WRITTEN.fullmatch(text)
    if match is None or (match["minus"] and match["inner_minus"]):
        _refuse("“{text}” bukan angka. Tulis misalnya 63.806, 15,04 % atau Rp5,5 miliar.", text, row)
    own_unit = _unit(match, text, row)
    if own_unit and unit and own_unit != unit:
        _refuse("“{text}” bersatuan lain daripada yang diminta di sini.", text, row)
    unit = own_unit or unit
    digits = re.sub(r"\s", "", match["digits"])
    plain = _plain(digits, exact=bool(match["scale"]) or unit == "percent", text=text, row=row)
    if unit == "percent" and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
        _refuse_ambiguous(text, row)
    value = Decimal(plain).scaleb(_scale(match), _EXACT)
    signed = value.copy_negate() if match["minus"] or match["inner_minus"] else value
    return _from_number(_settled(signed), row), unit


def _unit(match: re.Match[str], text: str, row: int | None) -> str:
    """The unit that the words around the number say."""
    noun = _UNIT_OF.get(match["noun"] or "", "")
    if match["rp"] and noun not in ("", "rupiah"):
        _refuse("“{text}” menyebut dua satuan.", text, row)
    if match["scale"] in _RUPIAH_SCALES and not match["rp"]:
        _refuse("“{text}”: M dan T hanya dibaca sesudah Rp. Tulis juta, miliar atau triliun.", text, row)
    return "rupiah" if match["rp"] else noun


def _scale(match: re.Match[str]) -> int:
    return {**_SCALES, **_RUPIAH_SCALES}.get(match["scale"] or "", 0)


def _refuse_ambiguous(text: str, row: int | None) -> NoReturn:
    _refuse(
        "“{text}” bisa dibaca dua cara. Pakai titik untuk ribuan dan koma untuk desimal, "
        "misalnya 63.806 atau 15,04.",
        text,
        row,
    )


def _plain(digits: str, *, exact: bool, text: str, row: int | None) -> str:
    """`digits` with only a decimal point left; `exact` says that a comma must be the decimal mark."""
    if re.fullmatch(r"\d+", digits):
        return digits
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", digits):
        return digits.replace(".", "").replace(",", ".")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits) and not exact:
        _refuse_ambiguous(text, row)
    if re.fullmatch(r"\d+,\d+", digits):
        return digits.replace(",", ".")
    if re.fullmatch(r"\d+\.\d+", digits):
        return digits
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?|[1-9]\d{0,2},\d{3}\.\d+", digits):
        return digits.replace(",", "")
    _refuse("“{text}” bukan angka: titik dan komanya tidak membagi ribuan.", text, row)
