"""Waiting for what came before: since when a region is behind its target, which the public is told after a while."""

from __future__ import annotations

from concurrent.futures import Future, wait

import streamlit as st

from data.queries import Course, Reading, course, is_at_hand, stand_now
from data.words import Words
from pages.map.ledger_values import Question, regions_of

_GLANCE = 0.3  # seconds that nobody takes for waiting


def course_of(asked: Question, reading: Reading) -> Future[Course] | None:
    """How the regions of the area stand to their targets; None where nothing is held against one.

    The target of a region is that of all its employers at the end of a month: not of a part such as a kecamatan, not of
    a difference.
    """
    regions = regions_of(asked.area)
    if _is_part(asked) or stand_now(reading, asked.about, asked.month, regions) is None:
        return None
    return course(reading, asked.about, asked.month, regions)


def _is_part(asked: Question) -> bool:
    return bool(asked.compare or asked.filters or asked.level)


def known_by_now(asked: Question, reading: Reading) -> Course | None:
    """What is known of a course without waiting for it; since when may be missing. None where there is none.

    Nothing is begun here that takes long: it would be in the way of the map that is to be drawn first.
    """
    if is_at_hand(reading, asked.month) and (coming := course_of(asked, reading)):
        wait([coming], _GLANCE)
        if coming.done():
            return coming.result()
    return None if _is_part(asked) else stand_now(reading, asked.about, asked.month, regions_of(asked.area))


def follow(asked: Question, reading: Reading, known: Course | None, words: Words) -> None:
    """At the foot of a page that does not know a course in full: wait for it, and draw the page again."""
    coming = course_of(asked, reading) if known and not known.months else None
    if coming is None:
        return
    place = st.empty()
    while not coming.done():
        # Every message is a moment in which Streamlit lets go of a run that nobody waits for any more.
        place.caption(words("Sejak kapan: bulan-bulan sebelumnya sedang dibaca …"))
        wait([coming], _GLANCE)
    st.rerun()
