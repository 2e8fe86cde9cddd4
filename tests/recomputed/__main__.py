"""`make recompute`: every indicator of the simulated ledger of the app, three months, three regions, three offices, all
roles, beside plain SQL over the release's files. Prints what was compared; exits non-zero where a value differs."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from data.clock import today
from data.queries import Reading
from data.simulation.release import simulated_release
from data.tables import load_facts
from tests.recomputed.comparing import ALL_SEEING, NARROWER, Comparison
from tests.recomputed.indicators import FORMULAS

BACK = (1, 7, 25)


def main() -> int:
    facts = load_facts()
    with TemporaryDirectory() as home:
        release = simulated_release(home, facts, today())
        months = [release.months[-back] for back in BACK]
        comparison = Comparison(
            Reading(release, home, facts, ALL_SEEING), Path(home) / "simulasi" / "tables", months
        )
        compared = [one for name in FORMULAS for one in comparison.of(name, months, [ALL_SEEING, *NARROWER])]
    for one in filter(lambda one: one.differs, compared):
        print(f"{one.where}: the product says {one.product}, the files say {one.sql}")
    shown, wrong = sum(one.product is not None for one in compared), sum(one.differs for one in compared)
    print(f"{len(FORMULAS)} indicators, {len(compared)} values compared, {shown} shown, {wrong} differ")
    return 1 if wrong or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
