"""The page of visits: the list in its order, what it is narrowed by, and the sheet for the field."""

from pages.employers.visits.page import show_visits
from pages.employers.visits.parts import by_part

__all__ = ["by_part", "show_visits"]
