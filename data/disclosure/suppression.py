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
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from data.cube import LARGEST, MEASURES
from data.disclosure.bridges import recoverable
from data.disclosure.disclosure import Limits, Numbers
from data.disclosure.network import Classes, tie
from data.disclosure.protecting import local, protected
from data.disclosure.public_tables import (
    GROUND,
    MARGIN,
    NOT_SHOWN,
    Family,
    Layout,
    Tree,
    geography,
    lattice,
    layouts,
    numbered,
)
from data.disclosure.rules import Guard, guards
from data.disclosure.weighing import Weighed, all_empty, only, told_by, weighed_by
from data.words import Problem

# What is told of a cell. Which of the hidden ones are small themselves stays within this room (PRIMARY): who knew would
# know that fewer than so many employers are behind them, and so many or more behind the others.
SHOWN, HIDDEN, TOO_FINE = "", "disembunyikan", "terlalu rinci"
PRIMARY, SECONDARY = "primer", "sekunder"


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


@dataclass(frozen=True)
class Laid:
    """The tables of a lattice, as every rule is tried on them.

    `numbers` has the number of the cell in each row, `columns` the numbers of each column of the cube by that number,
    `inner` the numbers of the cells below the margins, `whole` by number that of the same area over all values.
    """

    numbers: list[int]
    tables: list[Layout]
    columns: dict[str, Numbers]
    inner: list[int]
    whole: npt.NDArray[np.int64]

    @classmethod
    def out(cls, cells: pd.DataFrame, tree: Tree) -> Laid:
        """The tables of these cells."""
        numbers = numbered(cells, tree)
        names, at = [*MEASURES, *LARGEST], np.array(numbers, dtype="int64")
        by_number = np.zeros((len(names), at.max(initial=-1) + 1), dtype="int64")
        by_number[:, at[at != NOT_SHOWN]] = cells.loc[at != NOT_SHOWN, names].to_numpy("int64").T
        tables = layouts(cells, tree, numbers)
        inner = sorted({number for table in tables for number, _, _, rank in table.edges if rank < MARGIN})
        columns = dict(zip(names, by_number, strict=True))
        return cls(numbers, tables, columns, inner, _wholes(cells, at, by_number.shape[1]))


def _wholes(cells: pd.DataFrame, at: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """For each number of a cell that of the same area over all values; of a kecamatan its own."""
    of = {
        (level, area): number
        for level, area, dimension, number in zip(
            cells["level"], cells["area"], cells["dimension"], at.tolist(), strict=True
        )
        if not dimension and level != "kecamatan"
    }
    found = np.arange(size)
    for level, area, number in zip(cells["level"], cells["area"], at.tolist(), strict=True):
        if level != "kecamatan" and number != NOT_SHOWN:
            found[number] = of[level, area]
    return found


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


@cache
def _status(of_cells: tuple[str, ...]) -> str:
    return status(of_cells)


# The last few answers: several sessions ask for the masks of the same month, each of which takes long to work out.
# Of lattices as many as have so many cells together: one of 24 regions has 1,300, one of a country 23,000 (100 MB).
_LATTICES: LRUCache[Hashable, tuple[pd.DataFrame, Tree, Laid]] = LRUCache(
    120_000, lambda kept: len(kept[0]) + 1
)
_MASKS: LRUCache[Hashable, tuple[str, ...]] = LRUCache(600)  # the garbage collector passes tuples of texts by
_MASKED: LRUCache[Hashable, pd.DataFrame] = LRUCache(100)
_LOCK = Lock()
Answer = TypeVar("Answer")


def masked(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    month: str,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
) -> pd.DataFrame:
    """The lattice of a month (`data.disclosure.public_tables`) with `suppressed`: why a cell is hidden, "" if it is not.

    A cell is hidden where the guard of any of the `measures` that the indicator sums hides it. `release` names the data: what was worked out for it is kept under that name; None keeps nothing.
    """
    towns = tuple(tuple(regions[name].tolist()) for name in ("code", "province_code", "area"))
    data, law = (release, month, towns), (limits.min_employers, limits.dominance_ppm)
    asked = tuple(guards(measures))

    def kept(answers: LRUCache[Hashable, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        return _kept(answers, key, work_out) if release is not None else work_out()

    def laid_out() -> tuple[pd.DataFrame, Tree, Laid]:
        cells = lattice(cube_month, regions)
        tree = geography(cells, regions)
        return cells, tree, Laid.out(cells, tree)

    def hidden() -> pd.DataFrame:
        cells, tree, laid = kept(_LATTICES, data, laid_out)

        def mask(guard: Guard) -> tuple[str, ...]:
            def work_out() -> tuple[str, ...]:
                return tuple(mask_of(cells, tree, guard, *law, laid, _before(guard, laid, mask)))

            return kept(_MASKS, (data, law, guard), work_out)

        masks = [mask(guard) for guard in asked]
        told = [_status(reasons) for reasons in zip(*masks, strict=True)]
        return cells.assign(suppressed=told)

    return kept(_MASKED, (data, law, asked), hidden)


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
