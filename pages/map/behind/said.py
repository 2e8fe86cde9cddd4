"""Which regions are behind their targets, by how much, and since when: the first sentence of a map that has targets.

What is counted stands in `data.indicators.shortfalls`; here it is said.
"""

from __future__ import annotations

from data.disclosure import HIDDEN
from data.indicators import Indicator, Shortfall, Since, counted_in
from data.words import Words
from pages.map.ledger_values import Question
from pages.map.painted import Mapped


def behind_said(asked: Question, shown: Mapped, told: Shortfall, words: Words) -> str:
    """How many regions of how many are behind their targets, what they lack together, and since when."""
    rows = shown.rows
    hidden = bool((rows["suppressed"] == HIDDEN).any())
    regions = _regions(told.judged, hidden, len(shown.known) > told.judged, words)
    high, year = is_high(asked.about), asked.month[:4]
    if not told.behind:
        if high:
            return words("Tidak satu pun dari {regions} di bawah target {year}.", regions=regions, year=year)
        return words("Tidak satu pun dari {regions} di atas batas target {year}.", regions=regions, year=year)
    more = "; ".join(part for part in (_lacking_said(asked, told, words), _since_said(told, words)) if part)
    counts = {"n": words.number(told.behind), "regions": regions, "year": year, "more": more}
    if high:
        return words("{n} dari {regions} di bawah target {year}: {more}.", **counts)
    return words("{n} dari {regions} di atas batas target {year}: {more}.", **counts)


def is_high(about: Indicator) -> bool:
    """Whether a region is behind below its target: high is good, or it is the people missing to such a target."""
    return about.gap or about.polarity == "high_good"


def _regions(judged: int, hidden: bool, untold: bool, words: Words) -> str:
    n = words.number(judged)
    if hidden and untold:
        return words("{n} wilayah yang ditampilkan dan punya target", n=n)
    if hidden:
        return words("{n} wilayah yang ditampilkan", n=n)
    return words("{n} wilayah yang punya target", n=n) if untold else words("{n} wilayah", n=n)


def _lacking_said(asked: Question, told: Shortfall, words: Words) -> str:
    """What the regions that are behind lack together; "" where nothing can be counted."""
    parts = [lacks_said(asked.about, told.short, words)]
    if told.unknown and counted_in(asked.about):
        n = words.number(told.unknown)
        parts.append(words("{n} wilayah tidak terhitung karena targetnya beberapa", n=n))
    return ", ".join(part for part in parts if part)


def lacks_said(about: Indicator, short: int | None, words: Words) -> str:
    """How much is missing to a target, or above it where low is good; "" where that is not told."""
    if short is None or not counted_in(about):
        return ""
    said = words.quantity(short, counted_in(about))
    return words("kurang {short}", short=said) if is_high(about) else words("kelebihan {short}", short=said)


def _since_said(told: Shortfall, words: Words) -> str:
    if told.told is None:
        return words("sejak kapan sedang dibaca")
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


def since_written(since: Since, words: Words) -> str:
    """The first month of a run below the target, or that it may have begun before."""
    month = words.date(since.month)
    return words("{month} atau lebih awal", month=month) if since.or_earlier else month
