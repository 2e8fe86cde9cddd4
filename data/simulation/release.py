"""The simulated ledger, ready to be looked at: made on the first start, and kept in the home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from data.ledger import publish
from data.months import last_full_month
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store import SIMULATED, Change, Release, Store
from data.tables import Facts

Progress = Callable[[float, str], None]


def simulated_release(
    home: str, facts: Facts, today: date, progress: Progress = lambda done, words: None
) -> Release:
    """The simulated release in force; where there is none, or its last month is not the last full one, a new one.

    `progress` is told the fraction done and what is being done, an Indonesian message id. Raises as `publish`.
    """
    store = Store(home, SIMULATED)
    now, plan = store.release(), Plan(last=last_full_month(today))
    if now is not None and now.months and now.months[-1] >= plan.last:
        return now
    tables = simulate(plan, facts, lambda done, words: progress(done * 0.5, words))
    return publish(
        store,
        {name: Change("overwrite", rows) for name, rows in tables.items()},
        facts=facts,
        title=f"Simulasi sampai {plan.last}",
        role="pengelola",
        keep=False,
        on=now.number if now else 0,
        progress=lambda done: progress(0.5 + done * 0.5, "Menghitung kubus kepatuhan"),
    )
