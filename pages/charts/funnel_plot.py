"""The funnel plot: shares against the size that they are of, with the limits between which chance alone may put them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from data.indicators import ACTION, WARNING, Funnel
from data.words import Words
from pages.charts.chart import Chart
from pages.charts.picture import Anchor, Mark, Picture, Rule, Run, Spot, Text
from pages.charts.scale import round_steps, window_said

_WIDTH, _HEIGHT = 640, 346
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 22, 60
_STEPS = 48  # points of a curve
_TURNED = 0.72  # the share of the width from which a name stands to the left of its dot


@dataclass(frozen=True)
class Place:
    """A place: its name, its share of how many (in per cent), and its colour; `named` in the plot, `on` is looked at."""

    name: str
    part: int
    size: int
    value: float
    colour: str
    named: bool = False
    on: bool = False


def funnel_plot(places: Sequence[Place], limits: Funnel, size: str, title: str, words: Words) -> Chart:
    """Size on a logarithmic axis, called `size`, share upward, a dot for each place; the limits are lines around the whole."""
    frame = _Frame.around(places, limits)
    marks = (
        *_axes(frame, words("{what} (skala logaritmis)", what=size), words),
        Rule(_LEFT, frame.y(100 * limits.whole), _WIDTH - _RIGHT, frame.y(100 * limits.whole), "whole"),
        *_curves(limits, frame),
        *(mark for place in places for mark in _place(place, frame, words)),
    )
    rows = [
        [place.name, words.percent(place.value), words.number(place.part), words.number(place.size)]
        for place in sorted(places, key=lambda place: -place.value)
    ]
    heads = [words("Wilayah"), "%", words("Pembilang"), words("Penyebut")]
    picture = Picture("funnel", _WIDTH, _HEIGHT, title, marks)
    return Chart(
        title, words.unit("percent"), (picture,), heads, rows, window_said(frame.low, "percent", words)
    )


@dataclass(frozen=True)
class _Frame:
    """What the axes reach: sizes from `small` to `large`, per cent from `low` to `high`."""

    small: float
    large: float
    low: float
    high: float

    @classmethod
    def around(cls, places: Sequence[Place], limits: Funnel) -> _Frame:
        sizes, values = [float(place.size) for place in places], [place.value for place in places]
        edge = [100 * share for share in limits.limits(min(sizes), ACTION)]
        low, high = min(*values, edge[0]), max(*values, edge[1])
        room = max((high - low) * 0.08, 0.5)
        return cls(min(sizes) * 0.8, max(sizes) * 1.25, max(low - room, 0.0), min(high + room, 100.0))

    def x(self, size: float) -> float:
        share = (log(size) - log(self.small)) / (log(self.large) - log(self.small))
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share

    def y(self, value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - (value - self.low) / (self.high - self.low))

    def sizes(self) -> list[float]:
        """The points of a curve, evenly spread on the axis."""
        step = (log(self.large) - log(self.small)) / _STEPS
        return [exp(log(self.small) + step * k) for k in range(_STEPS + 1)]


def _axes(frame: _Frame, size: str, words: Words) -> Iterator[Mark]:
    foot = _HEIGHT - _BOTTOM
    yield Rule(_LEFT, foot, _WIDTH - _RIGHT, foot, "axis")
    for value in round_steps(frame.low, frame.high, 8):
        yield Rule(_LEFT, frame.y(value), _WIDTH - _RIGHT, frame.y(value), "grid")
        yield Text(_LEFT - 6, frame.y(value) + 4, words.bare(value, "percent"), "step", "end")
    for decade in _decades(frame.small, frame.large):
        yield Text(frame.x(decade), foot + 16, words.number(decade), "step", "middle")
    yield Text(0, 12, words.unit("percent"), "unit")
    yield Text(_WIDTH - _RIGHT, _HEIGHT - 26, size, "unit", "end")
    if said := window_said(frame.low, "percent", words):
        yield Text(_LEFT, _HEIGHT - 6, said, "window")


def _curves(limits: Funnel, frame: _Frame) -> Iterator[Mark]:
    """The lower and the upper limit of 95 % and of 99.8 %, cut off where the axes end."""
    for z, name in ((WARNING, "warning"), (ACTION, "action")):
        reach = [(frame.x(size), limits.limits(size, z)) for size in frame.sizes()]
        for side in (0, 1):
            heights = [frame.y(100 * shares[side]) for _, shares in reach]
            kept = [min(max(height, _TOP), _HEIGHT - _BOTTOM) for height in heights]
            yield Run([(x, height) for (x, _), height in zip(reach, kept, strict=True)], f"limit-{name}")


def _decades(small: float, large: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between the two."""
    round_sizes = [float(base * 10**power) for power in range(8) for base in (1, 2, 5)]
    return [size for size in round_sizes if small <= size <= large]


def _place(place: Place, frame: _Frame, words: Words) -> Iterator[Mark]:
    """The dot of a place, and its name and share where it is named."""
    x, y = frame.x(float(place.size)), frame.y(place.value)
    said = f"{place.name}: {words.percent(place.value)} ({words.number(place.part)} / {words.number(place.size)})"
    yield Spot(x, y, 8 if place.on else 6, "dot on" if place.on else "dot", place.colour, said)
    if place.named or place.on:
        left = x > _WIDTH * _TURNED
        anchor: Anchor = "end" if left else "start"
        yield Text(x + (-9 if left else 9), y + 4, f"{place.name} {words.percent(place.value)}", "", anchor)
