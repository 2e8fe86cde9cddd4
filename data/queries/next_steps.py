"""What may be done next against an employer: by the law, the practice or an agreement, or why there is no step.

One rule for the page of a case and the page of an employer. Which step follows which is `data.law.next_steps`; here
it is held against what the employer still lacks, and against the time limit of the step before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from data import law
from data.parsing import each_row, is_missing
from data.queries.cases import (
    OVERDUE,
    CaseFile,
    CaseQuery,
    Enforcement,
    case_file,
    named_cases,
    steps_taken,
)
from data.queries.conditions import Where
from data.queries.employers import EmployerList, EmployerQuery, names_allowed
from data.queries.one_employer import employer_ledger
from data.queries.reading import Reading
from data.vocabulary import CASE_KINDS, DEBT

# Why somebody stands on the list of today: a step is overdue, falls due within days, or much is owed.
LATE, DUE_SOON, OWING = "lewat", "tenggat", "rupiah"
# How many of each stand there where there are enough of them, and within how many days "soon" is.
_PLACES = {LATE: 2, DUE_SOON: 2, OWING: 1}
_SOON = "7"
# Why no step is open: the case is closed; what it is about is put right; every chain that holds has ended.
NO_STEP = ("ditutup", "terpenuhi", "habis")
_NONE_TAKEN = pd.DataFrame({"step": [], "deadline": [], "unconfirmed": []})


@dataclass(frozen=True)
class Taken:
    """A step that a case has taken, the last day that it gives the employer (None: no time limit), and whether no
    source confirms how long that is."""

    step: str
    limit: date | None = None
    unconfirmed: bool = False


@dataclass(frozen=True)
class History:
    """What decides what may follow in a case of `kind`: its number, the region (a code) of its employer, whether it is
    `closed`, what is still to be collected of its value (None: not known), and the steps `taken`, oldest first."""

    kind: str
    case: str
    region: str
    closed: bool
    value: int | None
    taken: tuple[Taken, ...]


@dataclass(frozen=True)
class Opening:
    """A step that may be taken next. `limit` is the last day that the step before it gave the employer (None: no time
    limit), `unconfirmed` whether no source confirms how long that is."""

    step: law.NextStep
    limit: date | None = None
    unconfirmed: bool = False


@dataclass(frozen=True)
class Ground:
    """One thing that an employer lacks, or one open case: what may follow, or why nothing may.

    `kind` of CASE_KINDS; `case` its number, "" where none is open; `openings` what may be done next; `reason` of
    NO_STEP where that is nothing, else "".
    """

    kind: str
    case: str
    openings: tuple[Opening, ...]
    reason: str


def employer_grounds(
    reading: Reading, employer: str, month: str, rules: law.Rules | None = None
) -> tuple[Ground, ...]:
    """A ground for each open case of the employer, and for each thing that it lacks without an open case of its kind.

    `rules` are those by which a step may follow: of the `month` itself where they are None, of a later day where what
    stood at the month's end is acted upon then. Nothing at all for one that lacks nothing. Raises NotAllowed,
    UnknownEmployer.
    """
    ledger, lacking = employer_ledger(reading, employer, month), _lacking(reading, employer, month)
    opened = ledger.cases[ledger.cases["closed_on"].isna()]
    files = [case_file(reading, case, month) for case in opened["case"]]
    region, rules = str(ledger.employer["region"]), rules or law.at(month)
    pursued = [_ground(file, lacking, rules) for file in files]
    fresh = [kind for kind in CASE_KINDS if lacking.get(kind) and kind not in set(opened["kind"])]
    return (*pursued, *(_first(kind, region, rules, lacking[kind]) for kind in fresh))


@dataclass(frozen=True)
class Pressing:
    """One employer that presses now: `why` (LATE, DUE_SOON or OWING), its `row` in the list of cases
    (`data.queries.cases.months`), of OWING in that of employers (`data.queries.employer_months`), and what may follow
    on what presses."""

    why: str
    row: Any
    ground: Ground


def pressing(reading: Reading, month: str, where: Where) -> tuple[Pressing, ...]:
    """The five employers of a place that press most at the end of a month: overdue steps, deadlines, then rupiah.

    Overdue are those with the most workers, of deadlines within seven days the nearest, of arrears the largest: as
    many of each as _PLACES has. Where there are fewer, the next ones of the others follow. None stands there twice.
    Raises NotAllowed.
    """
    return _pressing(reading, month, where)


# A release never changes, so that its list is made once for all who see the same.
@lru_cache(maxsize=128)
def _pressing(reading: Reading, month: str, where: Where) -> tuple[Pressing, ...]:
    chosen = _chosen(_candidates(reading, month, where))
    grounds = grounds_of(reading, month, [row for _, row in chosen])
    return tuple(Pressing(why, row, ground) for (why, row), ground in zip(chosen, grounds, strict=True))


def _candidates(reading: Reading, month: str, where: Where) -> dict[str, list[Any]]:
    """Of each reason as many as there are places in all, the most pressing first."""
    places, cases = sum(_PLACES.values()), Enforcement(reading, month)
    late = CaseQuery(due=OVERDUE, sort="pekerja", rising=False)
    soon = CaseQuery(due=_SOON, sort="tenggat", rising=True)
    # Each of the others may be one of those that owe most, and stands on the list once.
    owing = EmployerList(reading, month).every(where, EmployerQuery(), most=2 * places)
    return {
        LATE: list(each_row(cases.every(where, late, most=2 * places))),
        DUE_SOON: list(each_row(cases.every(where, soon, most=2 * places))),
        OWING: list(each_row(owing)),
    }


def _chosen(candidates: Mapping[str, Sequence[Any]]) -> list[tuple[str, Any]]:
    """Who stands on the list, and why, in the order of the reasons."""
    chosen: dict[str, tuple[str, Any]] = {}
    places = sum(_PLACES.values())
    for limits in (_PLACES, dict.fromkeys(_PLACES, places)):  # then whoever is left fills up
        for why, most in limits.items():
            for row in candidates[why]:
                taken = sum(reason == why for reason, _ in chosen.values())
                if taken < most and len(chosen) < places:
                    chosen.setdefault(str(row.employer), (why, row))
    at = list(_PLACES)
    return sorted(chosen.values(), key=lambda one: at.index(one[0]))


def grounds_of(reading: Reading, month: str, rows: Sequence[Any]) -> list[Ground]:
    """What may follow on the case of each row, or on its debt where it has none: `employer_grounds` for many at once."""
    names_allowed(reading)
    numbers = [str(row.case) for row in rows if row.case]
    cases = {str(row["case"]): row for row in named_cases(reading, month, numbers).to_dict("records")}
    taken = dict(iter(steps_taken(reading, month, numbers).groupby("case")))
    listed = EmployerList(reading, month).named([str(row.employer) for row in rows])
    lacking = {str(row.employer): _lacks(row) for row in each_row(listed)}
    rules = law.at(month)

    def ground(row: Any) -> Ground:
        lacks = lacking.get(str(row.employer)) or _nothing(reading, month, str(row.region))
        if str(row.case) not in cases:
            return _first(DEBT, str(row.region), rules, lacks.get(DEBT, 0))
        return _of_case(cases[str(row.case)], taken.get(str(row.case), _NONE_TAKEN), lacks, rules)

    return [ground(row) for row in rows]


def case_ground(reading: Reading, file: CaseFile, month: str) -> Ground:
    """What may follow in a case as it stands at the end of a month. Raises NotAllowed."""
    return _ground(file, _lacking(reading, str(file.case["employer"]), month), law.at(month))


def _lacking(reading: Reading, employer: str, month: str) -> dict[str, int]:
    """Kind of CASE_KINDS -> what the employer lacks of it: 0 is nothing, of a debt the rupiah that are overdue.

    A kind of which nobody knows is not there.
    """
    rows = EmployerList(reading, month).one(employer)
    if not len(rows):
        return _nothing(reading, month, str(employer_ledger(reading, employer, month).employer["region"]))
    [row] = each_row(rows)
    return _lacks(row)


def _nothing(reading: Reading, month: str, region: str) -> dict[str, int]:
    """What an employer lacks that is in no list: nothing, where the month of its region has come."""
    come = reading.received(month, (region,))
    return dict.fromkeys(CASE_KINDS, 0) if come is None or come.known else {}


def _lacks(row: Any) -> dict[str, int]:
    """What an employer lacks by its row in the list of those that are not compliant."""
    known = {"pwbd": int(row.wajib == 1 and row.terdaftar == 0), DEBT: int(row.outstanding)}
    return known if row.lengkap_unknown else {**known, "pds": int(row.terdaftar == 1 and row.lengkap == 0)}


def _ground(file: CaseFile, lacking: dict[str, int], rules: law.Rules) -> Ground:
    return _of_case(file.case, file.steps, lacking, rules)


def _of_case(case: Any, taken: pd.DataFrame, lacking: dict[str, int], rules: law.Rules) -> Ground:
    """What may follow in a case (its row) after the steps that were `taken`."""
    value = None if is_missing(case["value"]) else int(case["value"]) - int(case["recovered"])
    closed, steps = not is_missing(case["closed_on"]), tuple(_step_taken(row) for row in each_row(taken))
    history = History(str(case["kind"]), str(case["case"]), str(case["region"]), closed, value, steps)
    return ground_after(history, lacking, rules)


def _step_taken(row: Any) -> Taken:
    limit = None if is_missing(row.deadline) else row.deadline.date()
    return Taken(str(row.step), limit, bool(row.unconfirmed))


def ground_after(history: History, lacking: Mapping[str, int], rules: law.Rules) -> Ground:
    """What may follow on such a history by the rules; `lacking`: kind of CASE_KINDS -> what its employer still lacks.

    The one place where that is decided: it reads nothing, so that any history can be put to it.
    """
    if history.closed:
        return Ground(history.kind, history.case, (), "ditutup")
    if lacking.get(history.kind) == 0:
        return Ground(history.kind, history.case, (), "terpenuhi")
    names = [step.step for step in history.taken]
    steps = law.next_steps(history.kind, names, history.region, rules, history.value)
    openings = tuple(_opening(step, history.taken) for step in steps)
    return Ground(history.kind, history.case, openings, "" if openings else "habis")


def _first(kind: str, region: str, rules: law.Rules, lacking: int) -> Ground:
    """What opens a case where there is none yet."""
    value = lacking if kind == DEBT else None
    return ground_after(History(kind, "", region, False, value, ()), {}, rules)


def _opening(step: law.NextStep, taken: Sequence[Taken]) -> Opening:
    """A step with the time limit of the one before it in its chain: of one that was taken twice, the later limit."""
    limits = [(one.limit, one.unconfirmed) for one in taken if one.step == step.after and one.limit]
    return Opening(step, *max(limits)) if limits else Opening(step)
