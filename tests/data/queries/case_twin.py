"""Random ledgers with cases, and a plain twin that walks through the cases one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from data.access.viewer import Viewer
from data.law import due_date, rules
from data.ledger.calendar import service
from data.months import month_end
from data.queries.cases import HANDED, SCORES, Enforcement
from data.queries.reading import Reading
from data.simulation.case_steps import ACTOR
from data.vocabulary import CASE_KINDS, OUTCOMES, PROGRAMME_COLUMNS, STEPS
from tests.data.ledger.ledger_cases import random_case, written
from tests.facts import FACTS

FIRST = 2023 * 12 + 10
INSIDE, BRANCH = Viewer("pengelola"), Viewer("cabang", frozenset(["KC-PALEMBANG"]))
GROUPS = {kind: actors for kind, (_, actors) in HANDED.items()}


class Files:
    """As much of a release as cases are read from."""

    number, simulated = 1, True
    entry = SimpleNamespace(publication="")

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
    # Some have not taken a step yet.
    steps = steps[~steps["case"].isin(cases["case"][::9])].reset_index(drop=True)
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
        case |= {"region": region[case["employer"]], "steps": steps, "bills": bills(ledger, case)}
        value = debt(case)
        rows.append(case | split(case, steps, value, case["opened_on"], day))
    return rows


def debt(case: dict) -> int | None:
    """What is owed when the case is opened; None when nobody told it, 0 where it is not about a debt."""
    if case["kind"] != "tunggakan":
        return 0
    return None if pd.isna(case["value"]) else int(case["value"])


def bills(ledger: Made, case: dict) -> list[dict]:
    """The bills of the employer of a case that fell due since it was opened: due, due_on, and payments as (day, rupiah)."""
    npp = dict(zip(ledger.tables["employers"]["employer"], ledger.tables["employers"]["npp"], strict=True))
    mine = npp[case["employer"]]
    if not mine or case["kind"] != "tunggakan":
        return []
    found = []
    more = ledger.tables["instalments"].query("npp == @mine").to_dict("records")
    for bill in ledger.tables["contributions"].query("npp == @mine").to_dict("records"):
        due_on = pd.Timestamp(due_date(bill["blth"]))
        if due_on < case["opened_on"]:
            continue
        paid = [(bill["paid_on"], amount(bill, "paid"))] if not pd.isna(bill["paid_on"]) else []
        paid += [(row["paid_on"], amount(row, "paid")) for row in more if row["blth"] == bill["blth"]]
        found.append({"due": amount(bill, "due"), "due_on": due_on, "paid": paid})
    return found


def amount(row: dict, what: str) -> int:
    """An amount over all programmes, or the one there is where it is not split."""
    parts = [row[f"{what}_{short}"] for short in PROGRAMME_COLUMNS]
    return int(row[what]) if any(pd.isna(part) for part in parts) else int(sum(parts))


def split(case: dict, counted: list[dict], handed: int | None, since, day) -> dict[str, int]:
    """What steps recorded: of a debt that was handed over, of bills that fell due since, and beyond both.

    The rupiah of all steps since then cover the debt one by one; only those of the steps that are `counted` count.
    """
    covered, so_far = 0, 0
    following = case["steps"][case["steps"].index(counted[0]) :] if counted else []
    for step in following:
        left = step["recovered"] if handed is None else min(step["recovered"], max(handed - so_far, 0))
        so_far += step["recovered"]
        covered += left * (step in counted)
    excess = sum(step["recovered"] for step in counted) - covered
    late = sum(
        rupiah
        for bill in case["bills"]
        for on, rupiah in bill["paid"]
        if bill["due_on"] >= since and bill["due_on"] < on <= day
    )
    return {"recovered": covered, "afterwards": min(excess, late), "beyond": max(excess - late, 0)}


def unconfirmed(case: dict) -> bool:
    """Whether the deadline that a case stands at is what the rule of a Nota gives, which no source confirms."""
    last = case["steps"][-1]
    on = last["on"].date()
    if last["step"] not in ("nota_1", "nota_2") or on < date(2022, 3, 1):
        return False
    return due(last) == rules.deadline(last["step"], on, rules.at(f"{on:%Y-%m}"))


def due(step: dict) -> date | None:
    """The deadline of a step: as recorded, else by the law of its day."""
    if not pd.isna(step["deadline"]):
        return step["deadline"].date()
    on = step["on"].date()
    return rules.deadline(step["step"], on, rules.at(f"{on:%Y-%m}"))


def days_late(case: dict, month: str) -> int:
    """Days that the last step of a case is overdue at the month's end; 0 before its first step."""
    until = due(case["steps"][-1]) if case["steps"] else None
    return max((month_end(month) - until).days, 0) if until else 0


def is_due(case: dict, month: str, days: int) -> bool:
    """Whether the last step of a case has a deadline within so many days of the month's end, that day among them."""
    until = due(case["steps"][-1]) if case["steps"] else None
    return until is not None and 0 <= (until - month_end(month)).days <= days


def open_cases(cases: list[dict]) -> list[dict]:
    return [case for case in cases if case["closed_on"] is None]


def stands_at(case: dict) -> str:
    return case["steps"][-1]["step"] if case["steps"] else ""


def worth(cases: list[dict]) -> dict[str, int]:
    """By kind what the cases are worth."""
    return {
        f"value_{kind}": sum(
            int(case["value"]) for case in cases if case["kind"] == kind and not pd.isna(case["value"])
        )
        for kind in CASE_KINDS
    }


def summed(cases: list[dict], month: str) -> dict[str, int]:
    """The sums of a list of cases (`Page.sums`)."""
    late = [case for case in cases if days_late(case, month) > 0]
    return {
        "cases": len(cases),
        **{f"cases_{kind}": sum(case["kind"] == kind for case in cases) for kind in CASE_KINDS},
        "overdue": len(late),
        **{f"due_{days}": sum(is_due(case, month, days) for case in cases) for days in (7, 14, 30)},
        "unconfirmed": sum(map(unconfirmed, late)),
        "by_law": sum(
            bool(case["steps"])
            and pd.isna(case["steps"][-1]["deadline"])
            and due(case["steps"][-1]) is not None
            for case in cases
        ),
        **worth(cases),
        **{name: sum(case[name] for case in cases) for name in ("recovered", "afterwards", "beyond")},
    }


def board(cases: list[dict], month: str) -> dict[str, dict[str, int]]:
    """By step the sums of the open cases that stand at it."""
    here = {step: [case for case in open_cases(cases) if stands_at(case) == step] for step in ("", *STEPS)}
    return {step: summed(standing, month) for step, standing in here.items() if standing}


def headline(cases: list[dict], month: str) -> dict[str, int]:
    """What `Enforcement.headline` says."""
    year = f"{month[:4]}-01-01"
    before = [
        split(
            case,
            [s for s in case["steps"] if s["on"] < pd.Timestamp(year)],
            debt(case),
            case["opened_on"],
            pd.Timestamp(year),
        )
        for case in cases
    ]
    return {
        **summed(open_cases(cases), month),
        "opened": sum(f"{case['opened_on']:%Y-%m}" == month for case in cases),
        "closed": sum(
            case["closed_on"] is not None and f"{case['closed_on']:%Y-%m}" == month for case in cases
        ),
        "collected": sum(case["recovered"] for case in cases) - sum(was["recovered"] for was in before),
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


def scored(cases: list[dict], kind: str, since: date, month: str) -> dict[str, dict[str, int]]:
    """The scoreboard of one kind of agency."""
    handed = [(case, at) for case in cases if (at := handed_over(case, kind, since)) is not None]
    scores: dict[str, dict[str, int]] = {}
    day = pd.Timestamp(month_end(month))
    firms = set()
    for case, at in sorted(handed, key=lambda pair: (pair[0]["steps"][pair[1]]["on"], pair[0]["case"])):
        row = scores.setdefault(case["steps"][at]["agency"], dict.fromkeys(SCORES, 0))
        for name, number in _scores(case, at, kind, day).items():
            row[name] += number
        row["firms"] += case["employer"] not in firms
        firms.add(case["employer"])
    return scores


def handed(case: dict, at: int) -> int | None:
    """The debt on the day of a step: what the steps left of that at opening, and what fell due since and is open."""
    if case["kind"] != "tunggakan" or debt(case) is None:
        return debt(case)
    on = case["steps"][at]["on"]
    fresh = sum(
        max(bill["due"] - sum(rupiah for day, rupiah in bill["paid"] if day < on), 0)
        for bill in case["bills"]
        if bill["due_on"] < on
    )
    return max(debt(case) - sum(step["recovered"] for step in case["steps"][:at]), 0) + fresh


def _scores(case: dict, at: int, kind: str, day) -> dict[str, int]:
    """What one case adds to the row of its agency, to which the step at a place hands it over."""
    after = case["steps"][at:]
    theirs = [step for step in after if step["actor"] in GROUPS[kind] or step is after[0]]
    paying = case["outcome"] == "angsuran" or any(step["step"] == "angsuran" for step in after)
    money, known = split(case, theirs, handed(case, at), after[0]["on"], day), handed(case, at)
    return {
        "cases": 1,
        "handed": known or 0,
        **worth([case]),
        "paid": case["outcome"] == "lunas",
        "instalments": paying and case["outcome"] != "lunas",
        "closed": case["closed_on"] is not None,
        "open": case["closed_on"] is None,
        **money,
        "covered": 0 if known is None else money["recovered"],
    }
