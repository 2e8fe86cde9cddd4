"""One month of one ledger attacked: what the public is told, and what follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data import law
from data.queries import Reading
from tests.attack.bounds import Known, known_of
from tests.attack.ledgers import random_ledger
from tests.attack.rest import rests
from tests.attack.small import Finding, Judge, too_small, untrue
from tests.attack.system import System, systems
from tests.attack.told import Told, told
from tests.attack.truth import Truth, truths


@dataclass(frozen=True)
class Attacked:
    """What was found in a month. `wrong`: numbers that are not what the rows add up to, and contradictions."""

    told: Told
    judge: Judge
    small: list[Finding]
    known: list[Known]
    wrong: list[str]

    @property
    def counts(self) -> Counter[str]:
        """How many were found of each kind."""
        parts = {0: "rest", 1: "alone", 2: "pair", 3: "triple"}
        counts = Counter(f"{parts[one.parts]}, {one.kind}: {one.made_of}" for one in self.small)
        counts.update(f"hidden, known {one.kind}: {one.form}" for one in self.known if one.truth)
        counts.update(f"wrong: {line}" for line in self.wrong)
        return counts

    @property
    def nothing_known(self) -> int:
        """How many hidden counts are known to be nothing: stated, since nobody stands behind them."""
        return sum(not one.truth for one in self.known)


def attacked(reading: Reading, month: str, truth: Truth, by_mask: bool | None = None) -> Attacked:
    """Everything that can be found in a month; `by_mask` as `told` has it, None where that is possible."""
    limits, judge = law.at(month), Judge(truth)
    answers = told(reading, month, reading.release.simulated if by_mask is None else by_mask)
    wrong = [f"{form} is not the sum of its rows" for _, form in untrue(answers, judge)]
    known: list[Known] = []
    for system in systems(answers, judge, limits.min_employers):
        if problem := _contradiction(system):
            wrong.append(problem)
        else:
            known += known_of(system)
    small = [*too_small(answers, judge, limits), *rests(answers, judge, limits)]
    return Attacked(answers, judge, small, known, wrong)


def _contradiction(system: System) -> str:
    """What is wrong with a system that the truth does not solve: then no bound of it would count."""
    sums = system.sums @ system.truth
    if (system.truth < 0).any():
        return f"{system.states.name}: a state has fewer than nobody"
    if ((sums < system.low - 0.5) | (sums > system.high + 0.5)).any():
        return f"{system.states.name}: the truth contradicts what is told"
    return ""


def newest(reading: Reading) -> tuple[Reading, str, Truth]:
    """A reading with its newest month and the truth of it."""
    month = reading.months[-1]
    return reading, month, truths(reading.release, reading.facts, [month])[month]


def of_random(seed: int, employers: int) -> Counter[str]:
    """What is found in the newest month of one random ledger."""
    with TemporaryDirectory() as folder:
        return attacked(*newest(random_ledger(Path(folder), seed, employers))).counts
