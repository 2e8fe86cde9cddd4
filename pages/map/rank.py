"""The rank table, linked both ways with the map.

A component of our own, because `st.dataframe` writes numbers in the browser's form (we need the
Indonesian one), draws them on a canvas that a screen reader cannot follow row by row, and loads
half a megabyte before the first paint (docs/decisions/0004-rank-table.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from data.access import instead
from data.disclosure import HIDDEN
from data.parsing import each_row, is_missing
from data.queries import Course
from data.words import Words
from pages import templates
from pages.map import behind
from pages.map.painted import Mapped, undrawn_mark
from pages.templates import chance_said, movers_said
from pages.view import View

LIMIT = 60  # rows; more are chosen on the map
_table = templates.component("rank")


def rank(
    view: View, shown: Mapped, words: Words, on_pick: Callable[[str], None], known: Course | None = None
) -> None:
    """The regions from the highest value down, those without a value last; a click calls `on_pick(code)`.

    Published figures of another year or definition stand below those that are compared, newest first and unnumbered.
    Where it is `known` how the regions stand to their targets, the furthest behind come first.
    """
    given = content(shown, words) if known is None else gap_content(shown, known, words)

    def picked() -> None:
        code = templates.reported("rank", "pick", [row[1] for row in given["rows"]])
        if code:
            on_pick(code)

    _table(data=given, key="rank", on_pick_change=picked)


@lru_cache(maxsize=256)
def content(shown: Mapped, words: Words) -> dict[str, Any]:
    """What the browser's side of the table is given: texts only, already in the reader's form."""
    known = shown.known
    top = float(known["value"].max()) if len(known) else 0.0
    places = shown.ranked["value"].rank(method="min", ascending=False)  # equals share a place
    ranked = zip(places, each_row(shown.ranked), strict=True)
    rows = [_row(str(int(place)), row, shown, top, words) for place, row in ranked]
    rows += [_row("", row, shown, top, words) for row in each_row(shown.unranked)]
    rows += _joint(shown, top, words)
    missing = shown.rows[shown.rows["value"].isna()].sort_values("name")
    rows += [
        ["", row.code, row.short, _nothing(row, shown, words), "", 0, undrawn_mark(row.code, words), 0]
        for row in each_row(missing)
    ]
    return {
        "rows": rows[:LIMIT],
        "more": words("{n} wilayah lagi: pilih di peta", n=len(rows) - LIMIT) if len(rows) > LIMIT else "",
        "caption": words("Peringkat wilayah: {indicator}", indicator=shown.indicator.title[words.language]),
        "heads": [words("No."), words("Wilayah"), words.unit(shown.said_in), words("Per")],
    }


@lru_cache(maxsize=256)
def gap_content(shown: Mapped, known: Course, words: Words) -> dict[str, Any]:
    """The same rows, each followed by how it stands to its target; the furthest behind first, the others in groups."""
    given = content(shown, words)
    by_code = {row[1]: row for row in given["rows"]}
    gaps = behind.gaps_listed(shown, known, words)
    listed = [(code, gap) for code, gap in gaps.items() if code in by_code]
    rows = [
        [str(place), *by_code[code][1:5], gap.bar, *by_code[code][6:], *behind.as_cells(gap)]
        for place, (code, gap) in enumerate(listed, 1)
    ]
    joint = [by_code[""]] if "" in by_code else []
    return {**given, "rows": [*rows, *joint], "gaps": behind.around(shown, known, words)}


def _joint(shown: Mapped, top: float, words: Words) -> list[list[Any]]:
    """The row of those that are not told one by one, which opens nothing; none where they are not told together."""
    if shown.joint is None:
        return []
    value, parts = shown.joint.value, _parts(shown.joint, words)
    name = words("Lainnya ({n} wilayah)", n=words.number(shown.joint.count))
    together = words("jumlah bersama") + (f": {parts}" if parts else "")
    return [["", "", name, shown.written(value, words, ()), "", _length(value, top), together, 0]]


def _length(value: float, top: float) -> int:
    """The length of a bar in per cent of the longest."""
    return min(max(round(100 * value / top), 0), 100) if top > 0 else 0


def _nothing(row: Any, shown: Mapped, words: Words) -> str:
    """Why there is no value: nothing is known, or too little, or it is told with others alone."""
    suppressed = getattr(row, "suppressed", "")
    if suppressed == HIDDEN and shown.joint is not None:
        return words("di “Lainnya”")
    return instead(suppressed, words) if suppressed else words("tidak ada data")


def _row(place: str, row: Any, shown: Mapped, top: float, words: Words) -> list[Any]:
    """What rank.js draws a row from: its place, code, name, value, date, bar in per cent, parts, whether it fades."""
    return [
        place,
        row.code,
        row.short,
        shown.written(row.value, words, row.held) + ("*" if row.is_flagged else ""),
        words.date(row.as_of),
        _length(row.value, top),
        _beside(row, shown, words),
        int(row.faded),
    ]


def _beside(row: Any, shown: Mapped, words: Words) -> str:
    """What stands behind the value, and that its region is not drawn where it is not."""
    said = movement_of(row, shown, words) if shown.unit else _parts(row, words)
    return ", ".join(part for part in (said, undrawn_mark(row.code, words)) if part)


def movement_of(row: Any, shown: Mapped, words: Words) -> str:
    """Who moved behind a region's difference, and whether it exceeds chance among all that are shown."""
    if row.movement is None:
        return ""
    movers = movers_said(shown.indicator, row.movement, row.months, words)
    return "; ".join(part for part in (movers, chance_said(row.movement, row.exceeds, words)) if part)


def _parts(row: Any, words: Words) -> str:
    """Numerator / denominator, as far as the source gives them."""
    if is_missing(row.numerator):
        return ""
    below = "…" if is_missing(row.denominator) else words.number(row.denominator)
    return f"{words.number(row.numerator)} / {below}"
