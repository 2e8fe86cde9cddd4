"""Classes around zero: how far a value is from its target, or how much it has changed; round limits on either side.

The limits come from a ladder of round numbers and not from the values themselves, so that they stay where they are while
values move from month to month: only when the values outgrow a rung are other limits taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import product

from geo.classes.classes import ABOVE, BELOW, GAP, Classes, spread
from geo.classes.limits import step, written

CHANGE = "perubahan"
Rung = tuple[float, float, float]
# Brown short of a target, teal where it is met, the darker the further; on a light and on a dark ground. They stay apart
# for eyes that do not tell red from green; in grey the two beside the target do not, where a sign tells them apart.
_SHORT, _MET = ("#cc7a33", "#e9b878", "#f8e6cb"), ("#d3e8e4", "#8cc5bc")
_IN_DARK = dict(zip((*_SHORT, *_MET), ("#a8581b", "#7c4b20", "#56412b", "#2b504d", "#2f766f"), strict=True))
_BELOW_TARGET, _ABOVE_TARGET = "{size} di bawah", "{size} di atas"
_FALLEN, _RISEN = "turun {size}", "naik {size}"
# Near and far limit on the side that is short, and the one limit on the other.
_RUNGS: tuple[Rung, ...] = ((5.0, 10.0, 3.0), (2.0, 5.0, 1.0), (1.0, 2.0, 1.0))
_BEYOND = 5  # one of so many lies beyond the far limit


def as_written(value: float, unit: str) -> float:
    """A difference as it is written, on the side of zero on which it is: what is not zero is never written as zero."""
    if not value or math.isnan(value):
        return value
    least = float(step(value, unit))
    return math.copysign(max(abs(written(value, unit)), least), value)


def gaps(usual: Iterable[float], unit: str, polarity: str) -> Classes:
    """Five classes of how far values are from their targets: what is short of it is below zero, what meets it is not.

    `usual` are such gaps in the `unit` of the difference, that the limits suit. With polarity "low_good" a value is
    short of its target by lying above it, and the gap has the other sign than their difference.
    """
    known = [gap for gap in usual if not math.isnan(gap)]
    short = [-gap for gap in known if gap < 0]
    near, far, above = _rung(short or [gap for gap in known if gap > 0], unit)
    sides = (_BELOW_TARGET, _ABOVE_TARGET)
    return Classes(
        (-far, -near, 0.0, above, math.inf),
        (*_SHORT, *_MET),
        -math.inf,
        GAP,
        sides=sides[::-1] if polarity == "low_good" else sides,
    )


def differences(values: Sequence[float], unit: str, polarity: str = "neutral") -> Classes:
    """Six classes of how much each value has changed, in `unit`: falls below zero, rises above; better in purple.

    With polarity "low_good" a fall is the better, and the colours change sides. NaN is missing.
    """
    sizes = [abs(value) for value in values if value and not math.isnan(value)]
    near, far, _ = _rung(sizes, unit)
    below, above = spread(BELOW, 3, dark_end=0), spread(ABOVE, 3)
    if polarity == "low_good":
        below, above = above[::-1], below[::-1]
    if all(map(math.isnan, values)):
        return Classes((), (), math.nan, CHANGE)
    limits = (-far, -near, 0.0, near, far, math.inf)
    return Classes(limits, below + above, -math.inf, CHANGE, sides=(_FALLEN, _RISEN))


def on_ground(colours: Iterable[str], theme: str) -> tuple[str, ...]:
    """The colours of classes on the ground of a theme: those around a target are darker on a dark one."""
    return tuple(_IN_DARK.get(colour, colour) if theme == "dark" else colour for colour in colours)


def _rung(sizes: Sequence[float], unit: str) -> Rung:
    """The largest rung beyond whose far limit one in five of the sizes lies; the first of the ladder without any."""
    if not sizes:
        return _RUNGS[0]
    beyond = sorted(sizes, reverse=True)[-(-len(sizes) // _BEYOND) - 1]
    least = step(beyond, unit).adjusted()
    top = max(math.floor(math.log10(beyond)), least) if beyond > 0 else least
    for power, rung in product(range(top, least - 1, -1), _RUNGS):
        if (limits := _at_power(rung, power, unit))[1] <= beyond:
            return limits
    return _at_power(_RUNGS[-1], least, unit)


def _at_power(rung: Rung, power: int, unit: str) -> Rung:
    """A rung times a power of ten, in numbers that are written in full and are more than nothing."""
    near, far, above = (max(written(part * 10.0**power, unit), float(step(0, unit))) for part in rung)
    return near, far, above
