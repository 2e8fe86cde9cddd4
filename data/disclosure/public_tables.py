"""The fixed tables that the public role is answered from, and the sums that hold between their cells.

There is a table for each level of geography (total, area, province, region and kecamatan); all but the last are also
narrowed by one value of one dimension. Nothing finer is ever shown to that role, so these are all the cells that can
give each other away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from data.cube import LARGEST, MEASURES
from data.disclosure.network import Network
from data.vocabulary import LEVEL_KEYS, NARROWING

CELL = ["level", "area", "kecamatan", "dimension", "value"]
# The node of every network that is outside all sums, and the number of a cell that cannot be shown.
GROUND, NOT_SHOWN = 0, -1
_Key = tuple[str, str]
_Numbers = tuple[np.ndarray, np.ndarray]  # rows x MEASURES, rows x LARGEST
# Ranks of the cells of a table: the finest, sums of them within one value, the regions
# over all values, and sums of these.
FINE, SUBTOTAL, MARGIN, WHOLE = range(4)


def lattice(cube_month: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The cells of the fixed tables of one month: the columns CELL, MEASURES (sums) and LARGEST (the largest).

    `cube_month` has the columns of data.cube, `regions` code, province_code and area. `area` is "" at level all,
    else the area, province code or region (also at level kecamatan); `dimension` and `value` are "" where a cell
    is not narrowed. A combination with no row in the cube has no cell: nobody is in it.
    """
    added, largest = (cube_month[list(names)].to_numpy("int64") for names in (MEASURES, LARGEST))
    numbers = np.ascontiguousarray(added), np.ascontiguousarray(largest)  # else each product copies them
    region = _Column.of(cube_month["region"])
    finest, sums = _by_two(region, _Column.of(cube_month["kecamatan"]), numbers)
    keys = [("kecamatan", region, kecamatan, "", "") for region, kecamatan in finest]
    parts = [sums]
    for dimension in ("", *NARROWING):
        column = _Column.of(cube_month[dimension]) if dimension else _Column.empty(len(cube_month))
        finest, sums = _by_two(region, column, numbers)
        for level, areas in levels_of([region for region, _ in finest], regions):
            of = [(area, value) for area, (_, value) in zip(areas, finest, strict=True)]
            grouped, added_up = _grouped(of, sums)
            keys += [(level, area, "", dimension, value) for area, value in grouped]
            parts.append(added_up)
    cells = pd.DataFrame(keys, columns=CELL, dtype="object")
    return cells.join(
        pd.DataFrame(np.vstack([np.hstack(sums) for sums in parts]), columns=[*MEASURES, *LARGEST])
    )


def levels_of(region: list[str], regions: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Each level from the widest to the regions, with the area that each of the regions is in.

    A region that the table does not have is in the area and in the province "".
    """
    yield "all", [""] * len(region)
    for level in ("area", "province"):
        (column,) = LEVEL_KEYS[level]
        area_of = dict(zip(regions["code"], regions[column], strict=True))
        yield level, [area_of.get(code, "") for code in region]
    yield "region", region


@dataclass(frozen=True)
class _Column:
    """A column of texts: the different ones in order, and for each row the number of its own."""

    texts: list[str]
    at: np.ndarray

    @classmethod
    def of(cls, column: pd.Series) -> _Column:
        rows = column.tolist()
        texts = sorted(set(rows))
        numbers = {text: number for number, text in enumerate(texts)}
        return cls(texts, np.array([numbers[text] for text in rows], dtype="int64"))

    @classmethod
    def empty(cls, rows: int) -> _Column:
        return cls([""], np.zeros(rows, dtype="int64"))


def _by_two(one: _Column, two: _Column, numbers: _Numbers) -> tuple[list[_Key], _Numbers]:
    """The pairs of two columns that there are, in order, and the numbers of each: as `_grouped`, of many rows."""
    different, at = np.unique(one.at * len(two.texts) + two.at, return_inverse=True)
    pairs = (divmod(number, len(two.texts)) for number in different.tolist())
    return [(one.texts[first], two.texts[second]) for first, second in pairs], _summed(at, numbers)


def _grouped(keys: list[_Key], numbers: _Numbers) -> tuple[list[_Key], _Numbers]:
    """The different keys in order, and the numbers of each: MEASURES added, of LARGEST the largest."""
    different = sorted(set(keys))
    numbered_as = {key: number for number, key in enumerate(different)}
    return different, _summed(np.array([numbered_as[key] for key in keys], dtype="int64"), numbers)


def _summed(at: np.ndarray, numbers: _Numbers) -> _Numbers:
    """The numbers of the groups that the rows are `at`; pandas takes ten times as long for tables as small as these."""
    if not len(at):
        return numbers
    order = np.argsort(at, kind="stable")
    starts = np.flatnonzero(np.diff(at[order], prepend=-1))
    added, largest = numbers
    ones, ends = np.ones(len(at), dtype="int64"), np.append(starts, len(at))
    are_in = csr_array((ones, order, ends), shape=(len(starts), len(at)))
    return are_in @ added, np.maximum.reduceat(largest[order], starts)


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
    for level, areas in levels_of(codes, regions):
        for area in sorted(set(areas)):
            named[level, area] = frozenset(code for code, of in zip(codes, areas, strict=True) if of == area)
    provinces = [members for (level, _), members in named.items() if level == "province"]
    kept = {key: members for key, members in named.items() if key[0] != "area" or _fits(members, provinces)}
    sets = sorted(set(kept.values()), key=lambda members: (-len(members), sorted(members)))
    parents = [_parent(members, sets) for members in sets]
    at = {members: number for number, members in enumerate(sets)}
    is_leaf = [len(members) == 1 for members in sets]
    return Tree(parents, is_leaf, {key: at[members] for key, members in kept.items()})


def _parent(members: frozenset[str], sets: list[frozenset[str]]) -> int:
    """The number of the smallest set that holds `members` and more, -1 for the total."""
    larger = [at for at, others in enumerate(sets) if members < others]
    return min(larger, default=-1, key=lambda at: len(sets[at]))


def _fits(members: frozenset[str], provinces: list[frozenset[str]]) -> bool:
    """Whether an area lies within a province, holds whole provinces, or has nothing to do with any."""
    return all(members <= province or province <= members or not members & province for province in provinces)


@dataclass(frozen=True)
class Family:
    """One table with its margins as a network: edge e is the cell with the number `cells[e]`.

    Its rank is FINE, SUBTOTAL (narrowed, of several regions) or MARGIN (a region, not narrowed: all families share it),
    or WHOLE (likewise of several regions);
    `rows` is the node of each region's sum.
    """

    network: Network
    cells: list[int]
    rows: dict[int, int]


def numbered(cells: pd.DataFrame, tree: Tree) -> list[int]:
    """For each row of a lattice the number of its cell, NOT_SHOWN where an area cannot be shown.

    Two areas of the same regions are one set of the tree, so that their cells have one number.
    """
    numbers: dict[Hashable, int] = {}
    of_rows = []
    for level, area, *rest in cells[CELL].itertuples(index=False):
        node = tree.of.get(("region" if level == "kecamatan" else level, area))
        key = (node, level == "kecamatan", *rest)
        of_rows.append(NOT_SHOWN if node is None else numbers.setdefault(key, len(numbers)))
    return of_rows


@dataclass(frozen=True)
class Layout:
    """One table with its margins, whatever is known of it: for each cell its number, tail, head and rank."""

    nodes: int
    edges: list[tuple[int, int, int, int]]
    rows: dict[int, int]

    def family(self, unknown: list[bool], costs: list[int]) -> Family:
        """The network of the cells that are a secret at all.

        `unknown[n]` is False for a cell that everybody knows, an empty one: it protects nothing.
        `costs[n]` is what hiding cell n loses.
        """
        edges = [edge for edge in self.edges if unknown[edge[0]]]
        columns = [list(column) for column in zip(*edges, strict=True)] or [[], [], [], []]
        cells, tails, heads, ranks = columns
        return Family(
            Network(self.nodes, tails, heads, [costs[cell] for cell in cells], ranks), cells, self.rows
        )


def layouts(cells: pd.DataFrame, tree: Tree, numbers: list[int]) -> list[Layout]:
    """The tables of a lattice, one per narrowing dimension and one for kecamatan; every rule is tried on the same ones."""
    found = []
    for dimension in ("kecamatan", *NARROWING):
        builder = _Builder(tree)
        done = set()
        for number, cell in zip(numbers, cells[CELL].itertuples(index=False), strict=True):
            table = "kecamatan" if cell.level == "kecamatan" else cell.dimension
            # A cell of several names is one edge, and its number is that of the first.
            if number == NOT_SHOWN or number in done or table not in ("", dimension):
                continue
            done.add(number)
            if table:
                builder.add_cell(number, cell)
            else:
                builder.add_margin(number, cell, by_kecamatan=dimension == "kecamatan")
        found.append(builder.layout())
    return found


class _Builder:
    """Lays the cells of one table out as a network, and gives its sums their numbers.

    The sums are GROUND, one for each set of regions and value, and one, its row, for each single region.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._nodes: dict[Hashable, int] = {"ground": GROUND}
        self._rows: dict[int, int] = {}
        self._edges: list[tuple[int, int, int, int]] = []

    def add_cell(self, number: int, cell: Any) -> None:
        """Adds a row of the lattice that is narrowed, or a kecamatan."""
        if cell.level == "kecamatan":
            node = self._tree.of["region", cell.area]
            self._edges.append((number, self._row(node), GROUND, FINE))
            return
        node = self._tree.of[cell.level, cell.area]
        rank = FINE if self._tree.is_leaf[node] else SUBTOTAL
        self._edges.append((number, self._above(node, cell.value), self._sum(node, cell.value), rank))

    def add_margin(self, number: int, cell: Any, by_kecamatan: bool) -> None:
        """Adds a row of the lattice that is not narrowed.

        It is the sum of its kecamatan in the table of these, else of its values, so that it points the other way.
        """
        node = self._tree.of[cell.level, cell.area]
        rank = MARGIN if self._tree.is_leaf[node] else WHOLE
        if by_kecamatan:
            self._edges.append((number, self._above(node, ""), self._sum(node, ""), rank))
        else:
            self._edges.append((number, self._sum(node, None), self._above(node, None), rank))

    def layout(self) -> Layout:
        """The table as it has been laid out."""
        return Layout(len(self._nodes), self._edges, self._rows)

    def _row(self, region: int) -> int:
        return self._rows.setdefault(region, self._nodes.setdefault(("row", region), len(self._nodes)))

    def _sum(self, node: int, value: str | None) -> int:
        if self._tree.is_leaf[node]:
            return self._row(node)
        return self._nodes.setdefault((node, value), len(self._nodes))

    def _above(self, node: int, value: str | None) -> int:
        """The next larger sum that a set of regions is a part of."""
        parent = self._tree.parents[node]
        return GROUND if parent < 0 else self._sum(parent, value)
