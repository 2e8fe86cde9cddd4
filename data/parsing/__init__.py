"""What people write, read without guessing: cells, numbers and dates in Indonesian form, and files of settings."""

from data.parsing.cells import each_row, is_missing, shown
from data.parsing.dates import AsOf, UnreadableDate, read_date
from data.parsing.lines import UnreadableLine, read_line
from data.parsing.numbers import UnreadableNumber, read_number
from data.parsing.toml_files import Text, TomlTable, one_of, read_toml, several_of, table_of, whole

__all__ = [
    "AsOf",
    "Text",
    "TomlTable",
    "UnreadableDate",
    "UnreadableLine",
    "UnreadableNumber",
    "each_row",
    "is_missing",
    "one_of",
    "read_date",
    "read_line",
    "read_number",
    "read_toml",
    "several_of",
    "shown",
    "table_of",
    "whole",
]
