"""The masks of a month: for whoever is not told everything which cells of the fixed tables are hidden, kept for all who ask.

Each is taken from where it is kept or lies aside (`data.disclosure.aside`), or else worked out (`data.disclosure.suppression`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from data.cube import MEASURES
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
from data.disclosure.disclosure import Limits
from data.disclosure.laid import Laid, Month
from data.disclosure.others import OthersMonth, Without
from data.disclosure.public_tables import CELL, NOT_SHOWN, lattice
from data.disclosure.rules import Guard, guards
from data.disclosure.suppression import HIDDEN, PRIMARY, SECONDARY, SHOWN, TOO_FINE, LeakyMask, mask_of
from data.disclosure.weighing import all_empty

# Why a cell is hidden, as a mask tells it by code; without some offices there is none where there is nobody else.
NOBODY = "tidak ada"
_REASONS = (SHOWN, PRIMARY, SECONDARY, TOO_FINE, NOBODY)
_CODES = {reason: code for code, reason in enumerate(_REASONS, 1)}

# The last few answers: several sessions ask for the masks of the same month, each of which takes long to work out.
# Of lattices as many as have so many cells together: one of 24 regions has 1,300, one of a country 23,000 (100 MB): two
# months of everybody, and of whom a branch is not.
_LATTICES: LRUCache[Hashable, Month] = LRUCache(100_000, lambda kept: len(kept.cells) + 1)
_MASKS: LRUCache[MaskKey, bytes] = LRUCache(2_000)  # of a country 23 KB each
_MASKED: LRUCache[Hashable, pd.DataFrame] = LRUCache(200)
_PARTS: LRUCache[tuple[Data, Block], Part] = LRUCache(4_000_000, lambda kept: kept.cells.size + 1)  # 40 MB
_LOCK = Lock()
Answer = TypeVar("Answer")
Codes = npt.NDArray[np.uint8]


def masked(
    cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
    beside: Iterable[str] = (),
    block: Block | None = None,
    without: Without | None = None,
) -> pd.DataFrame:
    """The lattice of a month (`data.disclosure.public_tables`), of which it has CELL, `measures`, and those `beside` them.

    `suppressed` tells why a cell is hidden, "" where it is not. A cell is hidden where the guard of any of the `measures`
    that the indicator sums hides it. `block` is the level and the dimension of the cells that are asked for, None is all.
    `release` names the data: what was worked out for it is kept under that name; None keeps nothing. A `cube_month` that is
    to be read first is only called for where the lattice is neither kept nor lies aside (`data.disclosure.aside`).
    `without` are some offices of which all is told: a cell of everybody is hidden then where what the others have there is,
    which is so wherever it is hidden from the public; it is NOBODY where there is nobody else, so that all of it is theirs.
    Without `measures` nothing is hidden, and what is `beside` them is not to be told; of others there is no such table.

    Raises ValueError where there is none, or where what lies aside does not fit together.
    """
    of = _Masks(cube_month, regions, month, limits, release)
    of = _OthersMasks(of, without) if without else of
    guarded = tuple(dict.fromkeys(measures))
    if without and not guarded:
        raise ValueError("where the others have anybody is told by a mask, and no measure names one")
    columns = tuple(dict.fromkeys((*guarded, *beside)))

    def hidden() -> pd.DataFrame:
        part = of.part(columns, block)
        masks = [of.mask(guard, part.of) for guard in guards(guarded)]
        if any(len(mask) != part.of for mask in masks):
            raise ValueError(f"the lattice of {month} has not the {part.of} rows of its masks")
        return _marked(part.cells, [np.frombuffer(mask, dtype="uint8")[part.rows] for mask in masks])

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
    _lay_masks(of, asked)
    lay_cells_aside(of.data, of.month.cells)  # the last, which says that all is there


def lay_others_aside(
    cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    asked: Iterable[Iterable[str]],
    release: Hashable,
    without: Without,
) -> None:
    """The same masks of what others have than some offices, of everybody's lattice. Raises OSError."""
    everybody = _Masks(cube_month, regions, month, limits, release)
    everybody.lattices, everybody.masks = LRUCache(1), LRUCache(600)
    of = _OthersMasks(everybody, without)
    of.lattices, of.masks = LRUCache(1), LRUCache(600)
    _lay_masks(of, asked)


def _lay_masks(of: _Masks, asked: Iterable[Iterable[str]]) -> None:
    for guard in dict.fromkeys(guard for measures in asked for guard in guards(measures)):
        with suppress(LeakyMask):
            of.mask(guard, of.rows)
    for key, mask in of.masks.items():
        lay_mask_aside(key, mask)


def lies_aside(regions: pd.DataFrame, month: str, release: Hashable) -> bool:
    """Whether the lattice of a month lies where it is taken from, which `lay_aside` writes after all masks."""
    return has_cells_aside(_data(regions, month, release))


def _data(regions: pd.DataFrame, month: str, release: Hashable) -> Data:
    """What the lattice of a month is worked out from."""
    return release, month, tuple(tuple(regions[name].tolist()) for name in ("code", "province_code", "area"))


class _Masks:
    """The masks of one month, each from where it is kept or lies aside, or else worked out."""

    reasons = _CODES[TOO_FINE]  # the last that a mask of everybody has

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
        self._cube, self.regions = cube_month, regions
        self._nameless: dict[Any, Any] = {}

    def kept(self, answers: LRUCache[Any, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer under this key; of data without a name it is kept for as long as this is."""
        if self.data[0] is not None:
            return _kept(answers, key, work_out)
        if key not in self._nameless:
            self._nameless[key] = work_out()
        return cast(Answer, self._nameless[key])

    @property
    def rows(self) -> int:
        """How many rows the lattice has."""
        return self.part((), ("all", "")).of

    def part(self, measures: Sequence[str], block: Block | None) -> Part:
        """A block of the lattice of the month, with these measures: a table that holds no whole lattice in memory.

        Whoever comes back for further measures of a block is given them all, of which a page asks for twenty in turn.
        """
        if block is None or self.data[0] is None:
            return self._part(measures, block)
        with _LOCK:
            kept = _PARTS.get((self.data, block))
        if kept is None or not set(measures) <= set(kept.cells):
            kept = self._part(measures if kept is None else MEASURES, block)
            with _LOCK, suppress(ValueError):  # larger than all that may be kept
                _PARTS[self.data, block] = kept
        return replace(kept, cells=kept.cells[[*CELL, *measures]])

    def _part(self, measures: Sequence[str], block: Block | None) -> Part:
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
            return Month(lies.cells, self.regions)
        cube = self._cube if isinstance(self._cube, pd.DataFrame) else self._cube()
        return Month(lattice(cube, self.regions), self.regions)

    def mask(self, guard: Guard, rows: int) -> bytes:
        """For each of the rows of the lattice the code of the reason why this guard hides it."""
        return self.kept(self.masks, (self.data, self.law, guard), lambda: self._mask(guard, rows))

    def _mask(self, guard: Guard, rows: int) -> bytes:
        aside = mask_aside((self.data, self.law, guard), rows, self.reasons)
        return self._worked_out(guard, rows) if aside is None else aside

    def _worked_out(self, guard: Guard, rows: int) -> bytes:
        month = self.month
        before = self._before(guard, rows)
        found = mask_of(month.cells, month.tree, guard, *self.law, month.laid, before)
        return bytes(_CODES[reason] for reason in found)

    def _before(self, guard: Guard, rows: int) -> Sequence[str]:
        """For each row why it is hidden to begin with."""
        return _before(
            guard,
            self.month.laid,
            lambda other: [_REASONS[code - 1] for code in self.mask(other, rows)],
        )


class _OthersMasks(_Masks):
    """The masks of one month without what some offices have: they hide whatever is hidden of everybody, to begin with.

    So nobody learns from the two tables together what either hides, and little is left to be worked out.
    """

    reasons = _CODES[NOBODY]

    def __init__(self, everybody: _Masks, without: Without) -> None:
        release, month, regions = everybody.data
        self._everybody, self._without = everybody, without
        self.data = None if release is None else (release, without.name), month, regions
        self.law, self.regions = everybody.law, everybody.regions
        self.lattices, self.masks, self._nameless = everybody.lattices, everybody.masks, {}

    @property
    def rows(self) -> int:
        """As many as of everybody, whose cells these are."""
        return self._everybody.rows

    def part(self, measures: Sequence[str], block: Block | None) -> Part:
        """The cells of everybody: where what the others have is told, so is what they have with one's own on top."""
        return self._everybody.part(measures, block)

    def _lattice(self) -> Month:
        return OthersMonth(self._everybody.month, self._without, self.regions)

    def _worked_out(self, guard: Guard, rows: int) -> bytes:
        codes = np.frombuffer(super()._worked_out(guard, rows), dtype="uint8")
        return np.where(self.month.nobody, _CODES[NOBODY], codes).astype("uint8").tobytes()

    def _before(self, guard: Guard, rows: int) -> Sequence[str]:
        hidden = {_CODES[PRIMARY], _CODES[SECONDARY]}
        of_everybody = self._everybody.mask(guard, rows)
        return [
            why or (SECONDARY if code in hidden else SHOWN)
            for why, code in zip(super()._before(guard, rows), of_everybody, strict=True)
        ]


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


def _marked(cells: pd.DataFrame, codes: Sequence[Codes]) -> pd.DataFrame:
    """The cells in which anybody is, with what is told of them: as `status`, of the codes that some masks have for each."""
    if not codes:
        return cells.assign(suppressed=SHOWN)
    hidden, too_fine, nobody = (
        np.isin(codes, [_CODES[reason] for reason in reasons]).any(axis=0)
        for reasons in ((PRIMARY, SECONDARY), (TOO_FINE,), (NOBODY,))
    )
    told = np.select([nobody, too_fine, hidden], [NOBODY, TOO_FINE, HIDDEN], SHOWN)
    return cells.assign(suppressed=told.astype("object"))
