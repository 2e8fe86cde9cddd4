"""Numbers of a working paper: those measured from cells, and those that the app works out from other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.indicators import Indicator, Measured, Standing, counted_in, definitions, difference_unit
from data.queries import Filters, Reading
from data.words import Words

# How a number follows from others: the value less the target; how many are missing to the target; the first less the
# second; what is below its line less what is above; how many of them are below zero, or above it; their sum; what those
# missing would bring in a month.
How = Literal["gap", "short", "change", "lacking", "below", "above", "sum", "brings"]


@dataclass(frozen=True)
class Scope:
    """What a number is counted in: an area of a `level` ("all", "area", "province", "region", "kecamatan") by its `key`.

    `regions` are the Kemendagri codes of its regions, None for all; with the level "regions" it is the sum of them, and
    `key` says of whom (an office, say). `filters` are those that the reading was asked with.
    """

    level: str
    key: str
    regions: tuple[str, ...] | None
    filters: Filters = ()


@dataclass(frozen=True, eq=False)
class Headline:
    """A number that a page says: an indicator of a place in a month, and what the app says of it (`told`).

    `title` and `place` are as the page calls them. `told` None: nothing is known of it.
    """

    title: str
    place: str
    indicator: str
    month: str
    scope: Scope
    reading: Reading
    told: Measured | None

    @property
    def about(self) -> Indicator:
        """The indicator that it is of."""
        return definitions()[self.indicator]

    @property
    def unit(self) -> str:
        """The unit of its value."""
        return self.about.unit

    @property
    def parts(self) -> tuple[int | None, int | None]:
        """What the app says stands above the line and below it; None where it has no such number or does not tell it."""
        return (self.told.numerator, self.told.denominator) if self.told else (None, None)

    @property
    def target(self) -> float | None:
        """The one target that it may be held against, in per cent or its own unit; None where there are none or several."""
        held = self.told.held if self.told else ()
        usable = {one.value for one in held if self.about.gap or one.unit == self.unit}
        return float(usable.pop()) if len(usable) == 1 else None


@dataclass(frozen=True, eq=False)
class Worked:
    """A number that the app works out from others (`of`), and what it says (`told`).

    `constant` is what the rule needs beside them: of "brings" the least contribution of one of the self-employed. `of` has
    there how many are missing and, unless the least is what each brings, what fell due, and who is registered or active.
    """

    title: str
    place: str
    month: str
    unit: str
    how: How
    of: tuple[Headline | Worked, ...]
    told: float | int
    constant: int = 0


Number = Headline | Worked


def shortfall(one: Headline, stood: Standing, words: Words) -> list[Worked]:
    """How far a number is from its target, and how many are missing to it, as far as the app says either."""
    if one.target is None or one.about.gap or one.told is None or one.told.value is None:
        return []
    found, unit = [], difference_unit(one.unit)
    if stood.gap is not None:
        title = words("{title}: jarak ke target", title=one.title)
        found.append(Worked(title, one.place, one.month, unit, "gap", (one,), stood.gap))
    if stood.short is not None:
        title = words("{title}: kurang ke target", title=one.title)
        if one.about.polarity == "low_good":
            title = words("{title}: di atas batas target", title=one.title)
        found.append(Worked(title, one.place, one.month, counted_in(one.about), "short", (one,), stood.short))
    return found
