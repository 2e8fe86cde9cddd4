"""A heading as it is compared, and what else it says: a month, a year, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from data.intake.finding.catalogue import KNOWN, SUB_HEADINGS
from data.intake.values import month_in, months_named

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_OTHERS = re.compile(r"[^0-9a-z]+")
_YEAR = re.compile(r"(?:^|\D)((?:19|20)\d{2})(?:\D|$)")
_SCALES = (
    (re.compile(r"\bribuan\b|\bribu\s+r(?:p|upiah)|\br(?:p|upiah)\.?\s+ribu\b|\(000\)|\b000\s*rp|\brp\.?\s*000\b|\bthousand"), 1_000),
    (re.compile(r"\bjutaan\b|\bjuta\s+r(?:p|upiah)|\br(?:p|upiah)\.?\s+j(?:u)?ta?\b|\bmillions?\b"), 1_000_000),
    (re.compile(r"\bmiliara?n?\b|\bmilyara?n?\b|\br(?:p|upiah)\.?\s+m(?:iliar|ilyar)?\b|\bbillions?\b"), 1_000_000_000),
)
_BARE_UNIT = re.compile(r"\(\s*(?:dalam\s+|dlm\.?\s+)?(ribu|rb|juta|jt)(?:an)?\s*\)")
_FULL_RUPIAH = re.compile(r"\(\s*(?:dalam\s+)?r(?:p|upiah)\.?(?:\s+penuh)?\s*\)|dalam rupiah|rupiah penuh")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """A heading without case, blanks, dots and brackets: "No. NPP (8 digit)" is "nonpp"."""
    return _OTHERS.sub("", _BRACKETS.sub(" ", text.casefold().replace("_", " ")))


@lru_cache(maxsize=20_000)
def readings(text: str) -> tuple[str, ...]:
    """The heading folded, and each half of one in two languages: "Bekerja/Working" is bekerja as well."""
    halves = [folded(half) for half in re.split(r"[/\n]", text)] if re.search(r"[/\n]", text) else []
    return tuple(dict.fromkeys(part for part in (folded(text), *halves) if part))


def is_known(text: str) -> bool:
    """Whether some list has this heading, or it names a month."""
    return any(part in KNOWN or part in SUB_HEADINGS for part in readings(text)) or bool(month_name(text))


def month_name(text: str) -> int:
    """The number of the month that a heading is, with or without its year; 0 when it is none."""
    months = months_named(text)
    rest = re.sub(r"[\d\s.,'’/-]", "", text.casefold())
    return months[0] if len(months) == 1 and rest.isalpha() and len(rest) <= 10 and len(rest.split()) == 1 and rest[:3] in _MONTH_STARTS else 0


_MONTH_STARTS = frozenset("jan feb peb mar apr mei may jun jul agu agt ags aug sep okt oct nov nop des dec".split())


def year_in(text: str) -> int:
    """The year of four digits that a text names, 0 for none or several."""
    years = set(_YEAR.findall(text.replace("-", " ").replace("/", " ")))
    return int(years.pop()) if len(years) == 1 else 0


def scale_in(text: str) -> int | None:
    """What a title or heading says amounts of rupiah are counted in: 1, 1,000, ...; None when it says nothing."""
    lowered = text.casefold()
    if bare := _BARE_UNIT.search(lowered):
        return 1_000 if bare[1] in ("ribu", "rb") else 1_000_000
    for pattern, scale in _SCALES:
        if pattern.search(lowered):
            return scale
    return 1 if _FULL_RUPIAH.search(lowered) else None


def month_of_texts(texts: Iterable[str]) -> str:
    """The one contribution month that titles name ("BLTH JULI 2026" is 2026-07), "" for none or several."""
    found = {month for text in texts for month in month_in(text)}
    return found.pop() if len(found) == 1 else ""
