"""What is attacked: the simulated ledger, own data with one office of twelve, and small random ledgers."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.access import PUBLIK
from data.ledger.publishing import publish
from data.months import last_full_month
from data.queries import Reading
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.store import OWN, SIMULATED, Store
from data.tables.ledger_schemas import LEDGER
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS
from tests.own_ledger import MOJOKERTO, own_tables, publish_own

ROOT = Path(__file__).parents[2]
MONTHS, BEFORE = 13, 20
# The rooms that make a simulated ledger, and add it up; data/cube.py is in the first.
_MAKING = ("data", "simulation", "ledger", "store")


def home(name: str) -> Path:
    """Where a ledger is kept that is made once, and anew when the code has changed that makes it."""
    code = sorted((ROOT / "data").rglob("*.py"))
    made_by = sha256(b"".join(file.read_bytes() for file in code if file.parts[-2] in _MAKING))
    return ROOT / "bench" / "homes" / f"{name}-{made_by.hexdigest()[:12]}"


def simulated(folder: Path) -> Reading:
    """A year and a month of the ledger that the app shows, as the public reads it; made once and kept in `folder`."""
    plan = Plan(months=MONTHS, last=last_full_month(date.today()), before=BEFORE)
    store = Store(folder, SIMULATED)
    release = store.release()
    if release is None or release.months[-1] != plan.last:
        tables = {name: Change("overwrite", rows) for name, rows in simulate(plan, FACTS).items()}
        release = publish(
            store, tables, facts=FACTS, title="uji", role="pengelola", keep=False, since=plan.first
        )
    return Reading(release, str(folder), FACTS, PUBLIK)


def own(source: Reading) -> Reading:
    """Own data of KC Mojokerto, the one office of twelve that sent any, of the months of `source`; made once."""
    folder = home("attack-own")
    store = Store(folder, OWN)
    release = store.release()
    if release is None or release.months[-1] != source.months[-1]:
        tables = {name: source.release.table(name).to_pandas() for name in LEDGER}
        release = publish_own(folder, own_tables(tables, MOJOKERTO), without=("projects", "outreach"))
    return Reading(release, str(folder), FACTS, PUBLIK)


def random_ledger(folder: Path, seed: int, employers: int) -> Reading:
    """A small random ledger of three months, published in `folder`."""
    return released(folder / f"{seed}-{employers}", random_tables(seed, employers, 3), PUBLIK)


def drawn(how_many: int) -> list[tuple[int, int]]:
    """Seeds of so many random ledgers with how many employers each has, as hypothesis draws them: the same each time."""
    found: list[tuple[int, int]] = []

    @settings(
        max_examples=how_many,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 10_000), st.integers(12, 150))
    def draw(seed: int, employers: int) -> None:
        found.append((seed, employers))

    draw()
    return found[:how_many]
