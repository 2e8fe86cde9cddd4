"""Whether a value has moved by more than chance, from who moved behind it.

A hundred employers in and ninety-four out are six more, and nothing has happened. So a difference is called a rise or
a fall only where those behind it lie further to one side than a coin would put them:

- Employers and cases: the exact sign test of those that came against those that went (W. J. Dixon and A. M. Mood, "The
  statistical sign test", Journal of the American Statistical Association 41 (1946), 557-566; of shares of the same
  units before and after it is McNemar's test in its exact form, Psychometrika 12 (1947), 153-157). Where it is not
  kept who moved, or this reader is not told, as many may have moved as there are in both counts: the test of one
  count against the other then takes no less for chance.
- Workers and rupiah: the sum of the employers' own differences, had each had either sign by chance, exceeds t times
  the root of the sum of their squares with a probability of at most 2 exp(-t^2 / 2), whatever their sizes (W.
  Hoeffding, "Probability inequalities for sums of bounded random variables", Journal of the American Statistical
  Association 58 (1963), 13-30). One large employer alone never makes a rise.
- Shares whose denominator moved too are held to the same bound besides: an employer's part in the difference is its
  step in the numerator less the share times its step in the denominator.
- Several regions told at once: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
  Journal of Statistics 6 (1979), 65-70, so that of all that are named together none is by chance, 19 times in 20.

What cannot be tested so (a coverage whose denominator was revised, rupiah of which it is not kept who moved) is a
difference and no more. docs/decisions/0022-movement-and-chance.md says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Any

from data.cube import CASES, EMPLOYERS, MOVED
from data.indicators.definition import Indicator
from data.parsing import is_missing
from data.vocabulary import AGES

# In one of 20 tellings something is named that chance has done.
LEVEL = 0.05
_NOTHING = 1e-12  # a term after which the others add nothing
# Squares of rupiah are kept in thousands (data.ledger.moves).
_SCALE = {"rupiah": 1_000}
_OUTSTANDING = frozenset(f"outstanding_{name}" for name in AGES)
_UNITS = frozenset((*EMPLOYERS, *(name for name in CASES if name.startswith("cases_"))))


@dataclass(frozen=True)
class Moves:
    """Who moved behind a sum of single employers: how many `entered` (theirs rose) and how many are `gone`.

    `up` and `down`: by how much together; `squares`: the sum of the squares of the single differences, of rupiah in
    thousands. Of several months they are those of each month added up.
    """

    entered: int
    gone: int
    up: int
    down: int
    squares: int


@dataclass(frozen=True)
class Movement:
    """A difference of one value between two months.

    `change` is in the unit of the value, a percentage in points; `moves` are None where they are not known; `p` is the
    probability that chance moves as much, None where that cannot be told. Where it is not `exact` it is the most that
    this probability can be, so that a large one does not say that it was chance. Months further apart than one are never
    exact: only who moved in each of them is known.
    """

    change: float
    moves: Moves | None
    p: float | None
    exact: bool = False

    @property
    def way(self) -> int:
        """1 up, -1 down, 0 neither."""
        return (self.change > 0) - (self.change < 0)


def moved_measure(names: Sequence[str], minus: Sequence[str] = ()) -> str:
    """The name in `data.cube.MOVED` of a sum of measures, less others; "" where it is not kept who moved."""
    if set(names) == _OUTSTANDING:
        return "outstanding"
    if (tuple(names), tuple(minus)) == (("wajib",), ("terdaftar",)):
        return "pwbd"
    return names[0] if len(names) == 1 and not minus and names[0] in MOVED else ""


def moved_unit(indicator: Indicator) -> str:
    """What moves in an indicator's numerator: employers, workers or rupiah; "" where it is not kept who moved."""
    return MOVED.get(moved_measure(indicator.above, indicator.minus), "")


def movement(
    indicator: Indicator, now: Any, before: Any, above: Moves | None, below: Moves | None = None
) -> Movement | None:
    """How a value moved between two months; None where one of them is missing.

    `now` and `before` have value, numerator, denominator and denominator_as_of, as `data.indicators.measure` gives
    them; `above` and `below` are who moved in the numerator and in the denominator, as far as that is known.
    """
    if is_missing(now.value) or is_missing(before.value):
        return None
    change = float(now.value) - float(before.value)
    above = _explaining(above, now.numerator, before.numerator)
    below = _explaining(below, now.denominator, before.denominator)
    nobody = not indicator.below or (below is not None and not below.entered + below.gone)
    exact = above is not None and nobody and set(indicator.above) <= _UNITS
    return Movement(change, above, _p(indicator, change, now, before, above, below), exact)


def _explaining(moves: Moves | None, now: Any, before: Any) -> Moves | None:
    """The moves, where they add up to the difference of the sums; a past month may have been published otherwise."""
    if moves is None or is_missing(now) or is_missing(before):
        return None
    return moves if moves.up - moves.down == int(now) - int(before) else None


def _p(
    indicator: Indicator, change: float, now: Any, before: Any, above: Moves | None, below: Moves | None
) -> float | None:
    unknown = is_missing(now.numerator) or is_missing(before.numerator)
    step = 0 if unknown else int(now.numerator - before.numerator)
    if change == 0:
        return 1.0
    if indicator.gap or step * change <= 0:  # its denominator or its target moved it
        return None
    if indicator.below_workforce and now.denominator_as_of != before.denominator_as_of:
        return None
    tests = [_of_numerator(indicator, now, before, above)]
    if indicator.below:
        tests.append(_of_share(indicator, now, before, above, below))
    known = [test for test in tests if test is not None]
    return max(known) if len(known) == len(tests) else None


def _of_numerator(indicator: Indicator, now: Any, before: Any, above: Moves | None) -> float | None:
    if set(indicator.above) <= _UNITS:
        came, went = (now.numerator, before.numerator) if above is None else (above.entered, above.gone)
        return sign_test(int(came), int(went))
    if above is None:
        return None
    unit = moved_unit(indicator)
    return flip_bound((above.up - above.down) / _SCALE.get(unit, 1), above.squares)


def _of_share(
    indicator: Indicator, now: Any, before: Any, above: Moves | None, below: Moves | None
) -> float | None:
    """The bound on the part of each employer or case in the difference of a share; None where it is no share of these."""
    if not set(indicator.above) | set(indicator.below) <= _UNITS or not before.denominator:
        return None
    share = int(before.numerator) / int(before.denominator)
    steps = [
        int(now_ + before_) if moves is None else moves.entered + moves.gone
        for moves, now_, before_ in (
            (above, now.numerator, before.numerator),
            (below, now.denominator, before.denominator),
        )
    ]
    if below is not None and not steps[1]:  # nobody moved in the denominator: the sign test says it all
        return 0.0
    squares = steps[0] + share**2 * steps[1] + 2 * share * min(steps)
    return flip_bound(int(now.numerator) - share * int(now.denominator), squares)


def sign_test(up: int, down: int) -> float:
    """The probability that a coin lies at least as far to one side as `up` against `down`, either way.

    >>> round(sign_test(6, 3), 2)
    0.51
    """
    many, all_of = max(up, down), up + down
    if 2 * many <= all_of + 1:
        return 1.0
    # 2 P(X >= many), X binomial (all_of, 1/2); each term from the one before, so that large counts cost little.
    term = _choose(all_of, many) - all_of * log(2)
    total, ratio = 1.0, 1.0
    for k in range(many, all_of):
        ratio *= (all_of - k) / (k + 1)
        total += ratio
        if ratio < _NOTHING:
            break
    return min(exp(min(term + log(2) + log(total), 0.0)), 1.0)


def flip_bound(total: float, squares: float) -> float:
    """The most likely that chance makes a sum as large as `total` of differences with these squares, had each either sign.

    >>> flip_bound(3.0, 9.0) > 0.5  # one alone is as likely up as down
    True
    """
    return min(2 * exp(-(total**2) / (2 * squares)), 1.0) if squares > 0 else 1.0


def exceed_chance(ps: Sequence[float | None], level: float = LEVEL) -> list[bool]:
    """Which of several differences that are told at once exceed chance (Holm); None is never named.

    >>> exceed_chance([0.001, 0.03, None, 0.6])
    [True, False, False, False]
    """
    tested = sorted((p, at) for at, p in enumerate(ps) if p is not None)
    named = [False] * len(ps)
    for rank, (p, at) in enumerate(tested):
        if p > level / (len(tested) - rank):
            break
        named[at] = True
    return named


def ends_apart(indicator: Indicator, rows: Sequence[Any]) -> tuple[bool, bool]:
    """Whether the highest and the lowest of several regions differ from their neighbours by more than chance.

    `rows` have value, numerator and denominator, the highest value first. Any two of them might have come to stand
    beside each other at an end, so that the chance of all pairs is shared out (Bonferroni). Only of employers and
    cases is it known what chance does; of workers and rupiah the ends are never said to be apart.
    """
    pairs = len(rows) * (len(rows) - 1) / 2
    if len(rows) < 2 or not _is_of_units(indicator):
        return False, False
    high, low = (_differ(indicator, *pair) for pair in (rows[:2], rows[:-3:-1]))
    return high <= LEVEL / pairs, low <= LEVEL / pairs


def apart_by_chance(indicator: Indicator, one: Any, other: Any) -> float | None:
    """The probability that chance sets two areas that share nobody as far apart; None where that cannot be told.

    `one` and `other` have value, numerator and denominator. Several that are told at once go through `exceed_chance`.
    """
    return _differ(indicator, one, other) if _is_of_units(indicator) else None


def _is_of_units(indicator: Indicator) -> bool:
    """Whether it counts employers or cases alone, of which it is known what chance does."""
    return set(indicator.above) | set(indicator.below) <= _UNITS and not indicator.below_workforce


def _differ(indicator: Indicator, one: Any, other: Any) -> float:
    if not indicator.below:
        return sign_test(int(one.value), int(other.value))
    parts = [(int(row.numerator), int(row.denominator)) for row in (one, other)]
    return exact_test(
        *max(parts, key=lambda part: part[0] / part[1]), *min(parts, key=lambda part: part[0] / part[1])
    )


def exact_test(high: int, of_high: int, low: int, of_low: int) -> float:
    """The probability that two shares lie as far apart by chance: twice the tail of Fisher's exact test.

    Source: R. A. Fisher, "Statistical Methods for Research Workers" (5th edition, 1934), section 21.02. The first share
    is not the smaller one.

    >>> exact_test(3, 3, 1, 2) > 0.05  # three of three are no more than one of two
    True
    """
    hits, trials = high + low, of_high + of_low
    most = min(of_high, hits)
    term = _choose(of_high, high) + _choose(of_low, low) - _choose(trials, hits)
    total, ratio = 1.0, 1.0
    for k in range(high, most):
        ratio *= (of_high - k) * (hits - k) / ((k + 1) * (of_low - hits + k + 1))
        total += ratio
        if ratio < _NOTHING:
            break
    return min(2 * exp(min(term + log(total), 0.0)), 1.0)


def _choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to choose `k` of `n`."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
