"""For whom and when a file is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.intake.answers import Answers
from data.intake.register import Register
from data.intake.report import Findings, Question


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

    def ask(self, question: Question) -> Question:
        """Put a question, with the answer if there is one already."""
        question.answer = self.answers.to(question)
        return self.found.ask(question)
