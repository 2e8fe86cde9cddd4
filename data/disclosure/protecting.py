"""What the rules of a guard hide in one table: every union of hidden cells must be enough for each of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from data.disclosure.disclosure import Numbers
from data.disclosure.network import lower, protect
from data.disclosure.public_tables import MARGIN, SUBTOTAL, WHOLE, Family
from data.disclosure.weighing import Weighed, blurred, only

Marked = npt.NDArray[np.bool_]


def protected(
    table: Family, hidden: set[int], weighed: Iterable[Weighed], whole: npt.NDArray[np.int64]
) -> set[int]:
    """The numbers of the cells of a table that must be hidden by these rules where those of `hidden` are.

    `whole` has for the number of a cell that of the same area over all values.
    """
    guarded, cells = _Guarded(table, hidden), np.array(table.cells, dtype="int64")
    for one in weighed:
        guarded.hide(one.of(cells), one.amounts[whole[cells]])
    return {table.cells[edge] for edge in guarded.hidden}


class _Guarded:
    """A table while one rule after the other is tried on it; the numbers of a rule are by edge.

    `hidden` are the edges that are hidden by now. What has been met stays met, however much more is hidden.
    """

    def __init__(self, table: Family, hidden: set[int]) -> None:
        self._network = table.network
        self._ranks = np.array(table.network.ranks)
        self.hidden = local(table, hidden)
        self._met: list[tuple[frozenset[str], set[int]]] = []

    def hide(self, one: Weighed, of_everything: Numbers) -> None:
        """Hides what this rule asks for; `of_everything` is what the area of a cell has over all values."""
        # Where other numbers leave it open first; then any cell that is a secret at all.
        steps: list[tuple[Marked, int]] = [(one.unknown, WHOLE)]
        if not np.array_equal(one.protects, one.unknown):
            steps.insert(0, (one.protects, SUBTOTAL))
        self._hide_few(one, steps)
        self._hide_near(one, steps, of_everything)
        if one.beside.any():
            is_whole = self._ranks == WHOLE
            self._hide(one.protects, one.amounts, np.where(is_whole, 0, one.beside), SUBTOTAL)
            self._hide(one.protects, one.amounts, np.where(is_whole, one.beside, 0))

    def _hide_few(self, one: Weighed, steps: list[tuple[Marked, int]]) -> None:
        """Every union must have enough contributors; where it has of some of them, it has of more of them, too."""
        asked, few = set(np.flatnonzero(one.enough).tolist()), one.enough
        if any(one.counted >= some and asked <= met for some, met in self._met):
            return
        for usable, most in steps:
            few = self._hide(usable, one.contributors, few, most)
        if one.counted:
            self._met.append((one.counted, asked.difference(np.flatnonzero(few).tolist())))

    def _hide_near(self, one: Weighed, steps: list[tuple[Marked, int]], of_everything: Numbers) -> None:
        """No cell may be known within a tenth, nor any union be dominated.

        No sum of several regions is hidden only to blur one of them, and none of regions to blur what is beside it.
        """
        near = one.blurred
        for usable, most in steps:
            near = self._hide(usable, one.amounts, near, min(most, MARGIN))
        if not near.any():
            return
        # What its area has of everything tells of a part that is nearly all of it, unless that may be less, too.
        told = np.where(of_everything < blurred(one.amounts), near, 0)
        self._hide(one.unknown, one.amounts, self._lower(one, told))
        self._hide(one.unknown, one.amounts, np.where(near > 0, one.diluted, 0))

    def _hide(self, usable: Marked, weights: Numbers, wanted: Numbers, most: int = WHOLE) -> Numbers:
        """Hides what meets the demands with cells up to the rank `most`; those that it could not meet."""
        edges = np.flatnonzero(wanted).tolist()
        if not edges:
            return wanted
        asked = list(zip(edges, wanted[edges].tolist(), strict=True))
        weighs = np.where(usable, weights, -1).tolist()
        self.hidden, unmet = protect(self._network, self.hidden, weighs, asked, most)
        return only(wanted, unmet)

    def _lower(self, one: Weighed, wanted: Numbers) -> Numbers:
        """Lets those cells be less than they are; those of which it could not."""
        weighs = np.where(one.unknown, one.amounts, -1).tolist()
        asked = [(edge, blurred(weighs[edge])) for edge in np.flatnonzero(wanted).tolist()]
        self.hidden, unmet = lower(self._network, self.hidden, weighs, asked, MARGIN)
        return only(wanted, unmet)


def local(table: Family, numbers: set[int]) -> set[int]:
    """The edges of a table that are the cells of these numbers."""
    return {edge for edge, cell in enumerate(table.cells) if cell in numbers}
