"""How values, differences and days are written, wherever they stand."""

from __future__ import annotations

from typing import Any

from data.parsing import is_missing
from data.words import Words


def bare_value(value: float, unit: str, words: Words) -> str:
    """A value without its unit, as map and table show it beside a heading that says the unit."""
    if unit == "rupiah":
        return words.rupiah(value)
    return words.number(value, {"percent": 2, "points": 2, "months": 1}.get(unit, 0))


def signed_value(value: float, unit: str, words: Words) -> str:
    """A difference without its unit, with its sign."""
    return ("+" if value >= 0 else "−") + bare_value(abs(value), unit, words)


def suffix(unit: str, words: Words) -> str:
    """What follows the bare value when it is said in full."""
    if unit == "rupiah":
        return ""
    return "\u00a0%" if unit == "percent" else f" {words.unit(unit)}"


def signed_quantity(value: float, unit: str, words: Words) -> str:
    """A difference with its sign."""
    return ("+" if value >= 0 else "−") + words.quantity(abs(value), unit)


def count_text(value: Any, words: Words) -> str:
    """A count of a frame, or that it is not known."""
    return words("belum diketahui") if is_missing(value) else words.number(value)


def people_text(people: int, uncounted: int, words: Words) -> str:
    """People of several employers, and of how many employers they are not known."""
    if not uncounted:
        return words.number(people)
    return words(
        "{n} + {unknown} PK belum diketahui", n=words.number(people), unknown=words.number(uncounted)
    )


def rupiah_text(value: Any, words: Words) -> str:
    """An amount of a frame, or that it is not known."""
    return words("belum diketahui") if is_missing(value) else words.rupiah(value)


def day_text(value: Any, words: Words) -> str:
    """A day (a timestamp of a frame), or a dash where none is known."""
    return "–" if is_missing(value) else words.date(value.date())
