"""The files of digests: a folder for each release below the home of the stores, written whole and read by their owner alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from data.digest.reader import Reader
from data.store import Place, Release, settle
from data.words import Problem

KINDS = ("html", "pdf")
_FOLDERS = {True: "simulasi", False: "data-sendiri"}


class NoFolder(Problem):
    """A home in object storage, where no files of digests lie."""


class Shelf:
    """The files of the digests of one release. Raises NoFolder where the home is no folder of this computer."""

    def __init__(self, home: str, release: Release) -> None:
        below = Place.of(home).folder
        if below is None:
            raise NoFolder(
                "Ringkasan rilis disimpan sebagai berkas, dan PETA_HOME adalah penyimpanan objek. Unduh dari aplikasi, "
                "atau jalankan dengan PETA_HOME sebuah folder."
            )
        # A simulated ledger that was made anew counts its releases from 1 again: the publication tells them apart.
        name = f"{release.number}-{release.entry.publication}"
        self.folder = below / "digests" / _FOLDERS[release.simulated] / name

    def path(self, reader: Reader, kind: str) -> Path:
        """Where the file of a reader lies; `kind` is one of KINDS."""
        if kind not in KINDS:
            raise ValueError(f"a digest is no {kind}")
        return self.folder / f"{reader.key}.{kind}"

    def read(self, reader: Reader, kind: str) -> bytes | None:
        """The file, None where it has not been made. Raises OSError."""
        try:
            return self.path(reader, kind).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, reader: Reader, kind: str, content: bytes) -> Path:
        """Put a file in its place in one step: a reader finds all of it or nothing. Raises OSError."""
        path = self.path(reader, kind)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, written = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            settle([written])
            Path(written).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(written).unlink()
            raise
        return path
