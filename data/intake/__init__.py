"""Files that branches bring: read, understood, asked about, and made into rows that can be published."""

from data.intake.answers import Answers
from data.intake.check import Desk, check
from data.intake.drafts import Draft, Drafts, read_draft, with_memory
from data.intake.edits import Edits
from data.intake.memory import Memory, Remembered
from data.intake.messages import accepted
from data.intake.publishing import BOOK, Rehearsal, TableChange, history, publish, rehearse
from data.intake.register import Register, register_of_folder, register_of_release
from data.intake.report import Issue, Question, Record, Report, Table

__all__ = [
    "BOOK",
    "Answers",
    "Desk",
    "Draft",
    "Drafts",
    "Edits",
    "Issue",
    "Memory",
    "Question",
    "Record",
    "Register",
    "Rehearsal",
    "Remembered",
    "Report",
    "Table",
    "TableChange",
    "accepted",
    "check",
    "history",
    "publish",
    "read_draft",
    "register_of_folder",
    "register_of_release",
    "rehearse",
    "with_memory",
]
