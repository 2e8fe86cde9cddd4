"""What is true of a file, and what intake made of it, in the same words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from data.intake import Answers, Desk, Register, Report, check
from tests.data.intake.making.register import register
from tests.facts import FACTS

TODAY = date(2026, 11, 2)
Place = tuple[str, int, str]
Sums = dict[str, int]


@dataclass
class Case:
    """One file with its truth: rows and sums of each table before any answer, and once `answers` are given."""

    name: str
    content: bytes
    tables: dict[str, tuple[int, Sums]] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    answers: tuple[tuple[str, object], ...] = ()
    answered: dict[str, tuple[int, Sums]] = field(default_factory=dict)
    refused: str = ""
    notes: tuple[str, ...] = ()
    office: str = "KC-MOJOKERTO"
    register: Register = field(default_factory=register)

    def truth(self) -> dict[str, object]:
        """What must be said of the file."""
        return {
            "refused": self.refused,
            "tables": self.tables,
            "answered": self.answered or self.tables,
            "errors": self.errors,
            "questions": Counter(self.questions),
            "notes missing": set(),
        }


def outcome(case: Case) -> dict[str, object]:
    """What intake says of the file, in the words of its truth."""
    report = _read(case, None)
    answers = Answers([{"code": code, "answer": answer} for code, answer in case.answers])
    answered = _read(case, answers) if case.answers else report
    noted = {code for code, _, _ in report.findings.notes}
    return {
        "refused": report.refused_code,
        "tables": _tables(report, case.tables),
        "answered": _tables(answered, case.answered or case.tables),
        "errors": {(one.sheet, one.row, one.column): one.code for one in report.findings.errors},
        "questions": Counter(one.code for one in report.findings.questions),
        "notes missing": set(case.notes) - noted,
    }


def _read(case: Case, answers: Answers | None) -> Report:
    desk = Desk(case.office, TODAY, case.register, FACTS)
    return check(case.content, case.name, desk, answers)


def _tables(report: Report, wanted: dict[str, tuple[int, Sums]]) -> dict[str, tuple[int, Sums]]:
    """Rows and sums of the tables; of the sums only those that the truth knows, and any other that is not zero."""
    found = {}
    for name in report.tables:
        sums, known = report.sums(name), wanted.get(name, (0, {}))[1]
        rows = len(report.ready(name))
        if name in wanted or rows:
            found[name] = rows, {column: total for column, total in sums.items() if column in known or total}
    return found
