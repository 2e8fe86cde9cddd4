"""The stage: how large a screen of a briefing is, where its parts stand, and whether what is to be said has room.

Sizes are those of a picture of 1080 lines; a smaller one is the same picture, smaller. What is written is measured with
the letters that the browser writes with, so that nothing is cut on the wall that was not refused at the desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geo.picture import Lettering, typeface
from pages.charts import face

TITLE, NUMBER, SENTENCE, ASK, LABEL, FOOT = 64, 220, 48, 37, 34, 30
"""Heights of letters in pixels of a stage of 1080 lines: message, number, sentence, what is asked, names, foot."""
_LINE = 1.22  # lines are so many letters apart
FOOT_ROOM, _GAP, _LEGEND_GAP = 84, 24, 40
SWATCH = 62  # pixels of a colour of the legend, and the gap behind it
_ASK_PAD = 44  # the frame of what is asked, with its heading's gap


@dataclass(frozen=True)
class Stage:
    """A screen of `width` by `height` pixels, with a column of `side` pixels for number, sentence and what is asked.

    On a narrow one what is asked stands below map and column (`asks_below`).
    """

    name: str
    width: int
    height: int
    margin: int
    side: int
    asks_below: bool

    @property
    def across(self) -> int:
        """The width inside the margins."""
        return self.width - 2 * self.margin

    @property
    def map_width(self) -> int:
        """The width that is left for the map."""
        return self.across - self.side - _GAP


WIDE = Stage("lebar", 1920, 1080, 48, 632, False)
NARROW = Stage("sempit", 1440, 1080, 40, 560, True)
STAGES = (WIDE, NARROW)


@dataclass(frozen=True)
class Written:
    """What is written on a screen: `said` are sentences, the most important first, and `asks` pairs of agency and what."""

    title: str
    number: str
    beside: str
    said: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    asks_heading: str


@dataclass(frozen=True)
class Fitted:
    """What a stage has room for: as many sentences as fit, the height that the map gets, and what the column has left.

    `over`: so many pixels are missing for what a person has written; 0 where all has room.
    """

    said: tuple[str, ...]
    map_height: int
    side_left: int
    over: int


@cache
def letters() -> Lettering:
    """The letters of a screen."""
    return typeface(face())


def lines_of(text: str, size: int, room: float, bold: bool = False) -> int:
    """How many lines a text takes in a column; a word that is wider than it counts as a line that has no room."""
    return len(letters().lines(text, size, room, 99, bold)) if text else 0


def widest_word(text: str, size: int, bold: bool = False) -> float:
    """The width of the widest word, which no line can be broken in."""
    return max((letters().width(word, size, bold) for word in text.split()), default=0.0)


def fitted(stage: Stage, written: Written) -> Fitted:
    """What of a screen has room on a stage."""
    title = lines_of(written.title, TITLE, stage.across, bold=True)
    below = asks_height(stage, written, stage.across) if stage.asks_below else 0
    room = stage.height - FOOT_ROOM - 36 - round(title * TITLE * _LINE) - _GAP - below
    beside = 0 if stage.asks_below else asks_height(stage, written, stage.side)
    left = room - beside - _number_height(stage, written)
    said: list[str] = []
    for sentence in written.said:
        height = lines_of(" ".join([*said, sentence]), SENTENCE, stage.side) * SENTENCE * _LINE
        if height > left:
            break
        said.append(sentence)
    used = lines_of(" ".join(said), SENTENCE, stage.side) * SENTENCE * _LINE
    over = max(
        0,
        round(-left),
        title * TITLE - 2 * TITLE,
        round(widest_word(written.title, TITLE, True) - stage.across),
    )
    return Fitted(tuple(said), round(room), round(left - used - _GAP), over)


def _number_height(stage: Stage, written: Written) -> float:
    """The number, and beside it what it counts: below it where the column has no room for both."""
    if not written.number:
        return 0.0
    width = letters().width(written.number, NUMBER, bold=True)
    left = stage.side - width - _GAP
    lines = lines_of(written.beside, SENTENCE, left) if left > 0 else 99
    fits = widest_word(written.beside, SENTENCE) <= left and lines <= 4
    under = 0.0 if fits else lines_of(written.beside, SENTENCE, stage.side) * SENTENCE * _LINE
    return NUMBER * 0.95 + under + _GAP


def asks_height(stage: Stage, written: Written, width: int) -> int:
    """How high what is asked is in a column of `width` pixels, with its frame and the gap above it."""
    if not written.asks:
        return 0
    lines = sum(lines_of(f"{agency}: {what}", ASK, width - _ASK_PAD) for agency, what in written.asks)
    return round((lines + 1) * ASK * _LINE + len(written.asks) * 8 + _ASK_PAD + _GAP)


def is_wide(number: str, beside: str, stage: Stage) -> bool:
    """Whether a number leaves no room beside it for what it counts."""
    left = stage.side - letters().width(number, NUMBER, bold=True) - _GAP
    return left <= 0 or widest_word(beside, SENTENCE) > left or lines_of(beside, SENTENCE, left) > 4


@dataclass(frozen=True)
class LegendLayout:
    """How wide and high a legend is as a block of lines, and as rows across the map; in pixels."""

    block: tuple[float, float]
    rows: tuple[float, float]


def legend_layout(lines: Sequence[str], across: float) -> LegendLayout:
    """The sizes of a legend of these lines."""
    widths = [SWATCH + letters().width(line, FOOT) for line in lines]
    rows, at = 1, 0.0
    for width in widths:
        if at and at + width > across:
            rows, at = rows + 1, 0.0
        at += width + _LEGEND_GAP
    return LegendLayout((max(widths, default=0.0) + 8, len(lines) * 44.0), (across, rows * 44.0))
