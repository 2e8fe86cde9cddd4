"""Which employers count behind which measure: the rules that say when a cell is too small to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from data.cube import (
    CASES,
    EMPLOYERS,
    INFORMAL,
    JAKON,
    LARGEST,
    MEASURES,
    OUTREACH,
    RECOVERED,
    UNJUDGED,
    UNKNOWN,
    WORKERS,
)
from data.vocabulary import AGES

OUTSTANDING = tuple(f"outstanding_{name}" for name in AGES)


class Limits(Protocol):
    """The thresholds in force, as `data.law.rules.at(month)` has them."""

    @property
    def min_employers(self) -> int:
        """Fewest employers behind a cell that is shown."""

    @property
    def dominance_ppm(self) -> int:
        """Most that one employer may have of a cell's rupiah, in parts per million."""

    @property
    def dominance_confirmed(self) -> bool:
        """Whether a source has that share, or it is this product's own choice."""


@dataclass(frozen=True)
class Disclosure:
    """How an indicator is guarded.

    contributors: the measure that counts the employers behind a cell. value: measures that, added, are the rupiah
    of the dominance rule; largest: the column of data.cube.LARGEST held against them, None for no such rule.
    A cell with rupiah (`value`) but no contributor counts as one with too few.
    """

    contributors: str
    value: tuple[str, ...] = ()
    largest: str | None = None

    def __post_init__(self) -> None:
        unknown = {self.contributors, *self.value} - set(MEASURES) | {self.largest} - {None, *LARGEST}
        if unknown or (self.largest and not self.value):
            raise ValueError(f"no such columns of the cube, or largest without value: {self}")


# A measure of employers or workers is guarded by the employers that must take part.
_COUNT = (Disclosure("wajib"),)
_DUE = (Disclosure("billed", ("due",), "largest_due"),)
_DEBT = Disclosure("in_arrears", OUTSTANDING, "largest_outstanding")
# The classes of arrears add up to the total, so that three and the total would give the fourth: together or not.
_DEBT_BY_AGE = (
    _DEBT,
    *(Disclosure(f"in_arrears_{name}", (f"outstanding_{name}",), "largest_outstanding") for name in AGES),
)
# A measure is guarded alike wherever it is shown: two indicators that hid different cells of the same numbers
# would give away each other's. What an indicator says of itself comes on top.
OWN: dict[str, tuple[Disclosure, ...]] = {
    **dict.fromkeys((*EMPLOYERS, *WORKERS, *UNJUDGED), _COUNT),
    **dict.fromkeys(("billed", "billed_on_time"), (Disclosure("billed"),)),
    **dict.fromkeys(("closed_in_arrears",), (Disclosure("closed_in_arrears"),)),
    **dict.fromkeys(("workers_exposed",), (Disclosure("in_arrears"),)),
    "wages": (Disclosure("terdaftar", ("wages",), "largest_wages"),),
    **dict.fromkeys(("due", "paid_on_time"), _DUE),
    # Paid for earlier months, perhaps by employers without a bill this month: how many those are is not kept.
    "paid_late": (Disclosure("billed", ("paid_late",)),),
    **dict.fromkeys(OUTSTANDING, _DEBT_BY_AGE),
    "closed_outstanding": (Disclosure("closed_in_arrears", ("closed_outstanding",)),),
    "penalty": (_DEBT,),
    # Some cases are of employers that have closed since, who need no longer take part (wajib).
    **dict.fromkeys(CASES, (Disclosure("wajib", tuple(name for name in CASES if name not in RECOVERED)),)),
    **dict.fromkeys(RECOVERED, (Disclosure("in_arrears", ("recovered",)),)),
    **dict.fromkeys(OUTREACH, (Disclosure("wajib", ("outreach_attended",)),)),
    # No employer stands behind these but people, so that people are counted.
    **dict.fromkeys(INFORMAL, (Disclosure("informal_active"),)),
    **dict.fromkeys(JAKON, (Disclosure("jakon_workers"),)),
}
# How many employers a measure leaves out is as much of a secret as the measure.
OWN |= {name: OWN[name.removesuffix("_unknown")] for name in UNKNOWN}


def rules(disclosure: Disclosure, measures: Iterable[str]) -> list[Disclosure]:
    """Every rule that guards an indicator which shows sums of `measures`: its own and those of the measures.

    All classes of arrears together are their total, which is guarded as a total.
    """
    shown = set(measures)
    whole = shown.issuperset(OUTSTANDING)
    asked = {disclosure: None}
    for measure in MEASURES:
        if measure in shown:
            own = (_DEBT,) if whole and measure in OUTSTANDING else OWN[measure]
            asked |= dict.fromkeys(own)
    return list(asked)
