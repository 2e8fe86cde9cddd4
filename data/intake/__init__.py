"""Files that branches bring: read, understood, asked about, and made into rows that can be published."""

from data.intake.answers import Answers
from data.intake.check import Desk, check
from data.intake.register import Register, register_of_folder
from data.intake.report import Issue, Question, Record, Report, Table

__all__ = [
    "Answers",
    "Desk",
    "Issue",
    "Question",
    "Record",
    "Register",
    "Report",
    "Table",
    "check",
    "register_of_folder",
]
