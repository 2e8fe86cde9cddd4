"""The sender's own file back, with what is wrong in it marked and explained, and without what identifies people."""

from data.intake.marking.marked import marked, mended_cells

__all__ = ["marked", "mended_cells"]
