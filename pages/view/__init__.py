"""What is being looked at: one value from the address to every part of a page, and back."""

from pages.view.address import BadAddress, Choices, from_query, settled
from pages.view.parts import (
    CLASS_COUNTS,
    FADES,
    LEVELS,
    LISTED,
    NAMES,
    OF_AREA,
    OF_OFFICE,
    OFFICES,
    ON_MAP,
    SCOPES,
    UNDATED,
    UNMARKED,
    WEIGHTS,
    View,
    first_indicator,
    without_ledger,
)

__all__ = [
    "CLASS_COUNTS",
    "FADES",
    "LEVELS",
    "LISTED",
    "NAMES",
    "OFFICES",
    "OF_AREA",
    "OF_OFFICE",
    "ON_MAP",
    "SCOPES",
    "UNDATED",
    "UNMARKED",
    "WEIGHTS",
    "BadAddress",
    "Choices",
    "View",
    "first_indicator",
    "from_query",
    "settled",
    "without_ledger",
]
