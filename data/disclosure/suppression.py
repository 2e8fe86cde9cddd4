"""Disclosure control of one month: which cells of the fixed tables the public role may see, per indicator.

A cell is hidden when fewer than `min_employers` employers stand behind it, or one of them has more than
`dominance_ppm` of its rupiah; then further cells are, so that no such cell, and no union of hidden cells that
would itself be hidden, follows from those that are shown. An empty cell is shown as the zero that it is: who is
in which sector and place is widely known, so a zero is never counted on to protect another cell.

See docs/decisions/0008-disclosure.md.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import pandas as pd

from data.disclosure.network import Demand, protect, recoverable, tie
from data.disclosure.public_tables import GROUND, MARGIN, Family, Tree, families, geography, lattice, numbered
from data.disclosure.rules import Disclosure, Limits, rules
from data.words import Problem

SHOWN, PRIMARY, SECONDARY, TOO_FINE = "", "primer", "sekunder", "terlalu rinci"
MILLION = 1_000_000


class LeakyMask(Problem):
    """A hidden cell follows from those that are shown: nothing is shown then."""


@dataclass(frozen=True)
class Mask:
    """The lattice (data.disclosure.public_tables.CELL, MEASURES, LARGEST) with the column `suppressed`.

    "" shown, "primer" too small or dominated, "sekunder" hidden to protect one of those, "terlalu rinci" an area
    that crosses a province.
    """

    cells: pd.DataFrame

    @property
    def hidden(self) -> pd.DataFrame:
        """The cells that are not shown."""
        return self.cells[self.cells["suppressed"] != SHOWN]


def mask(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    disclosure: Disclosure,
    min_employers: int,
    dominance_ppm: int,
) -> Mask:
    """Which cells of one month's cube are hidden from the public under one rule.

    Raises LeakyMask when the audit finds a hidden cell that can be computed: rather nothing than that.
    """
    cells = lattice(cube_month, regions)
    return mask_of(cells, geography(cells, regions), disclosure, min_employers, dominance_ppm)


def mask_of(
    cells: pd.DataFrame, tree: Tree, disclosure: Disclosure, min_employers: int, dominance_ppm: int
) -> Mask:
    """As `mask`, from a lattice and its tree of regions."""
    weighed = _weighed(cells, numbered(cells, tree), disclosure, min_employers, dominance_ppm)
    secondary = _secondary(cells, tree, weighed)
    said = [
        TOO_FINE if number < 0
        else PRIMARY if number in weighed.primary
        else SECONDARY if number in secondary
        else SHOWN
        for number in weighed.numbers
    ]  # fmt: skip
    return Mask(cells.assign(suppressed=said))


@dataclass(frozen=True)
class _Weighed:
    """Cells by number: who is behind them, their rupiah, and what each one that is too small asks of a union."""

    numbers: list[int]
    contributors: list[int]
    rupiah: list[int]
    small: dict[int, int]
    dominated: dict[int, int]

    @property
    def primary(self) -> set[int]:
        return set(self.small) | set(self.dominated)

    @property
    def unknown(self) -> list[bool]:
        return [bool(count or value) for count, value in zip(self.contributors, self.rupiah, strict=True)]


def _weighed(
    cells: pd.DataFrame, numbers: list[int], rule: Disclosure, min_employers: int, dominance_ppm: int
) -> _Weighed:
    columns = (
        cells[rule.contributors],
        cells[list(rule.value)].sum(axis=1),
        cells[rule.largest] if rule.largest else pd.Series(0, cells.index),
    )
    size = max(numbers, default=-1) + 1
    contributors, values, most = [0] * size, [0] * size, [0] * size
    for number, count, value, largest in zip(numbers, *(column.tolist() for column in columns), strict=True):
        if number >= 0:
            contributors[number], values[number], most[number] = count, value, largest
    known = [not (count or value) for count, value in zip(contributors, values, strict=True)]
    return _Weighed(
        numbers,
        contributors,
        values,
        {at: min_employers for at in range(size) if not known[at] and contributors[at] < min_employers},
        {at: _diluted(most[at], dominance_ppm) for at in range(size)
         if rule.largest and not known[at] and most[at] * MILLION > dominance_ppm * values[at]},
    )  # fmt: skip


def _diluted(largest: int, dominance_ppm: int) -> int:
    """The least sum of rupiah that one contributor with `largest` does not dominate."""
    return -(-largest * MILLION // dominance_ppm)


def _secondary(cells: pd.DataFrame, tree: Tree, weighed: _Weighed) -> set[int]:
    costs = [count + 1 for count in weighed.contributors]
    tables = list(families(cells, tree, weighed.numbers, weighed.unknown, costs))
    hidden = set(weighed.primary)
    # A margin that one table hides is hidden in all of them, which never makes a safe cell there unsafe.
    for table in tables:
        hidden |= _protected(table, hidden, weighed)
    for table in tables:
        hidden |= _tied(table, hidden)
    known = set().union(*(_known(table, hidden) for table in tables))
    if known & weighed.primary:
        raise LeakyMask(
            "Angka tidak ditampilkan: {count} sel yang harus disembunyikan masih dapat dihitung dari sel lain. "
            "Laporkan kepada pengelola data.",
            count=len(known & weighed.primary),
        )
    # What follows from the shown cells anyway is shown: hiding it would protect nothing.
    return hidden - weighed.primary - known


def _local(table: Family, numbers: Iterable[int]) -> list[int]:
    wanted = set(numbers)
    return [edge for edge, cell in enumerate(table.cells) if cell in wanted]


def _protected(table: Family, hidden: set[int], weighed: _Weighed) -> set[int]:
    edges = set(_local(table, hidden))
    for weights, demands in (
        (weighed.contributors, weighed.small),
        (weighed.rupiah, weighed.dominated),
    ):
        local: list[Demand] = [
            (edge, demands[cell]) for edge, cell in enumerate(table.cells) if cell in demands
        ]
        edges = protect(table.network, edges, [weights[cell] for cell in table.cells], local)
    return {table.cells[edge] for edge in edges}


def _tied(table: Family, hidden: set[int]) -> set[int]:
    """Hides cells so that this table says no more of the hidden margins than the margins themselves do.

    Any exchange that the margins leave open between hidden regions must be possible within the table too: the
    regions' rows hang together by hidden cells. Without it two tables might each tell one sum, and both a cell.
    """
    edges = _local(table, hidden)
    groups = _open_groups(table, edges)
    inner = [rank < MARGIN for rank in table.network.ranks]
    return {table.cells[edge] for edge in tie(table.network, edges, groups, inner)}


def _open_groups(table: Family, edges: Sequence[int]) -> list[list[int]]:
    """Rows (and the ground) that hang together by hidden margins alone."""
    network, parent = table.network, list(range(table.network.nodes))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    for edge in edges:
        if network.ranks[edge] == MARGIN:
            parent[root(network.tails[edge])] = root(network.heads[edge])
    groups: dict[int, list[int]] = defaultdict(list)
    for node in (GROUND, *table.rows.values()):
        groups[root(node)].append(node)
    return [group for group in groups.values() if len(group) > 1]


def _known(table: Family, hidden: set[int]) -> set[int]:
    return {table.cells[edge] for edge in recoverable(table.network, _local(table, hidden))}


def status(found: Iterable[str]) -> str:
    """What is said of a sum of cells with these statuses: the first reason that any of them has."""
    said = set(found)
    return next((one for one in (TOO_FINE, PRIMARY, SECONDARY) if one in said), SHOWN)


pass


class _Recent:
    """The last few answers by key: several sessions ask for the masks of the same month."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under `key`, made now if it is not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


_LATTICES, _MASKS, _MASKED = _Recent(24), _Recent(200), _Recent(100)


def masked(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    month: str,
    disclosure: Disclosure,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
) -> pd.DataFrame:
    """The lattice of a month (data.disclosure.public_tables) with `suppressed`: hidden where any rule of an indicator hides it.

    The rules are the indicator's own and those of the measures that it sums. `release` names the data: what was
    worked out for it is kept under that name; None keeps nothing.
    """
    towns = tuple(regions[["code", "province_code", "area"]].itertuples(index=False, name=None))
    data, law = (release, month, towns), (limits.min_employers, limits.dominance_ppm)
    asked = tuple(rules(disclosure, measures))

    def kept(recent: _Recent, key: Hashable, make: Callable[[], Any]) -> Any:
        return make() if release is None else recent.get(key, make)

    def laid() -> Any:
        cells = lattice(cube_month, regions)
        return cells, geography(cells, regions)

    def hidden() -> pd.DataFrame:
        cells, tree = kept(_LATTICES, data, laid)
        said = [
            kept(_MASKS, (data, law, rule), partial(mask_of, cells, tree, rule, *law)).cells["suppressed"]
            for rule in asked
        ]
        return cells.assign(suppressed=[status(each) for each in zip(*said, strict=True)])

    return kept(_MASKED, (data, law, asked), hidden)
