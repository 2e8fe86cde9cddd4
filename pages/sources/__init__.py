"""The pages of sources, definitions, rules in force and releases, and of every published figure."""

from pages.sources.figures import show_figures
from pages.sources.page import show_sources

__all__ = ["show_figures", "show_sources"]
