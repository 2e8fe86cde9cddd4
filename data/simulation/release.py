"""The simulated ledger as a release of the store: made on the first start, and kept in the home folder of the app."""

from __future__ import annotations

from datetime import date

from data.ledger import publish
from data.months import last_full_month
from data.simulation.plan import usual_plan
from data.simulation.simulate import Progress, simulate
from data.store import SIMULATED, Change, Release, Store
from data.tables import Facts

_CUBE = "Menghitung kubus kepatuhan"


def simulated_release(
    home: str, facts: Facts, today: date, progress: Progress = lambda done, words: None
) -> Release:
    """The simulated release in force; where there is none, or it ends before the last full month, a new one.

    `home` is the folder of the store, `today` decides which month is the last full one. `progress` is told the
    fraction done (0 to 1) and what is being done, an Indonesian message id. Raises as `data.ledger.publish`.
    """
    store = Store(home, SIMULATED)
    current, plan = store.release(), usual_plan(last_full_month(today))
    if current is not None and current.months and current.months[-1] >= plan.last:
        return current
    tables = simulate(plan, facts, lambda done, words: progress(done * 0.5, words))
    made = publish(
        store,
        {name: Change("overwrite", rows) for name, rows in tables.items()},
        facts=facts,
        title=f"Simulasi sampai {plan.last}",
        role="pengelola",
        keep=False,
        on=current.number if current else 0,
        since=plan.first,
        progress=lambda done: progress(0.5 + done * 0.45, _CUBE),
    )
    progress(1.0, _CUBE)
    return made
