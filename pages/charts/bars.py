"""Bars from zero with their names and numbers as a list: a screen reader reads it, and it prints as it is.

Every such list is made here, so that the same funnel has the same rounding on the map and on an office's page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.access import instead
from data.disclosure import HIDDEN
from data.words import Words
from pages.charts.chart import Chart, Counts
from pages.charts.picture import Area, Mark, Picture, Rule, Text
from pages.templates import render

# Each step of the funnel: the indicator of its employers, its name, the indicator of their workers.
FUNNEL_STEPS = (
    ("employers_obliged", "wajib", "workers_obliged"),
    ("employers_enrolled", "terdaftar", "workers_enrolled"),
    ("employers_complete", "lengkap", "workers_complete"),
    ("employers_compliant", "patuh", "workers_compliant"),
)
# In the still picture: its width, where bars begin and end, how high a row and a bar are, and where rows begin.
_WIDTH, _LEFT, _RIGHT, _ROW, _BAR, _TOP = 1200, 260, 820, 26, 16, 26
_COLOUR = "#4a6fa5"


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its number as text, its share of the longest (0 to 1), and a note under it.

    Where the number is None, the note stands in its place, or without one that it is hidden.
    """

    name: str
    value: str | None
    share: float = 0.0
    note: str | None = None


def bars(
    rows: Sequence[Bar],
    title: str,
    unit: str,
    words: Words,
    total: tuple[str, str] | None = None,
    counts: Counts = (),
    heading: bool = True,
    below: str = "",
    target: float | None = None,
) -> Chart:
    """The bars from top to bottom, and under them the name and number of their `total`; the axis begins at zero.

    `unit` says what the numbers count. The title is a `heading` where nothing else on the page says it; `below` is said
    under the bars. `target` is where the target of all of them lies, as a share of the longest (0 to 1): a line there.
    """
    hidden = instead(HIDDEN, words)
    if target is not None:
        unit = words("{unit}; garis: target", unit=unit)
    html = render(
        "charts_bars",
        bars=rows,
        title=title,
        unit=unit,
        heading=heading,
        total=total,
        counts=counts,
        hidden=hidden,
        below=below,
        target=target,
    )
    cells = [[bar.name, _said(bar, hidden), "" if bar.value is None else bar.note or ""] for bar in rows]
    heads = [title, unit, words("Keterangan")]
    return Chart(title, unit, (_picture(rows, title, unit, hidden, target),), heads, cells, html=html)


def _said(bar: Bar, hidden: str) -> str:
    return bar.value if bar.value is not None else bar.note or hidden


def funnel(
    count: Callable[[str], int | None],
    instead: Callable[[str], str],
    words: Words,
    marks: Callable[[dict[str, str]], Counts] = lambda texts: (),
) -> Chart | None:
    """wajib, terdaftar, lengkap, patuh, with the workers known behind each step.

    `count` gives an indicator's value, None where it is hidden or not known, and `instead` what is said then. None when
    the first step is not known: there is nothing that the others are a part of. `marks` says of numbers, by indicator,
    what they count.
    """
    top = count(FUNNEL_STEPS[0][0])
    if not top:
        return None
    rows, texts = [], dict[str, str]()
    for employers, name, workers in FUNNEL_STEPS:
        number = count(employers)
        texts[employers] = "" if number is None else words.number(number)
        if number is None:
            rows.append(Bar(words(name), None, note=instead(employers)))
        else:
            rows.append(_step(words(name), top, number, count(workers), words))
    counted = words(
        "Pekerja: yang terdaftar pada tanggal itu, atau yang dihitung saat pemberi kerjanya didata bila itu lebih banyak."
    )
    title = words("Corong kepatuhan: pemberi kerja dan pekerja di tiap langkah")
    unit = words("pemberi kerja")
    return bars(rows, title, unit, words, counts=marks(texts), heading=False, below=counted)


def _step(name: str, top: int, employers: int, workers: int | None, words: Words) -> Bar:
    note = words.percent(100 * employers / top, 1)
    if workers is not None:
        note += " · " + words("{n} pekerja", n=words.number(workers))
    return Bar(name, words.number(employers), employers / top, note)


def _picture(rows: Sequence[Bar], title: str, unit: str, hidden: str, target: float | None) -> Picture:
    marks: list[Mark] = [Text(_LEFT, 12, unit, "unit")]
    for at, bar in enumerate(rows):
        y = _TOP + at * _ROW
        marks.append(Text(0, y + 14, bar.name))
        if bar.value is not None:
            marks.append(Area(_LEFT, y, max((_RIGHT - _LEFT) * bar.share, 2), _BAR, _COLOUR))
        if bar.value is not None and target is not None:
            at_target = _LEFT + (_RIGHT - _LEFT) * target
            marks.append(Rule(at_target, y - 3, at_target, y + _BAR + 3, "whole"))
        marks.append(Text(_RIGHT + 130, y + 14, _said(bar, hidden), "bold", "end"))
        if bar.value is not None and bar.note:
            marks.append(Text(_RIGHT + 144, y + 14, bar.note, "soft"))
    label = f"{title}: " + "; ".join(f"{bar.name} {_said(bar, hidden)}" for bar in rows)
    return Picture("bars", _WIDTH, _TOP + len(rows) * _ROW + 6, label, tuple(marks))
