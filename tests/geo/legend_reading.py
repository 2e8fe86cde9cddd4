"""The lines of a legend as a reader takes them: which values lie within what is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.words import Words
from geo.classes import Classes, legend

_SCALES = {"juta": 1e6, "miliar": 1e9, "triliun": 1e12, "million": 1e6, "billion": 1e9, "trillion": 1e12}
NUMBER = re.compile(
    r"(?P<sign>[−-]?)(?:Rp)?(?P<digits>\d[\d.,]*)(?:\s(?P<scale>juta|miliar|triliun|[mbtr]+illion))?"
)


def read_number(match: re.Match[str]) -> float:
    digits = match["digits"].replace(".", "").replace(",", ".")
    return float(digits) * _SCALES.get(match["scale"], 1.0) * (-1 if match["sign"] else 1)


def entries_of(
    classes: Classes, values: list[float], unit: str, language: str = "id"
) -> list[tuple[str, int]]:
    """(label, count) of every line of the legend."""
    return [(entry.label, entry.count) for entry in legend(classes, values, unit, Words(language))]


def holds(label: str, value: float) -> bool:
    """Whether a value lies within the limits that a line of the legend writes, as a reader takes them."""
    label = label.replace("\u00a0", " ")
    if label.startswith("tetap atau naik <"):
        label = label.replace("tetap atau naik <", "0 – <") + " naik"
    if any(word in label for word in ("di bawah", "di atas", "turun", "naik")):
        return _holds_size(label, -value if "di bawah" in label or "turun" in label else value)
    numbers = [read_number(match) for match in NUMBER.finditer(label.replace(" – ", " ; "))]
    if label == "semua nilai":
        return True
    if len(numbers) == 1:
        (limit,) = numbers
        first = label[0]
        return {">": value > limit, "≥": value >= limit, "<": value < limit, "≤": value <= limit}.get(
            first, value == limit
        )
    low, high = numbers
    above = value > low if label.startswith(">") else value >= low
    return above and (value < high if "– <" in label else value <= high)


def _holds_size(label: str, size: float) -> bool:
    """A class around zero: its side in words, and how far from zero; the one with "<" alone has no zero in it."""
    numbers = [read_number(match) for match in NUMBER.finditer(label.replace(" – ", " ; "))]
    if "+" in label:
        return size >= numbers[0]
    if len(numbers) == 1:
        return 0 < size < numbers[0]
    return numbers[0] <= size < numbers[1]


def untrue(classes: Classes, values: Sequence[float], unit: str) -> list[str]:
    """What a legend says that is not so: values outside the limits of their line, and lines with one text."""
    labels = [entry.label for entry in legend(classes, values, unit, Words("id"))]
    wrong = [
        f"{value} in {labels[number]}"
        for value, number in zip(values, classes.of(values), strict=True)
        if number is not None and not holds(labels[number], value)
    ]
    return wrong + ([] if len(set(labels)) == len(labels) else [f"twice: {labels}"])
