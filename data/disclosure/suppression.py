"""Disclosure control of one month: which cells of the fixed tables the public role may see, per indicator.

A cell is hidden when fewer than `min_employers` stand behind it, or one of them has more than `dominance_ppm` of it;
then further cells are, so that no such cell, and no union of hidden cells that
would itself be hidden, follows from those that are shown. An empty cell is shown as the zero that it is: who is
in which sector and place is widely known, so a zero is never counted on to protect another cell.

See docs/decisions/0008-disclosure.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.disclosure.laid import Laid
from data.disclosure.network import Classes, Network, tie
from data.disclosure.protecting import local, protected
from data.disclosure.public_tables import GROUND, MARGIN, NOT_SHOWN, Family, Tree
from data.disclosure.rules import Guard
from data.disclosure.weighing import Weighed, only, told_by, weighed_by
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


def recoverable(network: Network, hidden: Iterable[int]) -> set[int]:
    """The hidden edges whose value follows from all the others: the exact audit.

    What can be exchanged between hidden cells without changing a sum flows round in circles of them. A cell that is on
    no such circle has the same value whatever the others are: it is a bridge of the graph of the hidden edges (R. Tarjan,
    A note on finding the bridges of a graph, 1974).
    """
    beside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for edge in hidden:
        beside[network.tails[edge]].append((network.heads[edge], edge))
        beside[network.heads[edge]].append((network.tails[edge], edge))
    met: dict[int, int] = {}
    bridges: set[int] = set()
    for root in beside:
        if root not in met:
            bridges |= _bridges(beside, root, met)
    return bridges


def _bridges(beside: dict[int, list[tuple[int, int]]], root: int, met: dict[int, int]) -> set[int]:
    """The bridges that a walk into the depth from `root` finds; `met` has when each sum was met first.

    `back[node]` is the earliest sum that can be reached from a sum or from those behind it without the edge that led there.
    """
    found, back = set(), {root: len(met)}
    met[root] = len(met)
    path = [(root, -1, iter(beside[root]))]
    while path:
        node, through, left = path[-1]
        for other, edge in left:
            if edge == through:
                continue
            if other not in met:
                met[other] = back[other] = len(met)
                path.append((other, edge, iter(beside[other])))
                break
            back[node] = min(back[node], met[other])
        else:
            path.pop()
            if path:
                before = path[-1][0]
                back[before] = min(back[before], back[node])
                if back[node] > met[before]:
                    found.add(through)
    return found
