"""The entries of a legend: what each colour stands for, with limits as they are written, and how many regions have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.access import instead
from data.cube import NOT_KNOWN
from data.words import Words
from geo.classes.classes import CHANCE, SIDES, SPREAD, Classes
from geo.classes.limits import written

# Greys that no class has: what a reader may not see, and what cannot be counted. Neither is missing or low.
_HIDDEN, _UNKNOWN = "#bdbdbd", "#a89f91"
_TARGET_DIGITS = 9


@dataclass(frozen=True)
class Entry:
    """One line of a legend: the colour ("" is the hatch of no data), what it stands for, how many regions."""

    colour: str
    label: str
    count: int


def grey_of(suppressed: str) -> str:
    """The colour of a region whose value is not shown for this reason (`data.access`); "" without one: the hatch."""
    if not suppressed:
        return ""
    return _UNKNOWN if suppressed == NOT_KNOWN else _HIDDEN


def legend(
    classes: Classes, values: Sequence[float], unit: str, words: Words, suppressed: Sequence[str] = ()
) -> list[Entry]:
    """A line per class from the lowest up, one for each way in which values are not shown, then "no data".

    `values` holds one number per region drawn, NaN where there is none; `suppressed` why each is not shown ("" where
    nothing is withheld), empty where none of them is.
    """
    lines = [
        Entry(colour, _range(classes, k, unit, words), count)
        for k, (colour, count) in enumerate(zip(classes.colours, classes.counts(values), strict=True))
    ]
    reasons = suppressed or [""] * len(values)
    missing = [reason for value, reason in zip(values, reasons, strict=True) if math.isnan(value)]
    greys = Counter((grey_of(reason), instead(reason, words)) for reason in missing if reason)
    lines += [Entry(colour, said, count) for (colour, said), count in sorted(greys.items(), reverse=True)]
    return [*lines, Entry("", instead("", words), missing.count(""))]


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


def _range(classes: Classes, k: int, unit: str, words: Words) -> str:
    """The limits of class `k`: right-closed, but around a target left-closed."""
    if classes.scheme in _SIDE_NAMES:
        return words(_SIDE_NAMES[classes.scheme][k])
    low, high = classes.bounds()[k]
    if classes.kept and len(classes.limits) == 1:
        return words("semua nilai")
    if classes.kept and k in (0, len(classes.limits) - 1):
        return _open_end(classes, k, unit, words)
    if low == high:
        return _full(high, unit, words)
    if classes.scheme != "target":
        return f"{'> ' if k else ''}{_bare(low, unit, words)} – {_full(high, unit, words)}"
    if k == len(classes.limits) - 1:
        return f"≥ {_full(low, unit, words)}"
    return f"{_bare(low, unit, words)} – < {_full(high, unit, words)}"


def _open_end(classes: Classes, k: int, unit: str, words: Words) -> str:
    """The first or the last class of other values than those that are shown: it takes all that lies beyond."""
    low, high = classes.bounds()[k]
    around = classes.scheme == "target"
    if k:
        return f"{'≥' if around else '>'} {_full(low, unit, words)}"
    return f"{'<' if around else '≤'} {_full(high, unit, words)}"


def _full(value: float, unit: str, words: Words) -> str:
    """A limit with its unit."""
    said = _bare(value, unit, words)
    return said if unit == "rupiah" else f"{said}\u00a0{words.unit(unit)}"


def _bare(value: float, unit: str, words: Words) -> str:
    """A limit in full: only a target may have more decimals than values of its unit are written with."""
    if written(value, unit) == value:
        return words.bare(value, unit)
    return ("Rp" if unit == "rupiah" else "") + words.number(value, _TARGET_DIGITS)
