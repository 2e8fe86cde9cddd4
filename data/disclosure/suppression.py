"""Disclosure control of one month: which cells of the fixed tables the public role may see, per indicator.

A cell is hidden when fewer than `min_employers` employers stand behind it, or one of them has more than
`dominance_ppm` of its rupiah; then further cells are, so that no such cell, and no union of hidden cells that
would itself be hidden, follows from those that are shown. An empty cell is shown as the zero that it is: who is
in which sector and place is widely known, so a zero is never counted on to protect another cell.

See docs/decisions/0008-disclosure.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TypeVar

import pandas as pd
from cachetools import LRUCache

from data.disclosure.network import Demand, protect, recoverable, tie
from data.disclosure.public_tables import (
    GROUND,
    MARGIN,
    NOT_SHOWN,
    Family,
    Tree,
    families,
    geography,
    lattice,
    numbered,
)
from data.disclosure.rules import Disclosure, Limits, rules
from data.words import Problem

SHOWN, PRIMARY, SECONDARY, TOO_FINE = "", "primer", "sekunder", "terlalu rinci"
MILLION = 1_000_000


class LeakyMask(Problem):
    """A hidden cell follows from those that are shown: nothing is shown then."""


def mask_of(
    cells: pd.DataFrame, tree: Tree, disclosure: Disclosure, min_employers: int, dominance_ppm: int
) -> list[str]:
    """For each row of the lattice `cells` why it is hidden from the public under one rule, SHOWN where it is not.

    PRIMARY is a cell that is too small or dominated, SECONDARY one that is hidden to protect one of those, TOO_FINE
    one of an area that crosses a province. Raises LeakyMask when the audit finds a hidden cell that can be computed:
    then nothing is shown rather than that.
    """
    weighed = _weighed(cells, numbered(cells, tree), disclosure, min_employers, dominance_ppm)
    reasons = {
        **dict.fromkeys(_secondary(cells, tree, weighed), SECONDARY),
        **dict.fromkeys(weighed.primary, PRIMARY),
        NOT_SHOWN: TOO_FINE,
    }
    return [reasons.get(number, SHOWN) for number in weighed.numbers]


@dataclass(frozen=True)
class _Weighed:
    """Cells by number: how many contributors each has, its rupiah, and what a cell that must be hidden asks for.

    `numbers` has the number of the cell in each row of the lattice. `small` and `dominated` hold, for each cell that
    is too small or dominated, how many contributors, or rupiah, a union with it must have before it may be known.
    """

    numbers: list[int]
    contributors: list[int]
    rupiah: list[int]
    small: dict[int, int]
    dominated: dict[int, int]

    @property
    def primary(self) -> set[int]:
        """The cells that are hidden for themselves."""
        return set(self.small) | set(self.dominated)

    @property
    def unknown(self) -> list[bool]:
        """For each cell whether it is a secret at all: an empty one is known to everybody."""
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
        if number != NOT_SHOWN:
            contributors[number], values[number], most[number] = count, value, largest
    # An empty cell is known to everybody, whatever is hidden.
    filled = [at for at in range(size) if contributors[at] or values[at]]
    small = {at: min_employers for at in filled if contributors[at] < min_employers}
    dominated = {
        at: _diluted(most[at], dominance_ppm)
        for at in filled
        if rule.largest and most[at] * MILLION > dominance_ppm * values[at]
    }
    return _Weighed(numbers, contributors, values, small, dominated)


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
    # A third of a second that a process which masks nothing need not spend.
    from scipy.cluster.hierarchy import DisjointSet  # type: ignore[import-untyped]

    network, together = table.network, DisjointSet(range(table.network.nodes))
    for edge in edges:
        if network.ranks[edge] == MARGIN:
            together.merge(network.tails[edge], network.heads[edge])
    groups: dict[int, list[int]] = defaultdict(list)
    for node in (GROUND, *table.rows.values()):
        groups[together[node]].append(node)
    return [group for group in groups.values() if len(group) > 1]


def _known(table: Family, hidden: set[int]) -> set[int]:
    return {table.cells[edge] for edge in recoverable(table.network, _local(table, hidden))}


def status(of_cells: Iterable[str]) -> str:
    """What holds for a sum of cells with these statuses: the first of the reasons that any of them has, or SHOWN."""
    held = set(of_cells)
    return next((reason for reason in (TOO_FINE, PRIMARY, SECONDARY) if reason in held), SHOWN)


# The last few answers: several sessions ask for the masks of the same month, each of which takes long to work out.
_LATTICES: LRUCache[Hashable, tuple[pd.DataFrame, Tree]] = LRUCache(24)
_MASKS: LRUCache[Hashable, list[str]] = LRUCache(200)
_MASKED: LRUCache[Hashable, pd.DataFrame] = LRUCache(100)
_LOCK = Lock()
Answer = TypeVar("Answer")


def masked(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    month: str,
    disclosure: Disclosure,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
) -> pd.DataFrame:
    """The lattice of a month (`data.disclosure.public_tables`) with `suppressed`: why a cell is hidden, "" if it is not.

    A cell is hidden where any rule of the indicator hides it: its own, `disclosure`, or one of the `measures` that it
    sums. `release` names the data: what was worked out for it is kept under that name; None keeps nothing.
    """
    towns = tuple(regions[["code", "province_code", "area"]].itertuples(index=False, name=None))
    data, law = (release, month, towns), (limits.min_employers, limits.dominance_ppm)
    asked = tuple(rules(disclosure, measures))

    def kept(answers: LRUCache[Hashable, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
        return _kept(answers, key, work_out) if release is not None else work_out()

    def laid() -> tuple[pd.DataFrame, Tree]:
        cells = lattice(cube_month, regions)
        return cells, geography(cells, regions)

    def hidden() -> pd.DataFrame:
        cells, tree = kept(_LATTICES, data, laid)
        masks = [kept(_MASKS, (data, law, rule), partial(mask_of, cells, tree, rule, *law)) for rule in asked]
        return cells.assign(suppressed=[status(reasons) for reasons in zip(*masks, strict=True)])

    return kept(_MASKED, (data, law, asked), hidden)


def _kept(answers: LRUCache[Hashable, Answer], key: Hashable, work_out: Callable[[], Answer]) -> Answer:
    """The answer that is kept under `key`, worked out now if there is none. Nobody waits for another's answer."""
    with _LOCK:
        if key in answers:
            return answers[key]
    answer = work_out()
    with _LOCK:
        answers[key] = answer
    return answer
