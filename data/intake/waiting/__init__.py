"""Files that wait until somebody publishes them, and what is remembered of an office's files."""

from data.intake.waiting.drafts import Draft, Drafts, marked_draft, read_draft
from data.intake.waiting.going_on import carried_over, draft_of_marked, left_over, marked_name
from data.intake.waiting.keeping import FILE
from data.intake.waiting.memory import Memory, Remembered, layout_known

__all__ = [
    "FILE",
    "Draft",
    "Drafts",
    "Memory",
    "Remembered",
    "carried_over",
    "draft_of_marked",
    "layout_known",
    "left_over",
    "marked_draft",
    "marked_name",
    "read_draft",
]
