"""What of the compliance cube a viewer may see: every number of it that a page shows comes through here.

A slice is a table of one month: a level of geography, perhaps split by a dimension and narrowed to some values.
The public role gets the fixed tables of `data.disclosure.public_tables` with the small cells hidden, and none that
are finer. The roles inside see numbers as they are, a branch those of its own offices.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.access.viewer import Viewer
from data.cube import DIMENSIONS, LARGEST, MEASURES, NOT_KNOWN, TOLD
from data.disclosure import HIDDEN, NOBODY, SHOWN, TOO_FINE, Limits, Without, masked, status
from data.parsing import shown
from data.vocabulary import LEVEL_KEYS, LEVELS, NARROWING
from data.words import Problem, Words

# A cube in which nobody is.
_NOBODY = pd.DataFrame({name: pd.Series(dtype="str") for name in DIMENSIONS}).join(
    pd.DataFrame(columns=[*MEASURES, *LARGEST], dtype="int64")
)


class BadSlice(Problem):
    """A slice along a level or dimension that the cube does not have."""


@dataclass(frozen=True)
class Slice:
    """A table of one month: a row for every area of `level`, times every value of `by`. Raises BadSlice.

    `filters` narrows to the values of a dimension: {"sector": ["A", "B"]} adds A and B. Several dimensions are
    for the roles inside.
    """

    month: str
    level: str = "region"
    by: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        given = self.filters.items() if isinstance(self.filters, Mapping) else self.filters
        filters = {dimension: tuple(sorted(set(values))) for dimension, values in given}
        object.__setattr__(self, "filters", tuple(sorted(filters.items())))
        _choose("level", self.level, LEVELS)
        for dimension in filters:
            _choose("filter", dimension, NARROWING)
        _choose("by", self.by, ("", *NARROWING))

    @property
    def area_keys(self) -> list[str]:
        """The columns that name the areas: those of the level, and of a kecamatan also the region that it is in."""
        return [*(["region"] if self.level == "kecamatan" else []), *LEVEL_KEYS[self.level]]

    @property
    def keys(self) -> list[str]:
        """The key columns of the table."""
        return [*self.area_keys, *([self.by] if self.by else [])]


def _choose(key: str, chosen: str, choices: Iterable[str]) -> None:
    if chosen not in choices:
        raise BadSlice(
            "Irisan data, {key}: tertulis {found}. Yang diterima salah satu dari {choices}.",
            key=key,
            found=f"“{shown(chosen)}”",
            choices=", ".join(choice for choice in choices if choice),
        )


def why(suppressed: str, words: Words, limits: Limits) -> str:
    """What a reader is told of a cell that is not shown ("" for one that is).

    Every hidden cell says the same, whether it is small itself or protects one that is: which of the two it is would
    bound the number behind it.
    """
    share = largest_share(words, limits)
    return {
        SHOWN: "",
        HIDDEN: words(
            "Disembunyikan agar angka satu pemberi kerja tidak dapat dibaca atau dihitung: perlu sekurangnya {least} "
            "pemberi kerja, dan tidak satu pun lebih dari {share} nilainya",
            least=limits.min_employers,
            share=share,
        ),
        TOO_FINE: words("Terlalu rinci untuk peran ini"),
        NOT_KNOWN: words(
            "Tidak diketahui: pekerja, upah, skala, program, atau target sebagian yang dihitung belum ada"
        ),
    }[suppressed]


def largest_share(words: Words, limits: Limits) -> str:
    """The share of a cell's rupiah from which one employer is too large for it, and whether a source has it."""
    share = words.percent(limits.dominance_ppm / 10_000)
    if limits.dominance_confirmed:
        return share
    return words("{share} (ambang belum dikonfirmasi)", share=share)


def instead(suppressed: str, words: Words) -> str:
    """What stands in place of a number that is not shown, for its reason; "" where there is nothing to be hidden."""
    if not suppressed:
        return words("tidak ada data")
    return words("tidak diketahui") if suppressed == NOT_KNOWN else words("disembunyikan")


def guarded(
    viewer: Viewer,
    cube_month: pd.DataFrame | Callable[[], pd.DataFrame],
    regions: pd.DataFrame,
    what: Slice,
    limits: Limits,
    *,
    measures: Iterable[str] = TOLD,
    release: Hashable = None,
    near: Callable[[str, tuple[str, ...]], pd.DataFrame] | None = None,
) -> pd.DataFrame:
    """The slice as this viewer may see it: `what.keys`, `measures` (Int64), `suppressed`; ordered by key.

    Where `suppressed` is not "" every measure is NA: "disembunyikan" too small, dominated by one employer or hidden so
    that such a cell cannot be computed, which nobody is told apart; "terlalu rinci" finer than this role is answered
    (`by` is NA: not even which cells there are). No row: nobody is there, which is no secret.

    `measures` are those that the indicator sums. Name them: each brings the rule that guards it wherever it is
    shown, and the default, all of them, hides what any of them hides. `cube_month` has the columns of data.cube
    or is a function that reads it, which is not called where the tables of the public are kept or lie aside; `regions`
    has code, province_code and area. `release` names the data (its publication and number: what is made anew in one
    place counts from 1 again), so that the masks of a month are kept; None keeps nothing.

    Whoever stands for some offices sees what is theirs as it is. What is not theirs is guarded for itself, as a cube of
    its own: a sum of both is shown only where that part is, so that nothing follows from taking one's own off it. And
    it is shown only where the public sees the whole: who reads both tables learns no cell that either hides. `near` reads
    of a month the rows of the regions in which they have anybody, with these numbers; None takes them from the cube.
    """
    wanted = [measure for measure in MEASURES if measure in set(measures)]
    if viewer.sees_every_cell:
        cube = _of_month(cube_month, what.month)
        return _finished(
            _summed(_rows(cube, regions, _telling(cube, what, wanted), what.keys), what.keys, wanted), what
        )
    cube_read = partial(_of_month, cube_month, what.month)
    tables = partial(masked, cube_read, regions, what.month, limits, release=release)
    if viewer.stands_for:
        rows = partial(near, what.month) if near else partial(_near, viewer, cube_read)
        return _finished(_beside_own(tables, Without(viewer.stands_for, rows), regions, what, wanted), what)
    return _finished(_of_public(tables, regions, what, wanted), what)


def _of_public(
    tables: Callable[..., pd.DataFrame], regions: pd.DataFrame, what: Slice, measures: list[str]
) -> pd.DataFrame:
    """What is told of everybody."""
    if not _is_anybody_there(tables, what):
        return _summed(_rows(_NOBODY, regions, {}, what.keys), what.keys, measures)
    ask = partial(tables, measures=measures)
    return _picked(ask, what, _telling_public(tables, what, measures), measures)


def _beside_own(
    tables: Callable[..., pd.DataFrame],
    without: Without,
    regions: pd.DataFrame,
    what: Slice,
    measures: list[str],
) -> pd.DataFrame:
    """What some offices have as it is, with what is told of the others on top."""
    filters = _telling_public(tables, what, measures)
    if not _is_anybody_there(tables, what, without.offices):
        return _own(without, regions, filters, what, measures)
    told = _picked(partial(tables, measures=measures, without=without), what, filters, measures)
    # An area whose finer cells are refused has none of one's own either where others are in it: they would be sums.
    refused = set(_marks(told[told["suppressed"] == TOO_FINE], what.area_keys))
    if _is_too_fine(what, filters):
        own = _own(without, regions, filters, what, measures)
        return pd.concat([own[_is_outside(refused, own, what)], told], ignore_index=True)
    return told[(told["suppressed"] != SHOWN).to_numpy() | _is_outside(refused, told, what)]


def _own(
    without: Without,
    regions: pd.DataFrame,
    filters: Mapping[str, tuple[str, ...]],
    what: Slice,
    measures: list[str],
) -> pd.DataFrame:
    """What some offices have."""
    return _summed(_rows(without.own(measures), regions, filters, what.keys), what.keys, measures)


def _is_outside(
    areas: Collection[tuple[object, ...]], rows: pd.DataFrame, what: Slice
) -> npt.NDArray[np.bool_]:
    """For each row whether it is of none of these areas."""
    return np.array([mark not in areas for mark in _marks(rows, what.area_keys)], dtype="bool")


def _near(viewer: Viewer, cube: Callable[[], pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """The rows of the regions that the offices of a viewer have anybody in, with these numbers."""
    rows = cube()
    there = rows.loc[rows["office"].isin(viewer.stands_for), "region"].unique()
    return rows.loc[rows["region"].isin(there), [*DIMENSIONS, *columns]]


def _of_month(cube_month: pd.DataFrame | Callable[[], pd.DataFrame], month: str) -> pd.DataFrame:
    cube = cube_month if isinstance(cube_month, pd.DataFrame) else cube_month()
    here = cube["month"] == month
    return cube if here.all() else cube[here]


def _rows(
    cube: pd.DataFrame, regions: pd.DataFrame, filters: Mapping[str, tuple[str, ...]], keys: list[str]
) -> pd.DataFrame:
    """What is left of the cube, with those of the `keys` that it has not itself: the wider areas that each row is in."""
    rows, known = _filtered(cube, filters), regions.set_index("code")
    # Not more than are asked for: of a country they took a fifth of a first look at arrears, for 192 thousand cells each time.
    return rows.assign(**{key: rows["region"].map(known[key]).fillna("") for key in keys if key not in rows})


def _telling(cube: pd.DataFrame, what: Slice, measures: list[str]) -> dict[str, tuple[str, ...]]:
    """The filters that leave something out.

    Arrears, say, are those of the segment PU alone: to narrow them to PU makes the table no finer. A table of some
    offices is narrowed wherever another has anybody, though it has none of what is counted: its areas are not theirs.
    """
    return _that_narrow(what, lambda dimension: (cube[dimension], cube[measures]))


def _that_narrow(
    what: Slice, numbers: Callable[[str], tuple[pd.Series, pd.DataFrame]]
) -> dict[str, tuple[str, ...]]:
    def leaves_out(dimension: str, values: tuple[str, ...]) -> bool:
        of, counted = numbers(dimension)
        others = counted[~of.isin(values)]
        return bool(len(others)) if dimension == "office" else bool(others.any(axis=None))

    return {
        dimension: values
        for dimension, values in what.filters
        if dimension == what.by or leaves_out(dimension, values)
    }


def _is_anybody_there(
    tables: Callable[..., pd.DataFrame], what: Slice, own: frozenset[str] = frozenset()
) -> bool:
    """Whether anybody but of one's `own` offices is in the month, of the offices that the slice is narrowed to."""
    offices = tables(measures=(), block=("all", "office"))["value"]
    narrowed, others = dict(what.filters).get("office"), offices[~offices.isin(own)]
    return bool(len(others) if narrowed is None else others.isin(narrowed).any())


def _telling_public(
    tables: Callable[..., pd.DataFrame], what: Slice, measures: list[str]
) -> dict[str, tuple[str, ...]]:
    """The same, as the regions of the fixed tables have it, whether they are told or not."""

    def numbers(dimension: str) -> tuple[pd.Series, pd.DataFrame]:
        cells = tables(measures=(), beside=measures, block=("region", dimension))
        return cells["value"], cells[measures]

    return _that_narrow(what, numbers)


def _filtered(rows: pd.DataFrame, filters: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    for dimension, values in filters.items():
        rows = rows[rows[dimension].isin(values)]
    return rows


def _by_key(rows: pd.DataFrame, keys: list[str]) -> Any:
    return rows.groupby(keys or (lambda _: 0), sort=True)


def _summed(rows: pd.DataFrame, keys: list[str], measures: list[str]) -> pd.DataFrame:
    sums = _by_key(rows, keys)[measures].sum().astype("Int64")
    return sums.reset_index(drop=not keys).assign(suppressed=SHOWN)


def _picked(
    ask: Callable[..., pd.DataFrame],
    what: Slice,
    filters: Mapping[str, tuple[str, ...]],
    measures: list[str],
) -> pd.DataFrame:
    """The cells of a masked lattice that are of the slice; `ask` gives a block of it."""
    dimensions, is_too_fine = _dimensions(what, filters), _is_too_fine(what, filters)
    dimension = "" if is_too_fine else next(iter(dimensions), "")
    # The lattice names every area in one column; here it has the name that the column has at this level.
    area, *_ = [*what.area_keys, "area"]
    cells = ask(block=(what.level, dimension)).rename(columns={"area": area, "value": dimension})
    nobody = cells["suppressed"] == NOBODY
    if is_too_fine:
        return _refused(cells[~nobody], what, measures)
    cells.loc[nobody, "suppressed"] = SHOWN
    return _added(_filtered(cells, filters), what.keys, measures)


def _dimensions(what: Slice, filters: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {*filters, *([what.by] if what.by else [])}


def _is_too_fine(what: Slice, filters: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether no fixed table has cells as fine as these."""
    dimensions = _dimensions(what, filters)
    return len(dimensions) > 1 or bool(dimensions and what.level == "kecamatan")


def _refused(cells: pd.DataFrame, what: Slice, measures: list[str]) -> pd.DataFrame:
    """The areas alone: which finer cells there are is as much of a secret as what is in them."""
    rows = cells[what.area_keys].reindex(columns=[*what.keys, *measures])
    return rows.astype({what.by: "object"} if what.by else {}).assign(suppressed=TOO_FINE)


def _added(cells: pd.DataFrame, keys: list[str], measures: list[str]) -> pd.DataFrame:
    """Sums of cells. A sum is NA as soon as one of its cells is hidden: it would give that one away."""
    if len(cells) < 2 or (keys and not cells.duplicated(keys).any()):
        sums = cells[[*keys, *measures, "suppressed"]].astype(dict.fromkeys(measures, "Int64"))
    else:
        sums = _summed(cells, keys, measures)
        sums["suppressed"] = _by_key(cells, keys)["suppressed"].agg(status).to_numpy()
    sums.loc[sums["suppressed"] != SHOWN, measures] = pd.NA
    return sums


def _marks(rows: pd.DataFrame, keys: list[str]) -> list[tuple[object, ...]]:
    return list(rows[keys].itertuples(index=False, name=None)) if keys else [()] * len(rows)


def _finished(rows: pd.DataFrame, what: Slice) -> pd.DataFrame:
    measures = [measure for measure in MEASURES if measure in rows]
    table = rows[[*what.keys, *measures, "suppressed"]].astype(dict.fromkeys(measures, "Int64"))
    return table.sort_values(what.keys, ignore_index=True) if what.keys else table.reset_index(drop=True)


def added_up(cells: pd.DataFrame, regions: pd.DataFrame, level: str, by: str) -> pd.DataFrame:
    """Cells of regions as those of a wider level; a sum is NA and hidden as soon as one of its regions is."""
    keys = [*LEVEL_KEYS[level], *([by] if by else [])]
    located = cells.merge(
        regions[["code", "area", "province_code"]].rename(columns={"code": "region"}), on="region"
    )
    measures = [column for column in cells if str(cells[column].dtype) == "Int64"]
    groups = located.groupby(keys or (lambda _: 0), sort=True, dropna=False)
    sums = groups[measures].sum().astype("Int64")
    sums["suppressed"] = groups["suppressed"].max()
    sums.loc[sums["suppressed"] != "", measures] = pd.NA
    return sums.reset_index(drop=not keys)
