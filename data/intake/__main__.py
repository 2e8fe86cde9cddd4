"""`python -m data.intake check FILE ...`: what a file says, as JSON; for a nightly folder, and for tests."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from data.access import Viewer
from data.clock import today
from data.facts import in_force
from data.intake.accounts import rows_of
from data.intake.answers import Answers
from data.intake.checking import Desk, check
from data.intake.marking import TEMPLATES, template
from data.intake.publication import BOOK, publish, published_details, rehearse
from data.intake.register import register_of_folder, register_of_release
from data.intake.report import Report
from data.intake.waiting import Memory, layout_known
from data.settings import data_folder, home
from data.store import OWN, Store
from data.tables import load_facts

# Whoever is at the computer that the store is on.
_STEWARD = Viewer("pengelola")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when a result was written, also for a refused file."""
    parser = argparse.ArgumentParser(prog="python -m data.intake", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="read one file and write what it says")
    checking.add_argument("file", type=Path)
    checking.add_argument(
        "--office", required=True, help="code of the office that brings it, as KC-MOJOKERTO"
    )
    checking.add_argument("--today", type=date.fromisoformat, default=today(), help="the day, as 2026-11-02")
    checking.add_argument(
        "--base", type=Path, default=Path(), help="folder with employers.csv and contributions.csv"
    )
    checking.add_argument("--answers", type=Path, help="JSON with answers")
    checking.add_argument("--json", type=Path, required=True, help="where the result is written")
    checking.add_argument("--rows", type=Path, help="folder for the rows as CSV")
    publishing = commands.add_parser(
        "publish", help="read one file against the release in force, and publish it"
    )
    publishing.add_argument("file", type=Path)
    publishing.add_argument(
        "--office", required=True, help="code of the office that brings it, as KC-MOJOKERTO"
    )
    publishing.add_argument(
        "--today", type=date.fromisoformat, default=today(), help="the day, as 2026-11-02"
    )
    publishing.add_argument("--answers", type=Path, help="JSON with answers")
    making = commands.add_parser("template", help="write an empty workbook for a table")
    making.add_argument("table", choices=sorted(TEMPLATES))
    making.add_argument("--out", type=Path, required=True, help="where the workbook is written")
    said = parser.parse_args(arguments)
    return {"check": _check, "publish": _publish, "template": _template}[said.command](said)


def _template(said: argparse.Namespace) -> int:
    said.out.parent.mkdir(parents=True, exist_ok=True)
    said.out.write_bytes(template(said.table))
    return 0


def _answers(path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return []
    answers: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["answers"]
    return answers


def _publish(said: argparse.Namespace) -> int:
    """Publish what is ready, with what is remembered and answered; 1 and nothing published while the file waits."""
    store, facts = Store(home(), OWN), load_facts(data_folder())
    release, content = store.release(), said.file.read_bytes()
    desk = Desk(said.office, said.today, register_of_release(release), in_force(release, facts).facts)
    memory = Memory(store.notebook(BOOK), said.office, _STEWARD)
    known = layout_known(check(content, said.file.name, desk), memory)
    answers = [*(known.answers if known else ()), *_answers(said.answers)]
    report = check(
        content, said.file.name, replace(desk, mapping=known.mapping if known else {}), Answers(answers)
    )
    if report.refused is not None or report.waiting:
        print(
            report.refused or "; ".join(q.ask for q in report.findings.questions if q.open), file=sys.stderr
        )
        return 1
    rehearsal = rehearse(report, release, said.office, facts)
    if not rehearsal.tables:
        print(f"{said.file.name}: tidak ada baris yang siap terbit.", file=sys.stderr)
        return 1
    details = published_details(report, content, said.office, "pengelola")
    made = publish(store, rehearsal, embedded=facts, title=said.file.name, viewer=_STEWARD, details=details)
    memory.keep(report, known.mapping if known else {})
    rows = rows_of(report)
    print(f"{said.file.name}: rilis {made.number}, {rows.ready} dari {rows.all} baris.")
    return 0


def _check(said: argparse.Namespace) -> int:
    answers = Answers(_answers(said.answers)) if said.answers else None
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
