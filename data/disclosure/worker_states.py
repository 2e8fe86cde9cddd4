"""What lies between two sums of workers: the rules that keep a difference of public numbers from telling of a few.

Each sum of workers adds up some of `data.cube.WORKER_STATES`, in which no worker is twice. Whoever is shown several sums
of a place can add and subtract them, and what is left is again made of states, or of the differences of some. A sum is
therefore guarded not for itself alone: also every combination of it with one or two of the sums that are told before it
must have enough contributors, none of whom has most.

It is enough to guard the sum that is told last. A union of cells tells a combination only where it can be computed in
each sum of it, and in the last one it cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, permutations, product

from data.cube import CONTRIBUTORS, KEY_STATE, LARGEST_OF, PART_KNOWN, SPREADS, WORKER_STATES
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
                # What is added alone has no few, and none who dominates, where neither of its parts has.
                if size and min(signs) > 0:
                    continue
                of_states = _states({measure: 1, **dict(zip(others, signs, strict=True))})
                found.setdefault(tuple(map(abs, of_states)), _rule(of_states))
    return tuple(dict.fromkeys(found.values()))


def alike(measure: str, other: str) -> tuple[tuple[str, ...], ...]:
    """Where a sum tells one that comes before it, alone or together with a third: where nobody is in some states.

    For each way, none of which asks for more than another, the measures that count who is in these states.
    """
    thirds = [name for name in list(SUMS)[: list(SUMS).index(measure)] if name != other]
    times = [
        {other: -1},
        *({other: sign, third: more} for third in thirds for sign, more in product((1, -1), repeat=2)),
    ]
    return _least(_states({measure: 1, **named}) for named in times)


def following(measure: str) -> tuple[tuple[str, ...], ...]:
    """Where a sum says nothing that one or two of those before it do not say: where nobody is in some states, as `alike`."""
    before = list(SUMS)[: list(SUMS).index(measure)]
    pairs = [{one: -1, other: sign} for one, other in permutations(before, 2) for sign in (1, -1)]
    return _least(_states({measure: 1, **named}) for named in (*({one: -1} for one in before), *pairs))


def _least(apart: Iterable[_Times]) -> tuple[tuple[str, ...], ...]:
    sets = {_counted(of_states) for of_states in apart}
    return tuple(sorted(one for one in sets if not any(set(less) < set(one) for less in sets)))


def _counted(of_states: _Times) -> tuple[str, ...]:
    return tuple(CONTRIBUTORS[state] for state, time in zip(WORKER_STATES, of_states, strict=True) if time)


def _states(times: dict[str, int]) -> _Times:
    """How often each state is in a combination of sums."""
    return tuple(sum(time for name, time in times.items() if state in SUMS[name]) for state in WORKER_STATES)


# State -> how often each sum is in it, and the one state that the cube adds up.
_MADE_OF: dict[str, dict[str, int]] = {
    "unregistered": {"known_wajib": 1, "known_terdaftar": -1},
    "left_out": {"known_terdaftar": 1, "workers_registered": -1},
    "full_clear": {"known_patuh": 1},
    "part_clear": {"workers_registered": 1, "workers_exposed": -1, "known_patuh": -1},
    "part_short": {SPREADS[KEY_STATE]: 1},
    "part_long": {"workers_exposed": 1, "known_patuh": 1, "known_lengkap": -1, SPREADS[KEY_STATE]: -1},
    "full_short": {
        "workers_active": 1,
        "workers_exposed": 1,
        "workers_registered": -1,
        SPREADS[KEY_STATE]: -1,
    },
    "full_long": {
        **{"workers_registered": 1, "workers_active": -1, "workers_exposed": -1},
        **{"known_patuh": -1, "known_lengkap": 1, SPREADS[KEY_STATE]: 1},
    },
}


def _added(of_states: _Times) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to add, and what to take off, for what contributors have of a combination together, whatever its sign."""
    whole: Counter[str] = Counter()
    for state, time in zip(WORKER_STATES, of_states, strict=True):
        for name, of_it in _MADE_OF[state].items():
            whole[name] += abs(time) * of_it
    return tuple((+whole).elements()), tuple((-whole).elements())


def _rule(of_states: _Times) -> Disclosure:
    """The rule of a combination: each state in it, whichever its sign, is told of."""
    states = [state for state, time in zip(WORKER_STATES, of_states, strict=True) if time]
    # The known workers of one employer may be registered in part: it must not count twice.
    overlaps = _LEFT_OUT in states and len(states) > len({*states} - {*_PART})
    counted = [state for state in states if not (overlaps and state == _LEFT_OUT)]
    first, *more = (CONTRIBUTORS[state] for state in counted)
    either = [CONTRIBUTORS[state] for state in states if state not in _PART] if overlaps else []
    value, less = _added(of_states)
    times = [abs(time) for time in of_states if time]
    return Disclosure(
        first,
        value,
        (*(LARGEST_OF[state] for state in states), *((PART_KNOWN,) if overlaps else ())),
        value_less=less,
        more=tuple(more),
        either=tuple(either),
        times=(*times, *((max(times),) if overlaps else ())),
    )
