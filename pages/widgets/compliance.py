"""Compliance against its targets in words, the same on the first tile of an office and on the page that it opens."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from data.indicators import Measured, Target, of_unit
from data.words import Words
from pages.widgets.sources import limits


@dataclass(frozen=True)
class ComplianceSaid:
    """Value and parts as they are written, `missing` employers that do not comply, `short` for each target how many of
    them it takes to reach it, the `targets` themselves and as numbers (`limits`), and what a bar of them says.

    `lacks` says the first of `short` where the target is named already, as in a heading; "" where there are several.

    `texts` says of the numbers what they count (`pages.session.counts_of`).
    """

    value: str
    parts: str
    missing: str
    short: tuple[str, ...]
    lacks: str
    targets: tuple[str, ...]
    limits: tuple[float, ...]
    bar: str
    texts: dict[str, str]


def compliance_said(now: Measured, words: Words) -> ComplianceSaid:
    """What is said of a compliance that has a value and both of its parts."""
    above, below = int(now.numerator or 0), int(now.denominator or 0)
    held = of_unit(now.held, now.unit)
    value = words.percent(float(now.value or 0), beside=limits(held, now.unit))
    targets = tuple(words.percent(target.value) for target in held)
    texts = {
        "compliance": value,
        "compliance:above": words.number(above),
        "compliance:below": words.number(below),
    }
    return ComplianceSaid(
        value,
        # held together: nothing wraps in the middle of a number
        words("{parts} patuh", parts=f"{words.number(above)}\u00a0/\u00a0{words.number(below)}"),
        words.number(below - above),
        tuple(_short(above, below, target, words) for target in held),
        _lacks(above, below, held[0], words) if len(held) == 1 else "",
        targets,
        tuple(target.value for target in held),
        words("{value} patuh, target {targets}", value=value, targets=" / ".join(targets)) if held else value,
        texts,
    )


def _needed(above: int, below: int, target: Target) -> int:
    """How many more have to comply to reach a target, a part of one rounded up."""
    return max(ceil(Fraction(str(target.value)) * below / 100) - above, 0)


def _lacks(above: int, below: int, target: Target, words: Words) -> str:
    needed = _needed(above, below, target)
    return (
        words("kurang {short}", short=words.quantity(needed, "employers"))
        if needed
        else words("target tercapai")
    )


def _short(above: int, below: int, target: Target, words: Words) -> str:
    needed = _needed(above, below, target)
    value = words.percent(target.value)
    if not needed:
        return words("target {target} tercapai", target=value)
    return words("kurang {n} pemberi kerja dari target {target}", n=words.number(needed), target=value)
