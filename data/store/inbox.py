"""The inbox of a store: what publishers brought, kept before anything is published, so that no work is lost.

`inbox/<id>/<table>` is one Delta table per table brought, `inbox/list` names the inputs that are whole. They
are Delta tables and not bare files because that is what works the same way on object storage.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as arrow

from data.store.changes import Change
from data.store.columns import schema_of
from data.store.delta import Table
from data.store.location import Place

LIST = "list"
_RETRIES = 15
SCHEMA = arrow.schema(
    [
        ("id", arrow.string()),
        ("at", arrow.timestamp("us", "UTC")),
        ("title", arrow.string()),
        ("role", arrow.string()),
        ("inputs", arrow.string()),
    ]
)


@dataclass(frozen=True)
class Input:
    """A kept input: its `id`, when it came (UTC), from which role, table -> mode and months, and its state.

    `release` is the number of the release it was published as, None when it is not published.
    """

    id: str
    at: datetime
    title: str
    role: str
    inputs: Mapping[str, tuple[str, tuple[str, ...] | None]]
    release: int | None = None


class Inbox:
    """The kept inputs of one store."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def where(self, id: str) -> str:
        """Where the input `id` lies, as a path or URL."""
        return self._place.at(id).root

    def keep(self, kept: Input, changes: Mapping[str, Change]) -> dict[str, Change]:
        """Write all inputs, then name them in the list. Returns the same changes, read from what was kept.

        Raises OSError; then nothing is kept.
        """
        try:
            for name, change in changes.items():
                table = Table.made(self._place.at(kept.id, name), schema_of(name))
                table.append(schema_of(name), change.batches(name))
                table.settle(-1)
        except BaseException:
            self._forget(kept.id)
            raise
        self._name(kept)
        return self.changes(kept)

    def changes(self, kept: Input) -> dict[str, Change]:
        """The changes that a kept input is made of, as it came. Raises OSError."""
        return {
            name: Change(_mode(mode), self._reader(kept.id, name), months)
            for name, (mode, months) in kept.inputs.items()
        }

    def kept(self) -> list[Input]:
        """All whole inputs, newest first, without saying whether they are published. Raises StorageFailed."""
        try:
            rows = Table(self._place.at(LIST)).dataset().to_table().to_pylist()
        except FileNotFoundError:
            return []
        return sorted((_input(row) for row in rows), key=lambda kept: (kept.at, kept.id), reverse=True)

    def _name(self, kept: Input) -> None:
        try:
            self._listed(kept)
        except OSError:
            # It may have come into the list all the same; what the list names must stay.
            if all(known.id != kept.id for known in self.kept()):
                self._forget(kept.id)
                raise

    def _listed(self, kept: Input) -> None:
        inputs = {name: [mode, months] for name, (mode, months) in kept.inputs.items()}
        row = {
            "id": kept.id,
            "at": kept.at,
            "title": kept.title,
            "role": kept.role,
            "inputs": json.dumps(inputs),
        }
        table = Table.made(self._place.at(LIST), SCHEMA)
        since, before = table.version, table.files()
        # Others may name theirs at the same moment: no input builds on another.
        table.append(SCHEMA, iter(arrow.Table.from_pylist([row], SCHEMA).to_batches()), retries=_RETRIES)
        table.settle(since, before)

    def _forget(self, id: str) -> None:
        # A full disk needs the room; on object storage what is left is named nowhere, and costs little.
        if folder := self._place.at(id).folder:
            shutil.rmtree(folder, ignore_errors=True)

    def _reader(self, id: str, name: str) -> Any:
        place = self._place.at(id, name)

        def batches() -> Iterator[arrow.RecordBatch]:
            # In small steps: by itself a dataset reads many files ahead into memory.
            rows = Table(place).dataset()
            # What an earlier version kept lacks columns of today.
            columns = [column for column in schema_of(name).names if column in rows.schema.names]
            return rows.to_batches(
                columns=columns, batch_size=65_536, batch_readahead=2, fragment_readahead=1
            )

        return batches


def _mode(text: str) -> Any:
    return text


def _input(row: dict[str, Any]) -> Input:
    inputs = {
        name: (mode, None if months is None else tuple(months))
        for name, (mode, months) in json.loads(row["inputs"]).items()
    }
    return Input(row["id"], row["at"], row["title"], row["role"], inputs)
