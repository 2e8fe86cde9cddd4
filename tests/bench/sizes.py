"""The same page on a release of 12 thousand and of a million employers: what a reader waits for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from data.ledger.publishing import publish
from data.months import last_full_month
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.store import SIMULATED, Store
from tests.bench import measure
from tests.bench.lines import Line, line
from tests.bench.pages import ROUNDS
from tests.browser.driver import ROOT, chromium, running
from tests.facts import FACTS

SMALL, LARGE, MONTHS = 12_000, 1_000_000, 6


def home(folder: Path, employers: int) -> Path:
    """A home with a simulated release of so many employers up to the last full month; made once and kept."""
    place, facts = folder / str(employers), FACTS
    plan = Plan(employers=employers, months=MONTHS, last=last_full_month(date.today()))
    store = Store(place, SIMULATED)
    now = store.release()
    if now is None or now.months[-1] != plan.last:
        tables = {name: Change("overwrite", rows) for name, rows in simulate(plan, facts).items()}
        publish(store, tables, facts=facts, title="bench", role="pengelola", keep=False)
    return place


def compared(browser: Browser, small: str, large: str, rounds: int) -> dict[str, tuple[float, float]]:
    """Interaction -> median ms on the large and on the small release, taken in turn."""
    addresses = {"small": f"{small}/?data=simulasi", "large": f"{large}/?data=simulasi"}
    switches, _ = measure.switches(browser, addresses, rounds)
    opened = {key: f"{address}&wilayah=16.71" for key, address in addresses.items()}
    panels, _ = measure.switches(browser, opened, rounds)
    found = {"indicator switch": switches, "indicator switch, a region open": panels}
    return {name: (_median(taken["large"]), _median(taken["small"])) for name, taken in found.items()} | {
        "another month": measure.months(browser, addresses, rounds)
    }


def measured() -> list[Line]:
    """The lines: each interaction on a million employers against the same on 12 thousand."""
    places = [home(ROOT / "bench" / "homes", employers) for employers in (SMALL, LARGE)]
    with (
        running(PETA_HOME=str(places[0])) as small,
        running(PETA_HOME=str(places[1])) as large,
        chromium() as browser,
    ):
        found = compared(browser, small, large, ROUNDS)
    return [
        line(f"{name}, 1 M employers", million, "ms", f"12 thousand {few:.0f} ms", million / few, 1.15)
        for name, (million, few) in found.items()
    ]


def _median(taken: list[measure.Switch]) -> float:
    return median(one.milliseconds for one in taken)
