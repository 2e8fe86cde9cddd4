"""What an undo would take back, in numbers, and what nobody loses by it."""

from __future__ import annotations

from collections.abc import Mapping

from data.access import Viewer
from data.facts import facts_version
from data.store import Release, Store
from data.words import Words
from pages.intake.names import TABLES
from pages.intake.pictures import signed

# Tables whose rows people know, each with the column by which they are counted.
_COUNTED: Mapping[str, str] = {
    "employers": "employer",
    "contributions": "npp",
    "cases": "case",
    "informal": "region",
    "projects": "project",
}


def lost_by_undo(store: Store, number: int, viewer: Viewer, words: Words) -> list[str]:
    """Rows of each table before and after going back to before release `number`, and what stays all the same.

    A branch is told what changes alone: what all offices have is not for it to know.
    """
    now, then = store.release(), store.release(number - 1) if number > 1 else None
    lines = [
        line
        for name, column in _COUNTED.items()
        if (line := _rows(name, (_count(now, name, column), _count(then, name, column)), viewer, words))
    ]
    gone = sorted(_months(now) - _months(then))
    if gone:
        said = ", ".join(words.date(month) for month in gone)
        lines.append(words("Bulan iuran yang tidak ada lagi: {months}.", months=said))
    if facts_version(now) != facts_version(then):
        lines.append(words("Data rujukan juga kembali seperti sebelum rilis itu."))
    kept = words(
        "Yang tidak hilang: berkas di kotak masuk, yang diingat, dan semua rilis yang pernah terbit."
    )
    return [*lines, kept]


def _rows(name: str, counts: tuple[int, int], viewer: Viewer, words: Words) -> str:
    before, after = counts
    if before == after:
        return ""
    if not viewer.sees_every_cell:
        return words(
            "{table}: {change} baris.", table=words(TABLES[name]), change=signed(after - before, words)
        )
    return words(
        "{table}: {before} baris menjadi {after}.",
        table=words(TABLES[name]),
        before=words.number(before),
        after=words.number(after),
    )


def _count(release: Release | None, name: str, column: str) -> int:
    known = release is not None and name in release.entry.versions
    return int(release.table(name, [column]).num_rows) if release and known else 0


def _months(release: Release | None) -> set[str]:
    return set(release.months_of("contributions")) if release else set()
