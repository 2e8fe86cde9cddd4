"""Reads every sentence about a movement or an end of 36 months to the twin: `python -m tests.sentences`.

All indicators of the map, each month against the one before; some also against the year before, and as the public reads
them; three offices. Exits 1 when the twin refuses one.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from data.access.viewer import PUBLIK
from data.simulation.plan import Plan
from tests.data.queries.released import released
from tests.data.simulation.simulated import whole
from tests.sentences.reading_out import INDICATORS, OFFICES, map_said, office_said, twin_of

PLAN = Plan(employers=1_200, months=37)
# Read against the year before, and as the public reads them, besides.
MORE = ("compliance", "ledger_arrears_employers", "ledger_arrears_rp", "ledger_pu_active")


def main() -> int:
    """Publish a ledger, read it out month by month, and say how many sentences were signed and refused."""
    tables = whole(PLAN)
    with tempfile.TemporaryDirectory() as folder:
        reading = released(Path(folder), tables)
        public, months = replace(reading, viewer=PUBLIK), reading.months
        twin = twin_of(tables, months)
        for at in range(1, len(months)):
            for indicator in INDICATORS:
                map_said(twin, reading, indicator, months[at], months[at - 1])
            for indicator in MORE:
                map_said(twin, public, indicator, months[at], months[at - 1])
                if at >= 12:
                    map_said(twin, reading, indicator, months[at], months[at - 12])
            for office in OFFICES:
                office_said(twin, reading, office, months[at])
            print(months[at], twin.signed, "signed,", len(twin.refused), "refused", flush=True)
    for sentence in twin.refused[:50]:
        print("REFUSED", sentence)
    return 1 if twin.refused else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # Streamlit's threads would be waited for
