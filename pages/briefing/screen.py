"""One screen of a briefing: what it says, what it shows, and where all of it is from. Wall, slide and paper read the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.briefing.promises import Promised
from pages.briefing.stage import Written
from pages.charts import Drawing
from pages.map import Detail, WallMap

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Trend:
    """A line of months; `title` says what it is of."""

    drawing: Drawing
    title: str


@dataclass(frozen=True)
class BarRow:
    """One bar: its name, its number as text ("" where it is not told, and `note` says why) and its share of the longest."""

    name: str
    number: str
    share: float
    note: str
    value: int | None


@dataclass(frozen=True)
class Bars:
    """Bars from zero; `unit` is what they count."""

    rows: tuple[BarRow, ...]
    title: str
    unit: str


Figure = WallMap | Trend | Bars | Promised | None


@dataclass(frozen=True)
class Screen:
    """What stands on a screen. Texts are in the language of the briefing.

    `mark` is what the data says of itself ("SIMULASI", "" for nothing); `source` and `date` stand at the foot with the
    `signs` that are read on the map. `about` is what a slide keeps in its notes: parts of the number, date, release,
    sources, address. `details` answer for single regions. `only`: the code of the region that is drawn alone.
    """

    written: Written
    figure: Figure
    mark: str
    source: str
    date: str
    signs: str = ""
    about: Pairs = ()
    details: tuple[Detail, ...] = ()
    only: str = ""
