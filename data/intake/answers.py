"""Answers that people gave, found again for the question that they answer.

An answer knows its question by code, sheet, column and rows, as the example files write them; what it does not say
does not matter. The memory keeps answers without rows, because next month's rows are others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.intake.report import Question

# Questions about rows or the whole file: which column of theirs is named does not matter.
_OF_ROWS = (
    "correction",
    "negative_rows",
    "division",
    "duplicate",
    "no_pay_day",
    "blank_meaning",
    "hidden_rows",
)


@dataclass
class Answers:
    """The answers to one file: mappings with code, sheet, column, rows, answer, and from the memory `key`."""

    given: Sequence[Mapping[str, Any]] = ()
    used: list[Mapping[str, Any]] = field(default_factory=list)

    def to(self, question: Question, takes: Callable[[Any], object] | None = None) -> Any:
        """The answer to a question, None when there is none.

        `takes` says whether an answer can be one to it: of two columns that are missing, one asks for a month and
        the other for who pays.
        """
        fitting = [
            answer
            for answer in self.given
            if self._fits(answer, question) and (takes is None or takes(answer["answer"]))
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda answer: self._closeness(answer, question))
        self.used.append(best)
        return best["answer"]

    def _fits(self, answer: Mapping[str, Any], question: Question) -> bool:
        if answer.get("code") != question.code:
            return False
        if answer.get("key") and question.key and answer["key"] != question.key:
            return False
        if _differ(answer.get("sheet"), question.sheet):
            return False
        if question.code not in _OF_ROWS and _differ(answer.get("column"), question.column):
            return False
        rows = answer.get("rows")
        return not rows or not question.rows or bool(_rows(rows) & _rows(question.rows))

    def _closeness(self, answer: Mapping[str, Any], question: Question) -> int:
        rows = answer.get("rows")
        exact = bool(rows) and _rows(rows or ()) == _rows(question.rows)
        named = sum(bool(answer.get(name)) for name in ("key", "sheet", "column"))
        named -= _differ(answer.get("column"), question.column)
        return 4 * exact + 2 * bool(rows) + named


def _differ(said: Any, own: str) -> bool:
    """Whether both name a sheet or a column, and not the same one."""
    return bool(said) and bool(own) and said != own


def _rows(rows: Sequence[Any]) -> set[Any]:
    return {tuple(row) if isinstance(row, (list, tuple)) else row for row in rows}
