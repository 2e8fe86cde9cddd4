"""What can go wrong with a release, as people read it: what, where, what was kept, what to do."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from data.clock import local
from data.parsing import shown
from data.words import Problem

SIMULATED, OWN, PERSONS = "simulasi", "data sendiri", "orang"
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC), 112}  # 112: Windows
_OS_ERROR = re.compile(r"os error (\d+)")


class PublishedBefore(Problem):
    """Somebody else published since the release that this publication was to follow."""


class NotPublished(Problem):
    """The storage refused, or somebody else is publishing: the old release stays in force."""


class NothingToUndo(Problem):
    """There is no release before the one in force."""


class NotReadable(Problem):
    """The storage cannot be read, so nobody can say which release is in force."""


class Damaged(NotReadable):
    """Something in the store of the `dataset` is gone or was written over, so that it cannot be read."""

    dataset = ""


class Busy(OSError):
    """Somebody else keeps writing to a table, but has published nothing."""


class NotDiscarded(Problem):
    """A simulated store that could not be deleted."""


class UnknownRelease(Problem):
    """No release has this number."""


class UnknownInput(Problem):
    """No kept input has this name, or it has been published already."""


def published_before(number: int, at: datetime, role: str, where: str) -> PublishedBefore:
    """The problem when release `number` came first; `where` the input is kept, "" when it is not.

    Its title is not told: it may be the name of a file that another office brought.
    """
    if where:
        template = (
            "Rilis {number} sudah terbit lebih dulu ({when}, oleh {role}), jadi masukan ini "
            "belum diterbitkan. Masukannya tersimpan di {where}. Bandingkan dulu dengan rilis {number}, "
            "lalu terbitkan dari daftar masukan yang tersimpan."
        )
    else:
        template = (
            "Rilis {number} sudah terbit lebih dulu ({when}, oleh {role}), jadi perubahan ini "
            "belum diterbitkan. Bandingkan dulu dengan rilis {number}, lalu ulangi bila masih perlu."
        )
    there = local(at)
    when = f"{there:%Y-%m-%d %H.%M} {there.tzname()}"
    return PublishedBefore(template, number=number, when=when, role=shown(role), where=shown(where, 300))


def not_published(error: OSError, home: str, number: int, where: str) -> NotPublished:
    """The problem when the storage refused; `number` of the release in force, 0 for none yet."""
    why = "busy" if isinstance(error, Busy) else "full" if is_full(error) else "other"
    return NotPublished(
        _TEMPLATES[why, bool(where)],
        home=shown(home, 300),
        number=number or "–",
        where=shown(where, 300),
    )


def not_readable(dataset: str, home: str) -> NotReadable:
    """The problem when the log of releases cannot be read: the storage is out of reach, or the log is damaged.

    What the libraries say of it is no help to whoever reads a page, and stands in the server's log.
    """
    if "://" in home or not Path(home).is_dir() or not os.access(home, os.R_OK | os.X_OK):
        return NotReadable(
            "Penyimpanan {home} tidak bisa dibaca. Periksa apakah folder atau alamat itu ada dan boleh dibaca, "
            "lalu muat ulang.",
            home=shown(home, 300),
        )
    return damaged(dataset, home, [Problem("daftar rilis di folder {folder}", folder="releases")])


def damaged(dataset: str, home: str, found: Sequence[Problem]) -> Damaged:
    """The problem when these pieces of a store, at least one, cannot be read: the first of them, and the way out."""
    problem = Damaged(
        _DAMAGED[dataset, len(found) > 1], home=shown(home, 300), found=found[0], more=len(found) - 1
    )
    problem.dataset = dataset
    return problem


def not_discarded(home: str) -> NotDiscarded:
    """The problem when a simulated store cannot be deleted by the app."""
    return NotDiscarded(
        "Data simulasi di {home} tidak bisa dihapus dari sini. Hapus folder atau alamat itu dengan tangan, lalu muat ulang.",
        home=shown(home, 300),
    )


def is_full(error: OSError) -> bool:
    """Whether the disk, the quota or the largest file size was the reason."""
    number = _OS_ERROR.search(str(error))
    return (int(number[1]) if number else error.errno) in _FULL


_TEMPLATES = {
    ("full", True): (
        "Penyimpanan {home} penuh, jadi tidak ada yang diterbitkan; rilis yang berlaku tetap {number}. "
        "Masukannya tersimpan di {where}. Kosongkan tempat di sana, lalu terbitkan dari daftar masukan "
        "yang tersimpan."
    ),
    ("full", False): (
        "Penyimpanan {home} penuh, jadi tidak ada yang diterbitkan dan masukannya tidak tersimpan; rilis "
        "yang berlaku tetap {number}. Kosongkan tempat di sana, lalu ulangi."
    ),
    ("other", True): (
        "Penyimpanan {home} tidak bisa ditulisi, jadi tidak ada yang diterbitkan; rilis yang "
        "berlaku tetap {number}. Masukannya tersimpan di {where}. Periksa penyimpanan itu, lalu terbitkan "
        "dari daftar masukan yang tersimpan."
    ),
    ("other", False): (
        "Penyimpanan {home} tidak bisa ditulisi, jadi tidak ada yang diterbitkan dan masukannya "
        "tidak tersimpan; rilis yang berlaku tetap {number}. Periksa penyimpanan itu, lalu ulangi."
    ),
    ("busy", True): (
        "Orang lain sedang menerbitkan di {home}, jadi tidak ada yang diterbitkan; rilis yang berlaku tetap "
        "{number}. Masukannya tersimpan di {where}. Tunggu sebentar, lalu terbitkan dari daftar masukan "
        "yang tersimpan."
    ),
    ("busy", False): (
        "Orang lain sedang menerbitkan di {home}, jadi tidak ada yang diterbitkan dan masukannya tidak "
        "tersimpan; rilis yang berlaku tetap {number}. Tunggu sebentar, lalu ulangi."
    ),
}
_DAMAGED = {
    (SIMULATED, False): (
        "Data simulasi di {home} tidak bisa dibaca karena rusak ({found}). Simulasi boleh dihapus dan dibuat lagi."
    ),
    (SIMULATED, True): (
        "Data simulasi di {home} tidak bisa dibaca karena rusak ({found}; dan {more} lagi). Simulasi boleh dihapus "
        "dan dibuat lagi."
    ),
    (OWN, False): (
        "Data sendiri di {home} tidak bisa dibaca karena rusak ({found}). Pulihkan folder itu dari cadangan; bila "
        "rusaknya baru sejak rilis terakhir, batalkan rilis itu di halaman Bawa berkas."
    ),
    (OWN, True): (
        "Data sendiri di {home} tidak bisa dibaca karena rusak ({found}; dan {more} lagi). Pulihkan folder itu dari "
        "cadangan; bila rusaknya baru sejak rilis terakhir, batalkan rilis itu di halaman Bawa berkas."
    ),
    (PERSONS, False): (
        "Daftar orang di {home} tidak bisa dibaca karena rusak ({found}). Selama itu tidak ada yang punya peran. Pulihkan "
        "folder itu dari cadangan."
    ),
    (PERSONS, True): (
        "Daftar orang di {home} tidak bisa dibaca karena rusak ({found}; dan {more} lagi). Selama itu tidak ada yang "
        "punya peran. Pulihkan folder itu dari cadangan."
    ),
}
