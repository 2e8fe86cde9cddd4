"""Runs in the code of the earlier version: `earlier.py make HOME` fills a store, `earlier.py tell HOME` says what it shows.

It imports nothing of today. Names are those of commit cf1c2e3.
"""

# ruff: noqa: I001
from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

from data.access import PUBLIK, Viewer
from data.definitions import definitions
from data.ledger_publish import publish
from data.ledger_reading import Reading
from data.settings import data_folder
from data.simulate import Plan, simulate
from data.store import OWN, SIMULATED, Change, Store
from data.tables import load_facts

ROLES = {"publik": PUBLIK, "wilayah": Viewer("wilayah")}


def make(home: str) -> None:
    """A simulated release, and one's own data: of the same kind, without a word of the simulation in what they are."""
    facts = load_facts(data_folder())
    for dataset, employers in ((SIMULATED, 600), (OWN, 400)):
        tables = simulate(Plan(employers=employers, months=14, last="2026-10"), facts)
        changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
        publish(
            Store(home, dataset), changes, facts=facts, title="Latihan", role="pengelola", keep=True, on=0
        )


def tell(home: str) -> dict:
    """Every indicator of the ledger by region, in two roles, and of each office: value, numerator, denominator, hidden."""
    facts, told = load_facts(data_folder()), {}
    for dataset in (SIMULATED, OWN):
        release = Store(home, dataset).release()
        for role, viewer in ROLES.items():
            reading = Reading(release, f"{home}/{dataset}", facts, viewer)
            for name, indicator in definitions().items():
                if indicator.kind == "ledger":
                    told[f"{dataset} {role} {name}"] = by_place(reading, indicator, facts)
    return told


def by_place(reading: Reading, indicator, facts) -> dict:
    """Region or office -> what is shown of it."""
    month, found = reading.months[-1], {}
    rows = reading.values(indicator, month)
    for row in rows.to_dict("records"):
        found[row["region"]] = shown(row)
    for office in facts.offices["code"] if indicator.narrows else ():
        for row in reading.values(indicator, month, "all", (("office", (office,)),)).to_dict("records"):
            found[office] = shown(row)
    return found


def shown(row: dict) -> list:
    """What a page shows of a value; nothing where it is hidden."""
    if row["suppressed"]:
        return ["hidden"]
    values = (row[name] for name in ("value", "numerator", "denominator"))
    return [
        None if value is None or value != value or str(value) == "<NA>" else float(value) for value in values
    ]


# Pages that are read as a reader does: the map, an office, arrears.
PAGES = ("", "kantor-kc-palembang", "tunggakan")


def said(shell: str) -> dict:
    """What pages of the home in force write, in the role that sees every region."""
    from streamlit.testing.v1 import AppTest

    registered = AppTest.from_file(shell, default_timeout=120).run()._registered_pages
    hashes = {info["url_pathname"]: known for known, info in registered.items()}
    found = {}
    for page in PAGES:
        app = AppTest.from_file(shell, default_timeout=120)
        if page:
            app._page_hash = hashes[page]
        app.query_params.update({"data": "simulasi"})
        app.session_state["viewer"] = ROLES["wilayah"]
        app.run()
        assert not app.exception, app.exception
        found[page] = [
            str(element.value)
            for kind in ("html", "markdown", "warning", "error", "info")
            for element in app.get(kind)
        ]
        found[page] += [
            getattr(e.proto, "json", "") or e.proto.json_args
            for k in ("bidi_component", "component_instance")
            for e in app.get(k)
        ]
    return found


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
        os._exit(0)  # that version's readers of files may abort when the interpreter ends
    else:
        print(
            json.dumps(
                {"shown": tell(sys.argv[2]), "said": said(str(Path("pages/shell.py").absolute()))},
                sort_keys=True,
            ),
            flush=True,
        )
        os._exit(0)  # Streamlit's threads would be waited for
