"""The screens that a briefing opens on: what was promised, and whether it was kept; as many rows a screen as have room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.commitments import KEPT, LATE, MISSED, ON_THE_WAY
from data.queries import Reading
from data.words import Words
from pages import widgets
from pages.briefing.stage import ASK, LABEL, NARROW, SENTENCE, TITLE, Stage, lines_of
from pages.widgets import CommitmentRow

TOTALS_HIGH = 128
"""Pixels of the line of totals."""
SIGN_WIDE, NUMBER_WIDE, STATE_WIDE = 76, 380, 330
"""Pixels of the columns beside the text of a row."""
_LINE, _PAD = 1.22, 26


@dataclass(frozen=True)
class Total:
    """How many have a state: the number, the sign and the word for it; `overdue` alone is red."""

    number: str
    sign: str
    said: str
    overdue: bool


@dataclass(frozen=True)
class Promised:
    """The rows of one screen, and the totals of all of them."""

    rows: tuple[CommitmentRow, ...]
    totals: tuple[Total, ...]


def promised(
    reading: Reading, data: str, regions: Collection[str] | None, page: int, words: Words
) -> tuple[str, Promised]:
    """The message and the rows of screen number `page` (from 1 on). Raises OSError."""
    verdicts = widgets.commitments_of(reading, data, regions)
    rows = widgets.commitment_rows(verdicts, words)
    pages = _packed(rows)
    counts = Counter(verdict.state for verdict in verdicts)
    names = {KEPT: "ditepati", LATE: "terlambat", MISSED: "lewat", ON_THE_WAY: "berjalan"}
    totals = tuple(
        Total(words.number(counts[state]), widgets.COMMITMENT_SIGNS[state], words(said), state == MISSED)
        for state, said in names.items()
        if counts[state]
    )
    shown = pages[min(page, len(pages)) - 1] if pages else ()
    return _message(counts, words), Promised(tuple(shown), totals)


def screens_needed(reading: Reading, data: str, regions: Collection[str] | None, words: Words) -> int:
    """How many screens the commitments take; 0 where there are none. Raises OSError."""
    return len(_packed(widgets.commitment_rows(widgets.commitments_of(reading, data, regions), words)))


def _message(counts: Counter[str], words: Words) -> str:
    due = counts[KEPT] + counts[LATE] + counts[MISSED]
    if not due:
        return words("{n} komitmen berjalan", n=words.number(sum(counts.values())))
    return words(
        "Dari {n} komitmen, {kept} ditepati tepat waktu", n=words.number(due), kept=words.number(counts[KEPT])
    )


def _packed(rows: Sequence[CommitmentRow]) -> list[list[CommitmentRow]]:
    """The rows by screen: as many as have room on the stage that has the least."""
    room = NARROW.height - 84 - 36 - 2 * TITLE * _LINE - TOTALS_HIGH
    pages: list[list[CommitmentRow]] = []
    left = 0.0
    for row in rows:
        height = row_height(row, NARROW)
        if not pages or height > left:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= height
    return pages


def row_height(row: CommitmentRow, stage: Stage) -> float:
    """How high a row is on a stage."""
    text = stage.across - SIGN_WIDE - NUMBER_WIDE - STATE_WIDE - 60
    own = (lines_of(row.agency, ASK, text, bold=True) + lines_of(row.what, ASK, text)) * ASK
    number = lines_of(row.number, ASK, NUMBER_WIDE, bold=True) * ASK
    state = (
        lines_of(row.said, ASK, STATE_WIDE, bold=True) * ASK + lines_of(row.due, LABEL, STATE_WIDE) * LABEL
    )
    return max(own, number, state, SENTENCE) * _LINE + _PAD
