"""Ledgers as an organisation would bring them: simulated rows of some regions, under names that do not say so.

Nothing else of the tests may publish these into a store of simulated data, or the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as arrow

from data.ledger.publishing import publish
from data.simulation.plan import Plan
from data.simulation.simulate import simulate
from data.store.changes import Change
from data.store.release import Release
from data.store.store import OWN, Store
from data.tables.facts import Facts
from tests.facts import FACTS

# What the office of KC Mojokerto serves, and that of KC Pekalongan.
MOJOKERTO, PEKALONGAN = ("35.16", "35.17", "35.76"), ("33.25", "33.26", "33.27", "33.75")
# How an employer or a case of such a ledger is recognised, wherever it may have slipped to.
NAMED = re.compile(
    r"UJI\d{7}|UJI-\d{6}|UJI-K-\d+|(?:PT|CV|UD|Koperasi|Yayasan|BUMD|BUMN|Firma) [A-Z]\w+ \d{5}"
)
_NUMBER = re.compile(r"^SIM(?=[\d/-])")
_WORD = re.compile(r" \(simulasi\)| Simulasi\b")


def own_tables(
    tables: Mapping[str, pd.DataFrame], regions: Collection[str], until: str = "9999-12"
) -> dict[str, pd.DataFrame]:
    """The rows of these regions out of a simulated ledger, of months up to `until`, without a word of the simulation."""
    employers = tables["employers"][tables["employers"]["region"].isin(list(regions))]
    cases = tables["cases"][tables["cases"]["employer"].isin(employers["employer"])]
    whose = {
        "employers": ("employer", employers["employer"]),
        "contributions": ("npp", employers["npp"]),
        "instalments": ("npp", employers["npp"]),
        "arrears_positions": ("npp", employers["npp"]),
        "cases": ("case", cases["case"]),
        "case_steps": ("case", cases["case"]),
        "outreach": ("employer", employers["employer"]),
    }
    found = {}
    for name, rows in tables.items():
        column, keys = whose.get(name, ("region", list(regions)))
        kept = rows[rows[column].isin(keys)]
        kept = kept[kept["blth"] <= until] if "blth" in kept else kept
        found[name] = _renamed(kept).reset_index(drop=True)
    return found


def _renamed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their numbers and names as those of an office."""
    texts = [name for name in rows if rows[name].dtype in ("object", "str", "string")]
    return rows.assign(**{name: rows[name].map(_honest) for name in texts})


def _honest(text: object) -> object:
    return _WORD.sub("", _NUMBER.sub("UJI", text)) if isinstance(text, str) else text


def simulated_tables(plan: Plan, facts: Facts = FACTS) -> dict[str, pd.DataFrame]:
    """Every table of a plan as a frame."""
    return {
        name: rows.read_all().to_pandas() if isinstance(rows, arrow.RecordBatchReader) else rows
        for name, rows in simulate(plan, facts).items()
    }


def joined(*parts: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Several offices' tables in one."""
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def publish_own(
    home: str | Path, tables: Mapping[str, pd.DataFrame], without: Collection[str] = (), facts: Facts = FACTS
) -> Release:
    """The tables as a release of one's own data; those `without` are never brought."""
    changes = {name: Change("overwrite", rows) for name, rows in tables.items() if name not in without}
    return publish(Store(home, OWN), changes, facts=facts, title="Uji", role="pengelola", keep=False)
