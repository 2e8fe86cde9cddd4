"""People in lists: a list with a row for each is refused, and what identifies them is taken out of any other."""

from data.intake.finding.people.cells import (
    contacts_in,
    forget_people,
    has_contact,
    without_contact,
    without_people,
)
from data.intake.finding.people.rows import lists_people

__all__ = [
    "contacts_in",
    "forget_people",
    "has_contact",
    "lists_people",
    "without_contact",
    "without_people",
]
