"""For whom and when a file is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.intake.answers import Answers
from data.intake.register import Register
from data.intake.report import Findings, Question
from data.intake.values import Evidence


@dataclass
class Context:
    """For whom and when a file is read: the office, the regions it serves, today, the register, answers so far."""

    office: str
    area: frozenset[str]
    today: date
    register: Register
    answers: Answers
    found: Findings
    file: str = ""
    # Whether some list may have rows below zero, as corrections have.
    below_zero: bool = False
    # What the amounts of all lists prove about dot and comma, for those that prove nothing themselves.
    proved: Evidence = field(default_factory=Evidence)

    def ask(self, question: Question, takes: Callable[[Any], object] | None = None) -> Question:
        """Put a question, with the answer if there is one already; what another sheet has asked is asked once.

        `takes` says which answers can be to it.
        """
        known = next((one for one in self.found.questions if one.is_same(question)), None)
        if known is not None:
            known.join(question)
            return known
        question.answer = self.answers.to(question, takes)
        return self.found.ask(question)
