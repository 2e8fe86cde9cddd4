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
from data.protection import Network

LEVELS = ("all", "area", "province", "region", "kecamatan")
NARROWING = ("segment", "sector", "scale", "office")
CELL = ["level", "area", "kecamatan", "dimension", "value"]
_NUMBERS = [*MEASURES, *LARGEST]
_ADDED = len(MEASURES)
GROUND = 0
FINE, SUBTOTAL, MARGIN = range(3)


def lattice(cube_month: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The cells of the fixed tables of one month: CELL, MEASURES summed, LARGEST by the largest.

    `cube_month` has the columns of data.cube, `regions` code, province_code and area. `area` is "" at level all,
    else the area, province code or region (also at level kecamatan); `dimension` and `value` are "" where a cell
    is not narrowed. A combination with no row in the cube has no cell: nobody is in it.
    """
    finest = cube_month.astype(dict.fromkeys(("region", "kecamatan", *NARROWING), "object"))
    numbers = finest[_NUMBERS].to_numpy("int64")
    parts = [_kecamatan(finest, numbers)]
    for dimension in ("", *NARROWING):
        value = finest[dimension] if dimension else pd.Series("", finest.index)
        keys, sums = _grouped(pd.DataFrame({"area": finest["region"], "value": value}), numbers)
        for level, area in _levels(keys["area"], regions):
            above, summed = _grouped(keys.assign(area=area), sums)
            parts.append(_part(above.assign(level=level, kecamatan="", dimension=dimension), summed))
    return pd.concat(parts, ignore_index=True)


def _kecamatan(finest: pd.DataFrame, numbers: np.ndarray) -> pd.DataFrame:
    keys, sums = _grouped(finest[["region", "kecamatan"]].rename(columns={"region": "area"}), numbers)
    return _part(keys.assign(level="kecamatan", dimension="", value=""), sums)


def _part(keys: pd.DataFrame, sums: np.ndarray) -> pd.DataFrame:
    return pd.concat([keys[CELL], pd.DataFrame(sums, columns=_NUMBERS)], axis=1)


def _levels(region: pd.Series, regions: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """A region that the table does not have is in the area and province ""."""
    known = regions.set_index("code")
    yield "all", pd.Series("", region.index)
    yield "area", region.map(known["area"]).fillna("").astype("object")
    yield "province", region.map(known["province_code"]).fillna("").astype("object")
    yield "region", region


def _grouped(keys: pd.DataFrame, numbers: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """Numbers by key, in the order of the keys. Groups of 60 columns at once: pandas takes ten times as long."""
    if keys.empty:
        return keys, numbers
    codes = keys.groupby(list(keys.columns), sort=True, dropna=False).ngroup().to_numpy()
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    added = np.add.reduceat(numbers[order][:, :_ADDED], starts)
    largest = np.maximum.reduceat(numbers[order][:, _ADDED:], starts)
    return keys.iloc[order[starts]].reset_index(drop=True), np.hstack([added, largest])


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
    for level, areas in _levels(pd.Series(codes, dtype="object"), regions):
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
