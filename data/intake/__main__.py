"""`python -m data.intake check FILE ...`: what a file says, as JSON; for a nightly folder, and for tests."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from data.intake.answers import Answers
from data.intake.checking import Desk, check
from data.intake.register import register_of_folder
from data.intake.report import Report
from data.settings import data_folder
from data.tables import load_facts


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when a result was written, also for a refused file."""
    parser = argparse.ArgumentParser(prog="python -m data.intake", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="read one file and write what it says")
    checking.add_argument("file", type=Path)
    checking.add_argument(
        "--office", required=True, help="code of the office that brings it, as KC-MOJOKERTO"
    )
    checking.add_argument(
        "--today", type=date.fromisoformat, default=date.today(), help="the day, as 2026-11-02"
    )
    checking.add_argument(
        "--base", type=Path, default=Path(), help="folder with employers.csv and contributions.csv"
    )
    checking.add_argument("--answers", type=Path, help="JSON with answers")
    checking.add_argument("--json", type=Path, required=True, help="where the result is written")
    checking.add_argument("--rows", type=Path, help="folder for the rows as CSV")
    return _check(parser.parse_args(arguments))


def _check(said: argparse.Namespace) -> int:
    answers = None
    if said.answers:
        answers = Answers(json.loads(said.answers.read_text("utf-8"))["answers"])
    desk = Desk(said.office, said.today, register_of_folder(said.base), load_facts(data_folder()))
    report = check(said.file.read_bytes(), said.file.name, desk, answers)
    result = report.as_json()
    if said.rows:
        said.rows.mkdir(parents=True, exist_ok=True)
        for name in report.tables:
            path = said.rows / f"{said.file.stem}.{name}.csv"
            write_rows(report, name, path)
            result["tables"][name]["csv"] = path.name
    said.json.parent.mkdir(parents=True, exist_ok=True)
    said.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    return 0


def write_rows(report: Report, name: str, path: Path) -> None:
    """The rows of a table that can be published, with the sheet and row that each comes from."""
    table = report.tables[name]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["_sheet", "_row", *table.columns])
        for record in report.ready(name):
            writer.writerow([record.sheet, record.row, *(_text(record.values.get(c)) for c in table.columns)])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
