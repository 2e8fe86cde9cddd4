"""What is said where a number is not shown: one sentence for each reason, on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from data import law
from data.access import why
from data.indicators import Measured
from data.words import Words


def no_number(measured: Measured | None, words: Words) -> str:
    """Why an indicator has no value: it is hidden from this reader, or nothing (None) or too little is known."""
    if measured is None or not measured.suppressed:
        return words("Tidak ada data untuk tempat dan bulan ini.")
    return f"{why(measured.suppressed, words, law.at(measured.as_of))}."


def not_shown(reasons: Iterable[str], month: str, words: Words) -> list[str]:
    """How many regions of a map have no number for each of these reasons ("" is one that is shown)."""
    counts = Counter(reason for reason in reasons if reason)
    said = {reason: why(reason, words, law.at(month)) for reason in sorted(counts)}
    return [
        words("{n} wilayah: {why}.", n=counts[reason], why=f"{text[:1].lower()}{text[1:]}")
        for reason, text in said.items()
    ]
