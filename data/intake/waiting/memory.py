"""What is remembered of an office's files, so that the second month of a layout needs no question.

A layout is the table and the headings of a file's columns. Kept for it: which column of ours each heading gives, and
the answers that hold next month as well. An answer about single rows ("row 98 is right") is not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.access import NotYours, Viewer
from data.intake.report import Question, Report
from data.store import Notebook

KIND = "memory"
# Questions whose answer is about the layout or the office's words, not about rows of one month.
LASTING = frozenset(
    [
        "value",
        "region",
        "unit",
        "date_order",
        "blank_meaning",
        "no_pay_day",
        "missing_column",
        "hidden_sheet",
        "hidden_rows",
        "total_mismatch",
        "no_values",
        "negative_rows",
        "division",
        "definition",
        "not_held",
    ]
)


@dataclass(frozen=True)
class Remembered:
    """What is kept of one layout: `mapping` heading -> field, `answers` as Answers takes them, and since when."""

    layout: str
    office: str
    title: str
    mapping: Mapping[str, str]
    answers: Sequence[Mapping[str, Any]]
    at: datetime


def layout_of(report: Report) -> str:
    """The layout of a file, as a name: the same tables with the same headings in any order."""
    said = sorted(
        {f"{block.table}|{column.heading.casefold()}" for block in report.blocks for column in block.columns}
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def layout_known(report: Report, memory: Memory) -> Remembered | None:
    """What a memory knows of a file's layout; None for a refused file."""
    return None if report.refused else memory.of(layout_of(report))


class Memory:
    """The memory of one office, for whoever brings files for it; what is forgotten is written as forgotten, so that it
    can be seen.

    Whoever else asks raises NotYours.
    """

    def __init__(self, book: Notebook, office: str, viewer: Viewer) -> None:
        self._book, self._office, self._viewer = book, office, viewer

    def known(self) -> list[Remembered]:
        """Everything that is remembered for the office, newest first. Raises OSError."""
        if not self._viewer.may_bring_for(self._office):
            raise NotYours
        notes = self._book.latest(KIND).values()
        mine = [
            note
            for note in notes
            if note.value.get("office") == self._office and not note.value.get("forgotten")
        ]
        return [
            Remembered(
                note.id.partition(":")[2],
                self._office,
                note.value["title"],
                note.value["mapping"],
                note.value["answers"],
                note.at,
            )
            for note in reversed(mine)
        ]

    def of(self, layout: str) -> Remembered | None:
        """What is remembered of a layout, None when nothing is."""
        return next((one for one in self.known() if one.layout == layout), None)

    def keep(self, report: Report, mapping: Mapping[str, str]) -> None:
        """Remember the mapping and the lasting answers of a file that was published."""
        before = self.of(layout_of(report))
        answers = [*(before.answers if before else ()), *map(_kept, _lasting(report.findings.questions))]
        newest = {
            (answer["code"], answer.get("key", ""), answer.get("sheet", "")): answer for answer in answers
        }
        self._write(
            layout_of(report),
            report.file,
            {**(before.mapping if before else {}), **mapping},
            list(newest.values()),
        )

    def _write(
        self, layout: str, title: str, mapping: Mapping[str, str], answers: Sequence[Mapping[str, Any]]
    ) -> None:
        value = {"office": self._office, "title": title, "mapping": dict(mapping), "answers": list(answers)}
        self._book.add(f"{self._office}:{layout}", KIND, value)

    def change(self, layout: str, mapping: Mapping[str, str]) -> None:
        """Remember other columns for headings of a layout."""
        known = self.of(layout)
        if known is not None:
            self._write(layout, known.title, {**known.mapping, **mapping}, known.answers)

    def forget(self, layout: str, answer: Mapping[str, Any] | None = None) -> None:
        """Forget a layout, or one answer of it."""
        known = self.of(layout)
        if known is None:
            return
        if answer is None:
            self._book.add(f"{self._office}:{layout}", KIND, {"office": self._office, "forgotten": True})
            return
        self._write(layout, known.title, known.mapping, [kept for kept in known.answers if kept != answer])


def _lasting(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.code in LASTING and question.answer is not None]


def _kept(question: Question) -> dict[str, Any]:
    """An answer without the rows that it was given for; the words of its question tell it from others."""
    kept = {
        "code": question.code,
        "answer": question.answer,
        "ask": question.ask,
        "told": question.told(),
    }
    if question.key:
        kept["key"] = question.key
    elif question.column:
        kept["column"] = question.column
    return kept
