"""What people write, read without guessing: cells, numbers and dates in Indonesian form."""

from data.parsing.cells import each_row, is_missing, shown
from data.parsing.dates import AsOf, UnreadableDate, read_date
from data.parsing.numbers import UnreadableNumber, read_number

__all__ = [
    "AsOf",
    "UnreadableDate",
    "UnreadableNumber",
    "each_row",
    "is_missing",
    "read_date",
    "read_number",
    "shown",
]
