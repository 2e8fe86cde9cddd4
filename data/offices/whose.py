"""Whose employers a place counts: those of some offices, or everybody's in the regions that these serve."""

from __future__ import annotations

from dataclasses import dataclass

from data.queries import Reading


@dataclass(frozen=True)
class Whose:
    """The offices whose employers are counted, () for everybody's; `only`: others are in the same regions too.

    Where nobody else's are there, all of them are counted without asking for their office. `people`: workers are
    counted, whom no office is told of.
    """

    family: tuple[str, ...] = ()
    only: bool = False
    people: bool = False

    @property
    def offices(self) -> tuple[str, ...]:
        """The offices that rows have to be of; () where any row is counted."""
        return self.family if self.only else ()

    @property
    def filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same, as a reading is asked for it."""
        return (("office", self.family),) if self.only else ()


EVERYBODY = Whose()


def counted(
    served: tuple[str, ...], family: frozenset[str], month: str, reading: Reading
) -> tuple[tuple[str, ...], Whose]:
    """Of these regions those in which the family has somebody (or nobody is known), and whose rows to count there."""
    there = {region: reading.offices_in(month, (region,)) for region in served}
    mine = tuple(region for region in served if not there[region] or there[region] & family)
    others = frozenset[str]().union(*(there[region] for region in mine)) - family
    return mine, Whose(tuple(sorted(family)), bool(others))
