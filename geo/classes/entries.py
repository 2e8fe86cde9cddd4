"""The entries of a legend: what each colour stands for, with limits as they are written, and how many regions have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.access import instead
from data.cube import NOT_KNOWN
from data.words import DIGITS, Words
from geo.classes.around_zero import CHANGE
from geo.classes.classes import CHANCE, GAP, SIDES, SPREAD, Classes

# Greys that no class has: what a reader may not see, and what cannot be counted. Neither is missing or low.
_HIDDEN, _UNKNOWN = "#bdbdbd", "#a89f91"
# Why a value that is told has no class: no target, or not one alone, to be so far from. It is hatched, and is no
# colour; another hatch than that of no data, because its value is there.
UNTARGETED, UNTARGETED_HATCH = "tanpa satu target", "="
_COUNTED = 100  # up to here counts are written one by one: "5 – 7" instead of "> 4 – 7"


@dataclass(frozen=True)
class Entry:
    """One line of a legend: the colour ("" is the hatch of no data), what it stands for, how many regions."""

    colour: str
    label: str
    count: int


def grey_of(reason: str) -> str:
    """The colour of a region without a class, for its reason (`data.access`, UNTARGETED); "" without one: the hatch."""
    if not reason:
        return ""
    if reason == UNTARGETED:
        return UNTARGETED_HATCH
    return _UNKNOWN if reason == NOT_KNOWN else _HIDDEN


def legend(
    classes: Classes, values: Sequence[float], unit: str, words: Words, suppressed: Sequence[str] = ()
) -> list[Entry]:
    """A line per class from the lowest up, one for each way in which values are not shown, then "no data".

    `values` holds one number per region drawn, NaN where there is none; `suppressed` why each has no class ("" where
    nothing is known), empty where none of them is withheld.
    """
    counted = unit in _WHOLE and all(value.is_integer() for value in values if not math.isnan(value))
    lines = [
        Entry(colour, _range(classes, k, unit, words, counted), count)
        for k, (colour, count) in enumerate(zip(classes.colours, classes.counts(values), strict=True))
    ]
    reasons = suppressed or [""] * len(values)
    missing = [reason for value, reason in zip(values, reasons, strict=True) if math.isnan(value)]
    greys = Counter((grey_of(reason), _said(reason, words)) for reason in missing if reason)
    lines += [Entry(colour, said, count) for (colour, said), count in sorted(greys.items(), reverse=True)]
    return [*lines, Entry("", instead("", words), missing.count(""))]


def entry_of_each(
    classes: Classes, entries: Sequence[Entry], values: Sequence[float], reasons: Sequence[str]
) -> list[Entry]:
    """The line of `legend` that each value stands in, in the order of the values; `reasons` as there."""
    greys = {entry.colour: entry for entry in entries[len(classes.limits) :]}
    return [
        greys[grey_of(reason)] if number is None else entries[number]
        for number, reason in zip(classes.of(values), reasons, strict=True)
    ]


def in_order(classes: Classes, entries: Sequence[Entry]) -> list[Entry]:
    """The entries as a legend shows them: the highest class first, of gaps the furthest behind; what has none last."""
    own = entries[: len(classes.limits)]
    return [*(own if classes.scheme == GAP else own[::-1]), *entries[len(own) :]]


def _said(reason: str, words: Words) -> str:
    return words("tanpa satu target") if reason == UNTARGETED else instead(reason, words)


# Units of which there are whole ones alone.
_WHOLE = frozenset(("workers", "people", "employers", "cases", "projects", "villages")) - set(DIGITS)

# What the classes of a side are called, from the lowest up.
_SIDE_NAMES = {
    CHANCE: ("di bawah batas kebetulan", "dalam batas kebetulan", "di atas batas kebetulan"),
    SPREAD: ("di bawah sebaran antarwilayah", "dalam sebaran antarwilayah", "di atas sebaran antarwilayah"),
    SIDES: (
        "di bawah targetnya",
        "di antara target yang tercetak",
        "mencapai targetnya",
        "tidak dibandingkan: tahun atau definisi lain, atau tanpa target",
    ),
}


def _range(classes: Classes, k: int, unit: str, words: Words, counted: bool) -> str:
    """The limits of class `k`: right-closed, but of whole numbers both ends are said."""
    if classes.scheme in _SIDE_NAMES:
        return words(_SIDE_NAMES[classes.scheme][k])
    if classes.sides:
        return _size(classes, k, unit, words)
    low, high = classes.bounds()[k]
    if classes.kept and len(classes.limits) == 1:
        return words("semua nilai")
    if classes.kept and k in (0, len(classes.limits) - 1):
        return _open_end(classes, k, unit, words)
    first = low + 1 if counted and k and high <= _COUNTED else low
    if first == high:
        return _full(high, unit, words)
    return f"{'> ' if k and first == low else ''}{words.bare(first, unit)} – {_full(high, unit, words)}"


def _size(classes: Classes, k: int, unit: str, words: Words) -> str:
    """A class around zero: how far from it on which side; the one below and nearest has no zero in it."""
    low, high = classes.bounds()[k]
    below = high <= 0
    least, most = (-high, -low) if below else (low, high)
    if math.isinf(most):
        size = f"{words.bare(least, unit)}+"
    elif below and not least:
        size = f"< {words.bare(most, unit)}"
    else:
        size = f"{words.bare(least, unit)} – < {words.bare(most, unit)}"
    if classes.scheme == CHANGE and not below and not least:
        said = words("tetap atau naik < {size}", size=words.bare(most, unit))
    else:
        said = words(classes.sides[0 if below else 1], size=size)
    return said if classes.scheme != CHANGE or unit == "rupiah" else f"{said}\u00a0{words.unit(unit)}"


def _open_end(classes: Classes, k: int, unit: str, words: Words) -> str:
    """The first or the last class of other values than those that are shown: it takes all that lies beyond."""
    low, high = classes.bounds()[k]
    return f"> {_full(low, unit, words)}" if k else f"≤ {_full(high, unit, words)}"


def _full(value: float, unit: str, words: Words) -> str:
    """A limit with its unit."""
    said = words.bare(value, unit)
    return said if unit == "rupiah" else f"{said}\u00a0{words.unit(unit)}"
