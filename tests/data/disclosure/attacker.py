"""One who writes down every number that comes out and computes what does not: the plain twin of the audit.

The unknowns are the cells of region x kecamatan, region x sector and so on; an empty cell is known to be 0. Every
number that is shown is a sum of some of them, and the tables agree on each region's total.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from data.vocabulary import NARROWING

TABLES = ("kecamatan", *NARROWING)
Unknown = tuple[str, str, str]  # table, region, value


class Attacker:
    def __init__(self, cube: pd.DataFrame, regions: pd.DataFrame, measures: list[str], largest: str = ""):
        self.regions = regions.set_index("code")
        self.numbers: dict[Unknown, list[int]] = {}
        for table in TABLES:
            groups = cube.groupby(["region", table])
            sums = groups[measures].sum().assign(most=groups[largest].max() if largest else 0)
            for (region, value), *numbers in sums.itertuples(name=None):
                if any(numbers):
                    self.numbers[table, region, value] = numbers
        self.at = {unknown: at for at, unknown in enumerate(self.numbers)}
        self.of: dict[tuple[str, str], dict[str, int]] = {}
        for (table, region, value), at in self.at.items():
            self.of.setdefault((table, region), {})[value] = at
        rows = [
            self.sum_of("kecamatan", {region}) - self.sum_of(table, {region})
            for region in sorted({region for _, region, _ in self.at})
            for table in NARROWING
        ]
        self.known = rows
        self._doubt: np.ndarray | None = None

    def inside(self, level: str, area: str) -> set[str]:
        if level == "all":
            return {region for _, region in self.of}
        if level in ("region", "kecamatan"):
            return {area}
        column = {"area": "area", "province": "province_code"}[level]
        return set(self.regions.index[self.regions[column] == area])

    def sum_of(self, table: str, regions: Iterable[str], values: Iterable[str] | None = None) -> np.ndarray:
        """The sum of a table's cells in these regions, of these values or of all, as a vector of unknowns."""
        vector = np.zeros(len(self.at))
        for region in regions:
            cells = self.of.get((table, region), {})
            for value in cells if values is None else values:
                if value in cells:
                    vector[cells[value]] = 1
        return vector

    def cell(self, level: str, area: str, kecamatan: str, dimension: str, value: str) -> np.ndarray:
        """A cell of the lattice as a vector of unknowns."""
        if level == "kecamatan":
            return self.sum_of("kecamatan", {area}, {kecamatan})
        values = {value} if dimension else None
        return self.sum_of(dimension or "kecamatan", self.inside(level, area), values)

    def learn(self, vector: np.ndarray) -> None:
        self.known.append(vector)
        self._doubt = None

    def doubt(self) -> np.ndarray:
        """What is left of each vector of unknowns once everything known is taken out: x'Dx is 0 if x is known."""
        if self._doubt is None:
            # Dense SVD of what is left after the numbers that were simply shown.
            known = np.array(list({vector.tobytes(): vector for vector in self.known}.values()))
            single = known[(known != 0).sum(axis=1) == 1].any(axis=0)
            left = known[:, ~single][known[:, ~single].any(axis=1)]
            _, sizes, rows = np.linalg.svd(left, full_matrices=False)
            rows = rows[sizes > 1e-9]
            self._doubt = np.zeros((len(self.at), len(self.at)))
            self._doubt[np.ix_(~single, ~single)] = np.eye((~single).sum()) - rows.T @ rows
        return self._doubt

    def can_compute(self, vector: np.ndarray) -> bool:
        return float(vector @ self.doubt() @ vector) < 1e-6

    def is_small(self, unknowns: Iterable[int], least: int, ppm: int) -> bool:
        """Whether a union of cells would itself be hidden: `numbers` are who, then what, then the largest."""
        who, *rest = zip(*(list(self.numbers.values())[at] for at in unknowns), strict=True)
        if 0 < sum(who) < least:
            return True
        return len(rest) == 2 and max(rest[1]) * 1_000_000 > ppm * sum(rest[0])

    def lines(self) -> Iterable[list[int]]:
        """Cells that stand side by side in a table: of a region, of a value in a province, of a value."""
        lines: dict[tuple[str, ...], list[int]] = {}
        for (table, region, value), at in self.at.items():
            if self.doubt()[at, at] > 1e-6:
                province = self.regions["province_code"].get(region, "")
                for line in ((table, region), (table, value, "in", province), (table, value, "all")):
                    lines.setdefault(line, []).append(at)
        return lines.values()

    def unions_of_siblings(self, least: int, most: int = 3) -> list[list[int]]:
        """Unions of up to `most` unknown siblings, or of all of them, under the threshold, that can be computed."""
        count = [numbers[0] for numbers in self.numbers.values()]
        doubt, computed = self.doubt(), []
        for line in self.lines():
            little = [at for at in line if 0 < count[at] < least]
            unions = [
                little,
                *(list(union) for size in range(1, most + 1) for union in combinations(little, size)),
            ]
            for union in unions:
                if 0 < sum(count[at] for at in union) < least and doubt[np.ix_(union, union)].sum() < 1e-6:
                    computed.append(union)
        return computed
