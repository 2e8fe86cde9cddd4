"""The page of people: who may use the map as whom, edited and released, and the record of what was done."""

from pages.people.page import show_people

__all__ = ["show_people"]
