"""Working papers: the numbers that a page says as formulas over the cells that they are added from, to be recomputed."""

from data.workpapers.book import Workpaper, workpaper
from data.workpapers.numbers import Headline, How, Number, Scope, Worked, shortfall

__all__ = ["Headline", "How", "Number", "Scope", "Worked", "Workpaper", "shortfall", "workpaper"]
