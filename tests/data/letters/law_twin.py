"""An independent reading of the dated law: which letters may be written after a history, in plain Python.

It reads the files of the law as plain data, counts working days with numpy, and knows nothing of `data.law`,
`data.queries` or `data.letters`.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from holidays.countries.indonesia import Indonesia

FOLDER = Path(__file__).parents[3] / "data" / "law" / "in_force"
# What BPJS Ketenagakerjaan does by a letter of its own, or drafts for the prosecutor: all else is a visit, an
# agreement, a claim in court, or another agency's letter.
LETTERS = {
    "pwbd": {"teguran_1", "teguran_2", "denda", "tmp2t"},
    "tunggakan": {"surat", "laporan_disnaker", "skk", "panggilan", "kpknl"},
    "pds": {"surat", "laporan_disnaker"},
}


@cache
def _file(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _in_force(parameter: dict, month: str) -> dict | None:
    """The last block that has begun, where it has not ended."""
    begun = [block for block in parameter["period"] if block["from"] <= month]
    return begun[-1] if begun and month <= begun[-1].get("to", "9999-12") else None


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(Indonesia(years=year, categories=("public",)))


@cache
def limit(step: str, on: date) -> date | None:
    """The last day that a step of a day gives the employer; None without a time limit."""
    clocks = _file("enforcement")
    if f"clock_{step}" not in clocks:
        return None
    clock = _in_force(clocks[f"clock_{step}"], f"{on:%Y-%m}")
    if clock is None:
        return None
    if not clock["working"]:
        return on + timedelta(days=clock["days"])
    return _working_days_after(on, clock["days"])


def _working_days_after(on: date, days: int) -> date:
    off = set().union(*(_days_off(year) for year in (on.year, on.year + 1)))
    for block in _file("late")["holidays"]["period"]:
        off = (off | set(block["added"])) - set(block["removed"])
    return np.busday_offset(on, days, roll="backward", holidays=sorted(off)).astype(object)


def letters(
    kind: str, region: str, taken: list[tuple[str, date, date | None]], value: int | None, on: date
) -> set[str]:
    """The letters that may be written on a day in an open case whose employer still lacks what it is about."""
    month, found = f"{on:%Y-%m}", set()
    steps = [step for step, _, _ in taken]
    for name, chain in _file("chains").items():
        block = _in_force(chain, month) if name.startswith("chain_") else None
        if block is None or kind not in block["kinds"]:
            continue
        if block["provinces"] and region[:2] not in block["provinces"]:
            continue
        order = block["steps"]
        reached = [place for place, step in enumerate(order) if step in steps]
        place = max(reached) + 1 if reached else 0
        if place == len(order) or order[place] not in LETTERS[kind]:
            continue
        if place and any(on <= last for last in _limits(order[place - 1], taken)):
            continue
        if order[place] == "kpknl" and not _may_hand_over(steps, value, month):
            continue
        found.add(order[place])
    return found


def _limits(step: str, taken: list[tuple[str, date, date | None]]) -> list[date]:
    """The last days that a step gave: as recorded, else by the law of its day."""
    given = [recorded or limit(name, on) for name, on, recorded in taken if name == step]
    return [last for last in given if last]


def _may_hand_over(steps: list[str], value: int | None, month: str) -> bool:
    """Receivables of more than Rp8 million, pursued already, while no prosecutor handles them."""
    stays = _in_force(_file("chains")["receivables"], month)["stays_up_to_rupiah"]
    if value is not None and value <= stays:
        return False
    return bool(steps) and not {"skk", "panggilan", "angsuran", "gugatan"} & set(steps)
