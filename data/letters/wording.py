"""How a letter writes names, days and rupiah: in one line, and in full."""

from __future__ import annotations

import unicodedata
from datetime import date

from babel.dates import format_date

from data.months import month_end
from data.words import Words

# Controls, formatting signs such as those that turn the direction of writing, and separators of lines.
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_WORDS = Words("id")


def plain(text: str) -> str:
    """A text from somebody's file in one line, without signs that cannot be seen: it could forge a line of its own."""
    seen = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join(seen.split())


def day_said(day: date) -> str:
    """A day as a letter writes it: 31 Oktober 2026."""
    return format_date(day, "d MMMM y", locale="id")


def month_said(blth: str) -> str:
    """A month of contributions as a letter writes it: Oktober 2026."""
    return format_date(month_end(blth), "MMMM y", locale="id")


def rupiah_said(amount: int) -> str:
    """Rupiah in full: Rp1.234.567."""
    return f"Rp{_WORDS.number(amount)}"
