"""Bars with their names and numbers as a list: a screen reader reads it, and it prints as it is.

Every such list is made here, so that the same funnel has the same rounding on the map and on an office's page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from data.access import instead
from data.disclosure import HIDDEN
from data.words import Words
from pages.templates.rendering import render, together

# What numbers count, each with its text (`pages.session.counts`).
Counts = Sequence[tuple[str, str]]
# Each step of the funnel: the indicator of its employers, its name, the indicator of their workers.
_FUNNEL = (
    ("employers_obliged", "wajib", "workers_obliged"),
    ("employers_enrolled", "terdaftar", "workers_enrolled"),
    ("employers_complete", "lengkap", "workers_complete"),
    ("employers_compliant", "patuh", "workers_compliant"),
)


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its number as text, a note under it, and its share of the longest (0 to 1).

    Where the number is None, the note stands in its place, or without one that it is hidden.

    `start`, a share too, is where a bar of a bridge begins; such a bar has a `colour` of its own.
    """

    name: str
    value: str | None
    share: float = 0.0
    note: str | None = None
    start: float | None = None
    colour: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a bar: its name, its number as text, its share of the whole (0 to 1) and its colour."""

    name: str
    value: str
    share: float
    colour: str


# A part that is narrower has no room for its share, which then stands below alone.
_ROOM = 0.17
# Names stand below the beginning of their parts where each is at least so wide.
_WIDE = 0.18


def share_text(share: float, words: Words) -> str:
    """A share (0 to 1) of something that is told, in per cent; one too small for a decimal is only said to be so."""
    percent = 100 * share
    return f"<\u00a0{words.percent(0.1)}" if 0 < percent < 0.05 else words.percent(percent, 1)


def parted_bar(parts: Sequence[Part], total: tuple[str, str], words: Words, counts: Counts = ()) -> Markup:
    """One bar of all parts with their shares inside, and below it each part's name and number, then the `total`'s."""
    shares = [share_text(part.share, words) for part in parts]
    return render(
        "parted",
        parts=[(part, share, part.share >= _ROOM) for part, share in zip(parts, shares, strict=True)],
        aligned=all(part.share >= _WIDE for part in parts),
        total=total,
        counts=counts,
    )


def bar_list(
    bars: Sequence[Bar],
    words: Words,
    label: str = "",
    total: tuple[str, str] | None = None,
    counts: Counts = (),
) -> Markup:
    """The bars from top to bottom, and under them the name and number of their `total`."""
    stepped = any(bar.start is not None for bar in bars)
    return render(
        "bars",
        bars=bars,
        stepped=stepped,
        label=label,
        total=total,
        counts=counts,
        hidden=instead(HIDDEN, words),
    )


def funnel(
    count: Callable[[str], int | None],
    instead: Callable[[str], str],
    words: Words,
    marks: Callable[[dict[str, str]], Counts] = lambda texts: (),
) -> Markup:
    """wajib, terdaftar, lengkap, patuh, with the workers known behind each step.

    `count` gives an indicator's value, None where it is hidden or not known, and `instead` what is said then. "" when the first step is not known:
    there is nothing that the others are a part of. `marks` says of numbers, by indicator, what they count.
    """
    top = count(_FUNNEL[0][0])
    if not top:
        return Markup("")
    bars, texts = [], dict[str, str]()
    for employers, name, workers in _FUNNEL:
        number = count(employers)
        texts[employers] = "" if number is None else words.number(number)
        if number is None:
            bars.append(Bar(words(name), None, note=instead(employers)))
        else:
            bars.append(_step(words(name), top, number, count(workers), words))
    counted = words(
        "Pekerja: yang terdaftar pada tanggal itu, atau yang dihitung saat pemberi kerjanya didata bila itu lebih banyak."
    )
    label = words("Corong kepatuhan: pemberi kerja dan pekerja di tiap langkah")
    return together(bar_list(bars, words, label, counts=marks(texts)), render("note", text=counted))


def _step(name: str, top: int, employers: int, workers: int | None, words: Words) -> Bar:
    note = words.percent(100 * employers / top, 1)
    if workers is not None:
        note += " · " + words("{n} pekerja", n=words.number(workers))
    return Bar(name, words.number(employers), employers / top, note)
