"""The page of one office."""

from pages.office.page import show_office

__all__ = ["show_office"]
