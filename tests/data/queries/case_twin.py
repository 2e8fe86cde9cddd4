"""Random ledgers with cases, and a plain twin that walks through the cases one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.access.viewer import Viewer
from data.law import rules
from data.ledger.calendar import service
from data.months import month_end
from data.queries.cases import HANDED, SCORES, Enforcement
from data.queries.reading import Reading
from data.simulation.case_steps import ACTOR
from data.vocabulary import CASE_KINDS, OUTCOMES, STEPS
from tests.data.ledger.ledger_cases import random_case, written
from tests.facts import FACTS

FIRST = 2023 * 12 + 10
INSIDE, BRANCH = Viewer("pengelola"), Viewer("cabang", frozenset(["KC-PALEMBANG"]))
GROUPS = {kind: actors for kind, (_, actors) in HANDED.items()}


class Files:
    """As much of a release as cases are read from."""

    number, simulated = 1, True

    def __init__(self, root: Path, files) -> None:
        self.root, self._files = str(root), files

    def files(self, name, months=None):
        return self._files(name, months)


@dataclass
class Made:
    """A random ledger on disk, and its tables."""

    tables: dict[str, pd.DataFrame]
    release: Files
    place: str

    def asked(self, month: str, viewer: Viewer = INSIDE) -> Enforcement:
        return Enforcement(self.reading(viewer), month)

    def reading(self, viewer: Viewer = INSIDE) -> Reading:
        return Reading(self.release, self.place, FACTS, viewer)


def made(seed: int, folder: Path, employers: int = 160) -> Made:
    """A random ledger whose steps are taken by those who take them, and whose cases end in every way."""
    ledger = random_case(seed, employers, FIRST, 8)
    rng, cases, steps = np.random.default_rng(seed), ledger.tables["cases"], ledger.tables["case_steps"]
    outcome = pd.Series(rng.choice(list(OUTCOMES), len(cases)), dtype="str")
    outcome = outcome.where(cases["closed_on"].notna(), "")
    ledger.tables["cases"] = cases.assign(outcome=outcome, kind=rng.choice(list(CASE_KINDS), len(cases)))
    actor = steps["step"].map(ACTOR)
    letter = pd.Series(rng.choice(list("AB"), len(steps)), index=steps.index)
    ledger.tables["case_steps"] = steps.assign(actor=actor, agency=actor + " " + letter)
    return Made(ledger.tables, Files(folder, written(ledger, folder)), str(folder))


def offices(month: str, rows: pd.DataFrame) -> list[str]:
    """The office of each row (region, office) in a month: its own if that serves the region, else the main one."""
    serves, main = service(FACTS, month, month)
    pairs = set(zip(serves["region"], serves["office"], strict=True))
    standing = dict(zip(main["region"], main["main_office"], strict=True))
    return [
        own if (region, own) in pairs else standing.get(region, "")
        for region, own in zip(rows["region"], rows["office"], strict=True)
    ]


def twin(ledger: Made, month: str, viewer: Viewer = INSIDE) -> list[dict]:
    """Every case that the viewer sees, opened by the end of the month, as a dict with its steps by then."""
    day, employers = pd.Timestamp(month_end(month)), ledger.tables["employers"]
    office = dict(zip(employers["employer"], offices(month, employers), strict=True))
    region = dict(zip(employers["employer"], employers["region"], strict=True))
    every_step = ledger.tables["case_steps"].to_dict("records")
    rows = []
    for case in ledger.tables["cases"].to_dict("records"):
        if case["opened_on"] > day or (viewer.offices and office[case["employer"]] not in viewer.offices):
            continue
        steps = [step for step in every_step if step["case"] == case["case"] and step["on"] <= day]
        steps.sort(key=lambda step: (step["on"], STEPS.index(step["step"])))
        if pd.isna(case["closed_on"]) or case["closed_on"] > day:
            case |= {"closed_on": None, "outcome": ""}
        recovered = sum(step["recovered"] for step in steps)
        rows.append(case | {"region": region[case["employer"]], "steps": steps, "recovered": recovered})
    return rows


def due(step: dict) -> date | None:
    """The deadline of a step: as recorded, else by the law of its day."""
    if not pd.isna(step["deadline"]):
        return step["deadline"].date()
    on = step["on"].date()
    return rules.deadline(step["step"], on, rules.at(f"{on:%Y-%m}"))


def days_late(case: dict, month: str) -> int:
    """Days that the last step of a case is overdue at the month's end."""
    until = due(case["steps"][-1])
    return max((month_end(month) - until).days, 0) if until else 0


def open_cases(cases: list[dict]) -> list[dict]:
    return [case for case in cases if case["closed_on"] is None and case["steps"]]


def board(cases: list[dict], month: str) -> dict[str, tuple[int, int, int, int]]:
    """By step: open cases that stand at it, how many of them are overdue, their value, and what was recovered."""
    sums = {}
    for step in STEPS:
        here = [case for case in open_cases(cases) if case["steps"][-1]["step"] == step]
        late = sum(days_late(case, month) > 0 for case in here)
        if here:
            value, recovered = (sum(case[name] for case in here) for name in ("value", "recovered"))
            sums[step] = (len(here), late, value, recovered)
    return sums


def headline(cases: list[dict], month: str) -> dict[str, int]:
    """What `Enforcement.headline` says."""
    standing, steps = open_cases(cases), [step for case in cases for step in case["steps"]]
    return {
        "cases": len(standing),
        "overdue": sum(days_late(case, month) > 0 for case in standing),
        "value": sum(case["value"] for case in standing),
        "unstarted": sum(case["closed_on"] is None and not case["steps"] for case in cases),
        "opened": sum(f"{case['opened_on']:%Y-%m}" == month for case in cases),
        "closed": sum(
            case["closed_on"] is not None and f"{case['closed_on']:%Y-%m}" == month for case in cases
        ),
        "recovered": sum(step["recovered"] for step in steps if f"{step['on']:%Y}" == month[:4]),
    }


def passed(cases: list[dict], since: date) -> dict[str, list[int]]:
    """Days between each step and what ended it, by step."""
    days: dict[str, list[int]] = {}
    for case in cases:
        ends = [*(step["on"] for step in case["steps"][1:]), None]
        for step, following in zip(case["steps"], ends, strict=bool(case["steps"])):
            closed = case["closed_on"]
            closing = closed if closed is not None and closed >= step["on"] else None
            known = [end for end in (following, closing) if end is not None]
            if known and min(known).date() >= since:
                days.setdefault(step["step"], []).append((min(known) - step["on"]).days)
    return days


def handed_over(case: dict, kind: str, since: date) -> int | None:
    """The place among its steps of the first that hands a case to a kind of agency; None without one since a day."""
    for at, step in enumerate(case["steps"]):
        if step["step"] == "skk" if kind == "kejari" else step["actor"] == kind:
            return at if step["on"].date() >= since else None
    return None


def scored(cases: list[dict], kind: str, since: date) -> dict[str, dict[str, int]]:
    """The scoreboard of one kind of agency."""
    handed = [(case, at) for case in cases if (at := handed_over(case, kind, since)) is not None]
    scores: dict[str, dict[str, int]] = {}
    firms = set()
    for case, at in sorted(handed, key=lambda pair: (pair[0]["steps"][pair[1]]["on"], pair[0]["case"])):
        row = scores.setdefault(case["steps"][at]["agency"], dict.fromkeys(SCORES, 0))
        for name, number in _scores(case, case["steps"][at:], kind).items():
            row[name] += number
        row["firms"] += case["employer"] not in firms
        firms.add(case["employer"])
    return scores


def _scores(case: dict, after: list[dict], kind: str) -> dict[str, int]:
    """What one case adds to the row of its agency; `after` are the steps since it was handed over."""
    paying = case["outcome"] == "angsuran" or any(step["step"] == "angsuran" for step in after)
    return {
        "cases": 1,
        "value": case["value"],
        "paid": case["outcome"] == "lunas",
        "instalments": paying and case["outcome"] != "lunas",
        "closed": case["closed_on"] is not None,
        "open": case["closed_on"] is None,
        "recovered": sum(step["recovered"] for step in after if step["actor"] in GROUPS[kind]),
    }
