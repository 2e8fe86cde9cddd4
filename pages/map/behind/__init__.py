"""Regions that are behind their targets: said in a sentence, listed with the worst first, and waited for."""

from pages.map.behind.coming import course_of, follow, known_by_now
from pages.map.behind.listed import (
    around,
    as_cells,
    as_rows,
    gaps_listed,
    lacks_heading,
    pairs_of,
    since_heading,
)
from pages.map.behind.said import behind_said

__all__ = [
    "around",
    "as_cells",
    "as_rows",
    "behind_said",
    "course_of",
    "follow",
    "gaps_listed",
    "known_by_now",
    "lacks_heading",
    "pairs_of",
    "since_heading",
]
