"""A bridge: what stood at the beginning, what was added and taken off, each bar from where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.words import Words
from pages.charts.amounts import UNIT, digits_of, full, millions, rounded_parts
from pages.charts.chart import Chart, Counts
from pages.charts.picture import Anchor, Area, Mark, Picture, Rule, Text
from pages.templates import render

STANDING, MORE, LESS = "#7b8794", "#cc7a33", "#8cc5bc"
# In the still picture: how wide it is, where bars begin and end, how high a row and a bar are, and where rows begin.
_WIDTH, _LEFT, _RIGHT, _ROW, _BAR, _TOP = 1200, 330, 1090, 25, 18, 26
# A bar that is shorter has no room for what is said of it; what is beside it needs so much of the width.
_INSIDE, _BESIDE = 0.3, 0.36


@dataclass(frozen=True)
class Step:
    """A row of a bridge: its name, the rupiah that it adds (or, below zero, takes off), and what is said beside its bar.

    What is `standing` begins at zero: what there was, and what there is.
    """

    name: str
    amount: float
    beside: str = ""
    standing: bool = False


@dataclass(frozen=True)
class _Row:
    """A step as it is drawn: shares of the width, the number as it is written, and on which side of the bar its words are.

    `level` is where the next bar takes over, None below the last.
    """

    step: Step
    text: str
    spoken: str
    start: float
    share: float
    level: float | None
    side: str

    @property
    def colour(self) -> str:
        if self.step.standing:
            return STANDING
        return MORE if self.step.amount >= 0 else LESS


def bridge(steps: Sequence[Step], title: str, words: Words, counts: Counts = (), aside: str = "") -> Chart:
    """The rows with bars, connectors and numbers at the right edge, in millions of rupiah; the axis begins at zero.

    The first and the last of the steps stand; the others lead from the one to the other, and their numbers add up.
    `counts` says of the numbers what they count, as `spoken_amount` writes them.
    """
    rows = _rows(steps, words)
    html = render(
        "charts_bridge",
        title=title,
        unit=words(UNIT),
        aside=aside,
        rows=rows,
        counts=counts,
        head=words("Langkah"),
    )
    cells = [[row.step.name, row.text, row.step.beside] for row in rows]
    heads = [words("Langkah"), words(UNIT), words("Pemberi kerja")]
    return Chart(title, words(UNIT), (_picture(rows, title, words),), heads, cells, html=html)


def spoken_amount(amount: float, amounts: Sequence[float], words: Words) -> str:
    """How a chart of `amounts` says one of them that stands by itself, with its unit."""
    digits = digits_of(amounts)
    return full(millions(rounded_parts([amount], digits)[0], digits, words), words)


def _rows(steps: Sequence[Step], words: Words) -> list[_Row]:
    ends = _ends(steps)
    digits = digits_of([step.amount for step in steps if step.standing])
    longest = max(*(max(pair) for pair in ends), 1)
    moved = rounded_parts([step.amount for step in steps[:-1]], digits)
    shown = [*moved, rounded_parts([steps[-1].amount], digits)[0]]
    rows = []
    for at, (step, number, (start, end)) in enumerate(zip(steps, shown, ends, strict=True)):
        low, share = min(start, end) / longest, abs(end - start) / longest
        level = None if at == len(steps) - 1 else end / longest
        text = _signed(number, step, digits, words)
        rows.append(_Row(step, text, full(text, words), low, share, level, _side(low, share)))
    return rows


def _ends(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Where each bar begins and ends, in rupiah."""
    ends, level = [], 0.0
    for step in steps:
        start = 0.0 if step.standing else level
        level = start + step.amount
        ends.append((start, level))
    return ends


def _signed(number: float, step: Step, digits: int, words: Words) -> str:
    """A number of a step with its sign; of what stands, and of nothing, without."""
    text = millions(abs(number), digits, words)
    return text if step.standing or not number else f"{'−' if step.amount < 0 else '+'}{text}"


def _side(start: float, share: float) -> str:
    """Where there is room for words: after the bar, before it, or in it."""
    after, before = 1 - start - share, start
    if max(after, before) < _BESIDE and share >= _INSIDE:
        return "in"
    return "after" if after >= _BESIDE or after >= before else "before"


def _picture(rows: Sequence[_Row], title: str, words: Words) -> Picture:
    marks: list[Mark] = [Text(_WIDTH, 12, words(UNIT), "unit", "end")]
    for at, row in enumerate(rows):
        marks += _row_marks(row, _TOP + at * _ROW)
    label = f"{title}: {rows[0].step.name} {rows[0].spoken}, {rows[-1].step.name} {rows[-1].spoken}"
    return Picture("bridge", _WIDTH, _TOP + len(rows) * _ROW + 6, label, tuple(marks))


def _row_marks(row: _Row, y: float) -> list[Mark]:
    """Name, bar, connector, words and number of a row whose upper edge is at `y`."""
    width, line = _RIGHT - _LEFT, y + 14
    left, right = _LEFT + width * row.start, _LEFT + width * (row.start + row.share)
    bold = "bold" if row.step.standing else ""
    marks: list[Mark] = [
        Text(0, line, row.step.name, bold),
        Area(left, y, max(right - left, 2), _BAR, row.colour),
    ]
    if row.level is not None:
        x = _LEFT + width * row.level
        marks.append(Rule(x, y, x, y + _ROW, "joint"))
    if row.step.beside:
        x = left - 8 if row.side == "before" else (right if row.side == "after" else left) + 8
        anchor: Anchor = "end" if row.side == "before" else "start"
        marks.append(Text(x, line, row.step.beside, "inside" if row.side == "in" else "soft", anchor))
    return [*marks, Text(_WIDTH, line, row.text, "bold", "end")]
