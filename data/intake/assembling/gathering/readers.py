"""Readers of cells that are no amounts and no days: words of closed lists, and functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.intake.values import Reading, is_empty, text_of, word_in


@dataclass
class Words:
    """A closed list as a reader; what is in no list is an error, or a question about the word where it may grow."""

    name: str
    grows: bool = False

    def read(self, cell: object) -> Reading:
        """A word of the list. Errors: unknown_value; asks: value."""
        if is_empty(cell):
            return Reading()
        word = word_in(self.name, text_of(cell))
        if word is not None:
            return Reading(word)
        return Reading(ask="value") if self.grows else Reading(error="unknown_value")


@dataclass
class Call:
    """A function as a reader."""

    function: Callable[[object], Reading]

    def read(self, cell: object) -> Reading:
        """What the function makes of a cell."""
        return self.function(cell)
