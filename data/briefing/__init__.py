"""Running orders of a briefing: which views are shown in which order, with what message, what is asked, and what is said."""

from data.briefing.orders import (
    KINDS,
    LONGEST_AGENCY,
    LONGEST_ASK,
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_ASKS,
    MOST_ITEMS,
    Ask,
    BadOrder,
    Item,
    Order,
    new_id,
)
from data.briefing.shelf import Kept, Shelf
from data.briefing.template import Template, TemplateShelf

__all__ = [
    "KINDS",
    "LONGEST_AGENCY",
    "LONGEST_ASK",
    "LONGEST_NOTES",
    "LONGEST_TITLE",
    "MOST_ASKS",
    "MOST_ITEMS",
    "Ask",
    "BadOrder",
    "Item",
    "Kept",
    "Order",
    "Shelf",
    "Template",
    "TemplateShelf",
    "new_id",
]
