"""The people who work in a region, as they were known at the end of a month: BPS's figures, never a branch's.

A revised figure changes every coverage that stands on it, so each says which figure it was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.parsing import AsOf


@dataclass(frozen=True)
class Workforce:
    """People of one definition in one or several regions.

    as_of and source: text of the table, several joined by ";" when the regions' figures differ. after: at
    least one figure is of a time after the month, since none older is known.
    """

    people: int
    as_of: str
    source: str
    after: bool


class Denominators:
    """Looks up one definition of the workforce table (region, definition, as_of, value, source)."""

    def __init__(self, workforce: pd.DataFrame, definition: str) -> None:
        self._known: dict[str, list[tuple[AsOf, int, str]]] = {}
        rows = workforce[(workforce["definition"] == definition) & workforce["value"].notna()]
        columns = (rows[name] for name in ("region", "as_of", "value", "source"))
        for region, as_of, value, source in zip(*columns, strict=True):
            self._known.setdefault(region, []).append((AsOf(as_of), int(value), source))
        for figures in self._known.values():
            figures.sort(key=lambda figure: figure[0])

    def of(self, regions: Collection[str], month_end: date) -> Workforce | None:
        """The people of all `regions` by the latest figure that ends on or before `month_end`, else the earliest.

        None when a region has no figure at all, or when there is no region: a part is not the whole.
        """
        found = [self._of_one(region, month_end) for region in sorted(set(regions))]
        known = [one for one in found if one is not None]
        if not known or len(known) < len(found):
            return None
        return Workforce(
            sum(one.people for one in known),
            _joined([one.as_of for one in known]),
            _joined([one.source for one in known]),
            any(one.after for one in known),
        )

    def _of_one(self, region: str, month_end: date) -> Workforce | None:
        figures = self._known.get(region)
        if not figures:
            return None
        past = [figure for figure in figures if figure[0].end <= month_end]
        as_of, people, source = past[-1] if past else figures[0]
        return Workforce(people, as_of.text, source, not past)


def _joined(texts: Sequence[str]) -> str:
    return ";".join(sorted(set(texts)))
