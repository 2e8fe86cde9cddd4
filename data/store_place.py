"""Where the store lies: a folder of this computer, or an address of object storage (s3://, az://, gs://)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A folder: `root` is an absolute path or a URL; `options` go to the object storage as they are."""

    root: str
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, home: str | Path, options: Mapping[str, str] | None = None) -> Place:
        """The place that a setting names: "~/peta", "/srv/peta", "file:///srv/peta" or "s3://bucket/peta"."""
        text = str(home)
        if text.lower().startswith("file://"):
            text = url2pathname(urlsplit(text).path)
        elif _URL.match(text):
            return cls(text.rstrip("/"), dict(options or {}))
        return cls(str(Path(text).expanduser().absolute()))

    @property
    def folder(self) -> Path | None:
        """The place as a folder of this computer; None when it is object storage."""
        return None if _URL.match(self.root) else Path(self.root)

    def at(self, *parts: str) -> Place:
        """A place below this one."""
        folder = self.folder
        below = "/".join([self.root, *parts]) if folder is None else str(folder.joinpath(*parts))
        return Place(below, self.options)


def settle(paths: Iterable[str | Path]) -> None:
    """Bring files and the folders that name them to the disk, so that a power cut cannot take them back.

    A release must not name what only the memory of the computer holds. Object storage needs none of this.
    Raises OSError.
    """
    files = [Path(path) for path in paths]
    for path in files:
        _flush(path)
    # Windows cannot open a folder, and keeps the names of files by itself.
    for folder in {path.parent for path in files} if os.name == "posix" else ():
        _flush(folder)


def _flush(path: Path) -> None:
    # Windows flushes only what is open for writing.
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
