"""Notes beside the releases of a store: rows that are only added to, with a file if need be.

Drafts of what is being brought, what was learned from it, and who did what lie here. They are rows of a Delta table,
so that several processes may write at once and a crash leaves whole rows or none; the newest row of an id counts.
Where there are many, their files are put into one now and then: the same rows, which none is taken from.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import pyarrow as arrow
from cachetools import LRUCache

from data.clock import now
from data.store.delta import Overtaken, StorageFailed, Table
from data.store.location import Place

_RETRIES = 15
_SCHEMA = arrow.schema(
    [
        ("id", arrow.string()),
        ("kind", arrow.string()),
        ("at", arrow.timestamp("us", "UTC")),
        ("text", arrow.string()),
        ("content", arrow.binary()),
    ]
)
_WITHOUT_CONTENT = ["id", "kind", "at", "text"]
# Each note is a file, which takes a millisecond to read and never changes: the rows of a file are kept once they were
# read, up to so many letters in all.
_READ: LRUCache[tuple[str, str], list[dict[str, Any]]] = LRUCache(
    32_000_000, lambda rows: sum(200 + len(row["text"]) for row in rows)
)
_READING = Lock()


@dataclass(frozen=True)
class Note:
    """One note: what it is about (`id`), of which kind, when it was written (UTC), and what it says."""

    id: str
    kind: str
    at: datetime
    value: Mapping[str, Any]


class Notebook:
    """The notes of one name in a store."""

    def __init__(self, place: Place, most_files: int = 0) -> None:
        """`most_files`: of so many files one is made, 0 for never, as where notes come with large files of their own."""
        self._place, self._most_files = place, most_files

    def add(self, id: str, kind: str, value: Mapping[str, Any], content: bytes | None = None) -> Note:
        """Write a note; earlier ones of the same id stay, and no longer count. Raises OSError; then nothing is kept."""
        note = Note(id, kind, now(), value)
        row = {
            "id": id,
            "kind": kind,
            "at": note.at,
            "text": json.dumps(value, ensure_ascii=False),
            "content": content,
        }
        files = self._append(arrow.Table.from_pylist([row], _SCHEMA))
        if 0 < self._most_files < files:
            self._gather()
        return note

    def _append(self, rows: arrow.Table) -> int:
        """Write rows; how many files there are then. Raises StorageFailed."""
        for _ in range(_RETRIES):
            table = Table.made(self._place, _SCHEMA)
            since, before = table.version, table.files()
            # Others' rows may come in between; where they were gathered meanwhile nothing is written, and all begins anew.
            with suppress(Overtaken):
                table.append(_SCHEMA, iter(rows.to_batches()), retries=_RETRIES)
                table.settle(since, before)
                return len(before) + 1
        raise StorageFailed("others wrote at each try")

    def _gather(self) -> None:
        # Only makes reading and adding quicker: where it fails, or another process was quicker, the next note does it.
        with suppress(Overtaken, OSError):
            table = Table(self._place)
            since, before = table.version, table.files()
            table.gather()
            table.settle(since, before)

    def latest(self, kind: str) -> dict[str, Note]:
        """The newest note of each id of a kind, oldest first. Raises OSError."""
        found: dict[str, Note] = {}
        for note in self.every(kind):
            found.pop(note.id, None)
            found[note.id] = note
        return found

    def every(self, kind: str) -> list[Note]:
        """All notes of a kind, oldest first. Raises OSError."""
        try:
            rows = [row for row in self._rows(Table(self._place)) if row["kind"] == kind]
        except FileNotFoundError:
            return []
        notes = [Note(row["id"], row["kind"], row["at"], json.loads(row["text"])) for row in rows]
        return sorted(notes, key=lambda note: note.at)

    def _rows(self, table: Table) -> list[dict[str, Any]]:
        """All rows, without what was written with them; only files that nobody has read are opened."""
        root, names = self._place.root, [path.rsplit("/", 1)[-1] for path in table.files()]
        with _READING:
            kept = {name: _READ[root, name] for name in names if (root, name) in _READ}
        if len(kept) < len(names):
            read = {name: rows for name, rows in _read(table, kept) if name in names}
            with _READING:
                for name, rows in read.items():
                    with suppress(ValueError):  # a file larger than all that is kept
                        _READ[root, name] = rows
            kept |= read
        return [row for name in names for row in kept[name]]

    def content(self, id: str) -> bytes | None:
        """The file that was written last with a note of this id, None when there is none. Raises OSError."""
        import pyarrow.compute as compute

        try:
            chosen = (compute.field("id") == id) & compute.field("content").is_valid()
            rows = Table(self._place).dataset().to_table(columns=["at", "content"], filter=chosen).to_pylist()
        except FileNotFoundError:
            return None
        return max(rows, key=lambda row: row["at"])["content"] if rows else None


def _read(table: Table, kept: Collection[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name and rows of each file that is not among those kept.

    Of a folder they are opened one by one: to make a dataset takes half a millisecond for each file that there is.
    """
    import pyarrow.parquet as parquet

    if table.place.folder:
        for path in table.files():
            name = path.rsplit("/", 1)[-1]
            if name not in kept:
                yield name, parquet.read_table(path, columns=_WITHOUT_CONTENT).to_pylist()
        return
    for file in table.dataset().get_fragments():
        name = file.path.rsplit("/", 1)[-1]
        if name not in kept:
            yield name, file.to_table(columns=_WITHOUT_CONTENT).to_pylist()
