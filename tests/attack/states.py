"""Into what the numbers of a month are cut: kinds of disjoint states, of which everything that is told is a sum.

The states of employers, bills and rupiah are differences of measures that lie within each other. Those of workers are
told apart by whose they are (data.cube.WORKER_STATES), so that workers known and workers registered are of one kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations

import numpy as np

from data.cube import WORKER_STATES
from data.vocabulary import AGES, STEPS
from tests.attack.told import Form
from tests.attack.truth import FINE, fine

Combination = Mapping[str, int]


@dataclass(frozen=True)
class States:
    """Disjoint states of one kind: each by what it is in FINE; `whole` says that they are counted in whole numbers.

    `tie`: how often each is in a sum that is nothing, whatever they are, where one follows from the others; that one is
    `spare`, and no form is made of it. `otherwise` are those that take their place in a ledger in which one of them has
    fewer than nobody.
    """

    name: str
    of: tuple[Combination, ...]
    whole: bool = False
    tie: tuple[int, ...] = ()
    spare: int | None = None
    otherwise: tuple[States, ...] = ()

    @cached_property
    def basis(self) -> np.ndarray:
        """States x FINE."""
        return np.array([[state.get(name, 0) for name in FINE] for state in self.of], dtype=float)

    def of_forms(self, forms: Iterable[Form]) -> dict[Form, np.ndarray]:
        """How often each state is in a form, for the forms that are sums of them."""
        found, basis = {}, self.basis.copy()
        if self.spare is not None:
            basis[self.spare] = 0
        for form in forms:
            target = fine(form.plus, form.minus).astype(float)
            times, *_ = np.linalg.lstsq(basis.T, target, rcond=None)
            times = np.round(times, 6)
            if np.allclose(times @ basis, target):
                found[form] = times
        return found


def between(made: Mapping[Form, np.ndarray]) -> dict[Form, np.ndarray]:
    """What one amount has beyond another that is a part of it, as a form with how often each state is in it."""
    sums = {form: times for form, times in made.items() if form.is_amount and not form.minus}
    found = {}
    for (one, of_one), (other, of_other) in permutations(sums.items(), 2):
        if (of_one >= of_other).all():
            form = Form(one.plus - other.plus, other.plus - one.plus)
            found[form] = of_one - of_other
    return {form: times for form, times in found.items() if form not in made and times.any()}


def alone(form: Form) -> States:
    """A form that is no sum of states, as the one state of its own kind."""
    of = {**dict.fromkeys(form.plus, 1), **dict.fromkeys(form.minus, -1)}
    return States(str(form), (of,), whole=not form.is_amount)


def _within(*names: str) -> tuple[Combination, ...]:
    """Measures of which each is a part of the one before: what each has beyond the next, and the last."""
    beyond = tuple({one: 1, other: -1} for one, other in pairwise(names))
    return (*beyond, {names[-1]: 1})


def _owing() -> tuple[Combination, ...]:
    """Not registered, in part, in full but in arrears, compliant; those in part also by whether they owe."""
    late = {"lengkap": 1, "patuh": -1}
    owing = {"in_arrears": 1, "lengkap": -1, "patuh": 1}
    part = owing, {"terdaftar": 1, "patuh": -1, "in_arrears": -1}
    return {"wajib": 1, "terdaftar": -1}, *part, late, {"patuh": 1}


def _in_part(name: str) -> States:
    """Employers that are registered in part for one of the reasons, and for the others alone."""
    part = {name: 1}, {"terdaftar": 1, "lengkap": -1, name: -1}
    steps = {"wajib": 1, "terdaftar": -1}, *part, {"lengkap": 1, "patuh": -1}, {"patuh": 1}
    return States(f"employers, {name}", steps, whole=True)


# Random ledgers have employers in arrears that are not registered yet; nothing is taken for granted of these.
_APART = (
    States("employers by step", _within("wajib", "terdaftar", "lengkap", "patuh"), whole=True),
    States("employers in arrears", ({"in_arrears": 1},), whole=True),
)
# What is owed in the end, or was paid late, is what was not paid on time, or was owed before.
_END = (*(f"outstanding_{name}" for name in AGES), "closed_outstanding", "paid_late")
_RUPIAH = States(
    "rupiah due, paid and owed",
    (
        *_within("due", "paid_on_time"),
        {**dict.fromkeys(_END, 1), "due": -1, "paid_on_time": 1},
        *({name: 1} for name in _END),
    ),
    tie=(1, 0, 1, *[-1] * len(_END)),
    spare=2,
)
_OPEN = (*(f"cases_{step}" for step in STEPS), "cases_unstarted")
KINDS = (
    States("employers by step", _owing(), whole=True, otherwise=_APART),
    *map(_in_part, ("pds_workers", "pds_wage", "pds_programme")),
    States(
        "workers",
        (
            *({name: 1} for name in WORKER_STATES),
            {"informal_targeted": 1},
            {"informal_active": 1, "informal_targeted": -1},
            {"jakon_workers": 1},
        ),
    ),
    States("employers billed", _within("billed", "billed_on_time"), whole=True),
    _RUPIAH,
    States("rupiah recovered", _within("recovered", "recovered_beyond")),
    States(
        "cases",
        (
            dict.fromkeys(_OPEN, 1) | {"cases_overdue": -1},
            {"cases_overdue": 1, "cases_overdue_unconfirmed": -1},
            {"cases_overdue_unconfirmed": 1},
        ),
        whole=True,
    ),
    States("outreach", _within("outreach_attended", "outreach_registered"), whole=True),
)
