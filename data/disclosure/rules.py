"""Which rules guard which measure, so that the same number is guarded alike wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.cube import (
    CASES,
    CONTRIBUTORS,
    EMPLOYERS,
    INFORMAL,
    JAKON,
    LARGEST_OF,
    OUTREACH,
    RECOVERED,
    SPREADS,
    UNJUDGED,
    UNKNOWN,
)
from data.disclosure.disclosure import Disclosure
from data.disclosure.worker_states import SUMS, alike, between, following
from data.vocabulary import AGES, COARSE_AGES, STEPS

OUTSTANDING = tuple(f"outstanding_{name}" for name in AGES)
_STEPS = (*STEPS, "unstarted")


@dataclass(frozen=True)
class Guard:
    """The rules of a measure, which hide its cells together; whatever `within` hides is hidden to begin with.

    A number that is the sum of others must be hidden wherever these would tell it: so that classes are shown only where
    their total is. `alike` has guards of measures that are told before this one, each with sets of counts: where all of a
    set are nothing, this number tells that one, and what hides that one hides this one. `follows` has such sets, too:
    where all of one are nothing, this number says nothing that those before it do not say, and protects nothing. `parts`
    are what this number must not tell within a tenth, being nearly all of it.
    """

    rules: tuple[Disclosure, ...]
    within: Guard | None = None
    alike: tuple[tuple[Guard, tuple[tuple[str, ...], ...]], ...] = ()
    parts: tuple[Disclosure, ...] = ()
    follows: tuple[tuple[str, ...], ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: a guard holds others, which hold others, and is looked up by it again and again."""
        return hash((self.rules, self.within, self.alike, self.parts, self.follows))


def _magnitude(name: str) -> Disclosure:
    """A sum of workers or rupiah by whoever stands behind exactly that: how many have any, and the most that one has."""
    return Disclosure(CONTRIBUTORS[name], (name,), LARGEST_OF[name])


def _arrears(ages: Sequence[str]) -> Disclosure:
    """What is owed in these ageing classes together: an employer is in one of them."""
    first, *more = (f"in_arrears_{name}" for name in ages)
    amounts = tuple(f"outstanding_{name}" for name in ages)
    return Disclosure(first, amounts, tuple(LARGEST_OF[name] for name in amounts), more=tuple(more))


def _all_fail(base: str, kept: str = "", failing: str = "") -> Disclosure:
    """At least one employer of the base that keeps its duty: `kept` counts these, or `failing` the others."""
    return Disclosure(kept or base, (base,), less=(failing,) if failing else (), least=1)


# A measure of employers or workers is guarded by the employers that must take part: that none of three has anybody
# says something of all three.
_COUNT = Disclosure("wajib")
_BILLED, _OWING = Disclosure("billed"), Disclosure("in_arrears")
_HALF = tuple(map(_arrears, COARSE_AGES))
_ALL_BUT_ONE = tuple(_arrears([name for name in AGES if name != left]) for left in AGES)
# All arrears together, which the cubes of earlier versions know the largest debtor of. What is told of them must not tell
# two coarser classes, or all but one, within a tenth.
_TOTAL = Guard((Disclosure("in_arrears", OUTSTANDING, "largest_outstanding"),), parts=(*_HALF, *_ALL_BUT_ONE))
# Two coarser classes: one and the total give the other, so that either is guarded by both. Whose arrears have no known
# age is with the older ones.
_HALVES = Guard(_HALF, _TOTAL)
# The classes add up to the total, so that all but one of them and the total would give the last: together or not.
_CLASSES = Guard(tuple(map(_magnitude, OUTSTANDING)), _HALVES)


def _between(name: str) -> Disclosure:
    """What two or three public sums of rupiah leave beside each other (data.cube.DIFFERENCES)."""
    return Disclosure(CONTRIBUTORS[name], (SPREADS[name],), LARGEST_OF[name])


# Two of these give the third: together or not.
_RECOVERED = Guard(
    (
        *map(_magnitude, RECOVERED[:2]),
        Disclosure(
            CONTRIBUTORS[RECOVERED[2]], RECOVERED[:1], LARGEST_OF[RECOVERED[2]], value_less=RECOVERED[1:2]
        ),
    )
)
# Count of employers -> when it tells something of all of them. A count is no more than a count, whoever it is of: it is
# shown where enough employers are in the cell, unless it says that every one of them fails a duty, which says so of
# each. That none of them fails is nothing that anybody has to be protected from.
OF_ALL = {
    "terdaftar": _all_fail("wajib", kept="terdaftar"),
    "lengkap": _all_fail("terdaftar", kept="lengkap"),
    "patuh": _all_fail("wajib", kept="patuh"),
    "billed_on_time": _all_fail("billed", kept="billed_on_time"),
    **{
        name: _all_fail("terdaftar", failing=name)
        for name in ("in_arrears", "pds_workers", "pds_wage", "pds_programme")
    },
}


def _counted(base: Disclosure, name: str) -> Guard:
    return _unless_all(name, Guard((base,)))


def _unless_all(name: str, enough: Guard) -> Guard:
    return Guard((OF_ALL[name],), enough) if name in OF_ALL else enough


def _among(*names: str, less: tuple[str, ...] = ()) -> Disclosure:
    """The obliged, of some of whom something is so: a cell where it is so of none is small or not, but protects nothing."""
    return Disclosure("wajib", of=names, of_less=less)


def _with_part(whole: str, part: str) -> Guard:
    """Of a count and of one that is a part of it, which bounds it: the part and what is left, hidden together."""
    return Guard((_among(whole, less=(part,)), _among(part)))


def _failing(name: str) -> Guard:
    """What is hidden of the steps of compliance is hidden of who fails in one: a step that is told bounds them."""
    return _unless_all(name, Guard((_among(name),), Guard((_COUNT,))))


def _of_workers() -> dict[str, Guard]:
    """The guards of the sums of workers, in the order in which they are told."""
    made: dict[str, Guard] = {}
    for name in SUMS:
        telling = tuple((guard, alike(name, before)) for before, guard in made.items())
        made[name] = Guard((_COUNT, *between(name)), alike=telling, follows=following(name))
    return made


_STANDING = tuple(name for name in CASES if name not in RECOVERED)
# Counts, each with one that is a part of it.
_WITH_PART = (("cases_overdue", "cases_overdue_unconfirmed"), OUTREACH)
# A measure is guarded alike wherever it is shown: two indicators that hid different cells of the same numbers
# would give away each other's.
OWN: dict[str, Guard] = {
    **{name: _counted(_COUNT, name) for name in EMPLOYERS},
    **{
        name: _failing(name) for name in ("in_arrears", "pds_workers", "pds_wage", "pds_programme", *UNJUDGED)
    },
    **{name: _counted(_BILLED, name) for name in ("billed", "billed_on_time")},
    "closed_in_arrears": Guard((Disclosure("closed_in_arrears"),)),
    **_of_workers(),
    "wages": Guard((_magnitude("wages"),)),
    "due": Guard((_magnitude("due"), _between("due_less_owed")), parts=(_magnitude("paid_on_time"),)),
    "paid_on_time": Guard(
        (_BILLED, _magnitude("paid_on_time"), *map(_between, ("not_in_time", "owed_beside", "young_beside")))
    ),
    # Paid for earlier months, perhaps by employers without a bill this month.
    "paid_late": Guard(
        (
            _magnitude("paid_late"),
            *map(_between, ("newly_owed", "owed_before", "owed_less_paid", "due_less_paid")),
        )
    ),
    **dict.fromkeys(OUTSTANDING, _CLASSES),
    "closed_outstanding": Guard((_magnitude("closed_outstanding"),)),
    # A share of the debt by its age, which would tell a debt that is hidden nearly as well.
    "penalty": Guard(
        (
            _magnitude("penalty"),
            *map(_between, ("owed_less_penalty", "old_less_penalty", "late_less_penalty")),
        ),
        _TOTAL,
    ),
    # Those at any step are told as one number.
    **{name: Guard((_among(name),)) for name in _STANDING},
    **dict.fromkeys(RECOVERED, _RECOVERED),
    **{name: _with_part(*names) for names in _WITH_PART for name in names},
    # No employer stands behind these but people, so that people are counted, each of them one.
    "informal_target": Guard((Disclosure("informal_target"),)),
    # Those whose group has a target, and those whose has none. Members are both: where all are of groups with a target,
    # one number is the other, so that they are hidden together.
    **dict.fromkeys(
        INFORMAL[1:],
        Guard((Disclosure("informal_targeted"), Disclosure("informal_active", less=("informal_targeted",)))),
    ),
    # Nor behind these: a project is whose workers they are.
    **dict.fromkeys(JAKON, Guard((Disclosure("jakon_projects"), _magnitude("jakon_workers")))),
}
# How many employers a measure leaves out is as much of a secret as the measure.
OWN |= {name: OWN[name.removesuffix("_unknown")] for name in UNKNOWN}


def guards(measures: Iterable[str]) -> list[Guard]:
    """Every guard of an indicator which shows sums of `measures`; raises KeyError for one that is never told.

    All classes of arrears together are their total, which is guarded as a total; so are two coarser ones, of which
    more can be shown than of each class.
    """
    shown = set(measures)
    asked = dict.fromkeys(_of_arrears(shown.intersection(OUTSTANDING)))
    standing = {name for name in shown.intersection(_STANDING) if name.removeprefix("cases_") in _STEPS}
    if len(standing) > 1:
        asked[Guard((_among(*sorted(standing)),))] = None
    else:
        standing = set()
    others = shown.difference(OUTSTANDING, standing)
    return list(asked | dict.fromkeys(OWN[name] for name in sorted(others, key=list(OWN).index)))


def _of_arrears(classes: set[str]) -> Iterator[Guard]:
    """The guard of a sum of classes of arrears: of all of them, of one of two coarser ones, or of any others."""
    coarse = [{f"outstanding_{name}" for name in ages} for ages in COARSE_AGES]
    if classes.issuperset(OUTSTANDING):
        yield _TOTAL
    elif classes:
        yield _HALVES if classes in coarse else _CLASSES
