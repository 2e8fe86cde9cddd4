"""Which regions are behind their targets, by how much, and since when: the first sentence of a map that has targets.

What is counted stands in `data.indicators.shortfalls`; here it is said, and shown while the months before are read.
"""

from __future__ import annotations

from concurrent.futures import Future, wait

import streamlit as st

from data.disclosure import HIDDEN
from data.indicators import Shortfall, Since, counted_in
from data.queries import Course, Reading, course, stand_now
from data.words import Words
from pages.map.ledger_values import Question, regions_of
from pages.map.painted import Mapped

_GLANCE = 0.3  # seconds that nobody takes for waiting


def course_of(asked: Question, reading: Reading) -> Future[Course] | None:
    """How the regions of the area stand to their targets; None where nothing is held against one.

    The target of a region is that of all its employers at the end of a month: not of a part, not of a difference.
    """
    regions = regions_of(asked.area)
    if asked.compare or asked.filters or stand_now(reading, asked.about, asked.month, regions) is None:
        return None
    return course(reading, asked.about, asked.month, regions)


def known_by_now(asked: Question, reading: Reading, coming: Future[Course] | None) -> Course | None:
    """What is known of a course without waiting for it; since when may be missing. None where there is none."""
    if coming is None:
        return None
    wait([coming], _GLANCE)
    if coming.done():
        return coming.result()
    now = stand_now(reading, asked.about, asked.month, regions_of(asked.area))
    return Course(now) if now else None


def follow(coming: Future[Course] | None, known: Course | None, words: Words) -> None:
    """At the foot of a page that does not know a course in full: wait for it, and draw the page again."""
    if coming is None or (known is not None and known.months):
        return
    place = st.empty()
    while not coming.done():
        # Every message is a moment in which Streamlit lets go of a run that nobody waits for any more.
        place.caption(words("Sejak kapan: bulan-bulan sebelumnya sedang dibaca …"))
        wait([coming], _GLANCE)
    st.rerun()


def behind_said(asked: Question, shown: Mapped, told: Shortfall, words: Words) -> str:
    """How many regions of how many are behind their targets, what they lack together, and since when."""
    rows = shown.rows
    hidden = bool((rows["suppressed"] == HIDDEN).any())
    regions = _regions(told.judged, hidden, len(shown.known) > told.judged, words)
    high, year = _is_high(asked), asked.month[:4]
    if not told.behind:
        if high:
            return words("Tidak satu pun dari {regions} di bawah target {year}.", regions=regions, year=year)
        return words("Tidak satu pun dari {regions} di atas batas target {year}.", regions=regions, year=year)
    more = "; ".join(part for part in (lacking_said(asked, told, words), _since_said(told, words)) if part)
    counts = {"n": words.number(told.behind), "regions": regions, "year": year, "more": more}
    if high:
        return words("{n} dari {regions} di bawah target {year}: {more}.", **counts)
    return words("{n} dari {regions} di atas batas target {year}: {more}.", **counts)


def _is_high(asked: Question) -> bool:
    """Whether a region is behind below its target: high is good, or it is the people missing to such a target."""
    return asked.about.gap or asked.about.polarity == "high_good"


def _regions(judged: int, hidden: bool, untold: bool, words: Words) -> str:
    n = words.number(judged)
    if hidden and untold:
        return words("{n} wilayah yang ditampilkan dan punya target", n=n)
    if hidden:
        return words("{n} wilayah yang ditampilkan", n=n)
    return words("{n} wilayah yang punya target", n=n) if untold else words("{n} wilayah", n=n)


def lacking_said(asked: Question, told: Shortfall, words: Words) -> str:
    """What the regions that are behind lack together; "" where nothing can be counted."""
    unit, parts = counted_in(asked.about), []
    if told.short is not None and unit:
        short = words.quantity(told.short, unit)
        parts.append(
            words("kurang {short}", short=short)
            if _is_high(asked)
            else words("kelebihan {short}", short=short)
        )
    if told.unknown and unit:
        parts.append(
            words("{n} wilayah tidak terhitung karena targetnya beberapa", n=words.number(told.unknown))
        )
    return ", ".join(parts)


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
