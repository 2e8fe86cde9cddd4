"""One month of one ledger attacked: what the public is told, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from data import law
from data.disclosure import Limits
from data.queries import Reading
from tests.attack.bounds import Known, known_of
from tests.attack.judge import Judge
from tests.attack.ledgers import random_ledger
from tests.attack.programs import Unsolved
from tests.attack.report import Found
from tests.attack.rest import rests
from tests.attack.small import Finding, too_small, untrue
from tests.attack.system import systems
from tests.attack.told import Told, told
from tests.attack.truth import Truth, truths

# What a number is made of that may not be told, by how many shown numbers of its place it takes.
_PARTS = {0: "rest", 1: "alone", 2: "pair", 3: "triple"}


@dataclass(frozen=True)
class Attacked:
    """What was found in a month. `wrong`: numbers that are not what the rows add up to, and contradictions."""

    told: Told
    judge: Judge
    limits: Limits
    small: list[Finding]
    known: list[Known]
    wrong: list[str]

    @cached_property
    def found(self) -> Found:
        """How many were found of each kind, with their level and what they are made of."""
        known = list(self._known())
        return Found(
            Counter(
                (one.kind, _PARTS[one.parts], one.level, one.made_of, str(one.place)) for one in self.small
            ),
            Counter((*name, str(one.place)) for one, name, why in known if why),
            Counter(name for _, name, why in known if not why),
            Counter((line,) for line in self.wrong),
        )

    def _known(self) -> Iterator[tuple[Known, tuple[str, ...], str]]:
        """Each hidden number that is known, in words too, and why it may not be told itself."""
        for one in self.known:
            why = self.judge.why_not(one.place, one.form, self.limits)
            level = self.told.level[one.place]
            yield one, (one.kind, why or "guards another", f"by {one.by}", level, f"[{one.form}]"), why


def attacked(reading: Reading, month: str, truth: Truth, by_mask: bool | None = None) -> Attacked:
    """Everything that can be found in a month; `by_mask` as `told` has it, None where that is possible."""
    limits, judge = law.at(month), Judge(truth)
    answers = told(reading, month, reading.release.simulated if by_mask is None else by_mask)
    wrong = [f"{form} is not the sum of its rows" for _, form in untrue(answers, judge)]
    known: list[Known] = []
    for system in systems(answers, judge, limits):
        try:
            found = list(known_of(system))
        except Unsolved as problem:
            wrong.append(f"{system.states.name}: {problem}")
        else:
            known += found
    small = [*too_small(answers, judge, limits), *rests(answers, judge, limits)]
    return Attacked(answers, judge, limits, small, known, wrong)


def newest(reading: Reading) -> tuple[Reading, str, Truth]:
    """A reading with its newest month and the truth of it."""
    month = reading.months[-1]
    return reading, month, truths(reading.release, reading.facts, [month])[month]


def of_random(seed: int, employers: int) -> Found:
    """What is found in the newest month of one random ledger."""
    with TemporaryDirectory() as folder:
        return attacked(*newest(random_ledger(Path(folder), seed, employers))).found
