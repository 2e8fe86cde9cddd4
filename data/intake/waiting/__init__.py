"""Files that wait until somebody publishes them, and what is remembered of an office's files."""

from data.intake.waiting.drafts import Draft, Drafts, marked_draft, read_draft
from data.intake.waiting.memory import Memory, Remembered, layout_known

__all__ = ["Draft", "Drafts", "Memory", "Remembered", "layout_known", "marked_draft", "read_draft"]
