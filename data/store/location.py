"""Where the store lies: a folder of this computer, or an address of object storage (s3://, az://, gs://)."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from data.parsing import shown
from data.settings import spill_folder
from data.words import Problem

_URL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_SCHEMES = ("s3", "s3a", "gs", "az", "adl", "abfs", "abfss")
# deltalake makes an address of a folder's name: the first stop it, %41 it takes for the letter A.
_BAD_IN_FOLDERS = re.compile(r"[\[\]^|\x00-\x1f\x7f]|%[0-9a-f]{2}", re.IGNORECASE)


class UnusableHome(Problem):
    """A folder or an address that no store can lie in."""


@dataclass(frozen=True)
class Place:
    """A folder: `root` is an absolute path or a URL; `options` go to the object storage as they are."""

    root: str
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, home: str | Path, options: Mapping[str, str] | None = None) -> Place:
        """The place that a setting names: "~/peta", "/srv/peta", "file:///srv/peta" or "s3://bucket/peta".

        Raises UnusableHome.
        """
        text = str(home)
        if text.lower().startswith("file://"):
            text = url2pathname(urlsplit(text).path)
        elif address := _URL.match(text):
            _check_scheme(address[1].lower(), text)
            return cls(text.rstrip("/"), dict(options or {}))
        return cls(_checked_folder(str(Path(text).expanduser().absolute())))

    # A page asks a dozen times in each run which release is in force, and so where its store lies.
    @cached_property
    def folder(self) -> Path | None:
        """The place as a folder of this computer; None when it is object storage."""
        return None if _URL.match(self.root) else Path(self.root)

    def at(self, *parts: str) -> Place:
        """A place below this one."""
        folder = self.folder
        below = "/".join([self.root, *parts]) if folder is None else str(folder.joinpath(*parts))
        return Place(below, self.options)


def readable(root: str) -> Path:
    """The folder in which an engine finds the files that lie below a folder or an address.

    DuckDB reaches object storage by an extension alone, which it would fetch from another host. So of object storage it
    reads copies, which this process makes below PETA_SPILL when a file is first asked for, and has until it ends:
    files of a store are never changed. Raises BadSetting.
    """
    if not _URL.match(root):
        return Path(root)
    return Path(_copies().name, root.replace("://", "/"))


@cache
def _copies() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="salinan-", dir=spill_folder(), ignore_cleanup_errors=True)


def _check_scheme(scheme: str, home: str) -> None:
    if scheme not in _SCHEMES:
        raise UnusableHome(
            "Alamat {home} tidak dikenal. Isilah PETA_HOME dengan folder, atau alamat yang mulai dengan {schemes}.",
            home=shown(home, 200),
            schemes=", ".join(f"{scheme}://" for scheme in _SCHEMES),
        )


def _checked_folder(folder: str) -> str:
    bad = _BAD_IN_FOLDERS.search(folder)
    if bad or (os.name == "posix" and "\\" in folder):
        raise UnusableHome(
            "Folder {home} tidak bisa dipakai karena namanya memuat “{found}”. "
            "Pilih folder lain untuk PETA_HOME.",
            home=shown(folder, 200),
            found=shown(repr(bad[0])[1:-1]) if bad else "\\",
        )
    return folder


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
