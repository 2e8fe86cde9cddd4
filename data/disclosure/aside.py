"""Lattices and masks of everybody's data that another process has worked out, as files that this one takes them from.

The folder is of this process alone, as that of the months that lie there (`data.ahead`). A file is named by a digest of what
it follows from: the release, the month, the regions, the limits and the guard; it says so itself, too. What is not there
whole, or is of something else, is worked out as if nobody had: a cell is not shown because a file is cut off or misplaced.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as arrow
from pyarrow import ipc

from data.cube import LARGEST, MEASURES
from data.disclosure.public_tables import CELL
from data.disclosure.rules import Guard

# What a lattice is worked out from: the release, the month, the regions. A mask: that, the limits and a guard.
Data = tuple[Hashable, str, Hashable]
MaskKey = tuple[Data, tuple[int, int], Guard]
Block = tuple[str, str]  # a level and a dimension, "" where the cells are not narrowed
_NUMBERS = [*MEASURES, *LARGEST]
# What a file says of itself: the level, the dimension and the number of rows of each batch; and a digest of that and its name.
_BLOCKS, _NAMED = b"blocks", b"named"
# The folder that lattices and masks lie in; none where nobody works them out ahead.
_aside: Path | None = None


def take_masks_from(folder: Path | None) -> None:
    """From now on take lattices and masks from this folder, where they lie there; None: work each out."""
    global _aside
    _aside = folder


def name_aside(release: Hashable) -> str:
    """The name of the folder of a release among those that lie aside: whatever a release is called, it is no path."""
    return _digest(release)


@dataclass(frozen=True)
class Part:
    """Rows of a lattice: the cells, which of its rows they are, and how many rows it has in all."""

    cells: pd.DataFrame
    rows: slice | npt.NDArray[np.intp]
    of: int


def cells_aside(data: Data, measures: Iterable[str] = _NUMBERS, block: Block | None = None) -> Part | None:
    """The lattice that lies aside, as `data.disclosure.public_tables.lattice` makes it, with no other numbers than these.

    `block` is the level and the dimension of the cells that are read, None is all; None where no lattice lies there. Of a
    country a whole one is 38 MB, of which a page needs two or three columns of a tenth.
    """
    file = _cells_file(data)
    if file is None:
        return None
    try:
        with arrow.memory_map(str(file)) as lies:
            return _part_of(lies, _digest(data), list(measures), block)
    except (OSError, ValueError, LookupError, TypeError, RecursionError, arrow.ArrowException):
        return None


def _part_of(lies: arrow.MemoryMappedFile, name: str, numbers: list[str], block: Block | None) -> Part | None:
    # To open a file takes half of the time: its schema is read once, and is the one that is known or another.
    wanted = sorted({*range(len(CELL)), *(len(CELL) + _NUMBERS.index(number) for number in numbers)})
    batches = ipc.open_file(lies, options=ipc.IpcReadOptions(included_fields=wanted))
    if not _is_lattice(batches.schema, name, [[*CELL, *_NUMBERS][at] for at in wanted]):
        return None
    blocks = json.loads(batches.schema.metadata[_BLOCKS])
    names, sizes = [(level, dimension) for level, dimension, _ in blocks], [size for *_, size in blocks]
    if not blocks or len(blocks) != batches.num_record_batches:
        return None
    chosen = slice(0, len(blocks)) if block is None else slice(at := names.index(block), at + 1)
    read = [batches.get_batch(at) for at in range(chosen.start, chosen.stop)]
    table = arrow.Table.from_batches(read, batches.schema)
    table.validate(full=True)
    keys = pd.DataFrame({name: _shared(table[name]) for name in CELL}, dtype="object")
    are_those = [len(one) for one in read] == sizes[chosen] and all(
        keys[column].tolist() == np.repeat([name[at] for name in names[chosen]], sizes[chosen]).tolist()
        for at, column in enumerate(("level", "dimension"))
    )
    if not are_those or any(one.null_count for one in table.columns):
        return None
    start = sum(sizes[: chosen.start])
    cells = keys.join(table.select(numbers).to_pandas())
    return Part(cells, slice(start, start + len(cells)), sum(sizes))


def _shared(texts: arrow.ChunkedArray) -> npt.NDArray[np.object_]:
    """A column of texts, of which each is one object however often it stands there."""
    coded = texts.combine_chunks().dictionary_encode()
    return np.array([*coded.dictionary.to_pylist(), None], dtype="object")[coded.indices.to_numpy()]


def has_cells_aside(data: Data) -> bool:
    """Whether a lattice lies aside, which is the last that is written of a month."""
    file = _cells_file(data)
    try:
        return file is not None and file.exists()
    except OSError:
        return False


def _cells_file(data: Data) -> Path | None:
    return _file(data, f"cells-{_digest(data)}.arrow")


def _is_lattice(schema: arrow.Schema, name: str, columns: list[str]) -> bool:
    """Whether what is read of a file are these columns of a lattice, of their types, and it is the one of this name, whole."""
    told = schema.metadata or {}
    is_it = told.get(_NAMED) == _digest((name, told.get(_BLOCKS))).encode()
    numbers = {schema.field(column).type for column in schema.names[len(CELL) :]}
    return is_it and schema.names == columns and numbers <= {arrow.int64()}


def mask_aside(of: MaskKey, rows: int, reasons: int) -> bytes | None:
    """For each of the rows of the lattice the number of the reason that hides it, counted from 1, as it lies aside.

    `rows` is how many rows there are, `reasons` how many reasons; None where no such mask lies there. A file of nothing but
    zeros says nothing.
    """
    name = _digest(of)
    file = _file(of[0], f"mask-{name}")
    if file is None:
        return None
    unpacked = zlib.decompressobj()
    try:
        whole = unpacked.decompress(file.read_bytes(), len(name) + rows + 1)
    except (OSError, zlib.error):
        return None
    codes = whole.removeprefix(name.encode())
    is_it = unpacked.eof and len(whole) == len(name) + rows == len(name) + len(codes)
    return codes if is_it and all(1 <= code <= reasons for code in set(codes)) else None


def lay_cells_aside(data: Data, cells: pd.DataFrame) -> None:
    """Write a lattice to where others take it from, each level and dimension for itself. Raises OSError: the disk is full, say."""
    file = _cells_file(data)
    if file is None or file.exists():
        return
    part, blocks = _part(file), cells.groupby(["level", "dimension"], sort=False)
    table = arrow.Table.from_pandas(cells, preserve_index=False)
    told = json.dumps([(*block, len(rows)) for block, rows in blocks]).encode()
    named = _digest((_digest(data), told)).encode()
    table = table.replace_schema_metadata({_BLOCKS: told, _NAMED: named})
    options = ipc.IpcWriteOptions(compression="lz4")
    with ipc.new_file(str(part), table.schema, options=options) as to:
        for _, rows in blocks:
            to.write_table(table.take(cells.index.get_indexer(rows.index)).combine_chunks())
    part.replace(file)


def lay_mask_aside(of: MaskKey, mask: bytes) -> None:
    """Write a mask to where others take it from. Raises OSError."""
    name = _digest(of)
    file = _file(of[0], f"mask-{name}")
    if file and not file.exists():
        part = _part(file)
        part.write_bytes(zlib.compress(name.encode() + mask))
        part.replace(file)


def _part(file: Path) -> Path:
    """What is written first, so that the file is there as a whole or not at all."""
    file.parent.mkdir(exist_ok=True)
    return file.with_suffix(".part")


def _file(data: Data, name: str) -> Path | None:
    """Where something of this data lies; nowhere if nobody works ahead, or the data is not of a release."""
    release: Any = data[0]
    if _are(release, tuple, tuple) and all(type(office) is str for office in release[1]):
        release = release[0]  # of everybody but these offices
    return _aside / name_aside(release) / name if _aside and _are(release, str, int) else None


def _are(parts: Any, *types: type) -> bool:
    return isinstance(parts, tuple) and [type(part) for part in parts] == list(types)


def _digest(key: object) -> str:
    """The same in every process: what is named by it is made of tuples, texts and numbers, of which none is a set."""
    return sha256(repr(key).encode()).hexdigest()
