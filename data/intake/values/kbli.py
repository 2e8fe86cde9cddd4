"""KBLI, the classification of what businesses do: codes and names of sections into a section's letter."""

from __future__ import annotations

import re
from functools import lru_cache

from data.vocabulary import SECTORS

# The first division of each KBLI section (BPS, KBLI 2020; the sections are those of ISIC Rev. 4).
_SECTIONS = (
    ("A", 1, 3),
    ("B", 5, 9),
    ("C", 10, 33),
    ("D", 35, 35),
    ("E", 36, 39),
    ("F", 41, 43),
    ("G", 45, 47),
    ("H", 49, 53),
    ("I", 55, 56),
    ("J", 58, 63),
    ("K", 64, 66),
    ("L", 68, 68),
    ("M", 69, 75),
    ("N", 77, 82),
    ("O", 84, 84),
    ("P", 85, 85),
    ("Q", 86, 88),
    ("R", 90, 93),
    ("S", 94, 96),
    ("T", 97, 98),
    ("U", 99, 99),
)
_SECTION_OF = {division: section for section, first, last in _SECTIONS for division in range(first, last + 1)}
# The sections' names, and what branches call them.
_NAMES = {
    "A": r"pertanian.*|kehutanan|perikanan|perkebunan|peternakan|agriculture.*",
    "B": r"pertambangan.*|penggalian|mining.*",
    "C": r"industripengolahan|manufaktur|manufacturing",
    "D": r"pengadaanlistrik.*|listrik(gas)?(danair)?",
    "E": r"(pengelolaan|pengadaan|treatment)air.*|pengelolaansampah.*",
    "F": r"konstruksi|jasakonstruksi|construction",
    "G": r"perdagangan.*|reparasimobil.*|wholesale.*",
    "H": r"transportasi.*|pengangkutan.*",
    "I": r"(penyediaan)?akomodasi.*",
    "J": r"informasi(dan)?komunikasi",
    "K": r"(aktivitas|jasa)?keuangan.*",
    "L": r"realestat|realestate",
    "M": r"(aktivitas|jasa)profesional.*",
    "N": r"(aktivitas|jasa)penyewaan.*",
    "O": r"administrasipemerintahan.*",
    "P": r"(jasa)?pendidikan|education",
    "Q": r"(aktivitas|jasa)?kesehatan.*|kesehatan",
    "R": r"kesenian.*|hiburandanrekreasi",
    "S": r"(aktivitas|kegiatan)?jasalain.*|jasalainnya",
}
_SECTIONS_NAMED = tuple((re.compile(pattern), section) for section, pattern in _NAMES.items())
_CODE = re.compile(r"(?:KBLI\s*)?(?:[A-U][\s.-]?)?(\d{4,5})(?:\s*[-–.:/(]?\s*\D.*)?")


@lru_cache(maxsize=20_000)
def section_of(text: str) -> tuple[str, bool]:
    """The KBLI section (A to U) of a section's letter or of five digits, and whether a lost zero was put back.

    A workbook drops the zero in front of 01133, and 1133 then reads as the beginning of 11330, another section: five
    digits are the only full code, so four digits have lost one. A section's name is its letter; "" for anything else.

    >>> section_of("01133"), section_of("1133"), section_of("C"), section_of("ABC")
    (('A', False), ('A', True), ('C', False), ('', False))
    """
    written = text.strip(" '’\"").upper()
    if len(written) == 1 and written in SECTORS:
        return written, False
    if match := re.match(r"[\[(]?([A-U])\s*[-.:\])]\s*\D", written):
        return match[1], False
    digits = _CODE.fullmatch(written)
    if digits is None:
        named = re.sub(r"[^a-z]", "", text.casefold())
        return next((section for pattern, section in _SECTIONS_NAMED if pattern.fullmatch(named)), ""), False
    return _SECTION_OF.get(int(digits[1].zfill(5)[:2]), ""), len(digits[1]) == 4


def kbli_of(text: str) -> str:
    """The five digits of a KBLI code, with the zero that a workbook dropped; "" where there is none.

    >>> kbli_of("1133"), kbli_of("KBLI 47111 - Perdagangan"), kbli_of("C")
    ('01133', '47111', '')
    """
    digits = _CODE.fullmatch(text.strip().upper())
    code = digits[1].zfill(5) if digits else ""
    return code if code and int(code[:2]) in _SECTION_OF else ""
