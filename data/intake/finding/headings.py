"""A heading as it is compared, and what else it says: a month, a year, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from data.intake.finding.catalogue import names
from data.intake.finding.lists import KNOWN, SUB_HEADINGS
from data.intake.finding.variants import is_variant
from data.intake.values import month_in, months_named, read_month

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_OTHERS = re.compile(r"[^0-9a-z]+")
_POWER = re.compile(r"suratkuasa(?:khusus)?(?:skk)?")
_YEAR = re.compile(r"(?:^|\D)((?:19|20)\d{2})(?:\D|$)")
# "x 1.000", "(Rp 1.000)", "dalam Rp1.000.000".
_TIMES = r"(?:\bx\s*(?:rp\.?\s*)?|(?:\(|\b(?:dalam|dlm|satuan)\b[\s.:]*)(?:(?:dalam|satuan)\s+)*rp\.?\s*)"
_SCALES = (
    (
        re.compile(
            r"\bribuan\b|\brb\b|\bribu\s+(?:r(?:p|upiah)|orang|jiwa|idr)|\b(?:r(?:p|upiah)|idr)\.?\s*ribu\b|\(000s?\)|'000|"
            r"\b000\s*(?:r(?:p|upiah)|orang|jiwa)|\brp\.?\s*000\b|\bthousands?\b|"
            rf"{_TIMES}1[.,]?000(?![.,]?\d)"
        ),
        1_000,
    ),
    (
        re.compile(
            r"\bjutaan\b|\bjuta\s+(?:r(?:p|upiah)|idr)|\b(?:r(?:p|upiah)|idr)\.?\s*(?:juta|jt)\b|\bmillions?\b|"
            rf"\(000[.,]?000\)|{_TIMES}1[.,]?000[.,]?000(?![.,]?\d)"
        ),
        1_000_000,
    ),
    (
        re.compile(
            r"\bmiliara?n\b|\bmilyara?n\b|\bmil[iy]ar\s+r(?:p|upiah)|\br(?:p|upiah)\.?\s*(?:m|mil[iy]ar)\b|\bbillions?\b"
        ),
        1_000_000_000,
    ),
)
_BARE_UNIT = re.compile(
    r"\(\s*(?:dalam\s+|dlm\.?\s+|in\s+)?(ribu|rb|juta|jt)(?:an)?\.?\s*\)|^\s*(?:satuan|unit|dalam|dlm\.?)\s*:?\s*(ribu|rb|juta|jt)(?:an)?\s*$"
)
_FULL_RUPIAH = re.compile(
    r"\(\s*(?:dalam\s+)?(?:r(?:p|upiah)|idr)\.?(?:\s+penuh)?\s*\)|dalam\s+rupiah|rupiah\s+penuh|satuan\s*:\s*r(?:p|upiah)"
)
_UNIT = re.compile(
    r"\(?\s*+(?:dalam\s++|dlm\.?\s++)?(?:(?:ribu|juta|miliar|rb|jt)(?:an)?\s*+)?"
    r"(?:rp\.?|rupiah|idr|orang|org|jiwa|tk|hari|bulan|bln|%)?\s*+(?:(?:(?:ribu|juta|miliar|rb|jt)(?:an)?|000)\s*+)?\)?",
    re.I,
)
_WITH_YEAR = re.compile(r"\b(?:tahun|thn\.?|th\.?|year)?\s*(?:19|20)\d{2}\b", re.I)
_ENGLISH = frozenset(
    names(
        "working employed employment total population regency municipality city regencymunicipality "
        "regencycity formal informal economicallyactive laborforce labourforce unemployment male female "
        "year month "
    )
)
# Short forms that clerks make up as they type, and the form that the lists have.
_SPELLED = {
    short: full
    for full, shorts in {
        "jml": "jlh jmlh jum jumlh jmh tot ttl",
        "tgl": "tg tggl tngl",
        "nama": "nm",
        "nomor": "nmr nomer nmor",
        "perusahaan": "prsh prshn persh perush perushaan prusahaan pershn",
        "pendaftaran": "pend pendaft daftaran",
        "bayar": "byr",
        "bulan": "bln bl",
        "tahun": "thn th",
        "yang": "yg",
        "untuk": "utk",
    }.items()
    for short in shorts.split()
}
_QUARTER = re.compile(r"(?:tw|triwulan|kuartal|semester|smt|q)(?:i{1,3}|iv|[1-4])")
# What a month in figures belongs to in a title: "BLTH : 08-2026", but not "Perpres 109/2013".
_OF_MONTH = re.compile(
    r"\b(?:blth|bulan(?:\s+iuran)?|bln|periode(?:\s+iuran)?|masa\s+iuran|iuran|thbl)\b", re.I
)
_RATIO = re.compile(r"%|\bpersen|\bpersentase|\brasio\b|\bcapaian\b|\bkenaikan\b|\bpercent|\bratio\b", re.I)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """A heading without case, blanks, dots and brackets: "No. NPP (8 digit)" is "nonpp"; a power of attorney is its short
    name.

    >>> folded("Tanggal Surat Kuasa Khusus"), folded("No. SKK")
    ('tanggalskk', 'noskk')
    """
    bare = _OTHERS.sub("", _BRACKETS.sub(" ", text.casefold().replace("_", " ")))
    return _POWER.sub("skk", bare) if "kuasa" in bare else bare


@lru_cache(maxsize=20_000)
def readings(text: str) -> tuple[str, ...]:
    """The heading folded, without its year, and each half of one in two languages.

    >>> readings("Bekerja/Working"), readings("UMK Tahun 2026"), readings("Bekerja Working")
    (('bekerjaworking', 'bekerja', 'working'), ('umktahun2026', 'umk'), ('bekerjaworking', 'bekerja', 'working'))
    """
    halves = [folded(half) for half in re.split(r"[/\n]", text)] if re.search(r"[/\n]", text) else []
    bare = folded(_WITH_YEAR.sub(" ", text))
    parts = (folded(text), bare, spelled(text), *halves, *_two_languages(text))
    return tuple(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=20_000)
def spelled(text: str) -> str:
    """The heading folded, its words in the short or long form that the lists have, without the currency behind it.

    >>> spelled("Jlh. Iuran (Rp)"), spelled("Tgl.Byr"), spelled("No. Pend. Prsh"), spelled("Yg Hadir"), spelled("Pihak-pihak")
    ('jmliuran', 'tglbayar', 'nomorpendaftaranperusahaan', 'hadir', 'pihak')
    """
    words = _OTHERS.sub(" ", _BRACKETS.sub(" ", text.casefold().replace("_", " "))).split()
    words = [_SPELLED.get(word, word) for word in words]
    words = [word for at, word in enumerate(words) if word not in ("yang", "para", *words[:at])] or words
    while len(words) > 1 and words[-1] in ("rp", "rupiah", "idr"):
        words.pop()
    if len(words) > 1 and words[0] == "no":
        words[0] = "nomor"
    return "".join(words)


def _two_languages(text: str) -> list[str]:
    """Both halves of a heading whose second is English, where no line or stroke parts them."""
    words = _BRACKETS.sub(" ", text).split()
    for at in range(1, len(words)):
        first, second = folded(" ".join(words[:at])), folded(" ".join(words[at:]))
        if second in _ENGLISH and (first in KNOWN or first in SUB_HEADINGS):
            return [first, second]
    return []


def is_known(text: str) -> bool:
    """Whether some list has this heading, or it names a month."""
    parts = readings(text)
    if any(part in KNOWN or part in SUB_HEADINGS for part in parts) or month_name(text):
        return True
    if any(is_variant(part) for part in parts):
        return True
    _, rest = month_and_rest(text)
    return folded(rest) in KNOWN if rest else is_quarter(text)


def month_name(text: str) -> int:
    """The number of the month that a heading is, with or without its year; 0 when it is none.

    >>> month_name("Jan-25"), month_name("AGUSTUS"), month_name("2025-03"), month_name("Jan s.d. Mar")
    (1, 8, 3, 0)
    """
    if month := read_month(text):
        return int(month[5:])
    letters = re.sub(r"[\d\s.,'’/-]", "", text.casefold())
    months = months_named(letters) if letters.isalpha() else []
    return months[0] if len(months) == 1 and len(months_named(text)) == 1 else 0


@lru_cache(maxsize=5_000)
def month_and_rest(text: str) -> tuple[int, str]:
    """The month in a heading that says what is counted as well, and that: "IUR_JAN" is (1, "IUR"); (0, "") for none."""
    words = [word for word in re.split(r"[\s_]+|(?<=[a-z])[-/](?=[a-z])", text.strip(), flags=re.I) if word]
    months = [word for word in words if month_name(word)]
    rest = [
        word for word in words if word not in months and not re.fullmatch(r"'?(?:(?:19|20)\d{2}|\d{2})", word)
    ]
    return (month_name(months[0]), " ".join(rest)) if len(months) == 1 and rest else (0, "")


def month_year(text: str) -> int:
    """The year that a month's heading says: "Jan-25", "202501", "Januari 2025"; 0 for none."""
    if month := read_month(text):
        return int(month[:4])
    short = re.search(r"['’\s-](\d{2})$", text.strip())
    return year_in(text) or (2000 + int(short[1]) if short else 0)


def is_unit(text: str) -> bool:
    """Whether a cell of a header says nothing but a unit: "(Rp)", "Rp ribu", "orang"."""
    return bool(text.strip(" ()")) and bool(_UNIT.fullmatch(text.strip()))


def is_year(text: str) -> bool:
    """Whether a heading says nothing but a year: "2025", "Tahun 2025"."""
    return bool(year_in(text)) and not folded(_WITH_YEAR.sub(" ", text))


def is_quarter(text: str) -> bool:
    """Whether a heading is of a quarter or a half of a year: "TW I", "Semester 2"."""
    return bool(_QUARTER.fullmatch(folded(text)))


def is_ratio(text: str) -> bool:
    """Whether a heading is of a share or a growth, not of the amounts whose name it bears: "% Bayar"."""
    return bool(_RATIO.search(text))


def year_in(text: str) -> int:
    """The year of four digits that a text names, 0 for none or several."""
    years = set(_YEAR.findall(text.replace("-", " ").replace("/", " ")))
    return int(years.pop()) if len(years) == 1 else 0


def scale_in(text: str) -> int | None:
    """What a title or heading says amounts of rupiah are counted in: 1, 1,000, ...; None when it says nothing."""
    lowered = text.casefold()
    if bare := _BARE_UNIT.search(lowered):
        return 1_000 if (bare[1] or bare[2]) in ("ribu", "rb") else 1_000_000
    for pattern, scale in _SCALES:
        if pattern.search(lowered):
            return scale
    return 1 if _FULL_RUPIAH.search(lowered) else None


def month_of_texts(texts: Iterable[str]) -> str:
    """The one contribution month that titles name ("BLTH JULI 2026" is 2026-07), "" for none or several."""
    found: set[str] = set()
    before = ""
    for text in texts:
        found |= set(month_in(text))
        if _OF_MONTH.fullmatch(before.strip(" :.")):
            found |= {read_month(text.strip(" :"))} - {""}
        before = text
    return found.pop() if len(found) == 1 else ""
