"""One bar of all parts: the share of each inside it, and below it what each is called, its rupiah, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.words import Words
from pages.charts.amounts import UNIT, digits_of, full, millions, rounded_parts
from pages.charts.chart import Chart, Counts
from pages.charts.picture import Area, Mark, Picture, Text, width_of
from pages.templates import render, share_text

# A part that is narrower has no room for its share, which then stands below alone.
_ROOM = 0.05
_WIDTH, _BAR, _TOP = 1200, 28, 24


@dataclass(frozen=True)
class Part:
    """A part of a bar: its name, its rupiah, its colour, and what is said beside the rupiah ("" for nothing)."""

    name: str
    amount: float
    colour: str
    beside: str = ""


@dataclass(frozen=True)
class _Shown:
    part: Part
    share: float
    percent: str
    text: str
    spoken: str

    @property
    def fits(self) -> bool:
        return self.share >= _ROOM


def stacked_bar(
    parts: Sequence[Part], title: str, words: Words, counts: Counts = (), aside: str = ""
) -> Chart:
    """The bar with its parts in millions of rupiah, which add up to their sum; it goes from zero to all of it.

    `aside` stands beside the title, before the unit. `counts` as in `bridge`; the parts are written as `part_amounts`
    has them.
    """
    shown = _shown(parts, words)
    html = render("charts_stacked", title=title, unit=words(UNIT), aside=aside, parts=shown, counts=counts)
    rows = [[one.part.name, one.text, one.percent, one.part.beside] for one in shown]
    heads = [title, words(UNIT), words("Bagian"), words("Pemberi kerja")]
    return Chart(title, words(UNIT), (_picture(shown, title, words),), heads, rows, html=html)


def part_amounts(amounts: Sequence[float], words: Words) -> list[str]:
    """How a bar of these amounts says each of them, with its unit."""
    digits = digits_of([sum(amounts)])
    return [full(millions(part, digits, words), words) for part in rounded_parts(amounts, digits)]


def _shown(parts: Sequence[Part], words: Words) -> list[_Shown]:
    amounts = [part.amount for part in parts]
    whole, digits = sum(amounts) or 1, digits_of([sum(amounts)])
    texts = [millions(part, digits, words) for part in rounded_parts(amounts, digits)]
    return [
        _Shown(part, part.amount / whole, share_text(part.amount / whole, words), text, full(text, words))
        for part, text in zip(parts, texts, strict=True)
    ]


def _picture(shown: Sequence[_Shown], title: str, words: Words) -> Picture:
    marks: list[Mark] = [Text(_WIDTH, 12, words(UNIT), "unit", "end")]
    left, free = 0.0, 0.0
    for one in shown:
        marks.append(Area(left, _TOP, _WIDTH * one.share, _BAR, one.part.colour, "area framed"))
        if one.fits:
            marks.append(Text(left + 8, _TOP + 19, one.percent, "inside"))
        said = " · ".join(filter(None, [one.text, one.part.beside, "" if one.fits else one.percent]))
        x = max(left, free)
        marks.append(Area(x, _TOP + 36, 11, 11, one.part.colour, "area framed"))
        marks += [Text(x + 18, _TOP + 46, one.part.name), Text(x + 18, _TOP + 64, said, "bold")]
        left, free = left + _WIDTH * one.share, x + max(width_of(one.part.name), width_of(said)) + 34
    label = f"{title}: " + "; ".join(f"{one.part.name} {one.spoken}" for one in shown)
    return Picture("stacked", _WIDTH, _TOP + 74, label, tuple(marks))
