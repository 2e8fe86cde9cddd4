"""Answers that people gave, found again for the question that they answer.

An answer knows its question by code, sheet, column and rows, as the example files write them; what it does not say
does not matter. The memory keeps answers without rows, because next month's rows are others.
"""

from __future__ import annotations

import re
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
    "region",
    "two_values",
)

_TOLD = re.compile(r"[“\"]([^”\"]+)[”\"]|\b(\w++(?<=\d{5}))")


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
        return not rows or not question.rows or bool(_shared(answer, question))

    def _closeness(self, answer: Mapping[str, Any], question: Question) -> int:
        rows = answer.get("rows")
        exact = bool(rows) and len(rows or ()) == len(question.rows) == len(_shared(answer, question))
        of_rows = bool(rows) if question.rows else -bool(rows)
        named = bool(answer.get("key")) - _differ(answer.get("column"), question.column)
        for name, own in (("sheet", question.sheet), ("column", question.column)):
            named += (1 if own else -1) if answer.get(name) else 0
        same = bool(_told(str(answer.get("ask") or "")) & _told(str(question.ask)))
        return 4 * exact + 2 * of_rows + named + 3 * same


def _told(ask: str) -> set[str]:
    """What tells a question from others of its kind: the words that it quotes, and long numbers."""
    return {word.casefold() for pair in _TOLD.findall(ask) for word in pair if word}


def _differ(said: Any, own: str) -> bool:
    """Whether both name a sheet or a column, and not the same one."""
    return bool(said) and bool(own) and said != own


def _shared(answer: Mapping[str, Any], question: Question) -> set[tuple[str, int]]:
    """The rows of a question that an answer names as well; a row without its sheet is one of any sheet."""
    named = {_place(row, answer.get("sheet")) for row in answer.get("rows") or ()}
    asked = {_place(row, question.sheet) for row in question.rows}
    loose = {row for sheet, row in named if not sheet}
    return {
        (sheet, row)
        for sheet, row in asked
        if (sheet, row) in named or row in loose or _anywhere(sheet, row, named)
    }


def _anywhere(sheet: str, row: int, named: set[tuple[str, int]]) -> bool:
    return not sheet and any(row == other for _, other in named)


def _place(row: Any, sheet: str | None) -> tuple[str, int]:
    return (str(row[0] or ""), row[1]) if isinstance(row, (list, tuple)) else (sheet or "", row)
