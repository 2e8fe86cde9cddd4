"""Differences in a column: each has its sign and what chance says of it, and all of the column share one chance."""

from __future__ import annotations

from data.indicators import Movement, definitions
from data.words import Words
from pages.templates import differences_said

ABOUT, WORDS = definitions()["compliance"], Words("id")


def said(*changes_and_ps):
    moved = [None if one is None else Movement(one[0], None, one[1], exact=True) for one in changes_and_ps]
    return differences_said(ABOUT, moved, WORDS)


def test_each_difference_of_a_column_says_what_chance_says_of_it():
    assert said((1.5, 0.001), (-0.5, 0.6), (0.0, 1.0), (2.0, None), None) == [
        ("+1,5\u00a0poin", "melebihi kebetulan"),
        ("−0,5\u00a0poin", "dalam batas kebetulan"),
        ("±0", "tetap"),
        ("+2\u00a0poin", "tidak diuji terhadap kebetulan"),
        ("–", ""),
    ]


def test_those_who_are_told_together_share_one_chance():
    assert said((1.0, 0.04))[0][1] == "melebihi kebetulan"
    assert {text for _, text in said((1.0, 0.04), (1.0, 0.04), (-1.0, 0.5))} == {"dalam batas kebetulan"}
