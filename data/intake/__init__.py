"""Files that branches bring: read, understood, asked about, and made into rows that can be published."""

from data.intake.accounts import Rows, Step, Walk, rows_of, walks
from data.intake.answers import Answers
from data.intake.checking import Desk, check
from data.intake.edits import Edits
from data.intake.marking import mended_cells
from data.intake.messages import accepted, wrong
from data.intake.publication import (
    BOOK,
    Preview,
    Rehearsal,
    TableChange,
    history,
    in_force,
    is_told,
    own_run,
    preview,
    publish,
    published_details,
    rehearse,
    take_back,
    told_titles,
)
from data.intake.reading.progress import Progress
from data.intake.register import Register, register_of_folder, register_of_release
from data.intake.report import Issue, Question, Record, Report, Table
from data.intake.waiting import (
    FILE,
    Draft,
    Drafts,
    Memory,
    Remembered,
    carried_over,
    draft_of_marked,
    layout_known,
    left_over,
    marked_draft,
    marked_name,
    read_draft,
)

__all__ = [
    "BOOK",
    "FILE",
    "Answers",
    "Desk",
    "Draft",
    "Drafts",
    "Edits",
    "Issue",
    "Memory",
    "Preview",
    "Progress",
    "Question",
    "Record",
    "Register",
    "Rehearsal",
    "Remembered",
    "Report",
    "Rows",
    "Step",
    "Table",
    "TableChange",
    "Walk",
    "accepted",
    "carried_over",
    "check",
    "draft_of_marked",
    "history",
    "in_force",
    "is_told",
    "layout_known",
    "left_over",
    "marked_draft",
    "marked_name",
    "mended_cells",
    "own_run",
    "preview",
    "publish",
    "published_details",
    "read_draft",
    "register_of_folder",
    "register_of_release",
    "rehearse",
    "rows_of",
    "take_back",
    "told_titles",
    "walks",
    "wrong",
]
