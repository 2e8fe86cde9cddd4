"""Runs in today's code: `python -m tests.drill.today HOME` says what it shows of a home, as `earlier.py tell` does."""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from typing import Any

from data.access import PUBLIK, Viewer
from data.indicators import definitions
from data.queries import Reading
from data.settings import data_folder
from data.simulation import with_simulated_targets
from data.store import OWN, SIMULATED, Store
from data.tables import Facts, load_facts
from tests.pages.earlier_release.text import visible_text
from tests.pages.reading import opened

ROLES = {"publik": PUBLIK, "wilayah": Viewer("wilayah")}
PAGES = ("", "kantor-kc-palembang", "tunggakan")


@cache
def facts() -> Facts:
    """The facts that ship with the app."""
    return load_facts(data_folder())


def tell(home: str) -> dict[str, Any]:
    """Every indicator of the ledger by region and office, in two roles: value, numerator, denominator, hidden."""
    told = {}
    for dataset in (SIMULATED, OWN):
        release = Store(home, dataset).release()
        assert release is not None
        known = with_simulated_targets(facts()) if dataset == SIMULATED else facts()
        for role, viewer in ROLES.items():
            reading = Reading(release, f"{home}/{dataset}", known, viewer)
            for name, indicator in definitions().items():
                if indicator.kind == "ledger":
                    told[f"{dataset} {role} {name}"] = by_place(reading, indicator)
    return told


def by_place(reading: Reading, indicator: Any) -> dict[str, list]:
    """Region or office -> what is shown of it."""
    month = reading.months[-1]
    found = {row["region"]: shown(row) for row in reading.values(indicator, month).to_dict("records")}
    for office in facts().offices["code"] if indicator.narrows else ():
        for row in reading.values(indicator, month, "all", (("office", (office,)),)).to_dict("records"):
            found[office] = shown(row)
    return found


def shown(row: dict) -> list:
    """What a page shows of a value; nothing where it is hidden."""
    if row["suppressed"]:
        return ["hidden"]
    values = (row[name] for name in ("value", "numerator", "denominator"))
    return [None if value is None or str(value) in ("nan", "<NA>") else float(value) for value in values]


def said() -> dict[str, list[str]]:
    """What pages of the home in force write, in the role that sees every region."""
    found = {}
    for page in PAGES:
        app = opened(page, ROLES["wilayah"], data="simulasi")
        assert not app.exception, app.exception
        found[page] = list(visible_text(app))
    return found


if __name__ == "__main__":
    print(json.dumps({"shown": tell(sys.argv[1]), "said": said()}, sort_keys=True), flush=True)
    os._exit(0)  # Streamlit's threads would be waited for
