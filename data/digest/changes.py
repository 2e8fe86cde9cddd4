"""What changed beyond chance: of all that a digest looks at together, so that of all it names none is by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.digest.scope import Pair, Row, Scope
from data.indicators import definitions, exceed_chance
from data.parsing import is_missing

# The indicators of which it is known what chance does, in the order in which they are told.
TESTED = (
    "compliance",
    "registration",
    "ledger_pwbd_employers",
    "pds_workers_employers",
    "pds_wage_employers",
    "pds_programme_employers",
    "ledger_arrears_employers",
    "ledger_arrears_rp",
    "exposed_workers",
    "cases_open",
    "cases_past_deadline",
)
# Those that are looked at in each region too, where there are several.
REGIONAL = (
    "compliance",
    "ledger_pwbd_employers",
    "ledger_arrears_employers",
    "ledger_arrears_rp",
    "cases_past_deadline",
)


@dataclass(frozen=True)
class Value:
    """A value with what it is made of; the two parts are None where it is a sum."""

    value: float
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Change:
    """An indicator that moved by more than chance, of a region (a code) or, where that is "", of the whole place.

    `p`: the probability that chance moves as much (at most), which held out among all that were looked at together.
    """

    indicator: str
    region: str
    now: Value
    before: Value
    p: float

    @property
    def size(self) -> float:
        """How far the value moved, in its unit; a percentage in points."""
        return self.now.value - self.before.value

    @property
    def is_better(self) -> bool | None:
        """Whether it is for the better; None where neither way is."""
        good = {"high_good": 1, "low_good": -1}.get(definitions()[self.indicator].polarity)
        return None if good is None else good * self.size > 0


def changes_of(scope: Scope) -> tuple[tuple[Change, ...], int, int]:
    """The changes beyond chance since the month before, the place itself first; how many differences were tested, and
    how many of those that are known could not be."""
    if not scope.before or not scope.is_served:
        return (), 0, 0
    looked_at = [*_of_the_place(scope), *_of_its_regions(scope)]
    exceed = exceed_chance([moved.p for _, _, (_, _, moved) in looked_at])
    found = [_change(*one) for one, beyond in zip(looked_at, exceed, strict=True) if beyond]
    tested = sum(moved.p is not None for _, _, (_, _, moved) in looked_at)
    return tuple(sorted(found, key=_order)), tested, len(looked_at) - tested


_LookedAt = tuple[str, str, Pair]


def _of_the_place(scope: Scope) -> Sequence[_LookedAt]:
    pairs = ((name, scope.moved(name)) for name in TESTED)
    return [(name, "", pair) for name, pair in pairs if pair is not None]


def _of_its_regions(scope: Scope) -> Sequence[_LookedAt]:
    return [(name, code, pair) for name in REGIONAL for code, pair in scope.regions_moved(name).items()]


def _order(change: Change) -> tuple[bool, int, float]:
    return bool(change.region), TESTED.index(change.indicator), -abs(change.size)


def _change(name: str, region: str, pair: Pair) -> Change:
    now, before, moved = pair
    return Change(name, region, _value(now), _value(before), float(moved.p or 0))


def _value(row: Row) -> Value:
    return Value(float(row.value), _whole(row.numerator), _whole(row.denominator))


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)
