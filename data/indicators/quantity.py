"""A number with its unit, so that nothing is taken from what it cannot be taken from."""

from __future__ import annotations

from dataclasses import dataclass


class MixedUnits(TypeError):
    """Two numbers of different units were to be subtracted or compared: an error of the program, not of a reader."""


@dataclass(frozen=True)
class Quantity:
    """A number and its unit (`data.words` has their names).

    The difference of two percentages is in points, any other in the unit of both.

    >>> Quantity(48.0, "percent") - Quantity(52.0, "percent")
    Quantity(value=-4.0, unit='points')
    """

    value: float
    unit: str

    def __sub__(self, other: Quantity) -> Quantity:
        """How much more this is than `other`. Raises MixedUnits: people less a percentage are nothing."""
        if self.unit != other.unit:
            raise MixedUnits(f"{self.unit} less {other.unit}")
        return Quantity(self.value - other.value, difference_unit(self.unit))


def difference_unit(unit: str) -> str:
    """The unit of a difference of two numbers of `unit`: points of two percentages, else the same.

    >>> difference_unit("percent"), difference_unit("workers")
    ('points', 'workers')
    """
    return "points" if unit == "percent" else unit
