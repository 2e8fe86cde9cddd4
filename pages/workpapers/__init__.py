"""Working papers of pages: which numbers a page says, and the button that gives them as formulas to be recomputed."""

from pages.workpapers.offer import PREFIX, paper_button, paper_sheet
from pages.workpapers.places import changed, funnel_numbers, numbers_of, of_place, trend_numbers

__all__ = [
    "PREFIX",
    "changed",
    "funnel_numbers",
    "numbers_of",
    "of_place",
    "paper_button",
    "paper_sheet",
    "trend_numbers",
]
