"""Headings of the four programmes: "Iuran > JHT", "JHT (5,7 %)", and the parts of who pays, "JHT > Pekerja"."""

from __future__ import annotations

import re

from data.intake.finding.headings import folded

_RATE = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d+)?\s*%")
_PROGRAMME = re.compile(r"(?:iur(?:an)?|premi|jumlah|jml|total)?(jkk|jkm|jht|jp)")
_OF_WHOM = r"(?:beban|iuran|dari)?(?:pemberikerja|perusahaan|pk|pkbu|bu|tenagakerja|tk|pekerja|peserta|karyawan|naker|employer|employee|worker)s?"
_PART = re.compile(rf"(?:iur(?:an)?|premi)?(jkk|jkm|jht|jp){_OF_WHOM}")
_OF_DUES = re.compile(
    r"(?:jumlah|jml|total)?(?:iuran|penetapan|tagihan|premi)(?:jkk|jkm|jht|jp)?|jkk|jkm|jht|jp"
)
_SOME_PAID = re.compile(r"bayar|realisasi|terima|setor|paid")


def without_rates(path: tuple[str, ...]) -> tuple[str, ...]:
    """A heading without the rates beside its programmes: "JHT 5,7 %" is no share of anything.

    >>> without_rates(("IURAN", "JHT (5,7 %)")), without_rates(("% Bayar",))
    (('IURAN', 'JHT'), ('% Bayar',))
    """
    parts = (re.sub(r"[(\[]\s*[)\]]", "", _RATE.sub("", part)).strip() for part in path)
    return tuple(part for part in parts if part) or path


def programme(path: tuple[str, ...]) -> str:
    """due_jkk or paid_jkk where the heading is of a programme, under whatever says that it was paid; "" for others."""
    last = _PROGRAMME.fullmatch(folded(path[-1]))
    return _field(path, last[1]) if last and len(path) > 1 else ""


def programme_part(path: tuple[str, ...]) -> str:
    """The programme's field of which a heading is only the share of employers, or of workers; "" for others.

    >>> programme_part(("IURAN", "JHT", "Pekerja")), programme_part(("IUR_JHT_TK",)), programme_part(("JHT",))
    ('due_jht', 'due_jht', '')
    """
    for start in range(len(path)):
        if part := _PART.fullmatch(folded(" ".join(path[start:]))):
            return _field(path, part[1])
    return ""


def shares_of_dues(path: tuple[str, ...]) -> bool:
    """Whether a heading such as "Iuran > Pekerja" parts dues by who pays: it counts nobody, and names nobody."""
    shares = re.fullmatch(_OF_WHOM, folded(path[-1]))
    return bool(shares) and any(_OF_DUES.fullmatch(folded(part)) for part in path[:-1])


def _field(path: tuple[str, ...], name: str) -> str:
    return f"paid_{name}" if _SOME_PAID.search(folded(" ".join(path))) else f"due_{name}"
