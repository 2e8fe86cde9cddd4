"""The chain of enforcement as lanes in the order of the law: how many open cases stand at each step, how many of them
are overdue, and what they are worth. What they are worth is three different things by lane: each says which, and nothing
adds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import law
from data.answers import kept
from data.queries import VALUES, Enforcement
from data.vocabulary import NOT_TOLD
from data.words import Words
from pages import session, templates
from pages.session import Place
from pages.templates import SHORT_STEPS
from pages.view import ListView
from pages.widgets import counts_text

_KEY = "case_lanes"
_pipeline = templates.component("pipeline")


@dataclass(frozen=True)
class _Lane:
    """A lane: its name, what the rupiah of its cases are, and on what law it stands."""

    name: str
    worth: str
    law: str


# In the order of the chain of the law: first who has not registered, then who owes, then who registered in part.
_LANES = {
    "pwbd": _Lane("Belum mendaftar (PWBD)", "Rp juta: iuran sebulan", "PP 86/2013"),
    "tunggakan": _Lane("Menunggak iuran", "Rp juta: utang saat dibuka", "UU 24/2011"),
    "pds": _Lane("Mendaftar sebagian (PDS)", "Rp juta: kurang iuran sebulan", "UU 24/2011"),
}


def pipeline(place: Place, words: Words) -> None:
    """The lanes; a click on a step narrows the lists below to its cases, one more takes that back."""
    given = _given(place, session.read_view().list, words)

    def picked() -> None:
        chosen = templates.reported(_KEY, "open", [box[0] for _, boxes in given["lanes"] for box in boxes])
        if chosen:
            narrow(chosen)

    _pipeline(data=given, key=_KEY, on_open_change=picked)


@kept
def _given(place: Place, now: ListView, words: Words) -> dict[str, Any]:
    standing = Enforcement(place.reading, place.month).lanes(place.where)
    return content(place, standing, now, words)


def narrow(chosen: str) -> None:
    """Narrow the page to the cases of a box of the lanes, "kind|step"; to all where it is narrowed to these already."""
    kind, _, step = chosen.partition("|")
    now = session.read_view().list
    if (now.kind, now.step) == (kind, step):
        kind, step = "", ""
    session.change_view(kind=kind, step=step, due="", search="", page=1)


def content(place: Place, standing: pd.DataFrame, now: Any, words: Words) -> dict[str, Any]:
    """What the browser's side is given: for each lane its heading, and its boxes by key "kind|step"."""
    rules = law.at(place.month)
    lanes: list[tuple[list[str], list[list[Any]]]] = []
    counts: dict[str, str] = {}
    for kind, lane in _LANES.items():
        own: dict[str, dict[Any, Any]] = {
            str(row["step"]): row for row in standing[standing["kind"] == kind].to_dict("records")
        }
        steps = steps_of(kind, place, rules, own)
        heading = _heading(lane, sum(int(row["cases"]) for row in own.values()), words)
        boxes = [_box(kind, step, own.get(step, {}), rules, now, words) for step in steps]
        lanes.append((heading, boxes))
        for step, row in own.items():
            texts = {f"{kind} step {step or NOT_TOLD}": words.number(row["cases"])}
            counts[f"{kind}|{step or NOT_TOLD}"] = counts_text(session.counts_of(place, texts))
    rows = [[box[0], *box[1:]] for _, boxes in lanes for box in boxes]
    return {"lanes": lanes, "rows": rows, "total": [], "counts": counts}


def _heading(lane: _Lane, total: int, words: Words) -> list[str]:
    """What stands before a lane: its name with its cases, what their rupiah are, on what law, and that there is none."""
    name = f"{words(lane.name)} · {words.number(total)}"
    return [name, words(lane.worth), lane.law, "" if total else words("belum ada kasus")]


def steps_of(kind: str, place: Place, rules: law.Rules, own: dict[str, Any]) -> list[str]:
    """The steps of a lane in the order of the law, those without a case too; those of a province only where it holds.

    A case that stands at no step, or at one of another chain, has its box as well: none is left out.
    """
    provinces = None if place.regions is None else {region[:2] for region in place.regions}
    chains = [
        chain
        for chain in rules.chains
        if kind in chain.kinds
        and (not chain.provinces or provinces is None or provinces & set(chain.provinces))
    ]
    steps = list(dict.fromkeys(step for chain in chains for step in chain.steps))
    others = [step for step in own if step and step not in steps]
    return [*([""] if "" in own else []), *steps, *others]


def _box(kind: str, step: str, row: dict[Any, Any], rules: law.Rules, now: Any, words: Words) -> list[Any]:
    """A step: key, name, limit, count, how many are overdue ("" is none), rupiah, whether the page is narrowed to it."""
    count, late = int(row.get("cases", 0)), int(row.get("overdue", 0))
    value = int(row.get(VALUES[kind], 0))
    is_pressed = (now.kind, now.step) == (kind, step or NOT_TOLD)
    return [
        f"{kind}|{step or NOT_TOLD}",
        words(SHORT_STEPS[step]),
        limit(step, rules, words),
        words.number(count),
        words("● {n} lewat", n=words.number(late)) if late else "",
        millions(value, words) if value else "",
        int(is_pressed),
    ]


def limit(step: str, rules: law.Rules, words: Words) -> str:
    """How long a step gives; "?" where no source confirms it, "" where the rules give it no limit."""
    clock = rules.clocks.get(step)
    if clock is None:
        return ""
    said = words("{n} hk", n=clock.days) if clock.working else words("{n} hari", n=clock.days)
    return said if clock.confirmed else f"{said} ?"


def millions(rupiah: int, words: Words) -> str:
    """Rupiah in millions, with one decimal: one unit for a whole column."""
    return words.number(rupiah / 1_000_000, 1)
