"""Commitments as nobody recorded them, by the hundreds, and the small release that judges them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from data.access.viewer import Viewer
from data.commitments.commitment import Commitment, Condition, Done
from data.queries.reading import Reading
from data.store.store import SIMULATED, Store
from tests.data.commitments.recount import FORMULAS, Recount, end
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS

AT = datetime(2024, 1, 5, tzinfo=UTC)
AREAS = dict(zip(FACTS.regions["code"], FACTS.regions["area"], strict=True))


def commitment(due: date, condition: Condition | None = None, done: date | None = None, **more) -> Commitment:
    said = Done(done, "berita acara", "pengelola", AT) if done else None
    told = {
        "agency": "Pemkab Jombang",
        "what": "Pemberi kerja menunggak turun",
        "due": due,
        "meeting": "Rakor",
        "meeting_on": date(2023, 1, 2),
        "condition": condition,
        "id": "a",
        "at": AT,
        "role": "pengelola",
        "dataset": SIMULATED,
        "release": 1,
        "done": said,
    }
    return Commitment(**(told | more))


@cache
def store() -> Store:
    """Four months of 160 employers in a few regions, published once for all tests: not to be changed."""
    folder = mkdtemp()
    released(Path(folder), random_tables(11, employers=160, months=4))
    return Store(folder, SIMULATED)


@cache
def reading(role: str = "pengelola", *offices: str) -> Reading:
    held = store()
    return Reading(held.release(), held.place.root, FACTS, Viewer(role, frozenset(offices)))


def recount(of: Reading) -> Recount:
    cells = of.release.table("cube").to_pylist()
    months = [cell["month"] for cell in cells]
    return Recount(cells, AREAS, min(months), max(months))


def subjects(held: Recount) -> list[tuple[str, str, str]]:
    """What commitments are on: each indicator at a level in turn, some at two; where somebody is left out, and where nobody is."""
    regions = sorted({cell["region"] for cell in held.cells})
    levels = [
        ("all", ""),
        ("region", regions[0]),
        ("kecamatan", max(cell["kecamatan"] for cell in held.cells)),
        ("area", AREAS[regions[0]]),
    ]
    in_turn = zip([*FORMULAS, *FORMULAS][:9], levels * 3, strict=False)
    nothing = [("compliance", "all", ""), ("registration", "region", "16.74")]
    return [*((indicator, *place) for indicator, place in in_turn), *nothing]


def drawn(held: Recount, count: int, seed: int = 0) -> list[Commitment]:
    """Random commitments; the numbers that are asked lie at, beside or between values that there are."""
    dice = random.Random(seed)
    made = [_by_number(dice, held) if dice.random() < 0.85 else _by_day(dice) for _ in range(count)]
    return [commitment(due, condition, done, id=str(at)) for at, (due, condition, done) in enumerate(made)]


def _by_number(dice: random.Random, held: Recount):
    subject = dice.choice(subjects(held))
    last = held.months[-1]
    due = dice.choice([*held.months, "2024-05", "2024-06"])
    beside = held.value(*subject, dice.choice([month for month in held.months if month >= due] or [last]))
    digits = FORMULAS[subject[0]][4]
    number = float(dice.randrange(100) if beside is None else beside)
    number = round(max(0.0, number + dice.choice([0, 0, -1, 1, 10.0**-digits])), digits)
    sense = dice.choice(["at_least", "at_most"])
    return end(due), Condition(*subject, sense, number if digits else int(number)), None


def _by_day(dice: random.Random):
    due = date(2024, 1, 1) + timedelta(days=dice.randrange(200))
    done = due + timedelta(days=dice.randrange(-40, 40)) if dice.random() < 0.6 else None
    return due, None, done
