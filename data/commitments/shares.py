"""How many commitments of each agency were kept, of those that are due: counts, and a share only where one is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.commitments.judging import KEPT, LATE, MISSED, NOT_JUDGED, ON_THE_WAY, WITHDRAWN, Verdict


@dataclass(frozen=True)
class KeptShare:
    """The verdicts on an agency, counted. The share is `kept` of `due`; None of both while nothing is due."""

    agency: str
    kept: int
    late: int
    missed: int
    on_the_way: int
    not_judged: int
    withdrawn: int

    @property
    def due(self) -> int:
        """Those that are due and judged: kept, late and missed."""
        return self.kept + self.late + self.missed

    @property
    def share(self) -> tuple[int, int] | None:
        """Numerator and denominator of the share that was kept; None while nothing is due."""
        return (self.kept, self.due) if self.due else None


def kept_share(verdicts: Iterable[Verdict]) -> list[KeptShare]:
    """Each agency's verdicts counted, by name; an agency is the same in capitals or not, and has its first spelling."""
    names: dict[str, str] = {}
    states: dict[str, list[str]] = {}
    for verdict in verdicts:
        key = verdict.commitment.agency.casefold()
        names.setdefault(key, verdict.commitment.agency)
        states.setdefault(key, []).append(verdict.state)
    in_order = (KEPT, LATE, MISSED, ON_THE_WAY, NOT_JUDGED, WITHDRAWN)
    return [
        KeptShare(names[key], *(states[key].count(state) for state in in_order)) for key in sorted(states)
    ]
