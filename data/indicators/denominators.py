"""The people who work in a region, as they were known at the end of a month: figures of BPS, never of a branch.

A revised figure changes every coverage that stands on it, so each coverage says which figure that is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.parsing import AsOf


@dataclass(frozen=True)
class Workforce:
    """The people of one definition (employed, say) in one or several regions.

    as_of and source: as in the table, several joined by ";" where the regions' figures differ. after: at
    least one figure is of a time after the month, since none older is known.
    """

    people: int
    as_of: str
    source: str
    after: bool


class Denominators:
    """Looks up the people of one definition in the workforce table (region, definition, as_of, value, source)."""

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
        of_each = [self._of_region(region, month_end) for region in sorted(set(regions))]
        known = [workforce for workforce in of_each if workforce is not None]
        if not known or len(known) < len(of_each):
            return None
        return Workforce(
            sum(workforce.people for workforce in known),
            _joined([workforce.as_of for workforce in known]),
            _joined([workforce.source for workforce in known]),
            any(workforce.after for workforce in known),
        )

    def _of_region(self, region: str, month_end: date) -> Workforce | None:
        figures = self._known.get(region)
        if not figures:
            return None
        past = [figure for figure in figures if figure[0].end <= month_end]
        as_of, people, source = past[-1] if past else figures[0]
        return Workforce(people, as_of.text, source, not past)


def _joined(texts: Sequence[str]) -> str:
    return ";".join(sorted(set(texts)))
