"""The log of releases: a Delta table with one row a release. Its commit is the moment of publication.

Version 0 of the log is empty and each commit adds one release. So release n is version n of the log, unless
a power cut emptied an entry, which then counts as a version without a release.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as arrow

from data.store.delta import Overtaken, Table, log_entry
from data.store.location import Place

SCHEMA = arrow.schema(
    [
        ("number", arrow.int64()),
        ("at", arrow.timestamp("us", "UTC")),
        ("kind", arrow.string()),
        ("points_to", arrow.int64()),
        ("parent", arrow.int64()),
        ("publication", arrow.string()),
        ("dataset", arrow.string()),
        ("title", arrow.string()),
        ("role", arrow.string()),
        ("versions", arrow.string()),
        ("first_month", arrow.string()),
        ("last_month", arrow.string()),
        ("simulated", arrow.bool_()),
    ]
)
# How long a release of another process may stay unseen on object storage, where looking costs a request.
REMOTE_SECONDS = 2.0


@dataclass(frozen=True)
class Entry:
    """One row of the log.

    `kind` is "publish" or "undo", `points_to` the release whose tables are in force (itself, or for an undo
    an older one), `parent` the release in force before (0: none), `publication` names the kept input,
    `versions` is table -> version of its Delta table, the months are like "2025-03" ("" without any).
    """

    number: int
    at: datetime
    kind: str
    points_to: int
    parent: int
    publication: str
    dataset: str
    title: str
    role: str
    versions: Mapping[str, int]
    first_month: str
    last_month: str
    simulated: bool


class Log:
    """The releases of one store, oldest first; safe to share between threads."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._log = str(place.folder / "_delta_log") if place.folder else ""
        self._head = self._next = ""  # the files of the version that was read, and of the one after it
        self._lock = threading.Lock()
        self._entries: tuple[Entry, ...] = ()
        self._version = 0
        self._seen: object = None
        self._looked = -REMOTE_SECONDS

    def entries(self, *, anew: bool = False) -> tuple[Entry, ...]:
        """All releases. Two looks at the file system when nothing is new; `anew` trusts no earlier answer.

        Raises StorageFailed.
        """
        with self._lock:
            if anew or not self._fresh():
                self._load()
            return self._entries

    def append(self, entry: Entry) -> None:
        """Publish: the one commit that counts.

        Raises Overtaken when the release in force is no longer the one before `entry`, StorageFailed.
        """
        table = Table.made(self._place, SCHEMA)
        if table.above("number", entry.number - 1).num_rows:
            raise Overtaken(f"release {entry.number} has come first")
        row = asdict(entry) | {"versions": json.dumps(dict(entry.versions), sort_keys=True)}
        since, before = table.version, table.files()
        table.append(SCHEMA, iter(arrow.Table.from_pylist([row], SCHEMA).to_batches()))
        table.settle(since, before)

    def _fresh(self) -> bool:
        folder = self._place.folder
        if folder is None:
            return time.monotonic() - self._looked < REMOTE_SECONDS
        if self._seen is None or self._seen != _sight(self._head):
            return False
        return not os.path.exists(self._next)  # noqa: PTH110 - a Path takes ten times as long, at each run of a page

    def _load(self) -> None:
        self._looked = time.monotonic()
        folder = self._place.folder
        if folder and not os.path.exists(self._log):  # noqa: PTH110 - as above
            self._entries, self._seen = (), None
            return  # before the first release deltalake need not even be imported
        known = self._entries if folder is None or self._seen == _sight(self._head) else ()
        self._entries, self._seen = (), None
        try:
            table = Table(self._place)
        except FileNotFoundError:
            return
        if table.version < self._version:
            known = ()
        rows = table.above("number", len(known)).sort_by("number").to_pylist()
        self._entries = (*known, *(_entry(row) for row in rows))
        self._version = table.version
        if folder:
            self._head, self._next = (str(log_entry(folder, table.version + more)) for more in (0, 1))
            self._seen = _sight(self._head)


def _sight(path: str | Path) -> tuple[int, int] | None:
    """What tells a file from another that was put in its place; None when there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{**row, "versions": json.loads(row["versions"])})
