"""The files of a layer, copied aside under names of our own before anything reads them.

What is read is what was hashed: a file that is exchanged meanwhile, a name such as "PG:host=...", an index or side
file that lies beside it and points elsewhere have no say. Only files of the four formats, told by their ending and
their first bytes, are taken.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from geo.build.source.problems import Limits, UnusableSource
from geo.flatgeobuf import MAGIC

FORMATS = {
    ".gpkg": ("GeoPackage", b"SQLite format 3\x00"),
    ".shp": ("Shapefile", b"\x00\x00\x27\x0a"),
    ".fgb": ("FlatGeobuf", MAGIC),
    ".geojson": ("GeoJSON", b""),
    ".json": ("GeoJSON", b""),
}
_PARTS = (".shx", ".dbf", ".prj", ".cpg")
"""What belongs to a Shapefile besides the shapes."""
_CHUNK = 1 << 20
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Staged:
    """A layer's files in a folder of ours. `name` is what the person called the file, `path` our copy of it.

    `sha256` is of the bytes that are read, of a Shapefile of its .shp; `parts` has that of its other files.
    """

    name: str
    format: str
    path: Path
    sha256: str
    parts: dict[str, str] = field(default_factory=dict)


@contextmanager
def staged(path: Path, limits: Limits) -> Iterator[Staged]:
    """The files of the layer `path`, copied aside for as long as the block runs.

    Raises UnusableSource when the file is missing, of another format, larger than `limits`, or still being written.
    """
    kind, first = _format(path)
    beside = _parts(path) if kind == "Shapefile" else {}
    _check_size(path, [path, *beside.values()], limits)
    _check_journal(path)
    folder = Path(tempfile.mkdtemp(prefix="peta-lapisan-"))
    try:
        ours = folder / f"lapisan{path.suffix.lower()}"
        hashed = _copied(path, ours)
        parts = {ending: _copied(part, ours.with_suffix(ending)) for ending, part in beside.items()}
        _check_first_bytes(path.name, ours, kind, first)
        yield Staged(path.name, kind, ours, hashed, parts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _format(path: Path) -> tuple[str, bytes]:
    if not path.is_file():
        raise UnusableSource("Berkas {file} tidak ditemukan. Periksa letak dan namanya.", file=path)
    accepted = FORMATS.get(path.suffix.lower())
    if accepted is None:
        raise UnusableSource(
            "Berkas {file} bukan GeoPackage (.gpkg), Shapefile (.shp), FlatGeobuf (.fgb) atau GeoJSON "
            "(.geojson, .json). Simpan ulang dalam salah satunya; arsip .zip dibuka dulu.",
            file=path.name,
        )
    return accepted


def _parts(path: Path) -> dict[str, Path]:
    """The other files of a Shapefile by their endings, whichever case these are written in."""
    beside = [other for other in path.parent.iterdir() if other.stem == path.stem and other.is_file()]
    return {other.suffix.lower(): other for other in sorted(beside) if other.suffix.lower() in _PARTS}


def _check_size(path: Path, files: list[Path], limits: Limits) -> None:
    size = sum(file.stat().st_size for file in files) / _MEGABYTE
    if size > limits.megabytes:
        raise UnusableSource(
            "Berkas {file} terlalu besar: {size} MB, batasnya {limit} MB. Potong ke wilayah yang "
            "diperlukan, atau naikkan batasnya dengan --max-mb.",
            file=path.name,
            size=round(size, 1),
            limit=limits.megabytes,
        )


def _check_journal(path: Path) -> None:
    """A GeoPackage that another program has open keeps its last changes in a file beside it."""
    for ending in ("-wal", "-journal"):
        journal = path.with_name(path.name + ending)
        if path.suffix.lower() == ".gpkg" and journal.is_file() and journal.stat().st_size:
            raise UnusableSource(
                "Berkas {file} masih dibuka program lain: ada perubahan yang belum tersimpan di {journal}. "
                "Tutup programnya (misalnya QGIS), lalu ulangi.",
                file=path.name,
                journal=journal.name,
            )


def _copied(source: Path, target: Path) -> str:
    """Copies the file and returns the SHA-256 of what was copied. Raises UnusableSource when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reading, target.open("wb") as writing:
            while chunk := reading.read(_CHUNK):
                digest.update(chunk)
                writing.write(chunk)
    except OSError as error:
        raise UnusableSource(
            "Berkas {file} tidak dapat dibaca ({detail}). Periksa izin dan ruang simpannya.",
            file=source.name,
            detail=error.strerror,
        ) from error
    return digest.hexdigest()


def _check_first_bytes(name: str, path: Path, kind: str, expected: bytes) -> None:
    with path.open("rb") as file:
        first = file.read(64)
    if not first:
        raise UnusableSource("Berkas {file} kosong (0 bita). Minta salinan yang utuh.", file=name)
    if not first.startswith(expected):
        raise not_that(name, kind)


def not_that(name: str, kind: str) -> UnusableSource:
    """The refusal of a file whose content is not what its ending says."""
    return UnusableSource(
        "Berkas {file} berakhiran seperti {format}, tetapi isinya bukan itu. Minta salinan yang "
        "utuh, atau beri akhiran yang benar.",
        file=name,
        format=kind,
    )
