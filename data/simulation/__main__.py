"""`python -m data.simulation [FILE]`: the tables of docs/simulation.md, from the ledger that the app shows.

Without a file they are printed; in a file each is put between its marks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.simulation.calibration import markdown
from data.simulation.comparison import Ledger, Tables, as_markdown, lines
from data.simulation.plan import Plan, usual_plan
from data.simulation.simulate import calibration_report, simulate
from data.tables import Facts, load_facts

LAST = "2026-10"  # given, so that the document changes with the code and the facts alone


def main(arguments: Sequence[str]) -> None:
    """Print the tables, or put them into the file that is named."""
    plan, facts = usual_plan(LAST), load_facts()
    made = simulate(plan, facts)
    tables = {
        name: rows if isinstance(rows, pd.DataFrame) else rows.read_all().to_pandas()
        for name, rows in made.items()
    }
    found = document_tables(plan, facts, tables)
    for file in map(Path, arguments):
        file.write_text(with_tables(file.read_text("utf-8"), found), "utf-8")
    if not arguments:
        print("\n".join(found.values()))


def document_tables(plan: Plan, facts: Facts, tables: Tables) -> dict[str, str]:
    """The tables of the document by the name of their marks; `tables` are the simulated ones of `plan`, all frames."""
    return {
        "comparison": as_markdown(lines(Ledger(tables, plan), facts)),
        "calibration": markdown(calibration_report(plan, facts)),
    }


def with_tables(text: str, tables: dict[str, str]) -> str:
    """The text of a document with each table between its marks."""
    for name, table in tables.items():
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        text = before + start + table + end + after
    return text


if __name__ == "__main__":
    main(sys.argv[1:])
