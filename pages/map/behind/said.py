"""Which regions are behind their targets, by how much, and since when: the first sentence of a map that has targets.

What is counted stands in `data.indicators.shortfalls`; here it is said.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.disclosure import HIDDEN
from data.indicators import Shortfall, counted_in
from data.words import Words
from pages.map.ledger_values import Question
from pages.map.painted import Mapped
from pages.templates import brings_said, is_high, lacks_said, since_written


def behind_said(
    asked: Question,
    shown: Mapped,
    told: Shortfall,
    words: Words,
    brings: Mapping[str, int] | None = None,
    waiting: bool = True,
) -> str:
    """How many regions of how many are behind their targets, what they lack together, and since when.

    `brings`: by region what those who are missing would bring in a month (`data.queries.Course`). `waiting`: since when is
    being read; else nothing is said of what has not been.
    """
    rows = shown.rows
    hidden = bool((rows["suppressed"] == HIDDEN).any())
    regions = _regions(told.judged, hidden, len(shown.known) > told.judged, words)
    high, year = is_high(asked.about), asked.month[:4]
    if not told.behind:
        if high:
            return words("Tidak satu pun dari {regions} di bawah target {year}.", regions=regions, year=year)
        return words("Tidak satu pun dari {regions} di atas batas target {year}.", regions=regions, year=year)
    more = "; ".join(
        part
        for part in (_lacking_said(asked, told, brings or {}, words), _since_said(told, words, waiting))
        if part
    )
    counts = {"n": words.number(told.behind), "regions": regions, "year": year, "more": more}
    if high:
        return words("{n} dari {regions} di bawah target {year}: {more}.", **counts)
    return words("{n} dari {regions} di atas batas target {year}: {more}.", **counts)


def _regions(judged: int, hidden: bool, untold: bool, words: Words) -> str:
    n = words.number(judged)
    if hidden and untold:
        return words("{n} wilayah yang ditampilkan dan punya target", n=n)
    if hidden:
        return words("{n} wilayah yang ditampilkan", n=n)
    return words("{n} wilayah yang punya target", n=n) if untold else words("{n} wilayah", n=n)


def _lacking_said(asked: Question, told: Shortfall, brings: Mapping[str, int], words: Words) -> str:
    """What the regions that are behind lack together; "" where nothing can be counted."""
    regions = told.behind - told.unknown
    parts = [
        lacks_said(asked.about, told.short, words),
        brings_said(sum(brings.values()), len(brings), regions, words),
    ]
    if told.unknown and counted_in(asked.about):
        n = words.number(told.unknown)
        parts.append(words("{n} wilayah tidak terhitung karena targetnya beberapa", n=n))
    return ", ".join(part for part in parts if part)


def _since_said(told: Shortfall, words: Words, waiting: bool) -> str:
    if told.told is None:
        return words("sejak kapan sedang dibaca") if waiting else ""
    month = since_written(told.told, words)
    if told.since == told.behind:
        return (
            words("sejak {month}", month=month)
            if told.behind == 1
            else words("semuanya sejak {month}", month=month)
        )
    if told.since == 1:
        return words("yang terlama sejak {month}", month=month)
    return words("{n} di antaranya sejak {month}", n=words.number(told.since), month=month)
