"""What people change in a file before it is published: a cell mended here, a row skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.intake.reading import Sheet, Workbook, position


@dataclass(frozen=True)
class Edits:
    """`cells`: what somebody typed, by sheet, row and column letters; `skipped`: rows by sheet and number."""

    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    skipped: frozenset[tuple[str, int]] = frozenset()

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

    def as_json(self) -> dict[str, object]:
        """The edits as they are kept with a draft."""
        return {
            "cells": [[*place, text] for place, text in self.cells.items()],
            "skipped": [list(row) for row in sorted(self.skipped)],
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, list[list[object]]]) -> Edits:
        """Edits as they were kept."""
        cells = {(str(s), int(str(r)), str(c)): str(text) for s, r, c, text in kept.get("cells", [])}
        return cls(cells, frozenset((str(sheet), int(str(row))) for sheet, row in kept.get("skipped", [])))


def _put(sheet: Sheet, own: Mapping[tuple[int, str], str]) -> None:
    at = {sheet.number(row): row for row in range(len(sheet.cells))}
    for (number, letters), text in own.items():
        if number in at:
            sheet.put(at[number], position(letters), text)
