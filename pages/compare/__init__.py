"""The page on which two to four offices, or regions, stand side by side."""

from pages.compare.page import show_compare

__all__ = ["show_compare"]
