"""Tables in sheets: where they lie, which of ours they are, which rows are data, and whether they are of people."""

from data.intake.finding.blocks import Block, Column, find_block
from data.intake.finding.catalogue import TABLES
from data.intake.finding.filling import fill_down
from data.intake.finding.headings import folded, month_of_texts, scale_in, year_in
from data.intake.finding.mapping import map_block
from data.intake.finding.people import (
    contacts_in,
    forget_people,
    has_contact,
    lists_people,
    without_contact,
    without_people,
)
from data.intake.finding.rows import sort_rows
from data.intake.finding.sections import sections

__all__ = [
    "TABLES",
    "Block",
    "Column",
    "contacts_in",
    "fill_down",
    "find_block",
    "folded",
    "forget_people",
    "has_contact",
    "lists_people",
    "map_block",
    "month_of_texts",
    "scale_in",
    "sections",
    "sort_rows",
    "without_contact",
    "without_people",
    "year_in",
]
