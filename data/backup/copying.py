"""The copy of a home of releases: logs first and what they name after them, so that it may be made while others publish.

Files of a home are written once and never changed, and what names a file comes after it. So whoever copies what names
before what is named has all of it. The log of releases names versions of tables, the logs of tables name files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from data.store import OWN, PERSONS, SIMULATED, NotReadable, Place, Store, settle
from data.words import Problem

_LOG = "_delta_log"
_RELEASES = "releases"
_PARTIAL = ".belum-utuh"
Tell = Callable[[str, int], None]


class BadBackup(Problem):
    """A copy that was not made, or that is not whole; nothing has changed at either end."""


def back_up(home: str | Path, to: Path, tell: Tell | None = None) -> dict[str, int]:
    """Copy the home into the folder `to`, which must not be there yet. Store -> number of its release in the copy.

    The copy stands beside its place until every row of the releases in force was read from it. `tell` is told of each
    store with the number of files copied. Raises BadBackup, OSError.
    """
    return _copied(_folder_of(home), to, tell or _tell_nobody)


def restore(backup: Path, home: str | Path, tell: Tell | None = None) -> dict[str, int]:
    """Copy a backup into the home, which must not be there yet, or be empty. As `back_up`."""
    place = _folder_of(home)
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()
    return _copied(backup, place, tell or _tell_nobody)


def _tell_nobody(store: str, files: int) -> None:
    """Where nobody waits."""


def _folder_of(home: str | Path) -> Path:
    folder = Place.of(home).folder
    if folder is None:
        raise BadBackup(
            "{home} adalah penyimpanan objek. Cadangkan dengan alat penyimpanan itu (versi objek atau salinan).",
            home=str(home)[:200],
        )
    return folder


def _copied(source: Path, target: Path, tell: Tell) -> dict[str, int]:
    if not source.is_dir() or not any(source.iterdir()):
        raise BadBackup("Folder {folder} tidak ada atau kosong. Periksa namanya.", folder=str(source)[:200])
    if target.exists():
        raise BadBackup(
            "Folder {folder} sudah ada. Pilih nama lain; yang sudah ada tidak ditimpa.",
            folder=str(target)[:200],
        )
    partial = target.with_name(target.name + _PARTIAL)
    if partial.exists():
        shutil.rmtree(partial)  # of a copy that was stopped; nobody reads a folder of this name
    partial.mkdir(parents=True)
    _copy(source, partial, tell)
    releases = _read_whole(partial)
    partial.rename(target)
    return releases


def _copy(source: Path, target: Path, tell: Tell) -> None:
    copied = []
    for number, file in enumerate(_in_order(source), 1):
        place = target / file.relative_to(source)
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, place)
        except FileNotFoundError:  # something on its way that has its last name by now
            place.unlink(missing_ok=True)
            continue
        copied.append(place)
        if number % 200 == 0:
            tell(file.relative_to(source).parts[0], number)
    settle(copied)


def _in_order(source: Path) -> Iterator[Path]:
    """Files in the order in which they may be copied; each pass looks at the folder anew, when the one before is done."""
    return chain(
        _files(source, lambda parts: _LOG in parts and _RELEASES in parts),
        _files(source, lambda parts: _LOG in parts and _RELEASES not in parts),
        _files(source, lambda parts: _LOG not in parts),
    )


def _files(source: Path, wanted: Callable[[tuple[str, ...]], bool]) -> Iterator[Path]:
    for path in sorted(source.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.endswith(".tmp"):
            continue
        if wanted(path.relative_to(source).parts):
            yield path


def _read_whole(home: Path) -> dict[str, int]:
    """Store -> number of its release in force, every row of which was read. Raises BadBackup."""
    found = {}
    for dataset in (SIMULATED, OWN, PERSONS):
        store = Store(home, dataset)
        try:
            release, damage = store.release(), store.damage()
        except NotReadable as problem:
            raise _not_whole(problem) from problem
        if damage is not None:
            raise _not_whole(damage)
        if release is not None:
            found[dataset] = release.number
    return found


def _not_whole(reason: Problem) -> BadBackup:
    return BadBackup("Salinan tidak utuh, jadi tidak dipakai. {reason}", reason=reason)
