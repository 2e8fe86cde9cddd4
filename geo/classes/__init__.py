"""Classes of a choropleth: breaks, colours and the legend."""

from geo.classes.classes import (
    CHANCE,
    SCHEMES,
    SPREAD,
    Classes,
    beyond_chance,
    classify,
    differences,
    ink_on,
    of_sides,
)
from geo.classes.entries import Entry, grey_of, legend

__all__ = [
    "CHANCE",
    "SCHEMES",
    "SPREAD",
    "Classes",
    "Entry",
    "beyond_chance",
    "classify",
    "differences",
    "grey_of",
    "ink_on",
    "legend",
    "of_sides",
]
