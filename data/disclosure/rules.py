"""Which employers count behind which measure: the rules that say when a cell is too small to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from data.cube import (
    BACKING,
    CASES,
    CONTRIBUTORS,
    EMPLOYERS,
    INFORMAL,
    JAKON,
    LARGEST,
    LARGEST_OF,
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
        """Most that one contributor may have of a cell's workers or rupiah, in parts per million."""

    @property
    def dominance_confirmed(self) -> bool:
        """Whether a source has that share, or it is this product's own choice."""


@dataclass(frozen=True)
class Disclosure:
    """How an indicator is guarded.

    contributors: the measure that counts who stands behind a cell. value: measures that, added, are the workers or
    rupiah of the dominance rule; largest: the column of data.cube.LARGEST held against them, None for no such rule.
    A cell with some of that (`value`) but no contributor counts as one with too few: of a release of an earlier version
    it is not known who stands behind most sums, so that these are not shown.
    """

    contributors: str
    value: tuple[str, ...] = ()
    largest: str | None = None

    def __post_init__(self) -> None:
        unknown = {self.contributors, *self.value} - set(MEASURES) | {self.largest} - {None, *LARGEST}
        if unknown or (self.largest and not self.value):
            raise ValueError(f"no such columns of the cube, or largest without value: {self}")


def _magnitude(name: str) -> Disclosure:
    """A sum of workers or rupiah by whoever stands behind exactly that: how many have any, and the most that one has."""
    return Disclosure(CONTRIBUTORS[name], (name,), LARGEST_OF[name])


# A measure of employers or workers is guarded by the employers that must take part: that none of three has anybody
# says something of all three.
_COUNT = Disclosure("wajib")
_BILLED, _OWING = Disclosure("billed"), Disclosure("in_arrears")
_DEBT = Disclosure("in_arrears", OUTSTANDING, "largest_outstanding")
# The classes of arrears add up to the total, so that three and the total would give the fourth: together or not.
_DEBT_BY_AGE = (_DEBT, *map(_magnitude, OUTSTANDING))
# A measure is guarded alike wherever it is shown: two indicators that hid different cells of the same numbers
# would give away each other's. What an indicator says of itself comes on top.
OWN: dict[str, tuple[Disclosure, ...]] = {
    **dict.fromkeys((*EMPLOYERS, *UNJUDGED), (_COUNT,)),
    **dict.fromkeys(("billed", "billed_on_time"), (_BILLED,)),
    **dict.fromkeys(("closed_in_arrears",), (Disclosure("closed_in_arrears"),)),
    **{name: (_COUNT, _magnitude(name)) for name in (*WORKERS, "wages")},
    "workers_exposed": (_OWING, _magnitude("workers_exposed")),
    "due": (_magnitude("due"),),
    "paid_on_time": (_magnitude("due"), _magnitude("paid_on_time")),
    # Paid for earlier months, perhaps by employers without a bill this month.
    "paid_late": (_BILLED, _magnitude("paid_late")),
    **dict.fromkeys(OUTSTANDING, _DEBT_BY_AGE),
    "closed_outstanding": (_magnitude("closed_outstanding"),),
    # A share of the debt by its age, which would tell a debt that is hidden nearly as well.
    "penalty": (_DEBT, _magnitude("penalty")),
    # Some cases are of employers that have closed since, who need no longer take part (wajib).
    **dict.fromkeys(CASES, (Disclosure("wajib", tuple(name for name in CASES if name not in RECOVERED)),)),
    # Two of these give the third: together or not.
    **dict.fromkeys(RECOVERED, (_OWING, *map(_magnitude, RECOVERED))),
    **dict.fromkeys(OUTREACH, (Disclosure("wajib", ("outreach_attended",)),)),
    # No employer stands behind these but people, so that people are counted, each of them one.
    **{name: (Disclosure(name),) for name in INFORMAL},
    "informal_targeted_unknown": (Disclosure("informal_active"),),
    # Nor behind these: a project is whose workers they are.
    **dict.fromkeys(JAKON, (Disclosure("jakon_projects"), _magnitude("jakon_workers"))),
}
# How many stand behind a sum is as much of a secret as the sum.
OWN |= {count: OWN[name] for name, count in CONTRIBUTORS.items() if count in BACKING}
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
