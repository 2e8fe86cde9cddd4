"""Disclosure control of one month: which cells of the fixed tables the public role may see, per indicator.

A cell is hidden when fewer than `min_employers` stand behind it, or one of them has more than `dominance_ppm` of it;
then further cells are, so that no such cell, and no union of hidden cells that
would itself be hidden, follows from those that are shown. An empty cell is shown as the zero that it is: who is
in which sector and place is widely known, so a zero is never counted on to protect another cell.

See docs/decisions/0008-disclosure.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from data.disclosure.aside import (
    Block,
    Data,
    MaskKey,
    Part,
    cells_aside,
    has_cells_aside,
    lay_cells_aside,
    lay_mask_aside,
    mask_aside,
)
from data.disclosure.bridges import recoverable
from data.disclosure.disclosure import Limits
from data.disclosure.laid import Laid, Month
from data.disclosure.network import Classes, tie
from data.disclosure.protecting import local, protected
from data.disclosure.public_tables import (
    CELL,
    GROUND,
    MARGIN,
    NOT_SHOWN,
    Family,
    Tree,
    lattice,
)
from data.disclosure.rules import Guard, guards
from data.disclosure.weighing import Weighed, all_empty, only, told_by, weighed_by
from data.words import Problem

# What is told of a cell. Which of the hidden ones are small themselves stays within this room (PRIMARY): who knew would
# know that fewer than so many employers are behind them, and so many or more behind the others.
SHOWN, HIDDEN, TOO_FINE = "", "disembunyikan", "terlalu rinci"
PRIMARY, SECONDARY = "primer", "sekunder"
_REASONS = (SHOWN, PRIMARY, SECONDARY, TOO_FINE)
_CODES = {reason: code for code, reason in enumerate(_REASONS, 1)}


class LeakyMask(Problem):
    """A hidden cell follows from those that are shown: nothing is shown then."""


def mask_of(
    cells: pd.DataFrame,
    tree: Tree,
    guard: Guard,
    min_employers: int,
    dominance_ppm: int,
    laid: Laid | None = None,
    hidden: Sequence[str] = (),
) -> list[str]:
    """For each row of the lattice `cells` why it is hidden from the public by this guard, SHOWN where it is not.

    PRIMARY is a cell that is too small or dominated by one of the rules, SECONDARY one that is hidden to protect one of
    those, TOO_FINE one of an area that crosses a province. `hidden` has for each row why it is hidden to begin with, by
    another mask. Raises LeakyMask when the audit finds a hidden cell that can be computed: then nothing is shown rather
    than that. `laid` are the tables of these cells where they have been laid out before.
    """
    laid = laid or Laid.out(cells, tree)
    before = {number: why for number, why in zip(laid.numbers, hidden, strict=False) if why}
    weighed = weighed_by(guard, laid.columns, min_employers, dominance_ppm)
    if guard.parts:
        # Sums of several regions stay: what is hidden of single ones is wide enough.
        least = told_by(weighed[0], guard, laid.columns, min_employers, dominance_ppm)
        telling = only(least, laid.inner)
        weighed[0] = replace(weighed[0], blurred=np.maximum(weighed[0].blurred, telling))
        before = {**dict.fromkeys(np.flatnonzero(telling).tolist(), SECONDARY), **before}
    primary = set().union(*(one.primary for one in weighed))
    reasons = {
        **dict.fromkeys(_secondary(laid, weighed, primary, set(before)), SECONDARY),
        **before,
        **dict.fromkeys(primary, PRIMARY),
        NOT_SHOWN: TOO_FINE,
    }
    return [reasons.get(number, SHOWN) for number in laid.numbers]


def _secondary(laid: Laid, weighed: list[Weighed], primary: set[int], before: set[int]) -> set[int]:
    hidden = primary | before
    if not primary:
        return hidden
    counted = np.max([one.contributors for one in weighed], axis=0)
    costs, unknown = (counted + 1).tolist(), np.any([one.unknown for one in weighed], axis=0).tolist()
    tables = [layout.family(unknown, costs) for layout in laid.tables]
    # A margin that one table hides is hidden in all of them, which never makes a safe cell there unsafe.
    for table in tables:
        hidden |= protected(table, hidden, weighed, laid.whole)
    for table in tables:
        # What one of two has nothing of leaves it no exchange, though the other has some there.
        for one in weighed if len(weighed) == 2 else []:
            hidden |= _tied(table, hidden, one.unknown)
        hidden |= _tied(table, hidden)
    known = set().union(*(_known(table, hidden) for table in tables))
    if known & primary:
        raise LeakyMask(
            "Angka tidak ditampilkan: {count} sel yang harus disembunyikan masih dapat dihitung dari sel lain. "
            "Laporkan kepada pengelola data.",
            count=len(known & primary),
        )
    # What follows from the shown cells anyway is shown: hiding it would protect nothing.
    return hidden - primary - (known - before)


def _tied(table: Family, hidden: set[int], unknown: npt.NDArray[np.bool_] | None = None) -> set[int]:
    """Hides cells so that this table says no more of the hidden margins than the margins themselves do.

    Any exchange that the margins leave open between hidden regions must be possible within the table too: the
    regions' rows hang together by hidden cells. Without it two tables might each tell one sum, and both a cell.
    """
    known = set() if unknown is None else {e for e, c in enumerate(table.cells) if not unknown[c]}
    edges = [edge for edge in local(table, hidden) if edge not in known]
    groups = _open_groups(table, edges)
    inner = [rank < MARGIN and edge not in known for edge, rank in enumerate(table.network.ranks)]
    return {table.cells[edge] for edge in tie(table.network, edges, groups, inner)}


def _open_groups(table: Family, edges: Sequence[int]) -> list[list[int]]:
    """Rows (and the ground) that hang together by hidden margins alone."""
    network, together = table.network, Classes(table.network.nodes)
    for edge in edges:
        if network.ranks[edge] >= MARGIN:
            together.join(network.tails[edge], network.heads[edge])
    groups: dict[int, list[int]] = defaultdict(list)
    for node in (GROUND, *table.rows.values()):
        groups[together.of[node]].append(node)
    return [group for group in groups.values() if len(group) > 1]


def _known(table: Family, hidden: set[int]) -> set[int]:
    return {table.cells[edge] for edge in recoverable(table.network, local(table, hidden))}


def status(of_cells: Iterable[str]) -> str:
    """What is told of a sum of cells with these statuses: TOO_FINE or HIDDEN as soon as one of them is, else SHOWN."""
    held = set(of_cells)
    if TOO_FINE in held:
        return TOO_FINE
    return HIDDEN if held - {SHOWN} else SHOWN


def _statuses(masks: Iterable[bytes], rows: slice | npt.NDArray[np.intp]) -> list[str]:
    """As `status`, of these rows of some masks."""
    codes = [np.frombuffer(mask, dtype="uint8")[rows] for mask in masks]
    hidden = np.any([(some == _CODES[PRIMARY]) | (some == _CODES[SECONDARY]) for some in codes], axis=0)
    too_fine = np.any([some == _CODES[TOO_FINE] for some in codes], axis=0)
    told = np.array([SHOWN, HIDDEN, TOO_FINE], dtype="object")
    return told[np.where(too_fine, 2, hidden.astype("int64"))].tolist()


# The last few answers: several sessions ask for the masks of the same month, each of which takes long to work out.
# Of lattices as many as have so many cells together: one of 24 regions has 1,300, one of a country 23,000 (100 MB): two
# months of everybody, and of whom a branch is not.
_LATTICES: LRUCache[Hashable, Month] = LRUCache(100_000, lambda kept: len(kept.cells) + 1)
_MASKS: LRUCache[MaskKey, bytes] = LRUCache(2_000)  # of a country 23 KB each
_MASKED: LRUCache[Hashable, pd.DataFrame] = LRUCache(200)
_LOCK = Lock()
Answer = TypeVar("Answer")


def masked(
    cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
    beside: Iterable[str] = (),
    block: Block | None = None,
) -> pd.DataFrame:
    """The lattice of a month (`data.disclosure.public_tables`), of which it has CELL, `measures`, and those `beside` them.

    `suppressed` tells why a cell is hidden, "" where it is not. A cell is hidden where the guard of any of the `measures`
    that the indicator sums hides it. `block` is the level and the dimension of the cells that are asked for, None is all.
    `release` names the data: what was worked out for it is kept under that name; None keeps nothing. A `cube_month` that is
    to be read first is only called for where the lattice is neither kept nor lies aside (`data.disclosure.aside`).
    """
    of = _Masks(cube_month, regions, month, limits, release)
    guarded = tuple(dict.fromkeys(measures))
    columns = tuple(dict.fromkeys((*guarded, *beside)))

    def hidden() -> pd.DataFrame:
        part = of.part(columns, block)
        masks = [of.mask(guard, part.of) for guard in guards(guarded)]
        if any(len(mask) != part.of for mask in masks):
            raise ValueError(f"the lattice of {month} has not the {part.of} rows of its masks")
        return part.cells.assign(suppressed=_statuses(masks, part.rows))

    return of.kept(_MASKED, (of.data, of.law, guarded, columns, block), hidden)


def lay_aside(
    cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    asked: Iterable[Iterable[str]],
    release: Hashable,
) -> None:
    """Write the lattice of a month, and all masks that indicators need which sum these measures, to where others take them.

    A mask that the audit refuses is not written: who asks for it is refused likewise. Raises OSError.
    """
    of = _Masks(cube_month, regions, month, limits, release)
    of.lattices, of.masks = LRUCache(1), LRUCache(600)  # goes with the month
    for guard in dict.fromkeys(guard for measures in asked for guard in guards(measures)):
        with suppress(LeakyMask):
            of.mask(guard, len(of.month.cells))
    for key, mask in of.masks.items():
        lay_mask_aside(key, mask)
    lay_cells_aside(of.data, of.month.cells)  # the last, which says that all is there


def lies_aside(regions: pd.DataFrame, month: str, release: Hashable) -> bool:
    """Whether the lattice of a month lies where it is taken from, which `lay_aside` writes after all masks."""
    return has_cells_aside(_data(regions, month, release))


def _data(regions: pd.DataFrame, month: str, release: Hashable) -> Data:
    """What the lattice of a month is worked out from."""
    return release, month, tuple(tuple(regions[name].tolist()) for name in ("code", "province_code", "area"))


class _Masks:
    """The masks of one month, each from where it is kept or lies aside, or else worked out."""

    def __init__(
        self,
        cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
        regions: pd.DataFrame,
        month: str,
        limits: Limits,
        release: Hashable,
    ) -> None:
        self.data = _data(regions, month, release)
        self.law = limits.min_employers, limits.dominance_ppm
        self.lattices, self.masks = _LATTICES, _MASKS
        self._cube, self._regions = cube_month, regions

    def kept(self, answers: LRUCache[Any, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer under this key, which of data without a name is worked out each time."""
        return work_out() if self.data[0] is None else _kept(answers, key, work_out)

    def part(self, measures: Sequence[str], block: Block | None) -> Part:
        """A block of the lattice of the month, with these measures: a table that holds no whole lattice in memory."""
        part = None if self.data in self.lattices else cells_aside(self.data, measures, block)
        if part is not None:
            return part
        cells = self.month.cells
        rows = slice(None) if block is None else self.month.blocks.get(block, np.zeros(0, dtype="intp"))
        return Part(cells[[*CELL, *measures]].iloc[rows].reset_index(drop=True), rows, len(cells))

    @cached_property
    def month(self) -> Month:
        """The lattice of the month, whole."""
        return self.kept(self.lattices, self.data, self._lattice)

    def _lattice(self) -> Month:
        lies = cells_aside(self.data)
        if lies is not None:
            return Month(lies.cells, self._regions)
        cube = self._cube if isinstance(self._cube, pd.DataFrame) else self._cube()
        return Month(lattice(cube, self._regions), self._regions)

    def mask(self, guard: Guard, rows: int) -> bytes:
        """For each of the rows of the lattice the code of the reason why this guard hides it."""
        return self.kept(self.masks, (self.data, self.law, guard), lambda: self._mask(guard, rows))

    def _mask(self, guard: Guard, rows: int) -> bytes:
        aside = mask_aside((self.data, self.law, guard), rows, len(_REASONS))
        if aside is not None:
            return aside
        month = self.month

        def reasons(other: Guard) -> list[str]:
            return [_REASONS[code - 1] for code in self.mask(other, rows)]

        before = _before(guard, month.laid, reasons)
        found = mask_of(month.cells, month.tree, guard, *self.law, month.laid, before)
        return bytes(_CODES[reason] for reason in found)


def _before(guard: Guard, laid: Laid, mask: Callable[[Guard], Sequence[str]]) -> Sequence[str]:
    """For each row of the lattice why it is hidden to begin with, by the masks that the guard builds on."""
    before = list(mask(guard.within)) if guard.within else [SHOWN] * len(laid.numbers)
    numbers = np.array(laid.numbers, dtype="int64")
    for other, sets in guard.alike:
        there = mask(other)
        for row in np.flatnonzero((numbers != NOT_SHOWN) & all_empty(laid.columns, sets)[numbers]).tolist():
            before[row] = before[row] or there[row]
    return before


def _kept(answers: LRUCache[Hashable, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """The answer that is kept under `key`, worked out now if there is none. Nobody waits for another's answer."""
    with _LOCK:
        if key in answers:
            return answers[key]
    answer = work_out()
    with _LOCK, suppress(ValueError):  # larger than all that may be kept
        answers[key] = answer
    return answer
