"""The rows of a screen of commitments on a slide: a line of totals, and a row of text boxes for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pages.briefing.promises import NUMBER_WIDE, SIGN_WIDE, STATE_WIDE, TOTALS_HIGH, Promised, row_height
from pages.briefing.slides.marks import Pen, Run, painted
from pages.briefing.stage import ASK, LABEL, SENTENCE, Stage
from pages.widgets import CommitmentRow

_RED, _SOFT, _RULE = "#b3261e", "#4b5563", "#9aa3af"
_GAP = 20


def promise_parts(figure: Promised, pen: Pen, stage: Stage, top: float, ink: str) -> Iterator[Any]:
    """All of it, from `top` on, as wide as the stage; red only for what is open after its day."""
    left, across = float(stage.margin), float(stage.across)
    runs = [
        run
        for total in figure.totals
        for run in (
            Run(f"{total.number} ", True, _RED if total.overdue else ink),
            Run(f"{total.sign} {total.said}      ", False, _RED if total.overdue else ink),
        )
    ]
    yield pen.text(
        pen.words("Jumlah"), (left, top + 20, across, TOTALS_HIGH - 20), [runs], SENTENCE, wraps=False
    )
    y = top + TOTALS_HIGH - 20
    for row in figure.rows:
        yield pen.frame(pen.words("Garis"), (left, y, across, 1.5), painted(_RULE))
        high = row_height(row, stage)
        yield from _row(row, pen, (left, y + 10, across, high - 12), ink)
        y += high


def _row(row: CommitmentRow, pen: Pen, box: tuple[float, float, float, float], ink: str) -> Iterator[Any]:
    left, top, across, high = box
    strong = _RED if row.overdue else ink
    state, number = left + across - STATE_WIDE, left + across - STATE_WIDE - _GAP - NUMBER_WIDE
    text = number - left - SIGN_WIDE - _GAP
    yield pen.text(
        row.said, (left, top, SIGN_WIDE, high), [[Run(row.sign, True, strong)]], SENTENCE, anchor="ctr"
    )
    own = [[Run(row.agency, True, ink)], [Run(row.what, False, ink)]]
    yield pen.text(row.agency, (left + SIGN_WIDE, top, text, high), own, ASK, anchor="ctr")
    if row.number:
        said = [[Run(row.number, True, strong)]]
        name = pen.words("Angka")
        yield pen.text(name, (number, top, NUMBER_WIDE, high), said, ASK, align="r", anchor="ctr")
    judged = [[Run(row.said, True, strong)], [Run(row.due, False, _SOFT)]]
    yield pen.text(
        pen.words("Keadaan"), (state, top, STATE_WIDE, high), judged, LABEL, align="r", anchor="ctr"
    )
