"""Classes of a choropleth: breaks and colours.

Breaks come from mapclassify. Colours are ColorBrewer's (C. Brewer, Apache-2.0), schemes that
stay apart for people with red-green colour blindness: one palette per polarity, and a diverging
one around a target. Missing values belong to no class.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import mapclassify
import numpy as np

from geo.classes.limits import at_least, at_most, lower_limit, step, upper_limits

SCHEMES = ("alami", "kuantil", "interval", "target")
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
# PuOr, orange below and purple above; its middle is left out because a target divides.
_BELOW = ("#7f3b08", "#b35806", "#e08214", "#fdb863", "#fee0b6")
_ABOVE = ("#d8daeb", "#b2abd2", "#8073ac", "#542788", "#2d004b")
# For what chance may have given: grey, no colour of a palette.
_BETWEEN = "#d5d9de"
# Class limits around a target, as multiples of it.
_TARGET_STEPS = (0.5, 0.75, 1.0, 1.25)


@dataclass(frozen=True)
class Classes:
    """Upper limits (ascending, the last at or above the maximum), colours, and what they were made from.

    Limits are numbers that are written in full (`geo.classes.limits`), but a target, which is what it is. `kept` says that the
    classes are of other values than those that are shown, some of which may lie beyond both ends.
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    lowest: float
    scheme: str
    target: float | None = None
    kept: bool = False

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
        # Classes are right-closed, as mapclassify's; around a target they are left-closed, since what meets it is
        # not below it. The last class also takes what lies above it: a legend may be kept while values change.
        side: Literal["left", "right"] = "right" if self.scheme == "target" else "left"
        return min(int(np.searchsorted(self.limits, value, side=side)), len(self.limits) - 1)


def classify(
    values: Sequence[float],
    unit: str,
    scheme: str = "alami",
    k: int = 5,
    target: float | None = None,
    polarity: str = "neutral",
) -> Classes:
    """Classes for `values` (in `unit`; NaN is missing) by `scheme`, one of `SCHEMES`.

    "alami" is Fisher-Jenks natural breaks, "kuantil" equal counts, "interval" equal widths,
    "target" fixed limits around `target` with a diverging palette (without a target, and for
    "kebetulan": natural breaks). Fewer distinct values than `k` give one class per value; no values give no class.
    """
    if scheme == CHANCE or (target is None and scheme == "target"):
        scheme = "alami"
    present = tuple(sorted(float(v) for v in values if not math.isnan(v)))
    if not present:
        return Classes((), (), math.nan, scheme, target)
    if scheme == "target" and target is not None:
        return _around(present, target, unit)
    limits = upper_limits(_limits(present, scheme, k), present, unit)
    return Classes(limits, _spread(_SEQUENTIAL[polarity], len(limits)), at_most(present[0], unit), scheme)


def differences(values: Sequence[float], unit: str, polarity: str = "neutral") -> Classes:
    """Classes of how much each value has changed: at most six of equal width around 0, better above in purple.

    With polarity "low_good" a fall is the better, and the colours change sides. NaN is missing. Changes that are
    written alike are in one class: where they are at most 1, there is one class of each sign.
    """
    present = sorted(v for v in values if not math.isnan(v))
    if not present:
        return Classes((), (), math.nan, "target", 0.0)
    most = at_least(max(map(abs, present)) or 1.0, unit)
    steps = {lower_limit(most * third / 3, present, unit) for third in (-2, -1, 1, 2)}
    falls, rises = (
        sorted(size for size in steps if sign * size > 0 and abs(size) < most) for sign in (-1, 1)
    )
    below, above = _spread(_BELOW, len(falls) + 1, dark_end=0), _spread(_ABOVE, len(rises) + 1)
    if polarity == "low_good":
        below = _spread(_ABOVE, len(falls) + 1)[::-1]
        above = _spread(_BELOW, len(rises) + 1, dark_end=0)[::-1]
    return Classes((*falls, 0.0, *rises, most), below + above, -most, "target", 0.0)


def beyond_chance(polarity: str = "neutral", scheme: str = CHANCE) -> Classes:
    """Three classes of a side: -1 below what chance gives, 0 between the limits, 1 above; better in purple.

    With the scheme SPREAD the limits were widened to how far regions lie apart, and the classes are named after that.
    """
    worse, better = _BELOW[1], _ABOVE[3]
    ends = (better, worse) if polarity == "low_good" else (worse, better)
    return Classes((-1.0, 0.0, 1.0), (ends[0], _BETWEEN, ends[1]), -1.0, scheme)


def of_sides(polarity: str = "neutral") -> Classes:
    """Four classes of a side: -1 below all targets of a region, 0 between them, 1 meets them, 2 held against none."""
    worse, better = _BELOW[1], _ABOVE[3]
    ends = (better, worse) if polarity == "low_good" else (worse, better)
    return Classes((-1.0, 0.0, 1.0, 2.0), (ends[0], _BELOW[4], ends[1], _BETWEEN), -1.0, SIDES)


@lru_cache(maxsize=512)
def _limits(present: tuple[float, ...], scheme: str, k: int) -> tuple[float, ...]:
    """The upper limits of at most `k` classes. Kept, because Fisher-Jenks is slow and a page asks again and again."""
    distinct = sorted(set(present))
    if len(distinct) <= k:
        return tuple(distinct)
    # Without numba mapclassify warns that it is slow; the cache answers that.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bins = _CLASSIFIERS[scheme](np.asarray(present), k).bins
    return tuple(sorted(set(map(float, bins))))


_CLASSIFIERS: dict[str, Callable[[np.ndarray, int], mapclassify.classifiers.MapClassifier]] = {
    "alami": lambda y, k: mapclassify.FisherJenks(y, k=k),
    "kuantil": lambda y, k: mapclassify.Quantiles(y, k=k),
    "interval": lambda y, k: mapclassify.EqualInterval(y, k=k),
}


def _around(present: tuple[float, ...], target: float, unit: str) -> Classes:
    """Classes at fixed multiples of the target; the last one reaches to the largest value, or a quarter further."""
    moved = {lower_limit(target * share, present, unit) for share in _TARGET_STEPS if share != 1}
    inner = tuple(sorted({limit for limit in moved if limit > 0} | {target}))
    below = sum(limit <= target for limit in inner)
    above = len(inner) + 1 - below
    colours = _spread(_BELOW, below, dark_end=0) + _spread(_ABOVE, above)
    most = max(present[-1], inner[-1] * 1.25, inner[-1] + float(step(inner[-1], unit)))
    limits = (*inner, at_least(most, unit))
    return Classes(limits, colours, at_most(min(present[0], 0.0), unit), "target", target)


def _spread(palette: tuple[str, ...], k: int, dark_end: int = 1) -> tuple[str, ...]:
    """`k` colours spread over `palette`, leaving out its very palest end."""
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
