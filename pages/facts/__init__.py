"""The page of an organisation's own facts: chosen, edited, checked, published and undone."""

from pages.facts.page import show_facts

__all__ = ["show_facts"]
