"""Workbooks to take along: the sender's own, with what is wrong in it marked and explained, or an empty one to fill in."""

from data.intake.marking.marked import marked, marked_cells, mended_cells
from data.intake.marking.templates import TEMPLATES, template

__all__ = ["TEMPLATES", "marked", "marked_cells", "mended_cells", "template"]
