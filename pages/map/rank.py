"""The rank table, linked both ways with the map.

A component of our own, because `st.dataframe` writes numbers in the browser's form (we need the
Indonesian one), draws them on a canvas that a screen reader cannot follow row by row, and loads
half a megabyte before the first paint (docs/decisions/0004-rank-table.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from data.access import instead
from data.disclosure import HIDDEN
from data.parsing import each_row, is_missing
from data.queries import Course, Together
from data.words import Words
from pages import templates
from pages.map import behind
from pages.map.painted import Mapped, undrawn_mark
from pages.templates import chance_said, movers_said

LIMIT = 60  # rows; the others are a press away
_ALL = "rank_all"  # in the session's state: whether a long list is shown in full
_table = templates.component("rank")


def rank(shown: Mapped, words: Words, on_pick: Callable[[str], None], known: Course | None = None) -> None:
    """The regions from the highest value down (kecamatan: the worst first), those without one last; a click calls `on_pick(code)`.

    Published figures of another year or definition stand below those that are compared, newest first and unnumbered.
    Where it is `known` how the regions stand to their targets, the furthest behind come first.
    """
    given = content(shown, words) if known is None else gap_content(shown, known, words)
    rows, more = first(given["rows"], st.session_state.get(_ALL, False), words)

    def picked() -> None:
        code = templates.reported("rank", "pick", [row[1] for row in rows])
        if code:
            on_pick(code)

    data = {**given, "rows": rows, "more": more}
    _table(data=data, key="rank", on_pick_change=picked, on_whole_change=_turn)


def _turn() -> None:
    st.session_state[_ALL] = not st.session_state.get(_ALL, False)


def first(rows: list[list[Any]], is_whole: bool, words: Words) -> tuple[list[list[Any]], str]:
    """The first rows of a long list, or the whole of it, and what the press that shows the other says ("" for a short list)."""
    if len(rows) <= LIMIT:
        return rows, ""
    if is_whole:
        return rows, words("Tampilkan {n} pertama", n=LIMIT)
    return rows[:LIMIT], words("Tampilkan semua ({n})", n=len(rows))


@lru_cache(maxsize=256)
def content(shown: Mapped, words: Words) -> dict[str, Any]:
    """What the browser's side of the table is given: texts only, already in the reader's form."""
    known = shown.known
    top = float(known["value"].max()) if len(known) else 0.0
    worst_first = shown.listed is not shown.ranked
    places = shown.listed["value"].rank(method="min", ascending=worst_first)  # equals share a place
    ranked = zip(places, each_row(shown.listed), strict=True)
    rows = [_row(str(int(place)), row, shown, top, words) for place, row in ranked]
    rows += [_row("", row, shown, top, words) for row in each_row(shown.unranked)]
    rows += _joint(shown, top, words)
    missing = shown.rows[shown.rows["value"].isna()].sort_values("name")
    rows += [
        ["", row.code, _name(row, shown), _nothing(row, shown, words), "", 0, _where(row, shown, words), 0]
        for row in each_row(missing)
    ]
    title = shown.indicator.title[words.language]
    caption = (
        words("Peringkat kecamatan: {indicator}") if shown.level else words("Peringkat wilayah: {indicator}")
    )
    return {
        "rows": rows,
        "caption": caption.format(indicator=title),
        "heads": [
            words("No."),
            words("Kecamatan") if shown.level else words("Wilayah"),
            words.unit(shown.said_in),
            words("Per"),
        ],
    }


def _name(row: Any, shown: Mapped) -> str:
    """What a row is called in the list, where the region of a kecamatan stands below its name."""
    return str(row.bare if shown.level else row.short)


def _where(row: Any, shown: Mapped, words: Words) -> str:
    """The region of a kecamatan where there are several, and that it is not drawn where it is not."""
    inside = row.inside if shown.in_several_regions else ""
    return ", ".join(part for part in (inside, undrawn_mark(row.code, words)) if part)


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
    """The rows of those that are told together alone, or of no known kecamatan: they open nothing."""
    rows = []
    if one := shown.joint:
        n = words.number(one.count)
        name = words("Lainnya ({n} kecamatan)", n=n) if shown.level else words("Lainnya ({n} wilayah)", n=n)
        rows.append(_of_several(name, words("jumlah bersama"), one, shown, top, words))
    if one := shown.unplaced:
        said = words("di {n} kabupaten/kota", n=words.number(one.count))
        rows.append(_of_several(words("Kecamatan belum diketahui"), said, one, shown, top, words))
    return rows


def _of_several(name: str, said: str, one: Together, shown: Mapped, top: float, words: Words) -> list[Any]:
    parts = _parts(one, words)
    beside = f"{said}: {parts}" if parts else said
    return ["", "", name, shown.written(one.value, words, ()), "", _length(one.value, top), beside, 0]


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
        _name(row, shown),
        shown.written(row.value, words, row.held) + ("*" if row.is_flagged else ""),
        words.date(row.as_of),
        _length(row.value, top),
        _beside(row, shown, words),
        int(row.faded),
    ]


def _beside(row: Any, shown: Mapped, words: Words) -> str:
    """What stands behind the value, and that its region is not drawn where it is not."""
    said = movement_of(row, shown, words) if shown.unit else _parts(row, words)
    return ", ".join(part for part in (_where(row, shown, words), said) if part)


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
