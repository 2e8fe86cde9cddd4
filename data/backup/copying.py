"""The copy of a home of releases: logs first and what they name after them, so that it may be made while others publish.

Files of a home are written once and never changed, and what names a file comes after it. So whoever copies what names
before what is named has all of it. The log of releases names versions of tables, the logs of tables name files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from data.parsing import shown
from data.store import OWN, PERSONS, SIMULATED, NotReadable, Place, Store, fetch, names_below, settle
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
    return _copied(Place.of(home), to, tell or _tell_nobody)


def restore(backup: Path, home: str | Path, tell: Tell | None = None) -> dict[str, int]:
    """Copy a backup into the home, a folder which must not be there yet, or be empty. As `back_up`."""
    folder = Place.of(home).folder
    if folder is None:  # where nothing can be renamed, half a copy would be in force
        raise BadBackup(
            "{home} adalah penyimpanan objek, dan salinan hanya dipulihkan ke folder. Isilah PETA_HOME dengan folder, "
            "pulihkan, lalu salin isi folder itu ke alamat yang kosong dengan alat penyimpanan itu.",
            home=shown(home, 200),
        )
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return _copied(Place.of(backup), folder, tell or _tell_nobody)


def _tell_nobody(store: str, files: int) -> None:
    """Where nobody waits."""


def _copied(source: Place, target: Path, tell: Tell) -> dict[str, int]:
    if next(_names(source, lambda parts: True), None) is None:
        raise BadBackup(
            "Folder {folder} tidak ada atau kosong. Periksa namanya.", folder=shown(source.root, 200)
        )
    if target.exists():
        raise BadBackup(
            "Folder {folder} sudah ada. Pilih nama lain; yang sudah ada tidak ditimpa.",
            folder=shown(target, 200),
        )
    partial = target.with_name(target.name + _PARTIAL)
    if partial.exists():
        shutil.rmtree(partial)  # of a copy that was stopped; nobody reads a folder of this name
    partial.mkdir(parents=True)
    _copy(source, partial, tell)
    releases = _read_whole(partial)
    partial.rename(target)
    return releases


def _copy(source: Place, target: Path, tell: Tell) -> None:
    copied = []
    for number, name in enumerate(_in_order(source), 1):
        place = target / name
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy_file(source, name, place)
        except FileNotFoundError:  # something on its way that has its last name by now
            place.unlink(missing_ok=True)
            continue
        copied.append(place)
        if number % 200 == 0:
            tell(name.split("/")[0], number)
    settle(copied)


def _copy_file(source: Place, name: str, target: Path) -> None:
    if source.folder is None:
        fetch(source, name, target)
    else:
        shutil.copyfile(source.folder / name, target)


def _in_order(source: Place) -> Iterator[str]:
    """Files in the order in which they may be copied; each pass looks at the home anew, when the one before is done."""
    return chain(
        _names(source, lambda parts: _LOG in parts and _RELEASES in parts),
        _names(source, lambda parts: _LOG in parts and _RELEASES not in parts),
        _names(source, lambda parts: _LOG not in parts),
    )


def _names(source: Place, wanted: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """The names of the wanted files below the source, with "/" between their parts; `wanted` is asked of the parts."""
    names = names_below(source) if source.folder is None else _in_folder(source.folder)
    return (name for name in names if wanted(name.split("/")))


def _in_folder(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink() and path.is_file() and not path.name.endswith(".tmp"):
            yield path.relative_to(folder).as_posix()


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
