"""Small publications whose outcome is known beforehand: a model of the tables in plain Python, and their digest.

One step of history: the minimum wages are overwritten, one month of contributions is replaced, the workers
of one trade are added, and the cube is derived from the contributions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as arrow

from data.store.changes import Change, Mode
from data.store.columns import schema_of
from data.store.publication import Staged
from data.store.release import Release
from data.store.store import Store

Model = dict[str, list[tuple[str, int]]]
EMPTY: Model = {"minimum_wages": [], "contributions": [], "informal": [], "cube": []}
WHO = {"title": "Maret 2025", "role": "pengelola"}
# In each table one text and one number tell the rows apart; all other columns are filled in.
COLUMNS = {
    "minimum_wages": ("region", "rupiah"),
    "contributions": ("blth", "workers"),
    "employers": ("employer", "workers_known"),
    "instalments": ("blth", "paid_jkk"),
    "totals": ("month", "workers_active"),
    "projects": ("project", "workers"),
    "informal": ("trade", "active"),
    "cube": ("month", "workers_active"),
}


def rows(name: str, pairs: Iterable[tuple[str, int]]) -> arrow.Table:
    """A table of the store with these pairs of text and number, everything else filled in."""
    pairs, schema = list(pairs), schema_of(name)
    text, number = COLUMNS[name]
    filled: dict[str, list[Any]] = {
        field.name: ["x" if field.type == arrow.string() else 0] * len(pairs) for field in schema
    }
    for field in schema:
        if arrow.types.is_date(field.type):
            filled[field.name] = [None] * len(pairs)
    filled |= {text: [pair[0] for pair in pairs], number: [pair[1] for pair in pairs]}
    return arrow.table(filled, schema)


def pairs_of(table: arrow.Table, name: str) -> list[tuple[str, int]]:
    """The pairs that `rows` made a table of, sorted."""
    text, number = COLUMNS[name]
    return sorted(zip(table[text].to_pylist(), map(int, table[number].to_pylist()), strict=True))


def held(release: Release | None) -> Model:
    """All rows of a release, as the model has them."""
    if release is None:
        return {name: [] for name in EMPTY}
    return {name: pairs_of(release.table(name), name) for name in EMPTY}


def digest(model: Model) -> str:
    """The checksum of all tables together."""
    return hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()


def summed(contributions: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Workers per month: what the cube is to say."""
    sums: dict[str, int] = {}
    for month, workers in contributions:
        sums[month] = sums.get(month, 0) + workers
    return sums


def derive(staged: Release, parent: Release | None) -> Mapping[str, Change]:
    """The cube of the months that changed since the parent."""
    months = set(staged.months_of("contributions"))
    if parent is not None:
        changed = staged.changed(parent, "contributions")
        assert changed is not None
        months = set(changed)
    sums = summed(pairs_of(staged.table("contributions", months=sorted(months)), "contributions"))
    return {"cube": Change("replace months", rows("cube", sums.items()), tuple(sorted(months)))}


def with_cube(
    store: Store,
    changes: Mapping[str, Change],
    *,
    meanwhile: Callable[[Staged], None] = lambda staged: None,
    **who: Any,
) -> Release:
    """Publish changes with the cube that follows from them; `meanwhile` happens between staging and committing."""
    staged = store.stage(changes, **who)
    meanwhile(staged)
    return store.commit(staged, derive(staged.release, staged.parent))


def kept_with_cube(store: Store, id: str) -> Release:
    """Publish a kept input with the cube that follows from it."""
    staged = store.stage_kept(id)
    return store.commit(staged, derive(staged.release, staged.parent))


def month_of(number: int) -> str:
    """The month of contributions that step `number` replaces; twelve in turn."""
    return f"2025-{number % 12 + 1:02d}"


def step(number: int, size: int) -> dict[str, Change]:
    """The changes of step `number`, with `size` rows of contributions."""
    month, first = month_of(number), number * 1_000
    return {
        "minimum_wages": Change("overwrite", rows("minimum_wages", [("16.08", number)])),
        "contributions": Change("replace months", _paid(month, first, size), (month,)),
        "informal": Change("append", rows("informal", [("batik", number)])),
    }


def _paid(month: str, first: int, size: int) -> arrow.Table:
    return rows("contributions", [(month, first + at) for at in range(size)])


def after(model: Model, number: int, size: int) -> Model:
    """The model after step `number`, by plain Python."""
    month, first = month_of(number), number * 1_000
    others = [pair for pair in model["contributions"] if pair[0] != month]
    contributions = sorted([*others, *((month, first + at) for at in range(size))])
    return {
        "minimum_wages": [("16.08", number)],
        "contributions": contributions,
        "informal": sorted([*model["informal"], ("batik", number)]),
        "cube": sorted(summed(contributions).items()),
    }


def wages(*rupiah: int, mode: Mode = "overwrite") -> dict[str, Change]:
    """A change of the minimum wages."""
    return {"minimum_wages": Change(mode, rows("minimum_wages", [("16.08", amount) for amount in rupiah]))}


def paid(mode: Mode, *pairs: tuple[str, int], months: tuple[str, ...] | None = None) -> dict[str, Change]:
    """A change of the contributions, as pairs of month and workers."""
    return {"contributions": Change(mode, rows("contributions", pairs), months)}


def in_force(store: Store, name: str) -> list[tuple[str, int]]:
    """The pairs of one table of the release in force."""
    release = store.release()
    assert release is not None
    return pairs_of(release.table(name), name)
