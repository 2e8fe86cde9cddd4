"""The sender's own file back, with what is wrong in it marked and explained, and without what identifies people."""

from data.intake.marking.marked import marked, marked_cells, mended_cells

__all__ = ["marked", "marked_cells", "mended_cells"]
