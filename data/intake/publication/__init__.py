"""What was read, laid over what is published: rehearsed, shown on the map before it counts, and made a release."""

from data.intake.publication.previewing import Preview, preview
from data.intake.publication.publishing import (
    BOOK,
    Rehearsal,
    TableChange,
    history,
    in_force,
    publish,
    published_details,
    rehearse,
)
from data.intake.publication.undoing import is_told, own_run, take_back, told_titles

__all__ = [
    "BOOK",
    "Preview",
    "Rehearsal",
    "TableChange",
    "history",
    "in_force",
    "is_told",
    "own_run",
    "preview",
    "publish",
    "published_details",
    "rehearse",
    "take_back",
    "told_titles",
]
