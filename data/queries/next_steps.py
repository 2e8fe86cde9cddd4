"""What may be done next against an employer: by the law, the practice or an agreement, or why there is no step.

One rule for the page of a case and the page of an employer. Which step follows which is `data.law.next_steps`; here
it is held against what the employer still lacks, and against the time limit of the step before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import law
from data.parsing import each_row, is_missing
from data.queries.cases import CaseFile, case_file
from data.queries.employers import EmployerList
from data.queries.one_employer import employer_ledger
from data.queries.reading import Reading
from data.vocabulary import CASE_KINDS, DEBT

# Why no step is open: the case is closed; what it is about is put right; every chain that holds has ended.
NO_STEP = ("ditutup", "terpenuhi", "habis")


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


def employer_grounds(reading: Reading, employer: str, month: str) -> tuple[Ground, ...]:
    """A ground for each open case of the employer, and for each thing that it lacks without an open case of its kind.

    Nothing at all for one that lacks nothing. Raises NotAllowed, UnknownEmployer.
    """
    ledger, lacking = employer_ledger(reading, employer, month), _lacking(reading, employer, month)
    opened = ledger.cases[ledger.cases["closed_on"].isna()]
    files = [case_file(reading, case, month) for case in opened["case"]]
    region, rules = str(ledger.employer["region"]), law.at(month)
    pursued = [_ground(file, lacking, rules) for file in files]
    fresh = [kind for kind in CASE_KINDS if lacking.get(kind) and kind not in set(opened["kind"])]
    return (*pursued, *(_first(kind, region, rules, lacking[kind]) for kind in fresh))


def case_ground(reading: Reading, file: CaseFile, month: str) -> Ground:
    """What may follow in a case as it stands at the end of a month. Raises NotAllowed."""
    return _ground(file, _lacking(reading, str(file.case["employer"]), month), law.at(month))


def _lacking(reading: Reading, employer: str, month: str) -> dict[str, int]:
    """Kind of CASE_KINDS -> what the employer lacks of it: 0 is nothing, of a debt the rupiah that are overdue.

    A kind of which nobody knows is not there.
    """
    rows = EmployerList(reading, month).one(employer)
    if not len(rows):
        region = str(employer_ledger(reading, employer, month).employer["region"])
        come = reading.received(month, (region,))
        return dict.fromkeys(CASE_KINDS, 0) if come is None or come.known else {}
    [row] = each_row(rows)
    known = {"pwbd": int(row.wajib == 1 and row.terdaftar == 0), DEBT: int(row.outstanding)}
    return known if row.lengkap_unknown else {**known, "pds": int(row.terdaftar == 1 and row.lengkap == 0)}


def _ground(file: CaseFile, lacking: dict[str, int], rules: law.Rules) -> Ground:
    case = file.case
    kind, number = str(case["kind"]), str(case["case"])
    if not is_missing(case["closed_on"]):
        return Ground(kind, number, (), "ditutup")
    if lacking.get(kind) == 0:
        return Ground(kind, number, (), "terpenuhi")
    value = None if is_missing(case["value"]) else int(case["value"]) - int(case["recovered"])
    steps = law.next_steps(kind, list(file.steps["step"]), str(case["region"]), rules, value)
    openings = tuple(_opening(step, file.steps) for step in steps)
    return Ground(kind, number, openings, "" if openings else "habis")


def _first(kind: str, region: str, rules: law.Rules, lacking: int) -> Ground:
    """What opens a case where there is none yet."""
    value = lacking if kind == DEBT else None
    openings = tuple(Opening(step) for step in law.next_steps(kind, (), region, rules, value))
    return Ground(kind, "", openings, "" if openings else "habis")


def _opening(step: law.NextStep, taken: pd.DataFrame) -> Opening:
    """A step with the time limit of the one before it in its chain, as the case has it."""
    before = taken[(taken["step"] == step.after) & taken["deadline"].notna()]
    if before.empty:
        return Opening(step)
    last = before.iloc[-1]
    return Opening(step, last["deadline"].date(), bool(last["unconfirmed"]))
