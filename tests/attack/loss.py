"""What the guard keeps: of cells, of employers behind them and of rupiah; and how long a month takes.

Beside what is shown one by one stands what is told in a joint number: the hidden cells of a row together, where what is
left of the row is safe, or an ageing class in one of the two coarser ones; and beside that what is told with the place
around it, of whose parts none is told. The ceiling is the share of the cells whose own number is safe: no guard could show
more of them one by one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from statistics import median

import numpy as np

from data.disclosure import Limits
from data.queries import Reading
from data.vocabulary import COARSE_AGES
from tests.attack.judge import Judge, kind_of
from tests.attack.rest import together, told_around
from tests.attack.told import Form, Place, Told, ledger_indicators, mask

MOST_SECONDS, TIMES = 0.5, 5
_OBLIGED = Form(frozenset(("wajib",)))
_COARSE = [Form(frozenset(f"outstanding_{name}" for name in ages)) for ages in COARSE_AGES]


@dataclass
class Kept:
    """Of the numbers of one level that are not nothing: how many there are, and how much of them is told.

    employers: those that must take part in each cell; rupiah: of the numbers that are rupiah. seen_: shown one by one;
    told_: these, or in a joint number. around_: these, or with the place around it. safe: whose own number may be told.
    """

    numbers: int = 0
    seen_numbers: int = 0
    told_numbers: int = 0
    safe: int = 0
    employers: int = 0
    seen_employers: int = 0
    told_employers: int = 0
    rupiah: int = 0
    seen_rupiah: int = 0
    told_rupiah: int = 0
    around_numbers: int = 0
    around_employers: int = 0
    around_rupiah: int = 0

    def add(self, employers: int, rupiah: int, seen: bool, joint: bool, around: bool, safe: bool) -> None:
        """One number, of which so many employers are, with its rupiah."""
        self.safe += safe
        told, any_way = seen or joint, seen or joint or around
        for name, value in (("numbers", 1), ("employers", employers), ("rupiah", rupiah)):
            for part, counts in (("", True), ("seen_", seen), ("told_", told), ("around_", any_way)):
                setattr(self, part + name, getattr(self, part + name) + value * counts)

    def share(self, name: str) -> str:
        """A part as a share of what it is a part of."""
        whole = getattr(self, name.split("_")[-1] if "_" in name else "numbers")
        return f"{getattr(self, name) / whole:7.1%}" if whole else "      -"


def kept(told: Told, judge: Judge, limits: Limits) -> dict[str, Kept]:
    """How much of each level is told."""
    joint, around, levels = together(told, judge, limits), told_around(told), {}
    forms: dict[Place, list[Form]] = {}
    for place, form in {**dict.fromkeys(told.shown), **dict.fromkeys(told.hidden)}:
        forms.setdefault(place, []).append(form)
    for place, told_of in forms.items():
        safe = _safe(judge, place, told_of, limits)
        level = levels.setdefault(told.level[place], Kept())
        for form in told_of:
            if value := judge.sum_of(place, form):
                level.add(
                    judge.sum_of(place, _OBLIGED),
                    value if form.unit == "rupiah" else 0,
                    (place, form) in told.shown,
                    (place, form) in joint or _is_coarser_told(told, place, form),
                    (place, form) in around,
                    form in safe,
                )
    return dict(sorted(levels.items()))


def _safe(judge: Judge, place: Place, forms: list[Form], limits: Limits) -> set[Form]:
    """Which of these forms may be told of a place."""
    amounts = [form for form in forms if form.is_amount]
    found = {form for form in forms if not form.is_amount and not judge.why_not(place, form, limits)}
    if amounts:
        vectors = np.array([form.vector for form in amounts], dtype=float).T
        counts, shares = judge.behind(place, vectors, np.eye(len(amounts)))
        found |= {
            form
            for form, count, share in zip(amounts, counts, shares, strict=True)
            if not kind_of(int(count), float(share), limits)
        }
    return found


def _is_coarser_told(told: Told, place: Place, form: Form) -> bool:
    """Whether one of the two coarse ageing classes is shown that a class is in."""
    return any(form.plus < coarse.plus and (place, coarse) in told.shown for coarse in _COARSE)


def lines(levels: dict[str, Kept]) -> Iterator[str]:
    """A table of `kept`, in shares of all that there is."""
    yield (
        f"{'':20}{'numbers':>8}  one by one (of these at most, with joint ones, with the place around); "
        "employers behind; rupiah"
    )
    for name, one in levels.items():
        of = {field.name: one.share(field.name) for field in fields(one)}
        yield (
            f"{name:20}{one.numbers:8} {of['seen_numbers']} ({of['safe']},{of['told_numbers']},{of['around_numbers']}); "
            f"{of['seen_employers']} ({of['told_employers']},{of['around_employers']}); "
            f"{of['seen_rupiah']} ({of['told_rupiah']},{of['around_rupiah']})"
        )


def not_shown(told: Told, levels: tuple[str, ...] = ("all", "area")) -> Iterator[str]:
    """The forms that are hidden of a whole level that must lose none, and whether the ageing is told there."""
    for place, level in told.level.items():
        if level in levels:
            hidden = [str(form) for one, form in told.really_hidden if one == place]
            ages = "in two classes" if all((place, one) in told.shown for one in _COARSE) else "hidden"
            yield f"{level}, {len(place.regions)} regions: ageing {ages}; hidden: {', '.join(hidden) or 'nothing'}"


def guard_seconds(reading: Reading, month: str) -> float:
    """Seconds of a core that it takes to guard a month by all rules, from the cube in memory, when nothing is kept yet."""
    return median(_once(reading, month) for _ in range(TIMES))


def _once(reading: Reading, month: str) -> float:
    name, started = ("timed", time.monotonic()), time.process_time()
    for indicator in ledger_indicators():
        mask(reading, indicator, month, name)
    return time.process_time() - started
