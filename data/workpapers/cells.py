"""The cells that numbers are added from, each once, as this viewer may see them: as fine as the numbers still add up.

Whoever sees cells as they are gets those of the cube. For anybody else the guard decides: a wide number is added from
its regions where all of them are shown and make it up, and else is a cell of its own. Nothing is in here that the viewer
is not told otherwise, and of a cell only what some number is added from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.access import instead
from data.cube import DIMENSIONS, RECOVERED, RUPIAH
from data.indicators import Denominators, Indicator
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import Filters, Reading, finest
from data.vocabulary import LEVEL_KEYS
from data.words import Words
from data.workpapers.numbers import Headline

FINE, PEOPLE, TOGETHER = "rinci", "penduduk", "gabungan"
# Level of a cell -> the name of it in its key, which a formula looks for.
_LEVELS = {"region": "kabkota", "area": "daerah", "province": "provinsi", "all": "semua", "regions": TOGETHER}
_MONEY = {*RUPIAH, *RECOVERED}


@dataclass(frozen=True)
class Quantity:
    """A column of cells: measures of the cube that are added, less others; or the people of a definition of BPS."""

    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    people: str = ""

    @property
    def kind(self) -> str:
        """The kind of its numbers, as a column of a sheet has it."""
        return "rupiah" if self.plus and self.plus[0] in _MONEY else "count"

    def of(self, rows: pd.DataFrame) -> pd.Series:
        """Its number in each of these rows of the cube."""
        return rows[list(self.plus)].sum(axis=1) - rows[list(self.minus)].sum(axis=1)


@dataclass
class Cell:
    """One row: its `key`, what it is of, and its numbers, or the words that stand in the place of one that is hidden."""

    key: str
    reading: Reading
    month: str
    level: str
    of: dict[str, str]
    filters: Filters
    numbers: dict[Quantity, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sum:
    """The sum of a column over some of the cells, by their numbers."""

    quantity: Quantity
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Parts:
    """What a number is made of; `level` says of what kind the cells of its numerator are."""

    above: Sum
    below: Sum | None
    level: str


def above_of(about: Indicator) -> Quantity:
    """What stands above the line, or is the number itself."""
    return Quantity(about.above, about.minus)


def below_of(about: Indicator) -> Quantity | None:
    """What stands below the line; None for a sum."""
    if about.below_workforce:
        return Quantity(people=about.below_workforce)
    return Quantity(about.below) if about.below else None


class Cells:
    """The cells of a working paper, in the order in which its numbers needed them."""

    def __init__(self, headlines: Sequence[Headline], words: Words) -> None:
        self.rows: list[Cell] = []
        self._at: dict[tuple[Any, ...], int] = {}
        self._words = words
        self._fine: dict[tuple[Reading, str], pd.DataFrame] = {}
        self._readings = list(dict.fromkeys(one.reading for one in headlines))
        self._by_kecamatan = any(
            one.scope.level == "kecamatan" or "kecamatan" in dict(one.scope.filters) for one in headlines
        )

    def parts(self, one: Headline) -> Parts | None:
        """The cells behind a number; None where it has none, of which a hidden one leaves its words in their place."""
        if one.told is None or one.told.numerator is None:
            if one.told is not None and one.told.suppressed:
                self._hide(one, instead(one.told.suppressed, self._words))
            return None
        above, below = above_of(one.about), below_of(one.about)
        cells = self._as_they_are(one) or self._of_regions(one) or self._whole(one)
        numbers = Sum(above, cells)
        level = self.rows[cells[0]].level
        if below is None or (whole := one.told.denominator) is None:
            return Parts(numbers, None, level)
        held = self._people(one, below.people, whole) if below.people else cells
        return Parts(numbers, Sum(below, held), level)

    def total(self, part: Sum) -> int:
        """A sum, worked out from the cells."""
        return sum(int(self.rows[at].numbers.get(part.quantity, 0)) for at in part.cells)

    def quantities(self) -> list[Quantity]:
        """The columns that any cell has a number in, in the order in which they came."""
        return list(dict.fromkeys(name for row in self.rows for name in row.numbers))

    # -- where the cells come from

    def _as_they_are(self, one: Headline) -> tuple[int, ...]:
        """The cells of the cube that make it up, where this viewer sees them as they are and they do."""
        rows = self._finest(one.reading, one.month)
        for regions in _regions_tried(one):
            part = _inside(rows, one.scope.level, one.scope.key, regions, one.scope.filters)
            sums = {name: name.of(part) for name in _counted(one.about)}
            if len(part) and _adds_up(one, [int(numbers.sum()) for numbers in sums.values()]):
                kept = pd.concat(sums.values(), axis=1).ne(0).any(axis=1)
                kept.iloc[0] = True  # a number that is 0 is the sum of something
                return tuple(self._put_fine(one, part[kept], sums))
        return ()

    def _put_fine(self, one: Headline, part: pd.DataFrame, sums: dict[Quantity, pd.Series]) -> Iterator[int]:
        keys = [name for name in DIMENSIONS if name in part and name != "month"]
        for at, dimensions in zip(part.index, part[keys].itertuples(index=False, name=None), strict=True):
            of = dict(zip(keys, map(str, dimensions), strict=True))
            code = of["kecamatan"] or f"{of['region']}.?" if self._by_kecamatan else of["region"]
            number = self._cell(one, FINE, code, of, (), tuple(of.values()))
            self.rows[number].numbers |= {name: int(numbers[at]) for name, numbers in sums.items()}
            yield number

    def _finest(self, reading: Reading, month: str) -> pd.DataFrame:
        if (reading, month) not in self._fine:
            cells = finest(reading, month)
            keys = [name for name in DIMENSIONS if name != "kecamatan" or self._by_kecamatan]
            # Where nobody asks for kecamatan, cells without them are as good, and an eighth as many.
            self._fine[reading, month] = cells.groupby(keys, sort=True).sum(numeric_only=True).reset_index()
        return self._fine[reading, month]

    def _of_regions(self, one: Headline) -> tuple[int, ...]:
        """The regions that make it up, where all of them are shown to this viewer and do."""
        if one.scope.level in ("region", "kecamatan"):
            return ()
        values = one.reading.values(one.about, one.month, "region", one.scope.filters)
        for regions in _regions_tried(one):
            part = values[values["region"].isin(regions)]
            if not len(part) or (part["suppressed"] != "").any() or part["numerator"].isna().any():
                continue
            columns = ["numerator", "denominator"][: len(_counted(one.about))]
            if _adds_up(one, [int(part[name].fillna(0).sum()) for name in columns]):
                return tuple(self._put_region(one, row) for row in each_row(part))
        return ()

    def _put_region(self, one: Headline, row: Any) -> int:
        at = self._cell(one, "region", row.region, {"region": row.region}, one.scope.filters)
        told = (row.numerator, row.denominator)
        self.rows[at].numbers |= {
            name: int(number)
            for name, number in zip(_counted(one.about), told, strict=False)
            if not is_missing(number)
        }
        return at

    def _whole(self, one: Headline) -> tuple[int, ...]:
        """The number as a cell of its own, since finer ones are not told or do not make it up."""
        at = self._own_cell(one)
        self.rows[at].numbers |= {
            name: int(number)
            for name, number in zip(_counted(one.about), one.parts, strict=False)
            if number is not None
        }
        return (at,)

    def _hide(self, one: Headline, said: str) -> None:
        at = self._own_cell(one)
        for name in _counted(one.about):
            self.rows[at].numbers.setdefault(name, said)

    def _own_cell(self, one: Headline) -> int:
        scope = one.scope
        of = dict.fromkeys(LEVEL_KEYS.get(scope.level, ()), scope.key) | {"place": one.place}
        if scope.level == "kecamatan":
            of["region"] = scope.key[:5]
        more = (scope.regions,) if scope.level == "regions" else ()
        return self._cell(one, scope.level, scope.key, of, scope.filters, more)

    def _people(self, one: Headline, definition: str, whole: int) -> tuple[int, ...]:
        """The people who work in its regions, by region, or as one number where these do not make up the whole."""
        known, end = Denominators(one.reading.facts.workforce, definition), month_end(one.month)
        for regions in _regions_tried(one):
            found = {code: known.of([code], end) for code in regions}
            people = [work.people if work else 0 for work in found.values()]
            if regions and all(found.values()) and sum(people) == whole:
                return tuple(
                    self._put_people(one, definition, {"region": code}, work.people, work.as_of, work.source)
                    for code, work in found.items()
                    if work
                )
        dated = one.told.denominator_as_of if one.told else ""
        source = one.told.denominator_source if one.told else ""
        return (self._put_people(one, definition, {"region": "", "place": one.place}, whole, dated, source),)

    def _put_people(
        self, one: Headline, definition: str, of: dict[str, str], people: int, dated: str, source: str
    ) -> int:
        code = of["region"] or f"{one.scope.level}/{one.scope.key}"
        of = {**of, "dated": dated, "source": source}
        at = self._cell(one, PEOPLE, code, of, (), (definition, dated))
        self.rows[at].numbers[Quantity(people=definition)] = people
        return at

    # -- one row for one cell

    def _cell(
        self,
        one: Headline,
        level: str,
        code: str,
        of: dict[str, str],
        filters: Filters,
        more: tuple[Any, ...] = (),
    ) -> int:
        """The number of the cell, which is made where it is not there yet."""
        identity = (one.reading, one.month, level, code, filters, more)
        if identity not in self._at:
            self._at[identity] = len(self.rows)
            apart = f"/{self._readings.index(one.reading) + 1}" if len(self._readings) > 1 else ""
            narrowed = "".join(f"/{'+'.join(values)}" for _, values in filters)
            key = f"{_LEVELS.get(level, level)}{apart}/{one.month}/{code or '-'}{narrowed}"
            # What a spreadsheet reads as a pattern, in the place of a letter, would find other cells too.
            key = re.sub(r"[^A-Za-z0-9./+-]", "_", key)[:200]
            self.rows.append(Cell(key, one.reading, one.month, level, of, filters))
        return self._at[identity]


def _counted(about: Indicator) -> list[Quantity]:
    """The columns of the cube that it is counted from: what is above the line, then what is below."""
    below = below_of(about)
    return [above_of(about), *([below] if below and not below.people else [])]


def _adds_up(one: Headline, sums: Sequence[int]) -> bool:
    """Whether these sums, of what is above the line and below, are what the app says."""
    return all(have == said for have, said in zip(sums, one.parts, strict=False))


def _regions_tried(one: Headline) -> Iterator[Collection[str]]:
    """The regions of a number: all, then those alone of which all came that it is counted from, and that have a cell."""
    table = one.reading.facts.regions
    every = list(table["code"]) if one.scope.regions is None else list(one.scope.regions)
    yield every
    if (known := one.reading.counted(one.about, one.month)) is not None:
        yield [code for code in every if code in known]
    there = set(one.reading.values(one.about, one.month, "region", one.scope.filters)["region"])
    yield [code for code in every if code in there]


def _inside(
    rows: pd.DataFrame, level: str, key: str, regions: Collection[str], filters: Filters
) -> pd.DataFrame:
    """The rows of the cube that lie in a place and are of what it is narrowed to."""
    kept = rows["region"].isin(list(regions))
    if level == "kecamatan":
        kept &= rows["kecamatan"] == key
    for name, values in filters:
        kept &= rows[name].isin(values)
    return rows[kept]
