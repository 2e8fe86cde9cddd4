"""Amounts and counts as branches write them, exact or refused.

A dot and a comma mean opposite things in Indonesian and in English exports, and one of them with three digits
behind it ("1.250") can be read twice. What the text alone does not settle, its column does (`Evidence`), or the
unit: workers and whole rupiah have no decimals. Otherwise a person is asked.

| written | read |
|---|---|
| 1.234.567; 1.234.567,89; Rp 1.234.567,- | dots group thousands |
| 1,234,567.00; 446,819,131.00 | English |
| 86,20; 17.5 | a decimal |
| 1.250; 12,345 | by the column or the unit, else asked; a column of 124.750, 48.190, 96.380, ... is of thousands |
| (2,5); -5; 1.000- | below zero |
| -; –; nihil | zero |
| 25 orang; 850 jt; 1,25 M | with a unit |
| 1.234,567.00; 2.4OO; ±20; 10-15; belasan; #N/A; … | refused |
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

ZERO_WORDS = frozenset(("-", "–", "—", "nihil", "nol", "--", "---", "nil", "n i h i l"))
_SCALES = {
    "ribu": 3,
    "rb": 3,
    "juta": 6,
    "jt": 6,
    "jta": 6,
    "miliar": 9,
    "milyar": 9,
    "mlyr": 9,
    "m": 9,
    "triliun": 12,
    "t": 12,
}
_COUNTED = (
    "orang org or tk tka pekerja peserta jiwa karyawan naker tenaga\\ kerja prsh perusahaan unit bu badan\\ usaha "
    "pk undangan pegawai"
).replace("\\ ", "_")
_NOUN = "|".join(sorted((word.replace("_", r"\s") for word in _COUNTED.split()), key=len, reverse=True))
# So many texts of one column that look alike are no accident.
_MANY = 5
# No amount is longer, whatever stands beside it.
_LONGEST = 80
_WRITTEN = re.compile(
    rf"(?:(?P<open>\()\s*)?(?:(?P<minus>[-−])\s*)?(?:(?:rp\.?|idr)\s*)?(?:(?P<inner>[-−])\s*)?"
    rf"(?P<digits>\d[\d.,\s]*?)(?P<cents>,-|\.-)?"
    rf"(?:\s*(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?)?(?:\s*(?P<noun>{_NOUN})\.?)?"
    rf"\s*(?P<after>[-−])?\s*(?P<close>\))?",
    re.ASCII,
)
_FOOTNOTE = re.compile(r"\A(.*\d)\s*+(?:[a-z]\)|\*\)?|[¹²³⁴⁵])++")
_PLAIN = re.compile(r"\d+")
# What most texts of a long list are: whole, without sign, unit or doubt ("Rp 1.250.000", "750").
_EASY = re.compile(r"(?:rp\.? ?)?([1-9]\d{0,2}(?:\.\d{3}){1,4}|\d{1,15})", re.I | re.ASCII)
_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_DOTS_COMMA = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+")
_COMMAS_DOT = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_DECIMAL = re.compile(r"\d+([.,])\d+")


@dataclass(frozen=True)
class Written:
    """A number as text, taken apart: its digits as they stand, sign, scale (3 for thousands) and what surrounds it."""

    digits: str
    negative: bool = False
    scale: int = 0
    word: bool = False
    footnote: bool = False


@dataclass(frozen=True)
class Evidence:
    """What the texts of a column prove about dot and comma."""

    dot_groups: bool = False
    comma_groups: bool = False
    dot_decimals: bool = False
    comma_decimals: bool = False
    # Some texts say their unit ("1,25 M", "850 jt"): what one without a unit is counted in, nobody knows.
    units: bool = False

    def merged(self, other: Evidence) -> Evidence:
        """What two columns of one kind prove together."""
        return Evidence(
            self.dot_groups or other.dot_groups,
            self.comma_groups or other.comma_groups,
            self.dot_decimals or other.dot_decimals,
            self.comma_decimals or other.comma_decimals,
            self.units or other.units,
        )


@lru_cache(maxsize=200_000)
def taken_apart(text: str) -> Written | None:
    """The parts of a text that is one number, None for anything else."""
    plain = " ".join(text.replace("\xa0", " ").casefold().strip().strip("'’").split())
    if len(plain) > _LONGEST:
        return None
    match = _WRITTEN.fullmatch(plain)
    footnote = False
    if match is None and (noted := _FOOTNOTE.fullmatch(plain)):
        match, footnote = _WRITTEN.fullmatch(noted[1]), True
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    signs = [bool(match[name]) for name in ("open", "minus", "inner", "after")]
    digits = match["digits"].strip()
    if sum(signs) > 1 or (re.search(r"\d\s+\d", digits) and not re.fullmatch(r"\d{1,3}(?: \d{3})+", digits)):
        return None
    digits = re.sub(r"\s", "", digits)
    scale = _SCALES[match["scale"]] if match["scale"] else 0
    return Written(digits, any(signs), scale, bool(match["scale"] or match["noun"]), footnote)


def evidence(texts: Iterable[str]) -> Evidence:
    """What the texts of one column prove about dot and comma."""
    proved, alike = Evidence(), set()
    for text in texts:
        if easy := _EASY.fullmatch(text):
            dots = easy[1].count(".")
            if dots > 1 and not proved.dot_groups:
                proved = proved.merged(Evidence(dot_groups=True))
            elif dots == 1:
                alike.add(easy[1])
            continue
        written = taken_apart(text)
        if written is not None and not _PLAIN.fullmatch(written.digits):
            proved = proved.merged(proof_of(written.digits))
        if written is not None and written.scale:
            proved = proved.merged(Evidence(units=True))
    if _are_groups(alike) and not (proved.dot_decimals or proved.comma_groups):
        proved = proved.merged(Evidence(dot_groups=True))
    return proved


def _are_groups(alike: Collection[str]) -> bool:
    """Whether many numbers with one dot and three digits behind it are thousands: decimals would not all have three.

    At least one of them ends in 0, which a decimal leaves out.
    """
    return len(alike) >= _MANY and any(text.endswith("0") for text in alike)


def proof_of(digits: str) -> Evidence:
    """What one number that is not all digits proves."""
    if _DOTS_COMMA.fullmatch(digits):
        return Evidence(dot_groups=True, comma_decimals=True)
    if _COMMAS_DOT.fullmatch(digits):
        return Evidence(comma_groups=True, dot_decimals=True)
    if _DOTS.fullmatch(digits):
        return Evidence(dot_groups=digits.count(".") > 1)
    if _COMMAS.fullmatch(digits):
        return Evidence(comma_groups=digits.count(",") > 1)
    if decimal := _DECIMAL.fullmatch(digits):
        return Evidence(dot_decimals=decimal[1] == ".", comma_decimals=decimal[1] == ",")
    return Evidence()


def value_of(written: Written, proved: Evidence, *, whole: bool) -> Decimal | str:
    """The number, or why not: "ask" when it can be read twice, "bad" when its marks do not fit.

    `whole` says that what is counted has no decimals (workers, rupiah in full).
    """
    digits = written.digits
    plain = _plain(digits, proved, whole=whole and not written.scale)
    if plain in ("ask", "bad"):
        return plain
    value = Decimal(plain).scaleb(written.scale)
    return -value if written.negative else value


def _plain(digits: str, proved: Evidence, *, whole: bool) -> str:
    """The digits with only a decimal point left; "ask" or "bad"."""
    if _PLAIN.fullmatch(digits):
        return digits
    if _DOTS_COMMA.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _COMMAS_DOT.fullmatch(digits):
        return digits.replace(",", "")
    if _DOTS.fullmatch(digits):
        return _grouped(digits, ".", proved.dot_groups, proved.dot_decimals, whole=whole)
    if _COMMAS.fullmatch(digits):
        return _grouped(digits, ",", proved.comma_groups, proved.comma_decimals, whole=whole)
    if _DECIMAL.fullmatch(digits):
        return digits.replace(",", ".")
    return "bad"


def _grouped(digits: str, mark: str, groups: bool, decimals: bool, *, whole: bool) -> str:
    """Digits with one kind of mark and three digits behind each: thousands, or once a decimal."""
    if digits.count(mark) > 1 or whole or (groups and not decimals):
        return digits.replace(mark, "")
    if decimals and not groups:
        return digits.replace(mark, ".")
    return "ask"


def easy_number(text: str) -> int | None:
    """The number of a text that is whole, not below zero and without a unit; None for one that needs a closer look.

    What is counted has no decimals, so that a dot before three digits groups thousands.

    >>> easy_number("Rp 1.250.000"), easy_number("750"), easy_number("1.250,00")
    (1250000, 750, None)
    """
    match = _EASY.fullmatch(text)
    return int(match[1].replace(".", "")) if match else None


def read_twice(text: str, scale: int) -> tuple[int, int]:
    """A number such as "1.250" with its mark for thousands and for a decimal, in whole units of `scale`.

    >>> read_twice("Rp 1.250", 1_000_000), read_twice("(2,500) jt", 1)
    ((1250000000, 1250000), (-2500000000, -2500000))
    """
    written = taken_apart(text)
    if written is None:
        return 0, 0
    amount = int(re.sub(r"\D", "", written.digits))
    amount *= 10**written.scale if written.scale else scale
    amount = -amount if written.negative else amount
    return amount, amount // 1_000
