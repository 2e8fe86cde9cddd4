"""What it takes to reach a coverage: people missing in each region, and where the cheapest of them can be found.

The cost is what the public purse pays for a person, then the effort: employers to be visited for a person. An
employer that registers its workers pays for them itself, as the law asks; a self-employed worker whose
contribution a budget pays costs that budget the BPU rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

SOURCES = ("pwbd", "pds_tk", "informal")


@dataclass(frozen=True)
class Source:
    """Where people can come from: `people` at most, at `employers` who must be visited for all of them (0: none).

    `public_rupiah`: of a budget, for a person a month.
    """

    name: str
    people: int
    employers: int
    public_rupiah: int

    @property
    def effort(self) -> Fraction:
        """Employers to be visited for a person."""
        return Fraction(self.employers, self.people) if self.people else Fraction(0)


@dataclass(frozen=True)
class Taken:
    """What is taken of a source: people, and the employers to be visited for them (a part is one more)."""

    source: Source
    people: int

    @property
    def employers(self) -> int:
        """Employers to be visited."""
        wanted = self.source.effort * self.people
        return -(-wanted.numerator // wanted.denominator)

    @property
    def rupiah(self) -> int:
        """Public money a month."""
        return self.people * self.source.public_rupiah


def ranked(sources: Sequence[Source]) -> list[Source]:
    """The cheapest for public money first, of equals the one with the fewest employers to visit for a person."""
    return sorted(
        sources, key=lambda source: (source.public_rupiah, source.effort, SOURCES.index(source.name))
    )


def mix(need: int, sources: Sequence[Source]) -> list[Taken]:
    """The cheapest way to find `need` people: from each source in its rank, as many as it has and are needed.

    Cost is a sum over people, so that taking the cheapest first cannot be bettered. People add up to the smaller
    of `need` and all that there are.
    """
    taken, left = [], max(need, 0)
    for source in ranked(sources):
        people = min(left, source.people)
        taken.append(Taken(source, people))
        left -= people
    return taken


def needed(goal: float, people: int, covered: int) -> int:
    """People still to be covered until `goal` per cent of `people` are; a part of a person is one more.

    The same number as the indicator coverage_gap, for any goal.

    >>> needed(52.15, 1_000, 500)
    22
    """
    wanted = Decimal(str(goal)) * people / 100
    return max(0, int(wanted.to_integral_value(ROUND_CEILING)) - covered)
