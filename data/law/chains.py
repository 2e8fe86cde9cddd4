"""Which steps of enforcement may be taken next in a case, and which law, practice or agreement opens each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data.law.periods import Period
from data.law.rules import Chain, Rules

# An unpaid receivable goes to the office of state receivables only while no prosecutor handles it.
_RECEIVABLES, _PROSECUTED = "kpknl", frozenset(("skk", "panggilan", "angsuran", "gugatan"))


@dataclass(frozen=True)
class NextStep:
    """A step that may be taken next, and the rule that opens it.

    `after` is the step of the same chain that was taken last, "" before its first: where that one set a time limit,
    this one waits for its end. `clock` is the time limit that this step sets, None where the rules give it none.
    """

    step: str
    rule: Period
    after: str
    clock: Period | None


def next_steps(
    kind: str, taken: Collection[str], region: str, rules: Rules, value: int | None = None
) -> tuple[NextStep, ...]:
    """What may follow in a case of `kind` against an employer of `region` (a code) after the steps `taken`.

    Of each chain of `rules` that holds for the kind and the province, the step after the last one that was taken of
    it: none where it has ended. Steps may be left out, so that this is what comes next, not all that could. `value`
    in rupiah (None: not known) decides whether the KPKNL may be asked.
    """
    open_chains = [chain for chain in rules.chains if kind in chain.kinds and _holds(chain, region)]
    clocks = {period.name: period for period in rules.in_force}
    following = [(chain, *_following(chain, taken)) for chain in open_chains]
    return tuple(
        NextStep(step, chain.rule, after, clocks.get(f"clock_{step}"))
        for chain, after, step in following
        if step and (step != _RECEIVABLES or _may_go_on(taken, value, rules))
    )


def _holds(chain: Chain, region: str) -> bool:
    return not chain.provinces or region[:2] in chain.provinces


def _following(chain: Chain, taken: Collection[str]) -> tuple[str, str]:
    """The last step taken of the chain ("" before its first), and the one after that ("" at its end)."""
    reached = max((chain.steps.index(step) + 1 for step in taken if step in chain.steps), default=0)
    steps = ("", *chain.steps, "")
    return steps[reached], steps[reached + 1]


def _may_go_on(taken: Collection[str], value: int | None, rules: Rules) -> bool:
    """Whether a receivable may go to the KPKNL: pursued already, by no prosecutor, and not so small that it stays."""
    small = value is not None and value <= rules.stays_up_to_rupiah
    return bool(taken) and not small and not _PROSECUTED & set(taken)
