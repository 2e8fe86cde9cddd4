"""Classes of a choropleth: breaks, colours and the legend."""

from geo.classes.around_zero import CHANGE, as_written, differences, gaps, on_ground
from geo.classes.classes import (
    CHANCE,
    GAP,
    SCHEMES,
    SPREAD,
    Classes,
    beyond_chance,
    classify,
    ink_on,
    of_sides,
)
from geo.classes.entries import UNTARGETED, UNTARGETED_HATCH, Entry, entry_of_each, grey_of, in_order, legend

__all__ = [
    "CHANCE",
    "CHANGE",
    "GAP",
    "SCHEMES",
    "SPREAD",
    "UNTARGETED",
    "UNTARGETED_HATCH",
    "Classes",
    "Entry",
    "as_written",
    "beyond_chance",
    "classify",
    "differences",
    "entry_of_each",
    "gaps",
    "grey_of",
    "in_order",
    "ink_on",
    "legend",
    "of_sides",
    "on_ground",
]
