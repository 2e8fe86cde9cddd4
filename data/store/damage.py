"""What of a release cannot be read any more, said so that whoever keeps the store knows which file to bring back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from data.parsing import shown
from data.store.problems import Damaged, damaged
from data.store.release import Release
from data.words import Problem

_GONE = "tabel {table}: berkas {file} hilang"
_EMPTY = "tabel {table}: berkas {file} kosong"
_BROKEN = "tabel {table}: berkas {file} terpotong atau tertimpa"
_UNKNOWN = "tabel {table}: catatan versinya hilang atau rusak"


def damage_in(release: Release) -> Damaged | None:
    """What of a release cannot be read, None when all can.

    Every row of it is read, which takes seconds of a large one: this is for when something could not be read.
    """
    found = [one for name in sorted(release.entry.versions) for one in _damage_of(release, name)]
    return damaged(release.entry.dataset, release.root, found) if found else None


def _damage_of(release: Release, name: str) -> Iterator[Problem]:
    """What is wrong with a table: each of its files that cannot be read, or that nobody can say which they are."""
    try:
        files = list(release.dataset(name).get_fragments())
    except Exception:  # whatever deltalake makes of what stands there
        yield Problem(_UNKNOWN, table=name)
        return
    for file in files:
        if not _can_be_read(file):
            yield Problem(_state(file), table=name, file=shown(unquote(file.path).rsplit("/", 1)[-1], 120))


def _can_be_read(file: Any) -> bool:
    """Whether every row of a file comes; pyarrow, deltalake and the system each have errors of their own."""
    try:
        for _ in file.to_batches():
            pass
    except Exception:
        return False
    return True


def _state(file: Any) -> str:
    """What has become of a file, of a folder or of object storage, as far as it can be looked at."""
    try:
        seen = file.filesystem.get_file_info(file.path)
    except OSError:
        return _BROKEN
    if seen.type.name == "NotFound":
        return _GONE
    return _BROKEN if seen.size else _EMPTY
