"""The next version of one table, built on exactly the content that the release in force has.

What publishers that failed or lost have left lies in the table's history too, but no release names it, and
nothing is built on it: before rows are added, the table is restored to the version in force.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from data.store.changes import Change
from data.store.columns import MONTH_COLUMNS, schema_of
from data.store.delta import Overtaken, Table
from data.store.location import Place
from data.store.problems import Busy

# Two publishers at once get into each other's way at most this often before one says so.
ATTEMPTS = 8
_LOOK_EVERY = 0.05


def next_version(
    place: Place, name: str, change: Change, base: int, still_in_force: Callable[[], None]
) -> int:
    """Write the version of the table at `place` that follows its version `base` (0: empty); its number.

    `still_in_force` raises when a new release has come; it is asked while waiting for another publisher.
    Raises what it raises, Busy, StorageFailed, ValueError (see `Change.batches`).
    """
    for attempt in range(ATTEMPTS):
        started = time.monotonic()
        try:
            return _written(place, name, change, base)
        except Overtaken:
            still_in_force()
            if not change.again:
                break
            _wait(attempt, time.monotonic() - started, still_in_force)
    raise Busy(f"another publisher keeps writing to {place.root}")


def _written(place: Place, name: str, change: Change, base: int) -> int:
    schema = schema_of(name)
    table = Table.made(place, schema, MONTH_COLUMNS.get(name))
    since = table.version
    if change.mode == "overwrite":
        table.overwrite(schema, change.batches(name))
    else:
        if table.version != base:
            table.restore(base)
        _built_on(table, name, change)
    table.settle(since)
    return table.version


def _built_on(table: Table, name: str, change: Change) -> None:
    schema = schema_of(name)
    if change.mode == "append":
        table.append(schema, change.batches(name))
    elif months := change.months_of(name):
        table.replace(schema, change.batches(name), months)


def _wait(attempt: int, took: float, still_in_force: Callable[[], None]) -> None:
    """Let the other go first, for about as long as our own writing took: theirs will take as long.

    By chance longer or shorter, so that two publishers do not step aside and come back together for ever.
    """
    end = time.monotonic() + random.uniform(1, 2) * max(took, 0.05 * 2**attempt)  # noqa: S311 - no secret
    while time.monotonic() < end:
        time.sleep(_LOOK_EVERY)
        still_in_force()
