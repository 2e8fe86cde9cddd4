"""The fixed tables that the public role is answered from, and the sums that hold between their cells.

Geography total, area, province, region and kecamatan; and all but the last also narrowed by one value of one
dimension. Nothing finer is ever shown to that role, so these are all the cells that can give each other away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.cube import LARGEST, MEASURES
from data.disclosure.network import Network
from data.vocabulary import NARROWING

CELL = ["level", "area", "kecamatan", "dimension", "value"]
_NUMBERS = [*MEASURES, *LARGEST]
_ADDED = len(MEASURES)
GROUND = 0
_Key = tuple[str, str]
FINE, SUBTOTAL, MARGIN = range(3)


def lattice(cube_month: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The cells of the fixed tables of one month: CELL, MEASURES summed, LARGEST by the largest.

    `cube_month` has the columns of data.cube, `regions` code, province_code and area. `area` is "" at level all,
    else the area, province code or region (also at level kecamatan); `dimension` and `value` are "" where a cell
    is not narrowed. A combination with no row in the cube has no cell: nobody is in it.
    """
    numbers = cube_month[_NUMBERS].to_numpy("int64")
    of = {name: cube_month[name].tolist() for name in ("region", "kecamatan", *NARROWING)}
    parts = [_grouped(list(zip(of["region"], of["kecamatan"], strict=True)), numbers)]
    keys = [("kecamatan", region, kecamatan, "", "") for region, kecamatan in parts[0][0]]
    for dimension in ("", *NARROWING):
        values = of[dimension] if dimension else [""] * len(cube_month)
        finest, sums = _grouped(list(zip(of["region"], values, strict=True)), numbers)
        for level, areas in _levels([region for region, _ in finest], regions):
            parts.append(
                _grouped([(area, value) for area, (_, value) in zip(areas, finest, strict=True)], sums)
            )
            keys += [(level, area, "", dimension, value) for area, value in parts[-1][0]]
    cells = pd.DataFrame(keys, columns=CELL, dtype="object")
    return cells.join(pd.DataFrame(np.vstack([sums for _, sums in parts]), columns=_NUMBERS))


def _levels(region: list[str], regions: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """A region that the table does not have is in the area and province ""."""
    yield "all", [""] * len(region)
    for level, column in (("area", "area"), ("province", "province_code")):
        known = dict(zip(regions["code"], regions[column], strict=True))
        yield level, [known.get(one, "") for one in region]
    yield "region", region


def _grouped(keys: list[_Key], numbers: np.ndarray) -> tuple[list[_Key], np.ndarray]:
    """Numbers by key, in the order of the keys. Pandas takes ten times as long for tables as small as these."""
    found = sorted(set(keys))
    if not found:
        return [], numbers
    at = {key: number for number, key in enumerate(found)}
    codes = np.array([at[key] for key in keys])
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    added = np.add.reduceat(numbers[order][:, :_ADDED], starts)
    largest = np.maximum.reduceat(numbers[order][:, _ADDED:], starts)
    return found, np.hstack([added, largest])


@dataclass(frozen=True)
class Tree:
    """Sets of regions, each within the next larger one; `parents[n]` is -1 for the total.

    `of` gives the set of an area by (level, area), or none where an area crosses a province: such an area cannot
    be shown beside the provinces. Two names of the same regions are one set, so they can never be told apart.
    """

    parents: list[int]
    is_leaf: list[bool]
    of: dict[tuple[str, str], int]


def geography(cells: pd.DataFrame, regions: pd.DataFrame) -> Tree:
    """The sets of regions behind the areas of a lattice."""
    codes = sorted(set(cells.loc[cells["level"] == "region", "area"]) | set(regions["code"]))
    named: dict[tuple[str, str], frozenset[str]] = {}
    for level, areas in _levels(codes, regions):
        for area in sorted(set(areas)):
            named[level, area] = frozenset(code for code, of in zip(codes, areas, strict=True) if of == area)
    provinces = [members for (level, _), members in named.items() if level == "province"]
    kept = {key: members for key, members in named.items() if key[0] != "area" or _fits(members, provinces)}
    sets = sorted(set(kept.values()), key=lambda members: (-len(members), sorted(members)))
    parents = [
        max((at for at, larger in enumerate(sets) if members < larger), default=-1, key=lambda at: -len(sets[at]))
        for members in sets
    ]  # fmt: skip
    at = {members: number for number, members in enumerate(sets)}
    return Tree(parents, [len(one) == 1 for one in sets], {key: at[one] for key, one in kept.items()})


def _fits(members: frozenset[str], provinces: list[frozenset[str]]) -> bool:
    return all(members <= one or one <= members or not members & one for one in provinces)


@dataclass(frozen=True)
class Family:
    """One table with its margins as a network: edge e is the cell with the number `cells[e]`.

    Its rank is FINE, SUBTOTAL (narrowed, of several regions) or MARGIN (not narrowed: all families share it);
    `rows` is the node of each region's sum.
    """

    network: Network
    cells: list[int]
    rows: dict[int, int]


def numbered(cells: pd.DataFrame, tree: Tree) -> list[int]:
    """For each row of a lattice the number of its cell; -1 where it cannot be shown. Two names, one number."""
    numbers: dict[Hashable, int] = {}
    found = []
    for level, area, *rest in cells[CELL].itertuples(index=False):
        node = tree.of.get(("region" if level == "kecamatan" else level, area))
        key = (node, level == "kecamatan", *rest)
        found.append(-1 if node is None else numbers.setdefault(key, len(numbers)))
    return found


def families(
    cells: pd.DataFrame, tree: Tree, numbers: list[int], unknown: list[bool], costs: list[int]
) -> Iterator[Family]:
    """The tables of a lattice, one per narrowing dimension and one for kecamatan, without their known cells.

    `unknown[n]` is False for a cell that everybody knows, an empty one: it protects nothing.
    `costs[n]` is what hiding cell n loses.
    """
    for dimension in ("kecamatan", *NARROWING):
        builder = _Builder(tree, costs)
        done = set()
        for number, (level, area, _, narrowed, value) in zip(
            numbers, cells[CELL].itertuples(index=False), strict=True
        ):
            table = "kecamatan" if level == "kecamatan" else narrowed
            if number < 0 or number in done or not unknown[number] or table not in ("", dimension):
                continue
            done.add(number)
            node = tree.of["region" if level == "kecamatan" else level, area]
            if level == "kecamatan":
                builder.add(number, builder.row(node), GROUND, FINE)
            elif table:
                builder.add(
                    number,
                    builder.above(node, value),
                    builder.sum(node, value),
                    FINE if tree.is_leaf[node] else SUBTOTAL,
                )
            elif dimension == "kecamatan":
                builder.add(number, builder.above(node, ""), builder.sum(node, ""), MARGIN)
            else:
                builder.add(number, builder.sum(node, None), builder.above(node, None), MARGIN)
        yield builder.family()


class _Builder:
    """Gives sums their numbers: GROUND, one for each set of regions and value, one row for each region."""

    def __init__(self, tree: Tree, costs: list[int]) -> None:
        self._tree, self._costs = tree, costs
        self._nodes: dict[Hashable, int] = {"ground": GROUND}
        self._rows: dict[int, int] = {}
        self._edges: list[tuple[int, int, int, int]] = []

    def row(self, region: int) -> int:
        return self._rows.setdefault(region, self._nodes.setdefault(("row", region), len(self._nodes)))

    def sum(self, node: int, value: str | None) -> int:
        if self._tree.is_leaf[node]:
            return self.row(node)
        return self._nodes.setdefault((node, value), len(self._nodes))

    def above(self, node: int, value: str | None) -> int:
        parent = self._tree.parents[node]
        return GROUND if parent < 0 else self.sum(parent, value)

    def add(self, cell: int, tail: int, head: int, rank: int) -> None:
        self._edges.append((cell, tail, head, rank))

    def family(self) -> Family:
        columns = [list(column) for column in zip(*self._edges, strict=True)] or [[], [], [], []]
        cells, tails, heads, ranks = columns
        costs = [self._costs[cell] for cell in cells]
        network = Network(len(self._nodes), tails, heads, costs, ranks)
        return Family(network, cells, self._rows)
