"""The page of sources, definitions, rules in force and releases."""

from pages.sources.page import show_sources

__all__ = ["show_sources"]
