"""What people change in a file before it is published: a cell mended here, a row skipped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from data.intake.reading import Sheet, Workbook, position


@dataclass(frozen=True)
class Edits:
    """`cells`: what somebody typed, by sheet, row and column letters; `skipped`: rows by sheet and number.

    `published`: rows that would count twice if they were published again, with the number of their release.
    """

    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    skipped: frozenset[tuple[str, int]] = frozenset()
    published: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def put_into(self, workbook: Workbook) -> None:
        """Write the mended cells into the workbook as it was read."""
        for sheet in workbook:
            own = {
                (row, column): text for (name, row, column), text in self.cells.items() if name == sheet.name
            }
            if own:
                _put(sheet, own)

    def skips(self, sheet: Sheet, row: int) -> bool:
        """Whether somebody skips the row (counted from 0)."""
        return (sheet.name, sheet.number(row)) in self.skipped

    def has_published(self, sheet: Sheet, row: int) -> bool:
        """Whether the row (counted from 0) is published, and must not count again."""
        return (sheet.name, sheet.number(row)) in self.published

    def since_undone(self, in_force: Collection[int]) -> Edits:
        """The edits without what was published as a release that is no longer in force: those rows may follow again."""
        published = {place: number for place, number in self.published.items() if number in in_force}
        return replace(self, published=published)

    def as_json(self) -> dict[str, object]:
        """The edits as they are kept with a draft."""
        return {
            "cells": [[*place, text] for place, text in self.cells.items()],
            "skipped": [list(row) for row in sorted(self.skipped)],
            "published": [[*row, number] for row, number in sorted(self.published.items())],
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, list[list[object]]]) -> Edits:
        """Edits as they were kept."""
        cells = {(str(s), int(str(r)), str(c)): str(text) for s, r, c, text in kept.get("cells", [])}
        skipped = frozenset((str(sheet), int(str(row))) for sheet, row in kept.get("skipped", []))
        published = {(str(s), int(str(r))): int(str(number)) for s, r, number in kept.get("published", [])}
        return cls(cells, skipped, published)


def _put(sheet: Sheet, own: Mapping[tuple[int, str], str]) -> None:
    at = {sheet.number(row): row for row in range(len(sheet.cells))}
    for (number, letters), text in own.items():
        if number in at:
            sheet.put(at[number], position(letters), text)
