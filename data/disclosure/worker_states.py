"""What lies between two sums of workers: the rules that keep a difference of public numbers from telling of a few.

Each sum of workers adds up some of `data.cube.WORKER_STATES`, in which no worker is twice. Whoever is shown several sums
of a place can add and subtract them, and what is left is again made of states, or of the differences of some. A sum is
therefore guarded not for itself alone: also every combination of it with one or two of the sums that are told before it
must have enough contributors, none of whom has most.

It is enough to guard the sum that is told last. A union of cells tells a combination only where it can be computed in
each sum of it, and in the last one it cannot.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

from data.cube import CONTRIBUTORS, LARGEST_OF, PART_KNOWN, WORKER_STATES
from data.disclosure.disclosure import Disclosure

_UNREGISTERED, _LEFT_OUT, *_REGISTERED = WORKER_STATES
_PART = tuple(state for state in _REGISTERED if state.startswith("part_"))
_FULL = tuple(state for state in _REGISTERED if state.startswith("full_"))
# Sum of workers -> the states that it adds up. Of an employer that is registered in full all known workers are
# registered. The order is that in which they are told: what is to be kept comes first.
SUMS: dict[str, tuple[str, ...]] = {
    "known_patuh": ("full_clear",),
    "workers_active": tuple(state for state in _REGISTERED if not state.endswith("_long")),
    "known_wajib": WORKER_STATES,
    "known_lengkap": _FULL,
    "workers_registered": tuple(_REGISTERED),
    "known_terdaftar": (_LEFT_OUT, *_REGISTERED),
    "workers_exposed": tuple(state for state in _REGISTERED if not state.endswith("_clear")),
}
_Times = tuple[int, ...]  # how often something is in a combination, -1 where it is taken off
# A combination of up to so many sums is looked at; more of them leave the same states.
_MOST = 3


def between(measure: str) -> tuple[Disclosure, ...]:
    """The rules of a sum of workers: of itself, and of what it leaves beside one or two of those that come before it."""
    names = list(SUMS)
    before = names[: names.index(measure)]
    found: dict[_Times, Disclosure] = {}
    for size in range(_MOST):
        for others in combinations(before, size):
            for signs in product((1, -1), repeat=size):
                of_states = _states({measure: 1, **dict(zip(others, signs, strict=True))})
                found.setdefault(tuple(map(abs, of_states)), _rule(of_states))
    return tuple(dict.fromkeys(found.values()))


def _states(times: dict[str, int]) -> _Times:
    """How often each state is in a combination of sums."""
    return tuple(sum(time for name, time in times.items() if state in SUMS[name]) for state in WORKER_STATES)


@cache
def _combinations() -> dict[_Times, dict[str, int]]:
    """Every combination of states that is one of sums, each at most once, with the fewest that make it."""
    made: dict[_Times, dict[str, int]] = {}
    signs = sorted(product((0, 1, -1), repeat=len(SUMS)), key=lambda times: sum(map(abs, times)))
    for times in signs:
        named = {name: time for name, time in zip(SUMS, times, strict=True) if time}
        made.setdefault(_states(named), named)
    return made


def _rule(of_states: _Times) -> Disclosure:
    """The rule of a combination: each state in it, whichever its sign, is told of."""
    states = [state for state, time in zip(WORKER_STATES, of_states, strict=True) if time]
    # The known workers of one employer may be registered in part: it must not count twice.
    overlaps = _LEFT_OUT in states and len(states) > len({*states} - {*_PART})
    counted = [state for state in states if not (overlaps and state == _LEFT_OUT)]
    whole = _combinations().get(tuple(map(abs, of_states)))
    first, *more = (CONTRIBUTORS[state] for state in counted)
    either = [CONTRIBUTORS[state] for state in states if state not in _PART] if overlaps else []
    if whole is None or max(map(abs, of_states)) > 1:
        return Disclosure(first, more=tuple(more), either=tuple(either))
    return Disclosure(
        first,
        tuple(name for name, time in whole.items() if time > 0),
        (*(LARGEST_OF[state] for state in states), *((PART_KNOWN,) if overlaps else ())),
        value_less=tuple(name for name, time in whole.items() if time < 0),
        more=tuple(more),
        either=tuple(either),
    )
