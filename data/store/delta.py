"""One Delta table at one version. The only room that knows the library `deltalake`.

Every commit here is a compare-and-swap: it fails when anybody else's commit came in since the table was
opened. deltalake by itself would retry an append on top of the other's content.

Nothing is ever vacuumed, and the logs are never cleaned: every version stays readable.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pyarrow as arrow

from data.store.location import Place, readable, settle

# Without this, a checkpoint deletes log entries older than 30 days, and with them the old releases.
_PROPERTIES = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
}
# Opening a table reads its log since the last checkpoint: 20 ms after 100 entries, half of it after 20.
_CHECKPOINT_EVERY = 20
# deltalake holds what it writes in memory until a commit ends, so a long stream is committed in pieces.
ROWS_PER_COMMIT = 1_000_000
# An engine gives each of its threads a group of rows at a time; of one group, the others would have nothing. All that
# is joined to the employers follows in their thread, so that a few ten thousand of them must be several groups.
ROWS_PER_GROUP = 16_384
# Bytes of a file of object storage that are asked for at once.
_PIECE = 8_000_000
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class Overtaken(Exception):
    """Somebody else committed to the table since it was opened. Nothing was written."""


class StorageFailed(OSError):
    """The storage refused to read or write; the text is the storage's own."""


class Table:
    """A Delta table, opened at its head or at `version`; after a write, at the version just written."""

    def __init__(self, place: Place, version: int | None = None) -> None:
        """Raises FileNotFoundError when there is no such table, StorageFailed (also for no such version)."""
        if version is None and place.folder and not (place.folder / "_delta_log").exists():
            raise FileNotFoundError(place.root)  # deltalake takes a hundred times as long to say so
        import deltalake

        self.place = place
        if version is not None and _is_blank(place, version):
            raise StorageFailed(f"the entry of version {version} is empty")
        with _plain_errors(place):
            self._table = deltalake.DeltaTable(place.root, version=version, storage_options=_options(place))
        self.version: int = self._table.version()

    @classmethod
    def made(cls, place: Place, schema: arrow.Schema, by: str | None = None) -> Table:
        """The table at `place`, created empty (version 0), in folders per value of column `by`, if it was not."""
        import deltalake

        with suppress(FileNotFoundError):
            return cls(place)
        # Overtaken: made by somebody else a moment ago, which is as well.
        with suppress(Overtaken), _plain_errors(place):
            deltalake.DeltaTable.create(
                place.root,
                schema,
                mode="ignore",
                partition_by=by,
                configuration=_PROPERTIES,
                storage_options=_options(place),
            )
        return cls(place)

    def restore(self, version: int) -> None:
        """Make the content of `version` the content of a new head. Raises Overtaken, StorageFailed."""
        self._commit(partial(self._table.restore, version))

    def overwrite(self, schema: arrow.Schema, batches: Iterator[arrow.RecordBatch]) -> None:
        """Replace all rows, and the columns. Raises Overtaken, StorageFailed."""
        self._write(schema, batches, {"mode": "overwrite", "schema_mode": "overwrite"})

    def append(self, schema: arrow.Schema, batches: Iterator[arrow.RecordBatch], *, retries: int = 0) -> None:
        """Add rows. With `retries` the rows of others may come in between. Raises Overtaken, StorageFailed."""
        self._write(schema, batches, {"mode": "append", "schema_mode": "merge"}, retries)

    def replace(
        self, schema: arrow.Schema, batches: Iterator[arrow.RecordBatch], months: Sequence[str]
    ) -> None:
        """Replace the rows of `months` (at least one, as "2025-03"), values of the column the table is in folders by.

        Raises Overtaken, StorageFailed, ValueError for what is no month: deltalake takes the condition as a text.
        """
        (by,) = self._table.metadata().partition_columns
        if wrong := [month for month in months if not _MONTH.fullmatch(month)]:
            raise ValueError(f"no month such as 2025-03: {', '.join(map(repr, wrong))}")
        listed = ", ".join(f"'{month}'" for month in months)
        how = {"mode": "overwrite", "schema_mode": "merge", "predicate": f"{by} IN ({listed})"}
        self._write(schema, batches, how)

    def gather(self) -> None:
        """Put the rows of many small files into one: a new head with the same rows. Whoever reads an earlier version
        goes on with its files, which stay. Raises Overtaken, also when a row was added meanwhile, StorageFailed.

        deltalake's own way (`optimize.compact`, 1.6) is no compare-and-swap: it goes again whatever `max_commit_retries`
        says, and of two who gather at once it lets both commit, so that each row is there twice.
        """
        rows = self.dataset().to_table()
        if rows.num_rows >= ROWS_PER_COMMIT:  # a reader between two commits would miss some
            raise StorageFailed(f"{rows.num_rows} rows are too many for one commit")
        self._write(rows.schema, iter(rows.to_batches()), {"mode": "overwrite"})

    def files(self, months: Sequence[str] | None = None) -> list[str]:
        """The Parquet files of this version: absolute paths, or URLs on object storage; sorted."""
        paths = self._table.file_uris(file_pruning_predicate=self._only(months))
        # deltalake gives "with%20space" also for files of this computer.
        return sorted(unquote(path) if self.place.folder else path for path in paths)

    def readable_files(self, months: Sequence[str] | None = None) -> list[str]:
        """The Parquet files of this version as absolute paths, sorted: of object storage, of copies made here.

        Raises StorageFailed.
        """
        if self.place.folder:
            return self.files(months)
        parts = self.parts().items()
        wanted = {path for month, theirs in parts for path in theirs if months is None or month in months}
        return [str(copied(self.place, path)) for path in sorted(wanted)]

    def dataset(self, months: Sequence[str] | None = None) -> Any:
        """This version as a pyarrow dataset, of some months alone if said."""
        return self._rows(self._only(months))

    def above(self, column: str, value: int) -> arrow.Table:
        """The rows whose number in `column` is greater than `value`, without reading other files."""
        import pyarrow.compute as compute

        rows = self._rows(f"{column} > {value}")
        return rows.to_table(filter=compute.field(column) > value)

    def parts(self) -> dict[str, frozenset[str]]:
        """Value of the column the table is in folders by -> its files. "" -> all files, without such a column."""
        by = self._table.metadata().partition_columns
        actions = arrow.table(self._table.get_add_actions(flatten=True))
        paths = actions["path"].to_pylist()
        values = actions[f"partition.{by[0]}"].to_pylist() if by else [""] * len(paths)
        files: dict[str, set[str]] = {}
        for value, path in zip(values, paths, strict=True):
            files.setdefault(value, set()).add(path)
        return {value: frozenset(theirs) for value, theirs in files.items()}

    def settle(self, since: int, before: Sequence[str] = ()) -> None:
        """Bring the files but those of `before`, and the log after version `since`, to the disk.

        Raises OSError.
        """
        if folder := self.place.folder:
            new = set(self.files()) - set(before)
            settle([*new, *(log_entry(folder, version) for version in range(since + 1, self.version + 1))])

    def _rows(self, predicate: Any) -> Any:
        """The dataset of the files that may have rows of the predicate.

        Of a folder Arrow opens the files itself. By default it asks deltalake's filesystem, which is written in Python:
        a thread of Arrow that lets go of a file while the interpreter ends is unwound inside C++, and the process
        aborts ("terminate called without an active exception"), now and then after a short run.
        """
        import pyarrow.fs as filesystems

        folder = self.place.folder
        own = (
            filesystems.SubTreeFileSystem(folder.as_posix(), filesystems.LocalFileSystem())
            if folder
            else None
        )
        return self._table.to_pyarrow_dataset(file_pruning_predicate=predicate, filesystem=own)

    def _only(self, months: Sequence[str] | None) -> Any:
        if months is None:
            return None
        (by,) = self._table.metadata().partition_columns
        return [(by, "in", list(months))]

    def _write(
        self,
        schema: arrow.Schema,
        batches: Iterator[arrow.RecordBatch],
        first: dict[str, Any],
        retries: int = 0,
    ) -> None:
        import deltalake

        manner = first
        # Numbers are seldom equal: looking each up in a dictionary takes a third of the time of writing the cube.
        number = deltalake.ColumnProperties(dictionary_enabled=False)
        properties = deltalake.WriterProperties(
            compression="SNAPPY",
            max_row_group_size=ROWS_PER_GROUP,
            column_properties={
                column.name: number for column in schema if arrow.types.is_integer(column.type)
            },
        )
        for piece in _pieces(schema, batches):
            write = partial(
                deltalake.write_deltalake, self._table, piece, writer_properties=properties, **manner
            )
            self._commit(write, retries)
            manner = {"mode": "append", "schema_mode": "merge"}

    def _commit(self, action: Callable[..., object], retries: int = 0) -> None:
        import deltalake

        # By itself deltalake makes a checkpoint after a commit, and when that fails, as on a full disk, says
        # that the commit has failed.
        hooks = deltalake.PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
        properties = deltalake.CommitProperties(max_commit_retries=retries)
        try:
            with _plain_errors(self.place):
                action(commit_properties=properties, post_commithook_properties=hooks)
        except Overtaken as error:
            # A full disk, too, may show itself only when the commit is written.
            if Table(self.place).version == self.version:
                raise StorageFailed(str(error)) from error
            raise
        # Without retries, what was committed follows what was read.
        self.version = self._table.version() if retries else self.version + 1
        if self.version % _CHECKPOINT_EVERY == 0:
            self._checkpoint()

    def _checkpoint(self) -> None:
        # Only makes opening quicker: the next one will do as well.
        with suppress(StorageFailed), _plain_errors(self.place):
            self._table.create_checkpoint()


def copied(place: Place, name: str) -> Path:
    """The copy on this computer of a file of object storage that is never changed; made if there is none.

    Raises StorageFailed, also where this computer has no room.
    """
    folder = readable(place.root)
    copy = folder / name
    if not copy.resolve().is_relative_to(folder.resolve()):
        raise StorageFailed(f"a table names a file that is not its own: {name[:200]}")
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        # Aside first: another thread may ask for the same file, and takes what has its name for whole.
        aside = copy.with_name(f"{copy.name}.{uuid4().hex}")
        try:
            fetch(place, name, aside)
            aside.replace(copy)
        finally:
            aside.unlink(missing_ok=True)
    return copy


def fetch(place: Place, name: str, target: Path) -> None:
    """Copy a file of object storage to where there is none yet. Raises StorageFailed."""
    from deltalake.fs import DeltaStorageHandler

    with _plain_errors(place):
        source = DeltaStorageHandler(place.root, _options(place)).open_input_file(name)
        with target.open("xb") as written:
            shutil.copyfileobj(source, written, _PIECE)


def names_below(place: Place) -> list[str]:
    """The names of all files of object storage below a place, sorted. Raises StorageFailed."""
    import pyarrow.fs as filesystems
    from deltalake.fs import DeltaStorageHandler

    with _plain_errors(place):
        listing = filesystems.PyFileSystem(DeltaStorageHandler(place.root, _options(place)))
        found = listing.get_file_info(filesystems.FileSelector("", recursive=True))
    return sorted(one.path for one in found if one.type == filesystems.FileType.File)


def log_entry(folder: Path, version: int) -> Path:
    """The file of one version in the log of the Delta table in `folder` (Delta protocol, "Delta log entries")."""
    return folder / "_delta_log" / f"{version:020}.json"


def _is_blank(place: Place, version: int) -> bool:
    """Whether the entry of a version has been emptied: deltalake would take it for one that changed nothing.

    The table would then seem to have no rows, or those of before, where it is damaged.
    """
    if (folder := place.folder) is None:
        return False
    try:
        return log_entry(folder, version).stat().st_size == 0
    except FileNotFoundError:  # a checkpoint may stand for it, else deltalake says that it is missing
        return False


def _options(place: Place) -> dict[str, str] | None:
    return dict(place.options) or None


def _pieces(schema: arrow.Schema, batches: Iterator[arrow.RecordBatch]) -> Iterator[arrow.Table]:
    """Tables of at least ROWS_PER_COMMIT rows but the last; one empty table for no rows at all."""
    held: list[arrow.RecordBatch] = []
    whole = 0
    for batch in batches:
        held.append(batch)
        if sum(each.num_rows for each in held) >= ROWS_PER_COMMIT:
            yield arrow.Table.from_batches(held, schema)
            held, whole = [], whole + 1
    if held or not whole:
        yield arrow.Table.from_batches(held, schema)


@contextmanager
def _plain_errors(place: Place) -> Iterator[None]:
    from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

    try:
        yield
    except TableNotFoundError as error:
        raise FileNotFoundError(place.root) from error
    except CommitFailedError as error:
        raise Overtaken(str(error)) from error
    except (DeltaError, OSError) as error:
        # object_store colours some of its errors for a terminal.
        raise StorageFailed(re.sub(r"\x1b\[[0-9;]*m", "", str(error))) from error
