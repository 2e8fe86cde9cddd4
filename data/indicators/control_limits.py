"""Control limits of a funnel plot: how far a region's share may lie from the whole's by chance alone.

A small region's share moves further by chance than a large one's, so a rank says little of it. Between the
limits a difference is what chance gives; only what lies beyond them calls for a reason. Where all regions lie further
apart than chance would put them, the limits are widened to that spread: what lies between them then differs as regions
do, which is no longer to say by chance.

How far regions lie apart is a property of all of them. It is estimated once from all, never from those of an area that
somebody looks at: else the same region would be beyond the limits in one area, and between them in another.

Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
(2005), 1185-1202: limits of a proportion, and, where regions differ more than chance allows, limits widened
by the square root of the overdispersion, estimated from winsorised z scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# How many standard deviations out a limit lies. By chance alone one region in 20 would lie beyond WARNING on
# either side, and one in 500 beyond ACTION.
WARNING, ACTION = (NormalDist().inv_cdf(1 - p / 2) for p in (0.05, 0.002))
# The share of z scores at each end that is drawn in, so that an outlier does not widen its own limits.
_WINSORISED = 0.1
# The fewest regions from which an overdispersion can be told: of fewer, winsorising a tenth at each end leaves one
# outlier to widen its own limits, and the estimate itself moves by half and more.
FEWEST = 10


@dataclass(frozen=True)
class Funnel:
    """The funnel of a set of regions.

    `whole` is the share of all of them together, 0 to 1; `overdispersion` is how many times the variance between
    them is that of chance, at least 1.
    """

    whole: float
    overdispersion: float

    def limits(self, size: float, z: float) -> tuple[float, float]:
        """The lowest and highest share that a region of `size` employers has by chance, `z` deviations out.

        The normal approximation, kept within 0 and 1.
        """
        room = z * sqrt(self.overdispersion * self.whole * (1 - self.whole) / size)
        return max(self.whole - room, 0.0), min(self.whole + room, 1.0)

    def side(self, numerator: int, denominator: int, z: float = ACTION) -> int:
        """Where a region lies: 1 above what chance gives, -1 below, 0 between. `denominator` is at least 1."""
        low, high = self.limits(denominator, z)
        share = numerator / denominator
        return int(share > high) - int(share < low)

    @property
    def is_widened(self) -> bool:
        """Whether regions lie further apart than chance alone would put them, so that the limits are of that spread."""
        return self.overdispersion > 1


def funnel(numerators: Sequence[int], denominators: Sequence[int]) -> Funnel | None:
    """The funnel of all regions with these counts; None of fewer than FEWEST, or when there is nothing that could differ.

    `denominators` are at least 1, and no numerator exceeds its own. The whole is the ratio of the sums.
    """
    above, below = sum(numerators), sum(denominators)
    if len(denominators) < FEWEST or not 0 < above < below:
        return None
    whole = above / below
    deviations = sorted(
        (numerator / size - whole) / sqrt(whole * (1 - whole) / size)
        for numerator, size in zip(numerators, denominators, strict=True)
    )
    return Funnel(whole, _overdispersion(deviations))


def _overdispersion(deviations: Sequence[float]) -> float:
    """The mean square of the winsorised z scores, `deviations` in rising order; at least 1."""
    count = len(deviations)
    cut = max(round(count * _WINSORISED), 1)
    low, high = deviations[cut], deviations[count - 1 - cut]
    return max(sum(min(max(z, low), high) ** 2 for z in deviations) / count, 1.0)
