"""Classes of a choropleth: breaks and colours.

Breaks come from mapclassify, and are then moved to numbers that are read fast without moving a region
(`geo.classes.limits`). Colours are ColorBrewer's (C. Brewer, Apache-2.0), schemes that stay apart for people with
red-green colour blindness: one palette per polarity. What lies around zero, a gap to a target or a change, has classes
of its own (`geo.classes.around_zero`). Missing values belong to no class.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from geo.classes.limits import ends, upper_limits

# The gap to the target; where there is none, and of figures that have several, natural breaks stand for it.
GAP = "gap"
SCHEMES = (GAP, "alami", "kuantil", "interval", "target")
# Below what chance gives, between, above. It needs the side of each region (data.indicators), not its value.
# Of a side of chance; and of how far regions lie apart anyway, where that is further than chance alone would put them.
CHANCE, SPREAD = "kebetulan", "sebaran"
# Below, between or above the targets of each region itself, which may differ; it needs the side of each region too.
SIDES = "target wilayah"
# By polarity ColorBrewer's GnBu, OrRd and Purples, nine classes each; a map of k classes takes k of them spread
# over the range.
_SEQUENTIAL = {
    "high_good": (
        "#f7fcf0",
        "#e0f3db",
        "#ccebc5",
        "#a8ddb5",
        "#7bccc4",
        "#4eb3d3",
        "#2b8cbe",
        "#0868ac",
        "#084081",
    ),
    "low_good": (
        "#fff7ec",
        "#fee8c8",
        "#fdd49e",
        "#fdbb84",
        "#fc8d59",
        "#ef6548",
        "#d7301f",
        "#b30000",
        "#7f0000",
    ),
    "neutral": (
        "#fcfbfd",
        "#efedf5",
        "#dadaeb",
        "#bcbddc",
        "#9e9ac8",
        "#807dba",
        "#6a51a3",
        "#54278f",
        "#3f007d",
    ),
}
# PuOr, orange below and purple above; its middle is left out because zero divides.
BELOW = ("#7f3b08", "#b35806", "#e08214", "#fdb863", "#fee0b6")
ABOVE = ("#d8daeb", "#b2abd2", "#8073ac", "#542788", "#2d004b")
# For what chance may have given: grey, no colour of a palette.
_BETWEEN = "#d5d9de"
_FEWEST = 2  # classes, however few values there are


@dataclass(frozen=True)
class Classes:
    """Upper limits (ascending, the last at or above the maximum), colours, and what they were made from.

    Limits are numbers that are written in full (`geo.classes.limits`). `kept` says that the classes are of other values
    than those that are shown, some of which may lie beyond both ends. `sides`: of classes around zero, how a size is
    said that lies below zero, and one that does not (message ids); the first and the last class are then without end.
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    lowest: float
    scheme: str
    kept: bool = False
    sides: tuple[str, str] | tuple[()] = ()

    def of(self, values: Sequence[float]) -> list[int | None]:
        """Class number of each value, 0 the lowest; None for a missing one."""
        return [None if math.isnan(v) else self._index(v) for v in values]

    def counts(self, values: Sequence[float]) -> list[int]:
        """How many of `values` fall into each class."""
        members = self.of(values)
        return [members.count(k) for k in range(len(self.limits))]

    def bounds(self) -> list[tuple[float, float]]:
        """(lower, upper) of every class, in the values' unit."""
        if not self.limits:
            return []
        return list(zip((self.lowest, *self.limits[:-1]), self.limits, strict=True))

    def _index(self, value: float) -> int:
        # Classes are right-closed, as mapclassify's; above zero they are left-closed where classes lie around it, so
        # that a size of 5 is in the class that begins with 5 on either side, and what meets a target is not below it.
        # The last class also takes what lies above it: a legend may be kept while values change.
        side: Literal["left", "right"] = "right" if self.sides and value >= 0 else "left"
        return min(int(np.searchsorted(self.limits, value, side=side)), len(self.limits) - 1)


def classify(
    values: Sequence[float], unit: str, scheme: str = "alami", k: int = 5, polarity: str = "neutral"
) -> Classes:
    """Classes for `values` (in `unit`; NaN is missing) by `scheme`: at most `k`, and two values to a class on average.

    "alami" is Fisher-Jenks natural breaks, "kuantil" equal counts, "interval" equal widths; any other scheme is of
    more than the values alone, and natural breaks stand for it. Fewer distinct values than classes give one class per
    value; no values give no class.
    """
    scheme = scheme if scheme in _CLASSIFIERS else "alami"
    present = tuple(sorted(float(v) for v in values if not math.isnan(v)))
    if not present:
        return Classes((), (), math.nan, scheme)
    k = min(k, max(_FEWEST, -(-len(present) // 2)))
    limits = upper_limits(_limits(present, scheme, k), present, unit)
    lowest, highest = ends(present, limits, unit)
    limits = (*limits[:-1], highest)
    return Classes(limits, spread(_SEQUENTIAL[polarity], len(limits)), lowest, scheme)


def beyond_chance(polarity: str = "neutral", scheme: str = CHANCE) -> Classes:
    """Three classes of a side: -1 below what chance gives, 0 between the limits, 1 above; better in purple.

    With the scheme SPREAD the limits were widened to how far regions lie apart, and the classes are named after that.
    """
    worse, better = BELOW[1], ABOVE[3]
    outer = (better, worse) if polarity == "low_good" else (worse, better)
    return Classes((-1.0, 0.0, 1.0), (outer[0], _BETWEEN, outer[1]), -1.0, scheme)


def of_sides(polarity: str = "neutral") -> Classes:
    """Four classes of a side: -1 below all targets of a region, 0 between them, 1 meets them, 2 held against none."""
    worse, better = BELOW[1], ABOVE[3]
    outer = (better, worse) if polarity == "low_good" else (worse, better)
    return Classes((-1.0, 0.0, 1.0, 2.0), (outer[0], BELOW[4], outer[1], _BETWEEN), -1.0, SIDES)


@lru_cache(maxsize=512)
def _limits(present: tuple[float, ...], scheme: str, k: int) -> tuple[float, ...]:
    """The upper limits of at most `k` classes. Kept, because Fisher-Jenks is slow and a page asks again and again."""
    distinct = sorted(set(present))
    if len(distinct) <= k:
        return tuple(distinct)
    # A command that draws no map need not wait for it: it takes a third of the time of all that is imported.
    import mapclassify

    # Without numba mapclassify warns that it is slow; the cache answers that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bins = getattr(mapclassify, _CLASSIFIERS[scheme])(np.asarray(present), k=k).bins
    return tuple(sorted(set(map(float, bins))))


# The names of the classifiers in mapclassify.
_CLASSIFIERS = {"alami": "FisherJenks", "kuantil": "Quantiles", "interval": "EqualInterval"}


def spread(palette: tuple[str, ...], k: int, dark_end: int = 1) -> tuple[str, ...]:
    """`k` colours spread over `palette`, leaving out its very palest end: the first, with `dark_end` 0 the last."""
    first, last = (1, len(palette) - 1) if dark_end else (0, len(palette) - 2)
    if k == 1:
        return (palette[(first + last) // 2],)
    return tuple(palette[round(first + i * (last - first) / (k - 1))] for i in range(k))


def ink_on(colour: str) -> str:
    """`"light"` or `"dark"`: what a ground of `colour` is to the text that stands on it.

    Relative luminance by WCAG 2; the limit is where black and white text contrast alike.
    """
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "light" if luminance > 0.179 else "dark"
